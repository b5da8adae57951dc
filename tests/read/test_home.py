"""Whose "the Defence Ministry" is: by the outlet, where the report names that outlet's state, and by nothing else."""

from __future__ import annotations

import pytest

from tests.read.helpers import no_case, report_of
from trucewatch.read import parameters, read
from trucewatch.read.parameters import home_of
from trucewatch.records import Case, identified
from trucewatch.records.case import Outlet, Party

TOLD = "Ukraine and Russia traded blows. The Defence Ministry said shells had hit a school in the border village."


def party(outlet: str, text: str = TOLD) -> str | None:
    """The party of whoever vouches for the attack."""
    report = report_of(text).model_copy(update={"outlet": outlet})
    return next(c.source.party for c in read(report, no_case()) if c.kind.value == "attack")


@pytest.mark.parametrize(("outlet", "code"), [("tass", "RUS"), ("ukrinform", "UKR"), ("the-example", None)])
def test_a_ministry_without_a_state_is_the_outlets(outlet: str, code: str | None) -> None:
    assert party(outlet) == code


def test_not_where_the_report_does_not_name_the_state() -> None:
    assert party("jpost-world", TOLD) is None


def test_a_named_state_stays() -> None:
    assert party("tass", TOLD.replace("The Defence", "The Ukrainian Defence")) == "UKR"


def test_the_outlets_of_a_case_come_first() -> None:
    case = identified(
        Case,
        code="c",
        title="C",
        parties=(Party(code="UKR", name="Ukraine"),),
        outlets=(Outlet(id="tass", name="Another"), Outlet(id="ours", name="Ours", affiliation="UKR")),
    )
    params = parameters(case)
    assert home_of("tass", params) is None
    assert home_of("ours", params) == "UKR"
    assert home_of("ria", params) == "RUS"
