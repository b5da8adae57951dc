"""Every page is there, holds no script of anybody's but ours, and every word of a report stays a word."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from tests.web.conftest import EVIL, served
from tests.web.test_access import people, signed_in
from tests.web.using import incidents, page_of
from trucewatch.faces.web.words import catalogue

PAGES = (
    *("/", "/incidents", "/claims", "/map", "/timeline", "/positions", "/exchanges", "/sources", "/reports"),
    *("/editions", "/integrity", "/help", "/api", "/me", "/accounts"),
)


class Reader(HTMLParser):
    """Collects what a browser would act on."""

    def __init__(self) -> None:
        super().__init__()
        self.bad: list[str] = []
        self.links: list[str] = []
        self.images: list[str] = []
        self.ids: list[str] = []
        self.labels: set[str] = set()
        self.fields: list[dict[str, str | None]] = []
        self.forms = 0
        self.tokens = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "script" and not (given.get("src") or "").startswith("/assets/"):
            self.bad.append(f"script {given}")
        if tag in ("style", "iframe", "object", "embed", "base"):
            self.bad.append(tag)
        if tag == "img" and not (given.get("src") or "").startswith(("/incidents/inc-", "/editions/edi-")):
            self.bad.append(f"img {given}")
        for name, value in attrs:
            if name.startswith("on") or name == "style" or (value or "").strip().lower().startswith("javascript:"):
                self.bad.append(f"{tag} {name}={value}")
        if tag == "img":
            self.images.append(given.get("src") or "")
        if tag == "a" and given.get("href"):
            self.links.append(given["href"] or "")
        if given.get("id"):
            self.ids.append(given["id"] or "")
        if tag == "label" and given.get("for"):
            self.labels.add(given["for"] or "")
        if tag == "form" and given.get("method") == "post":
            self.forms += 1
        if given.get("name") == "csrf":
            self.tokens += 1


def read(text: str) -> Reader:
    reader = Reader()
    reader.feed(text)
    return reader


def every_page(client: TestClient) -> list[str]:
    keys = [f"/incidents/{i['id']}" for i in incidents(client, "size=500")]
    keys += [f"/reports/{r['id']}" for r in client.get("/api/reports").json()["reports"]]
    keys += [f"/editions/{e['id']}" for e in client.get("/api/editions").json()["editions"]]
    return [*PAGES, *keys]


def test_every_page_is_whole_and_runs_nothing_that_came_in(looking: TestClient) -> None:
    for path in every_page(looking):
        response = looking.get(path)
        assert response.status_code == 200, path
        assert EVIL not in response.text, path
        reader = read(response.text)
        assert not reader.bad, (path, reader.bad)
        assert len(reader.ids) == len(set(reader.ids)), (path, "an id stands twice")
        assert reader.forms == reader.tokens, (path, "a form without its token")
        assert re.search(r"<h1[ >]", response.text), path
        assert "{{" not in response.text and "Undefined" not in response.text


def test_hostile_words_are_shown_as_words(looking: TestClient) -> None:
    report = next(
        r for r in looking.get("/api/reports").json()["reports"] if r["doc"] == "five.txt" or "five" in r["doc"]
    )
    text = looking.get(f"/reports/{report['id']}").text
    assert "&lt;script&gt;window.pwned=1&lt;/script&gt;" in text
    assert 'href="javascript:' not in text


def test_every_link_of_ours_leads_somewhere(looking: TestClient) -> None:
    seen: set[str] = set()
    for path in every_page(looking):
        for link in read(looking.get(path).text).links:
            target = link.partition("#")[0]
            if not target.startswith("/") or target in seen:
                continue
            seen.add(target)
            assert looking.get(target).status_code in (200, 307), (path, link)
    assert len(seen) > 30


def test_the_original_of_a_report_is_bytes_to_keep_and_no_page(looking: TestClient) -> None:
    report = looking.get("/api/reports").json()["reports"][0]
    response = looking.get(f"/originals/{report['original']}")
    assert response.headers["content-type"] == "application/octet-stream"
    assert response.headers["content-disposition"].startswith("attachment")
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["content-security-policy"].startswith("sandbox")
    assert looking.get("/originals/" + "0" * 64).status_code == 503


def test_pictures_of_an_edition_are_images_in_which_nothing_runs(looking: TestClient) -> None:
    edition = looking.get("/api/editions").json()["editions"][0]["id"]
    images = read(looking.get(f"/editions/{edition}").text).images
    assert images
    for image in images:
        response = looking.get(image)
        assert response.status_code == 200, image
        assert response.headers["content-type"] == "image/svg+xml"
        assert "sandbox" in response.headers["content-security-policy"]
        assert "<script" not in response.text


def test_what_is_shown_can_be_taken_away(looking: TestClient) -> None:
    shown = incidents(looking, "kind=attack&size=500")
    rows = looking.get("/incidents.csv?kind=attack").text.splitlines()
    assert rows[0].startswith("id,kinds")
    assert {line.partition(",")[0] for line in rows[1:] if line.startswith("inc-")} == {i["id"] for i in shown}
    places = json.loads(looking.get("/incidents.geojson?kind=attack").text)["features"]
    placed = {i["id"] for i in shown if i["place"] and i["place"]["lat"] is not None}
    assert {f["id"] for f in places} == placed


def test_filters_work_by_address_alone(looking: TestClient) -> None:
    text = looking.get("/incidents?kind=attack&q=substation").text
    assert re.search(r'name="kind" value="attack" checked', text)
    assert 'value="substation"' in text
    for bad in ("since=nonsense", "box=1,2", "sort=random", "page=0", "size=9999"):
        assert looking.get(f"/incidents?{bad}").status_code == 422, bad


def test_each_side_of_an_incident_has_its_words(looking: TestClient) -> None:
    key = next(i["id"] for i in incidents(looking, "accounts=denied"))
    text = looking.get(f"/incidents/{key}").text
    page = page_of(looking, key)
    for claim in page["claims"].values():
        assert claim["id"] in text
    for finding in page["findings"]:
        assert finding["id"] in text
    assert "Arvia" in text and "Orvia" in text


def test_the_id_of_any_record_leads_to_its_page(looking: TestClient) -> None:
    page = page_of(looking, incidents(looking)[0]["id"])
    for key in [page["card"]["id"], *page["claims"], *(f["id"] for f in page["findings"])]:
        response = looking.get(f"/r/{key}")
        assert response.status_code == 307, key
        target = looking.get(response.headers["location"], follow_redirects=True)
        assert key in target.text
    assert looking.get("/r/nothing").status_code == 404


def test_the_first_figures_of_an_id_suffice(looking: TestClient) -> None:
    one = incidents(looking, "size=1")[0]["id"]
    assert looking.get(f"/api/incidents/{one[:12]}").json()["card"]["id"] == one
    assert looking.get(f"/incidents/{one[:12]}").status_code == 200
    assert looking.get(f"/r/{one[:12]}").headers["location"].startswith(f"/incidents/{one}")
    report = looking.get("/api/reports").json()["reports"][0]["id"]
    assert looking.get(f"/reports/{report[:12]}").status_code == 200
    assert looking.get("/incidents/inc-00000000").status_code == 404
    assert looking.get("/incidents/inc-xyz").status_code == 422


def test_the_ledger_says_what_a_situation_report_counts(looking: TestClient) -> None:
    asked = looking.get("/api/incidents?size=500").json()
    counted = asked["counts"]["counted"]
    assert sum(counted.values()) == asked["total"]
    assert counted.get("total", 0) == sum(i["period_total"] for i in asked["incidents"])
    few = looking.get("/api/incidents?counted=event&size=500").json()
    assert few["total"] == counted["event"]
    said = looking.get("/incidents").text
    assert ("are not counted there" in said) == bool(counted.get("total") or counted.get("effects"))


def test_a_reader_sees_no_way_to_decide(case: Path) -> None:
    people(case)
    with served(case, "0.0.0.0") as client:
        signed_in(client, "reader")
        text = client.get(f"/incidents/{incidents(client)[0]['id']}").text
    assert 'action="/decide"' not in text
    assert 'href="/accounts"' not in text


def test_a_fault_of_the_ledger_is_told_on_a_page(looking: TestClient) -> None:
    assert "There is no such page" in looking.get("/incidents/inc-" + "0" * 32).text
    assert looking.get("/api/incidents/inc-" + "0" * 32).json()["what"]


@pytest.mark.parametrize(
    "template", sorted(Path("src/trucewatch/faces/web/templates").glob("*.j2")), ids=lambda p: p.name
)
def test_no_template_has_words_of_its_own(template: Path) -> None:
    """Every text comes from the catalogue, so that another language is another file."""
    text = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<!--.*?-->", "", template.read_text(), flags=re.S)
    words = re.findall(r">([^<>]*[A-Za-z]{3,}[^<>]*)<", text)
    assert not [w for w in words if w.strip() not in ("", "GeoJSON", "JSON", "CSV", "URL")]


def test_every_word_that_a_template_asks_for_is_there() -> None:
    asked = set()
    for template in Path("src/trucewatch/faces/web/templates").glob("*.j2"):
        asked |= set(re.findall(r"""say\(["']([\w.-]+)["'][,)]""", template.read_text()))
    missing = sorted(key for key in asked if not catalogue().has(key))
    assert not missing
