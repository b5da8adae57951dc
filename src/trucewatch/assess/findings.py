"""Findings: each incident held against each provision under each reading, and what the readings say together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from trucewatch.assess import questions
from trucewatch.assess.parameters import AssessParameters
from trucewatch.assess.questions import Answer, Says
from trucewatch.records.agreement import Agreement, Provision, Reading
from trucewatch.records.base import derived_from
from trucewatch.records.claim import Claim
from trucewatch.records.finding import Finding, FindingSummary, SummaryState
from trucewatch.records.incident import Incident
from trucewatch.values.vocabularies import Outcome

# A question answered no settles the outcome, whatever else is missing. The order is the order of asking.
_NO = {
    "kind": Outcome.OUTSIDE_SCOPE,
    "actor": Outcome.OUTSIDE_SCOPE,
    "scope": Outcome.OUTSIDE_SCOPE,
    "period": Outcome.OUTSIDE_PERIOD,
}


def findings(
    incidents: Iterable[Incident],
    claims: Mapping[str, Claim],
    agreements: Iterable[Agreement],
    params: AssessParameters,
) -> tuple[Finding, ...]:
    """One finding for every incident × provision × reading, in the order of the incidents, then by agreement code.

    ``claims`` by id; a claim that is not there counts as saying nothing.
    """
    terms = sorted(agreements, key=lambda a: (a.code, a.id))
    return tuple(f for incident in incidents for f in _of_incident(incident, claims, terms, params))


def _of_incident(
    incident: Incident, claims: Mapping[str, Claim], agreements: Sequence[Agreement], params: AssessParameters
) -> Iterator[Finding]:
    accounts = [claims[c] for c in incident.claims if c in claims]
    denials = [claims[c] for c in incident.denials if c in claims]
    for agreement in agreements:
        for provision in agreement.provisions:
            shared = (
                questions.kind(incident, provision, params.codebook),
                questions.actor(accounts, denials, provision, params.codebook),
            )
            for reading in agreement.readings:
                answers = (
                    *shared,
                    questions.scope(accounts, provision, reading, params.codebook),
                    questions.when(incident, reading, params.zone),
                )
                yield _finding(incident, agreement, provision, reading, answers)


def _finding(
    incident: Incident, agreement: Agreement, provision: Provision, reading: Reading, answers: Sequence[Answer]
) -> Finding:
    outcome, rule, telling = _outcome(answers)
    return derived_from(
        Finding,
        incident.id,
        agreement.code,
        provision.id,
        reading.id,
        incident=incident.id,
        agreement=agreement.code,
        provision=provision.id,
        reading=reading.id,
        outcome=outcome,
        rule=f"terms/{rule}",
        reason=f"{_OPENING[outcome].format(p=provision.id, r=reading.id)}: {'; '.join(a.text for a in telling)}.",
        claims=(*incident.claims, *incident.denials),
        missing=tuple(a.missing for a in answers if a.missing) if outcome is Outcome.UNDETERMINED else (),
    )


_OPENING = {
    Outcome.PROHIBITED_IF_CONFIRMED: "If confirmed, prohibited by {p} in the reading of {r}",
    Outcome.OUTSIDE_SCOPE: "Outside the scope of {p} in the reading of {r}",
    Outcome.OUTSIDE_PERIOD: "Outside the period of {p} in the reading of {r}",
    Outcome.EXEMPT: "Exempt from {p} in the reading of {r}",
    Outcome.UNDETERMINED: "Undetermined under {p} in the reading of {r}",
}


def _outcome(answers: Sequence[Answer]) -> tuple[Outcome, str, Sequence[Answer]]:
    """The outcome, the rule that gave it and the answers that tell why."""
    for answer in answers:
        if answer.says is Says.NO:
            return _NO[answer.rule], f"outside-{answer.rule}", (answer,)
    unknown = [a for a in answers if a.says is Says.UNKNOWN]
    if unknown:
        return Outcome.UNDETERMINED, f"unknown-{'-'.join(a.rule for a in unknown)}", unknown
    return Outcome.PROHIBITED_IF_CONFIRMED, "all-alleged", answers


def summaries(findings: Iterable[Finding]) -> tuple[FindingSummary, ...]:
    """One summary for every incident × provision, in the order of their first findings.

    Where the readings differ, the summary says over what, and never takes one side's outcome.
    """
    together: dict[tuple[str, str, str], list[Finding]] = defaultdict(list)
    for finding in findings:
        together[finding.incident, finding.agreement, finding.provision].append(finding)
    return tuple(_summary(*key, found) for key, found in together.items())


def _summary(incident: str, agreement: str, provision: str, found: Sequence[Finding]) -> FindingSummary:
    by_outcome: dict[Outcome, list[str]] = defaultdict(list)
    for finding in found:
        by_outcome[finding.outcome].append(finding.reading)
    said = "; ".join(f"{' and '.join(readings)}: {outcome.value}" for outcome, readings in by_outcome.items())
    return derived_from(
        FindingSummary,
        incident,
        agreement,
        provision,
        incident=incident,
        agreement=agreement,
        provision=provision,
        state=_state(frozenset(by_outcome)),
        findings=tuple(f.id for f in found),
        reason=("All readings agree: " if len(by_outcome) == 1 else "The readings differ: ") + said + ".",
    )


def _state(outcomes: frozenset[Outcome]) -> SummaryState:
    """The common outcome; else what it is that the readings differ over; else only that they differ."""
    if len(outcomes) == 1:
        return SummaryState(next(iter(outcomes)).value)
    for outside, state in (
        (Outcome.OUTSIDE_PERIOD, SummaryState.DISPUTED_PERIOD),
        (Outcome.OUTSIDE_SCOPE, SummaryState.DISPUTED_SCOPE),
    ):
        rest = outcomes - {outside}
        if outside in outcomes and rest in ({Outcome.PROHIBITED_IF_CONFIRMED}, {Outcome.UNDETERMINED}):
            return state
    return SummaryState.DISPUTED
