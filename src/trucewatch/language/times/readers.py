"""The readers of times by name: what each rule of the lexicon means, its matched groups read against the report's day.

A reader gives None, or raises ValueError, KeyError or OverflowError, where the words name no time ("31 June").
"""

from __future__ import annotations

from collections.abc import Mapping

from trucewatch.language.times import hours, lengths, named, relative
from trucewatch.language.times.reading import Reader

READERS: Mapping[str, Reader] = {
    "iso": named.iso,
    "slashed": named.slashed,
    "named_day": named.named_day,
    "day_range": named.day_range,
    "month": named.month_of,
    "year": named.year_of,
    "decade": named.decade,
    "short_decade": named.short_decade,
    "century": named.century,
    "season": named.season,
    "quarter": named.quarter,
    "week_of": named.week_of,
    "holiday": named.holiday,
    "weekday": relative.weekday_of,
    "which_unit": relative.which_unit,
    "which_day": relative.which_day,
    "near_day": relative.near_day,
    "overnight": relative.overnight,
    "night_into": relative.night_into,
    "running": relative.running,
    "ago": relative.ago,
    "from_anchor": relative.from_anchor,
    "part_alone": hours.part_alone,
    "hours_of": hours.hours_of,
    "clock": hours.clock,
    "spoken_clock": hours.spoken_clock,
    "noon": hours.noon,
    "span": lengths.span,
    "length": lengths.length,
    "weekdays": lengths.weekdays,
    "every": lengths.every,
    "adverb": lengths.adverb,
    "reference": lengths.reference,
}
