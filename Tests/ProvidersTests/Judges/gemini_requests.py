"""Judges the bodies of Gemini's generateContent, for `validate_requests.py`.

Google's SDK declares no type for the whole body. So its parts are judged by the SDK's types for them, and then the SDK
is given the same contents and settings, and what it would send is compared. Names must be spelled as the service's own
documents spell them, `maxOutputTokens`, though it takes `max_output_tokens` as well and the SDK itself sends some so.
"""

import base64
import binascii
import functools
import json
import re
from typing import Any, Iterator, TypedDict

from typing_extensions import Required

from shapes import Problem, check

# The members of a part of which each part has one.
DATA = (
    "text", "inlineData", "fileData", "functionCall", "functionResponse", "executableCode", "codeExecutionResult",
    "toolCall", "toolResponse",
)  # fmt: skip
BYTES = ("thoughtSignature", "data", "continuationToken")


@functools.cache
def _body_type() -> Any:
    from google.genai import types

    # The model stands in the address.
    class GenerateContentBody(TypedDict, total=False):
        contents: Required[list[types.Content]]
        systemInstruction: types.Content
        tools: list[types.Tool]
        toolConfig: types.ToolConfig
        generationConfig: types.GenerationConfig
        safetySettings: list[types.SafetySetting]
        cachedContent: str
        serviceTier: types.ServiceTier
        labels: dict[str, str]
        continuationToken: bytes
        store: bool

    return GenerateContentBody


def judge_gemini(body: Any) -> list[Problem]:
    problems = check(body, _body_type())
    if problems:
        return problems
    # The SDK's types demand nothing, as many calls share them; the service demands this.
    for index, content in objects(body, "contents"):
        if content.get("role") not in ("user", "model"):
            problems.append(Problem(f"contents[{index}].role", "is neither `user` nor `model`"))
        problems += _parts(content, f"contents[{index}]")
    if "systemInstruction" in body:
        problems += _parts(body["systemInstruction"], "systemInstruction")
    for index, tool in objects(body, "tools"):
        for number, declaration in objects(tool, "functionDeclarations"):
            path = f"tools[{index}].functionDeclarations[{number}]"
            if not declaration.get("name"):
                problems.append(Problem(f"{path}.name", "missing"))
            if not isinstance(declaration.get("parametersJsonSchema", {}), dict):
                problems.append(Problem(f"{path}.parametersJsonSchema", "is not an object"))
    if problems:
        return problems
    try:
        return list(_difference(body, _written_by_sdk(body), ""))
    except ValueError as error:
        # So the SDK refuses what only the other of Google's two services takes.
        return [Problem("", f"the SDK refuses it: {error}")]


def _parts(content: dict, path: str) -> list[Problem]:
    problems = [] if content.get("parts") else [Problem(f"{path}.parts", "missing or empty")]
    for index, part in objects(content, "parts"):
        place = f"{path}.parts[{index}]"
        count = sum(name in part for name in DATA)
        if count != 1:
            problems.append(Problem(place, f"has {count} kinds of content where there is one"))
        for key, needed in (("functionCall", ("name",)), ("functionResponse", ("name", "response"))):
            absent = [name for name in needed if name not in part.get(key, needed)]
            problems += [Problem(f"{place}.{key}.{name}", "missing") for name in absent]
    return problems


@functools.cache
def _recording_client() -> tuple[Any, list[bytes]]:
    """A client that sends nothing, and the bodies that it would have sent."""
    import httpx2
    from google import genai

    sent: list[bytes] = []

    def keep(request: httpx2.Request) -> httpx2.Response:
        sent.append(request.content)
        return httpx2.Response(200, json={})

    options = {"base_url": "http://127.0.0.1", "client_args": {"transport": httpx2.MockTransport(keep)}}
    return genai.Client(api_key="none", http_options=options), sent


def _written_by_sdk(body: dict) -> Any:
    """The body that the SDK itself sends when it is asked for the same."""
    from google.genai import types

    client, sent = _recording_client()
    settings = {key: value for key, value in body.items() if key not in ("contents", "generationConfig")}
    config = types.GenerateContentConfig.model_validate({**body.get("generationConfig", {}), **settings})
    contents = [types.Content.model_validate(content) for content in body["contents"]]
    client.models.generate_content(model="any", contents=contents, config=config)
    return json.loads(sent.pop())


def _difference(ours: Any, theirs: Any, path: str) -> Iterator[Problem]:
    if isinstance(ours, dict) and isinstance(theirs, dict):
        # It writes some nested names with underscores; the service takes both spellings.
        theirs = {key if key in ours else _camel_case(key, ours): value for key, value in theirs.items()}
        # An empty configuration is what the SDK sends for none.
        for key in sorted(ours.keys() | {key for key in theirs if theirs[key] != {}}):
            place = f"{path}.{key}" if path else key
            if key not in theirs:
                yield Problem(place, "the SDK leaves this out")
            elif key not in ours:
                yield Problem(place, f"the SDK adds {json.dumps(theirs[key])[:80]}")
            elif key not in BYTES or not _is_same_bytes(ours[key], theirs[key]):
                yield from _difference(ours[key], theirs[key], place)
    elif isinstance(ours, list) and isinstance(theirs, list) and len(ours) == len(theirs):
        for index, (our, their) in enumerate(zip(ours, theirs)):
            yield from _difference(our, their, f"{path}[{index}]")
    elif ours != theirs:
        yield Problem(path, f"the SDK writes {json.dumps(theirs)[:200]}")


def _camel_case(key: str, names: dict) -> str:
    name = re.sub(r"_([a-z])", lambda match: match[1].upper(), key)
    return name if name in names else key


def _is_same_bytes(ours: Any, theirs: Any) -> bool:
    """Either alphabet of base64 will do."""
    try:
        return base64.urlsafe_b64decode(_padded(ours)) == base64.urlsafe_b64decode(_padded(theirs))
    except (binascii.Error, TypeError, AttributeError):
        return False


def _padded(text: str) -> str:
    bare = text.rstrip("=").translate({ord("+"): "-", ord("/"): "_"})
    return bare + "=" * (-len(bare) % 4)


def objects(parent: dict, key: str) -> Iterator[tuple[int, dict]]:
    items = parent.get(key)
    return ((i, item) for i, item in enumerate(items if isinstance(items, list) else []) if isinstance(item, dict))
