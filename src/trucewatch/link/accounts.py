"""Accounts: what is kept of a telling once it has been compared. The words are gone, the claims stay."""

from __future__ import annotations

from dataclasses import dataclass

from trucewatch.link.frames import Frame, frame
from trucewatch.link.rules import Rules
from trucewatch.link.tellings import Telling
from trucewatch.records.claim import Claim


@dataclass(frozen=True, slots=True)
class Account:
    """The claims of a telling in their order, what bounds its event, whether it is a sum, what holds it together."""

    claims: tuple[Claim, ...]
    frame: Frame
    total: bool
    why: tuple[str, ...]

    @property
    def name(self) -> str:
        """The id of its first claim."""
        return self.claims[0].id


def account(t: Telling, rules: Rules, zone: str) -> Account:
    """The account that a telling is kept as."""
    return Account(tuple(u.claim for u in t.units), frame(t, rules, zone), any(u.total for u in t.units), t.why)
