"""What the SDKs' streaming clients have in common, for `parse_streams.py`."""

from typing import Any

import httpx2

from shapes import Problem, check

SCHEMA = {
    "type": "object",
    "properties": {"filePath": {"type": "string"}},
    "required": ["filePath"],
    "additionalProperties": False,
}
TOOL = {"name": "read", "description": "Reads a file."}
MOST_TOKENS = 4000


class StreamFailure(Exception):
    """A stream that says that it failed, or ends without an answer, where the SDK leaves it to its user to notice."""


class Conversation:
    """One protocol's client, and what was said."""

    # What the SDK calls an event, and an error's body.
    event: Any
    failure: Any
    # What an error's `details` may be, which stand in no type of a body.
    details: Any = None
    # Whether each event is named in the stream, by its own `type`.
    names_events = True
    # Whether a stream is whole with `[DONE]`, which is no event.
    ends_with_done = False

    def __init__(self, transport: httpx2.BaseTransport, base: str, model: str, prompt: str, has_tools: bool):
        self.transport, self.base, self.model, self.prompt, self.has_tools = transport, base, model, prompt, has_tools
        self.start()

    # Each protocol has these:
    # start() makes the client;
    # ask() sends the conversation, takes the answer into it, and returns what the SDK understood;
    # give(calls, text) answers calls;
    # is_end(event) says whether a stream is whole with this event.

    def order(self, events: list[dict]) -> list[Problem]:
        """What is wrong with how events follow each other, each of them being well by itself."""
        return []

    def judge_failure(self, body: Any) -> list[Problem]:
        problems = check(body, self.failure)
        if self.details and any(problem.path == "error.details" for problem in problems):
            problems = [problem for problem in problems if problem.path != "error.details"]
            problems += check(body["error"]["details"], self.details, "error.details")
        return problems

    def settings(self) -> dict:
        """How the clients of OpenAI and Anthropic are set up."""
        return {"api_key": "x", "max_retries": 0, "http_client": httpx2.Client(transport=self.transport, timeout=30)}


def tool_call(identifier: str | None, name: str | None, arguments: Any) -> dict:
    return {"id": identifier, "name": name, "arguments": arguments}
