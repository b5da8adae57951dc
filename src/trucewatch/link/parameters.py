"""What the link stage is given besides records."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from trucewatch.link.plan import Plan, shipped_plan
from trucewatch.link.rules import Rules, shipped
from trucewatch.records.case import Outlet
from trucewatch.values.place import Place


class Places(Protocol):
    """Someone who knows where a named place is (language.gazetteer does).

    ``resolve`` returns the place with ``text`` kept and whatever could be told filled in; where nothing can, it has
    neither level nor point. ``countries``: ISO alpha-3 codes in play, the likelier first.
    """

    def resolve(self, text: str, countries: tuple[str, ...] = ()) -> Place: ...


@dataclass(frozen=True)
class LinkParameters:
    """``places``: resolver, or None where names and days must suffice; ``countries``: where the case plays, as ISO
    alpha-3. ``outlets``: those of the case, for whose word a bulletin is.
    ``zone``: IANA zone in which days are counted when reports are held against each other. ``rules``:
    what one report tells; ``plan``: how the tellings of two are compared."""

    zone: str = "UTC"
    places: Places | None = None
    countries: tuple[str, ...] = ()
    outlets: tuple[Outlet, ...] = ()
    rules: Rules = field(default_factory=shipped)
    plan: Plan = field(default_factory=shipped_plan)
