"""What examples alone show: claims that no rule reads, set apart with their odds until a person has looked at them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from trucewatch.records import Claim, Incident, Section, Sentence, Why
from trucewatch.tell.accounts import called, carried, plain_words
from trucewatch.tell.denials import words_of
from trucewatch.tell.incident_words import heading
from trucewatch.tell.period import Period
from trucewatch.tell.phrases import Phrases
from trucewatch.tell.writing import listing, paragraph, section, sentence
from trucewatch.values.vocabularies import Modality, Polarity


def seen(period: Period, phrases: Phrases) -> Section:
    """Every claim of the period that was seen by example alone, in its own words, with what it was taken for."""
    say, found = phrases.messages.say, [c for c in period.seen if period.within(c)]
    note = paragraph([sentence(say("seen.note"), [c.id for c in found])] if found else ())
    beside = {c: i for _, i in sorted(period.incidents.items()) for c in i.seen}
    told = listing(
        _line(same, beside.get(same[0].id), period, phrases)
        for same in _alike(found, period, lambda c: beside[c.id].id if c.id in beside else "")
    )
    return section("seen", say("title.seen"), (*note, *told))


def seen_of(incident: Incident, period: Period, phrases: Phrases) -> list[Sentence]:
    """Those of the period that may speak of this incident, marked as what they are."""
    mine = [c for c in period.seen if c.id in incident.seen and period.within(c)]
    say = phrases.messages.say
    told = _alike(mine, period, lambda _: "")
    return [sentence(say("seen.within", **_told(same, period, phrases)), (c.id for c in same)) for same in told]


def odds_of(why: Why | None, phrases: Phrases) -> str:
    """``odds 0.98 that “brought” heads such a claim (alleged interception)``."""
    example = why.example if why else None
    if example is None:
        return phrases.messages.say("seen.no_odds")
    kind = phrases.messages.say(f"kind.{example.kind}")
    return phrases.messages.say("seen.odds", odds=example.odds, word=example.word, kind=kind)


def _alike(claims: Iterable[Claim], period: Period, beside: Callable[[Claim], str]) -> list[list[Claim]]:
    """The claims, those together that several reports carry in the same words; each group by its first."""
    groups: dict[tuple[str, ...], list[Claim]] = {}
    for c in claims:
        read = c.kind.value, c.polarity.value, c.modality.value, period.voice(c)
        groups.setdefault((*read, plain_words(c.quote), beside(c)), []).append(c)
    return list(groups.values())


def _line(same: Sequence[Claim], incident: Incident | None, period: Period, phrases: Phrases) -> Sentence:
    say = phrases.messages.say
    beside = say("seen.beside", incident=heading(incident, phrases)) if incident else ""
    return sentence(say("seen.line", beside=beside, **_told(same, period, phrases)), (c.id for c in same))


def _told(same: Sequence[Claim], period: Period, phrases: Phrases) -> dict[str, str]:
    claim, say = same[0], phrases.messages.say
    words = words_of(claim, period.view.reports.get(claim.report))
    moods = [] if claim.polarity is Polarity.AFFIRMED else ["negated"]
    moods += [] if claim.modality is Modality.ACTUAL else [claim.modality.value]
    example = claim.why.example if claim.why else None
    return {
        "kind": phrases.enum(claim.kind, "kind"),
        "mood": "".join(say(f"seen.mood.{m}") for m in moods),
        "odds": say("seen.given", odds=example.odds, word=example.word) if example else say("seen.no_odds"),
        "voice": called(claim, period.voice(claim), phrases),
        "quote": words.text,
        "cut": say("account.cut") if words.more else "",
        "who": carried(claim, period, phrases),
        "further": phrases.messages.number("account.further", len(same) - 1) if len(same) > 1 else "",
    }
