"""The confidence-building ledger: exchanges as the sides count them, and stated totals held against it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime

from trucewatch.assess.ledgerbook import LedgerBook, holds
from trucewatch.assess.ledgerbook import shipped as shipped_book
from trucewatch.language.mediation import mediated
from trucewatch.records.base import derived_from
from trucewatch.records.claim import Claim
from trucewatch.records.exchange import Check, Exchange, ExchangeState, ExchangeTotal
from trucewatch.records.incident import Incident, Version, VersionValue
from trucewatch.records.report import Report
from trucewatch.values.count import Count
from trucewatch.values.party import members
from trucewatch.values.vocabularies import Concord, CountOf, Kind, Modality, Polarity

_LATE = datetime.max.replace(tzinfo=UTC)
_PEOPLE = (CountOf.RELEASED, CountOf.PEOPLE, CountOf.HELD)
_STATES = {
    Modality.FUTURE: ExchangeState.ANNOUNCED,
    Modality.POSSIBLE: ExchangeState.ANNOUNCED,
    Modality.CONDITIONAL: ExchangeState.CONDITIONAL,
    Modality.CANCELLED: ExchangeState.CALLED_OFF,
    Modality.ACTUAL: ExchangeState.DONE,
}
Bounds = tuple[float | int | None, float | int | None]


def exchanges(
    incidents: Sequence[Incident],
    claims: Mapping[str, Claim],
    reports: Mapping[str, Report],
    book: LedgerBook | None = None,
) -> tuple[Exchange, ...]:
    """Exchanges done (incidents of that kind) and those only announced, tied to a condition, called off or denied.

    In order of time. A claim that sums up several exchanges is a total, not an exchange.
    """
    book = book or shipped_book()
    found: list[tuple[datetime, Exchange]] = []
    taken: set[str] = set()
    for incident in incidents:
        told = [c for i in incident.claims if (c := claims.get(i)) and _is_exchange(c) and not _is_total(c, book)]
        if told:
            taken.update((*incident.claims, *incident.denials, *incident.mentions))
            found.append((_start(told, reports), _done(incident, told, book)))
    rest = (c for c in claims.values() if c.kind is Kind.EXCHANGE and c.id not in taken and not _is_total(c, book))
    found += [(_start([c], reports), _only_said(c, book)) for c in rest]
    return tuple(e for _, e in sorted(found, key=lambda x: (x[0], x[1].id)))


def _is_exchange(claim: Claim) -> bool:
    return claim.kind is Kind.EXCHANGE and claim.polarity is Polarity.AFFIRMED


def _is_total(claim: Claim, book: LedgerBook) -> bool:
    """A sum over several exchanges, as its words say."""
    return _is_exchange(claim) and claim.modality is Modality.ACTUAL and holds(claim.quote, book.cumulative)


def _start(told: Iterable[Claim], reports: Mapping[str, Report]) -> datetime:
    """When it was, else when it was first told of."""
    told = list(told)
    when = [c.time.start for c in told if c.time]
    published = [r.published.start for c in told if (r := reports.get(c.report)) and r.published]
    return min(when, default=min(published, default=_LATE))


def _done(incident: Incident, told: Sequence[Claim], book: LedgerBook) -> Exchange:
    versions = tuple(v for v in incident.versions if v.field in {n.value for n in _PEOPLE})
    return derived_from(
        Exchange,
        incident.id,
        incident=incident.id,
        state=ExchangeState.DONE,
        gives=_parties(c.actor.party for c in told if c.actor and not mediated(c)),
        receives=_parties(c.target.party for c in told if c.target),
        persons=_persons(told, book),
        numbers=versions,
        each=_each(told, book),
        moment=incident.moment,
        claims=tuple(c.id for c in told),
        rule="exchanges/incident",
    )


def _only_said(claim: Claim, book: LedgerBook) -> Exchange:
    denied = claim.polarity is Polarity.NEGATED
    said = defaultdict(list)
    for count in claim.counts:
        if count.what in _PEOPLE:
            said[count.what].append(count)
    party = claim.source.party or ""
    return derived_from(
        Exchange,
        claim.id,
        state=ExchangeState.DENIED if denied else _STATES[claim.modality],
        gives=_parties([claim.actor.party] if claim.actor and not mediated(claim) else []),
        receives=_parties([claim.target.party] if claim.target else []),
        persons=_persons([claim], book),
        numbers=tuple(_one_sided(what, counts, party, claim.id) for what, counts in said.items()),
        each=_each([claim], book),
        moment=claim.time,
        claims=(claim.id,),
        rule="exchanges/claim",
    )


def _one_sided(what: CountOf, counts: Sequence[Count], party: str, claim: str) -> Version:
    values = tuple(VersionValue(value=_written(c), parties=(party,), claims=(claim,)) for c in counts)
    return Version(field=what.value, concord=Concord.ONE_SIDED, values=values)


def _written(count: Count) -> str:
    low, high = count.low, count.high
    return (
        f"{low}" if low is not None and low == high else f"{'' if low is None else low}..{'' if high is None else high}"
    )


def _parties(codes: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(sorted({one for code in codes for one in members(code)}))


def _each(told: Sequence[Claim], book: LedgerBook) -> bool:
    """Whether the numbers are for each side: the words say so, and they do not name one side alone as giving."""
    return any(len(_parties([c.actor.party if c.actor else None])) != 1 and holds(c.quote, book.each) for c in told)


def _persons(told: Sequence[Claim], book: LedgerBook) -> tuple[str, ...]:
    named = {book.who(c.target.text if c.target else None, *(n.text for n in c.counts), c.quote) for c in told}
    return tuple(name for name in book.persons if name in named)


# --- totals -----------------------------------------------------------------------------------------------------------


def totals(
    ledger: Sequence[Exchange],
    claims: Mapping[str, Claim],
    reports: Mapping[str, Report],
    book: LedgerBook | None = None,
) -> tuple[ExchangeTotal, ...]:
    """Each stated cumulative total, held against the same source's total before it and the exchanges between.

    ``not-comparable`` where it is the source's first, or where an exchange between the two has no plain number.
    """
    book = book or shipped_book()
    stated = [c for c in claims.values() if _is_total(c, book) and _count(c) is not None]
    ordered = sorted(stated, key=lambda c: (_told(c, reports), c.id))
    last: dict[str, Claim] = {}
    out = []
    for claim in ordered:
        source = claim.source.text or claim.source.party or claim.doc
        out.append(_total(claim, last.get(source), source, ledger, reports))
        last[source] = claim
    return tuple(out)


def _told(claim: Claim, reports: Mapping[str, Report]) -> datetime:
    report = reports.get(claim.report)
    return report.published.start if report and report.published else _LATE


def _count(claim: Claim) -> Count | None:
    return next((c for what in _PEOPLE for c in claim.counts if c.what is what), None)


def _total(
    claim: Claim, before: Claim | None, source: str, ledger: Sequence[Exchange], reports: Mapping[str, Report]
) -> ExchangeTotal:
    count = _count(claim)
    assert count is not None
    between: list[Exchange] = []
    bounds: Bounds = (None, None)
    if before is None:
        check, reason = Check.NOT_COMPARABLE, "the first total that this source is recorded as stating"
    else:
        between = list(_between(ledger, _told(before, reports), _told(claim, reports)))
        check, reason, bounds = _checked(count, _count(before), between)
    return derived_from(
        ExchangeTotal,
        claim.id,
        source=source,
        party=claim.source.party,
        claims=(claim.id,) if before is None else (before.id, claim.id),
        low=count.low,
        high=count.high,
        moment=claim.time,
        since=before.id if before else None,
        ledger_low=bounds[0],
        ledger_high=bounds[1],
        exchanges=tuple(e.id for e in between),
        check=check,
        reason=reason,
        rule="exchanges/total",
    )


def _between(ledger: Sequence[Exchange], after: datetime, until: datetime) -> Iterator[Exchange]:
    for e in ledger:
        if e.state is ExchangeState.DONE and (e.moment is None or (after < e.moment.end and e.moment.start <= until)):
            yield e


def _checked(count: Count, before: Count | None, between: Sequence[Exchange]) -> tuple[Check, str, Bounds]:
    none: Bounds = (None, None)
    if before is None or None in (count.low, count.high, before.low, before.high):
        return Check.NOT_COMPARABLE, "one of the two totals is no plain number", none
    if any(e.moment is None for e in between):
        return Check.NOT_COMPARABLE, "an exchange whose day no account states may have been between the two", none
    sums = [persons_of(e) for e in between]
    low, high = _added(s[0] for s in sums), _added(s[1] for s in sums)
    if low is None or high is None:
        return Check.NOT_COMPARABLE, "of an exchange between the two no plain number is stated", (low, high)
    assert count.low is not None and count.high is not None and before.low is not None and before.high is not None
    least, most = count.low - before.high, count.high - before.low
    agrees = low <= most and high >= least
    grown = f"{least}" if least == most else f"{least} to {most}"
    listed = f"{low}" if low == high else f"{low} to {high}"
    said = f"the total grew by {grown}; the exchanges listed between the two come to {listed}"
    return (Check.AGREES if agrees else Check.DIFFERS), said, (low, high)


def _added(numbers: Iterable[float | int | None]) -> float | int | None:
    total: float | int = 0
    for n in numbers:
        if n is None:
            return None
        total += n
    return total


def persons_of(exchange: Exchange) -> Bounds:
    """Least and most persons of an exchange over all sides' numbers; a number for each side counts once a side.

    Open where a voice gives two numbers: they may be parts to be added, or one the correction of the other.
    """
    bounds = [_read(v.value) for version in exchange.numbers for v in version.values]
    voices = [who for version in exchange.numbers for v in version.values for who in v.parties]
    if not bounds or len(voices) != len(set(voices)):
        return None, None
    times = len(exchange.gives) if exchange.each and len(exchange.gives) > 1 else 1
    lows, highs = [b[0] for b in bounds], [b[1] for b in bounds]
    low = None if None in lows else min(n for n in lows if n is not None) * times
    high = None if None in highs else max(n for n in highs if n is not None) * times
    return low, high


def _read(value: str) -> Bounds:
    """``12``, ``12..``, ``..60`` or ``10..20`` as the linker writes them."""
    low, dots, high = value.partition("..")
    first, last = _number(low), _number(high if dots else low)
    return first, last


def _number(text: str) -> float | int | None:
    if not text:
        return None
    number = float(text)
    return int(number) if number.is_integer() else number
