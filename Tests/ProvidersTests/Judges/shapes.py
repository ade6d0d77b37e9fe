"""Strict comparison of JSON values with the types an SDK declares for them.

The SDKs describe requests as TypedDicts and answers as pydantic models, and are lenient with both: a TypedDict is
never checked at run time, a model is built from whatever came. Here a value fits a type only if every required key is
there, every key is declared, and every value has the declared JSON kind; nothing is converted.

`check(value, type)` returns a list of problems such as `messages[2].content[0].source: missing`.
"""

import base64
import binascii
import collections.abc
import datetime
import enum
import functools
import inspect
import json
import os
import types
import typing

import pydantic
import typing_extensions as te

ROOT = "body"
_EXPECTED = " is expected"
_CHOICES = " is none of "
KINDS = {dict: "object", list: "array", str: "string", bool: "boolean", int: "integer", float: "number"}


class Problem(typing.NamedTuple):
    path: str
    text: str
    # A constant such as `"type": "text"` that does not fit: in a union this says that another branch was meant.
    is_tag: bool = False

    def __str__(self) -> str:
        return f"{self.path or ROOT}: {self.text}"


class Object(dict):
    """A JSON object that remembers the keys that stood in it twice."""

    def __init__(self, pairs: list[tuple[str, typing.Any]]):
        super().__init__(pairs)
        names = [name for name, _ in pairs]
        self.repeated = sorted({name for name in names if names.count(name) > 1})


def parse(text: str | bytes) -> typing.Any:
    """Reads JSON as the standard has it: no NaN and no Infinity; repeated keys are remembered."""

    def refuse(word: str) -> typing.NoReturn:
        raise ValueError(f"{word} is not JSON")

    return json.loads(text, object_pairs_hook=Object, parse_constant=refuse)


def check(value: typing.Any, expected: typing.Any, path: str = "") -> list[Problem]:
    """What in `value` is not as `expected` has it.

    Raises TypeError for a type that it does not know, as no verdict is possible then.
    """
    origin = te.get_origin(expected)
    arguments = te.get_args(expected)
    if isinstance(expected, typing.TypeAliasType if hasattr(typing, "TypeAliasType") else te.TypeAliasType):
        return check(value, expected.__value__, path)
    if origin in (te.Annotated, te.Required, te.NotRequired, te.ReadOnly):
        return check(value, arguments[0], path)
    if expected is typing.Any or expected is object:
        return _any(value, path)
    if origin in (typing.Union, types.UnionType):
        return _union(value, arguments, path)
    if origin is te.Literal:
        if any(value == constant and type(value) is type(constant) for constant in arguments):
            return []
        return [Problem(path, _shown(value) + _CHOICES + _choices(arguments), is_tag=True)]
    if origin is None and expected in (dict, list):
        return _any(value, path) if isinstance(value, expected) else _wrong(value, KINDS[expected], path)
    if _is_sequence(origin):
        if not isinstance(value, list):
            return _wrong(value, "array", path)
        item = arguments[0] if arguments else object
        return [problem for index, each in enumerate(value) for problem in check(each, item, f"{path}[{index}]")]
    if origin in (dict, collections.abc.Mapping, collections.abc.MutableMapping):
        if not isinstance(value, dict):
            return _wrong(value, "object", path)
        item = arguments[1]
        return _repeats(value, path) + [
            problem for key, each in value.items() for problem in check(each, item, _member(path, key))
        ]
    if origin in (typing.IO, os.PathLike) or expected in (typing.IO, os.PathLike):
        # What an SDK reads and encodes by itself never stands on the wire.
        return _wrong(value, "Base64 text", path)
    if te.is_typeddict(expected):
        fields, is_open = _typed_dict(expected)
        return _object(value, fields, is_open, path)
    if inspect.isclass(expected):
        return _plain(value, expected, path)
    raise TypeError(f"no rule for the type {expected!r} at {path or ROOT}")


def _plain(value: typing.Any, expected: type, path: str) -> list[Problem]:
    if issubclass(expected, pydantic.BaseModel):
        # The SDKs' base classes let every answer have more members than declared, so that old clients live with new
        # servers; that says nothing about what belongs there.
        return _object(value, _model(expected), False, path)
    if issubclass(expected, enum.Enum):
        return check(value, te.Literal[tuple(member.value for member in expected)], path)
    if expected is type(None):
        return [] if value is None else _wrong(value, "null", path)
    if expected is bool:
        return [] if isinstance(value, bool) else _wrong(value, "boolean", path)
    if expected is int:
        return [] if isinstance(value, int) and not isinstance(value, bool) else _wrong(value, "integer", path)
    if expected is float:
        return [] if isinstance(value, (int, float)) and not isinstance(value, bool) else _wrong(value, "number", path)
    if expected is str:
        return [] if isinstance(value, str) else _wrong(value, "string", path)
    if expected is bytes:
        return [] if _is_base64(value) else [Problem(path, f"{_shown(value)} is not base64")]
    if issubclass(expected, (datetime.datetime, datetime.date)):
        try:
            expected.fromisoformat(value)
            return []
        except (TypeError, ValueError):
            return [Problem(path, f"{_shown(value)} is not a time")]
    # Open files, images and the like: what SDKs turn into text before they send it.
    return [Problem(path, f"{_shown(value)} cannot be a {expected.__name__}", is_tag=True)]


