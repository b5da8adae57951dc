"""Making the cards of incidents and claims, each from what belongs to it alone: the same whether the desk is written
whole or amended."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeVar

from trucewatch.link.voices import Voices
from trucewatch.monitor.desk.carding import claim_card, differing, places_of, when_of, where_of_incident
from trucewatch.monitor.desk.cards import ClaimCard, IncidentCard, State
from trucewatch.monitor.desk.judged import Judged
from trucewatch.monitor.desk.outline import Published
from trucewatch.monitor.desk.queue import weigh
from trucewatch.records import (
    Aspect,
    Claim,
    Corroboration,
    Effect,
    Exchange,
    Finding,
    FindingSummary,
    Grade,
    Incident,
    Record,
    Report,
)
from trucewatch.store.deriving import Kept
from trucewatch.tell.phrases import Phrases
from trucewatch.values.vocabularies import SensorResult, denies_event

R = TypeVar("R", bound=Record)
_RESTS = (Finding, FindingSummary, Grade, Corroboration, Effect, Exchange)


@dataclass(frozen=True)
class Parts:
    """What incidents rest on. ``claims`` as they stand, and ``reports``, by id; ``derived``: of each incident all that
    is derived of it, each kind in its order; ``arrived``: the row in which each claim came."""

    claims: Mapping[str, Claim]
    reports: Mapping[str, Report]
    derived: Mapping[str, Sequence[Kept]]
    arrived: Mapping[str, int]


@dataclass(frozen=True)
class Maker:
    """Makes cards for one case in one language. ``editions``: oldest first."""

    judged: Judged
    editions: Sequence[Published]
    phrases: Phrases

    def incident(self, i: Incident, parts: Parts) -> tuple[IncidentCard, tuple[str, ...]]:
        """The card of an incident, and the outlets that carry it."""
        accounts = [parts.claims[c] for c in i.claims if c in parts.claims]
        told = [*accounts, *(parts.claims[c] for c in i.denials if c in parts.claims)]
        reports = [r for c in told if (r := parts.reports.get(c.report))]
        published = [r.published.start for r in reports if r.published]
        of = parts.derived.get(i.id, ())
        states = tuple(
            State(agreement=s.agreement, provision=s.provision, state=s.state.value)
            for s in _of_kind(FindingSummary, of)
        )
        new = any(self._untold(c, parts) for c in (*i.claims, *i.denials, *i.mentions))
        judged = self.judged
        decided = judged.verified & {i.id, *i.claims} or all(c in judged.reviewed for c in (*i.claims, *i.denials))
        astray = bool(judged.astray & {r.doc for r in reports})
        differs = differing(i)
        denied = any(denies_event(c.kind, i.kinds) for c in told[len(accounts) :])
        said = (s.state for s in states)
        weight = weigh(i, accounts, said, differs=bool(differs), denied=denied, new=new, astray=astray)
        grade = next((g for g in _of_kind(Grade, of) if g.aspect is Aspect.EVENT), None)
        sensor = _sensed(of)
        first = accounts[0] if accounts else None
        places = places_of(i, accounts, self.phrases)
        card = IncidentCard(
            id=i.id,
            kinds=tuple(k.value for k in i.kinds),
            classes=tuple(t.value for t in i.target_classes),
            actors=i.actors,
            voices=tuple(sorted({self._side(c) for c in told})),
            place=where_of_incident(i, places, self.phrases),
            places=places,
            when=when_of(i.moment, self.phrases),
            states=states,
            status=grade.status.value if grade else "alleged",
            grade=f"{grade.reliability.value}{grade.credibility.value}" if grade else "F6",
            sensor=sensor.result.value if sensor else None,
            differs=differs,
            denied=denied,
            period_total=i.period_total,
            claims=len(i.claims) + len(i.denials) + len(i.mentions),
            reports=i.reports,
            outlets=i.outlets,
            origins=i.origins,
            score=0.0 if decided and not astray else weight.score,
            because=weight.because,
            open=not decided or astray,
            new=new,
            first=min(published, default=None),
            last=max(published, default=None),
            lead=first.quote if first else "",
            outlet=reports[0].outlet if reports else "",
        )
        return card, tuple(dict.fromkeys(r.outlet for r in reports))

    @cached_property
    def _voices(self) -> Voices:
        truth = self.judged.truth
        return Voices.of(truth.reports, truth.case.outlets if truth.case else ())

    def _side(self, claim: Claim) -> str:
        """The party that vouches for a claim, "" for none."""
        voice = self._voices.voice(claim)
        return "" if voice.startswith("outlet:") else voice

    def _untold(self, claim: str, parts: Parts) -> bool:
        """Whether no edition could tell of a claim: none was made after it came in and has a cut-off after its report
        was published. Without an edition nothing is new."""
        if not self.editions:
            return False
        arrived, found = parts.arrived.get(claim, 0), parts.claims.get(claim)
        report = parts.reports.get(found.report) if found else None
        published = report.published.end if report and report.published else None
        return not any(row >= arrived and (published is None or published <= cutoff) for cutoff, row in self.editions)

    def claim(self, claim: Claim, report: Report | None, incidents: Iterable[str]) -> ClaimCard:
        """The card of a claim, ``claim`` being as it was read; ``report`` with its text where the claim denies."""
        truth = self.judged.truth
        corrected = claim.id in truth.as_read
        stands = truth.claims[claim.id] if corrected else claim
        return claim_card(
            stands,
            report,
            self.phrases,
            voice=self._voices.voice(stands),
            incidents=incidents,
            review=self.judged.review(claim.id),
            as_read=truth.as_read.get(claim.id),
        )


def standing_parts(parts: Parts, judged: Judged) -> Parts:
    """The same with the claims as people corrected them, and without those that they rejected."""
    truth = judged.truth
    claims = {
        key: truth.claims[key] if key in truth.as_read else claim
        for key, claim in parts.claims.items()
        if key not in truth.rejected
    }
    return replace(parts, claims=claims)


def rests(of: Iterable[Kept]) -> dict[str, list[str]]:
    """Ids of all that belongs to an incident, by kind."""
    by_kind: dict[str, list[str]] = {kind.kind_name: [] for kind in _RESTS}
    for record in of:
        if record.kind in by_kind:
            by_kind[record.kind].append(record.id)
    return {kind: ids for kind, ids in by_kind.items() if ids}


def _sensed(of: Iterable[Kept]) -> Corroboration | None:
    """What the most telling witness says."""
    telling = list(SensorResult)
    found = sorted(_of_kind(Corroboration, of), key=lambda c: -telling.index(c.result))
    return found[-1] if found else None


def _of_kind(of: type[R], kept: Iterable[Kept]) -> list[R]:
    """The records of one kind among what is kept of an incident."""
    return [of.model_validate_json(k.body) for k in kept if k.kind == of.kind_name]


def words_of(card: ClaimCard) -> str:
    """The words by which a claim is found."""
    return f"{card.quote} {card.source.text or ''} {card.doc} {' '.join(p.name for p in card.places)}"
