"""Agreements in force and how each party reads them, side by side, in order of the parties' codes."""

from __future__ import annotations

import datetime as dt

from trucewatch.records import Agreement, Reading, Section, Sentence
from trucewatch.tell.accounts import sentence
from trucewatch.tell.brief_summary import row
from trucewatch.tell.period import Period
from trucewatch.tell.phrases import Phrases


def agreements(period: Period, phrases: Phrases, date: dt.date) -> Section:
    """One subsection for each agreement file: provisions, readings beside one another, declarations up to ``date``."""
    say = phrases.messages.say
    files = sorted(period.view.agreements.values(), key=lambda a: a.code)
    if not files:
        nothing = (sentence(say("terms.none"), [period.view.case.id]),)
        return Section(title=say("title.agreements"), sentences=nothing)
    return Section(title=say("title.agreements"), sections=tuple(_agreement(a, period, phrases, date) for a in files))


def _agreement(agreement: Agreement, period: Period, phrases: Phrases, date: dt.date) -> Section:
    say, rests = phrases.messages.say, [agreement.id]
    sides = phrases.messages.listed(phrases.party(p) for p in sorted(agreement.parties))
    found = [sentence(say("terms.between", agreement=agreement.title, parties=sides), rests)]
    if agreement.mediators:
        mediators = phrases.messages.listed(phrases.party(p) for p in sorted(agreement.mediators))
        found.append(sentence(say("terms.mediated", parties=mediators), rests))
    provisions = sorted(agreement.provisions, key=lambda p: p.id)
    found.extend(sentence(say("terms.provision", id=p.id, text=p.text, source=p.source), rests) for p in provisions)
    readings = sorted(agreement.readings, key=lambda r: (r.of, r.id))
    found.append(sentence(say("terms.hindsight"), rests))
    found.extend(sentence(_running(r, phrases, date), rests) for r in readings)
    sections = [Section(title=say("title.readings"), sentences=tuple(_table(readings, agreement, phrases)))]
    done = _progress(agreement, period, phrases)
    if done:
        sections.append(Section(title=say("title.progress"), sentences=tuple(done)))
    notes = [sentence(say("terms.note", party=phrases.party(r.of), note=r.note), rests) for r in readings if r.note]
    if notes:
        sections.append(Section(title=say("title.reading_notes"), sentences=tuple(notes)))
    declared = _declarations(agreement, phrases, date)
    if declared:
        sections.append(Section(title=say("title.declarations"), sentences=tuple(declared)))
    return Section(title=agreement.title, sentences=tuple(found), sections=tuple(sections))


def _progress(agreement: Agreement, period: Period, phrases: Phrases) -> list[Sentence]:
    """How far what the provisions require has come by what was reported, under each reading."""
    say, found = phrases.messages.say, []
    mine = (p for p in period.view.progress.values() if p.agreement == agreement.code)
    for p in sorted(mine, key=lambda p: (p.provision, p.reading)):
        missing = say("finding.missing", missing=say("list.semicolon").join(p.missing)) if p.missing else ""
        text = say(
            "terms.progress",
            reason=" ".join(p.reason.split()).rstrip("."),
            state=phrases.enum(p.state, "progress"),
            rule=p.rule,
            missing=missing,
        )
        found.append(sentence(text, [*p.claims, p.id, agreement.id]))
    return found


def last_day(reading: Reading) -> dt.date | None:
    """The last local day of a reading's period, included; None where it is open."""
    p = reading.period
    return p.end if p.days is None else p.start + dt.timedelta(days=p.days - 1)


def _running(reading: Reading, phrases: Phrases, date: dt.date) -> str:
    last = last_day(reading)
    key = "before" if date < reading.period.start else "after" if last is not None and date > last else "within"
    return phrases.messages.say(f"terms.{key}", party=phrases.party(reading.of), date=phrases.day(date))


def _table(readings: list[Reading], agreement: Agreement, phrases: Phrases) -> list[Sentence]:
    say, rests = phrases.messages.say, [agreement.id]
    found = [row((say("terms.reading"), say("terms.period"), say("terms.scope"), say("terms.source")), rests)]
    for r in readings:
        last = last_day(r)
        period = (
            phrases.stretch(r.period.start, last)
            if last
            else say("terms.open_period", start=phrases.day(r.period.start))
        )
        scope = say("list.semicolon").join(phrases.enum(t, "target") for t in r.scope.target_classes)
        cells = (phrases.party(r.of), period, scope or say("terms.whole_scope"), r.source or say("terms.no_source"))
        found.append(row(cells, rests))
    return found


def _declarations(agreement: Agreement, phrases: Phrases, date: dt.date) -> list[Sentence]:
    say, rests = phrases.messages.say, [agreement.id]
    made = sorted(
        (d for d in agreement.declarations if d.date <= date),
        key=lambda d: (d.date, d.proposal, d.party, d.stance.value, d.source),
    )
    if not made:
        return []
    head = (say("terms.day"), say("terms.party"), say("terms.proposal"), say("terms.stance"), say("terms.source"))
    found = [row(head, rests)]
    for d in made:
        stance = phrases.enum(d.stance, "stance")
        if d.note:
            stance = say("terms.stance_note", stance=stance, note=d.note)
        cells = (phrases.day(d.date), phrases.party(d.party), proposal_name(agreement, d.proposal), stance, d.source)
        found.append(row(cells, rests))
    return found


def proposal_name(agreement: Agreement | None, proposal: str) -> str:
    """The first name by which the agreement file calls a proposal; its id where there is none."""
    known = agreement.proposals if agreement else ()
    return next((p.names[0] for p in known if p.id == proposal), proposal)
