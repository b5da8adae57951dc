"""What the reader is set up with: the parties, places and outlets of a case, and nothing else."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import NamedTuple

from trucewatch.language.gazetteer import Gazetteer
from trucewatch.language.outlets import state_of_outlet
from trucewatch.language.parties import Register
from trucewatch.language.syntax.parser import Parser
from trucewatch.records import Case
from trucewatch.records.case import OWN_BODIES
from trucewatch.values.ids import content_id

READER = "tree@1"
_READS = ("trucewatch.language", "trucewatch.read")


@dataclass(frozen=True, slots=True)
class ReadParameters:
    """Frozen; travels between processes. ``digest``: of the case and of all that reads (lexicons, places, parser, code)
    as a Pass names it, so that a report is read anew whenever another reading could come of it."""

    case: Case | None
    digest: str

    def __hash__(self) -> int:
        return hash(self.digest)  # asked for with every report, and a case is large


def parameters(case: Case | None = None) -> ReadParameters:
    """The parameters for a case, or for reports without one."""
    return ReadParameters(case, content_id("par", {"reads": _shipped(), "case": case.id if case else None}))


@lru_cache(maxsize=1)
def _shipped() -> str:
    """SHA-256 over every file of the packages that read, by name; compiled copies left out."""
    found = hashlib.sha256()
    for package in _READS:
        for name, file in _files(resources.files(package), package):
            data = file.read_bytes()
            found.update(f"{name} {len(data)}\n".encode() + data)
    return found.hexdigest()


def _files(folder: Traversable, named: str) -> Iterator[tuple[str, Traversable]]:
    for item in sorted(folder.iterdir(), key=lambda f: f.name):
        name = f"{named}/{item.name}"
        if item.is_dir():
            yield from _files(item, name) if item.name != "__pycache__" else ()
        else:
            yield name, item


def home_of(outlet: str, params: ReadParameters) -> str | None:
    """The state in whose reports "the Defence Ministry" needs no name: whoever runs the outlet by the case, else the
    state at home for it. None where neither is known."""
    known = next((o for o in params.case.outlets if o.id == outlet), None) if params.case else None
    if known is not None:
        return known.affiliation if known.affiliation and known.affiliation.isupper() else None
    return state_of_outlet(outlet)


class Side(NamedTuple):
    """Of which of a case's two parties an outlet is the voice: ``party``, and the other one, ``foe``."""

    party: str
    foe: str


def side_of(outlet: str, params: ReadParameters) -> Side | None:
    """The side that speaks where an outlet speaks in its own voice: of a ministry's bulletin, of a case between two
    parties. None of a newspaper, and where the case has more parties or fewer."""
    case = params.case
    known = next((o for o in case.outlets if o.id == outlet), None) if case else None
    if case is None or known is None or known.kind not in OWN_BODIES:
        return None
    pair = {p.code for p in case.parties if p.role == "party"}
    if len(pair) != 2 or known.affiliation not in pair:
        return None
    return Side(known.affiliation, next(iter(pair - {known.affiliation})))


@lru_cache(maxsize=1)
def parser() -> Parser:
    """The shipped parser, loaded once a process."""
    return Parser.load()


@lru_cache(maxsize=8)
def tools(params: ReadParameters) -> tuple[Register, Gazetteer]:
    """The register and gazetteer of a case, built once a process."""
    return Register.of(params.case), Gazetteer.of(params.case)
