"""What came of an incident: stated, stated as none, disputed, or spoken of by nobody, which is never taken for none."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.assess.samples import by_id, claim, incident, local
from trucewatch.assess import effects
from trucewatch.assess.ledgerbook import holds, shipped
from trucewatch.records import Claim, Effect, Incident, Version, VersionValue
from trucewatch.values.count import Count
from trucewatch.values.vocabularies import Concord, CountOf

DAY = local(date(2031, 3, 20))
ATTACK = claim("c1")


def counted(cid: str, kind: str, low: int | None, high: int | None, what: str = "killed", **more: Any) -> Claim:
    counts = (Count(what=CountOf(what), low=low, high=high),)
    return claim(cid, kind, **more).model_copy(update={"counts": counts})


def versions(incident_: Incident, *found: Version) -> Incident:
    return incident_.model_copy(update={"versions": found})


def told(*claims: Claim, denials: tuple[Claim, ...] = (), field: Version | None = None) -> dict[str, Effect]:
    one = incident(*claims, moment=DAY, denials=denials)
    one = versions(one, field) if field else one
    return {e.effect.value: e for e in effects([one], by_id(*claims, *denials))}


def test_of_an_attack_every_effect_is_asked_and_silence_is_said_to_be_silence() -> None:
    found = told(ATTACK)
    assert set(found) == {"casualties", "damage", "outage", "displacement"}
    assert {e.state.value for e in found.values()} == {"not-stated"}
    assert all(not (e.claims or e.none or e.restored or e.numbers) for e in found.values())


def test_of_an_effect_alone_only_what_is_told_is_listed() -> None:
    assert list(told(claim("c1", "outage"))) == ["outage"]


@pytest.mark.parametrize(
    ("said", "state"),
    [
        (counted("c2", "casualties", 3, 3), "stated"),
        (counted("c2", "casualties", 2, None), "stated"),
        (counted("c2", "casualties", 0, 0), "stated-none"),
        (claim("c2", "casualties"), "stated"),
        (claim("c2", "casualties", polarity="negated"), "stated-none"),
        (claim("c2", "casualties", modality="possible"), "not-stated"),
        (claim("c2", "casualties", modality="future"), "not-stated"),
    ],
)
def test_casualties_are_stated_none_or_not_spoken_of(said: Claim, state: str) -> None:
    effect = told(ATTACK, said)["casualties"]
    assert effect.state.value == state
    assert said.id in (*effect.claims, *effect.none) or state == "not-stated"


def test_no_one_killed_and_three_injured_are_casualties() -> None:
    both = claim("c2", "casualties").model_copy(
        update={"counts": (Count(what=CountOf.KILLED, low=0, high=0), Count(what=CountOf.INJURED, low=3, high=3))}
    )
    assert told(ATTACK, both)["casualties"].state.value == "stated"


@pytest.mark.parametrize(
    ("quote", "state", "restored"),
    [
        ("two districts lost power", "stated", 0),
        ("power was restored to all customers", "stated", 1),
        ("gas flows were stable", "stated-none", 0),
        ("consumers did not lose power", "stated-none", 0),
    ],
)
def test_a_service_that_came_back_is_told_from_one_that_never_went(quote: str, state: str, restored: int) -> None:
    outage = told(ATTACK, claim("c2", "outage", quote=quote))["outage"]
    assert (outage.state.value, len(outage.restored)) == (state, restored)


def test_sides_that_contradict_each_other_are_disputed_with_both_kept() -> None:
    yes, no = claim("c2", "damage", by="AAA"), claim("c3", "damage", by="BBB", polarity="negated")
    values = (
        VersionValue(value="affirmed", parties=("AAA",), claims=("c2",)),
        VersionValue(value="denied", parties=("BBB",), claims=("c3",)),
    )
    field = Version(field="damage", concord=Concord.DISPUTED, values=values)
    effect = told(ATTACK, yes, denials=(no,), field=field)["damage"]
    assert (effect.state.value, effect.claims, effect.none) == ("disputed", ("c2",), ("c3",))


@pytest.mark.parametrize(("first", "second", "state"), [("3", "5", "stated"), ("0", "5", "disputed")])
def test_how_many_is_disputed_apart_from_whether(first: str, second: str, state: str) -> None:
    low, high = counted("c2", "casualties", int(first), int(first)), counted("c3", "casualties", 5, 5, by="BBB")
    values = tuple(
        VersionValue(value=value, parties=(by,), claims=(c,))
        for value, by, c in ((first, "AAA", "c2"), (second, "BBB", "c3"))
    )
    field = Version(field="killed", concord=Concord.DISPUTED, values=values)
    effect = told(ATTACK, low, high, field=field)["casualties"]
    assert (effect.state.value, effect.numbers) == (state, (field,))


def test_numbers_are_those_of_the_effect_s_own_claims() -> None:
    dead = counted("c2", "casualties", 3, 3)
    mine = Version(
        field="killed", concord=Concord.ONE_SIDED, values=(VersionValue(value="3", parties=("AAA",), claims=("c2",)),)
    )
    assert told(ATTACK, dead, field=mine)["casualties"].numbers == (mine,)
    other = mine.model_copy(update={"values": (VersionValue(value="3", parties=("AAA",), claims=("c1",)),)})
    assert told(ATTACK, dead, field=other)["casualties"].numbers == ()


@given(st.lists(st.sampled_from(["casualties", "damage", "outage", "displacement"]), max_size=4))
def test_what_is_stated_is_never_lost_and_silence_never_becomes_none(kinds: list[str]) -> None:
    claims = [claim(f"c{n}", kind) for n, kind in enumerate(kinds, 2)]
    found = told(ATTACK, *claims)
    for name, effect in found.items():
        ids = {c.id for c in claims if c.kind.value == name}
        assert set(effect.claims) == ids
        assert (effect.state.value == "not-stated") == (not ids)


def test_every_list_of_words_finds_its_example() -> None:
    book = shipped()
    lists = {**book.persons, "each": book.each, "cumulative": book.cumulative}
    lists |= {"restored": book.restored, "stable": book.stable}
    assert set(book.examples) == set(lists)
    assert all(holds(book.examples[name], words) for name, words in lists.items())
    assert all(book.who(book.examples[name]) == name for name in book.persons)
