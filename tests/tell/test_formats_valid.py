"""Each format by its own field's validator, schema or reader library."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import feedparser
import geojson_pydantic
import hxl
import pandas as pd
import pyarrow.parquet as pq
import pytest
import rdflib
from capvalidator import Validator
from jsonschema import Draft202012Validator
from lxml import etree
from prov.model import ProvDocument
from rdflib import RDF, Namespace

from tests.tell.formats_sample import files, fuller, strike_of
from trucewatch.tell.formats.codebook import codebook
from trucewatch.tell.formats.markup import URN

SCHEMAS = Path(__file__).parent / "schemas"
PROV = Namespace("http://www.w3.org/ns/prov#")
SCHEMA = Namespace("https://schema.org/")


@pytest.fixture(scope="module", params=[False, True], ids=["alleged", "decided"])
def v(request: pytest.FixtureRequest) -> Any:
    return fuller(decided=request.param)


def test_geojson_is_a_feature_collection(v: Any) -> None:
    data = files(v, "geojson")["incidents.geojson"]
    made: Any = geojson_pydantic.FeatureCollection.model_validate_json(data)
    assert len(made.features) == len(v.incidents) + len(v.claims)
    schema = json.loads((SCHEMAS / "geojson.json").read_text())
    Draft202012Validator(schema).validate(json.loads(data))


def test_csv_and_parquet_are_read_by_pandas(v: Any) -> None:
    tables, typed = files(v, "csv"), files(v, "parquet")
    for name in ("claims", "incidents", "findings"):
        text = pd.read_csv(io.BytesIO(tables[f"{name}.csv"]), keep_default_na=False)
        frame = pd.read_parquet(io.BytesIO(typed[f"{name}.parquet"]))
        assert list(text["id"]) == list(frame["id"]) and len(frame)
    claims = pq.read_table(io.BytesIO(typed["claims.parquet"]))
    assert str(claims.schema.field("time_start").type) == "timestamp[us, tz=UTC]"


def test_the_hxl_table_is_read_by_libhxl(v: Any) -> None:
    data_bytes = files(v, "hxl")["incidents.hxl.csv"]
    data = hxl.data(io.BytesIO(data_bytes), hxl.InputOptions(allow_local=True))
    assert len(data.columns) == len(codebook("hxl").columns("incidents.hxl.csv"))
    assert all(column.tag in CORE for column in data.columns)
    rows = list(data)
    assert [r.get("#event+id") for r in rows] == sorted(v.incidents)
    assert all(r.get("#status") for r in rows)
    strike = next(r for r in rows if r.get("#event+id") == strike_of(v).id)
    assert float(strike.get("#geo+lat")) == 10.5 and strike.get("#affected+killed+min") == "2"
    # libhxl's own default schema: it knows the core hashtags, dates, coordinates, codes
    assert hxl.schema().validate(hxl.data(io.BytesIO(data_bytes), hxl.InputOptions(allow_local=True)))


CORE = {  # the core hashtags of HXL 1.1 that this table uses
    *("#event", "#status", "#description", "#date", "#country", "#adm1", "#loc", "#geo", "#affected", "#meta"),
}


def test_the_feed_is_atom_and_is_read_by_a_reader(v: Any) -> None:
    data = files(v, "atom")["feed.atom"]
    relaxng = etree.RelaxNG(etree.parse(SCHEMAS / "atom.rng"))
    relaxng.assertValid(etree.fromstring(data))
    feed = feedparser.parse(data)
    assert not feed.bozo and len(feed.entries) == len(v.incidents)
    assert all(e.title.startswith("Alleged") for e in feed.entries)
    assert {e.id for e in feed.entries} == {URN + i for i in v.incidents}
    times = [e.updated for e in feed.entries]
    assert times == sorted(times, reverse=True)


def test_the_messages_are_cap(v: Any) -> None:
    made = files(v, "cap")
    names = [n for n in made if n.startswith("cap-")]
    assert names
    for name in names:
        valid, said = Validator(made[name]).schema()
        assert valid, said
        alert = etree.fromstring(made[name])
        space = {"c": "urn:oasis:names:tc:emergency:cap:1.2"}
        status, certainty = (alert.findtext(f".//c:{tag}", namespaces=space) for tag in ("status", "certainty"))
        decided = name == f"cap-{strike_of(v).id}.xml" and bool(v.decisions)
        assert (status, certainty) == (("Actual", "Observed") if decided else ("Draft", "Unknown"))
        identifier = alert.findtext("c:identifier", namespaces=space)
        assert identifier and not set(identifier) & set(" ,<&")


def test_claim_reviews_are_json_ld(v: Any) -> None:
    data = files(v, "claimreview")["claimreview.jsonld"].decode()
    graph = rdflib.Graph()
    # the published context maps every name into the vocabulary; tests reach no network
    graph.parse(data=data.replace('"https://schema.org"', '{"@vocab":"https://schema.org/"}', 1), format="json-ld")
    reviews = set(graph.subjects(RDF.type, SCHEMA.ClaimReview))
    linked = {c for i in v.incidents.values() for c in (*i.claims, *i.denials, *i.mentions)}
    assert len(reviews) == len(v.incidents) + len(linked)
    for review in reviews:
        assert len(list(graph.objects(review, SCHEMA.claimReviewed))) == 1
        (item,) = graph.objects(review, SCHEMA.itemReviewed)
        assert (item, RDF.type, SCHEMA.Claim) in graph
        assert list(graph.objects(review, SCHEMA.creativeWorkStatus))
    assert len(list(graph.subject_objects(SCHEMA.reviewRating))) == (1 if v.decisions else 0)


def test_provenance_is_prov_o_and_every_claim_leads_to_its_original(v: Any) -> None:
    data = files(v, "prov")["provenance.ttl"].decode()
    graph = rdflib.Graph().parse(data=data, format="turtle")
    originals = {s for s in graph.subjects(RDF.type, PROV.Entity) if str(s).startswith(f"{URN}original:")}
    assert originals
    for claim in v.claims.values():
        (report,) = graph.objects(rdflib.URIRef(URN + claim.id), PROV.wasQuotedFrom)
        assert set(graph.objects(report, PROV.wasDerivedFrom)) <= originals
        assert str(next(graph.objects(rdflib.URIRef(URN + claim.id), PROV.value))) == claim.quote
    for record in (*v.incidents.values(), *v.findings.values(), *v.grades.values(), *v.corroborations.values()):
        subject = rdflib.URIRef(URN + record.id)
        reached: set[Any] = set()
        open_: list[Any] = [subject]
        while open_:
            for above in graph.objects(open_.pop(), PROV.wasDerivedFrom | PROV.wasQuotedFrom):
                if above not in reached:
                    reached.add(above)
                    open_.append(above)
        assert reached & originals, record.id
    if v.decisions:
        (decision,) = v.decisions
        (agent,) = graph.objects(rdflib.URIRef(URN + decision), PROV.wasAssociatedWith)
        assert (agent, RDF.type, PROV.Person) in graph


def test_provenance_is_read_by_the_prov_library(v: Any) -> None:
    document = ProvDocument.deserialize(
        content=files(v, "prov")["provenance.ttl"].decode(), format="rdf", rdf_format="ttl"
    )
    entities = {str(r.identifier.uri) for r in document.get_records() if r.identifier and r.is_element()}
    assert {URN + c for c in v.claims} <= entities


def test_the_timemap_takes_the_files(v: Any) -> None:
    made = files(v, "timemap")
    schemas = json.loads((SCHEMAS / "timemap.json").read_text())
    for name in ("events", "associations"):
        check = Draft202012Validator(schemas[name])
        for row in json.loads(made[f"{name}.json"]):
            check.validate(row)
    sources = json.loads(made["sources.json"])
    for key, row in sources.items():
        Draft202012Validator(schemas["sources"]).validate(row)
        assert key == row["id"]
    known = {a["id"] for a in json.loads(made["associations.json"])}
    events = json.loads(made["events.json"]) + json.loads(made["events-without-day.json"])
    assert {e["id"] for e in events} == set(v.incidents)
    for event in events:
        assert set(event["associations"]) <= known and set(event["sources"]) <= set(sources)
    for event in json.loads(made["events.json"]):
        month, day, year = event["date"].split("/")
        assert 1 <= int(month) <= 12 and 1 <= int(day) <= 31 and len(year) == 4


@pytest.mark.parametrize(("to", "name", "own"), [("acled", "acled.csv", 31), ("ucdp", "ucdp_ged.csv", 49)])
def test_the_columns_are_the_standard_s_in_its_order_then_ours(v: Any, to: str, name: str, own: int) -> None:
    header = next(csv.reader(io.StringIO(files(v, to)[name].decode(), newline="")))
    expected = (SCHEMAS / f"{to}-columns.txt").read_text().split()
    assert header[:own] == expected and all(c.startswith("tw_") for c in header[own:])
    frame = pd.read_csv(io.BytesIO(files(v, to)[name]))
    assert len(frame)


def test_codes_are_within_their_ranges(v: Any) -> None:
    acled = pd.read_csv(io.BytesIO(files(v, "acled")["acled.csv"]))
    assert set(acled["time_precision"].dropna()) <= {1, 2, 3} and set(acled["geo_precision"].dropna()) <= {1, 2, 3}
    ucdp = pd.read_csv(io.BytesIO(files(v, "ucdp")["ucdp_ged.csv"]))
    assert set(ucdp["where_prec"].dropna()) <= set(range(1, 8)) and set(ucdp["date_prec"].dropna()) <= set(range(1, 6))
    assert set(ucdp["event_clarity"]) <= {1, 2} and set(ucdp["type_of_violence"].dropna()) <= {1, 2, 3}
    assert ucdp["geom_wkt"].iloc[0] == "POINT (-20.25 10.5)" and ucdp["priogrid_gid"].iloc[0] == 201 * 720 + 319 + 1


def test_plover_lines_hold_to_the_manual(v: Any) -> None:
    schema = json.loads((SCHEMAS / "plover.json").read_text())
    check = Draft202012Validator(schema)
    for line in files(v, "plover")["plover.jsonl"].decode().splitlines():
        check.validate(json.loads(line))
