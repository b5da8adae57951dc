"""The situation report for one day: the sections in the order that missions use, every sentence with its records."""

from __future__ import annotations

import datetime as dt
import re
from typing import Self

from pydantic import AwareDatetime, ValidationInfo, field_validator, model_validator

from trucewatch.records import Edition, Section, identified
from trucewatch.records.edition import Block
from trucewatch.tell.brief_claims import confidence, effects
from trucewatch.tell.brief_corrections import Corrections
from trucewatch.tell.brief_disputes import disputes
from trucewatch.tell.brief_incidents import incidents
from trucewatch.tell.brief_limits import limits
from trucewatch.tell.brief_method import annex, method
from trucewatch.tell.brief_positions import positions
from trucewatch.tell.brief_seen import seen
from trucewatch.tell.brief_sensors import corroboration
from trucewatch.tell.brief_summary import figures_table, summary
from trucewatch.tell.brief_terms import agreements, files_of, terms_in_full
from trucewatch.tell.chart_days import daily
from trucewatch.tell.chart_map import map_of
from trucewatch.tell.chart_strips import strips
from trucewatch.tell.notes import Notes
from trucewatch.tell.period import Period, period_of
from trucewatch.tell.phrases import Phrases
from trucewatch.tell.view import CaseView
from trucewatch.tell.words import Messages, messages
from trucewatch.tell.writing import paragraph, section, sentence
from trucewatch.values.base import Value
from trucewatch.values.moment import zone_of

_CLOCK = re.compile(r"^([01]\d|2[0-3]):[0-5]\d$")


class BriefParameters(Value):
    """``date``: the local day in ``zone`` (IANA); ``cutoff``: the moment on that day up to which published reports
    count, or its clock time there (``06:00``, as a case has it); ``program``: name and version to put on the edition;
    ``language``: catalogue to write with."""

    date: dt.date
    zone: str
    cutoff: AwareDatetime
    program: str
    language: str = "en"

    @field_validator("cutoff", mode="before")
    @classmethod
    def _moment(cls, value: object, info: ValidationInfo) -> object:
        """A clock time is that of the day in the zone; an hour that the clocks skip is the hour after it."""
        date, zone = info.data.get("date"), info.data.get("zone")
        if not isinstance(value, str) or not _CLOCK.match(value) or date is None or zone is None:
            return value
        return dt.datetime.combine(date, dt.time.fromisoformat(value), tzinfo=zone_of(zone)).astimezone(dt.UTC)

    @field_validator("zone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        zone_of(value)
        return value

    @model_validator(mode="after")
    def _on_the_day(self) -> Self:
        local = self.cutoff.astimezone(zone_of(self.zone))
        if local.date() != self.date:
            raise ValueError(f"the cut-off {local.isoformat()} is not on {self.date} in {self.zone}")
        return self


def situation_report(view: CaseView, params: BriefParameters, words: Messages | None = None) -> Edition:
    """The edition for the local day ``params.date``: reports published up to the cut-off count, and the reporting
    period runs from the cut-off of the day before (24 hours; 23 or 25 where the clocks change).

    Derived state is taken as the view has it; what rests on later reports is left out. For an earlier day derive
    the view from the truth up to that cut-off: then nothing needs leaving out. The view's ``editions`` are those to
    compare with. ``words``: a catalogue in place of the language's own. Same view and parameters, same bytes.
    """
    phrases = Phrases(view.case, params.zone, words or messages(params.language))
    period = period_of(view, params.cutoff.astimezone(dt.UTC), params.zone)
    corrections = Corrections(period, phrases)
    sections = (
        _note(period, phrases),
        summary(period, phrases, corrections.summed()),
        _head(period, phrases),
        _figures(period, phrases),
        agreements(period, phrases, params.date, _strips(period, phrases)),
        incidents(period, phrases),
        disputes(period, phrases),
        corroboration(period, phrases),
        effects(period, phrases),
        confidence(period, phrases),
        positions(period, phrases),
        limits(period, phrases),
        seen(period, phrases),
        corrections.section(),
        method(period, phrases),
        annex(period, phrases),
        terms_in_full(period, phrases),
    )
    kept = tuple(s for s in sections if s.blocks or s.sections)
    return identified(
        Edition,
        case=view.case.code,
        title=phrases.messages.say("title.report", case=view.case.title, date=phrases.day(params.date)),
        date=params.date,
        zone=params.zone,
        cutoff=period.window.end,
        program=params.program,
        inputs=view.inputs,
        derived=view.derived,
        sections=kept,
        language=phrases.messages.language,
        notes=Notes.of(kept, view, phrases),
        told=corrections.told(period.current),
        compared=tuple(sorted(view.editions)),
    )


def _strips(period: Period, phrases: Phrases) -> dict[str, tuple[Block, ...]]:
    drawn = ((a.code, strips(a, period, phrases)) for a in files_of(period))
    return {code: (picture,) for code, picture in drawn if picture}


def _figures(period: Period, phrases: Phrases) -> Section:
    """The figures beside those of the day before, the days before it, the map."""
    table = figures_table(period, phrases)
    pictures = [p for p in (daily(period, phrases), map_of(period, phrases)) if p]
    return section(table.key, table.title, (*table.blocks, *pictures))


def _note(period: Period, phrases: Phrases) -> Section:
    """What the case's own file says that every reader has to know, before anything is told."""
    case = period.view.case
    said = [sentence(" ".join(case.note.split()), [case.id])] if case.note else []
    return section("note", phrases.messages.say("title.note"), paragraph(said) if said else ())


def _head(period: Period, phrases: Phrases) -> Section:
    say, case, window = phrases.messages.say, period.view.case, period.window
    start, end = phrases.instant(window.start), phrases.instant(window.end)
    hours = phrases.figure(window.hours)
    found = [sentence(say("head.period", start=start, end=end, zone=phrases.zone, hours=hours), [case.id])]
    if window.hours != 24:
        found.append(sentence(say("head.clocks"), [case.id]))
    undated = sorted(r.id for r in period.view.reports.values() if r.published is None)
    if undated:
        found.append(sentence(phrases.messages.number("head.undated", len(undated)), undated))
    reviews = sorted(period.view.decisions)
    if reviews:
        found.append(sentence(phrases.messages.number("head.reviewed", len(reviews)), reviews))
    else:
        found.append(sentence(say("head.unreviewed"), [case.id]))
    found.append(sentence(say("head.marks"), [case.id]))
    return section("head", say("title.head"), paragraph(found))
