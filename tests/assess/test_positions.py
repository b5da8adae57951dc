"""Where a party stands: what it did or is said to have done, conditions quoted, the later replacing the earlier."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from tests.assess.samples import ZONE, agreement, claim, declaration, local, mirrored, report, swapped
from trucewatch.assess import AssessParameters, positions
from trucewatch.records import Agreement, Claim, Position, Proposal
from trucewatch.values.vocabularies import Kind, Stance

PARAMS = AssessParameters(zone=ZONE)
REPORTS = {f"r{n}": report(f"r{n}", date(2031, 3, n)) for n in range(1, 10)}


def act(cid: str, kind: str, about: str, quote: str = "a quote", *, party: str = "AAA", **more: Any) -> Claim:
    fields: dict[str, Any] = {"by": party, "actor": party, "target": None, "report": f"r{cid[1:]}"}
    return claim(cid, kind, about=about, quote=quote, **{**fields, **more})


def every(*claims: Claim, terms: Agreement | None = None) -> tuple[Position, ...]:
    return positions(claims, REPORTS, [terms or agreement()], PARAMS)


def told(*claims: Claim, terms: Agreement | None = None) -> tuple[Position, ...]:
    """What somebody said or did, without the silences."""
    return tuple(p for p in every(*claims, terms=terms) if p.stance is not Stance.SILENT)


def test_a_party_of_which_no_stance_is_recorded_is_silent_and_rests_on_nothing() -> None:
    silent = [p for p in every(act("c1", "acceptance", "the energy pause")) if p.stance is Stance.SILENT]
    assert [(p.party, p.proposal) for p in silent] == [
        ("BBB", "energy-pause"),
        ("AAA", "full-ceasefire"),
        ("BBB", "full-ceasefire"),
    ]
    assert not any(p.claims or p.moment or p.said or p.contested_by or p.superseded_by for p in silent)


def test_a_stance_that_is_denied_is_no_stance_and_a_declared_one_is() -> None:
    denied = act("c1", "acceptance", "the energy pause", by="BBB", polarity="negated")
    assert any(p.party == "AAA" and p.proposal == "energy-pause" for p in every(denied) if p.stance is Stance.SILENT)
    terms = agreement(declarations=(declaration("BBB", "full-ceasefire", "rejected", date(2031, 3, 2)),))
    silent = {(p.party, p.proposal) for p in every(terms=terms) if p.stance is Stance.SILENT}
    assert silent == {("AAA", "energy-pause"), ("BBB", "energy-pause"), ("AAA", "full-ceasefire")}


@pytest.mark.parametrize("within", [True, False], ids=["within its words", "right after them"])
@pytest.mark.parametrize(("joint", "stance"), [("but", Stance.ACCEPTED_WITH_CONDITIONS), ("and", Stance.ACCEPTED)])
def test_a_demand_joined_with_a_reservation_is_a_condition(joint: str, stance: Stance, within: bool) -> None:
    first, second = "AAA supports the energy pause", "needs to know what it covers"
    text = f"{first} {joint} {second}"
    quote = text if within else first
    whole = act("c1", "acceptance", "the energy pause", quote).model_copy(update={"start": 0, "end": len(quote)})
    part = act("c2", "demand", "", second, report="r1")
    part = part.model_copy(update={"start": text.index(second), "end": len(text), "about": None})
    said = {**REPORTS, "r1": REPORTS["r1"].model_copy(update={"text": text})}
    found = positions([whole, part], said, [agreement()], PARAMS)
    (position,) = (p for p in found if p.stance is not Stance.SILENT)
    assert position.stance is stance
    assert [c.claim for c in position.conditions] == (["c2"] if joint == "but" else [])


def test_a_time_that_overlaps_is_not_earlier() -> None:
    """ "Last month" is not before the 11th of it: neither supersedes the other, and if opposed they contest."""
    vague = act("c1", "acceptance", "energy pause").model_copy(
        update={"time": local(date(2031, 3, 1), date(2031, 3, 31))}
    )
    exact = act("c2", "acceptance", "energy pause").model_copy(update={"time": local(date(2031, 3, 11))})
    assert [p.superseded_by for p in told(vague, exact)] == [None, None]
    against = exact.model_copy(update={"kind": Kind.REJECTION})
    assert all(p.contested_by for p in told(vague, against))


@pytest.mark.parametrize(
    ("kind", "stance"),
    [("acceptance", "accepted"), ("rejection", "rejected"), ("proposal", "proposed"), ("commitment", "accepted")],
)
def test_each_act_takes_its_stance(kind: str, stance: str) -> None:
    (position,) = told(act("c1", kind, "the energy pause"))
    assert (position.party, position.proposal, position.stance.value) == ("AAA", "energy-pause", stance)
    assert position.claims == ("c1",) and "energy" in position.rule
    assert position.moment is None and position.said is not None, "no time of the act is stated, and none is invented"


@pytest.mark.parametrize(
    ("about", "proposal"),
    [
        ("to refrain from striking energy facilities", "energy-pause"),
        ("sparing energy installations", "energy-pause"),
        ("a halt to strikes on energy infrastructure", "energy-pause"),
        ("the 30-day energy truce", None),
        ("a 30-day ceasefire", "full-ceasefire"),
        ("an unconditional ceasefire", "full-ceasefire"),
        ("energy-pause", "energy-pause"),
        ("a return of prisoners", None),
        ("a football match", None),
    ],
)
def test_phrases_are_matched_by_names_or_kept_unmatched(about: str, proposal: str | None) -> None:
    (position,) = told(act("c1", "acceptance", about))
    assert position.proposal == proposal
    assert position.about == about


def test_the_quote_is_matched_where_the_phrase_says_nothing() -> None:
    (position,) = told(act("c1", "acceptance", "it", "AAA agreed to the energy pause"))
    assert position.proposal == "energy-pause"


def known() -> Agreement:
    """The sample's proposals with a truce at sea besides."""
    at_sea = Proposal(id="sea-truce", names=("Wide Sea truce", "maritime truce"))
    return agreement(proposals=(*agreement().proposals, at_sea))


