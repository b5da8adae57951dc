"""Each decision, its effect after the rebuild, and its undoing."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.web.using import claims, csrf, decide, incidents, page_of
from tests.whole.conftest import open_monitor
from trucewatch.monitor.deciding import NEEDS_REASON, Move
from trucewatch.store import Store


def undo(client: TestClient, made: Any) -> None:
    assert made.status_code == 201, made.text
    done = decide(client, "undo", made.json()["decision"]["id"])
    assert done.status_code == 201, done.text
    assert not done.json()["waiting"]


def several(client: TestClient) -> dict[str, Any]:
    """An incident with more than one account."""
    found = next(
        i for i in incidents(client, "sort=accounts") if len(page_of(client, i["id"])["incident"]["claims"]) > 1
    )
    return page_of(client, found["id"])


class TestMoves:
    def test_accepting_takes_an_incident_out_of_the_queue(self, client: TestClient) -> None:
        first = incidents(client, "review=open")[0]["id"]
        made = decide(client, "accept", first)
        assert first not in [i["id"] for i in incidents(client, "review=open")]
        assert page_of(client, first)["card"]["open"] is False
        undo(client, made)
        assert first in [i["id"] for i in incidents(client, "review=open")]

    def test_correcting_changes_what_is_derived_and_says_what_was_read(self, client: TestClient) -> None:
        claim = next(c for c in claims(client, "kind=attack&polarity=affirmed&modality=actual") if c["incidents"])
        made = decide(
            client, "correct", claim["id"], field="target.class", value="water", reason="it was the waterworks"
        )
        page = page_of(client, claim["incidents"][0])
        corrected = page["claims"][claim["id"]]
        assert corrected["review"] == "corrected"
        assert corrected["target"]["of_class"] == "water"
        assert "target.class" in corrected["as_read"]
        assert corrected["quote"] == claim["quote"]
        assert "water" in page["card"]["classes"]
        undo(client, made)
        assert "water" not in page_of(client, claim["incidents"][0])["card"]["classes"]

    def test_a_rejected_claim_is_in_no_incident_and_still_to_be_seen(self, client: TestClient) -> None:
        claim = next(c for c in claims(client) if c["incidents"])
        made = decide(client, "reject", claim["id"], reason="misread")
        (gone,) = claims(client, "review=rejected")
        assert (gone["id"], gone["incidents"]) == (claim["id"], [])
        assert claim["id"] not in [c for i in incidents(client, "size=500") for c in page_of(client, i["id"])["claims"]]
        undo(client, made)
        assert claims(client, "review=rejected") == []
        assert claims(client, "size=500&linked=yes")

    def test_merging_and_taking_it_back(self, client: TestClient) -> None:
        a, b = (i["id"] for i in incidents(client, "kind=attack&accounts=one-origin")[:2])
        claims_of = {*page_of(client, a)["incident"]["claims"], *page_of(client, b)["incident"]["claims"]}
        made = decide(client, "merge", a, b, reason="one strike")
        assert claims_of <= set(page_of(client, a)["incident"]["claims"])
        assert page_of(client, b)["card"]["id"] == page_of(client, a)["card"]["id"]  # the old address leads on
        undo(client, made)
        assert page_of(client, b)["card"]["id"] != page_of(client, a)["card"]["id"]

    def test_splitting_off_some_accounts(self, client: TestClient) -> None:
        page = several(client)
        accounts = page["incident"]["claims"]
        made = decide(client, "split", accounts[-1], reason="another strike")
        now = {
            c: i["id"] for i in incidents(client, "size=500") for c in page_of(client, i["id"])["incident"]["claims"]
        }
        assert now[accounts[-1]] != now[accounts[0]]
        undo(client, made)
        now = {
            c: i["id"] for i in incidents(client, "size=500") for c in page_of(client, i["id"])["incident"]["claims"]
        }
        assert now[accounts[-1]] == now[accounts[0]]

    def test_pinning_keeps_the_accounts_together(self, client: TestClient) -> None:
        page = several(client)
        made = decide(client, "pin", page["card"]["id"])
        assert set(page_of(client, page["card"]["id"])["incident"]["claims"]) == set(page["incident"]["claims"])
        undo(client, made)

    def test_grading(self, client: TestClient) -> None:
        key = incidents(client)[0]["id"]
        was = page_of(client, key)["card"]["grade"]
        made = decide(client, "grade", key, field="credibility", value="2", reason="we have a photograph")
        assert page_of(client, key)["card"]["grade"] == f"{was[0]}2"
        undo(client, made)
        assert page_of(client, key)["card"]["grade"] == was

    def test_verified_is_a_persons_word(self, client: TestClient) -> None:
        key = incidents(client)[0]["id"]
        made = decide(client, "verify", key, reason="a patrol went there")
        page = page_of(client, key)
        assert page["card"]["status"] == "verified"
        assert page["decisions"][0]["author"] == client.get("/api/me").json()["name"]
        undo(client, made)
        assert page_of(client, key)["card"]["status"] != "verified"

    def test_a_comment_is_kept_and_changes_nothing(self, client: TestClient) -> None:
        key = incidents(client)[0]["id"]
        before = page_of(client, key)
        made = decide(client, "comment", key, reason="ask the patrol")
        after = page_of(client, key)
        assert after["decisions"][0]["reason"] == "ask the patrol"
        assert after["incident"] == before["incident"]
        undo(client, made)
        assert page_of(client, key)["decisions"][-1]["undone"] is True


class TestKept:
    def test_nothing_is_ever_taken_out_of_the_ledger(self, client: TestClient, case: Path) -> None:
        store = Store.open(case / "ledger.db")
        before = [e.hash for e in store.entries()]
        made = decide(client, "accept", incidents(client)[0]["id"])
        undo(client, made)
        after = [e.hash for e in store.entries()]
        assert after[: len(before)] == before
        assert len(after) == len(before) + 2
        assert not store.verify().faults
        store.close()

    def test_a_rebuild_from_truth_gives_what_the_pages_show(self, client: TestClient, case: Path) -> None:
        a, b = (i["id"] for i in incidents(client, "kind=attack")[:2])
        decide(client, "merge", a, b, reason="one strike")
        monitor = open_monitor(case)
        digest = monitor.store.derived_state
        monitor.rebuild()
        assert monitor.store.derived_state is not None and digest is not None
        assert monitor.store.derived_state[0] == digest[0]
        monitor.store.close()

    def test_what_was_decided_is_in_the_edition_published_afterwards(self, client: TestClient) -> None:
        key = incidents(client, "sort=published")[0]["id"]
        decide(client, "verify", key, reason="a patrol went there")
        response = client.post("/editions", data={"csrf": csrf(client)})
        assert response.status_code == 303, response.text
        text = re.sub(r"<[^>]+>", "", client.get(response.headers["location"]).text)
        assert "recorded the decision “verify”" in text

    def test_decisions_of_another_process_show_by_themselves(self, client: TestClient, case: Path) -> None:
        monitor = open_monitor(case)
        (case / "reports" / "late.txt").write_text(
            "---\noutlet: midland\npublished: 2025-05-23T08:00:00+02:00\n---\n"
            "The Arvian Defence Ministry said Orvian drones attacked a refinery in Kalinov on Thursday.\n"
        )
        monitor.run()
        monitor.store.close()
        site = client.app.state.site  # type: ignore[attr-defined]
        assert client.portal is not None
        client.portal.call(site.freshen)
        assert len(incidents(client, "review=new")) == 1

    def test_a_text_that_changed_wants_deciding_again(self, client: TestClient, case: Path) -> None:
        path = case / "reports" / "one.txt"
        claim = next(c for c in claims(client) if c["doc"].endswith("one.txt") and c["incidents"])
        decide(client, "accept", claim["incidents"][0])
        assert not page_of(client, claim["incidents"][0])["card"]["open"]
        path.write_text(path.read_text().replace("on Monday", "on Sunday"))
        monitor = open_monitor(case)
        monitor.run()
        monitor.store.close()
        site = client.app.state.site  # type: ignore[attr-defined]
        assert client.portal is not None
        client.portal.call(site.freshen)
        again = next(c for c in claims(client) if c["doc"].endswith("one.txt") and c["incidents"])
        card = page_of(client, again["incidents"][0])["card"]
        assert card["open"] and "astray" in card["because"]
        decide(client, "accept", again["incidents"][0])
        assert not page_of(client, again["incidents"][0])["card"]["open"]


class TestRefused:
    @pytest.mark.parametrize("move", sorted(NEEDS_REASON))
    def test_without_a_reason(self, client: TestClient, move: Move) -> None:
        key = incidents(client)[0]["id"]
        assert decide(client, move.value, key, wait=0).status_code == 422

    def test_what_cannot_be(self, client: TestClient) -> None:
        key = incidents(client)[0]["id"]
        claim = claims(client)[0]["id"]
        wrong: list[tuple[str, tuple[str, ...], dict[str, str]]] = [
            ("merge", (key,), {}),
            ("merge", (key, "inc-" + "0" * 32), {}),
            ("split", (claim, claims(client)[-1]["id"]), {}),
            ("grade", (key,), {"field": "credibility", "value": "9"}),
            ("verify", (key,), {"field": "actor", "value": "nobody"}),
            ("correct", (claim,), {"field": "quote", "value": "other words"}),
            ("correct", (claim,), {"field": "source.party", "value": "atlantis"}),
            ("correct", (claim,), {"field": "target.text", "value": "words that the report does not hold"}),
            ("correct", (claim,), {"field": "kind", "value": "nonsense"}),
            ("correct", (claim,), {"field": "kind", "value": claims(client)[0]["kind"]}),
            ("reject", (key,), {}),
            ("accept", ("clm-" + "0" * 32,), {}),
            ("undo", (claim,), {}),
            ("comment", ("nothing",), {}),
        ]
        for move, subjects, more in wrong:
            response = decide(client, move, *subjects, wait=0, reason="because", **more)
            assert response.status_code == 422, (move, more, response.text)
        assert client.get("/api/today").json()["counts"]["decisions"] == 0

    def test_undoing_twice(self, client: TestClient) -> None:
        made = decide(client, "accept", incidents(client)[0]["id"]).json()["decision"]["id"]
        assert decide(client, "undo", made).status_code == 201
        assert decide(client, "undo", made, wait=0).status_code == 422


def test_a_form_does_the_same_without_a_script(client: TestClient) -> None:
    key = incidents(client)[0]["id"]
    form = {"csrf": csrf(client), "move": "comment", "subjects": key, "reason": "by form", "back": f"/incidents/{key}"}
    response = client.post("/decide", data=form)
    assert (response.status_code, response.headers["location"]) == (303, f"/incidents/{key}")
    assert "by form" in client.get(f"/incidents/{key}").text


def test_what_was_decided_on_the_incident_before_is_told_on_the_next_and_can_be_taken_back(client: TestClient) -> None:
    first, second = (i["id"] for i in incidents(client)[:2])
    form = {"csrf": csrf(client), "move": "accept", "subjects": first, "back": f"/incidents/{second}"}
    there = client.post("/decide", data=form).headers["location"]
    assert there == f"/incidents/{second}?done={first}"
    text = client.get(there).text
    notice = text[text.index('role="status"') : text.index("data-undo") + 900]
    assert f'href="/incidents/{first}"' in notice
    (made,) = re.findall(r'name="subjects" value="(dec-[0-9a-f]+)"', notice)[:1]
    undone = client.post("/decide", data={"csrf": csrf(client), "move": "undo", "subjects": made, "back": there})
    assert (undone.status_code, undone.headers["location"]) == (303, there)
    assert made not in client.get(f"/incidents/{second}").text


def test_a_form_that_is_not_whole_is_told_in_words_and_leads_back(client: TestClient) -> None:
    here = f"/incidents/{incidents(client)[0]['id']}"
    form = {"csrf": csrf(client), "subjects": "inc-1", "back": here}
    referer = f"{client.base_url}{here}"
    response = client.post("/decide", data=form, headers={"referer": referer})
    assert response.status_code == 422
    assert "move" in response.text and "is missing" in response.text and "body.move" not in response.text
    assert f'<a href="{here}">' in response.text
    elsewhere = client.post("/decide", data=form, headers={"referer": "http://elsewhere.example/x"})
    assert "elsewhere.example" not in elsewhere.text and '/x"' not in elsewhere.text


def test_two_people_are_told_of_each_other() -> None:
    import asyncio

    from trucewatch.faces.web.live import Hub

    async def scene() -> list[str]:
        hub = Hub()
        ana, ben = hub.listen("ana", "inc-1"), hub.listen("ben", "inc-1")
        await anext(ana)
        await anext(ana)  # ana alone
        await anext(ben)
        hub.tell("decided", {"author": "ben"})
        heard = [await anext(ana), await anext(ana)]
        await ben.aclose()  # type: ignore[attr-defined]
        return [*heard, await anext(ana)]

    both, decided, alone = asyncio.run(scene())
    assert '"people": ["ana", "ben"]' in both
    assert '"author": "ben"' in decided
    assert '"people": ["ana"]' in alone
