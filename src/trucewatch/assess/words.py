"""How reasons name parties, sources, classes and days: plain words, the same for every side, never a code."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache

import pycountry

from trucewatch.values.moment import zone_of
from trucewatch.values.party import members

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
OUTLET = "outlet:"
"""Opens a voice that is a report's own."""
ALIGNED = "aligned:"
"""Opens the voice of a source that is of no party, but called aligned with one."""


def listed(items: Iterable[str], last: str = "and") -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    all_of = list(items)
    return all_of[0] if len(all_of) == 1 else f" {last} ".join(filter(None, [", ".join(all_of[:-1]), *all_of[-1:]]))


def day(of: date) -> str:
    """``19 March 2031``."""
    return f"{of.day} {_MONTHS[of.month - 1]} {of.year}"


def days(first: date, last: date) -> str:
    """``19 March 2031`` or ``18 March 2031 to 19 March 2031``."""
    return day(first) if first == last else f"{day(first)} to {day(last)}"


def instant(at: datetime, zone: str) -> str:
    """The local day, with the hour where it is not midnight."""
    local = at.astimezone(zone_of(zone))
    return day(local.date()) if (local.hour, local.minute) == (0, 0) else f"{day(local.date())}, {local:%H:%M}"


def stretch(start: datetime, end: datetime, zone: str) -> str:
    """[start, end) in local days, with hours where it does not begin and end with a day."""
    tz = zone_of(zone)
    a, b = start.astimezone(tz), end.astimezone(tz)
    if (a.hour, a.minute, b.hour, b.minute) == (0, 0, 0, 0):
        return days(a.date(), (b - timedelta(microseconds=1)).date())
    if a.date() == b.date() or b - a <= timedelta(hours=1):
        return f"{day(a.date())}, {a:%H:%M} to {b:%H:%M}"
    return f"{day(a.date())}, {a:%H:%M}, to {day(b.date())}, {b:%H:%M}"


@lru_cache(maxsize=1024)
def _state(code: str) -> str:
    entry = pycountry.countries.get(alpha_3=code) if len(code) == 3 else None
    return str(getattr(entry, "common_name", entry.name)) if entry is not None else code


@dataclass(frozen=True)
class Words:
    """``names``: of parties by code; ``outlets``: names by id; ``labels``: of the vocabularies, from the codebook."""

    labels: Mapping[str, Mapping[str, str]]
    names: Mapping[str, str] = field(default_factory=dict)
    outlets: Mapping[str, str] = field(default_factory=dict)

    def party(self, code: str) -> str:
        """The party's name, as the case has it or as ISO 3166 does; joint parties in the order of their codes."""
        return listed(self.names.get(c) or _state(c) for c in sorted(members(code)))

    def parties(self, codes: Iterable[str], last: str = "and") -> str:
        """Their names, in the order given."""
        return listed((self.party(c) for c in codes), last)

    def label(self, value: StrEnum, group: str) -> str:
        """The word for a value of a closed vocabulary."""
        return self.labels[group][value.value]

    def labelled(self, values: Iterable[StrEnum], group: str, last: str = "and") -> str:
        """Their words, in the order given."""
        return listed((self.label(v, group) for v in values), last)

    def voice(self, voice: str) -> str:
        """Who vouches: a party; a source that no party is known for; a report in its own voice."""
        if voice.startswith(OUTLET):
            outlet = voice.removeprefix(OUTLET)
            return f"{self.outlets.get(outlet, outlet) or 'a report'} in its own voice"
        if voice.startswith(ALIGNED):
            return f"a source called “{voice.removeprefix(ALIGNED)}”"
        return self.party(voice) if voice else "a source of no known party"

    def voices(self, voices: Iterable[str]) -> str:
        """All of them, each once, in the order given: an order by name would favour one."""
        return listed(self.voice(v) for v in dict.fromkeys(voices))
