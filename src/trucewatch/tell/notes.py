"""Notes: what stands behind each sentence, frozen with the edition.

A sentence that rests on few records carries a mark for each; one that rests on many (a count, say) carries a single
mark to a note that lists them. The note on a derived record names the notes of what it rests on in turn, so that from
every sentence the way leads to the words quoted, their outlet, time and original.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from trucewatch.records import (
    Claim,
    Corroboration,
    Decision,
    Edition,
    Effect,
    Exchange,
    ExchangeTotal,
    Finding,
    FindingSummary,
    Grade,
    Incident,
    Pass,
    Position,
    Progress,
    Report,
    Section,
    supported,
)
from trucewatch.records.edition import Context, Note, Supported
from trucewatch.tell.brief_seen import odds_of
from trucewatch.tell.denials import is_plain, span_of
from trucewatch.tell.denials import whole as whole_quote
from trucewatch.tell.incident_words import field_words
from trucewatch.tell.note_lines import plain
from trucewatch.tell.phrases import Phrases
from trucewatch.tell.view import CaseView
from trucewatch.values.vocabularies import Modality, Polarity

FEW = 4
"""How many marks a sentence carries at most before they are gathered in one note."""

_AROUND = 110


@dataclass
class Notes:
    """The notes of one edition, numbered as the text comes to what they stand behind."""

    view: CaseView
    phrases: Phrases
    numbers: dict[tuple[str, ...], int] = field(default_factory=dict)

    @classmethod
    def of(cls, sections: Iterable[Section], view: CaseView, phrases: Phrases) -> tuple[Note, ...]:
        """A note for every record that a sentence or row of the sections rests on, and for what these rest on."""
        notes = cls(view, phrases)
        for part in (p for s in sections for p in supported(s)):
            if len(part.rests_on) > FEW:
                notes._number(part.rests_on)
            for record in part.rests_on:
                notes._unfold(record)
        return tuple(notes._all())

    def _unfold(self, record: str) -> None:
        if (record,) in self.numbers:
            return
        self._number((record,))
        for beneath in self._beneath(record):
            self._unfold(beneath)

    def _beneath(self, record: str) -> tuple[str, ...]:
        """What a derived record rests on, as far as this view holds it."""
        found = self.view.find(record)
        named: tuple[str, ...] = ()
        match found:
            case Finding() | Position() | Progress() | Exchange() | ExchangeTotal() | Effect():
                named = found.claims
            case Grade():
                named = (*found.claims, *found.decisions)
            case Corroboration():
                named = (*found.claims, *found.observations)
            case Claim() | Pass():
                named = (found.report,)
            case FindingSummary():
                named = found.findings
            case Incident():
                named = (*found.claims, *found.denials)
            case Decision():
                named = found.subjects
        return tuple(r for r in dict.fromkeys(named) if self.view.find(r) is not None)

    def _number(self, key: tuple[str, ...]) -> int:
        return self.numbers.setdefault(key, len(self.numbers) + 1)

    def _all(self) -> Iterator[Note]:
        for key, number in list(self.numbers.items()):
            if len(key) == 1:
                note = self._note(number, key[0])
                members = tuple(self.numbers[(r,)] for r in self._beneath(key[0]) if (r,) in self.numbers)
                yield note.model_copy(update={"members": members}) if members else note
            else:
                members = tuple(self.numbers[(r,)] for r in key)
                yield Note(number=number, record="", label=self.phrases.messages.say("note.together"), members=members)

    def _note(self, number: int, record: str, *, whole: bool = False) -> Note:
        """``whole``: with the original of a claim's report, which in an edition stands in the report's own note."""
        found = self.view.find(record)
        say = self.phrases.messages.say
        if found is None:
            return Note(number=number, record=record, label=say("note.unknown"))
        if isinstance(found, Claim):
            return self._claim(number, found, whole=whole)
        if isinstance(found, Report):
            lines = tuple(self._report(found))
            return Note(number=number, record=record, label=say("note.report_record"), lines=lines, url=found.url)
        label = say(f"note.{found.kind_name}")
        lines = tuple(plain(found, self.view, self.phrases))
        return Note(number=number, record=found.id, label=label, lines=lines)

    def _claim(self, number: int, claim: Claim, *, whole: bool) -> Note:
        say = self.phrases.messages.say
        report = self.view.reports.get(claim.report)
        denied = claim.polarity is Polarity.NEGATED
        context = _context(claim, report) if report else None
        as_printed = claim.quote if is_plain(claim) else whole_quote(claim, report)
        lines = [] if context and not whole else [(say("note.quoted"), f"“{as_printed}”")]
        lines.append((say("note.source"), self._source(claim)))
        if report is not None:
            carried = self._outlet(report) if whole else self._carried(report)
            lines.append((say("note.outlet"), carried))
        read = [say("note.negated")] if denied else []
        if claim.modality is not Modality.ACTUAL:
            read.append(say(f"note.{claim.modality.value}"))
        if claim.places:
            read += [self.phrases.where(p) for p in claim.places]
        if claim.time is not None:
            read.append(self.phrases.when(claim.time))
        if claim.why and (claim.by_example or claim.why.example):
            odds = odds_of(claim.why, self.phrases)
            lines.append((say("note.seen" if claim.by_example else "note.seen_accepted"), odds))
        if claim.actor and claim.actor.text != claim.source.text:
            side = self.phrases.party(claim.actor.party)
            read.append(say("note.actor", text=claim.actor.text, side=side))
        if whole:
            bounds = self.phrases.bounds
            read += [f"{field_words(n.what.value, self.phrases)}: {bounds(n.low, n.high)}" for n in claim.counts]
        if read:
            lines.append((say("note.read"), say("list.semicolon").join(read)))
        if report is None:
            lines.append((say("note.report"), say("note.no_report")))
            return Note(number=number, record=claim.id, label=say("note.claim"), lines=tuple(lines))
        if whole:
            lines.extend(self._custody(report))
        return Note(
            number=number,
            record=claim.id,
            label=say("note.claim"),
            lines=tuple(lines),
            context=context,
            url=report.url if whole else None,
        )

    def _source(self, claim: Claim) -> str:
        say, source = self.phrases.messages.say, claim.source
        if source.text is None:
            return say("note.own_voice")
        key = "note.cued" if claim.cue else "note.named"
        side, role = self.phrases.party(source.party), self.phrases.enum(source.role, "role")
        return say(key, text=source.text, side=side, role=role, cue=claim.cue or "")

    def _carried(self, report: Report) -> str:
        p = self.phrases
        grade = p.messages.say("method.graded", reliability=p.reliability(report.outlet))
        return p.messages.say(
            "note.carried", outlet=p.outlet(report.outlet), grade=grade, published=p.published(report)
        )

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
        original = report.original.sha256 if report.original else say("note.no_original")
        yield say("note.report"), say("note.custody", doc=f"{report.doc}{at}", original=original)


def unfold(record: str, view: CaseView, phrases: Phrases) -> Note | None:
    """The note on a record by its id; an incident also by an id that it had before. None where the view holds none."""
    found = view.find(record)
    return Notes(view, phrases)._note(0, found.id, whole=True) if found is not None else None


class Marks:
    """The marks of an edition's sentences: the numbers of the notes that each leads to, and who leads to a note."""

    def __init__(self, edition: Edition) -> None:
        self._by_record: Mapping[str, int] = {n.record: n.number for n in edition.notes if n.record}
        self._together = {n.members: n.number for n in edition.notes if not n.record}
        self._notes = edition.notes

    def of(self, part: Supported) -> tuple[int, ...]:
        """The numbers of the notes that a sentence or row leads to."""
        numbers = tuple(self._by_record[r] for r in part.rests_on if r in self._by_record)
        return (self._together[numbers],) if len(part.rests_on) > FEW and numbers in self._together else numbers

    @cached_property
    def led_by(self) -> Mapping[int, tuple[int, ...]]:
        """By note, the notes that name it."""
        found: dict[int, list[int]] = {}
        for note in self._notes:
            for member in note.members:
                found.setdefault(member, []).append(note.number)
        return {n: tuple(by) for n, by in found.items()}


def _context(claim: Claim, report: Report) -> Context | None:
    """None where the report's text does not hold the quote at its offsets: nothing is marked that is not there. Around
    a denial, or what is not said to have been, stands the whole sentence at least, so that the words that say so are
    among it."""
    text = report.text
    if text[claim.start : claim.end] != claim.quote:
        return None
    first, last = max(0, claim.start - _AROUND), min(len(text), claim.end + _AROUND)
    if not is_plain(claim):
        begin, end = span_of(claim, report)
        first, last = min(first, begin), max(last, end)
    before, after = text[first : claim.start], text[claim.end : last]
    return Context(
        before=("… " if first else "") + before, quote=claim.quote, after=after + (" …" if last < len(text) else "")
    )