@pytest.mark.parametrize(
    ("about", "quote", "proposal"),
    [
        ("a 72-hour ceasefire over Easter", "", None),
        ("a 72-hour ceasefire", "", None),
        ("a ceasefire", "AAA proposed a ceasefire for three days", None),
        ("a local ceasefire at the Tal Velo plant", "", None),
        ("a ceasefire", "AAA accepted a ceasefire at the Tal Velo plant", None),
        ("a full ceasefire at the plant", "", None),
        ("a three-hour truce in Tal Velo", "", None),
        ("a 30-day ceasefire in Tal Velo", "", None),
        ("a 30-day ceasefire at talks in Tal Velo", "", "full-ceasefire"),
        ("a two-week ceasefire in the air and at sea", "", None),
        ("a truce in the air and at sea", "", None),
        ("a truce in the Short Sea", "", None),
        ("a Wide Sea truce", "", "sea-truce"),
        ("an Easter truce", "", None),
        ("another 30-day ceasefire", "", None),
        ("a limited full ceasefire", "", None),
        ("a month-long ceasefire", "", "full-ceasefire"),
        ("a thirty-day ceasefire", "", "full-ceasefire"),
        ("a full ceasefire", "", "full-ceasefire"),
        ("a 3-day energy pause", "", None),
        ("a 30-day energy pause", "", "energy-pause"),
        ("a halt to strikes on civilian facilities", "", None),
        ("a ceasefire", "AAA agreed to a ceasefire", None),
        ("the plan", "AAA agreed to the plan", None),
        ("72-hour truce", "AAA offered a 72-hour truce instead of a 30-day ceasefire", None),
    ],
)
def test_a_proposal_is_not_meant_where_the_phrase_bounds_it_otherwise_or_names_its_sort_only(
    about: str, quote: str, proposal: str | None
) -> None:
    (position,) = told(act("c1", "acceptance", about, quote or f"AAA agreed to {about}"), terms=known())
    assert position.proposal == proposal


