"""What ``case.yaml`` must hold to beyond its shape: names that lead to one thing, ids that are there; and what the
checks of agreements share with it (checks_agreement.py).

The checks read the plain data, not the records, so that they still speak when the shape has faults too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pydantic import TypeAdapter, ValidationError

from trucewatch.gather.shape import did_you_mean, place_of
from trucewatch.gather.yamltree import Fault, Path, Tree
from trucewatch.values.party import PartyCode, members

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_CODE: TypeAdapter[str] = TypeAdapter(PartyCode)


def case_faults(tree: Tree) -> list[Fault]:
    """Codes and ids given twice, names that two parties claim, affiliations with nobody."""
    data = tree.data
    codes = [code for _, code in texts(data, "parties", "code")]
    faults = list(twice(tree, texts(data, "parties", "code"), "party code"))
    faults += twice(tree, texts(data, "outlets", "id"), "outlet id")
    faults += twice(tree, texts(data, "outlets", "name"), "outlet name")
    faults += claimed(tree, list(_party_names(data)), "a report that uses it could mean either")
    faults += parties(tree, texts(data, "outlets", "affiliation"), codes)
    faults += dates(tree, {("period",): ("start", "end")})
    return faults


Texts = Iterator[tuple[Path, str]]


def entries(data: Any, key: str) -> list[tuple[Path, dict[str, Any]]]:
    """The mappings of the list ``data[key]``, with their paths; none where there is no such list."""
    found = data.get(key) if isinstance(data, dict) else None
    if not isinstance(found, list):
        return []
    return [((key, i), entry) for i, entry in enumerate(found) if isinstance(entry, dict)]


def texts(data: Any, key: str, inner: str) -> list[tuple[Path, str]]:
    """The texts ``data[key][i][inner]``."""
    found = entries(data, key)
    return [((*path, inner), e[inner]) for path, e in found if isinstance(e.get(inner), str) and e[inner]]


def items(data: Any, key: str) -> list[tuple[Path, str]]:
    """The texts of the list ``data[key]``."""
    found = data.get(key) if isinstance(data, dict) else None
    return (
        [((key, i), text) for i, text in enumerate(found) if isinstance(text, str)] if isinstance(found, list) else []
    )


def _party_names(data: Any) -> Iterator[tuple[Path, str, str]]:
    """Path, name, and the party it is a name of."""
    for path, party in entries(data, "parties"):
        owner = str(party.get("code") or place_of(path))
        named: list[tuple[Path, Any]] = [(("name",), party.get("name"))]
        named += [*items(party, "metonyms"), *items(party, "adjectives")]
        for key in ("offices", "people"):
            for inner, entry in entries(party, key):
                named.append(((*inner, "name"), entry.get("name")))
                named += [((*inner, *alias), name) for alias, name in items(entry, "aliases")]
        yield from (((*path, *inner), name, owner) for inner, name in named if isinstance(name, str))


def twice(tree: Tree, texts: list[tuple[Path, str]], noun: str) -> Iterator[Fault]:
    """Ids that stand twice."""
    first: dict[str, Path] = {}
    for path, text in texts:
        if text in first:
            what = f"the {noun} {text!r} is given twice, first on line {tree.line(first[text])}"
            yield Fault(tree.line(path), what, "give each its own")
        first.setdefault(text, path)


def claimed(tree: Tree, names: list[tuple[Path, str, str]], why: str) -> Iterator[Fault]:
    """Names that two owners claim. Case, spacing and a leading article do not make another name."""
    first: dict[str, tuple[Path, str]] = {}
    for path, name, owner in names:
        key = " ".join(name.casefold().split()).removeprefix("the ")
        holder = first.setdefault(key, (path, owner))
        if holder[1] != owner:
            what = f"{name!r} is a name of {owner} here and of {holder[1]} on line {tree.line(holder[0])}: {why}"
            yield Fault(tree.line(path), what, "leave it with one of them, or write longer names for both")


def parties(tree: Tree, texts: list[tuple[Path, str]], codes: list[str]) -> Iterator[Fault]:
    """Codes that are no party of the case."""
    for path, text in texts if codes else ():  # a case without parties has one fault, not one for each mention
        try:
            _CODE.validate_python(text)
        except ValidationError:
            continue  # no party code at all: the shape has said so
        for code in sorted(members(text) - set(codes)):
            what = f"{place_of(path)} names {code!r}, which is no party of the case"
            yield Fault(tree.line(path), what, f"{did_you_mean(code, codes)} (parties are listed in case.yaml)")


def dates(tree: Tree, at: dict[Path, tuple[str, ...]]) -> Iterator[Fault]:
    """Numbers where a date belongs: pydantic alone would take 86400 for seconds since 1970."""
    for path, keys in at.items():
        inside = _at(tree.data, path)
        for key in keys:
            value = inside.get(key) if isinstance(inside, dict) else None
            if isinstance(value, str) and not _DAY.fullmatch(value):
                what = f"{value!r} is no date at {place_of((*path, key))}"
                yield Fault(tree.line((*path, key)), what, "write it as 2025-03-18")


def _at(data: Any, path: Path) -> Any:
    for part in path:
        if isinstance(data, dict):
            data = data.get(part)
        elif isinstance(data, list) and isinstance(part, int):
            data = data[part]
        else:
            return None
    return data
