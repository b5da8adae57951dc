"""How positions stand to one another: which later one supersedes which, which cannot stand side by side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import combinations

from trucewatch.records.position import Position
from trucewatch.values.moment import Moment
from trucewatch.values.vocabularies import Stance

_LATE = datetime.max.replace(tzinfo=UTC)
_FOR = frozenset({Stance.ACCEPTED, Stance.ACCEPTED_WITH_CONDITIONS})
_AGAINST = frozenset({Stance.REJECTED, Stance.WITHDRAWN})


def day_of(moment: Moment | None, zone: str) -> str | None:
    """The first local day of the moment in ``zone``, ISO 8601."""
    return moment.model_copy(update={"zone": zone}).days[0].isoformat() if moment else None


def _last_day(moment: Moment | None, zone: str) -> str | None:
    return moment.model_copy(update={"zone": zone}).days[1].isoformat() if moment else None


def ordered_positions(found: Sequence[Position], zone: str) -> tuple[Position, ...]:
    """In order of time, each with what supersedes and what contests it.

    * A position of a later day supersedes an earlier one of the same party on the same proposal, where the days of the
      two do not overlap ("last month" is not before the 11th); what another party says of it supersedes nothing that
      it says itself, and a denial supersedes nothing.
    * Two contest each other where one denies the other's stance (unless it was said before), or where one is for and
      the other against and neither supersedes the other: two spokespersons of one day, a party's word and an agency's.
    """
    positions = [p for _, p in sorted(enumerate(found), key=lambda x: (_start(x[1]), x[0]))]
    contests = _contests(positions, zone)
    out = []
    for i, p in enumerate(positions):
        after = next((q for q in positions[i + 1 :] if _follows(p, q, zone)), None)
        out.append(
            p.model_copy(
                update={"superseded_by": after.id if after else None, "contested_by": tuple(contests.get(p.id, ()))}
            )
        )
    return tuple(out)


def _start(p: Position) -> datetime:
    moment = p.moment or p.said
    return moment.start if moment else _LATE


def _same_matter(p: Position, q: Position) -> bool:
    return p.proposal is not None and (p.party, p.agreement, p.proposal) == (q.party, q.agreement, q.proposal)


def _follows(p: Position, q: Position, zone: str) -> bool:
    """Whether ``q`` takes the place of ``p``: it is of a later day, and not another party's word against its own."""
    if not _same_matter(p, q) or p.denied or q.denied:
        return False
    days = _last_day(p.moment or p.said, zone), day_of(q.moment or q.said, zone)
    told = "told-by-another" in q.rule and "told-by-another" not in p.rule
    return days[0] is not None and days[1] is not None and days[0] < days[1] and not told


def _contests(positions: Sequence[Position], zone: str) -> dict[str, list[str]]:
    """Ids of those that each position cannot stand beside."""
    matters: dict[tuple[str, str | None, str], list[Position]] = defaultdict(list)
    for p in positions:
        if p.proposal is not None:
            matters[p.party, p.agreement, p.proposal].append(p)
    out: dict[str, list[str]] = defaultdict(list)
    for group in matters.values():
        for p, q in combinations(group, 2):
            if _contest(p, q, zone):
                out[p.id].append(q.id)
                out[q.id].append(p.id)
    return out


def _contest(p: Position, q: Position, zone: str) -> bool:
    """``p`` is not later than ``q``."""
    if p.denied != q.denied:
        stated, denial = (q, p) if p.denied else (p, q)
        days = day_of(stated.moment or stated.said, zone), day_of(denial.moment or denial.said, zone)
        return _side(stated) == _side(denial) and None not in days and str(days[0]) <= str(days[1])
    opposed = {_side(p), _side(q)} == {_FOR, _AGAINST}
    return not p.denied and opposed and not _follows(p, q, zone)


def _side(p: Position) -> frozenset[Stance]:
    return next((side for side in (_FOR, _AGAINST) if p.stance in side), frozenset({p.stance}))
