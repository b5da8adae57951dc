"""What the reader is set up with: the parties, places and outlets of a case, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from trucewatch.language.gazetteer import Gazetteer
from trucewatch.language.lexicon import lexicon_bytes, lexicon_names
from trucewatch.language.outlets import state_of_outlet
from trucewatch.language.parties import Register
from trucewatch.language.syntax.parser import Parser
from trucewatch.records import Case
from trucewatch.values.ids import content_id, sha256

READER = "tree@1"


@dataclass(frozen=True, slots=True)
class ReadParameters:
    """Frozen; travels between processes. ``digest``: of the case and of all lexicons, as a Pass names it."""

    case: Case | None
    digest: str


def parameters(case: Case | None = None) -> ReadParameters:
    """The parameters for a case, or for reports without one."""
    lexicons = {name: sha256(lexicon_bytes(name)) for name in lexicon_names()}
    return ReadParameters(case, content_id("par", {"lexicons": lexicons, "case": case.id if case else None}))


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
