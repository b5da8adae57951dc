"""Findings: each incident held against each provision under each reading, and what the readings say together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from trucewatch.assess.compiled import Carved, Held, Terms
from trucewatch.assess.facts import Facts
from trucewatch.assess.parameters import AssessParameters
from trucewatch.assess.questions import NO, UNKNOWN, YES, Answer, every
from trucewatch.assess.words import listed
from trucewatch.records.agreement import Agreement
from trucewatch.records.base import derived_from
from trucewatch.records.claim import Claim
from trucewatch.records.finding import Finding, FindingSummary, SummaryState
from trucewatch.records.incident import Incident
from trucewatch.records.report import Report
from trucewatch.values.vocabularies import Outcome

_OUTSIDE_PERIOD = "period"  # the one question whose no is not a matter of scope

_PLACES = ("place", "site", "home")

_FREE = (
    "; this reading lets a party hold itself free of the terms if the other side does not keep them, "
    "and whether that is so is not decided here"
)


def findings(
    incidents: Iterable[Incident],
    claims: Mapping[str, Claim],
    agreements: Iterable[Agreement],
    params: AssessParameters,
    reports: Mapping[str, Report] | None = None,
) -> tuple[Finding, ...]:
    """One finding for every incident × provision that prohibits × reading, in the order of the incidents, then by
    agreement code.

    ``claims`` and ``reports`` by id; what is not there counts as saying nothing. An incident's findings depend on its
    own claims alone, so that only those of changed incidents need be made anew.
    """
    terms = Terms.of(agreements, params)
    known = reports or {}
    return tuple(f for i in incidents for f in of_incident(Facts.of(i, claims, known, params), terms))


def of_incident(facts: Facts, terms: Terms) -> Iterator[Finding]:
    """The findings of one incident."""
    answers: dict[int, Answer] = {}
    incident = facts.incident
    claims = (*incident.claims, *incident.denials)

    def said(place: int) -> Answer:
        if place not in answers:
            answers[place] = terms.questions[place](facts)
        return answers[place]

    for held in terms.held:
        outcome, rule, why, missing = _outcome(held, said)
        opening = held.opening[outcome]
        conditional = held.reciprocity and outcome is Outcome.PROHIBITED_IF_CONFIRMED
        yield derived_from(
            Finding,
            incident.id,
            held.agreement,
            held.provision,
            held.reading,
            incident=incident.id,
            agreement=held.agreement,
            provision=held.provision,
            reading=held.reading,
            outcome=outcome,
            rule=f"terms/{rule}",
            reason=f"{opening}: {why}{_FREE if conditional else ''}.",
            claims=claims,
            missing=missing,
            conditional=conditional,
        )


Said = Callable[[int], Answer]
Decided = tuple[Outcome, str, str, tuple[str, ...]]


def _outcome(held: Held, said: Said) -> Decided:
    """The outcome, the rule that gave it, why in words, and what is missing.

    A no to any question settles it, whatever else is missing; then what is taken out of the terms by facts that are
    stated; then every fact that is missing; then what the reading leaves open.
    """
    asked: list[Answer] = []
    for place in held.asked:
        answer = said(place)
        asked.append(answer)
        if answer.says is NO:
            period = answer.rule == _OUTSIDE_PERIOD
            outcome = Outcome.OUTSIDE_PERIOD if period else Outcome.OUTSIDE_SCOPE
            return outcome, f"outside-{answer.rule}", answer.text, ()
    exempt = [(c, _met(c, said, "exemption")) for c in held.exempt]
    for carved, answer in exempt:
        if answer.says is YES:
            return Outcome.EXEMPT, "exempt", f"{_clause(carved)}: {answer.text}", ()
    opened = [(c, _met(c, said, "open")) for c in held.open]
    unplaced = (a for c, a in opened if _unplaced(c, said))
    unknown = [a for a in (*asked, *(a for _, a in exempt), *unplaced) if a.says is UNKNOWN]
    if unknown:
        missing = tuple(dict.fromkeys(m for a in unknown for m in a.missing))
        why = "; ".join(dict.fromkeys(a.text for a in unknown))
        return Outcome.UNDETERMINED, f"unknown-{'-'.join(dict.fromkeys(a.rule for a in unknown))}", why, missing
    for carved, answer in opened:
        if answer.says is YES:
            return Outcome.UNDETERMINED, "open", f"{_clause(carved)}: {answer.text}", (_question(carved),)
    return Outcome.PROHIBITED_IF_CONFIRMED, "all-alleged", "; ".join(a.text for a in asked), ()


def _met(carved: Carved, said: Said, rule: str) -> Answer:
    return every([said(place) for place in carved.asked], rule)


def _unplaced(carved: Carved, said: Said) -> bool:
    """True if the place alone keeps it from being told whether what is left open is met: every event has a place,
    whereas a weapon or an owner that makes a case special is one that an account speaks of."""
    unknown = [a for a in (said(place) for place in carved.asked) if a.says is UNKNOWN]
    return bool(unknown) and all(a.rule in _PLACES for a in unknown)


def _clause(carved: Carved) -> str:
    text = carved.matter.text.strip().rstrip(".")
    return text[:1].lower() + text[1:] if text[1:2].islower() else text


def _question(carved: Carved) -> str:
    return f"what the reading holds of this: {_clause(carved)}"


def summaries(
    findings: Iterable[Finding], agreements: Iterable[Agreement], params: AssessParameters
) -> tuple[FindingSummary, ...]:
    """One summary for every incident × provision, in the order of their first findings.

    Where the readings differ, the summary says over what, and never takes one side's outcome.
    """
    words = params.words
    readers = {(a.code, r.id): words.party(r.of) for a in agreements for r in a.readings}
    together: dict[tuple[str, str, str], list[Finding]] = defaultdict(list)
    for finding in findings:
        together[finding.incident, finding.agreement, finding.provision].append(finding)
    said: dict[_Pattern, tuple[SummaryState, str]] = {}
    return tuple(_summary(*key, found, readers, said) for key, found in together.items())


_Pattern = tuple[str, tuple[tuple[str, Outcome], ...]]


def _summary(
    incident: str,
    agreement: str,
    provision: str,
    found: Sequence[Finding],
    readers: Mapping[tuple[str, str], str],
    said: dict[_Pattern, tuple[SummaryState, str]],
) -> FindingSummary:
    pattern = (agreement, tuple((f.reading, f.outcome) for f in found))
    if pattern not in said:
        said[pattern] = _together(pattern, readers)
    state, reason = said[pattern]
    return derived_from(
        FindingSummary,
        incident,
        agreement,
        provision,
        incident=incident,
        agreement=agreement,
        provision=provision,
        state=state,
        findings=tuple(f.id for f in found),
        reason=reason,
        effects_only=all(f.rule.startswith("terms/unknown-kind") for f in found),
    )


def _together(pattern: _Pattern, readers: Mapping[tuple[str, str], str]) -> tuple[SummaryState, str]:
    """What the readings say together, and the sentence for it."""
    agreement, outcomes = pattern
    by_outcome: dict[Outcome, list[str]] = defaultdict(list)
    for reading, outcome in outcomes:
        by_outcome[outcome].append(readers.get((agreement, reading), reading))
    each = "; ".join(f"{listed(dict.fromkeys(names))}: {_WORDS[outcome]}" for outcome, names in by_outcome.items())
    opening = "All readings agree" if len(by_outcome) == 1 else "The readings differ"
    return _state(frozenset(by_outcome)), f"{opening}: {each}."


_WORDS = {
    Outcome.PROHIBITED_IF_CONFIRMED: "prohibited if confirmed",
    Outcome.OUTSIDE_SCOPE: "outside the scope",
    Outcome.OUTSIDE_PERIOD: "outside the period",
    Outcome.EXEMPT: "exempt",
    Outcome.UNDETERMINED: "undetermined",
}


def _state(outcomes: frozenset[Outcome]) -> SummaryState:
    """The common outcome; else what it is that the readings differ over; else only that they differ."""
    if len(outcomes) == 1:
        return SummaryState(next(iter(outcomes)).value)
    covered = outcomes - {Outcome.OUTSIDE_SCOPE, Outcome.EXEMPT}
    if len(covered) <= 1 and Outcome.OUTSIDE_PERIOD not in outcomes:
        return SummaryState.DISPUTED_SCOPE
    if outcomes - {Outcome.OUTSIDE_PERIOD} in ({Outcome.PROHIBITED_IF_CONFIRMED}, {Outcome.UNDETERMINED}):
        return SummaryState.DISPUTED_PERIOD
    return SummaryState.DISPUTED
