"""Shows that the judges accept what is right and refuse what is wrong: `python -m unittest` in this folder."""

import contextlib
import copy
import http.server
import json
import subprocess
import sys
import threading
import unittest
from pathlib import Path
from typing import Any, Iterator

HERE = Path(__file__).parent
TOOL = {"name": "read", "description": "Reads."}
SCHEMA = {"type": "object", "properties": {"filePath": {"type": "string"}}}
GOOD: dict[str, dict] = {
    "anthropic": {
        "model": "m",
        "max_tokens": 9,
        "stream": True,
        "temperature": 0.5,
        "system": [{"type": "text", "text": "Be terse.", "cache_control": {"type": "ephemeral"}}],
        "tools": [{**TOOL, "input_schema": SCHEMA}],
        "messages": [
            {"role": "user", "content": [{"type": "text", "text": "hi"}]},
            {"role": "assistant", "content": [{"type": "tool_use", "id": "a", "name": "read", "input": {}}]},
            {"role": "user", "content": [{"type": "tool_result", "tool_use_id": "a", "content": "1"}]},
        ],
    },
    "openai-chat": {
        "model": "m",
        "stream": True,
        "max_tokens": 9,
        "tools": [{"type": "function", "function": {**TOOL, "parameters": SCHEMA}}],
        "messages": [
            {"role": "user", "content": "hi"},
            {
                "role": "assistant",
                "content": None,
                "tool_calls": [{"id": "a", "type": "function", "function": {"name": "read", "arguments": "{}"}}],
            },
            {"role": "tool", "tool_call_id": "a", "content": "1"},
        ],
    },
    "openai-responses": {
        "model": "m",
        "stream": True,
        "store": False,
        "include": ["reasoning.encrypted_content"],
        "tools": [{"type": "function", **TOOL, "parameters": SCHEMA, "strict": False}],
        "input": [
            {"role": "user", "content": "hi"},
            {"type": "reasoning", "id": "r", "summary": [], "encrypted_content": "eA=="},
            {"type": "function_call", "call_id": "a", "name": "read", "arguments": "{}"},
            {"type": "function_call_output", "call_id": "a", "output": "1"},
        ],
    },
    "gemini": {
        "systemInstruction": {"parts": [{"text": "Be terse."}]},
        "tools": [{"functionDeclarations": [{**TOOL, "parametersJsonSchema": SCHEMA}]}],
        "generationConfig": {"maxOutputTokens": 9, "thinkingConfig": {"thinkingLevel": "LOW"}},
        "contents": [
            {"role": "user", "parts": [{"text": "hi"}]},
            {"role": "model", "parts": [{"functionCall": {"name": "read", "args": {}}, "thoughtSignature": "+/8="}]},
            {"role": "user", "parts": [{"functionResponse": {"name": "read", "response": {"output": "1"}}}]},
        ],
    },
}
ABSENT = object()
# Protocol, place, what is put there, and where the problem must be told.
BAD = [
    ("anthropic", ["max_tokens"], "9", "max_tokens"),
    ("anthropic", ["max_tokens"], ABSENT, "max_tokens"),
    ("anthropic", ["temperature"], 1.5, "temperature"),
    ("anthropic", ["stop"], ["x"], "stop"),
    ("anthropic", ["stream"], 1, "stream"),
    ("anthropic", ["system", 0, "cache_control", "type"], "forever", "system[0].cache_control.type"),
    ("anthropic", ["tools", 0, "parameters"], {}, "tools[0].parameters"),
    ("anthropic", ["tools", 0, "input_schema", "type"], "array", "tools[0].input_schema.type"),
    ("anthropic", ["messages", 0, "content", 0], {"type": "image"}, "messages[0].content[0].source"),
    ("anthropic", ["messages", 1, "content", 0, "input"], "{}", "messages[1].content[0].input"),
    ("anthropic", ["messages", 2, "content", 0, "tool_use_id"], ABSENT, "messages[2].content[0].tool_use_id"),
    ("anthropic", ["messages", 2, "role"], "tool", "messages[2].role"),
    ("openai-chat", ["max_output_tokens"], 9, "max_output_tokens"),
    ("openai-chat", ["messages", 1, "tool_calls", 0, "function"], {}, "messages[1].tool_calls[0].function.arguments"),
    ("openai-chat", ["messages", 1, "tool_calls"], ABSENT, "messages[1].content"),
    ("openai-chat", ["messages", 2, "tool_call_id"], ABSENT, "messages[2].tool_call_id"),
    ("openai-chat", ["messages", 0, "text"], "hi", "messages[0].text"),
    ("openai-chat", ["tools", 0, "name"], "read", "tools[0].name"),
    ("openai-responses", ["input"], ABSENT, "input"),
    ("openai-responses", ["include", 0], "reasoning", "include[0]"),
    ("openai-responses", ["tools", 0, "strict"], ABSENT, "tools[0].strict"),
    ("openai-responses", ["input", 2, "arguments"], {}, "input[2].arguments"),
    ("openai-responses", ["input", 3, "call_id"], ABSENT, "input[3].call_id"),
    ("gemini", ["model"], "m", "model"),
    ("gemini", ["generationConfig", "max_output_tokens"], 9, "generationConfig.max_output_tokens"),
    ("gemini", ["generationConfig", "thinkingConfig"], {"budget": 1}, "generationConfig.thinkingConfig.budget"),
    ("gemini", ["generationConfig", "maxOutputTokens"], 0.5, "generationConfig.maxOutputTokens"),
    ("gemini", ["contents", 1, "role"], "assistant", "contents[1].role"),
    ("gemini", ["contents", 1, "parts", 0, "thoughtSignature"], "?", "contents[1].parts[0].thoughtSignature"),
    ("gemini", ["contents", 2, "parts", 0, "functionResponse"], "1", "contents[2].parts[0].functionResponse"),
    ("gemini", ["contents", 2, "parts", 0, "text"], "1", "contents[2].parts[0]"),
    ("gemini", ["tools", 0, "retrieval"], {}, "body"),
]


