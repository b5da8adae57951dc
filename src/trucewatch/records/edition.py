"""An edition: one published situation report, frozen, with the hashes of its inputs."""

from __future__ import annotations

import datetime
from typing import Annotated, ClassVar

from pydantic import AwareDatetime, Field

from trucewatch.records.base import Record
from trucewatch.values.base import Value


class Sentence(Value):
    """One sentence and the records it rests on; there is no sentence without any."""

    text: Annotated[str, Field(min_length=1)]
    rests_on: Annotated[tuple[str, ...], Field(min_length=1)]


class Section(Value):
    """A titled run of sentences, with sections within."""

    title: str
    sentences: tuple[Sentence, ...] = ()
    sections: tuple[Section, ...] = ()


class Edition(Record):
    """``date``: the local day it is for; ``cutoff``: the moment up to which reports count (UTC); ``inputs``: digest of
    the truth it was built from (kinds and ids, no times of storing, so it is the same on every machine);
    ``derived``: digest of the derived state."""

    kind_name: ClassVar[str] = "edition"
    prefix: ClassVar[str] = "edi"

    case: str
    title: str
    date: datetime.date
    zone: str
    cutoff: AwareDatetime
    program: str
    inputs: str
    derived: str
    sections: tuple[Section, ...]
