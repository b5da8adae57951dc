"""One claim, told: who said it, through whom, when, and the words themselves. Nothing that no source said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from trucewatch.records import Claim, Sentence
from trucewatch.tell.period import Period
from trucewatch.tell.phrases import Phrases
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


def sentence(text: str, rests_on: Iterable[str]) -> Sentence:
    """A sentence with the records it rests on: each once, in the order given."""
    return Sentence(text=text, rests_on=tuple(dict.fromkeys(rests_on)))


def accounts(claims: Sequence[Claim], period: Period, phrases: Phrases, *, setting: bool) -> tuple[Sentence, ...]:
    """One sentence for each account, sorted by the source's party; the same words carried by several outlets make one.

    ``setting``: tell place and time too (for claims told outside their incident).
    """
    ordered = sorted(claims, key=lambda c: (_saying(c), period.order(c)))
    told = [list(same) for _, same in groupby(ordered, key=_saying)]
    told.sort(key=lambda same: (same[0].source.party is None, same[0].source.party or "", period.order(same[0])))
    return tuple(_account(same, period, phrases, setting=setting) for same in told)


def _saying(claim: Claim) -> tuple[str, ...]:
    """Two claims with the same key are one account that several reports carry."""
    source = claim.source
    if source.text is None:
        return ("own voice", claim.id)
    words = " ".join(claim.quote.split()).casefold()
    actor = (claim.actor.text or "").casefold() if claim.actor else ""
    return (source.party or "", source.text.casefold(), words, claim.polarity, claim.modality, actor)


def verb_key(claim: Claim) -> str:
    """The verb for a claim: by kind, polarity and modality alone, never by who speaks."""
    if claim.polarity is Polarity.NEGATED:
        return "verb.denied"
    if claim.modality is not Modality.ACTUAL:
        return f"verb.{claim.modality.value}"
    return "verb.alleged" if claim.kind in _ALLEGED else "verb.claimed" if claim.kind in _CLAIMED else "verb.stated"


def _account(same: Sequence[Claim], period: Period, phrases: Phrases, *, setting: bool) -> Sentence:
    claim, say = same[0], phrases.messages.say
    reports = [period.view.reports.get(c.report) for c in same]
    carriers = phrases.messages.listed(
        say("account.carrier", outlet=phrases.outlet(r.outlet) if r else c.doc, published=phrases.published(r))
        for c, r in zip(same, reports, strict=True)
    )
    verb = say(verb_key(claim))
    details = _details(claim, phrases, setting=setting)
    after = say("account.details", details=say("list.semicolon").join(details)) if details else ""
    slots = {"verb": verb, "quote": claim.quote, "carriers": carriers, "after": after}
    if claim.source.text is None:
        text = say("account.own_voice", **slots)
    else:
        text = say("account.named", source=claim.source.text, side=phrases.party(claim.source.party), **slots)
    return sentence(text, (c.id for c in same))


def _details(claim: Claim, phrases: Phrases, *, setting: bool) -> list[str]:
    say = phrases.messages.say
    found = []
    speaks = claim.actor is not None and claim.actor.text == claim.source.text
    if claim.actor and not speaks:
        found.append(say("account.actor", text=claim.actor.text, side=phrases.party(claim.actor.party)))
    elif not claim.actor and claim.kind in ACTS:
        found.append(say("account.no_actor"))
    if setting and claim.places:
        listed = phrases.messages.listed(sorted(phrases.where(p) for p in claim.places))
        found.append(say("account.place", place=listed))
    if setting and claim.time:
        found.append(say("account.time", time=phrases.when(claim.time)))
    found.extend(phrases.count(c) for c in claim.counts)
    return found
