"""Counts of incidents over time and what may be said of them: ratios with exact intervals, delay, what is incomplete.

Counts are of incidents that accounts allege, not of events; every count carries the ids behind it. Methods:

* rate ratio: the count after given the sum of both counts is binomial under two Poisson rates (Przyborowski and
  Wilenski, Biometrika 31, 1940), its interval that of Clopper and Pearson (Biometrika 26, 1934), which never covers
  less than it says;
* reporting delay: days from an incident's last possible day to the first report of it, with those not yet reported
  left out of view, hence the reverse-time estimate for right-truncated data (Lagakos, Barraj and De Gruttola,
  Biometrika 75, 1988). A day of which less than the wanted share may have been reported is marked incomplete.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta

from scipy.stats import binomtest

from trucewatch.records.claim import Claim
from trucewatch.records.finding import FindingSummary
from trucewatch.records.incident import Incident
from trucewatch.records.report import Report
from trucewatch.records.statistics import Cell, Delay, Ratio, Series, Statistics, Volume, Within
from trucewatch.values.place import Place
from trucewatch.values.vocabularies import Kind

_UNNAMED = ""
_ACTS = frozenset({Kind.ATTACK, Kind.CLASH, Kind.INTERCEPTION, Kind.CONTROL})
COMPLETE = 0.95


def statistics(
    incidents: Sequence[Incident],
    claims: Mapping[str, Claim],
    reports: Mapping[str, Report],
    summaries: Sequence[FindingSummary],
    *,
    zone: str,
    until: date,
    since: date | None = None,
) -> Statistics:
    """Statistics of the ``incidents`` of force (attacks, clashes, interceptions, control); totals are left out.

    ``since`` is the day that parts before from after. An incident counts once a cell; one that may lie in two periods
    is left out of both and named.
    """
    counted = [i for i in incidents if not i.period_total and _ACTS & set(i.kinds)]
    days = {i.id: d for i in counted if (d := _days(i, zone))}
    delay = reporting_delay(counted, days, claims, reports, zone, until)
    keys = _keys(summaries)
    series = tuple(
        _complete(_series(counted, days, by, key, step), delay, until) for step in (1, 7) for by, key in keys.items()
    )
    ratios = () if since is None else tuple(_ratios(counted, days, since, until, keys["actor"]))
    weekly: dict[date, list[Incident]] = defaultdict(list)
    for incident in counted:
        if (first := _period(days.get(incident.id), 7)) is not None:
            weekly[first].append(incident)
    return Statistics(
        until=until,
        zone=zone,
        series=series,
        ratios=ratios,
        delay=delay,
        volume=_volume(counted, claims),
        weeks=tuple(_volume(found, claims, first) for first, found in sorted(weekly.items())),
    )


def _volume(incidents: Sequence[Incident], claims: Mapping[str, Claim], first: date | None = None) -> Volume:
    return Volume(
        first=first,
        claims=len({c for i in incidents for c in (*i.claims, *i.denials)}),
        incidents=len(incidents),
        reports=len({claims[c].report for i in incidents for c in i.claims if c in claims}),
        origins=sum(i.origins for i in incidents),
    )


def _days(incident: Incident, zone: str) -> tuple[date, date] | None:
    """First and last local day on which it may have been."""
    return incident.moment.model_copy(update={"zone": zone}).days if incident.moment else None


def _keys(summaries: Sequence[FindingSummary]) -> dict[str, Callable[[Incident], tuple[str, ...]]]:
    """What incidents are told apart by; ``""`` where nobody names it. One incident may have several keys."""
    states: dict[str, set[str]] = defaultdict(set)
    for s in summaries:
        states[s.incident].add(f"{s.agreement} {s.provision}: {s.state.value}")
    return {
        "all": lambda _: ("all",),
        "actor": lambda i: i.actors or (_UNNAMED,),
        "class": lambda i: tuple(c.value for c in i.target_classes) or (_UNNAMED,),
        "area": lambda i: (_area(i.place),),
        "status": lambda i: tuple(sorted(states[i.id])) or (_UNNAMED,),
    }


def _area(place: Place | None) -> str:
    """``UKR/Kherson``, ``UKR``; ``/Old Mill`` of a place located in no known country; "" of one not located."""
    country, area = place.area if place else (None, None)
    return f"{country or ''}/{area}" if area else country or _UNNAMED


def _series(
    incidents: Sequence[Incident],
    days: Mapping[str, tuple[date, date]],
    by: str,
    key: Callable[[Incident], tuple[str, ...]],
    step: int,
) -> Series:
    found: dict[tuple[date, str], list[str]] = defaultdict(list)
    left = []
    for incident in incidents:
        start = _period(days.get(incident.id), step)
        if start is None:
            left.append(incident.id)
            continue
        for k in key(incident):
            found[start, k].append(incident.id)
    cells = tuple(
        Cell(key=k, first=start, last=start + timedelta(days=step - 1), incidents=tuple(sorted(ids)))
        for (start, k), ids in sorted(found.items())
    )
    return Series(by=by, step=step, cells=cells, left_out=tuple(sorted(left)))


def _period(days: tuple[date, date] | None, step: int) -> date | None:
    """The first day of the one period in which the days lie: the day, or the ISO week from Monday.

    A night counts as the day on which it ends, so that "overnight" is one day; anything longer is of no single day.
    """
    if days is None or (days[1] - days[0]).days > (1 if step == 1 else 6):
        return None
    if step == 1:
        return days[1]
    weeks = {d - timedelta(days=d.weekday()) for d in days}
    return weeks.pop() if len(weeks) == 1 else None


def _complete(series: Series, delay: Delay, until: date) -> Series:
    cells = tuple(
        c.model_copy(update={"complete": share_within(delay, (until - c.last).days) >= COMPLETE}) for c in series.cells
    )
    return series.model_copy(update={"cells": cells})


# --- before and after ------------------------------------------------------------------------------------------------


def _ratios(
    incidents: Sequence[Incident],
    days: Mapping[str, tuple[date, date]],
    since: date,
    until: date,
    actor: Callable[[Incident], tuple[str, ...]],
) -> Iterable[Ratio]:
    """Before and after ``since``, for all incidents and by the actor that sources name."""
    first = min((d[0] for d in days.values()), default=since)
    spans = (max((since - first).days, 0), max((until - since).days + 1, 0))
    names = sorted({k for i in incidents for k in actor(i)} - {_UNNAMED})
    for key in ("all", *names):
        chosen = [i for i in incidents if key == "all" or key in actor(i)]
        before = tuple(sorted(i.id for i in chosen if i.id in days and days[i.id][1] < since))
        after = tuple(sorted(i.id for i in chosen if i.id in days and since <= days[i.id][0] <= until))
        left = tuple(sorted({i.id for i in chosen} - {*before, *after}))
        ratio, low, high, p = rate_ratio(len(before), spans[0], len(after), spans[1])
        yield Ratio(
            since=since,
            key=key,
            before=before,
            after=after,
            days_before=spans[0],
            days_after=spans[1],
            ratio=ratio,
            low=low,
            high=high,
            p=p,
            left_out=left,
        )


Figures = tuple[float | None, float | None, float | None, float | None]


def rate_ratio(before: int, days_before: int, after: int, days_after: int, level: float = 0.95) -> Figures:
    """(ratio, low, high, p) of the rate after to the rate before; None for each that does not exist.

    The ratio does not exist without an incident before, nothing does without an incident or without days on a side.
    """
    total = before + after
    if total == 0 or days_before <= 0 or days_after <= 0:
        return None, None, None, None
    share = days_after / (days_before + days_after)
    test = binomtest(after, total, share)
    interval = test.proportion_ci(confidence_level=level, method="exact")
    scale = days_before / days_after
    ratio = after / before * scale if before else None
    high = None if interval.high >= 1 else _odds(interval.high) * scale
    return ratio, _odds(interval.low) * scale, high, float(test.pvalue)


def _odds(share: float) -> float:
    return float(share / (1 - share))


# --- delay -----------------------------------------------------------------------------------------------------------


def reporting_delay(
    incidents: Sequence[Incident],
    days: Mapping[str, tuple[date, date]],
    claims: Mapping[str, Claim],
    reports: Mapping[str, Report],
    zone: str,
    until: date,
) -> Delay:
    """How many days after its last possible day an incident is first reported, estimated as the module says."""
    seen: list[tuple[int, int]] = []
    for incident in incidents:
        published = [_published(claims.get(c), reports, zone) for c in incident.claims]
        first = min((p for p in published if p is not None), default=None)
        if incident.id in days and first is not None and first <= until:
            last = days[incident.id][1]
            seen.append((max((first - last).days, 0), max((until - last).days, 0)))
    return Delay(within=_reverse_time(seen), sample=len(seen), left_out=len(incidents) - len(seen))


def _published(claim: Claim | None, reports: Mapping[str, Report], zone: str) -> date | None:
    report = reports.get(claim.report) if claim else None
    if report is None or report.published is None:
        return None
    return report.published.model_copy(update={"zone": zone}).days[0]


def share_within(delay: Delay, days: int) -> float:
    """The estimated share of incidents reported within ``days`` days; 0 where nothing is known of the delay."""
    if days < 0:
        return 0.0
    return max((w.share for w in delay.within if w.days <= days), default=0.0)


def _reverse_time(seen: Sequence[tuple[int, int]]) -> tuple[Within, ...]:
    """Share within each delay: F(d) is the product over longer delays u of 1 - at(u)/upto(u).

    at(u): incidents with delay u; upto(u): those with a delay of at most u that could have been seen with one of u.
    """
    if not seen:
        return ()
    at = Counter(delay for delay, _ in seen)
    longest = max(at)
    shares = [1.0] * (longest + 1)
    for u in range(longest, 0, -1):
        upto = sum(1 for delay, window in seen if delay <= u <= window)
        shares[u - 1] = shares[u] * (1 - at[u] / upto) if upto else shares[u]
    return tuple(Within(days=days, share=share) for days, share in enumerate(shares))