@pytest.mark.parametrize(
    ("before", "proposal"),
    [
        ("CCC put forward a 30-day ceasefire. ", "full-ceasefire"),
        ("CCC put forward a 30-day ceasefire. BBB offered an Easter truce. ", None),
        ("CCC put forward a 30-day ceasefire and a maritime truce. ", None),
        ("CCC spoke. ", None),
    ],
)
@pytest.mark.parametrize(("about", "definite"), [("the ceasefire", True), ("the truce", True), ("a ceasefire", False)])
def test_a_definite_phrase_speaks_of_the_one_proposal_that_the_report_told_of_before(
    before: str, proposal: str | None, about: str, definite: bool
) -> None:
    quote = f"AAA accepted {about}"
    said = {**REPORTS, "r1": REPORTS["r1"].model_copy(update={"text": before + quote})}
    one = act("c1", "acceptance", about, quote).model_copy(
        update={"start": len(before), "end": len(before) + len(quote)}
    )
    found = positions([one], said, [known()], PARAMS)
    (position,) = (p for p in found if p.stance is not Stance.SILENT)
    assert position.proposal == (proposal if definite else None)


def test_a_mere_sort_is_enough_where_only_one_proposal_is_of_it() -> None:
    (position,) = told(act("c1", "acceptance", "the ceasefire", "AAA accepted the ceasefire"))
    assert position.proposal == "full-ceasefire"


def test_an_offer_of_another_truce_changes_no_position() -> None:
    first = act("c1", "rejection", "the 30-day ceasefire")
    later = act("c5", "acceptance", "a local ceasefire", "AAA accepted a local ceasefire at the Tal Velo plant")
    rejected, accepted = told(first, later)
    assert rejected.superseded_by is None and (accepted.proposal, accepted.about) == (None, "a local ceasefire")


@pytest.mark.parametrize("cue", ["if", "provided", "on condition", "unless"])
def test_a_condition_in_the_words_is_kept_as_quoted(cue: str) -> None:
    quote = f"AAA would halt strikes {cue} BBB did the same"
    (position,) = told(act("c1", "acceptance", "the energy pause", quote))
    assert position.stance is Stance.ACCEPTED_WITH_CONDITIONS
    assert [(c.quote, c.claim) for c in position.conditions] == [(quote, "c1")]


def test_a_word_that_only_holds_a_cue_is_no_condition() -> None:
    (position,) = told(act("c1", "acceptance", "the energy pause", "AAA said the specifics differ"))
    assert position.stance is Stance.ACCEPTED


def test_a_conditional_pledge_is_conditional() -> None:
    (position,) = told(act("c1", "commitment", "the energy pause", modality="conditional"))
    assert position.stance is Stance.ACCEPTED_WITH_CONDITIONS


def test_a_demand_that_sets_a_condition_joins_the_acceptance_of_the_same_report() -> None:
    accepts = act("c1", "acceptance", "the energy pause")
    demands = act("c2", "demand", "the energy pause", "the energy pause holds only if banks are freed", report="r1")
    other = act("c3", "demand", "the energy pause", "only if BBB may leave it", party="BBB", report="r1")
    (position,) = told(accepts, demands, other)
    assert position.stance is Stance.ACCEPTED_WITH_CONDITIONS
    assert [c.claim for c in position.conditions] == ["c2"]


@pytest.mark.parametrize("changes", [{"modality": "future"}, {"modality": "possible"}, {"modality": "cancelled"}])
def test_what_was_not_done_takes_no_stance(changes: dict[str, str]) -> None:
    assert told(act("c1", "acceptance", "the energy pause", **changes)) == ()


def test_a_vow_that_no_proposal_speaks_of_is_no_position() -> None:
    assert told(act("c1", "commitment", "to keep fighting")) == ()


def test_a_party_that_neither_accepts_nor_rejects_is_open_and_contests_nothing() -> None:
    terms = agreement(declarations=(declaration("AAA", "energy-pause", "open", date(2031, 3, 2)),))
    first, second = told(act("c1", "acceptance", "energy pause"), terms=terms)
    assert (first.stance, second.stance) == (Stance.ACCEPTED, Stance.OPEN)
    assert first.superseded_by == second.id and not second.contested_by


