"""How an incident is called: of a total over several places none stands for the others."""

from __future__ import annotations

import datetime as dt

from tests.tell.sample import view
from trucewatch.records import Incident, Version, VersionValue
from trucewatch.tell.incident_words import heading, value_words, where_words
from trucewatch.tell.ledgers import phrases_of
from trucewatch.values.moment import Basis, Moment
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


def test_a_stretch_of_more_than_a_month_is_called_by_the_report_s_words() -> None:
    phrases = phrases_of(view())
    long = Moment.of_days(
        dt.date(2030, 8, 1), dt.date(2031, 3, 20), zone=phrases.zone, basis=Basis.STATED, text="since August 2030"
    )
    one = over("North", total=False).model_copy(update={"moment": long})
    assert heading(one, phrases).endswith("“since August 2030”")
    assert "“since August 2030”" in phrases.when(long, words=False)
    bare = one.model_copy(update={"moment": long.model_copy(update={"text": None})})
    assert heading(bare, phrases).endswith("1 August 2030 to 20 March 2031")


def test_a_whole_month_is_no_day() -> None:
    phrases = phrases_of(view())
    assert phrases.stretch(dt.date(2030, 8, 1), dt.date(2030, 8, 31)) == "August 2030"
    assert phrases.stretch(dt.date(2030, 8, 1), dt.date(2030, 8, 30)) == "1 to 30 August 2030"


def test_what_was_struck_is_said_to_be_read_so() -> None:
    assert value_words("target", "commercial", phrases_of(view())) == "read as commercial premises"
