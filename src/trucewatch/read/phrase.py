"""A verb of a sentence as it is held against a frame: its clause, what leads to it, whose it is."""

from __future__ import annotations

from typing import NamedTuple

from trucewatch.read.judging import DOING
from trucewatch.read.lexicons import words
from trucewatch.read.naming import Entity
from trucewatch.read.roles import Roles
from trucewatch.read.tree import Tree

_LEADING = frozenset({"go", "intend", "plan", "be", "have", "able", "willing", "ready", "prepared", "agree", "want"})


class Phrase(NamedTuple):
    """A verb held against a frame. ``speaker``: whoever says the clause, None in the report's own voice."""

    roles: Roles
    tree: Tree
    i: int
    key: str
    thing: int | None
    speaker: Entity | None

    def below(self) -> list[int]:
        """The clause."""
        return self.tree.under(self.i)

    def lemmas(self) -> set[str]:
        """The words of the clause."""
        return {self.tree.lemma(k) for k in self.below()}

    def over(self) -> list[int]:
        """The verb, and the one that leads to it: "is going to", "is ready to"."""
        up = self.tree.head(self.i)
        led = self.tree.rel(self.i) in ("xcomp", "advcl", "ccomp") and "to" in self.tree.marks(self.i)
        led = led and up >= 0 and self.tree.lemma(up) in _LEADING
        return [self.i, up] if led else [self.i]

    def subject(self) -> int | None:
        """The subject of the verb or of the one that leads to it."""
        return next((s for k in self.over() if (s := self.tree.subject(k)) is not None), None)

    def own(self) -> bool:
        """Whether the speaker's own side is the subject."""
        who = self.subject()
        if who is None or self.speaker is None:
            return False
        if self.tree.low(who) in words("reading", "stance_own"):
            return True
        entity = self.roles.cast.who(self.tree, who, self.speaker)
        if entity is None or entity.party is None:
            return False
        stateless = self.speaker.party is None and self.speaker.role in DOING and entity.party.isupper()
        return stateless or entity.party == self.speaker.party  # "Ruritania will answer, the minister said"
