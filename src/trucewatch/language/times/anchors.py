"""Events whose day is known, so that "since the pause began" can be dated: given by the case, or told by the text.

Where two days compete for one event, or none is known, the words stay undated.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

_BEGAN = (
    r"began|begins|started|starts|took effect|takes effect|came into force|came into effect|went into force|"
    r"went into effect|entered into force|broke out"
)
_ENDED = r"collapsed|ended|broke down|fell apart|expired|lapsed"
_EVENT = re.compile(
    rf"(?:the )?(?P<noun>(?:[\w’'-]+ ){{0,4}}?[\w’'-]+) (?:(?P<began>{_BEGAN})|(?P<ended>{_ENDED}))\b", re.I
)
_TOLD = re.compile(
    rf"\b(?P<noun>[A-Za-z-]+),? (?:(?:which|that) )?(?:(?P<began>{_BEGAN})|(?P<ended>{_ENDED})) (?:on )?$", re.I
)
_TOLD_ENDS = tuple(f"{verb} " for verb in f"{_BEGAN}|{_ENDED}".split("|"))
_NO_EVENT = frozenset({"it", "they", "he", "she", "which", "that", "who", "this"})


class Anchor(NamedTuple):
    """A named event and the local day that it began (or, ``ended``, came to an end): ``noun`` "energy pause"."""

    noun: str
    day: date
    ended: bool = False


class Known(NamedTuple):
    """The day that words mean, and where they end."""

    day: date
    end: int


def anchored(text: str, at: int, anchors: Sequence[Anchor]) -> Known | None:
    """The day of the event told at ``text[at:]`` ("the pause began"), if the anchors know exactly one."""
    m = _EVENT.match(text, at)
    if m is None:
        return None
    noun = m["noun"].lower().split()
    fits = (a for a in anchors if a.ended == bool(m["ended"]) and a.noun.lower().split()[-1] == noun[-1])
    days = {a.day for a in fits}
    return Known(days.pop(), m.end()) if len(days) == 1 else None


def told(text: str, days: Iterable[tuple[int, date]]) -> list[Anchor]:
    """The anchors that a text sets itself: "the pause, which began on 18 March". ``days``: where a day is named."""
    out = []
    for at, day in days:
        near = text[max(0, at - 80) : at]  # the pattern goes through all of it: its end is looked at first
        m = _TOLD.search(near) if near.lower().removesuffix("on ").endswith(_TOLD_ENDS) else None
        if m is not None and m["noun"].lower() not in _NO_EVENT:
            out.append(Anchor(m["noun"], day, bool(m["ended"])))
    return out
