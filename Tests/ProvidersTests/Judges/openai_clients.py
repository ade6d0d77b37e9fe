"""OpenAI's SDK asked for a stream, in either of its protocols."""

import typing
from typing import Any

from conversation import MOST_TOKENS, SCHEMA, TOOL, Conversation, StreamFailure, tool_call
from shapes import Problem, parse


class Chat(Conversation):
    names_events = False
    ends_with_done = True

    def start(self) -> None:
        import openai
        from openai.types.chat import ChatCompletionChunk

        self.event, self.failure = ChatCompletionChunk, _openai_failure()
        self.client = openai.OpenAI(base_url=self.base + "/v1", **self.settings())
        self.messages: list = [{"role": "user", "content": self.prompt}]

    def ask(self) -> dict:
        # The helper takes strict tools alone.
        function = {**TOOL, "parameters": SCHEMA, "strict": True}
        tools: Any = {"tools": [{"type": "function", "function": function}]} if self.has_tools else {}
        with self.client.chat.completions.stream(
            model=self.model,
            messages=self.messages,
            max_completion_tokens=MOST_TOKENS,
            stream_options={"include_usage": True},
            **tools,
        ) as stream:
            completion = stream.get_final_completion()
        message = completion.choices[0].message
        self.messages.append(message)
        extra = message.model_extra or {}
        return {
            "text": message.content or "",
            "reasoning": extra.get("reasoning_content") or extra.get("reasoning") or "",
            "toolCalls": [
                tool_call(call.id, call.function.name, parse(call.function.arguments or "{}"))
                for call in message.tool_calls or []
            ],
            "stopReason": completion.choices[0].finish_reason,
            "usage": completion.usage and completion.usage.to_dict(),
        }

    def give(self, calls: list[dict], text: str) -> None:
        self.messages += [{"role": "tool", "tool_call_id": call["id"], "content": text} for call in calls]

    def is_end(self, event: Any) -> bool:
        return False


class Responses(Conversation):
    def start(self) -> None:
        import openai
        from openai.types.responses import ResponseStreamEvent

        self.event, self.failure = ResponseStreamEvent, _openai_failure()
        self.client = openai.OpenAI(base_url=self.base + "/v1", **self.settings())
        self.items: list = [{"role": "user", "content": self.prompt}]

    def ask(self) -> dict:
        tool = {"type": "function", **TOOL, "parameters": SCHEMA, "strict": True}
        tools: Any = {"tools": [tool]} if self.has_tools else {}
        final = None
        with self.client.responses.stream(
            model=self.model,
            input=self.items,
            max_output_tokens=MOST_TOKENS,
            store=False,
            include=["reasoning.encrypted_content"],
            **tools,
        ) as stream:
            # Its `get_final_response` knows completed ones alone.
            for event in stream:
                if event.type == "error":
                    raise StreamFailure(event.message)
                if event.type in ("response.completed", "response.incomplete", "response.failed"):
                    final = event.response
        if final is None:
            raise StreamFailure("no final response")
        if final.error:
            raise StreamFailure(final.error.message)
        self.items += final.output
        reasons = [item for item in final.output if item.type == "reasoning"]
        return {
            "text": final.output_text,
            "reasoning": "".join(part.text for item in reasons for part in [*item.summary, *(item.content or [])]),
            "toolCalls": [
                tool_call(item.call_id, item.name, parse(item.arguments or "{}"))
                for item in final.output
                if item.type == "function_call"
            ],
            "stopReason": final.incomplete_details.reason if final.incomplete_details else final.status,
            "usage": final.usage and final.usage.to_dict(),
        }

    def give(self, calls: list[dict], text: str) -> None:
        self.items += [{"type": "function_call_output", "call_id": call["id"], "output": text} for call in calls]

    def is_end(self, event: Any) -> bool:
        return event.get("type") in ("response.completed", "response.incomplete", "response.failed")

    def order(self, events: list[dict]) -> list[Problem]:
        problems, parts, pieces = [], set(), {}
        for event in events:
            kind, place = event.get("type"), (event.get("item_id"), event.get("content_index"))
            if kind == "response.content_part.added":
                parts.add(place)
            elif kind == "response.output_text.delta" and place not in parts:
                parts.add(place)
                problems.append(Problem("stream", f"{kind} before response.content_part.added of {place[0]}"))
            if kind in ("response.output_text.delta", "response.function_call_arguments.delta"):
                pieces[event.get("item_id")] = pieces.get(event.get("item_id"), "") + event.get("delta", "")
        for item in events[-1].get("response", {}).get("output", []) if events and self.is_end(events[-1]) else []:
            whole = item.get("arguments") or "".join(part.get("text", "") for part in item.get("content") or [])
            if item.get("type") != "reasoning" and whole != pieces.get(item.get("id"), ""):
                problems.append(Problem("stream", f"the pieces of {item.get('id')} are not what it is in the end"))
        return problems


def _openai_failure() -> Any:
    from openai.types.shared.error_object import ErrorObject

    return typing.TypedDict("failure", {"error": ErrorObject})
