"""Why two claims are, or are not, of one event: field by field."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from trucewatch.link.backend import Backend
from trucewatch.link.blocking import key_table
from trucewatch.link.compare import within
from trucewatch.link.decided import decided
from trucewatch.link.pairs import compared, pairs
from trucewatch.link.parameters import LinkParameters
from trucewatch.link.resolve import resolve
from trucewatch.link.rows import table
from trucewatch.link.tellings import Telling, tell
from trucewatch.link.units import Unit, build, in_order, linked
from trucewatch.records.claim import Claim
from trucewatch.records.decision import Decision
from trucewatch.records.report import Report


@dataclass(frozen=True, slots=True)
class Field:
    """One comparison: the level that the pair reached, and its weight (bits; points within a report)."""

    name: str
    level: str
    weight: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """``weight`` is linked from ``link_at`` upwards, unless ``against`` says why the two can never be one event."""

    fields: tuple[Field, ...]
    weight: float
    link_at: float
    against: str | None = None
    told: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())


def explain_pair(
    a: str,
    b: str,
    claims: Iterable[Claim],
    reports: Mapping[str, Report],
    decisions: Sequence[Decision],
    params: LinkParameters,
    backend: Backend,
) -> Explanation:
    """How the tellings of two claims compare, whether or not they share a blocking key. ``told``: the claims of each
    telling. Raises KeyError where one of the two is not among the claims that are linked.
    """
    given = {c.id: c for c in claims if linked(c)}
    x, y = (_telling(given[c], given.values(), reports, decisions, params) for c in (a, b))
    if x[0].report == y[0].report:
        return _inside(x[1], y[1], params)
    rows = table([(0, 0, x[0]), (1, 1, y[0])], params.rules)
    keys = key_table([(0, [(0, False)]), (1, [(0, False)])])
    told = tuple(u.claim.id for u in x[0].units), tuple(u.claim.id for u in y[0].units)
    link_at = params.plan.weights.link_at / 1000
    for pair in pairs(compared(backend, params.plan, rows, keys, every=True)):
        against = params.plan.against(pair.levels)
        return Explanation(_fields(pair.levels, params), pair.weight / 1000, link_at, against, told)
    return Explanation((), 0.0, link_at, "nothing says that they lie within the same days", told)


def _telling(
    claim: Claim,
    claims: Iterable[Claim],
    reports: Mapping[str, Report],
    decisions: Sequence[Decision],
    params: LinkParameters,
) -> tuple[Telling, Unit]:
    same = [resolve(c, params) for c in claims if c.report == claim.report]
    units = build(in_order(same, reports), reports.get(claim.report), params.zone, params.rules)
    told = tell(units, decided(decisions), params.rules)
    for telling in (*told.events, *told.loose):
        if any(u.claim.id == claim.id for u in telling.units):
            return telling, next(u for u in units if u.claim.id == claim.id)
    raise KeyError(claim.id)


def _inside(a: Unit, b: Unit, params: LinkParameters) -> Explanation:
    first, second = sorted((a, b), key=lambda u: u.at)
    points = params.rules.within_report
    found = within(first, second, params.rules)
    fields = tuple(Field("within the report", r, points[r]) for r in found.reasons)
    return Explanation(fields, found.points, points["link_at"], found.against, ((a.claim.id,), (b.claim.id,)))


def _fields(levels: Sequence[int], params: LinkParameters) -> tuple[Field, ...]:
    plan = params.plan
    reached = [(name, of[n].level) for (name, of), n in zip(plan.model.comparisons.items(), levels, strict=True)]
    start = Field("before any field", "prior", plan.weights.prior / 1000)
    return (start, *(Field(name, at, plan.weights.levels[name][at] / 1000) for name, at in reached))
