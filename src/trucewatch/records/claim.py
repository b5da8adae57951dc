"""A claim: one proposition in a report with who vouches for it. The layout that leaves the program is
records/layout.py."""

from __future__ import annotations

from typing import Annotated, ClassVar, Self

from pydantic import ConfigDict, Field, model_validator

from trucewatch.records.base import Record
from trucewatch.values.base import Value
from trucewatch.values.count import Count
from trucewatch.values.moment import Moment
from trucewatch.values.party import PartyCode
from trucewatch.values.place import Place
from trucewatch.values.vocabularies import Kind, Modality, Polarity, Role, TargetClass, Weapon


class SourceMention(Value):
    """Who vouches: the innermost speaker. ``text`` is None for the report's own voice."""

    text: str | None = None
    party: PartyCode | None = None
    role: Role


class Mention(Value):
    """Someone whom the report names, verbatim, and the party this is, if any."""

    text: str
    party: PartyCode | None = None


class Target(Value):
    """What or whom it was done to; for diplomatic kinds the counterpart, with no class."""

    text: str | None = None
    target_class: TargetClass | None = Field(default=None, alias="class")
    party: PartyCode | None = None

    model_config = ConfigDict(populate_by_name=True, serialize_by_alias=True)


TARGET_BY_PLACE = "target's party is the country that the place lies in"
TARGET_CARRIED = "target's party as that of the attack told before"
"""Notes of a target's party that the account itself does not name."""


class Example(Value):
    """What marked examples made of a word: how likely it heads a claim of which kind. ``odds``: 0 to 1, as written."""

    kind: str
    word: str
    odds: str


BY_EXAMPLE = "taught."
"""Opens the id of every rule that makes a claim of what marked examples show and no lexicon knows."""
_SEEN = "taught:"


class Why(Value):
    """What made the claim: the rule's id, the lexicon entries it used, and where each slot came from."""

    rule: str
    entries: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def presumes_target(self) -> bool:
        """Whether the target's party is presumed (from the place, from the account before) and not named."""
        return not {TARGET_BY_PLACE, TARGET_CARRIED}.isdisjoint(self.notes)

    @property
    def by_example(self) -> bool:
        """Whether marked examples alone tell that this is a claim, and no rule, and no person."""
        return self.rule.startswith(BY_EXAMPLE)

    @property
    def lexicon(self) -> tuple[str, ...]:
        """The entries without what examples made of a word, which is of no lexicon."""
        return tuple(e for e in self.entries if not e.startswith(_SEEN))

    @property
    def example(self) -> Example | None:
        """What the examples made of which word, where they told of the claim: also of one that was since accepted."""
        found = next((e.split(":", 2) for e in self.entries if e.startswith(_SEEN)), None)
        if found is None or len(found) != 3:
            return None
        word, _, odds = found[2].rpartition(" ")
        return Example(kind=found[1], word=word, odds=odds)


class Claim(Record):
    """``quote`` is the report's text from ``start`` to ``end``, verbatim. ``report`` is the Report's id and ``doc``
    its supplier's name. Fields: docs/reference/claim.md."""

    kind_name: ClassVar[str] = "claim"
    prefix: ClassVar[str] = "clm"
    unhashed: ClassVar[frozenset[str]] = frozenset({"why"})

    report: str
    doc: str
    quote: Annotated[str, Field(min_length=1)]
    start: Annotated[int, Field(ge=0)]
    end: Annotated[int, Field(ge=0)]
    kind: Kind
    polarity: Polarity
    modality: Modality
    source: SourceMention
    cue: str | None = None
    actor: Mention | None = None
    target: Target | None = None
    about: str | None = None
    weapons: tuple[Weapon, ...] = ()
    places: tuple[Place, ...] = ()
    time: Moment | None = None
    counts: tuple[Count, ...] = ()
    why: Why | None = None

    @property
    def by_example(self) -> bool:
        """Whether marked examples alone tell that this is a claim: then it is set apart, and nothing counts it."""
        return self.why is not None and self.why.by_example

    @property
    def whose(self) -> str | None:
        """The party that the account names as whom it was done to: not one that is only presumed."""
        presumed = self.why is not None and self.why.presumes_target
        return self.target.party if self.target and not presumed else None

    @model_validator(mode="after")
    def _quote_length(self) -> Self:
        if self.end - self.start != len(self.quote):
            raise ValueError(
                f"start {self.start} and end {self.end} do not span the quote's {len(self.quote)} characters"
            )
        return self


class Pass(Record):
    """One reading of one report by one reader: which claims it found. The latest pass over a report tells which of
    its claims stand; a claim that a later pass does not find again is superseded, never deleted."""

    kind_name: ClassVar[str] = "pass"
    prefix: ClassVar[str] = "pas"

    report: str
    reader: str = Field(description="name and version of the reader, and a digest of what it was set up with")
    claims: tuple[str, ...] = ()
    unread: str | None = Field(default=None, description="why the report was not read, where it was not")
