"""Statistics as tables in words. Every count unfolds to the incidents behind it."""

from __future__ import annotations

from collections.abc import Iterator

from trucewatch.records import Ratio, Series, Statistics, SummaryState
from trucewatch.tell.ledgers import Table, phrases_of
from trucewatch.tell.phrases import Phrases
from trucewatch.tell.view import CaseView
from trucewatch.values.vocabularies import TargetClass


def statistics_tables(found: Statistics, view: CaseView) -> tuple[Table, ...]:
    """The series by day and by week, the ratios, the delay of reporting, the volume."""
    phrases = phrases_of(view)
    series = (_series(s, phrases) for s in found.series)
    return (*series, *_ratios(found, phrases), _delay(found, phrases), _volume(found, phrases))


def _head(key: str, phrases: Phrases, **slots: object) -> tuple[str, ...]:
    return tuple(phrases.messages.say(key, **slots).split(" | "))


def _key(key: str, by: str, phrases: Phrases) -> str:
    """A key in words: a party's name, a class's label, country and region; "none named" for none."""
    if not key:
        return phrases.messages.say("stats.none_named")
    if by == "actor" and key != "all":
        return phrases.party(key)
    if by == "class":
        return phrases.enum(TargetClass(key), "target")
    if by == "area":
        country, _, region = key.partition("/")
        if not country:
            return region
        words = phrases.country(country)
        return phrases.messages.say("place.area", country=words, admin1=region) if region else words
    if by == "status":
        provision, _, state = key.rpartition(": ")
        return f"{provision}: {phrases.enum(SummaryState(state), 'state')}"
    return key


def _series(s: Series, phrases: Phrases) -> Table:
    say = phrases.messages.say
    by = say(f"stats.by.{s.by}")
    whole = {True: say("stats.series.complete"), False: say("stats.series.incomplete")}
    rows = tuple(
        (
            phrases.day(c.first),
            _key(c.key, s.by, phrases),
            str(len(c.incidents)),
            whole[c.complete],
            " ".join(c.incidents),
        )
        for c in s.cells
    )
    step = say("stats.series.week" if s.step == 7 else "stats.series.day")
    title = say("stats.series.title", by=by, step=step)
    note = say("stats.series.note", n=len(s.left_out))
    return Table(title=title, head=_head("stats.series.head", phrases, by=by.capitalize()), rows=rows, note=note)


def _ratios(found: Statistics, phrases: Phrases) -> Iterator[Table]:
    if not found.ratios:
        return
    say, first = phrases.messages.say, found.ratios[0]
    yield Table(
        title=say("stats.ratio.title", since=phrases.day(first.since)),
        head=_head("stats.ratio.head", phrases, by=say("stats.by.actor").capitalize()),
        rows=tuple(_ratio_row(r, phrases) for r in found.ratios),
        note=say("stats.ratio.note", before=first.days_before, after=first.days_after),
    )


def _ratio_row(r: Ratio, phrases: Phrases) -> tuple[str, ...]:
    say = phrases.messages.say
    undefined = say("stats.ratio.undefined")
    if r.low is None:
        interval = undefined
    elif r.high is None:
        interval = say("stats.ratio.open", low=f"{r.low:.2f}")
    else:
        interval = say("stats.ratio.interval", low=f"{r.low:.2f}", high=f"{r.high:.2f}")
    return (
        _key(r.key, "actor", phrases),
        str(len(r.before)),
        str(len(r.after)),
        undefined if r.ratio is None else f"{r.ratio:.2f}",
        interval,
        undefined if r.p is None else f"{r.p:.3f}",
        str(len(r.left_out)),
    )


def _delay(found: Statistics, phrases: Phrases) -> Table:
    say, delay = phrases.messages.say, found.delay
    return Table(
        title=say("stats.delay.title"),
        head=_head("stats.delay.head", phrases),
        rows=tuple((str(w.days), f"{w.share:.0%}") for w in delay.within),
        note=say("stats.delay.note", n=delay.sample, left=delay.left_out),
    )


def _volume(found: Statistics, phrases: Phrases) -> Table:
    say = phrases.messages.say
    rows = tuple(
        (
            phrases.day(v.first) if v.first else say("stats.volume.whole"),
            *(str(n) for n in (v.claims, v.reports, v.origins, v.incidents)),
        )
        for v in (*found.weeks, found.volume)
    )
    return Table(say("stats.volume.title"), _head("stats.volume.head", phrases), rows, say("stats.volume.note"))
