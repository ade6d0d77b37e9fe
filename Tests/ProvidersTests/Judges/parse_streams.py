"""Judges a server's streams by the clients of the providers' own SDKs.

    parse_streams.py BASE_URL PROTOCOL MODEL PROMPT [--tools] [--second-turn] [--result TEXT]

Asks once, streaming, with the SDK's own client, and writes one JSON object: `text`, `reasoning`, `toolCalls` (each
`id`, `name`, `arguments`), `stopReason` and `usage` as the SDK understood them, `error` (null, or `type`, `message`,
`status`), and `problems`. A problem is whatever an SDK would forgive in silence: bytes that are no proper event stream,
an event that does not fit the SDK's own type for it in every member, an end without its mark, a warning, a helper that
stumbles.

BASE_URL is the server's root, without a version. With --tools the request declares a tool `read` with a parameter
`filePath`. With --second-turn each call is answered with --result as the SDK documents it, and what comes then stands
under `second` in the same form (null when there were no calls).

Exit code 0 when there is a verdict, whatever it says; 1 when the judge itself failed; 2 for wrong arguments.
"""

import argparse
import contextlib
import json
import logging
import re
import sys
import warnings
from typing import Any, Iterator

import httpx2
import pydantic

from conversation import Conversation, StreamFailure
from sdk_clients import CLIENTS
from shapes import Problem, check, parse

# What servers of open models send of their thoughts, and OpenAI's own never does; its SDK hands it through.
DIALECT = re.compile(r"choices\[\d+\]\.delta\.(reasoning_content|reasoning|reasoning_details)")
EMPTY = {"text": "", "reasoning": "", "toolCalls": [], "stopReason": None, "usage": None}


class Tap(httpx2.HTTPTransport):
    """Keeps the bytes of each answer on their way to the SDK."""

    def __init__(self) -> None:
        super().__init__()
        self.answers: list[tuple[httpx2.Response, "Copy"]] = []

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        response = super().handle_request(request)
        response.stream = Copy(response.stream)
        self.answers.append((response, response.stream))
        return response


class Copy(httpx2.SyncByteStream):
    def __init__(self, stream: Any) -> None:
        self.stream, self.chunks, self.bytes = stream, iter(stream), bytearray()

    def __iter__(self) -> Iterator[bytes]:
        for chunk in self.chunks:
            self.bytes += chunk
            yield chunk

    def close(self) -> None:
        # An SDK that stumbles leaves the rest, and that is to be judged as well.
        with contextlib.suppress(httpx2.HTTPError, httpx2.StreamError):
            for _ in self:
                pass
        self.stream.close()


def events(text: str) -> tuple[list[tuple[str | None, str]], list[Problem]]:
    """The events of a stream as (name, data), and what is no event in it."""
    found, problems = [], []
    name, data = None, []
    for line in re.split(r"\r\n|\n|\r", text.removesuffix("\n")) + [""] * text.endswith("\n"):
        if line.startswith(":"):
            continue
        field, _, value = line.partition(":")
        value = value.removeprefix(" ")
        if field == "event":
            name = value
        elif field == "data":
            data.append(value)
        elif line:
            problems.append(Problem("stream", f"no event has a line such as {line[:60]!r}"))
        elif data or name:
            found.append((name, "\n".join(data)))
            name, data = None, []
    if data or name:
        problems.append(Problem("stream", "ends within an event"))
    return found, problems


