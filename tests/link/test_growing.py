"""Incidents that grow: adding reports one by one ends where linking all at once does, and ids lead on."""

from __future__ import annotations

import random
from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.link.samples import DAY, HERE, PARAMS, claim, decide, depot, link, linked, of, report
from trucewatch.link import Linking, decided, explain_pair, incident_id, redirects
from trucewatch.link import link as link_on
from trucewatch.records import Action, Claim, Report

PLACES = ("Zelm", "Orlu", "Tovo")
CLASSES = ("energy.oil_storage", "education", "residential")
SENTENCES = (
    "Drones struck a site in {}, it was said",
    "Shells hit a building in {} at night",
    "A raid on {} was told of",
)


@st.composite
def told(draw: st.DrawFn) -> list[tuple[Report, list[Claim]]]:
    """A few reports of a few things in a few places, some of them the same."""
    out = []
    for n in range(draw(st.integers(2, 6))):
        lines = draw(st.lists(st.tuples(*(st.integers(0, 2) for _ in range(4))), min_size=1, max_size=3))
        texts = [SENTENCES[s].format(PLACES[p]) for s, p, _, _ in lines]
        made = report(f"r{n}", ". ".join(dict.fromkeys(texts)) + ".", hour=draw(st.integers(0, 23)))
        claims = {}
        for text, (_, p, cls, polarity) in zip(texts, lines, strict=True):
            c = claim(
                made, text, target=CLASSES[cls], at=PLACES[p], polarity="negated" if polarity == 2 else "affirmed"
            )
            claims[c.id] = c
        out.append((made, list(claims.values())))
    return out


@given(told(), st.integers(0, 10**6))
@settings(max_examples=25, deadline=None)
def test_adding_one_by_one_ends_where_linking_all_at_once_does(
    told: list[tuple[Report, list[Claim]]], seed: int
) -> None:
    reports = {r.id: r for r, _ in told}
    claims = [c for _, found in told for c in found]
    growing = Linking(PARAMS, decided(()), HERE)
    for r, found in random.Random(seed).sample(told, len(told)):
        growing.add(found, {r.id: r}, {})
    assert tuple(growing.incidents()) == link(claims, reports, (), PARAMS)


def test_an_addition_returns_only_what_it_concerns() -> None:
    claims, reports = depot()
    growing = Linking(PARAMS, decided(()), HERE)
    growing.add(claims, reports, {})
    far = report("r2", "Rebels shelled a bridge in Quell.")
    new = claim(far, "Rebels shelled a bridge in Quell", at="Quell")
    assert [i.claims for i in growing.add([new], {far.id: far}, {})] == [(new.id,)]


WIRE = report("r2", "Drones struck an oil depot at Zelm, AAA said.", hour=9)
EARLIER = report("r1", "Drones struck an oil depot at Zelm, it was said.", hour=7)


def struck(r: Report) -> Claim:
    return claim(r, "Drones struck an oil depot at Zelm", target="energy.oil_storage", at="Zelm", on=DAY)


def test_an_incident_keeps_its_id_when_an_account_arrives_that_was_published_earlier() -> None:
    first, second = struck(WIRE), struck(EARLIER)
    reports = {WIRE.id: WIRE, EARLIER.id: EARLIER}
    (alone,) = link_on([first], reports, (), PARAMS, HERE, arrived={first.id: 0})
    (both,) = link_on([second, first], reports, (), PARAMS, HERE, arrived={first.id: 0, second.id: 1})
    assert set(both.claims) == {first.id, second.id}
    assert both.id == alone.id


def test_a_merge_leaves_a_redirect_and_a_split_ends_it() -> None:
    first = struck(EARLIER)
    other = claim(WIRE, "Drones struck an oil depot at Zelm", target="education", at="Orlu")
    apart = linked([first, other], EARLIER, WIRE)
    assert redirects(apart) == {}
    merged = linked([first, other], EARLIER, WIRE, decisions=[decide(Action.SAME, first.id, other.id)])
    (whole,) = merged
    gone = {i.id for i in apart} - {whole.id}
    assert {old: redirects(merged)[old] for old in gone} == dict.fromkeys(gone, whole.id)
    assert of(apart, other.id).id == incident_id(other.id)


def test_every_field_of_a_pair_is_explained_and_adds_up() -> None:
    found = explained(struck(EARLIER), struck(WIRE), [EARLIER, WIRE])
    assert found.against is None
    assert abs(sum(f.weight for f in found.fields) - found.weight) < 1e-9
    assert found.weight >= found.link_at
    assert {"place", "time", "kind", "class", "actor", "numbers", "words", "total"} <= {f.name for f in found.fields}


def test_a_bar_is_explained() -> None:
    elsewhere = claim(WIRE, "Drones struck an oil depot at Zelm", target="energy.oil_storage", at="Orlu")
    assert explained(struck(EARLIER), elsewhere, [EARLIER, WIRE]).against == "places apart"


def explained(a: Claim, b: Claim, reports: Sequence[Report]):  # type: ignore[no-untyped-def]
    return explain_pair(a.id, b.id, [a, b], {r.id: r for r in reports}, (), PARAMS, HERE)
