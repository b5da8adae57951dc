"""The question of the period: whether the act lies within the time in which the terms are in force."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from trucewatch.assess.facts import Facts
from trucewatch.assess.inforce import InForce, Stretch
from trucewatch.assess.questions import NO, UNKNOWN, YES, Answer
from trucewatch.assess.words import instant, stretch
from trucewatch.records.claim import Claim
from trucewatch.values.moment import Basis, Moment
from trucewatch.values.vocabularies import Kind

_EXACTLY = "when it was, exactly enough to tell it from the {edge} of the period"


@dataclass(frozen=True)
class Told:
    """[``start``, ``end``) in which the act lies; ``start`` None where only its latest end is told, by its effects.

    ``zone``: in whose days the accounts give it.
    """

    start: datetime | None
    end: datetime
    zone: str


def told(facts: Facts, kinds: tuple[Kind, ...]) -> Told | None:
    """When the act was, by the accounts of the act itself: their common time, else the span of all of them.

    What happens while the act does (a drone is shot down) has its time. Accounts of other effects tell when it was at
    the latest: damage may be found later. Where no account carries a time of its own the incident's holds.
    """
    acts = _times(facts.acts(kinds)) or _times(facts.acts(facts.params.codebook.same_time_kinds))
    if acts:
        start, end = max(m.start for m in acts), min(m.end for m in acts)
        if start >= end:
            start, end = min(m.start for m in acts), max(m.end for m in acts)
        return Told(start, end, acts[0].zone)
    effects = _times(facts.accounts)
    if effects:
        return Told(None, max(m.end for m in effects), effects[0].zone)
    moment = facts.incident.moment
    if moment is None:
        return None
    along = facts.acts(kinds) or facts.acts(facts.params.codebook.same_time_kinds)
    dated = along and moment.basis is not Basis.PUBLICATION
    return Told(moment.start if dated else None, moment.end, moment.zone)


def _times(claims: Sequence[Claim]) -> list[Moment]:
    return [c.time for c in claims if c.time and c.time.basis is not Basis.PUBLICATION]


def when(facts: Facts, kinds: tuple[Kind, ...], force: InForce | None, phase: str | None) -> Answer:
    """Whether the act lies within the time in force, as precisely as its time is known."""
    if force is None:
        text = f"the reading does not say when the phase {phase} runs"
        return Answer("period", UNKNOWN, text, (f"when the phase {phase} begins and ends in this reading",))
    if not force.stretches:
        return Answer("period", NO, "the terms are never in force in this reading")
    act = told(facts, kinds)
    span = " and ".join(_span(s, force.zone) for s in force.stretches)
    if act is None:
        return Answer("period", UNKNOWN, "no account gives a time", ("when it was",))
    if act.start is None:
        return _latest(act.end, force, span)
    at = stretch(act.start, act.end, act.zone) + (f" ({act.zone})" if act.zone != force.zone else "")
    here = Stretch(act.start, act.end)
    shared = [s for s in force.stretches if here.meets(s)]
    if not shared:
        paused = any(here.meets(s) for s in force.suspended)
        return Answer("period", NO, f"{at} is outside {span}" + (" (suspended then in this reading)" if paused else ""))
    if len(shared) == 1 and here.meets(shared[0]) == here:
        return Answer("period", YES, f"{at} is within {span}")
    edge = "start" if act.start < shared[0].start else "end"
    return Answer("period", UNKNOWN, f"{at} reaches over the {edge} of {span}", (_EXACTLY.format(edge=edge),))


def _latest(end: datetime, force: InForce, span: str) -> Answer:
    if end <= force.stretches[0].start:
        return Answer("period", NO, f"its effects are told of before {span}")
    text = "only its effects are dated, and the act may have been before them"
    return Answer("period", UNKNOWN, text, ("when the act was",))


def _span(of: Stretch, zone: str) -> str:
    if of.end is None:
        return f"{instant(of.start, zone)} on, with no end stated ({zone})"
    return f"{stretch(of.start, of.end, zone)} ({zone})"
