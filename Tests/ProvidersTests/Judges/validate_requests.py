"""Judges request bodies by the typed parameter models of the providers' own SDKs.

Reads JSON lines from standard input, one request each:

    {"protocol": "anthropic", "path": "/v1/messages", "name": "first step", "body": {...}}

`protocol` is `anthropic`, `openai-chat`, `openai-responses` or `gemini`; `path` is optional and is judged where it is
given. `allow` is optional: the members that a dialect has beyond the SDK's types, such as
`["messages[].reasoning_content"]`.

Writes one JSON line for each: `{"name": "first step", "problems": ["messages[0].content[1].source: missing"]}`.
Exit code 0 when every line could be judged, whatever the verdicts; 2 when a line is not such a request or an SDK has a
type without a rule, with the reason on standard error.
"""

import json
import re
import sys
from typing import Any, Callable, TypedDict

from gemini_requests import judge_gemini, objects
from shapes import Problem, check, parse

PATHS = {
    "anthropic": r".*/v1/messages",
    "openai-chat": r".*/chat/completions",
    "openai-responses": r".*/responses",
    "gemini": r".*/v1[a-z0-9]*/(publishers/google/)?models/[^/:?]+:(generateContent|streamGenerateContent\?alt=sse)",
}


class Sampling(TypedDict, total=False):
    """What version 2023-06-01 of Anthropic's API has and 2026-10-21, which its SDK speaks, has not."""

    temperature: float
    top_p: float
    top_k: int


def judge_anthropic(body: Any) -> list[Problem]:
    from anthropic.types import message_create_params as params

    own = {key: body[key] for key in Sampling.__annotations__ if key in body}
    rest = {key: value for key, value in body.items() if key not in own}
    problems = check(_like(body, rest), _streaming(body, params, "MessageCreateParams")) + check(own, Sampling)
    problems += [
        Problem(key, "must be from 0 to 1")
        for key in ("temperature", "top_p")
        if isinstance(own.get(key), (int, float)) and not 0 <= own[key] <= 1
    ]
    return problems


def judge_chat(body: Any) -> list[Problem]:
    from openai.types.chat import completion_create_params as params

    problems = check(body, _streaming(body, params, "CompletionCreateParams"))
    for index, message in objects(body, "messages"):
        # Optional in the type, and so in its words: "required unless tool calls are given".
        if message.get("role") == "assistant" and message.get("content") is None and not message.get("tool_calls"):
            problems.append(Problem(f"messages[{index}].content", "missing, and there are no tool calls"))
    return problems


def judge_responses(body: Any) -> list[Problem]:
    from openai.types.responses import response_create_params as params

    problems = check(body, _streaming(body, params, "ResponseCreateParams"))
    # Optional in the type, as a stored prompt or conversation can stand for them; a stateless request has neither.
    problems += [Problem(key, "missing") for key in ("model", "input") if body.get(key) is None]
    for index, item in objects(body, "input"):
        # Optional in the type, as other calls have no such name; a function's output is matched by nothing else.
        if item.get("type") == "function_call_output" and item.get("call_id") is None:
            problems.append(Problem(f"input[{index}].call_id", "missing"))
    return problems


def _streaming(body: Any, params: Any, name: str) -> type:
    """`stream` stands in two classes of its own, one for each of its values; without it nothing streams."""
    return getattr(params, name + ("Streaming" if body.get("stream", False) is not False else "NonStreaming"))


def _like(original: Any, copy: dict) -> Any:
    """A part of an object, with the object's own repeated keys still known."""
    result = type(original)(copy.items())
    result.repeated = original.repeated
    return result


JUDGES: dict[str, Callable[[Any], list[Problem]]] = {
    "anthropic": judge_anthropic,
    "openai-chat": judge_chat,
    "openai-responses": judge_responses,
    "gemini": judge_gemini,
}


def judge(request: dict) -> list[str]:
    protocol, body, path = request["protocol"], request["body"], request.get("path")
    problems = []
    if path is not None and not re.fullmatch(PATHS[protocol], path):
        problems.append(Problem("path", f"{json.dumps(path)} is no address of this protocol"))
    problems += JUDGES[protocol](body) if isinstance(body, dict) else [Problem("", "is not an object")]
    allowed = set(request.get("allow", ()))
    return [
        str(problem)
        for problem in problems
        if problem.text != "unknown key" or re.sub(r"\[\d+\]", "[]", problem.path) not in allowed
    ]


def main() -> int:
    for number, line in enumerate(sys.stdin.buffer, 1):
        if not line.strip():
            continue
        try:
            request = parse(line)
            verdict = {"name": request.get("name"), "problems": judge(request)}
        except (ValueError, KeyError, TypeError, AttributeError, ImportError) as error:
            print(f"line {number}: cannot be judged: {type(error).__name__}: {error}", file=sys.stderr)
            return 2
        print(json.dumps(verdict, ensure_ascii=False), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
