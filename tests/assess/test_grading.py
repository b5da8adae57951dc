"""Grades: by the published table, for the event and for each party that is named; only a person verifies."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

import trucewatch.tell
from tests.assess.samples import agreement, by_id, claim, incident, local, mirrored, report, swapped
from trucewatch.assess import AssessParameters, findings, grades
from trucewatch.assess.grading import Denier, Standing, row_of, table
from trucewatch.assess.parameters import shipped
from trucewatch.language.alignment import alignment
from trucewatch.records import Action, Claim, Corroboration, Decision, Grade, Report, SourceMention, Status
from trucewatch.records.base import id_of_keys
from trucewatch.records.incident import Reprint
from trucewatch.values.ids import content_id
from trucewatch.values.vocabularies import Reliability, Role, SensorResult

DAY = date(2031, 4, 2)
PARAMS = AssessParameters(
    outlets={
        "wire": "The Wire",
        "a-paper": "A Paper",
        "b-paper": "B Paper",
        "a-mod": "A Bulletin",
        "b-mod": "B Bulletin",
    },
    bodies={"a-mod": "AAA", "b-mod": "BBB"},
    affiliations={"a-mod": "AAA", "b-mod": "BBB", "a-paper": "AAA", "b-paper": "BBB"},
    reliability={"wire": Reliability.B, "a-mod": Reliability.D, "b-mod": Reliability.D},
)
OUTLETS = {"r1": "wire", "r2": "a-paper", "r3": "b-paper", "r4": "a-mod", "r5": "b-mod", "r6": "local"}
OUTLETS |= {"r7": "daily", "r8": "weekly"}
REPORTS: dict[str, Report] = {r: report(r, DAY).model_copy(update={"outlet": o}) for r, o in OUTLETS.items()}


def graded(
    *claims: Claim, denials: tuple[Claim, ...] = (), sensor: bool = False, decisions: tuple[Decision, ...] = ()
) -> list[Grade]:
    one = incident(*claims, moment=local(DAY), denials=denials).model_copy(update={"origins": 9})
    seen = Corroboration(id="k", incident=one.id, result=SensorResult.CONSISTENT, rule="r", reason="x")
    return list(grades([one], by_id(*claims, *denials), REPORTS, [seen] if sensor else [], decisions, PARAMS))


def short(grade: Grade) -> str:
    return f"{grade.actor or 'event'} {grade.reliability.value}{grade.credibility.value} {grade.status.value}"


A_SAYS_B = claim("c1", by="AAA", actor="BBB", report="r7")
B_SAYS_A = claim("c2", by="BBB", actor="AAA", report="r8")
B_SAYS_B = claim("c3", by="BBB", actor="BBB", report="r8")
WIRE = claim("c4", by=None, actor="BBB", report="r1")
LOCAL = claim("c5", by=None, actor="BBB", report="r6")
A_PAPER = claim("c6", by=None, actor="BBB", report="r2")
A_MOD = claim("c7", by=None, actor="BBB", report="r4")
B_DENIES = claim("c8", by="BBB", actor="BBB", polarity="negated")
NOBODY_DENIES = claim("c9", by=None, actor="BBB", polarity="negated", report="r1")
A_DENIES = claim("c10", by="AAA", actor="BBB", polarity="negated")


@pytest.mark.parametrize("kind", ["outage", "damage", "casualties"])
@pytest.mark.parametrize("denier", ["AAA", "BBB", None])
def test_a_denied_effect_bears_on_no_grade(kind: str, denier: str | None) -> None:
    general = claim("c11", kind, by=denier, actor=None, polarity="negated")
    of_b = claim("c12", kind, by=denier, actor="BBB", polarity="negated")
    for told in [(A_SAYS_B,), (A_SAYS_B, B_SAYS_B), (A_SAYS_B, WIRE)]:
        assert graded(*told, denials=(general, of_b)) == graded(*told)


def test_where_only_the_effect_is_told_its_denial_denies_the_event() -> None:
    dark = claim("c11", "outage", by="AAA", actor=None)
    light = claim("c12", "outage", by="AAA", actor=None, polarity="negated")
    assert [short(g) for g in graded(dark, denials=(light,))] == ["event F5 alleged"]


@pytest.mark.parametrize(
    ("claims", "denials", "expected"),
    [
        ((A_SAYS_B,), (), ["event F6 alleged", "BBB F6 alleged"]),
        ((A_MOD,), (), ["event D6 alleged", "BBB D6 alleged"]),
        ((A_PAPER,), (), ["event F6 alleged", "BBB F6 alleged"]),
        ((A_SAYS_B, A_MOD, A_PAPER), (), ["event D6 alleged", "BBB D6 alleged"]),
        ((WIRE,), (), ["event B6 alleged", "BBB B6 alleged"]),
        ((A_SAYS_B, WIRE), (), ["event B3 corroborated", "BBB B3 corroborated"]),
        ((LOCAL, WIRE), (), ["event B3 corroborated", "BBB B3 corroborated"]),
        ((A_SAYS_B, B_SAYS_A), (), ["event F3 corroborated", "BBB F6 alleged", "AAA F6 alleged"]),
        ((A_SAYS_B, B_SAYS_B), (), ["event F2 corroborated", "BBB F2 corroborated"]),
        ((A_SAYS_B, B_SAYS_B, WIRE), (), ["event B1 corroborated", "BBB B1 corroborated"]),
        ((A_SAYS_B,), (B_DENIES,), ["event F6 alleged", "BBB F6 alleged"]),
        ((A_SAYS_B, WIRE), (B_DENIES,), ["event B3 corroborated", "BBB B6 alleged"]),
        ((LOCAL, WIRE), (B_DENIES,), ["event B3 corroborated", "BBB B3 corroborated"]),
        ((A_SAYS_B,), (NOBODY_DENIES,), ["event F6 alleged", "BBB F4 alleged"]),
        ((A_SAYS_B,), (A_DENIES,), ["event F6 alleged", "BBB F5 alleged"]),
    ],
)
def test_the_table(claims: tuple[Claim, ...], denials: tuple[Claim, ...], expected: list[str]) -> None:
    assert [short(g) for g in graded(*claims, denials=denials)] == expected


@pytest.mark.parametrize("role", ["military", "ngo"])
def test_an_official_source_of_an_unknown_side_is_not_independent(role: str) -> None:
    """ "The General Staff" has a side, though the text does not say which; an aid group has none."""
    source = SourceMention(text="the staff", party=None, role=Role(role))
    unknown = LOCAL.model_copy(update={"source": source})
    assert short(graded(WIRE, unknown)[0]) == ("event B3 corroborated" if role == "ngo" else "event B6 alleged")
    denial = NOBODY_DENIES.model_copy(update={"source": source})
    assert graded(A_SAYS_B, denials=(denial,))[1].credibility.value == ("4" if role == "ngo" else "6")


def in_one_text(*claims: Claim, origins: int = 1, of: dict[str, str] | None = None) -> Grade:
    """The grade of the event that these claims tell of, where ``of`` says which report carries which one's text."""
    told = incident(*claims, moment=local(DAY))
    reprints = tuple(Reprint(report=r, of=o) for r, o in (of or {}).items())
    one = told.model_copy(update={"origins": origins, "reprints": reprints})
    return grades([one], by_id(*claims), REPORTS, [], [], PARAMS)[0]


