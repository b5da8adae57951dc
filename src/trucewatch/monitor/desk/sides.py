"""Cards of what stands beside the incidents: agreements, positions, exchanges, effects."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from trucewatch.assess import AssessParameters, segments, timeline
from trucewatch.monitor.desk.cards import (
    AgreementCard,
    Band,
    ChangeRow,
    EffectCard,
    ExchangeCard,
    NumberRow,
    PositionCard,
    ProvisionRow,
    ReadingRow,
)
from trucewatch.records import (
    Agreement,
    Case,
    Effect,
    EffectState,
    Exchange,
    ExchangeTotal,
    Position,
    Version,
)
from trucewatch.tell.phrases import Phrases
from trucewatch.values.moment import Moment


def agreement_cards(case: Case, agreements: Iterable[Agreement]) -> Iterator[AgreementCard]:
    """Agreements by code."""
    params = AssessParameters.of(case)
    for a in sorted(agreements, key=lambda a: a.code):
        yield AgreementCard(
            id=a.id,
            code=a.code,
            title=a.title,
            parties=a.parties,
            provisions=tuple(ProvisionRow(id=p.id, text=p.text) for p in a.provisions),
            readings=tuple(ReadingRow(id=r.id, of=r.of) for r in a.readings),
            bands=tuple(_bands(a, params)),
            changes=tuple(ChangeRow(day=c.day, text=c.text, source=c.source) for c in timeline(a, params)),
        )


def _bands(agreement: Agreement, params: AssessParameters) -> Iterator[Band]:
    """One after the other for each reading, neighbours that say the same joined."""
    for reading in agreement.readings:
        last: Band | None = None
        for segment in segments(agreement, params):
            said = dict(segment.said).get(reading.id)
            if said is None or not (said.held or said.suspended):
                continue
            now = Band(
                reading=reading.id, start=segment.start, end=segment.end, held=said.held, suspended=said.suspended
            )
            same = last and (last.end, last.held, last.suspended) == (now.start, now.held, now.suspended)
            if last and same:
                last = last.model_copy(update={"end": now.end})
                continue
            if last:
                yield last
            last = now
        if last:
            yield last


def position_cards(
    positions: Iterable[Position], agreements: Iterable[Agreement], phrases: Phrases
) -> Iterator[PositionCard]:
    """Positions by proposal, then party, then time."""
    names = {(a.code, p.id): p.names[0] for a in agreements for p in a.proposals}
    cards = [_position(p, names, phrases) for p in positions]
    yield from sorted(cards, key=lambda c: (not c.named, c.proposal, c.party, c.at is None, c.at or 0, c.id))


def _position(p: Position, names: dict[tuple[str, str], str], phrases: Phrases) -> PositionCard:
    moment = p.moment or p.said
    known = names.get((p.agreement or "", p.proposal or ""))
    return PositionCard(
        id=p.id,
        party=p.party,
        agreement=p.agreement,
        proposal=known or p.about or "",
        named=known is not None,
        stance=p.stance.value,
        denied=p.denied,
        at=moment.start if moment else None,
        when=phrases.stretch(*moment.days) if moment else "",
        conditions=tuple(c.quote for c in p.conditions),
        claims=p.claims,
        declaration=p.declaration,
        superseded=p.superseded_by is not None,
        contested=bool(p.contested_by),
        rule=p.rule,
    )


def exchange_cards(
    exchanges: Iterable[Exchange], totals: Iterable[ExchangeTotal], phrases: Phrases
) -> Iterator[ExchangeCard]:
    """Exchanges and stated totals, the latest first."""
    cards = [_exchange(e, phrases) for e in exchanges] + [_total(t, phrases) for t in totals]
    yield from sorted(cards, key=lambda c: (c.at is None, -(c.at.timestamp() if c.at else 0), c.id))


def _exchange(e: Exchange, phrases: Phrases) -> ExchangeCard:
    return ExchangeCard(
        id=e.id,
        incident=e.incident,
        state=e.state.value,
        gives=e.gives,
        receives=e.receives,
        persons=e.persons,
        numbers=tuple(numbers(e.numbers)),
        at=e.moment.start if e.moment else None,
        when=_when(e.moment, phrases),
        claims=e.claims,
        reason=e.rule,
    )


def _total(t: ExchangeTotal, phrases: Phrases) -> ExchangeCard:
    stated = NumberRow(what="total", party=t.party or "", value=phrases.bounds(t.low, t.high))
    counted = NumberRow(what="ledger", party="", value=phrases.bounds(t.ledger_low, t.ledger_high))
    return ExchangeCard(
        id=t.id,
        incident=None,
        state=t.check.value,
        gives=(),
        receives=(t.party,) if t.party else (),
        persons=(),
        numbers=(stated, counted) if t.ledger_low is not None or t.ledger_high is not None else (stated,),
        at=t.moment.start if t.moment else None,
        when=_when(t.moment, phrases),
        claims=t.claims,
        reason=t.reason,
        total=True,
    )


def effect_cards(effects: Iterable[Effect], phrases: Phrases) -> Iterator[EffectCard]:
    """Effects that somebody speaks of."""
    for e in effects:
        if e.state is EffectState.NOT_STATED:
            continue
        yield EffectCard(
            id=e.id,
            incident=e.incident,
            effect=e.effect.value,
            state=e.state.value,
            place=phrases.where(e.place) if e.place else "",
            classes=tuple(c.value for c in e.classes),
            numbers=tuple(numbers(e.numbers)),
            claims=e.claims,
            none=e.none,
            restored=e.restored,
        )


def numbers(versions: Iterable[Version]) -> Iterator[NumberRow]:
    """What each side says of how many, a row for each value and party."""
    for version in versions:
        for value in version.values:
            for party in value.parties:
                yield NumberRow(what=version.field, party=party, value=value.value)


def _when(moment: Moment | None, phrases: Phrases) -> str:
    return phrases.stretch(*moment.days) if moment else ""
