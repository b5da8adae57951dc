"""What the link stage is given besides records."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from trucewatch.link.rules import Rules, shipped
from trucewatch.values.place import Place


class Places(Protocol):
    """Someone who knows where a named place is (language.gazetteer does).

    ``resolve`` returns the place with ``text`` kept and whatever could be told filled in. ``context`` are the
    country codes, first-level areas and other place names that the claim speaks of: they win over population.
    """

    def resolve(self, text: str, context: Sequence[str]) -> Place: ...


@dataclass(frozen=True)
class LinkParameters:
    """``places``: resolver, or None where names and days must suffice. ``zone``: IANA zone in which days are counted
    when reports are held against each other. ``rules``: weights and lexicons."""

    zone: str = "UTC"
    places: Places | None = None
    rules: Rules = field(default_factory=shipped)