@pytest.mark.parametrize(("paper", "party"), [("r2", "AAA"), ("r3", "BBB")])
def test_the_same_text_under_another_outlets_name_is_no_second_witness(paper: str, party: str) -> None:
    """A party's newspaper quotes its ministry; the text stands again under an id that the register does not have."""
    accused = "BBB" if party == "AAA" else "AAA"
    quoted = claim("c1", by=party, actor=accused, report=paper)
    own = claim("c2", by=None, actor=accused, report=paper)
    copied, again = claim("c3", by=party, actor=accused, report="r6"), claim("c4", by=None, actor=accused, report="r6")
    for told in [(quoted, own, copied, again), (own, again), (quoted, again)]:
        for of in ({"r6": paper}, {paper: "r6"}):  # published at the same moment: either may be the copy
            assert short(in_one_text(*told, of=of)) == "event F6 alleged", (told, of)


def test_a_copy_of_a_free_text_leaves_it_free_and_adds_nothing() -> None:
    later = REPORTS["r2"].published
    assert later is not None
    moved = later.model_copy(update={"start": later.start + timedelta(hours=2), "end": later.end + timedelta(hours=2)})
    reports = {**REPORTS, "r2": REPORTS["r2"].model_copy(update={"published": moved})}
    told = (WIRE, A_PAPER, B_SAYS_B)
    one = incident(*told, moment=local(DAY)).model_copy(
        update={"origins": 2, "reprints": (Reprint(report="r2", of="r1"),)}
    )
    assert short(grades([one], by_id(*told), reports, [], [], PARAMS)[0]) == "event B2 corroborated"


def test_one_text_that_quotes_a_party_and_says_so_itself_is_one_witness() -> None:
    said = claim("c1", by="AAA", actor="BBB", report="r1")
    assert short(in_one_text(said, WIRE)) == "event B6 alleged"
    assert short(in_one_text(said, WIRE, LOCAL, origins=2)) == "event B3 corroborated"


