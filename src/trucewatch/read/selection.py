"""What is said twice is kept once, and what is long past is left out."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from datetime import date, timedelta

from trucewatch.records import Claim
from trucewatch.values.count import Count
from trucewatch.values.moment import Moment
from trucewatch.values.vocabularies import Kind, Polarity

_YEAR = re.compile(r"\b(19\d\d|20\d\d)\b")
_POINTS_BACK = re.compile(r"^(?:the|this|that|these|those|such|its|their|his|her)\b", re.I)
_UNTIL_NOW = re.compile(r"\b(?:has|have)\s+(?!been\b)\w+(?:ed|en|un)\b", re.I)
_PUT_OUT = re.compile(r"\b(?:extinguish|put out|contain|localis|localiz|under control)", re.I)
_BLAZE = re.compile(r"\b(?:fires?|blazes?|burn|burnt|burned|burning|ablaze|alight|flames?|ignit)", re.I)
_SUCH = re.compile(r"\bno such\b", re.I)
_STILL = re.compile(r"\b(?:since|so far|to date)\b", re.I)
_RETOLD = frozenset({Kind.DAMAGE, Kind.CONTROL, Kind.OBSTRUCTION, Kind.DETENTION})
_OLD = timedelta(days=366)


def chosen(claims: Sequence[Claim], published: Moment | None) -> tuple[Claim, ...]:
    """The claims without repeats and without background over a year old, in the order of the text."""
    seen: dict[tuple[object, ...], Claim] = {}
    ids: set[str] = set()
    attackers: set[str | None] = set()
    out: list[Claim] = []
    for claim in sorted(claims, key=lambda c: (c.start, c.end, c.kind.value, c.id)):
        if claim.id in ids or (published is not None and long_past(claim, published.days[1])):
            continue
        ids.add(claim.id)
        if points_back(claim, attackers):
            continue
        if claim.kind is Kind.ATTACK:
            attackers.add(claim.actor.party if claim.actor else None)
        key = _substance(claim)
        if key is not None and key in seen:
            if len(claim.counts) > len(seen[key].counts):  # the fuller mention stands for both
                out[out.index(seen[key])] = seen[key] = claim
            continue
        if _put_out_again(claim, out) or _no_such(claim, out):
            continue
        if key is not None:
            seen[key] = claim
        out.append(claim)
    return tuple(sorted(out, key=lambda c: (c.start, c.end, c.kind.value, c.id)))


def _put_out_again(claim: Claim, before: Sequence[Claim]) -> bool:
    """ "The blaze was put out": of a fire told of before, no further damage."""
    if claim.kind is not Kind.DAMAGE or not _PUT_OUT.search(claim.quote):
        return False
    return any(c.kind is Kind.DAMAGE and _BLAZE.search(c.quote) for c in before)


def _no_such(claim: Claim, before: Sequence[Claim]) -> bool:
    """ "There were no such strikes": what was just denied in full, once more."""
    if claim.polarity is not Polarity.NEGATED or not _SUCH.search(claim.quote):
        return False
    return any(c.kind is claim.kind and c.polarity is claim.polarity for c in before[-2:])


def long_past(claim: Claim, day: date) -> bool:
    """Whether the claim's own time, or a year in its words, lies more than a year before the report."""
    if claim.time is not None:
        return claim.time.days[1] < day - _OLD and not _STILL.search(claim.quote)
    years = [int(y) for y in _YEAR.findall(claim.quote)]
    if not years or max(years) >= day.year - 1 or len(claim.quote.split()) > 22:
        return False
    return not (_STILL.search(claim.quote) or _UNTIL_NOW.search(claim.quote))


def _substance(claim: Claim) -> tuple[object, ...] | None:
    """What makes two claims repeats of one another: an event noun that points back, the same numbers of the same."""
    if claim.kind is Kind.CASUALTIES and any(_telling(c) for c in claim.counts):
        return ("toll", claim.source.party, claim.source.role, tuple((c.what, c.low, c.high) for c in claim.counts))
    if claim.kind is Kind.INTERCEPTION and claim.counts and (claim.counts[0].low or 0) > 5:
        total = claim.counts[0]
        return ("downed", claim.source.party, claim.source.role, total.what, total.low, total.high)
    target = claim.target.text if claim.target else None
    if claim.kind in _RETOLD and target and len(target.split()) > 1 and claim.actor is not None:
        told = (claim.source.party, claim.source.role, claim.actor.party, target.lower().removeprefix("the "))
        return (claim.kind, claim.polarity, claim.modality, claim.target and claim.target.target_class, *told)
    return None


def _telling(count: Count) -> bool:
    """Whether two claims with this number are likely one told twice: one and "several" stand in many a strike."""
    return (count.low or 0) > 3 or (count.high or 0) > 1


def points_back(claim: Claim, earlier: Collection[str | None]) -> bool:
    """Whether an event noun only takes up an attack told before ("the attack on Wednesday"), naming nobody new.

    ``earlier``: the parties of the actors of the attacks told so far, None for those without.
    """
    if claim.kind is not Kind.ATTACK or claim.why is None or not claim.why.rule.startswith("n."):
        return False
    who = claim.actor.party if claim.actor else None
    if claim.actor is not None and who is None and claim.target is not None:
        return False  # "the attack by militants on tourists": told in full
    return bool(_POINTS_BACK.match(claim.quote)) and (who in earlier if who else bool(earlier))
