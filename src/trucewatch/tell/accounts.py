"""Accounts told: who said it, naming whom, in which words, where that can be read. Nothing that no source said."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from trucewatch.language.alignment import alignment
from trucewatch.records import Claim, Sentence
from trucewatch.tell.counted import words_for
from trucewatch.tell.denials import words_of
from trucewatch.tell.period import OUTLET, Period
from trucewatch.tell.phrases import Phrases
from trucewatch.tell.writing import sentence
from trucewatch.values.vocabularies import Kind, Modality, Polarity

ACTS = frozenset(
    {
        Kind.ATTACK,
        Kind.INTERCEPTION,
        Kind.CLASH,
        Kind.CONTROL,
        Kind.DEPLOYMENT,
        Kind.OBSTRUCTION,
        Kind.DETENTION,
    }
)
"""Kinds told among the incidents."""

EFFECTS = (Kind.OUTAGE, Kind.DAMAGE, Kind.DISPLACEMENT)
"""Kinds told among the effects, in the order of the report."""

_ALLEGED = ACTS | {Kind.ACCUSATION}
_CLAIMED = frozenset({*EFFECTS, Kind.CASUALTIES})


def by_side(claims: Iterable[Claim], period: Period, phrases: Phrases) -> tuple[Sentence, ...]:
    """One sentence for each side and whom it names: its first account in its own words, the others in the notes."""
    return _told(claims, period, phrases, lambda c: (period.voice(c), verb_key(c), *_named(c)), setting=False)


def each(claims: Iterable[Claim], period: Period, phrases: Phrases) -> tuple[Sentence, ...]:
    """One sentence for each account, with its place, time and numbers; the same words carried by several reports, or
    read as several claims, make one."""
    said = lambda c: (period.voice(c), verb_key(c), plain_words(c.quote))  # noqa: E731 - a key
    return _told(claims, period, phrases, said, setting=True)


_MARKS = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "“": '"', "”": '"', "„": '"', "–": "-", "—": "-", "‑": "-"})


def plain_words(quote: str) -> str:
    """The words without what differs from one outlet's typing to another's: case, spacing, the shape of marks."""
    return " ".join(quote.split()).casefold().translate(_MARKS)


def _told(
    claims: Iterable[Claim], period: Period, phrases: Phrases, key: Callable[[Claim], tuple[str, ...]], *, setting: bool
) -> tuple[Sentence, ...]:
    groups: dict[tuple[str, ...], list[Claim]] = {}
    for claim in sorted(claims, key=period.order):
        groups.setdefault(key(claim), []).append(claim)
    told = sorted(groups.values(), key=lambda same: (phrases.voice_rank(period.voice(same[0])), period.order(same[0])))
    return tuple(_account(same, period, phrases, setting=setting) for same in told)


def _named(claim: Claim) -> tuple[str, str]:
    if claim.actor is None:
        return ("", "")
    return (claim.actor.party or "", "" if claim.actor.party else (claim.actor.text or "").casefold())


def verb_key(claim: Claim) -> str:
    """The verb for a claim: by kind, polarity and modality alone, never by who speaks."""
    if claim.polarity is Polarity.NEGATED:
        return f"verb.negative_{claim.kind.value}" if claim.kind in _CLAIMED else "verb.denied"
    if claim.modality is not Modality.ACTUAL:
        return f"verb.{claim.modality.value}"
    return "verb.alleged" if claim.kind in _ALLEGED else "verb.claimed" if claim.kind in _CLAIMED else "verb.stated"


def _account(same: Sequence[Claim], period: Period, phrases: Phrases, *, setting: bool) -> Sentence:
    claim, say = same[0], phrases.messages.say
    voice, words = period.voice(claim), words_of(claim, period.view.reports.get(claim.report))
    details = _details(claim, phrases) if setting else []
    others = len({(c.report, plain_words(c.quote)) for c in same}) - 1  # words read as several claims are one account
    text = say(
        "account.line",
        voice=phrases.opening(called(claim, voice, phrases)),
        verb=say(verb_key(claim)),
        naming=_naming(claim, phrases),
        quote=words.text,
        cut=say("account.cut") if words.more else "",
        who=carried(claim, period, phrases),
        details=say("account.details", details=say("list.semicolon").join(details)) if details else "",
        further=phrases.messages.number("account.further", others) if others else "",
    )
    return sentence(text, (c.id for c in same))


def carried(claim: Claim, period: Period, phrases: Phrases) -> str:
    """In whose words, through which outlet and when, as far as the voice does not say it."""
    say, report = phrases.messages.say, period.view.reports.get(claim.report)
    outlet, published = phrases.outlet(report.outlet) if report else claim.doc, phrases.stamp(report)
    if period.voice(claim).startswith(OUTLET):
        return say("account.at", published=published)
    if claim.source.text is None:
        return say("account.by", outlet=outlet, published=published)
    return say("account.through", source=claim.source.text, outlet=outlet, published=published)


def called(claim: Claim, voice: str, phrases: Phrases) -> str:
    """Who vouches; of a source of no party the words that call it aligned with one, where there are such."""
    called = None if voice else alignment(claim.source.text)
    return phrases.messages.say("party.aligned", words=called) if called else phrases.voices((voice,))


def _naming(claim: Claim, phrases: Phrases) -> str:
    """Whom the account names as the actor of an act; of a denial, whom it speaks of."""
    say = phrases.messages.say
    denied = claim.polarity is Polarity.NEGATED
    if claim.actor is None:
        return say("account.naming_nobody") if claim.kind in ACTS and not denied else ""
    if claim.kind not in ACTS:
        return ""
    whom = phrases.party(claim.actor.party) if claim.actor.party else f"“{claim.actor.text}”"
    return say("account.denied_of" if denied else "account.naming", whom=whom)


def _details(claim: Claim, phrases: Phrases) -> list[str]:
    found = []
    if claim.places:
        found.append(phrases.messages.listed(sorted({phrases.spot(p) for p in claim.places})))
    if claim.time:
        found.append(phrases.when(claim.time, words=False))
    for count in claim.counts:
        words = words_for(count, claim, phrases.bounds(count.low, count.high), beside=True)
        found.append(phrases.count(count.model_copy(update={"text": words})))
    return found
