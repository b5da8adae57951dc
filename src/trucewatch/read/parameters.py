"""What the reader is set up with: the parties, places and outlets of a case, and nothing else."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from importlib.resources.abc import Traversable

from trucewatch.language.gazetteer import Gazetteer
from trucewatch.language.outlets import state_of_outlet
from trucewatch.language.parties import Register
from trucewatch.language.syntax.parser import Parser
from trucewatch.records import Case
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


@lru_cache(maxsize=1)
def parser() -> Parser:
    """The shipped parser, loaded once a process."""
    return Parser.load()


@lru_cache(maxsize=8)
def tools(params: ReadParameters) -> tuple[Register, Gazetteer]:
    """The register and gazetteer of a case, built once a process."""
    return Register.of(params.case), Gazetteer.of(params.case)
