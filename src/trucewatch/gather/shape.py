"""What pydantic found wrong with the data of a YAML file, in plain words and with the line."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from difflib import get_close_matches
from enum import Enum
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from trucewatch.gather.yamltree import Fault, Path, Tree

_NOUNS = {
    "Reliability": "Admiralty reliability",
    "Role": "role",
    "Kind": "kind of claim",
    "TargetClass": "target class",
    "Stance": "stance",
    "Unit": "unit of a requirement",
    "CountOf": "kind of count",
    "Weapon": "weapon",
    "On": "thing that a rule looks at",
    "Status": "status",
    "SummaryState": "state over the readings",
    "Relation": "relation of two nodes",
    "NodeKind": "kind of node",
}
_FEW = 8
_CODE = r"^[a-z0-9][a-z0-9-]*$"
_PATTERNS = {  # pattern of a field → what the text is not, how to write it
    _CODE: ("id", "use small letters, digits and hyphens"),
    r"^[A-Z]{3}$": ("country code", "use ISO 3166-1 alpha-3, such as UKR"),
    r"^([01]\d|2[0-3]):[0-5]\d$": ("time of day", "write it as 06:00"),
    r"^[^@\s,;<>]+@[^@\s,;<>]+$": ("mail address", "write it as desk@example.org"),
    r"^[A-Z][A-Z0-9_]*$": ("name of an environment variable", "use capitals, digits and underscores"),
}
_ADVICE = re.compile(r"[,:;] (?=(?:use|give|write)\b)")


def faults_of(error: ValidationError, model: type[BaseModel], tree: Tree, renamed: Mapping[str, str]) -> list[Fault]:
    """One fault for each thing that pydantic found, in its order. ``renamed``: field of ``model`` → key in the file,
    where the two differ at the top."""
    # a list of which every item is faulty is "too short" for pydantic; its items have said what is wrong
    found = [d for d in error.errors(include_url=False) if d["type"] != "too_short" or not d["input"]]
    faults = [(details, _fault(details, model, tree, renamed)) for details in found]
    # a key written wrongly is one fault, not two: unknown here, missing there
    meant = {(d["loc"][:-1], f.mend) for d, f in faults if d["type"] == "extra_forbidden"}
    return [f for d, f in faults if d["type"] != "missing" or (d["loc"][:-1], _guess(_key(d, renamed))) not in meant]


def place_of(path: Path) -> str:
    """``parties[1].offices[0]``; nothing for the top of the file."""
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return text.removeprefix(".")


def _fault(details: ErrorDetails, model: type[BaseModel], tree: Tree, renamed: Mapping[str, str]) -> Fault:
    loc: Path = details["loc"]
    path: Path = (renamed.get(str(loc[0]), loc[0]), *loc[1:]) if loc else ()
    what, mend = _words(details, path, model, loc, renamed)
    return Fault(tree.line(path), what, mend)


def _key(details: ErrorDetails, renamed: Mapping[str, str]) -> str:
    key = str(details["loc"][-1])
    return renamed.get(key, key) if len(details["loc"]) == 1 else key


def _guess(key: str) -> str:
    return f"did you mean {key!r}?"


def _words(
    details: ErrorDetails, path: Path, model: type[BaseModel], loc: Path, renamed: Mapping[str, str]
) -> tuple[str, str]:
    kind = details["type"]
    inside = f" in {place_of(path[:-1])}" if path[:-1] else ""
    if kind == "extra_forbidden":
        return f"unknown key {path[-1]!r}{inside}", did_you_mean(str(path[-1]), _keys(model, loc[:-1], renamed))
    if kind == "missing":
        return f"the key {path[-1]!r} is missing{inside}", "add it"
    field = _field(model, loc)
    if kind == "enum" and field is not None:
        return _enum_words(details["input"], _enum_in(field.annotation))
    if details["input"] is None:
        return f"{place_of(path)} is empty", "give it a value, or remove the key"
    if kind == "string_pattern_mismatch":
        return _pattern_words(details)
    if kind == "value_error":
        what, _, mend = _split(details["msg"].removeprefix("Value error, "))
        return what, mend or "mend one of the values"
    words = _WORDS.get(kind)
    if words is None and kind.startswith("date"):
        words = _WORDS["date"]
    if words is None:
        return f"{place_of(path)}: {details['msg']}", "mend the value"
    return words(place_of(path) or "the file", details)


def _split(text: str) -> tuple[str, str, str]:
    found = _ADVICE.search(text)
    return (text[: found.start()], ";", text[found.end() :]) if found else (text, "", "")


Words = Callable[[str, ErrorDetails], tuple[str, str]]


def _bound(sign: str) -> Words:
    def words(place: str, details: ErrorDetails) -> tuple[str, str]:
        limit = next(iter(details.get("ctx", {}).values()), "")
        return f"{details['input']!r} is not {sign} {limit} at {place}", "mend the number"

    return words


def _input(noun: str, mend: str) -> Words:
    return lambda place, details: (f"{_short(details['input'])} is no {noun} at {place}", mend)


def _short(value: Any) -> str:
    text = "a list" if isinstance(value, list) else "a mapping" if isinstance(value, dict) else repr(value)
    return text if len(text) <= 60 else f"{text[:57]}…"


_NUMBER = _input("number", "write digits, with a point for decimals, such as 51.19")
_WHOLE = _input("whole number", "write digits only, such as 30")
_LIST = _input("list", "write [first, second], or one item a line with '- ' before it")
_MAPPING = _input("mapping", "write key: value, one a line, or {key: value}")
_WORDS: dict[str, Words] = {
    "string_type": _input("text", "write one text here"),
    "string_unicode": _input("text", "remove the half of a surrogate pair"),
    "string_too_short": lambda place, _: (f"{place} is empty", "give it a text"),
    "tuple_type": _LIST,
    "too_short": lambda place, _: (f"the list {place} is empty", "give it at least one item"),
    "model_type": _MAPPING,
    "model_attributes_type": _MAPPING,
    "dict_type": _MAPPING,
    "int_type": _WHOLE,
    "int_parsing": _WHOLE,
    "int_from_float": _WHOLE,
    "float_type": _NUMBER,
    "float_parsing": _NUMBER,
    "finite_number": _NUMBER,
    "bool_parsing": _input("yes or no", "write true or false"),
    "bool_type": _input("yes or no", "write true or false"),
    "date": _input("date", "write it as 2025-03-18"),
    "greater_than_equal": _bound("at least"),
    "less_than_equal": _bound("at most"),
}


def did_you_mean(written: str, known: list[str]) -> str:
    """The advice for a name that is not known: the nearest known one, or what there is to choose from."""
    near = get_close_matches(written, known, n=1, cutoff=0.6)
    near = near or [k for k in known if k.casefold() == written.casefold()]
    if near:
        return _guess(near[0])
    return f"use {_either(known)}" if known else "remove it"


def _either(names: list[str]) -> str:
    if len(names) == 1:
        return names[0]
    return f"{', '.join(names[:-1])} or {names[-1]}"


def _enum_words(value: Any, enum: type[Enum] | None) -> tuple[str, str]:
    noun = _NOUNS.get(enum.__name__, enum.__name__) if enum else "value"
    names = [str(member.value) for member in enum] if enum else []
    what = f"{_short(value)} is no {noun}"
    if isinstance(value, str) and len(names) > _FEW:
        near = get_close_matches(value, names, n=1, cutoff=0.6)
        if near:
            return what, _guess(near[0])
    return what, f"use {_either(names)}"


def _pattern_words(details: ErrorDetails) -> tuple[str, str]:
    pattern = str(details.get("ctx", {}).get("pattern", ""))
    value = details["input"]
    choice = re.fullmatch(r"\^\(([\w|-]+)\)\$", pattern)
    if choice:
        return f"{value!r} is not known as {details['loc'][-1]!s}", f"use {_either(choice[1].split('|'))}"
    noun, mend = _PATTERNS.get(pattern, ("value that fits", f"it has to match {pattern}"))
    return f"{value!r} is no {noun}", mend


def _field(model: type[BaseModel], loc: Path) -> FieldInfo | None:
    """The field that ``loc`` leads to; list positions on the way do not count."""
    here: type[BaseModel] | None = model
    found: FieldInfo | None = None
    for part in loc:
        if isinstance(part, str) and here is not None:
            found = next((f for n, f in here.model_fields.items() if part in (n, f.alias)), None)
            here = _model_in(found.annotation) if found else None
    return found


def _keys(model: type[BaseModel], loc: Path, renamed: Mapping[str, str]) -> list[str]:
    here = model if not any(isinstance(p, str) for p in loc) else None
    if here is None:
        field = _field(model, loc)
        here = _model_in(field.annotation) if field else None
    if here is None:
        return []
    names = [field.alias or name for name, field in here.model_fields.items()]
    if here is not model:
        return names
    own = [name for name in names if name not in ("id", "original")]  # the program fills these
    return [renamed.get(name, name) for name in own]


def _model_in(annotation: Any) -> type[BaseModel] | None:
    return next((t for t in _types(annotation) if issubclass(t, BaseModel)), None)


def _enum_in(annotation: Any) -> type[Enum] | None:
    return next((t for t in _types(annotation) if issubclass(t, Enum)), None)


def _types(annotation: Any) -> list[type]:
    if isinstance(annotation, type) and not get_args(annotation):
        return [annotation]
    return [t for inner in get_args(annotation) for t in _types(inner)]
