"""What a note says of a record that is no claim: what it says, by which rule, for which reason."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from trucewatch.records import (
    Agreement,
    Case,
    Corroboration,
    Decision,
    Edition,
    Effect,
    Exchange,
    ExchangeTotal,
    Failure,
    Finding,
    FindingSummary,
    Grade,
    Incident,
    KnockOn,
    Network,
    Observation,
    Pass,
    Position,
    Progress,
    Record,
)
from trucewatch.tell.phrases import Phrases
from trucewatch.tell.view import CaseView
from trucewatch.tell.writing import clause, short

Lines = Iterator[tuple[str, str]]


def plain(record: Record, view: CaseView, phrases: Phrases) -> Lines:
    """The lines (name, text) of a record of any kind but claim and report."""
    return _WRITERS[type(record)](record, view, phrases)


def _incident(record: Incident, _view: CaseView, _phrases: Phrases) -> Lines:
    return (("", why) for why in record.why)


def _finding(record: Finding, view: CaseView, phrases: Phrases) -> Lines:
    agreement = view.agreement(record.agreement)
    of = next((r.of for r in agreement.readings if r.id == record.reading), None) if agreement else None
    yield phrases.messages.say("note.under"), phrases.party(of) if of else record.reading
    yield from _reasoned(record, view, phrases)


def _reasoned(record: Any, _view: CaseView, phrases: Phrases) -> Lines:
    say = phrases.messages.say
    yield say("note.reason"), clause(record.reason)
    missing = getattr(record, "missing", ())
    if missing:
        yield say("note.missing"), say("list.semicolon").join(missing)
    if hasattr(record, "rule"):
        yield say("note.rule"), record.rule


def _ruled(record: Any, _view: CaseView, phrases: Phrases) -> Lines:
    yield phrases.messages.say("note.rule"), record.rule


def _position(record: Position, view: CaseView, phrases: Phrases) -> Lines:
    if record.declaration:
        yield phrases.messages.say("note.declared"), record.declaration
    yield from _ruled(record, view, phrases)


def _file(record: Agreement | Case, _view: CaseView, phrases: Phrases) -> Lines:
    say = phrases.messages.say
    yield say("note.file"), f"{record.code}: {record.title}"
    if record.original:
        yield say("note.report"), say("note.custody", doc=record.original.name, original=record.original.sha256)


def _edition(record: Edition, _view: CaseView, phrases: Phrases) -> Lines:
    yield phrases.messages.say("note.date"), phrases.day(record.date)


def _pass(record: Pass, _view: CaseView, _phrases: Phrases) -> Lines:
    yield "", f"{record.reader}; {short(record.report)}"


def _failure(record: Failure, _view: CaseView, _phrases: Phrases) -> Lines:
    yield "", f"{record.where}: {record.what}; {record.mend}"


def _decision(record: Decision, _view: CaseView, phrases: Phrases) -> Lines:
    say = phrases.messages.say
    yield say("note.made"), f"{record.author}, {record.at:%Y-%m-%dT%H:%MZ}: {record.action.value}"
    if record.reason:
        yield say("note.reason"), f"“{record.reason}”"


def _observation(record: Observation, _view: CaseView, _phrases: Phrases) -> Lines:
    at = f"{record.moment.start:%Y-%m-%dT%H:%MZ}"
    where = f"{record.point.lat}, {record.point.lon}" if record.point else record.area or str(record.box)
    yield "", f"{record.sensor}, {at}, {where}"


def _network(record: Network, _view: CaseView, _phrases: Phrases) -> Lines:
    yield "", "; ".join(n.name for n in record.nodes)


_WRITERS: Mapping[type[Record], Callable[[Any, CaseView, Phrases], Lines]] = {
    Incident: _incident,
    Finding: _finding,
    FindingSummary: _reasoned,
    Grade: _reasoned,
    Progress: _reasoned,
    Corroboration: _reasoned,
    ExchangeTotal: _reasoned,
    Exchange: _ruled,
    Effect: _ruled,
    KnockOn: _ruled,
    Network: _network,
    Position: _position,
    Agreement: _file,
    Case: _file,
    Edition: _edition,
    Pass: _pass,
    Failure: _failure,
    Decision: _decision,
    Observation: _observation,
}
