"""What examples alone show is named so on every page, and becomes an account by a person's word."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from tests.web.conftest import served, write_hostile
from tests.web.test_pages import read
from tests.web.using import claims, decide, page_of
from tests.whole.conftest import open_monitor
from tests.whole.test_seen import half_seen
from trucewatch.monitor.desking import open_desk

BADGE = "Seen by example"
PLAIN = "No rule read this"


@pytest.fixture
def half(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    """A case in which no rule read every other claim, served to its one user."""
    half_seen(monkeypatch)
    root = write_hostile(tmp_path / "case")
    monitor = open_monitor(root)
    monitor.run()
    open_desk(monitor)
    monitor.store.close()
    with served(root) as client:
        yield client


def test_it_can_be_asked_for_and_is_named_wherever_it_is_shown(half: TestClient) -> None:
    seen = claims(half, "review=seen")
    assert seen and all(c["by_example"] and c["example"]["word"] == "struck" for c in seen)
    assert all(not e.startswith("taught:") for c in seen for e in c.get("entries", ()))
    assert BADGE in half.get("/claims?review=seen").text
    page = half.get(f"/reports/{seen[0]['report']}").text
    assert page.count(PLAIN) >= 2 * sum(c["report"] == seen[0]["report"] for c in seen)  # beside the badge, and below
    assert "odds 0.90 that “struck” heads a claim" in page
    assert not read(page).bad


def test_beside_an_incident_it_stands_apart_and_counts_for_nothing(half: TestClient) -> None:
    beside = [c for c in claims(half, "review=seen") if c["incidents"]]
    assert beside
    for c in beside:
        page = page_of(half, c["incidents"][0])
        assert c["id"] in page["incident"]["seen"]
        assert page["card"]["claims"] == sum(len(page["incident"][k]) for k in ("claims", "denials", "mentions"))
        assert "Seen by example alone (not counted, to be checked)" in half.get(f"/incidents/{c['incidents'][0]}").text


def test_accepted_it_is_an_account_like_any_other(half: TestClient) -> None:
    claim = next(c for c in claims(half, "review=seen&kind=attack&polarity=affirmed&modality=actual"))
    decide(half, "accept", claim["id"])
    (now,) = (c for c in claims(half, "review=accepted") if c["id"] == claim["id"])
    assert not now.get("by_example") and now["rule"] == "decision" and now["example"] == claim["example"]
    assert not now.get("as_read") and claim["id"] in page_of(half, now["incidents"][0])["incident"]["claims"]
    assert claim["id"] not in {c["id"] for c in claims(half, "review=seen")}