@given(st.data())
@settings(max_examples=100, deadline=None)
def test_one_origin_never_makes_two_witnesses_but_two_parties(data: st.DataObject) -> None:
    claims = data.draw(CLAIMS)
    found = in_one_text(*claims, of=dict.fromkeys(("r2", "r3", "r4", "r5"), "r1"))
    parties = {c.source.party for c in claims if c.source.party}
    own = {OUTLETS[c.report] for c in claims if c.source.text is None}
    ministries = {PARAMS.bodies[o] for o in own & PARAMS.bodies.keys()}
    assert found.status is Status.ALLEGED or len(parties | ministries) > 1


@pytest.mark.parametrize("side", ["Aria", "Boria"])
@pytest.mark.parametrize("words", ["pro-{} channels on Telegram", "the {}-backed group", "a blogger close to {}"])
def test_a_source_called_aligned_with_a_side_is_no_witness_of_no_party(side: str, words: str) -> None:
    source = SourceMention(text=words.format(side), party=None, role=Role("media"))
    aligned = LOCAL.model_copy(update={"source": source})
    found = graded(A_SAYS_B, B_SAYS_A, aligned)[0]
    assert found.rule == "grade/two-sides"
    assert f"a source called “{alignment(source.text)}”" in found.reason and side in found.reason
    assert graded(A_SAYS_B, aligned)[0].status is Status.ALLEGED
    denial = NOBODY_DENIES.model_copy(update={"source": source})
    assert graded(A_SAYS_B, denials=(denial,))[1].credibility.value == "6"


@pytest.mark.parametrize(
    ("source", "called"),
    [
        ("Pro-Kremlin channels on Telegram", "Pro-Kremlin"),
        ("pro-government media", "pro-government"),
        ("the pro–Arian outlet", "pro–Arian"),
        ("Orvia-linked monitors", "Orvia-linked"),
        ("activists affiliated with the Arvian Front", "affiliated with the Arvian Front"),
        ("state-run television", "state-run"),
        ("a source close to the negotiations", None),
        ("the UN-backed commission", None),
        ("pro-democracy activists", None),
        ("a well-run clinic", None),
        ("Protest organisers", None),
        (None, None),
    ],
)
def test_words_of_alignment(source: str | None, called: str | None) -> None:
    assert alignment(source) == called


def test_an_own_account_of_a_release_is_not_against_interest() -> None:
    one, other = claim("c1", "exchange", by="AAA", actor="BBB"), claim("c2", "exchange", by="BBB", actor="BBB")
    assert graded(one, other)[0].credibility.value == "3"


def test_a_sensor_raises_the_event_alone() -> None:
    assert [short(g) for g in graded(A_SAYS_B, sensor=True)] == ["event F3 corroborated", "BBB F6 alleged"]


FACTS = st.builds(
    Standing,
    sides=st.integers(0, 3),
    independent=st.integers(0, 3),
    own_account=st.booleans(),
    denied_by=st.sampled_from(["nobody", "accused", "side", "own", "independent"]),
    sensor=st.booleans(),
)


@given(FACTS)
def test_a_sensor_never_lowers_and_software_never_verifies(facts: Standing) -> None:
    without = row_of(Standing(facts.sides, facts.independent, facts.own_account, facts.denied_by, False))
    having = row_of(Standing(facts.sides, facts.independent, facts.own_account, facts.denied_by, True))
    better = {"1": 6, "2": 5, "3": 4, "6": 3, "4": 2, "5": 1}
    assert better[having.credibility.value] >= better[without.credibility.value]
    assert row_of(facts).status.value in ("alleged", "corroborated")


def test_every_row_can_be_reached() -> None:
    deniers = ("nobody", "accused", "side", "own", "independent")
    reached = {
        row_of(Standing(s, i, o, d, k)).id  # type: ignore[arg-type]
        for s in range(4)
        for i in range(4)
        for o in (False, True)
        for d in deniers
        for k in (False, True)
    }
    assert reached == {row.id for row in table().rows}


def decision(action: Action, **more: Any) -> Decision:
    return Decision(
        id="dec-1",
        author="A Person",
        at=datetime(2031, 4, 3, tzinfo=UTC),
        action=action,
        subjects=("inc-c1",),
        reason="saw it",
        **more,
    )


def test_a_person_verifies_the_event_and_not_the_actor() -> None:
    found = graded(A_SAYS_B, decisions=(decision(Action.VERIFY),))
    assert [g.status.value for g in found] == ["verified", "alleged"]
    assert found[0].decisions == ("dec-1",)
    found = graded(A_SAYS_B, decisions=(decision(Action.VERIFY, field="actor", value="BBB"),))
    assert [g.status.value for g in found] == ["alleged", "verified"]


def test_a_person_grades() -> None:
    found = graded(A_SAYS_B, decisions=(decision(Action.GRADE, field="credibility", value="2"),))
    assert short(found[0]) == "event F2 alleged"
    assert found[0].rule == "grade/decision"


