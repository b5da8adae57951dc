"""The situation report for one day: the sections in the order that missions use, every sentence with its records."""

from __future__ import annotations

import datetime as dt
import re
from typing import Self

from pydantic import AwareDatetime, ValidationInfo, field_validator, model_validator

from trucewatch.records import Edition, Section, identified
from trucewatch.tell.accounts import sentence
from trucewatch.tell.brief_claims import casualties, confidence, denials, effects
from trucewatch.tell.brief_incidents import incidents
from trucewatch.tell.brief_limits import annex, limits, method
from trucewatch.tell.brief_positions import positions
from trucewatch.tell.brief_summary import summary
from trucewatch.tell.brief_terms import agreements
from trucewatch.tell.period import Period, period_of
from trucewatch.tell.phrases import Phrases, number
from trucewatch.tell.view import CaseView
from trucewatch.tell.words import messages
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


def situation_report(view: CaseView, params: BriefParameters) -> Edition:
    """The edition for the local day ``params.date``: reports published up to the cut-off count, and the reporting
    period runs from the cut-off of the day before (24 hours; 23 or 25 where the clocks change).

    Derived state is taken as the view has it; what rests on later reports is left out. For an earlier day derive
    the view from the truth up to that cut-off: then nothing needs leaving out. Same view and parameters, same bytes.
    """
    phrases = Phrases(view.case, params.zone, messages(params.language))
    period = period_of(view, params.cutoff.astimezone(dt.UTC), params.zone)
    sections = (
        _head(period, phrases),
        summary(period, phrases),
        agreements(period, phrases, params.date),
        incidents(period, phrases),
        denials(period, phrases),
        effects(period, phrases),
        casualties(period, phrases),
        confidence(period, phrases),
        positions(period, phrases),
        limits(period, phrases),
        method(period, phrases),
        annex(period, phrases),
    )
    title = phrases.messages.say("title.report", case=view.case.title, date=phrases.day(params.date))
    return identified(
        Edition,
        case=view.case.code,
        title=title,
        date=params.date,
        zone=params.zone,
        cutoff=period.window.end,
        program=params.program,
        inputs=view.inputs,
        derived=view.derived,
        sections=sections,
    )


def _head(period: Period, phrases: Phrases) -> Section:
    say, case, window = phrases.messages.say, period.view.case, period.window
    start, end = phrases.instant(window.start), phrases.instant(window.end)
    found = [
        sentence(say("head.period", start=start, end=end, zone=phrases.zone, hours=number(window.hours)), [case.id])
    ]
    if window.hours != 24:
        found.append(sentence(say("head.clocks"), [case.id]))
    found.append(sentence(say("head.cutoff", end=end, zone=phrases.zone), [case.id]))
    undated = sorted(r.id for r in period.view.reports.values() if r.published is None)
    if undated:
        found.append(sentence(phrases.messages.number("head.undated", len(undated)), undated))
    reviews = sorted(period.view.decisions)
    if reviews:
        found.append(sentence(phrases.messages.number("head.reviewed", len(reviews)), reviews))
    else:
        found.append(sentence(say("head.unreviewed"), [case.id]))
    return Section(title=say("title.head"), sentences=tuple(found))