def test_leaving_is_withdrawal() -> None:
    (position,) = told(act("c1", "commitment", "the energy pause", "AAA is no longer bound by the energy pause"))
    assert position.stance is Stance.WITHDRAWN


def test_the_later_supersedes_the_earlier_of_the_same_party_and_proposal() -> None:
    first, second = act("c1", "acceptance", "energy pause"), act("c5", "rejection", "energy pause")
    others = [act("c6", "acceptance", "30-day ceasefire"), act("c7", "acceptance", "energy pause", party="BBB")]
    accepted, rejected, *rest = told(second, first, *others)
    assert (accepted.superseded_by, rejected.superseded_by) == (rejected.id, None)
    assert [p.superseded_by for p in rest] == [None, None]


def test_another_partys_word_supersedes_nothing_that_a_party_says_itself() -> None:
    own, hearsay = act("c1", "acceptance", "energy pause"), act("c5", "rejection", "energy pause", by="BBB")
    first, second = told(own, hearsay)
    assert first.superseded_by is None
    assert "told-by-another" in second.rule and "told-by-another" not in first.rule


@pytest.mark.parametrize(
    ("run_by", "by", "told_by"),
    [
        ("AAA", "AAA", "/own-words:"),
        (None, "AAA", "/own-words:"),
        ("BBB", "AAA", "/own-words-told-by-another:"),
        ("BBB", None, "/told-by-another:"),
        ("AAA", None, "/told-in-a-report:"),
        (None, None, "/told-in-a-report:"),
        ("AAA", "BBB", "/told-by-another:"),
    ],
)
def test_words_are_a_partys_own_where_its_source_speaks_and_no_other_party_passes_them_on(
    run_by: str | None, by: str | None, told_by: str
) -> None:
    outlet = REPORTS["r5"].outlet
    params = AssessParameters(zone=ZONE, affiliations={outlet: run_by} if run_by else {})
    own, later = act("c1", "acceptance", "energy pause"), act("c5", "rejection", "energy pause", by=by)
    reports = {**REPORTS, "r1": REPORTS["r1"].model_copy(update={"outlet": "elsewhere"})}
    first, second = (
        p for p in positions([own, later], reports, [agreement()], params) if p.stance is not Stance.SILENT
    )
    assert told_by in second.rule
    assert (first.superseded_by is None) == ("told-by-another" in told_by)


def test_a_denial_that_a_party_agreed_contests_the_report_that_it_did() -> None:
    """An agency reports that AAA agreed, an envoy of BBB says that it did not: both are kept, neither wins."""
    agency = act("c1", "acceptance", "energy pause", by=None)
    envoy = act("c2", "acceptance", "energy pause", by="BBB", polarity="negated")
    agreed, denied = told(agency, envoy)
    assert (agreed.denied, denied.denied) == (False, True)
    assert agreed.contested_by == (denied.id,) and denied.contested_by == (agreed.id,)
    assert agreed.superseded_by is None and denied.superseded_by is None


def test_a_denial_contests_nothing_that_was_said_later() -> None:
    envoy = act("c1", "acceptance", "energy pause", by="BBB", polarity="negated")
    denied, agreed = told(envoy, act("c3", "acceptance", "energy pause"))
    assert (denied.contested_by, agreed.contested_by) == ((), ())


def test_two_voices_of_one_party_on_one_day_contest_each_other() -> None:
    yes, no = act("c1", "acceptance", "energy pause"), act("c2", "rejection", "energy pause", report="r1")
    first, second = told(yes, no)
    assert first.contested_by == (second.id,) and second.contested_by == (first.id,)


def test_a_change_of_mind_is_no_contest() -> None:
    first, second = told(act("c1", "acceptance", "energy pause"), act("c4", "rejection", "energy pause"))
    assert first.superseded_by == second.id
    assert (first.contested_by, second.contested_by) == ((), ())


