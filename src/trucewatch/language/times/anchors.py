"""Events whose day is known, so that "since the pause began" can be dated: given by the case, or told by the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from trucewatch.values.moment import Moment

_BEGAN = (
    r"(?:began|begins|started|starts|took effect|takes effect|came into (?:force|effect)|went into (?:force|effect)|"
    r"was (?:announced|declared|agreed|signed)|entered into force|collapsed|ended|broke down|fell apart)"
)
_EVENT = re.compile(rf"(?:the )?(?P<noun>(?:[\w’'-]+ ){{0,4}}?[\w’'-]+) (?P<verb>{_BEGAN})\b", re.I)


class Anchor(NamedTuple):
    """A named event and the local day it happened: ``noun`` ("energy pause"), ``verbs`` ("began", "took effect")."""

    noun: str
    verbs: tuple[str, ...]
    day: date


class Known(NamedTuple):
    """The day that words mean, and where they end."""

    day: date
    end: int


def anchored(text: str, at: int, _published: Moment, anchors: Sequence[Anchor]) -> Known | None:
    """The day of the event told at ``text[at:]`` ("the pause began"), if one of the anchors is that event."""
    m = _EVENT.match(text, at)
    if m is None:
        return None
    noun, verb = m["noun"].lower(), m["verb"].lower()
    days = {a.day for a in anchors if verb in a.verbs and set(a.noun.lower().split()) & set(noun.split())}
    return Known(days.pop(), m.end()) if len(days) == 1 else None  # two agreements, two days: undetermined
