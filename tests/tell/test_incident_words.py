"""How an incident is called: of a total over several places none stands for the others."""

from __future__ import annotations

from tests.tell.sample import view
from trucewatch.records import Incident, Version, VersionValue
from trucewatch.tell.incident_words import heading, where_words
from trucewatch.tell.ledgers import phrases_of
from trucewatch.values.vocabularies import Concord


def over(*places: str, total: bool = True) -> Incident:
    values = tuple(VersionValue(value=p, parties=("ARD",), claims=("clm-1",)) for p in places)
    founded = next(i for i in view().incidents.values() if i.place is not None)
    place = Version(field="place", concord=Concord.ONE_SIDED, values=values)
    return founded.model_copy(update={"period_total": total, "versions": (place,)})


def test_a_total_over_several_places_is_called_by_all_or_by_how_many_more() -> None:
    phrases = phrases_of(view())
    assert "North, East and South" in heading(over("North", "East", "South"), phrases)
    assert "North, East and South" in where_words(over("North", "East", "South"), phrases)
    assert "A, B, C and 2 more places" in heading(over("A", "B", "C", "D", "E"), phrases)


def test_one_event_is_called_by_its_own_place() -> None:
    one = over("North", "East", total=False)
    assert one.place is not None
    assert str(one.place.name or one.place.text) in heading(one, phrases_of(view()))
