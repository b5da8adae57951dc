"""The ledgers and the statistics as tables in words; every row names the records that it rests on."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from trucewatch.records import (
    Case,
    Effect,
    EffectState,
    Exchange,
    ExchangeTotal,
    FindingSummary,
    Incident,
    Position,
    Progress,
    Record,
    Version,
)
from trucewatch.records.edition import Note
from trucewatch.tell.incident_words import kind_words
from trucewatch.tell.notes import unfold
from trucewatch.tell.phrases import Phrases
from trucewatch.tell.view import CaseView
from trucewatch.tell.words import messages
from trucewatch.values.vocabularies import Stance

_ID = re.compile(r"\b[a-z]{3}-[0-9a-f]{32}\b")


@dataclass(frozen=True)
class Table:
    """A titled table; ``rows`` are as long as ``head``."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


def phrases_of(view: CaseView, language: str = "en") -> Phrases:
    """The phrases of a case in its own time zone."""
    return phrases_of_case(view.case, language)


def phrases_of_case(case: Case, language: str = "en") -> Phrases:
    """The same without a view."""
    return Phrases(case=case, zone=case.timezone, messages=messages(language))


def record_table(record: str, view: CaseView) -> Table | None:
    """A record unfolded: what it says, and the records that it rests on, a row each. None where there is none."""
    phrases = phrases_of(view)
    note, found = unfold(record, view, phrases), view.find(record)
    if note is None or found is None:
        return None
    rows = _scene_of(found, phrases) if isinstance(found, Incident) else []
    rows += [(name, text) for name, text in note.lines]
    if note.context is not None:
        around = (note.context.before, f"[{note.context.quote}]", note.context.after)
        rows.append((phrases.messages.say("note.context"), " ".join(" ".join(around).split())))
    rows += [(phrases.messages.say("note.link"), note.url)] if note.url else []
    rows += [(other.record, f"{other.label}: {_gist(other)}") for other in _beneath(found, view, phrases)]
    head = tuple(phrases.messages.say("ledger.record.head").split(" | "))
    return Table(title=f"{note.label} {found.id}", head=head, rows=tuple(rows))


def _scene_of(incident: Incident, phrases: Phrases) -> list[tuple[str, str]]:
    """What is said to have happened, where, when and by whom: before how the accounts were linked."""
    say = phrases.messages.say
    named = phrases.messages.listed(phrases.party(a) for a in sorted(incident.actors, key=phrases.rank))
    return [
        (say("ledger.record.what"), phrases.opening(kind_words(incident, phrases))),
        (say("ledger.record.where"), phrases.where(incident.place)),
        (say("ledger.record.when"), phrases.when(incident.moment)),
        (say("ledger.record.who"), say("summary.named", parties=named) if named else say("ledger.no_party")),
    ]


def _beneath(found: Record, view: CaseView, phrases: Phrases) -> Iterator[Note]:
    """Notes on the records that a record names by their ids, in the order in which it names them."""
    named = dict.fromkeys(_ID.findall(found.model_dump_json(exclude={"id", "text"})))
    for other in named:
        note = unfold(other, view, phrases) if other != found.id else None
        if note is not None:
            yield note


def _gist(note: Note) -> str:
    return "; ".join(text for _, text in note.lines[:3])


def positions_table(view: CaseView) -> Table:
    """Every stance in order of time, and for each party of an agreement the proposals on which it is silent."""
    phrases = phrases_of(view)
    found = sorted(view.positions.values(), key=lambda p: (_proposal(p, view), p.party, _day(p), p.id))
    return _table("positions", [_position_row(p, view, phrases) for p in found], phrases)


