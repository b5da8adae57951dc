"""Agreements in force under each reading on the day, side by side; the terms in full stand in an annex."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from trucewatch.records import Agreement, Reading, Section, Sentence
from trucewatch.records.edition import Block, Row
from trucewatch.tell.period import Period
from trucewatch.tell.phrases import Phrases
from trucewatch.tell.view import InForce
from trucewatch.tell.writing import clause, listing, paragraph, row, section, sentence, table


def files_of(period: Period) -> list[Agreement]:
    """The agreements in use, by code."""
    return sorted(period.view.agreements.values(), key=lambda a: a.code)


def readings_of(agreement: Agreement, phrases: Phrases) -> list[Reading]:
    """Its readings in the order of the parties."""
    return sorted(agreement.readings, key=lambda r: (phrases.rank(r.of), r.id))


def agreements(period: Period, phrases: Phrases, date: dt.date, strips: dict[str, tuple[Block, ...]]) -> Section:
    """One subsection for each agreement file; ``strips``: the drawing of the periods, by the agreement's code."""
    say = phrases.messages.say
    files = files_of(period)
    if not files:
        nothing = paragraph([sentence(say("terms.none"), [period.view.case.id])])
        return section("agreements", say("title.agreements"), nothing)
    parts = [
        section(
            f"agreement-{a.code}",
            a.title,
            (*_table(a, period, phrases, date), *paragraph(_progress(a, period, phrases)), *strips.get(a.code, ())),
        )
        for a in files
    ]
    return section("agreements", say("title.agreements"), sections=parts)


def _table(agreement: Agreement, period: Period, phrases: Phrases, date: dt.date) -> tuple[Block, ...]:
    say, rests = phrases.messages.say, [agreement.id]
    intro = sentence(
        say("terms.on_the_day", date=phrases.day(date), end=phrases.instant(period.window.end)),
        rests,
    )
    rows = [_reading(r, agreement, period, phrases) for r in readings_of(agreement, phrases)]
    head = [say(f"terms.{h}") for h in ("reading", "held", "period", "scope", "source")]
    return (*paragraph([intro]), *table(head, rows))


def _reading(reading: Reading, agreement: Agreement, period: Period, phrases: Phrases) -> Row:
    say = phrases.messages.say
    spans = spans_of(agreement.code, reading.id, period.view.in_force)
    end = period.window.end
    now = next((s for s in spans if s.start <= end and (s.end is None or end < s.end)), None)
    parts = []
    if now and now.held:
        parts.append(say("terms.in_force", provisions=phrases.messages.listed(now.held)))
    if now and now.suspended:
        parts.append(say("terms.suspended", provisions=phrases.messages.listed(now.suspended)))
    if now and now.unstated:
        parts.append(say("terms.unstated", provisions=phrases.messages.listed(now.unstated)))
    if not parts:
        held = [s for s in spans if s.held]
        key = "unknown" if not held else "before" if end < held[0].start else "after"
        parts.append(say(f"terms.{key}"))
    scope = say("list.semicolon").join(
        [*(phrases.enum(t, "target") for t in reading.scope.target_classes), *(w.value for w in reading.scope.weapons)]
    )
    cells = (
        phrases.party(reading.of),
        say("list.semicolon").join(parts),
        stretch_words(spans, reading, phrases),
        scope or say("terms.whole_scope"),
        reading.source or say("terms.no_source"),
    )
    return row(cells, [agreement.id])


def spans_of(code: str, reading: str, in_force: Sequence[InForce]) -> list[InForce]:
    """The spans of one reading, in order."""
    return sorted((s for s in in_force if (s.agreement, s.reading) == (code, reading)), key=lambda s: s.start)


def stretch_words(spans: Sequence[InForce], reading: Reading, phrases: Phrases) -> str:
    """From the first to the last moment that anything is in force, in local days; times other than midnights told."""
    say = phrases.messages.say
    held = [s for s in spans if s.held]
    if not held:
        return say("terms.unknown")
    zone = reading.period.zone or phrases.zone
    first, last = phrases.local(held[0].start, zone), held[-1].end
    start = phrases.day(first.date()) if first.time() == dt.time() else phrases.instant(held[0].start)
    if last is None:
        return say("terms.open_period", start=start)
    ended = phrases.local(last, zone)
    if ended.time() == dt.time() and first.time() == dt.time():
        words = phrases.stretch(first.date(), ended.date() - dt.timedelta(days=1))
    else:
        words = say("time.from_to", first=start, last=phrases.instant(last))
    return words if zone == phrases.zone else say("time.other_zone", time=words, zone=zone)


def _progress(agreement: Agreement, period: Period, phrases: Phrases) -> list[Sentence]:
    """How far what the provisions require has come by what was reported, under each reading."""
    say, found = phrases.messages.say, []
    mine = (p for p in period.view.progress.values() if p.agreement == agreement.code)
    for p in sorted(mine, key=lambda p: (p.provision, phrases.rank(p.reading))):
        missing = say("finding.missing", missing=say("list.semicolon").join(p.missing)) if p.missing else ""
        state = phrases.enum(p.state, "progress")
        text = say("terms.progress", reason=clause(p.reason), state=state, missing=missing)
        found.append(sentence(text, [*p.claims, p.id, agreement.id]))
    return found


def terms_in_full(period: Period, phrases: Phrases) -> Section:
    """The annex: provisions, notes on the readings and declarations, as the agreement files have them."""
    parts = [section(f"terms-{a.code}", a.title, listing(_full(a, phrases))) for a in files_of(period)]
    return section("terms", phrases.messages.say("title.terms"), sections=parts)


def _full(agreement: Agreement, phrases: Phrases) -> list[Sentence]:
    say, rests = phrases.messages.say, [agreement.id]
    sides = phrases.messages.listed(phrases.party(p) for p in sorted(agreement.parties, key=phrases.rank))
    found = [sentence(say("terms.between", parties=sides), rests)]
    if agreement.mediators:
        mediators = phrases.messages.listed(phrases.party(p) for p in sorted(agreement.mediators, key=phrases.rank))
        found.append(sentence(say("terms.mediated", parties=mediators), rests))
    texts = [
        say("terms.provision", id=p.id, text=clause(p.text), source=p.source)
        for p in sorted(agreement.provisions, key=lambda p: p.id)
    ]
    for r in readings_of(agreement, phrases):
        texts += _clauses(r, phrases)
    texts.append(say("terms.hindsight"))
    return [*found, *(sentence(text, rests) for text in texts)]


def _clauses(reading: Reading, phrases: Phrases) -> list[str]:
    say, party = phrases.messages.say, phrases.party(reading.of)
    found = [say("terms.note", party=party, note=clause(reading.note))] if reading.note else []
    if reading.reciprocity:
        found.append(say("terms.reciprocity", party=party, text=clause(reading.reciprocity.text)))
    return [*found, *(say("terms.open", party=party, text=clause(m.text)) for m in reading.open)]


def proposal_name(agreement: Agreement | None, proposal: str) -> str:
    """The first name by which the agreement file calls a proposal; its id where there is none."""
    known = agreement.proposals if agreement else ()
    return next((p.names[0] for p in known if p.id == proposal), proposal)
