"""What the reader is set up with: the parties, places and outlets of a case, and nothing else."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache

from trucewatch.language.gazetteer import Gazetteer
from trucewatch.language.lexicon import lexicon_bytes
from trucewatch.language.parties import Register
from trucewatch.language.syntax.parser import Parser
from trucewatch.read.lexicons import NAMES
from trucewatch.records import Case

READER = "trucewatch-tree@1"


@dataclass(frozen=True, slots=True)
class ReadParameters:
    """Frozen; travels between processes. ``fingerprint``: digest of the case's names and of the lexicons."""

    case: Case | None
    fingerprint: bytes

    @property
    def digest(self) -> str:
        """The fingerprint as a Pass names it."""
        return self.fingerprint.hex()[:32]


def parameters(case: Case | None = None) -> ReadParameters:
    """The parameters for a case, or for reports without one."""
    digest = hashlib.sha256(READER.encode())
    digest.update(b"" if case is None else case.model_dump_json().encode())
    for name in NAMES:
        digest.update(lexicon_bytes(name))
    return ReadParameters(case, digest.digest())


@lru_cache(maxsize=1)
def parser() -> Parser:
    """The shipped parser, loaded once a process."""
    return Parser.load()


@lru_cache(maxsize=8)
def tools(params: ReadParameters) -> tuple[Register, Gazetteer]:
    """The register and gazetteer of a case, built once a process."""
    return Register.of(params.case), Gazetteer.of(params.case)
