"""A form that could not be taken comes back with what it held; an undo can be undone; what is said is said by whom."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from tests.web.conftest import served
from tests.web.test_access import people, signed_in
from tests.web.test_pages import read
from tests.web.using import claims, csrf, decide, incidents, page_of
from trucewatch.monitor.deciding import standing_fields
from trucewatch.monitor.desk import ClaimCard
from trucewatch.records import Claim
from trucewatch.store.corrections import FIELDS, as_written, corrected


def send(client: TestClient, back: str, **form: str | list[str]) -> str:
    """The page that comes back for a form that could not be taken."""
    response = client.post("/decide", data={"csrf": csrf(client), "back": back, **form})
    assert response.status_code == 422, response.text
    assert client.get("/api/today").json()["counts"]["decisions"] == 0
    assert not read(response.text).bad
    text: str = response.text
    return text


def field(text: str, value: str) -> str:
    """The input that holds a value."""
    found = [tag for tag in re.findall(r"<(?:input|textarea)[^>]*>[^<]*", text) if value in unescape(tag)]
    assert len(found) == 1, found
    tag: str = found[0]
    return tag


class TestFailedForms:
    def test_a_correction_keeps_value_and_reason_and_says_at_the_value_what_is_wrong(self, looking: TestClient) -> None:
        claim = next(c for c in claims(looking) if c["incidents"])
        given = {"move": "correct", "field": "counts", "value": 'killed=<b>"two"', "reason": "as it is told"}
        for back in (f"/incidents/{claim['incidents'][0]}", f"/reports/{claim['report']}#{claim['id']}"):
            text = send(looking, back, subjects=claim["id"], **given)
            value = field(text, given["value"])
            assert "autofocus" in value and 'aria-invalid="true"' in value
            (told,) = re.findall(r'aria-describedby="([^"]+)"', value)
            assert re.search(rf'id="{told}" role="alert">[^<]*is no count', text)
            assert "autofocus" not in field(text, "as it is told")
            assert re.search(r'<option value="counts" selected', text)
            assert len(re.findall("<details[^>]* open", text)) == 1

    def test_a_merge_keeps_what_was_chosen(self, looking: TestClient) -> None:
        here = incidents(looking)[0]["id"]
        text = send(looking, f"/incidents/{here}", move="merge", subjects=here, other="inc-nowhere", reason="one blow")
        field(text, "inc-nowhere"), field(text, "one blow")
        alone = send(looking, f"/incidents/{here}", move="merge", subjects=here, reason="one blow")
        assert "autofocus" in next(t for t in re.findall("<input[^>]*>", alone) if 'name="other"' in t)

    def test_a_split_of_nothing_says_that_nothing_is_chosen(self, looking: TestClient) -> None:
        several = next(i["id"] for i in incidents(looking) if len(page_of(looking, i["id"])["incident"]["claims"]) > 1)
        text = send(looking, f"/incidents/{several}", move="split", reason="another event")
        assert "nothing is chosen" in text
        field(text, "another event")

    def test_a_grade_keeps_its_reason_in_the_form_that_was_sent(self, looking: TestClient) -> None:
        here = incidents(looking)[0]["id"]
        given = {"move": "grade", "field": "reliability", "value": "Q", "reason": "seldom right"}
        assert 'id="r-reliability"' in field(
            send(looking, f"/incidents/{here}", subjects=here, **given), "seldom right"
        )

    def test_a_form_from_elsewhere_gets_a_page_of_its_own(self, looking: TestClient) -> None:
        assert "That did not work" in send(looking, "/", move="undo", subjects="dec-1")

    def test_an_edition_that_cannot_be_keeps_its_day(self, looking: TestClient) -> None:
        response = looking.post("/editions", data={"csrf": csrf(looking), "day": "2035-01-01"})
        assert response.status_code == 422
        assert 'value="2035-01-01" aria-invalid="true"' in response.text
        assert "nothing to report" in response.text


class TestCorrecting:
    def test_what_stands_is_written_as_a_correction_would_set_it(self, looking: TestClient) -> None:
        site = looking.app.state.site  # type: ignore[attr-defined]
        cards = [ClaimCard.model_validate(c) for c in claims(looking, "size=500")]
        written = standing_fields(site.store, site.desk, cards)
        assert set(written) == {c.id for c in cards}
        for key, fields in written.items():
            assert tuple(fields) == FIELDS
            claim = site.store.get(key).record
            assert isinstance(claim, Claim)
            for name, value in fields.items():
                if name == "actor.party" and claim.actor is None:
                    continue
                again = corrected(claim, name, value, "Europe/Vienna")
                assert as_written(again, "Europe/Vienna") == fields, (name, value)

    def test_after_a_correction_the_form_begins_with_what_was_set(self, client: TestClient) -> None:
        claim = next(c for c in claims(client, "kind=attack") if c["incidents"])
        decide(client, "correct", claim["id"], field="counts", value="injured=5-7", reason="so it says")
        assert 'data-now="injured=5-7"' in client.get(f"/reports/{claim['report']}").text


class TestUndone:
    def test_an_undo_is_told_with_its_author_and_can_be_undone(self, client: TestClient) -> None:
        key = incidents(client)[0]["id"]
        made = decide(client, "accept", key).json()["decision"]["id"]
        undo = decide(client, "undo", made).json()["decision"]["id"]
        row = next(d for d in page_of(client, key)["decisions"] if d["id"] == made)
        assert (row["undone"], row["undoing"]["id"], row["undoing"]["author"]) == (True, undo, "local")
        text = client.get(f"/incidents/{key}").text
        assert "undone by local" in text and f'value="{undo}"' in text
        decide(client, "undo", undo)
        row = next(d for d in page_of(client, key)["decisions"] if d["id"] == made)
        assert (row["undone"], row["undoing"]) == (False, None)

    def test_today_tells_of_a_decision_once_and_what_it_is_about(self, client: TestClient) -> None:
        key = incidents(client)[0]["id"]
        made = decide(client, "accept", key).json()["decision"]["id"]
        decide(client, "undo", made)
        today = client.get("/api/today").json()
        assert [d["id"] for d in today["decisions"]] == [made]
        assert today["about"][made]["id"] == key

    def test_an_analyst_can_restore_no_verification(self, case: Path) -> None:
        people(case)
        with served(case, "0.0.0.0") as remote:
            token = signed_in(remote, "verifier")
            key = incidents(remote)[0]["id"]
            body = {"move": "verify", "subjects": [key], "reason": "seen"}
            made = remote.post("/api/decisions", json=body, headers={"x-csrf-token": token}).json()["decision"]["id"]
            undo = {"move": "undo", "subjects": [made]}
            gone = remote.post("/api/decisions", json=undo, headers={"x-csrf-token": token}).json()["decision"]["id"]
            token = signed_in(remote, "analyst")
            again = {"move": "undo", "subjects": [gone]}
            assert remote.post("/api/decisions", json=again, headers={"x-csrf-token": token}).status_code == 403


def test_what_a_side_says_leads_to_accounts_of_that_side_alone(looking: TestClient) -> None:
    found = 0
    for card in incidents(looking, "size=500"):
        page = page_of(looking, card["id"])
        text = looking.get(f"/incidents/{card['id']}").text
        opening = '<table class="versions cards">'  # on a phone each side's words stand under its name
        if opening not in text:
            continue
        table = text[text.index(opening) :].partition("</table>")[0]
        named = {p for v in page["incident"]["versions"] for x in v["values"] for p in x["parties"]}
        sides = sorted(named, key=lambda p: (p.startswith("outlet:"), p == "", p))  # as in every edition
        for row in table.split("<tr")[2:]:
            for side, cell in zip(sides, row.split("<td")[1:], strict=True):
                assert cell.startswith(' data-label="') and not cell.startswith(' data-label=""')
                for key in re.findall(r'href="#(clm-[0-9a-f]+)"', cell):
                    found += 1
                    assert page["claims"][key].get("voice", "") == side
    assert found


@pytest.mark.parametrize("path", ["/incidents", "/"])
def test_who_tells_of_an_incident_is_said_in_words(looking: TestClient, path: str) -> None:
    text = looking.get(path).text
    assert "told by" in text and "no side" not in text


def test_an_edition_on_the_page_has_the_notes_of_its_file(looking: TestClient) -> None:
    edition = looking.get("/api/editions").json()["editions"][0]["id"]
    text = looking.get(f"/editions/{edition}").text
    notes = looking.get(f"/api/editions/{edition}").json()["edition"]["notes"]
    for note in notes:
        assert f'id="n{note["number"]}"' in text
    for number in set(re.findall(r'href="#n(\d+)"', text)):
        assert int(number) in {n["number"] for n in notes}
    kept = looking.get(f"/editions/{edition}/report.html")
    assert kept.headers["content-disposition"].startswith("attachment")
    assert "sandbox" in kept.headers["content-security-policy"]
    assert looking.get(f"/editions/{edition}/report.exe").status_code == 404


def test_a_stance_stands_with_the_words_it_rests_on(looking: TestClient) -> None:
    found = looking.get("/api/positions").json()
    text = unescape(looking.get("/positions").text)
    for position in found["positions"]:
        for claim in position["claims"]:
            assert found["claims"][claim]["said"] in text
