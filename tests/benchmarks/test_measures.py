"""The measuring scripts count what they say, and their data are whole."""

from __future__ import annotations

from collections import Counter

import pytest

from benchmarks import attribution, muc, plover
from trucewatch.records import Claim, SourceMention, identified
from trucewatch.values.vocabularies import Kind, Modality, Polarity, Role

TEXT = "Kyiv said drones hit a depot, but Moscow denied the army shelled a clinic."
CONTENTS = (
    attribution.Content(10, 28, "drones hit a depot", "Kyiv", "UKR", "official", None),
    attribution.Content(48, 73, "the army shelled a clinic", "Moscow", "RUS", "official", "negated"),
)
PASSAGE = attribution.Passage("x-01", "x", TEXT, CONTENTS)


def claim(quote: str, source: str | None, party: str | None, polarity: Polarity = Polarity.AFFIRMED) -> Claim:
    start = TEXT.index(quote)
    return identified(
        Claim,
        report="rpt",
        doc="x-01",
        quote=quote,
        start=start,
        end=start + len(quote),
        kind=Kind.ATTACK,
        polarity=polarity,
        modality=Modality.ACTUAL,
        source=SourceMention(text=source, party=party, role=Role.OFFICIAL),
    )


def test_passages_are_many_whole_and_of_every_construction() -> None:
    found = list(attribution.passages())
    sizes = Counter(p.construction for p in found)
    assert len(found) >= 180 and len({p.id for p in found}) == len(found) == len({p.text for p in found})
    assert len(sizes) >= 28 and min(sizes.values()) >= 6
    assert all(p.expected for p in found)
    assert {e.role for p in found for e in p.expected} <= {r.value for r in Role}
    assert sum(e.polarity == "negated" for p in found for e in p.expected) >= 6


def test_a_right_source_counts_and_a_wrong_party_or_mention_does_not() -> None:
    good = attribution.judge(PASSAGE, [claim("drones hit a depot", "Kyiv", "UKR")])
    assert (good.contents, good.met, good.recalled, good.matched, good.right) == (2, 1, 1, 1, 1)
    for source, party in (("Kyiv", "RUS"), ("Kyiv", None), ("Moscow", "UKR"), (None, None)):
        bad = attribution.judge(PASSAGE, [claim("drones hit a depot", source, party)])
        assert (bad.met, bad.recalled, bad.right) == (1, 0, 0)


def test_a_second_wrong_claim_costs_precision_but_not_recall() -> None:
    tally = attribution.judge(
        PASSAGE, [claim("drones hit a depot", "Kyiv", "UKR"), claim("a depot", "Moscow", "RUS")]
    ).figures()
    assert tally["p"] == 0.5 and tally["r"] == 0.5 and tally["given"] == 1.0


def test_a_denial_read_as_an_assertion_is_not_right() -> None:
    for polarity, want in ((Polarity.NEGATED, 1), (Polarity.AFFIRMED, 0)):
        tally = attribution.judge(PASSAGE, [claim("the army shelled a clinic", "Moscow", "RUS", polarity)])
        assert (tally.denials, tally.denials_met, tally.denials_right) == (1, 1, want)
    missing = attribution.judge(PASSAGE, [])
    assert (missing.denials, missing.denials_met, missing.denials_right) == (1, 0, 0)


def test_own_voice_is_right_only_as_null() -> None:
    own = attribution.Content(10, 28, "drones hit a depot", None, None, "report", None)
    assert attribution.right(own, claim("drones hit a depot", None, None))
    assert not attribution.right(own, claim("drones hit a depot", "Kyiv", None))


def test_the_plover_table_names_kinds_and_polarities_that_exist() -> None:
    kinds, polarities = {k.value for k in Kind}, {p.value for p in Polarity}
    for entries in plover.table().values():
        for kind, _, polarity in (entry.partition(":") for entry in entries):
            assert kind in kinds and (not polarity or polarity in polarities)
    assert set(plover.DIPLOMATIC_TYPES) <= set(plover.table())
    assert kinds >= plover.DIPLOMATIC_KINDS


def test_a_polarity_in_the_plover_table_is_asked_for() -> None:
    negated = claim("the army shelled a clinic", None, None, Polarity.NEGATED)
    assert plover.allows(("attack:negated",), negated) and plover.allows(("attack",), negated)
    assert not plover.allows(("attack:affirmed", "talks"), negated)


KEY = """
0.  MESSAGE: ID                    TST9-MUC4-0001
1.  MESSAGE: TEMPLATE              1 (OPTIONAL)
4.  INCIDENT: TYPE                 BOMBING
12. PHYS TGT: ID                   "A PYLON"
13. PHYS TGT: TYPE                 COMMERCIAL: "A SHOP"
                                   ENERGY / OTHER: "A PYLON" / "PYLONS"
14. PHYS TGT: NUMBER               2: "A PYLON"

0.  MESSAGE: ID                    TST9-MUC4-0002
4.  INCIDENT: TYPE                 ATTACK
13. PHYS TGT: TYPE                 COMMERCIAL: "ENERGY COMPANY"
"""


def test_energy_templates_are_those_whose_target_type_is_energy() -> None:
    assert muc.energy(KEY) == [muc.Template("TST9-MUC4-0001", "BOMBING", ("A PYLON", "PYLONS"))]


def test_case_comes_back_from_text_in_mixed_case() -> None:
    forms = muc.cases("He left Lima today. Today the army in Lima said nothing.")
    assert muc.recased("THE ARMY LEFT LIMA TODAY. POWER FAILED.", forms) == "The army left Lima today. Power failed."


@pytest.mark.skipif(not muc.present(), reason=muc.SKIPPED)
def test_the_corpus_has_its_126_energy_templates_and_their_texts() -> None:
    data = muc.corpus()
    assert len(data.templates) == 126
    assert {t.message for t in data.templates} <= set(data.texts)


def test_without_the_data_they_say_so_and_pass(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for module in (plover, muc):
        monkeypatch.setattr(module, "present", lambda: False)
        monkeypatch.setattr("sys.argv", ["measure"])
        assert module.main() == 0 and module.measure() == {}
        assert "skipped" in capsys.readouterr().out
