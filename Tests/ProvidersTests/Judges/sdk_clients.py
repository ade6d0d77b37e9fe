"""The SDKs' own streaming clients, one for each protocol.

Each asks with the helper that its SDK has for accumulating a stream, keeps the conversation as the SDK documents it,
and says which types the SDK has for events and for the bodies of errors.
"""

import typing
from typing import Any

from conversation import MOST_TOKENS, SCHEMA, TOOL, Conversation, tool_call
from openai_clients import Chat, Responses


class Anthropic(Conversation):
    def start(self) -> None:
        import anthropic
        from anthropic.types import RawMessageStreamEvent
        from anthropic.types.shared.error_details import ErrorDetails
        from anthropic.types.shared.error_response import ErrorResponse

        self.event, self.failure, self.details = RawMessageStreamEvent, ErrorResponse, ErrorDetails
        self.client = anthropic.Anthropic(base_url=self.base, **self.settings())
        self.messages: list = [{"role": "user", "content": self.prompt}]

    def ask(self) -> dict:
        tools: Any = {"tools": [{**TOOL, "input_schema": SCHEMA}]} if self.has_tools else {}
        with self.client.messages.stream(
            model=self.model, max_tokens=MOST_TOKENS, messages=self.messages, **tools
        ) as stream:
            message = stream.get_final_message()
        self.messages.append({"role": "assistant", "content": message.content})
        blocks = message.content
        return {
            "text": "".join(block.text for block in blocks if block.type == "text"),
            "reasoning": "".join(block.thinking for block in blocks if block.type == "thinking"),
            "toolCalls": [tool_call(b.id, b.name, b.input) for b in blocks if b.type == "tool_use"],
            "stopReason": message.stop_reason,
            "usage": message.usage.to_dict(),
        }

    def give(self, calls: list[dict], text: str) -> None:
        results = [{"type": "tool_result", "tool_use_id": call["id"], "content": text} for call in calls]
        self.messages.append({"role": "user", "content": results})

    def is_end(self, event: Any) -> bool:
        return event.get("type") == "message_stop"


class Gemini(Conversation):
    names_events = False

    def start(self) -> None:
        from google import genai
        from google.genai import types

        # The SDK has no type for an error's body; it reads these members.
        error = typing.TypedDict("error", {"code": int, "message": str, "status": typing.Literal[GOOGLE_STATUSES]})
        self.event, self.failure = types.GenerateContentResponse, typing.TypedDict("failure", {"error": error})
        options = types.HttpOptions(
            base_url=self.base,
            api_version="v1beta",
            timeout=30_000,
            client_args={"transport": self.transport},
            retry_options=types.HttpRetryOptions(attempts=1),
        )
        tool = types.Tool(function_declarations=[types.FunctionDeclaration(**TOOL, parameters_json_schema=SCHEMA)])
        self.config = types.GenerateContentConfig(
            max_output_tokens=MOST_TOKENS,
            thinking_config=types.ThinkingConfig(include_thoughts=True),
            tools=[tool] if self.has_tools else None,
        )
        self.types = types
        self.client = genai.Client(api_key="x", http_options=options)
        self.contents = [types.Content(role="user", parts=[types.Part(text=self.prompt)])]

    def ask(self) -> dict:
        parts, stop, usage = [], None, None
        # The SDK's own chats send each piece of a stream back as a content of its own: a turn's calls are torn apart.
        for chunk in self.client.models.generate_content_stream(
            model=self.model, contents=self.contents, config=self.config
        ):
            usage = chunk.usage_metadata or usage
            for candidate in chunk.candidates or []:
                parts += (candidate.content and candidate.content.parts) or []
                stop = candidate.finish_reason or stop
        self.contents.append(self.types.Content(role="model", parts=parts))
        return {
            "text": "".join(part.text or "" for part in parts if not part.thought),
            "reasoning": "".join(part.text or "" for part in parts if part.thought),
            "toolCalls": [
                tool_call(part.function_call.id, part.function_call.name, part.function_call.args or {})
                for part in parts
                if part.function_call
            ],
            "stopReason": stop and stop.value,
            "usage": usage and usage.model_dump(mode="json", by_alias=True, exclude_none=True),
        }

    def give(self, calls: list[dict], text: str) -> None:
        def response(call: dict) -> Any:
            return self.types.FunctionResponse(id=call["id"], name=call["name"], response={"output": text})

        parts = [self.types.Part(function_response=response(call)) for call in calls]
        self.contents.append(self.types.Content(role="user", parts=parts))

    def is_end(self, event: Any) -> bool:
        candidates = event.get("candidates")
        each = [item for item in candidates if isinstance(item, dict)] if isinstance(candidates, list) else []
        return any("finishReason" in candidate for candidate in each)


GOOGLE_STATUSES = (
    "CANCELLED", "UNKNOWN", "INVALID_ARGUMENT", "DEADLINE_EXCEEDED", "NOT_FOUND", "ALREADY_EXISTS", "PERMISSION_DENIED",
    "RESOURCE_EXHAUSTED", "FAILED_PRECONDITION", "ABORTED", "OUT_OF_RANGE", "UNIMPLEMENTED", "INTERNAL", "UNAVAILABLE",
    "DATA_LOSS", "UNAUTHENTICATED",
)  # fmt: skip


CLIENTS: dict[str, type[Conversation]] = {
    "anthropic": Anthropic,
    "openai-chat": Chat,
    "openai-responses": Responses,
    "gemini": Gemini,
}
