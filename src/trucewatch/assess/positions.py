"""The positions ledger: where each party stands on each proposal, as claims and the agreements' declarations say."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from trucewatch.assess.matching import Match, Proposals
from trucewatch.assess.parameters import AssessParameters, Codebook
from trucewatch.assess.qualifiers import words
from trucewatch.assess.stances import day_of, ordered_positions
from trucewatch.records.agreement import Agreement
from trucewatch.records.base import derived_from
from trucewatch.records.claim import Claim
from trucewatch.records.position import Condition, Position
from trucewatch.records.report import Report
from trucewatch.values.moment import Basis, Moment
from trucewatch.values.party import members
from trucewatch.values.vocabularies import Kind, Modality, Polarity, Stance

_LATE = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True)
class _Said:
    """One claim's word on one party's stance. ``told``: by whom, as the rule names it (:func:`_teller`)."""

    party: str
    match: Match
    stance: Stance
    claim: Claim
    said: Moment | None
    told: str
    conditions: tuple[Condition, ...]
    denied: bool


def positions(
    claims: Sequence[Claim],
    reports: Mapping[str, Report],
    agreements: Sequence[Agreement],
    params: AssessParameters,
) -> tuple[Position, ...]:
    """Positions from claims (acceptance, rejection, proposal, commitment) and from declarations, in order of time.

    * Only what is said to have been done counts: planned and possible acts take no stance. That a party took a stance
      may be denied; that is kept as a position that is ``denied``, and contests the one it speaks of.
    * An acceptance bound to a condition, by its modality or its words, has that quote as its condition; a demand of
      the same party in the same report that opens a condition on the same proposal is added, and so is a demand that
      the acceptance's own sentence joins to it with a reservation ("supports it but needs to know what it is").
    * A party of an agreement of which no stance on a proposal is recorded is ``silent`` on it: no account that was
      read tells of any, which is neither consent nor refusal.
    * Several claims of one party's same stance on one proposal on one day are one position.
    * What supersedes and what contests what: ``assess/stances.py``.
    * What matches no known proposal is kept, with ``proposal`` None.
    """
    book = params.codebook
    proposals = Proposals(agreements, params)
    ordered = sorted({c.id: c for c in claims}.values(), key=lambda c: _order(c, reports))
    demands = [c for c in ordered if c.kind is Kind.DEMAND and _counts(c)]
    said = [s for c in ordered for s in _stances(c, reports, proposals, params)]
    told = _grouped([_with_demands(s, demands, proposals, reports, book) for s in said], params)
    taken = [*_declared(agreements, params), *told]
    return (*ordered_positions(taken, params.zone), *_silent(agreements, taken))


def _order(claim: Claim, reports: Mapping[str, Report]) -> tuple[datetime, str, int, int, str]:
    report = reports.get(claim.report)
    when = report.published.start if report and report.published else _LATE
    return when, claim.doc, claim.start, claim.end, claim.id


def _counts(claim: Claim) -> bool:
    return claim.polarity is Polarity.AFFIRMED and _done(claim)


def _done(claim: Claim) -> bool:
    return claim.modality in (Modality.ACTUAL, Modality.CONDITIONAL)


def _has(text: str, cues: Iterable[str]) -> bool:
    return any(re.search(rf"\b{re.escape(cue)}\b", text, re.IGNORECASE) for cue in cues)


def _stances(
    claim: Claim, reports: Mapping[str, Report], proposals: Proposals, params: AssessParameters
) -> Iterator[_Said]:
    book = params.codebook
    stance = book.stances.get(claim.kind)
    party = claim.actor.party if claim.actor else None  # nobody named as taking a stance: nobody's stance
    if stance is None or party is None or not _done(claim):
        return
    match = _match(claim, reports, proposals)
    if claim.kind is Kind.COMMITMENT and match.proposal is None:
        return  # a vow that no proposal speaks of is no stance on one
    if claim.kind is Kind.COMMITMENT and _has(claim.quote, book.withdrawal_cues):
        stance = Stance.WITHDRAWN
    conditions: tuple[Condition, ...] = ()
    bound = claim.modality is Modality.CONDITIONAL or _has(claim.quote, book.condition_cues)
    if stance is Stance.ACCEPTED and bound:
        stance = Stance.ACCEPTED_WITH_CONDITIONS
        conditions = (Condition(quote=claim.quote, claim=claim.id),)
    report = reports.get(claim.report)
    for one in party.split("+"):
        told = _teller(claim, one, members(params.affiliations.get(report.outlet)) if report else frozenset())
        denied = claim.polarity is Polarity.NEGATED
        yield _Said(one, match, stance, claim, report.published if report else None, told, conditions, denied)


def _match(claim: Claim, reports: Mapping[str, Report], proposals: Proposals) -> Match:
    report = reports.get(claim.report)
    return proposals.match(claim.about, claim.quote, report.text[: claim.start] if report else "")


def _teller(claim: Claim, party: str, run_by: frozenset[str]) -> str:
    """By whom the stance is told; ``run_by``: the parties that the outlet is of.

    Words are a party's own where its source speaks, in its own outlet or in one of no side. What an outlet of another
    party tells of it, in its own voice or as its words, is told by another, whichever party it is.
    """
    others = bool(run_by) and party not in run_by
    if claim.source.party is not None:
        own = party in members(claim.source.party)
        return ("own-words-told-by-another" if others else "own-words") if own else "told-by-another"
    return "told-by-another" if others and claim.source.text is None else "told-in-a-report"


def _with_demands(
    said: _Said, demands: Sequence[Claim], proposals: Proposals, reports: Mapping[str, Report], book: Codebook
) -> _Said:
    """An acceptance with what the same party, in the same report, demands as a condition of the same proposal."""
    if said.stance not in (Stance.ACCEPTED, Stance.ACCEPTED_WITH_CONDITIONS) or said.match.proposal is None:
        return said
    found = tuple(
        Condition(quote=d.quote, claim=d.id)
        for d in demands
        if d.report == said.claim.report
        and said.party in members(d.source.party)
        and (
            _reserved(said.claim, d, reports, book)
            or (_has(d.quote, book.condition_cues) and _match(d, reports, proposals).proposal == said.match.proposal)
        )
    )
    if not found:
        return said
    return replace(said, stance=Stance.ACCEPTED_WITH_CONDITIONS, conditions=(*said.conditions, *found))


def _reserved(accepted: Claim, demand: Claim, reports: Mapping[str, Report], book: Codebook) -> bool:
    """Whether the demand is joined to the acceptance with a reservation: within its words, or right after them."""
    report = reports.get(accepted.report)
    if report is None or not accepted.start < demand.start:
        return False
    between = report.text[accepted.end : demand.start].split()  # empty where the demand stands within the acceptance
    before = report.text[accepted.start : demand.start].split()
    return len(between) <= 1 and bool(before) and before[-1].casefold() in book.reservation_cues


def _silent(agreements: Sequence[Agreement], taken: Sequence[Position]) -> Iterator[Position]:
    """The parties of an agreement of which no stance on a proposal is recorded. That one is denied is none."""
    known = {(p.party, p.agreement, p.proposal) for p in taken if not p.denied}
    for agreement in sorted(agreements, key=lambda a: (a.code, a.id)):
        for proposal in agreement.proposals:
            for party in agreement.parties:
                if (party, agreement.code, proposal.id) not in known:
                    yield derived_from(
                        Position,
                        agreement.code,
                        proposal.id,
                        party,
                        Stance.SILENT.value,
                        party=party,
                        agreement=agreement.code,
                        proposal=proposal.id,
                        stance=Stance.SILENT,
                        rule="positions/silent: no account that was read and no declaration takes a stance",
                    )


def _grouped(said: Sequence[_Said], params: AssessParameters) -> list[Position]:
    together: dict[tuple[object, ...], list[_Said]] = defaultdict(list)
    for s in said:
        what = s.match.proposal or tuple(sorted(words(s.claim.about or s.claim.quote, params.codebook)))
        together[
            s.party, s.match.agreement, what, s.stance, s.denied, day_of(s.claim.time or s.said, params.zone), s.told
        ].append(s)
    return [_position(group) for group in together.values()]


def _position(group: Sequence[_Said]) -> Position:
    first = group[0]
    return derived_from(
        Position,
        first.party,
        first.claim.id,
        party=first.party,
        agreement=first.match.agreement,
        proposal=first.match.proposal,
        about=first.claim.about,
        stance=first.stance,
        denied=first.denied,
        moment=next((s.claim.time for s in group if s.claim.time), None),
        said=first.said,
        claims=tuple(s.claim.id for s in group),
        conditions=tuple({c.claim: c for s in group for c in s.conditions}.values()),
        rule=f"positions/{first.claim.kind.value}/{first.told}: {first.match.why}",
    )


def _declared(agreements: Iterable[Agreement], params: AssessParameters) -> Iterator[Position]:
    for agreement in sorted(agreements, key=lambda a: (a.code, a.id)):
        for n, d in enumerate(agreement.declarations):
            yield derived_from(
                Position,
                agreement.code,
                str(n),
                d.party,
                d.proposal,
                d.date.isoformat(),
                party=d.party,
                agreement=agreement.code,
                proposal=d.proposal,
                stance=d.stance,
                moment=Moment.of_days(d.date, d.date, zone=params.zone, basis=Basis.STATED),
                declaration=f"{agreement.code}: {d.date.isoformat()}: {d.source}" + (f" ({d.note})" if d.note else ""),
                rule="positions/declaration: the agreement's own list",
            )
