"""What every foreign format is written from: an incident's accounts, each with who vouches for it and who denies it.

Formats whose unit is the event have no place for the claimant. So the words "alleged by" and "denied by" are put into
the values themselves, in the same form for every side, and the status stands beside them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from trucewatch.records import Action, Aspect, Claim, Decision, FindingSummary, Grade, Incident, Report, Status
from trucewatch.records.case import OWN_BODIES
from trucewatch.tell.denials import whole
from trucewatch.tell.phrases import Phrases
from trucewatch.tell.view import CaseView
from trucewatch.tell.words import Messages, messages
from trucewatch.values.count import Count, Sense
from trucewatch.values.party import members
from trucewatch.values.vocabularies import CountOf, Polarity, Weapon, denies_event

WORDS = "exports.en"
_RANK = {Status.ALLEGED: 0, Status.CORROBORATED: 1, Status.VERIFIED: 2}


@dataclass(frozen=True)
class Named:
    """A party that accounts name as actor, the voices that do so, and those that deny it; each sorted. ``decided``: a
    person decided that it was this party."""

    party: str
    by: tuple[str, ...]
    denied_by: tuple[str, ...]
    decided: bool = False


@dataclass(frozen=True)
class Range:
    """All that the accounts say of one number: lowest and highest, and each voice's own. ``high`` None: open."""

    low: float | int | None
    high: float | int | None
    said: tuple[tuple[str, Count], ...]


