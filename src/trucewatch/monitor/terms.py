"""The agreements of a case folder, for people to read: without a ledger, so that a new file can be looked at first."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from trucewatch.assess import AssessParameters, Change, Part, Segment, segments, sheet, timeline
from trucewatch.errors import CaseError
from trucewatch.gather import CaseFaults, load_agreements, load_case
from trucewatch.records import Agreement


@dataclass(frozen=True, slots=True)
class Terms:
    """One agreement with its sheet, the table of what was in force, and everything dated in it.

    ``names``: of the parties, by code; ``zone``: the case's, in which the table's days are counted.
    """

    agreement: Agreement
    sheet: tuple[Part, ...]
    segments: tuple[Segment, ...]
    timeline: tuple[Change, ...]
    names: dict[str, str]
    zone: str


def terms(folder: Path) -> tuple[tuple[Terms, ...], tuple[CaseError, ...]]:
    """The usable agreements of the case folder, and all that is wrong with the others. Raises CaseError where
    ``case.yaml`` cannot be used or there is no agreement at all."""
    case = load_case(folder)
    params = AssessParameters.of(case)
    found: list[Terms] = []
    faults: list[CaseError] = []
    for _, outcome in load_agreements(folder, case):
        if isinstance(outcome, CaseFaults):
            faults += outcome.faults
            continue
        found.append(
            Terms(
                outcome,
                sheet(outcome, params),
                segments(outcome, params),
                timeline(outcome, params),
                dict(params.names),
                params.zone,
            )
        )
    if not found and not faults:
        raise CaseError(
            "holds no agreement", where=(folder / "agreements").as_posix(), mend="write one: one YAML file each"
        )
    return tuple(found), tuple(faults)
