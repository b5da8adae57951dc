"""No negated claim of the sample case is printed so that it says its opposite."""

from __future__ import annotations

from pathlib import Path

from trucewatch.gather import load_case
from trucewatch.monitor.lines import _documents
from trucewatch.read import parameters, read
from trucewatch.records import Claim, Report
from trucewatch.tell.denials import denies, words_of
from trucewatch.values.vocabularies import Polarity

SAMPLE = Path(__file__).parents[2] / "cases" / "energy-pause-2025"


def negated() -> list[tuple[Claim, Report]]:
    case = load_case(SAMPLE)
    params = parameters(case)
    texts = list(_documents([SAMPLE / "reports"], case, []))
    return [(c, r) for r in texts for c in read(r, params) if c.polarity is Polarity.NEGATED]


def test_every_denial_of_the_sample_is_printed_with_the_words_that_deny() -> None:
    found = negated()
    assert len(found) > 15
    for claim, report in found:
        said = words_of(claim, report)
        assert said.clear and denies(said.text), said.text
        for piece in said.text.split("…"):
            assert piece.strip() in " ".join(report.text.split())
