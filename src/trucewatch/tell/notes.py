"""Notes: what stands behind each sentence, in a form that both renderings share.

A sentence that rests on few records carries a mark for each; one that rests on many (a count, say) carries a single
mark to a note that lists them, and each of those has its own note: every number unfolds.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from trucewatch.records import (
    Agreement,
    Case,
    Claim,
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
    Report,
    Section,
    Sentence,
)
from trucewatch.tell.brief_incidents import short
from trucewatch.tell.phrases import Phrases
from trucewatch.tell.view import CaseView

FEW = 4
"""How many marks a sentence carries at most before they are gathered in one note."""

_AROUND = 140


@dataclass(frozen=True)
class Context:
    """A quote in its surroundings: text before, the quote, text after; ``cut`` where the report goes on."""

    before: str
    quote: str
    after: str


@dataclass(frozen=True)
class Note:
    """``label`` names the record's kind, ``lines`` are (name, text); a gathering note has ``members`` instead."""

    number: int
    record: str
    label: str
    lines: tuple[tuple[str, str], ...] = ()
    context: Context | None = None
    url: str | None = None
    members: tuple[int, ...] = ()


@dataclass
class Notes:
    """The notes of one edition, numbered as the text comes to them. ``gathered``: by note, those that list it."""

    view: CaseView
    phrases: Phrases
    numbers: dict[tuple[str, ...], int] = field(default_factory=dict)
    gathered: dict[int, list[int]] = field(default_factory=dict)

    @classmethod
    def of(cls, edition: Edition, view: CaseView, phrases: Phrases) -> Notes:
        """Numbers every record that a sentence of the edition rests on."""
        notes = cls(view, phrases)
        for sentence in sentences(edition.sections):
            notes._mark(sentence.rests_on)
        return notes

    def _mark(self, rests_on: tuple[str, ...]) -> None:
        known = rests_on in self.numbers
        together = self._number(rests_on) if len(rests_on) > FEW else None
        members = [self._number((record,)) for record in rests_on]
        if together is not None and not known:
            for n in members:
                self.gathered.setdefault(n, []).append(together)

    def _number(self, key: tuple[str, ...]) -> int:
        return self.numbers.setdefault(key, len(self.numbers) + 1)

    def marks_of(self, sentence: Sentence) -> tuple[int, ...]:
        """The numbers of the notes that a sentence leads to."""
        if len(sentence.rests_on) > FEW:
            return (self.numbers[sentence.rests_on],)
        return tuple(self.numbers[(r,)] for r in sentence.rests_on)

    def all(self) -> Iterator[Note]:
        """The notes in order."""
        for key, number in self.numbers.items():
            if len(key) == 1:
                yield self._note(number, key[0])
            else:
                members = tuple(self.numbers[(r,)] for r in key)
                yield Note(number, "", self.phrases.messages.say("note.together"), members=members)

    def _note(self, number: int, record: str) -> Note:
        found = self.view.find(record)
        say = self.phrases.messages.say
        if found is None:
            return Note(number, record, say("note.unknown"))
        if isinstance(found, Claim):
            return self._claim(number, found)
        if isinstance(found, Report):
            lines = tuple(self._report(found))
            return Note(number, record, say("note.report_record"), lines=lines, url=found.url)
        label = say(f"note.{found.kind_name}")
        return Note(number, record, label, lines=tuple(("", t) for t in _plain(found)))

    def _claim(self, number: int, claim: Claim) -> Note:
        say = self.phrases.messages.say
        report = self.view.reports.get(claim.report)
        lines = [(say("note.quoted"), f"“{claim.quote}”"), (say("note.source"), self._source(claim))]
        if report is not None:
            lines.append((say("note.outlet"), self._outlet(report)))
        if claim.places:
            places = say("list.semicolon").join(self.phrases.where(p) for p in claim.places)
            lines.append((say("note.place"), places))
        if claim.time is not None:
            lines.append((say("note.time"), self.phrases.when(claim.time)))
        if report is None:
            lines.append((say("note.report"), say("note.no_report")))
            return Note(number, claim.id, say("note.claim"), lines=tuple(lines))
        lines.extend(self._custody(report))
        context = _context(claim, report)
        return Note(number, claim.id, say("note.claim"), lines=tuple(lines), context=context, url=report.url)

    def _source(self, claim: Claim) -> str:
        say, source = self.phrases.messages.say, claim.source
        if source.text is None:
            return say("note.own_voice")
        key = "note.cued" if claim.cue else "note.named"
        side = self.phrases.party(source.party)
        return say(key, text=source.text, side=side, role=source.role.value, cue=claim.cue or "")

    def _outlet(self, report: Report) -> str:
        p = self.phrases
        return p.messages.say(
            "note.outlet_line",
            outlet=p.outlet(report.outlet),
            affiliation=p.affiliation(report.outlet),
            grade=p.messages.say("method.graded", reliability=p.reliability(report.outlet)),
            published=p.published(report),
        )

    def _report(self, report: Report) -> Iterator[tuple[str, str]]:
        yield self.phrases.messages.say("note.outlet"), self._outlet(report)
        yield from self._custody(report)

    def _custody(self, report: Report) -> Iterator[tuple[str, str]]:
        say = self.phrases.messages.say
        at = "" if report.row is None else ", " + say("note.line", row=report.row)
        yield say("note.report"), f"{report.doc}{at}"
        yield say("note.original"), report.original.sha256 if report.original else say("note.no_original")


def unfold(record: str, view: CaseView, phrases: Phrases) -> Note | None:
    """The note on a record by its id; an incident also by an id that it had before. None where the view holds none."""
    found = view.find(record)
    return Notes(view, phrases)._note(0, found.id) if found is not None else None


def sentences(sections: tuple[Section, ...]) -> Iterator[Sentence]:
    """Every sentence of the sections, in reading order."""
    for section in sections:
        yield from section.sentences
        yield from sentences(section.sections)


def _context(claim: Claim, report: Report) -> Context | None:
    """None where the report's text does not hold the quote at its offsets: nothing is marked that is not there."""
    text = report.text
    if text[claim.start : claim.end] != claim.quote:
        return None
    first, last = max(0, claim.start - _AROUND), min(len(text), claim.end + _AROUND)
    before, after = text[first : claim.start], text[claim.end : last]
    return Context(("… " if first else "") + before, claim.quote, after + (" …" if last < len(text) else ""))


def _plain(record: Record) -> Iterator[str]:
    """What a note says of a record that is no claim: enough to find it, nothing that the text does not carry."""
    match record:
        case Incident():
            yield ", ".join(short(c) for c in (*record.claims, *record.denials, *record.mentions))
            yield from record.why
        case Finding() | Corroboration() | Progress() | Grade():
            yield f"{record.rule}: {record.reason}"
        case FindingSummary():
            yield record.reason
        case Network():
            yield "; ".join(n.name for n in record.nodes)
        case Position() | Exchange() | Effect() | KnockOn():
            yield record.rule
        case ExchangeTotal():
            yield f"{record.rule}: {record.reason}"
        case Agreement() | Case():
            yield f"{record.code}: {record.title}"
        case Pass():
            yield f"{record.reader}; {short(record.report)}"
        case Failure():
            yield f"{record.where}: {record.what}; {record.mend}"
        case Decision():
            yield f"{record.author}, {record.at:%Y-%m-%dT%H:%MZ}: {record.action.value}"
        case Observation():
            where = f"{record.point.lat}, {record.point.lon}" if record.point else record.area or str(record.box)
            yield f"{record.sensor}, {record.moment.start:%Y-%m-%dT%H:%MZ}, {where}"