def test_stances_on_unknown_proposals_contest_nothing() -> None:
    """Whether two unmatched phrases speak of one thing only a person can say."""
    yes, no = act("c1", "acceptance", "a sea corridor"), act("c2", "rejection", "a sea corridor", report="r1")
    assert [p.contested_by for p in told(yes, no)] == [(), ()]


def test_declarations_stand_beside_the_claims_and_are_superseded_in_time() -> None:
    terms = agreement(declarations=(declaration("AAA", "energy-pause", "accepted", date(2031, 3, 2)),))
    declared, later = told(act("c5", "rejection", "energy pause"), terms=terms)
    assert declared.declaration is not None and declared.claims == ()
    assert declared.superseded_by == later.id


def test_reprints_are_one_position_with_every_claim() -> None:
    claims = [act("c1", "acceptance", "energy pause"), act("c2", "acceptance", "energy pause", report="r1")]
    (position,) = told(*claims)
    assert position.claims == ("c1", "c2")


def test_allies_that_speak_as_one_each_have_the_position() -> None:
    assert [p.party for p in told(act("c1", "acceptance", "energy pause", party="AAA+BBB"))] == ["AAA", "BBB"]


SAMPLE = [
    act("c1", "acceptance", "energy pause"),
    act("c2", "proposal", "a return of prisoners", party="BBB"),
    act("c3", "rejection", "a 30-day ceasefire", party="BBB"),
    act("c4", "acceptance", "energy pause", "BBB agrees if AAA does", party="BBB"),
    act("c5", "rejection", "energy pause", by="BBB"),
]


def dump(found: Sequence[Position]) -> list[dict[str, Any]]:
    """With ids replaced by their rank: they are hashes, in which nobody's name can be exchanged."""
    rank = {p.id: n for n, p in enumerate(found)}
    return [
        {
            **p.model_dump(mode="json"),
            "id": rank[p.id],
            "superseded_by": rank.get(p.superseded_by or ""),
            "contested_by": [rank[q] for q in p.contested_by],
        }
        for p in found
    ]


def test_order_does_not_matter() -> None:
    for seed in range(10):
        mixed = random.Random(seed).sample(SAMPLE, len(SAMPLE))
        assert told(*mixed) == told(*SAMPLE)


def test_swapping_the_parties_swaps_the_positions_and_nothing_else() -> None:
    terms = agreement(declarations=(declaration("AAA", "energy-pause", "accepted", date(2031, 3, 2)),))
    there = dump(every(*SAMPLE, terms=terms))
    back = dump(every(*(swapped(c) for c in SAMPLE), terms=swapped(terms)))
    assert back == mirrored(there)
    assert back != there


@pytest.mark.parametrize(
    "about",
    [
        "the other's terms for a 30-day ceasefire",
        "the other side's conditions for a full 30-day ceasefire",
        "each other's proposals for a full 30-day ceasefire",
        "Barland's own terms for a 30-day ceasefire",
        "the 30-day ceasefire plan of the other side",
    ],
)
def test_who_refuses_somebodys_terms_has_refused_no_proposal(about: str) -> None:
    refused = act("c2", "acceptance", about, f"did not accept {about}", polarity="negated")
    accepted, denied = told(act("c1", "acceptance", "the full 30-day ceasefire"), refused)
    assert (accepted.proposal, denied.proposal) == ("full-ceasefire", None)
    assert not accepted.contested_by


@pytest.mark.parametrize(
    "about",
    [
        "the terms of the 30-day ceasefire",
        "the mediator's 30-day ceasefire",
        "the other proposal, a full 30-day ceasefire",
    ],
)
def test_terms_that_are_nobodys_own_are_the_proposals(about: str) -> None:
    (refused,) = told(act("c1", "rejection", about))
    assert refused.proposal == "full-ceasefire"


def test_terms_may_stand_before_the_phrase() -> None:
    quote = "accepted the other's terms for a 30-day ceasefire"
    (refused,) = told(act("c1", "acceptance", "a 30-day ceasefire", quote, polarity="negated"))
    assert refused.proposal is None