PARTIES = st.sampled_from([None, "AAA", "BBB"])
CLAIMS = st.lists(
    st.tuples(st.sampled_from(["attack", "damage"]), PARTIES, PARTIES, st.sampled_from(["r1", "r2", "r3", "r4", "r5"])),
    min_size=1,
    max_size=5,
).map(lambda rows: [claim(f"c{n}", k, by=b, actor=a, report=r) for n, (k, b, a, r) in enumerate(rows)])
MIRROR = {"r2": "r3", "r3": "r2", "r4": "r5", "r5": "r4"}


def turned(c: Claim) -> Claim:
    """The claim with the parties exchanged, and the outlets that they run."""
    return swapped(c).model_copy(update={"report": MIRROR.get(c.report, c.report)})  # type: ignore[no-any-return]


def plain(records: Any) -> Any:
    """Without ids, and with the names of the outlets exchanged as the parties are."""
    return [r.model_dump(mode="json", exclude={"id", "findings"}) for r in records]


def exchanged(rows: Any) -> Any:
    text = repr(mirrored(rows))
    for a, b in (("A Paper", "B Paper"), ("A Bulletin", "B Bulletin")):
        text = text.replace(a, "\0").replace(b, a).replace("\0", b)
    return text


@given(CLAIMS, st.integers(0, 2))
@settings(max_examples=150, deadline=None)
def test_swapping_the_sides_swaps_grades_findings_and_reasons(claims: list[Claim], denied: int) -> None:
    telling, denying = claims[denied:] or claims, claims[:denied] if claims[denied:] else []
    one = incident(*telling, moment=local(DAY), denials=tuple(denying))
    other = incident(*map(turned, telling), moment=local(DAY), denials=tuple(map(turned, denying)))
    here = grades([one], by_id(*claims), REPORTS, [], [], PARAMS)
    there = grades([other], by_id(*map(turned, claims)), REPORTS, [], [], PARAMS)
    assert repr(plain(there)) == exchanged(plain(here))
    terms = agreement()
    found = findings([one], by_id(*claims), [terms], PARAMS, REPORTS)
    back = findings([other], by_id(*map(turned, claims)), [swapped(terms)], PARAMS, REPORTS)
    assert repr(plain(back)) == exchanged(plain(found))


def forbidden() -> list[re.Pattern[str]]:
    path = Path(trucewatch.tell.__file__).parent / "messages" / "forbidden.en.yaml"
    return [re.compile(p, re.I) for group in yaml.safe_load(path.read_text()).values() for p in group]


def test_the_words_of_reasons_blame_nobody() -> None:
    labels = shipped().labels.model_dump(mode="json")
    texts = [row.text for row in table().rows] + [text for group in labels.values() for text in group.values()]
    texts += [
        f.reason for f in findings([incident(A_SAYS_B, moment=local(DAY))], by_id(A_SAYS_B), [agreement()], PARAMS)
    ]
    for text in texts:
        for pattern in forbidden():
            found = pattern.search(text)
            assert not found or text.startswith("If confirmed"), (pattern.pattern, text)


@given(st.lists(st.text(), min_size=1, max_size=5))
def test_ids_of_keys_are_content_ids(keys: list[str]) -> None:
    clean = [k.encode("utf-8", "replace").decode() for k in keys]
    assert id_of_keys("fin", *clean) == content_id("fin", clean)


@given(
    st.integers(0, 3),
    st.integers(0, 3),
    st.booleans(),
    st.sampled_from(["nobody", "accused", "side", "own", "independent"]),
)
def test_a_consistent_sensor_never_lowers_a_grade(sides: int, independent: int, own: bool, denied: Denier) -> None:
    with_it = row_of(Standing(sides, independent, own, denied, sensor=True))
    without = row_of(Standing(sides, independent, own, denied, sensor=False))
    order = {"1": 1, "2": 2, "3": 3, "6": 4, "4": 5, "5": 6}  # what cannot be judged lies between possible and doubtful
    assert order[with_it.credibility] <= order[without.credibility]
    assert not (with_it.status is Status.ALLEGED and without.status is Status.CORROBORATED)


@given(st.sampled_from(sorted(set(SensorResult))), st.sampled_from(["heat", "alert", "outage", "seismic"]))
def test_no_result_but_consistent_heat_touches_a_grade(result: SensorResult, witness: str) -> None:
    one = incident(A_SAYS_B, moment=local(DAY))
    sensed = Corroboration(id="cor-1", incident=one.id, witness=witness, result=result, rule="r", reason="x")
    said = by_id(A_SAYS_B)
    raised = grades([one], said, REPORTS, [sensed], (), PARAMS) != grades([one], said, REPORTS, [], (), PARAMS)
    assert raised == (result is SensorResult.CONSISTENT and witness == "heat")