def _position_row(p: Position, view: CaseView, phrases: Phrases) -> tuple[str, ...]:
    say = phrases.messages.say
    stance = say("ledger.silent") if p.stance is Stance.SILENT else phrases.enum(p.stance, "stance")
    stance = say("ledger.denied", stance=stance) if p.denied else stance
    marks = [say("ledger.superseded")] if p.superseded_by else []
    marks += [say("ledger.contested")] if p.contested_by else []
    moment = p.moment or p.said
    when = phrases.stretch(*moment.days) if moment else ""
    conditions = "; ".join(f"“{c.quote}”" for c in p.conditions)
    agreement = view.agreement(p.agreement)
    rests = " ".join((p.id, *p.claims) if p.claims else ()) or p.declaration or (agreement.id if agreement else "")
    named = _proposal(p, view)
    return named, phrases.party(p.party), ", ".join([stance, *marks]), when, conditions, rests


def _proposal(p: Position, view: CaseView) -> str:
    agreement = view.agreement(p.agreement)
    known = next((x.names[0] for x in agreement.proposals if x.id == p.proposal), None) if agreement else None
    return known or f"“{p.about or ''}”"


def _day(p: Position) -> dt.datetime:
    moment = p.moment or p.said
    return moment.start if moment else dt.datetime.max.replace(tzinfo=dt.UTC)


def unknown_table(view: CaseView) -> Table:
    """The phrases that positions are taken on and that no agreement names as a proposal: for a person to name."""
    phrases = phrases_of(view)
    unknown = sorted((p for p in view.positions.values() if p.proposal is None), key=lambda p: (_about(p), p.id))
    rows = []
    for about, group in groupby(unknown, key=_about):
        found = list(group)
        parties = phrases.messages.listed(phrases.party(code) for code in sorted({p.party for p in found}))
        rows.append((f"“{about}”", str(len(found)), parties, " ".join(c for p in found for c in p.claims)))
    return _table("unknown", sorted(rows, key=lambda row: (-int(row[1]), row[0])), phrases)


def _about(p: Position) -> str:
    return " ".join((p.about or "").split())


def exchanges_table(view: CaseView) -> Table:
    """Exchanges with each side's numbers, in order of time."""
    phrases = phrases_of(view)
    rows = [_exchange_row(e, phrases) for e in view.exchanges.values()]
    return _table("exchanges", rows, phrases)


def _exchange_row(e: Exchange, phrases: Phrases) -> tuple[str, ...]:
    say = phrases.messages.say
    who = say("ledger.no_party") if not e.gives else phrases.party("+".join(e.gives))
    to = "" if not e.receives else phrases.party("+".join(e.receives))
    persons = ", ".join(say(f"persons.{p}") for p in e.persons)
    each = f" ({say('ledger.each')})" if e.each else ""
    when = phrases.stretch(*e.moment.days) if e.moment else ""
    state = phrases.enum(e.state, "exchange_state")
    return when, state, who, to, persons, _numbers(e.numbers, phrases) + each, " ".join(e.claims)


def totals_table(view: CaseView) -> Table:
    """Stated cumulative totals, each held against the exchanges recorded since the one before."""
    phrases = phrases_of(view)
    rows = [_total_row(t, phrases) for t in view.totals.values()]
    return _table("totals", rows, phrases)


def _total_row(t: ExchangeTotal, phrases: Phrases) -> tuple[str, ...]:
    check = phrases.enum(t.check, "total_check")
    return f"“{t.source}”", phrases.bounds(t.low, t.high), check, t.reason, " ".join(t.claims)


def findings_table(view: CaseView) -> Table:
    """Each incident against each provision: what the readings say together, and each of them with its reason."""
    phrases = phrases_of(view)
    held = [(s, i) for s in view.summaries.values() if (i := view.incidents.get(s.incident))]
    held.sort(key=lambda pair: (_start(pair[1]), pair[1].id, pair[0].agreement, pair[0].provision))
    rows = [_finding_row(s, i, view, phrases) for s, i in held]
    return _table("findings", rows, phrases)


