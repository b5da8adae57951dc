"""Forms: what a page's forms need, and what one of them held when it was sent and could not be taken."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from trucewatch.faces.web.access import Permission, Person
from trucewatch.store.corrections import FIELDS
from trucewatch.values import vocabularies as v

CHOICES: Mapping[str, tuple[str, ...]] = {
    "kind": tuple(v.Kind),
    "polarity": tuple(v.Polarity),
    "modality": tuple(v.Modality),
    "source.role": tuple(v.Role),
    "target.class": tuple(v.TargetClass),
    "weapons": tuple(v.Weapon),
}
"""For a correction: the words that a field may have."""


@dataclass(frozen=True)
class Filled:
    """What a form held. ``problem``: why it was not taken; ``at``: the field that is to be mended."""

    move: str = ""
    subjects: tuple[str, ...] = ()
    field: str = ""
    value: str = ""
    reason: str = ""
    other: str = ""
    problem: str = ""
    at: str = ""


_EMPTY = Filled()


@dataclass(frozen=True)
class Forms:
    """What the forms of one page need. ``back``: the page to come back to; ``now``: by claim and field, what stands, as
    a correction is written; ``failed``: the form that was sent and not taken."""

    person: Person
    back: str
    parties: tuple[str, ...] = ()
    now: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    failed: Filled | None = None
    fields: tuple[str, ...] = FIELDS

    @property
    def csrf(self) -> str:
        """What a form must carry."""
        return self.person.csrf

    def may(self, what: str) -> bool:
        """True if the person may do that."""
        return self.person.may(Permission(what))

    def kept(self, move: str, subject: str = "", field: str | None = None) -> Filled:
        """What the form of this move on this subject held, empty unless it is the one that was not taken."""
        f = self.failed
        mine = f and f.move == move and (not subject or subject in f.subjects) and field in (None, f.field)
        return f if f and mine else _EMPTY

    def choices(self, field: str) -> tuple[str, ...]:
        """The words that a field may have; empty where any may stand."""
        return self.parties if field.endswith(".party") else CHOICES.get(field, ())