class Telling:
    """One view, told. Everything is sorted, so that the order of the view's mappings does not matter."""

    def __init__(self, view: CaseView) -> None:
        self.view = view
        self.words: Messages = messages(WORDS)
        self.phrases = Phrases(view.case, view.case.timezone, messages("en"))
        # the same few names, told for each of many claims
        self.party = lru_cache(maxsize=None)(self.phrases.party)
        self.outlet = lru_cache(maxsize=None)(self.phrases.outlet)
        self.registered = lru_cache(maxsize=None)(self.phrases.registered)

    @cached_property
    def incidents(self) -> tuple[Incident, ...]:
        """All incidents by id."""
        return tuple(sorted(self.view.incidents.values(), key=lambda i: i.id))

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """All claims by id."""
        return tuple(sorted(self.view.claims.values(), key=lambda c: c.id))

    @cached_property
    def grades(self) -> Mapping[str, tuple[Grade, ...]]:
        """Grades by incident: the event's first, then the actors' by code."""
        found: dict[str, list[Grade]] = {}
        for g in sorted(self.view.grades.values(), key=lambda g: (g.aspect is not Aspect.EVENT, g.actor or "", g.id)):
            found.setdefault(g.incident, []).append(g)
        return {k: tuple(v) for k, v in found.items()}

    @cached_property
    def verified(self) -> Mapping[str, tuple[Decision, ...]]:
        """Decisions by which a person verified a claim, or that an event took place, by the record that they name; that
        a party did it is another matter (``decided``)."""
        found: dict[str, list[Decision]] = {}
        for d in sorted(self.view.decisions.values(), key=lambda d: (d.at, d.id)):
            if d.action is Action.VERIFY and d.field != Aspect.ACTOR:
                for subject in d.subjects:
                    found.setdefault(self.view.redirects.get(subject, subject), []).append(d)
        return {k: tuple(v) for k, v in found.items()}

    def status(self, incident: Incident) -> Status:
        """Alleged, corroborated or verified: of the event itself, alleged where nothing graded it."""
        found = [g.status for g in self.grades.get(incident.id, ()) if g.aspect is Aspect.EVENT]
        return max(found, key=_RANK.__getitem__, default=Status.ALLEGED)

    def status_word(self, incident: Incident) -> str:
        """The status in words."""
        return self.words.say(f"status.{self.status(incident).value}")

    # -- the records behind an incident ------------------------------------------------------------------------------

    def accounts(self, incident: Incident) -> tuple[Claim, ...]:
        """Claims that affirm it, by id."""
        return self._all(incident.claims)

    def denials(self, incident: Incident) -> tuple[Claim, ...]:
        """Claims that deny that it took place, or who did it, by id: not those that deny an effect."""
        return tuple(c for c in self._all(incident.denials) if denies_event(c.kind, incident.kinds))

    def everything(self, incident: Incident) -> tuple[Claim, ...]:
        """Claims, denials and mentions, by id."""
        return self._all((*incident.claims, *incident.denials, *incident.mentions))

    def _all(self, ids: Iterable[str]) -> tuple[Claim, ...]:
        return tuple(self.view.claims[i] for i in sorted(set(ids)) if i in self.view.claims)

    def reports(self, incident: Incident) -> tuple[Report, ...]:
        """The reports that any of its claims stands in, by publication and id; undated ones last."""
        ids = {c.report for c in self.everything(incident)}
        found = [self.view.reports[i] for i in sorted(ids) if i in self.view.reports]
        return tuple(sorted(found, key=lambda r: (r.published is None, r.published.end if r.published else _LAST)))

    def known_since(self, incident: Incident) -> dt.datetime | None:
        """End of the publication of the first report of it; None where no report says when."""
        return min(self._published(incident), default=None)

    def known_until(self, incident: Incident) -> dt.datetime | None:
        """End of the publication of the last report of it."""
        return max(self._published(incident), default=None)

    def _published(self, incident: Incident) -> list[dt.datetime]:
        return [r.published.end for r in self.reports(incident) if r.published]

    @cached_property
    def as_of(self) -> dt.datetime:
        """End of the publication of the last report of the view; the epoch where none says when."""
        return max((r.published.end for r in self.view.reports.values() if r.published), default=_EPOCH)

    # -- who says what -----------------------------------------------------------------------------------------------

    def voice(self, claim: Claim) -> str:
        """Who vouches: the party's name, else the source's own words in quotation marks, else the outlet, which speaks
        for a party only where it is that party's own body (a ministry's bulletin)."""
        source = claim.source
        if source.party:
            return self.party(source.party)
        if source.text:
            return f"“{source.text}”"
        report = self.view.reports.get(claim.report)
        if report is None:
            return claim.doc
        known = self.registered(report.outlet)
        if known and known.affiliation and known.kind in OWN_BODIES:
            return self.party(known.affiliation)
        return self.outlet(report.outlet)

    def named(self, incident: Incident) -> tuple[Named, ...]:
        """The parties that accounts name as actor, by code, with who names and who denies them."""
        by: dict[str, set[str]] = {code: set() for code in incident.actors}
        for claim in self.accounts(incident):
            if claim.actor and claim.actor.party in by:
                by[claim.actor.party].add(self.voice(claim))
        out = []
        for code in sorted(by):
            no = {self.voice(c) for c in self.denials(incident) if _denies(c, code)}
            out.append(Named(code, tuple(sorted(by[code])), tuple(sorted(no)), code in self._decided(incident)))
        return tuple(out)

    def _decided(self, incident: Incident) -> frozenset[str]:
        """Parties of which a person decided that they were the actor."""
        grades = self.grades.get(incident.id, ())
        return frozenset(g.actor for g in grades if g.actor and g.status is Status.VERIFIED)

    def named_as(self, named: Named) -> str:
        """A party named as actor, as :meth:`alleged` words it."""
        return self.alleged(self.party(named.party), named.by, named.denied_by, decided=named.decided)

    def alleged(self, name: str, by: Sequence[str], denied_by: Sequence[str], *, decided: bool = False) -> str:
        """``Alphaland (alleged by Betaland; denied by Alphaland)``."""
        said = self.words.say("alleged.by", voices=", ".join(by)) if by else self.words.say("alleged.plain")
        if denied_by:
            said = self.words.say("alleged.denied", said=said, voices=", ".join(denied_by))
        if decided:
            said = self.words.say("alleged.decided", said=said)
        return self.words.say("alleged.of", name=name, said=said)

    def actors(self, incident: Incident) -> tuple[str, ...]:
        """Each actor as :meth:`alleged` words it; empty where no source names one."""
        return tuple(self.named_as(n) for n in self.named(incident))

    def targets(self, incident: Incident) -> tuple[str, ...]:
        """Parties that accounts name as whom it was done to, worded like the actors, by code. A party that is presumed
        from the place is named by nobody and stands here for nobody."""
        by: dict[str, set[str]] = {}
        for claim in self.accounts(incident):
            if claim.whose:
                by.setdefault(claim.whose, set()).add(self.voice(claim))
        return tuple(self.alleged(self.party(code), sorted(by[code]), ()) for code in sorted(by))

    def target_parties(self, incident: Incident) -> tuple[str, ...]:
        """Codes of the parties that accounts name as whom it was done to."""
        return tuple(sorted({c.whose for c in self.accounts(incident) if c.whose}))

    def weapons(self, incident: Incident) -> frozenset[Weapon]:
        """The means that accounts name."""
        return frozenset(w for c in self.accounts(incident) for w in c.weapons)

    def range(self, incident: Incident, what: CountOf) -> Range:
        """What accounts say of a number. Parts of a total and additions to one bound nothing and are only listed."""
        said = [(self.voice(c), n) for c in self.accounts(incident) for n in c.counts if n.what is what]
        said.sort(key=lambda pair: (pair[0], pair[1].low or 0, pair[1].high or 0, pair[1].text or ""))
        whole = [n for _, n in said if n.sense not in (Sense.PART, Sense.FURTHER)]
        lows = [n.low for n in whole if n.low is not None]
        highs = [n.high for n in whole]
        closed = [h for h in highs if h is not None]
        high = max(closed) if closed and len(closed) == len(highs) else None
        return Range(min(lows) if lows else None, high, tuple(said))

    def numbers(self, incident: Incident, what: CountOf) -> str:
        """``killed: 3 (Ardia), at least 5 (Belmar)``; empty where nobody says."""
        said = dict.fromkeys(
            self.words.say("number.said", n=self._number(n), voice=voice)
            for voice, n in self.range(incident, what).said
        )
        return ", ".join(said)

    def _number(self, n: Count) -> str:
        """A number, with what says that it is one of a part or comes on top of others."""
        bounds = self.phrases.bounds(n.low, n.high)
        key = {Sense.PART: "version.part", Sense.FURTHER: "version.further"}.get(n.sense) if n.sense else None
        return self.phrases.messages.say(key, value=bounds) if key else bounds

    def account(self, claim: Claim) -> str:
        """One account: who, through whom, when, and the words themselves."""
        report = self.view.reports.get(claim.report)
        key = "denied" if claim.polarity is Polarity.NEGATED else claim.modality.value
        return self.words.say(
            f"account.{key}",
            voice=self._source(claim),
            outlet=self.outlet(report.outlet) if report else claim.doc,
            published=self.phrases.published(report),
            quote=self.quote(claim),
        )

    def quote(self, claim: Claim) -> str:
        """The claim's words; of a denial with the words that deny."""
        return whole(claim, self.view.reports.get(claim.report))

    def _source(self, claim: Claim) -> str:
        if claim.source.text is None:
            return self.words.say("source.own_voice")
        key = "source.party" if claim.source.party else "source.no_side"
        return self.words.say(key, text=claim.source.text, party=self.party(claim.source.party))

    def headline(self, incident: Incident) -> str:
        """``Alleged attack: in Tal Velo, on 19 March 2031``: what, where, when, never who."""
        kind = self.words.say(f"kind.{incident.kinds[0].value}") if incident.kinds else self.words.say("kind.none")
        key = "headline.total" if incident.period_total else "headline.one"
        where, when = self.phrases.where(incident.place), self.phrases.when(incident.moment)
        return self.words.say(key, kind=kind, where=where, when=when)

    def notes(self, incident: Incident) -> str:
        """The status first, then every account and denial with its attribution, then how the readings stand."""
        lines = [self.words.say("notes.status", status=self.status_word(incident))]
        lines += self._told_once(self.everything(incident))
        lines += self.states(incident)
        return " ".join(lines)

    def _told_once(self, claims: Sequence[Claim]) -> list[str]:
        ordered = sorted(claims, key=lambda c: (c.source.party is None, c.source.party or "", c.id))
        return list(dict.fromkeys(self.account(c) for c in ordered))

    def states(self, incident: Incident) -> tuple[str, ...]:
        """One sentence for each provision: what the readings together make of it, were the account so."""
        return tuple(self.state(s) for s in self.summaries_of(incident))

    def summaries_of(self, incident: Incident) -> tuple[FindingSummary, ...]:
        """What the readings together make of it, by agreement and provision."""
        return self._summaries.get(incident.id, ())

    @cached_property
    def _summaries(self) -> Mapping[str, tuple[FindingSummary, ...]]:
        found: dict[str, list[FindingSummary]] = {}
        for s in sorted(self.view.summaries.values(), key=lambda s: (s.agreement, s.provision, s.id)):
            found.setdefault(s.incident, []).append(s)
        return {k: tuple(v) for k, v in found.items()}

    def state(self, summary: FindingSummary) -> str:
        """One provision in words: what the readings together make of an incident, were the account so."""
        agreement = self.view.agreement(summary.agreement)
        return self.words.say(
            "notes.state",
            provision=summary.provision,
            agreement=agreement.title if agreement else summary.agreement,
            state=summary.state.value,
        )

    def sources(self, incident: Incident) -> str:
        """Outlets that carried it, by id, each once."""
        return "; ".join(sorted({self.outlet(r.outlet) for r in self.reports(incident)}))

    def vouchers(self, incident: Incident) -> str:
        """Who vouches for it, each once."""
        return "; ".join(sorted({self.voice(c) for c in self.accounts(incident)}))

    def urls(self, incident: Incident) -> tuple[str, ...]:
        """Addresses of its reports, sorted."""
        return tuple(sorted({r.url for r in self.reports(incident) if r.url}))


_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_LAST = dt.datetime(9999, 1, 1, tzinfo=dt.UTC)


def _denies(claim: Claim, code: str) -> bool:
    """Whether a denial of the event is of this actor's act: it names the party, or names nobody."""
    return claim.actor is None or claim.actor.party is None or bool(members(claim.actor.party) & members(code))