def _finding_row(s: FindingSummary, incident: Incident, view: CaseView, phrases: Phrases) -> tuple[str, ...]:
    _, where, when = _scene(incident, phrases)
    each = (view.findings[f].reason for f in s.findings if f in view.findings)
    together = phrases.enum(s.state, "state")
    return when, where, f"{s.agreement} {s.provision}", together, " ".join(each), f"{s.id} {incident.id}"


def required_table(view: CaseView) -> Table:
    """How far each required act has come by what was reported, under each reading."""
    phrases = phrases_of(view)
    rows = [_required_row(p, view, phrases) for p in view.progress.values()]
    return _table("required", rows, phrases)


def _required_row(p: Progress, view: CaseView, phrases: Phrases) -> tuple[str, ...]:
    agreement = view.agreement(p.agreement)
    of = next((r.of for r in agreement.readings if r.id == p.reading), p.reading) if agreement else p.reading
    due = phrases.day(p.due) if p.due else ""
    state = phrases.enum(p.state, "progress")
    return f"{p.agreement} {p.provision}", phrases.party(of), due, state, p.reason, p.id


def effects_table(view: CaseView) -> Table:
    """What is stated of each incident's effects, by area; what nobody speaks of is listed in one row an incident."""
    phrases = phrases_of(view)
    told = [(e, i) for e in view.effects.values() if (i := view.incidents.get(e.incident))]
    told.sort(key=lambda pair: (phrases.area(pair[0].place), _start(pair[1]), pair[1].id))
    rows: list[tuple[str, ...]] = []
    for incident, group in groupby(told, key=lambda pair: pair[1]):
        found = [e for e, _ in group]
        spoken = [e for e in found if e.state is not EffectState.NOT_STATED]
        rows += [(*_scene(incident, phrases), *_effect_cells(e, phrases)) for e in spoken]
        silent = [phrases.enum(e.effect, "effect") for e in found if e.state is EffectState.NOT_STATED]
        if silent:
            said = phrases.messages.say("effect_state.not-stated")
            rows.append((*_scene(incident, phrases), phrases.messages.listed(silent), said, "", incident.id))
    return _table("effects", rows, phrases)


def _scene(incident: Incident, phrases: Phrases) -> tuple[str, str, str]:
    """Area, place and day of an incident."""
    place = incident.place
    where = place.name or place.text if place else ""
    return phrases.area(place), where, phrases.stretch(*incident.moment.days) if incident.moment else ""


def _effect_cells(e: Effect, phrases: Phrases) -> tuple[str, str, str, str]:
    state = phrases.enum(e.state, "effect_state")
    if e.restored:
        state = ", ".join([state, phrases.messages.say("ledger.restored")])
    rests = " ".join((*e.claims, *e.restored, *e.none))
    return phrases.enum(e.effect, "effect"), state, _numbers(e.numbers, phrases), rests


def _start(incident: Incident) -> dt.datetime:
    return incident.moment.start if incident.moment else dt.datetime.max.replace(tzinfo=dt.UTC)


def _numbers(versions: Sequence[Version], phrases: Phrases) -> str:
    """``killed: 5 (sources of Arvia), at least 6 (sources of Orvia)``."""
    return "; ".join(
        f"{phrases.messages.say(f'counted.{v.field}')}: "
        + ", ".join(f"{_value(x.value, phrases)} ({phrases.voices(x.parties)})" for x in v.values)
        for v in versions
    )


def _value(written: str, phrases: Phrases) -> str:
    low, dots, high = written.partition("..")
    ends = (low, high) if dots else (low, low)
    return phrases.bounds(*(float(n) if n else None for n in ends))


def _table(name: str, rows: Sequence[tuple[str, ...]], phrases: Phrases) -> Table:
    say = phrases.messages.say
    head = tuple(say(f"ledger.{name}.head").split(" | "))
    return Table(title=say(f"ledger.{name}.title"), head=head, rows=tuple(rows), note=say(f"ledger.{name}.note"))
