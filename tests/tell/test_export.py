"""Exports: nothing dropped, typed, safe to open, the same bytes each time."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tell.sample import view
from tests.tell.test_brief import shuffled
from trucewatch.tell import export_csv, export_geojson, export_parquet
from trucewatch.tell.export import CLAIM_COLUMNS, FINDING_COLUMNS, INCIDENT_COLUMNS, cell, guarded
from trucewatch.tell.export_rows import claim_rows, finding_rows, incident_rows
from trucewatch.tell.formats.typed import CLAIMS, FINDINGS


@pytest.fixture(scope="module")
def collection() -> dict[str, Any]:
    return dict(json.loads(export_geojson(view())))


def test_geojson_has_every_incident_and_every_claim(collection: dict[str, Any]) -> None:
    v = view()
    ids = [f["id"] for f in collection["features"]]
    assert sorted(ids) == sorted([*v.incidents, *v.claims])
    assert collection["type"] == "FeatureCollection" and "bbox" not in collection
    assert collection["trucewatch"]["disclaimers"] and collection["trucewatch"]["inputs"] == v.inputs


def test_geojson_geometry_is_longitude_first_and_null_where_unplaced(collection: dict[str, Any]) -> None:
    features = {f["id"]: f for f in collection["features"]}
    v = view()
    for incident in v.incidents.values():
        feature = features[incident.id]
        assert feature["type"] == "Feature" and feature["properties"]["record"] == "incident"
        if incident.place and incident.place.point:
            assert feature["geometry"] == {"type": "Point", "coordinates": [-20.25, 10.5]}
            assert feature["properties"]["place"]["radius_km"] == 6
            assert feature["properties"]["place"]["precision_acled"] == 1
        else:
            assert feature["geometry"] is None
    assert sum(f["geometry"] is None for f in collection["features"]) > 2


def test_geojson_carries_versions_and_claim_ids(collection: dict[str, Any]) -> None:
    v = view()
    strike = next(i for i in v.incidents.values() if len(i.claims) == 4)
    properties = next(f["properties"] for f in collection["features"] if f["id"] == strike.id)
    assert properties["claims"] == list(strike.claims) and properties["denials"] == list(strike.denials)
    assert properties["versions"][0]["concord"] == "disputed" and properties["time_edtf"] == "2031-03-18/2031-03-19"
    assert [s["state"] for s in properties["states"]] == ["disputed-period"]


def _rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8"), newline="")))


def test_csv_has_a_row_for_each_record() -> None:
    v, files = view(), export_csv(view())
    assert set(files) == {"README-csv.txt", "claims.csv", "incidents.csv", "findings.csv"}
    claims = _rows(files["claims.csv"])
    assert tuple(claims[0]) == CLAIM_COLUMNS
    assert {r["id"]: r["quote"] for r in claims} == {c.id: c.quote for c in v.claims.values()}
    incidents = _rows(files["incidents.csv"])
    assert tuple(incidents[0]) == INCIDENT_COLUMNS and {r["id"] for r in incidents} == set(v.incidents)
    assert "-20.25" in {r["place_lon"] for r in incidents}
    findings = _rows(files["findings.csv"])
    assert tuple(findings[0]) == FINDING_COLUMNS and {r["id"] for r in findings} == set(v.findings)
    assert "apostrophe" in files["README-csv.txt"].decode()


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "  =1", "＝1", "'quoted'"])
def test_no_text_runs_as_a_formula(text: str) -> None:
    assert cell(text) == f"'{text}" and cell([text]) == f"'{text}"


def test_numbers_are_numbers() -> None:
    assert cell(-20.25) == -20.25 and cell(None) == "" and cell(True) == "true"


@given(st.text())
def test_the_guard_can_be_taken_off(text: str) -> None:
    out = guarded(text)
    assert (out[1:] if out.startswith("'") else out) == text


def test_parquet_is_typed_and_whole() -> None:
    v, files = view(), export_parquet(view())
    claims = pq.read_table(io.BytesIO(files["claims.parquet"]))
    assert claims.schema.equals(CLAIMS)
    assert {r["id"]: r["quote"] for r in claims.to_pylist()} == {c.id: c.quote for c in v.claims.values()}
    findings = pq.read_table(io.BytesIO(files["findings.parquet"]))
    assert findings.schema.equals(FINDINGS) and findings.num_rows == len(v.findings)
    incidents = {r["id"]: r for r in pq.read_table(io.BytesIO(files["incidents.parquet"])).to_pylist()}
    assert set(incidents) == set(v.incidents)
    strike = next(i for i in v.incidents.values() if len(i.claims) == 4)
    assert strike.moment is not None and incidents[strike.id]["time_start"] == strike.moment.start
    assert json.loads(claims.schema.metadata[b"trucewatch"])["inputs"] == v.inputs


@pytest.mark.parametrize("seed", range(3))
def test_exports_are_the_same_bytes_in_any_order(seed: int) -> None:
    one, two = view(), shuffled(view(), seed)
    assert export_geojson(one) == export_geojson(two)
    assert export_csv(one) == export_csv(two)
    assert export_parquet(one) == export_parquet(two)


def test_every_column_is_written_and_no_field_is_left_behind() -> None:
    v = view()
    assert all(set(r) == set(CLAIM_COLUMNS) for r in claim_rows(v))
    assert all(set(r) == set(FINDING_COLUMNS) for r in finding_rows(v))
    flat = {c for c in INCIDENT_COLUMNS if not c.startswith("place_")} | {"place"}
    assert all(set(r) == flat for r in incident_rows(v))