def _union(value: typing.Any, branches: tuple, path: str) -> list[Problem]:
    """Fits if one branch fits; otherwise tells the problems of the branch that was most likely meant."""
    if isinstance(value, dict) and any(te.is_typeddict(branch) and _typed_dict(branch)[1] for branch in branches):
        # A union of "such an object" and "any object" would never refuse anything.
        branches = tuple(branch for branch in branches if te.get_origin(branch) is not dict)
    found = [check(value, branch, path) for branch in branches]
    if [] in found:
        return []

    def distance(problems: list[Problem]) -> tuple:
        here = [problem for problem in problems if problem.path == path]
        tags = [problem for problem in problems if problem.is_tag and problem.path.count(".") <= path.count(".") + 1]
        return (bool(here) and not here[0].is_tag, len(tags), len(problems))

    kinds = [problems[0] for problems in found if len(problems) == 1 and problems[0].path == path]
    if len(kinds) == len(found) and all(_EXPECTED in problem.text for problem in kinds):
        words = dict.fromkeys(problem.text.split(" where ")[1].removesuffix(_EXPECTED) for problem in kinds)
        return [Problem(path, f"{_shown(value)} where {' or '.join(words)}{_EXPECTED}")]
    best = min(found, key=distance)
    # Where each branch has another constant at the same place, the words of all of them say what could be.
    objects = [problems for problems in found if not any(p.path == path and not p.is_tag for p in problems)]
    for tag in best:
        if not tag.is_tag or (tag.path != path and tag.path.rpartition(".")[0] != path):
            continue
        others = [[p for p in problems if p.path == tag.path and _CHOICES in p.text] for problems in objects]
        if len(objects) > 1 and all(others):
            words = dict.fromkeys(word for each in others for word in each[0].text.split(_CHOICES)[1].split(", "))
            return [Problem(tag.path, tag.text.split(_CHOICES)[0] + _CHOICES + ", ".join(words), is_tag=True)]
    return best


def _object(value: typing.Any, fields: dict[str, tuple], is_open: bool, path: str) -> list[Problem]:
    if not isinstance(value, dict):
        return _wrong(value, "object", path)
    problems = _repeats(value, path)
    for key, (expected, is_required) in fields.items():
        if key in value:
            problems += check(value[key], expected, _member(path, key))
        elif is_required:
            problems.append(Problem(_member(path, key), "missing", is_tag=key in ("type", "role")))
    if not is_open:
        problems += [Problem(_member(path, key), "unknown key") for key in value if key not in fields]
    return problems


@functools.cache
def _typed_dict(kind: type) -> tuple[dict[str, tuple], bool]:
    """The fields as key: (type, is required), and whether others are allowed, which only the class itself can say."""
    fields = {}
    # The hints say Required where the SDK's modules postpone annotations, and `__required_keys__` does not.
    for key, hint in te.get_type_hints(kind, include_extras=True).items():
        origin = te.get_origin(hint)
        is_required = origin is te.Required or (origin is not te.NotRequired and key in kind.__required_keys__)
        fields[key] = (hint, is_required)
    return fields, (getattr(kind, "__pydantic_config__", None) or {}).get("extra") == "allow"


@functools.cache
def _model(kind: type[pydantic.BaseModel]) -> dict[str, tuple]:
    """The fields by the names they have on the wire."""
    kind.model_rebuild()
    return {
        field.alias or name: (field.annotation, field.is_required()) for name, field in kind.model_fields.items()
    }


def _is_sequence(origin: typing.Any) -> bool:
    if origin in (list, collections.abc.Iterable, collections.abc.Sequence):
        return True
    # The OpenAI and Anthropic SDKs' own name for "sequence, but not a string".
    return getattr(origin, "__name__", "") == "SequenceNotStr"


def _is_base64(value: typing.Any) -> bool:
    """In either alphabet, with or without padding."""
    if not isinstance(value, str):
        return False
    bare = value.rstrip("=").translate({ord("-"): "+", ord("_"): "/"})
    try:
        base64.b64decode(bare + "=" * (-len(bare) % 4), validate=True)
        return True
    except binascii.Error:
        return False


def _any(value: typing.Any, path: str) -> list[Problem]:
    """Anything, but no key twice."""
    if isinstance(value, dict):
        return _repeats(value, path) + [p for key, each in value.items() for p in _any(each, _member(path, key))]
    if isinstance(value, list):
        return [p for index, each in enumerate(value) for p in _any(each, f"{path}[{index}]")]
    return []


def _repeats(value: dict, path: str) -> list[Problem]:
    return [Problem(_member(path, key), "stands here twice") for key in getattr(value, "repeated", ())]


def _member(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key


def _wrong(value: typing.Any, kind: str, path: str) -> list[Problem]:
    return [Problem(path, f"{_shown(value)} where {_article(kind)}{_EXPECTED}")]


def _article(kind: str) -> str:
    return kind if kind == "null" else f"{'an' if kind[0] in 'aeiou' else 'a'} {kind}"


def _shown(value: typing.Any) -> str:
    if isinstance(value, (dict, list)):
        return f"{_article(KINDS[list if isinstance(value, list) else dict])}"
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else text[:57] + "…"


def _choices(constants: tuple) -> str:
    return ", ".join(json.dumps(constant) for constant in constants)