def judge_stream(text: str, client: Conversation) -> list[Problem]:
    found, problems = events(text)
    adapter = pydantic.TypeAdapter(client.event)
    is_ended, has_failed, last_number, whole = False, False, -1, []
    for index, (name, data) in enumerate(found):
        place = f"events[{index}]"
        if is_ended:
            problems.append(Problem(place, "comes after the end"))
        if data == "[DONE]" and client.ends_with_done:
            is_ended = True
            continue
        try:
            event = parse(data)
        except ValueError as error:
            problems.append(Problem(place, f"is not JSON: {error}"))
            continue
        if not isinstance(event, dict):
            problems.append(Problem(place, "is not an object"))
            continue
        if name != (event.get("type") if client.names_events else None):
            problems.append(Problem(place, f"is named {name} in the stream"))
        if name == "ping":
            continue
        # Responses has an event of its own for it; where an answer has "error": null, it is an answer.
        is_error = isinstance(event.get("error"), dict)
        has_failed = has_failed or is_error or name == "error"
        mismatches = [
            mismatch
            for mismatch in (client.judge_failure(event) if is_error else check(event, client.event))
            if not (mismatch.text == "unknown key" and DIALECT.fullmatch(mismatch.path))
        ]
        place = f"events[{index}] ({event['type']})" if client.names_events and "type" in event else place
        problems += [Problem(f"{place}.{each.path}" if each.path else place, each.text) for each in mismatches]
        if not mismatches and not is_error:
            # The SDK's models may know more than their types say.
            try:
                adapter.validate_python(event)
            except pydantic.ValidationError as error:
                problems += [Problem(place, f"{each['loc']}: {each['msg']}") for each in error.errors()]
            whole.append(event)
        number = event.get("sequence_number")
        if isinstance(number, int):
            if number <= last_number:
                problems.append(Problem(f"{place}.sequence_number", f"{number} after {last_number}"))
            last_number = number
        is_ended = is_ended or client.is_end(event)
    if not is_ended and not has_failed:
        problems.append(Problem("stream", "ends without its mark"))
    return problems + client.order(whole)


def judge_answer(response: httpx2.Response, body: bytes, client: Conversation) -> list[Problem]:
    kind = response.headers.get("content-type", "none").partition(";")[0]
    expected = "text/event-stream" if response.status_code == 200 else "application/json"
    problems = []
    if kind != expected:
        problems.append(Problem("content-type", f"{kind} where {expected} is expected"))
    try:
        text = body.decode()
        if response.status_code == 200:
            return problems + judge_stream(text, client)
        return problems + client.judge_failure(parse(text))
    except ValueError as error:
        return problems + [Problem("answer", f"cannot be read: {error}")]


def is_provider_error(error: Exception) -> bool:
    """Whether an SDK or its HTTP client means to say by this that the request failed."""
    names = [kind.__name__ for kind in type(error).__mro__]
    return isinstance(error, (httpx2.HTTPError, StreamFailure)) or "APIError" in names


def turn(client: Conversation, tap: Tap) -> dict:
    noises: list[str] = []
    handler = logging.Handler(logging.WARNING)
    handler.emit = lambda record: noises.append(f"log: {record.getMessage()}")  # type: ignore[method-assign]
    logging.getLogger().addHandler(handler)
    answer: dict = {**EMPTY, "error": None}
    tap.answers.clear()
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            answer.update(client.ask())
        except Exception as error:  # Whatever an SDK raises is a finding.
            status = getattr(error, "status_code", None) or getattr(error, "code", None)
            answer["error"] = {"type": type(error).__name__, "message": str(error), "status": status}
            if not is_provider_error(error):
                noises.append(f"SDK: {type(error).__name__}: {error}")
        noises += [f"warning: {warning.message}" for warning in caught]
    logging.getLogger().removeHandler(handler)
    problems = [p for response, copy in tap.answers for p in judge_answer(response, bytes(copy.bytes), client)]
    if len(tap.answers) > 1:
        noises.append(f"SDK: sent {len(tap.answers)} requests")
    return {**answer, "problems": [*dict.fromkeys(noises), *map(str, problems)]}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("base_url")
    parser.add_argument("protocol", choices=CLIENTS)
    parser.add_argument("model")
    parser.add_argument("prompt")
    parser.add_argument("--tools", action="store_true", help="declare a tool `read`")
    parser.add_argument("--second-turn", action="store_true", help="answer the calls and ask again")
    parser.add_argument("--result", default="1: hello", help="what the calls are answered with")
    options = parser.parse_args()
    tap = Tap()
    client = CLIENTS[options.protocol](
        tap, options.base_url.rstrip("/"), options.model, options.prompt, options.tools or options.second_turn
    )
    answer = turn(client, tap)
    if options.second_turn:
        answer["second"] = None
        if answer["toolCalls"]:
            client.give(answer["toolCalls"], options.result)
            answer["second"] = turn(client, tap)
    print(json.dumps(answer, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())
