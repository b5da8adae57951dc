"""The desk says what the ledger says, and is made anew when the ledger moves on."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from tests.whole.conftest import open_monitor
from trucewatch.errors import InputError
from trucewatch.monitor.desk import ClaimQuery, Desk, LedgerQuery, as_link
from trucewatch.monitor.desk.queue import points
from trucewatch.monitor.desking import desk_path, open_desk
from trucewatch.records import Incident
from trucewatch.store import Store


@pytest.fixture
def desk(ready_case: Path) -> Desk:
    return Desk(ready_case / "desk.db", Store.open(ready_case / "ledger.db"))


def test_every_incident_and_every_claim_is_there(desk: Desk) -> None:
    found = desk.incidents(LedgerQuery(size=500))
    kept = {i.id for i in desk._store.derived(Incident)}
    assert {c.id for c in found.incidents} == kept
    assert found.total == found.all == len(kept)
    claims = desk.claims(ClaimQuery(size=500))
    pages = [desk.report(r.id) for r in desk.reports()[0]]
    assert claims.total == sum(len(page.claims) for page in pages if page)


def test_an_incident_is_found_by_words_of_its_claims(desk: Desk) -> None:
    found = desk.incidents(LedgerQuery(words="hospi"))
    assert found.total >= 1
    assert all(any("hospital" in c.quote for c in desk.incident(i.id).claims.values()) for i in found.incidents)  # type: ignore[union-attr]
    assert desk.incidents(LedgerQuery(words='"; DROP TABLE card; --')).total == 0


def test_counts_are_those_of_what_could_be_chosen(desk: Desk) -> None:
    plain = desk.incidents(LedgerQuery())
    for name, values in plain.counts.items():
        for value, n in values.items():
            assert desk.incidents(LedgerQuery(facets={name: (value,)})).total == n, (name, value)


def test_days_are_those_of_the_case(desk: Desk) -> None:
    day = date(2025, 5, 19)  # Monday
    found = desk.incidents(LedgerQuery(since=day, until=day))
    assert found.total >= 1
    assert all(c.when and c.when.start.date() <= day <= c.when.end.date() for c in found.incidents)
    assert desk.incidents(LedgerQuery(since=date(2025, 6, 19))).total == 0


def test_what_cannot_be_asked_is_refused(desk: Desk) -> None:
    for query in (LedgerQuery(facets={"colour": ("red",)}), LedgerQuery(order="random"), LedgerQuery(page=0)):
        with pytest.raises(InputError):
            desk.incidents(query)


def test_the_text_of_a_report_is_whole_and_its_quotes_are_marked(desk: Desk) -> None:
    for card in desk.reports()[0]:
        page = desk.report(card.id)
        assert page is not None
        text = "".join(s.text for s in page.stretches)
        for claim in page.claims:
            marked = "".join(s.text for s in page.stretches if claim.id in s.claims)
            assert marked == claim.quote == text[claim.start : claim.end]


def test_every_id_that_a_page_names_leads_somewhere(desk: Desk) -> None:
    for card in desk.incidents(LedgerQuery()).incidents:
        page = desk.incident(card.id)
        assert page is not None
        ids = [r.id for group in (page.findings, page.summaries, page.grades) for r in group]
        assert all(desk.find(key) is not None for key in (*ids, *page.claims))


def test_the_queue_has_the_heaviest_first(desk: Desk) -> None:
    scores = [c.score for c in desk.today().queue]
    assert scores == sorted(scores, reverse=True)
    for card in desk.today().queue:
        assert card.score >= sum(points()[b] for b in card.because if b != "many")


def test_it_is_made_anew_only_when_the_ledger_has_moved_on(case: Path) -> None:
    monitor = open_monitor(case)
    path = desk_path(monitor)
    before = path.stat().st_ino
    open_desk(monitor)
    assert path.stat().st_ino == before
    (case / "reports" / "late.txt").write_text(
        "---\noutlet: midland\npublished: 2025-05-23T08:00:00+02:00\n---\n"
        "The Arvian Defence Ministry said Orvian drones attacked a refinery in Kalinov on Thursday.\n"
    )
    monitor.run()
    assert Desk.stale(path, monitor.store)
    desk = open_desk(monitor)
    assert not Desk.stale(path, monitor.store)
    assert [c.place.name for c in desk.today().fresh if c.place] == ["Kalinov"]
    monitor.store.close()


def test_what_was_published_after_the_cut_off_of_every_edition_is_new_though_an_edition_was_made_later(
    case: Path,
) -> None:
    monitor = open_monitor(case)
    (case / "reports" / "late.txt").write_text(
        "---\noutlet: midland\npublished: 2025-05-28T08:00:00+02:00\n---\n"
        "The Arvian Defence Ministry said Orvian drones attacked a refinery in Kalinov on Tuesday.\n"
    )
    monitor.run()
    monitor.brief(date(2025, 5, 23))
    assert [c.place.name for c in open_desk(monitor).today().fresh if c.place] == ["Kalinov"]
    monitor.brief(date(2025, 5, 29))
    assert not open_desk(monitor).today().fresh
    monitor.store.close()


def test_whoever_deletes_it_loses_nothing(case: Path) -> None:
    monitor = open_monitor(case)
    was = {kind: list(open_desk(monitor).file.all(kind)) for kind in ("incident", "claim", "report", "source")}
    desk_path(monitor).unlink()
    assert {kind: list(open_desk(monitor).file.all(kind)) for kind in was} == was
    monitor.store.close()


def test_a_view_is_its_address() -> None:
    query = LedgerQuery(facets={"kind": ("b", "a"), "actor": ("x",)}, words="a b", page=3)
    same = LedgerQuery(facets={"actor": ("x",), "kind": ("a", "b")}, words="a b", page=3)
    assert as_link(query) == as_link(same) == "actor=x&kind=a&kind=b&q=a+b&page=3"
    assert as_link(LedgerQuery()) == ""


def test_the_desk_of_a_swapped_case_is_the_swapped_desk(tmp_path: Path) -> None:
    """Neutrality: order and reasons of the queue do not hang on which party is which."""
    from tests.whole.conftest import write_case

    queues = []
    for name, rename in (("plain", False), ("swapped", True)):
        monitor = open_monitor(write_case(tmp_path / name, rename=rename))
        monitor.run()
        desk = open_desk(monitor)
        queues.append([(c.kinds, c.score, c.because, c.claims) for c in desk.today().queue])
        monitor.store.close()
    assert queues[0] == queues[1]
    shutil.rmtree(tmp_path / "plain")
