"""Pictures: what is drawn is what is on record, told apart without colour, safe whatever a place is called."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any
from xml.etree import ElementTree

import pytest

from trucewatch.records import Case, Corroboration, Incident, KnownPlace, Observation, Party, identified
from trucewatch.tell import CaseView, pictures, png
from trucewatch.tell.pictures.strip import Strip, baseline_strip
from trucewatch.values.moment import Basis, Moment
from trucewatch.values.place import Place, Point
from trucewatch.values.vocabularies import Kind, SensorResult

NIGHT = datetime(2031, 4, 10, tzinfo=UTC)
HERE = Point(lat=50.0, lon=35.0)


def seen(day: float, lat: float = 50.0, mw: float = 5.0) -> Observation:
    at = NIGHT + timedelta(days=day)
    moment = Moment(start=at, end=at + timedelta(minutes=1), basis=Basis.STATED)
    point = Point(lat=lat, lon=35.0)
    return identified(Observation, sensor="N-VIIRS", moment=moment, point=point, scan_km=0.4, track_km=0.4, frp_mw=mw)


def drawn(
    *hits: Observation, others: tuple[Observation, ...] = (), name: str = "Zelm", **changes: Any
) -> dict[str, str]:
    fields: dict[str, Any] = {
        "place": Place(text=name, point=HERE, radius_km=2.0),
        "moment": Moment(start=NIGHT, end=NIGHT + timedelta(days=1), basis=Basis.STATED),
        **changes,
    }
    one = Incident(id="inc-1", claims=("c",), kinds=(Kind.ATTACK,), reports=1, outlets=1, origins=1, **fields)
    sensed = Corroboration(
        id="cor-1", incident="inc-1", result=SensorResult.CONSISTENT, rule="r", reason="x",
        observations=tuple(o.id for o in hits),
    )  # fmt: skip
    plant = KnownPlace(name="Zelm <plant>", lat=50.01, lon=35.0, radius_km=1.0)
    case = Case(id="cas-1", code="c", title="t", parties=(Party(code="AAA", name="A"),), places=(plant,))
    view = CaseView.of(
        case, inputs="", derived="", observations=(*hits, *others), incidents=[one], corroborations=[sensed]
    )
    return pictures(one, view)


def test_detections_that_count_are_filled_and_others_open() -> None:
    found = drawn(seen(0.1), seen(0.1, 50.005), others=(seen(0.2, 50.012), seen(-3.0), seen(-3.0, 55.0)))
    dots = re.findall(r'<circle [^>]*r="2.6" fill="(\w+)"', found["map"])
    assert dots[:3] == ["white", "black", "black"]
    assert found["map"].count('r="1.2"') == 2  # one earlier detection in the frame, and its sign in the legend
    assert "consistent with the accounts" in found["map"] and "1 km" in found["map"]


def test_all_shades_are_grey() -> None:
    shades = {c for svg in drawn(seen(0.1)).values() for c in re.findall(r'(?:fill|stroke)="([^"]+)"', svg)}
    assert shades <= {"none", "black", "white", "#999", "#777", "#555", "#444"}


def test_names_are_escaped_and_the_drawing_is_xml() -> None:
    for svg in drawn(seen(0.1), name="<script>alert(1)</script> & \u202e").values():
        root = ElementTree.fromstring(svg)
        assert root.tag.endswith("svg") and "script" not in {e.tag.rpartition("}")[2] for e in root.iter()}
        assert "\u202e" not in svg


def test_the_strip_tells_heat_silence_and_no_look_apart() -> None:
    first = date(2031, 4, 1)
    words = {"axis": "MW", "legend": "", "marks": ""}
    looked = frozenset(first + timedelta(days=n) for n in (0, 1, 3))
    strip = Strip("t", {first: 20.0}, looked, first, first + timedelta(days=4), [first], words)
    svg = baseline_strip(strip)
    assert len(re.findall(r'<rect [^>]*fill="black"', svg)) == 1
    assert svg.count("<circle") == 2  # looked and saw nothing; on the third and fifth day nobody looked


def test_the_same_record_gives_the_same_bytes_and_without_a_point_nothing_is_drawn() -> None:
    assert drawn(seen(0.1)) == drawn(seen(0.1))
    assert drawn(seen(0.1), place=Place(text="Zelm")) == {}
    assert drawn(seen(0.1), moment=None) == {}


def test_a_drawing_as_png() -> None:
    pytest.importorskip("resvg_py")
    assert png(drawn(seen(0.1))["map"]).startswith(b"\x89PNG")