def judged(lines: list[str]) -> list[dict]:
    command = [sys.executable, str(HERE / "validate_requests.py")]
    done = subprocess.run(command, input="\n".join(lines), capture_output=True, text=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def changed(body: dict, place: list, value: Any) -> dict:
    result = copy.deepcopy(body)
    parent: Any = result
    for key in place[:-1]:
        parent = parent[key]
    if value is ABSENT:
        del parent[place[-1]]
    else:
        parent[place[-1]] = value
    return result


class RequestTests(unittest.TestCase):
    def test_right_requests_are_accepted(self) -> None:
        lines = [json.dumps({"protocol": protocol, "name": protocol, "body": body}) for protocol, body in GOOD.items()]
        self.assertEqual(judged(lines), [{"name": protocol, "problems": []} for protocol in GOOD])

    def test_wrong_requests_are_refused_at_the_right_place(self) -> None:
        bodies = [changed(GOOD[protocol], place, value) for protocol, place, value, _ in BAD]
        lines = [json.dumps({"protocol": case[0], "name": "", "body": body}) for case, body in zip(BAD, bodies)]
        for (protocol, _, _, expected), verdict in zip(BAD, judged(lines), strict=True):
            with self.subTest(protocol=protocol, place=expected):
                places = [problem.split(": ")[0] for problem in verdict["problems"]]
                self.assertEqual(places[:1], [expected])

    def test_repeated_keys_addresses_and_dialects(self) -> None:
        good = json.dumps({"protocol": "anthropic", "name": "", "path": "/v1/messages", "body": GOOD["anthropic"]})
        dialect = changed(GOOD["openai-chat"], ["messages", 1, "reasoning_content"], "x")
        verdicts = judged(
            [
                good.replace('"model": "m"', '"model": "m", "model": "m"'),
                good.replace("/v1/messages", "/v1/message"),
                json.dumps({"protocol": "openai-chat", "body": dialect}),
                json.dumps({"protocol": "openai-chat", "body": dialect, "allow": ["messages[].reasoning_content"]}),
            ]
        )
        places = [[problem.split(": ")[0] for problem in verdict["problems"]] for verdict in verdicts]
        self.assertEqual(places, [["model"], ["path"], ["messages[1].reasoning_content"], []])


CHUNK = {"id": "c", "object": "chat.completion.chunk", "created": 1, "model": "m"}
TEXT = {**CHUNK, "choices": [{"index": 0, "delta": {"role": "assistant", "content": "hi"}, "finish_reason": None}]}
STOP = {**CHUNK, "choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]}
GEMINI = {"candidates": [{"content": {"role": "model", "parts": [{"text": "hi"}]}, "finishReason": "STOP"}]}


@contextlib.contextmanager
def serving(body: str, status: int = 200) -> Iterator[str]:
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["content-length"]))
            self.send_response(status)
            self.send_header("content-type", "text/event-stream" if status == 200 else "application/json")
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *arguments: Any) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def parsed(protocol: str, body: str, status: int = 200) -> dict:
    with serving(body, status) as address:
        command = [sys.executable, str(HERE / "parse_streams.py"), address, protocol, "m", "hi"]
        return json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def stream(*events: Any) -> str:
    return "".join(f"data: {event if isinstance(event, str) else json.dumps(event)}\n\n" for event in events)


class StreamTests(unittest.TestCase):
    def test_right_streams(self) -> None:
        for protocol, body in (("openai-chat", stream(TEXT, STOP, "[DONE]")), ("gemini", stream(GEMINI))):
            verdict = parsed(protocol, body)
            self.assertEqual((verdict["text"], verdict["problems"], verdict["error"]), ("hi", [], None))

    def test_wrong_streams(self) -> None:
        wrong = {**TEXT, "object": "x"}
        cases = [
            ("openai-chat", stream(TEXT, STOP), "stream: ends without its mark"),
            ("openai-chat", stream(wrong, STOP, "[DONE]"), 'events[0].object: "x" is none of "chat.completion.chunk"'),
            ("openai-chat", stream({**TEXT, "extra": 1}, STOP, "[DONE]"), "events[0].extra: unknown key"),
            ("openai-chat", stream(TEXT, STOP, "[DONE]", STOP), "events[3]: comes after the end"),
            ("openai-chat", "event: x\n" + stream(TEXT, STOP, "[DONE]"), "events[0]: is named x in the stream"),
            ("gemini", stream({**GEMINI, "model": "m"}), "events[0].model: unknown key"),
        ]
        for protocol, body, expected in cases:
            with self.subTest(expected=expected):
                problems = parsed(protocol, body)["problems"]
                # The SDK may stumble over it or warn as well.
                self.assertEqual([each for each in problems if not each.startswith(("SDK: ", "warning: "))], [expected])

    def test_errors(self) -> None:
        error = {"message": "no", "type": "invalid_request_error", "param": None, "code": None}
        verdict = parsed("openai-chat", json.dumps({"error": error}), 400)
        self.assertEqual((verdict["error"]["status"], verdict["problems"]), (400, []))
        self.assertEqual(parsed("openai-chat", "{}", 400)["problems"], ["error: missing"])


if __name__ == "__main__":
    unittest.main()
