"""After any decision: what is derived in part and amended is to the byte what deriving all anew and writing the desk
whole gives."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.whole.amended import derived_in, desk_in, from_scratch
from tests.whole.conftest import NOW, open_monitor, worked, write_case
from tests.whole.test_demo import SAMPLE
from tests.whole.test_sensors import NETWORK, detections
from trucewatch.link import nearby
from trucewatch.monitor import Monitor, desking
from trucewatch.monitor.desk import Desk, build_desk
from trucewatch.monitor.desking import amend, desk_path, open_desk, refresh_desk
from trucewatch.records import Action, Claim, Decision, Incident, identified
from trucewatch.store import Store
from trucewatch.store.deskamend import DeskAmender

OUTLETS = ("midland", "north-wire", "south-wire")
TEXTS = (
    "The Arvian Defence Ministry said Orvian drones attacked a substation in Dubrova on Monday. One person was killed.",
    "Residents of Dubrova said a substation was hit on Monday. Part of Dubrova was left without electricity on Monday.",
    "The Orvian General Staff denied that Orvian forces had attacked a substation in Dubrova on Monday.",
    "Orvian drones attacked a substation in Dubrova on Monday. Orvian artillery shelled a school in Kalinov on Monday.",
    "Arvia released 20 prisoners on Tuesday, the Arvian Defence Ministry said. Orvia accepted the power truce.",
    "Orvia released 25 prisoners on Tuesday, the Orvian Defence Ministry said. Arvia rejected the power truce.",
    "A school in Kalinov was shelled on Monday, residents of Kalinov said. Three people were injured in Kalinov.",
    "The Orvian Defence Ministry said Arvian missiles struck a hospital in Kalinov on Tuesday.",
)
REQUIRED = """\
  - id: P2
    obliges: [north, south]
    requires: {kinds: [exchange], count: released, at_least: 40, by: 2025-06-05}
    text: Each side releases prisoners.
    source: a fictional text
"""
CORRECTIONS = (
    *(("kind", kind) for kind in ("damage", "statement", "exchange", "acceptance", "attack")),
    *(("polarity", polarity) for polarity in ("negated", "affirmed")),
    *(("modality", modality) for modality in ("future", "actual")),
    *(("source.party", party) for party in ("south", "")),
    *(("actor.party", party) for party in ("north", "south")),
    *(("target.class", of) for of in ("water", "energy", "")),
    *(("time", time) for time in ("2025-05-18", "2025-05-19", "")),
    *(("place", place) for place in ("Dubrova | 47.0, 15.0 | 3 | AUT", "Kalinov | 47.9, 14.0 | 3 | AUT", "")),
    *(("counts", counts) for counts in ("killed=3", "released=10", "")),
)


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case with something of every kind, after a run, an edition and with its desk; not to be changed."""
    return worked(write_full(tmp_path_factory.mktemp("amending")))


def write_full(folder: Path) -> Path:
    """A case with something of every kind."""
    root = write_case(folder / "case")
    terms = root / "agreements" / "pause.yaml"
    terms.write_text(terms.read_text().replace("declarations:\n", f"{REQUIRED}declarations:\n"))
    for n, text in enumerate(TEXTS):
        head = f"---\noutlet: {OUTLETS[n % 3]}\npublished: 2025-05-{21 + n // 4}T{8 + n:02d}:00:00+02:00\n---\n"
        (root / "reports" / f"more{n}.txt").write_text(f"{head}{text}\n")
    (root / "network.yaml").write_text(NETWORK)
    (root / "observations" / "fire_nrt.csv").write_text(detections(at_the_place=True))
    return root


@pytest.fixture
def monitor(ready: Path, tmp_path: Path) -> Iterator[Monitor]:
    made = open_monitor(Path(shutil.copytree(ready, tmp_path / "case")))
    yield made
    made.store.close()


Drawn = tuple[str, int, int, int]
DRAWN = st.tuples(
    st.sampled_from(
        [
            *("accept", "accept all", "comment", "grade", "verify", "verify actor", "pin", "pin two", "merge", "split"),
            *("same", "different", "reject", "undo", "undo", "correct", "correct", "correct"),
        ]
    ),
    *(st.integers(0, 10**6) for _ in range(3)),
)


def decision(monitor: Monitor, drawn: Drawn) -> Decision:
    """The decision that was drawn, of what is derived now; a comment where it cannot be."""
    move, a, b, c = drawn
    store = monitor.store
    incidents, taken = list(store.derived(Incident)), list(store.truth(Decision))
    ids = [claim.id for claim in store.truth(Claim)]
    one, other = incidents[a % len(incidents)], incidents[b % len(incidents)]
    claim, second = ids[a % len(ids)], ids[b % len(ids)]
    field, value = CORRECTIONS[c % len(CORRECTIONS)]
    whole = (one.id, one.claims[0])
    choices: dict[str, dict[str, object]] = {
        "accept": {"action": Action.ACCEPT, "subjects": (claim,)},
        "accept all": {"action": Action.ACCEPT, "subjects": (*one.claims, *one.denials)},
        "grade": {"action": Action.GRADE, "subjects": whole, "field": "credibility", "value": str(1 + c % 6)},
        "verify": {"action": Action.VERIFY, "subjects": whole},
        "pin": {"action": Action.PIN, "subjects": one.claims},
        "pin two": {"action": Action.PIN, "subjects": (claim, second)},
        "same": {"action": Action.SAME, "subjects": (claim, second)},
        "different": {"action": Action.DIFFERENT, "subjects": (claim, second)},
        "reject": {"action": Action.REJECT, "subjects": (claim,)},
        "correct": {"action": Action.CORRECT, "subjects": (claim,), "field": field, "value": value},
    }
    if one.actors:
        choices["verify actor"] = {**choices["verify"], "field": "actor", "value": one.actors[0]}
    if one.id != other.id:
        choices["merge"] = {"action": Action.SAME, "subjects": one.claims, "against": other.claims}
    if len(one.claims) > 1:
        choices["split"] = {"action": Action.DIFFERENT, "subjects": one.claims[:1], "against": one.claims[1:]}
    if taken:
        choices["undo"] = {"action": Action.UNDO, "subjects": (taken[a % len(taken)].id,)}
    chosen = choices.get(move, {"action": Action.COMMENT, "subjects": (one.id,)})
    at = NOW + timedelta(minutes=len(taken))
    return identified(Decision, author="somebody", at=at, reason="so it is", **chosen)


def held(monitor: Monitor) -> tuple[dict[str, Any], dict[str, Any]]:
    return derived_in(monitor.store), desk_in(desk_path(monitor))


def same(monitor: Monitor) -> None:
    """What is there is what would be made from scratch."""
    root = monitor.folder.root
    for found, wanted in zip(held(monitor), from_scratch(root, root.parent / "scratch"), strict=True):
        assert found.keys() == wanted.keys()
        assert [key for key in wanted if found[key] != wanted[key]] == []
    assert not monitor.verify().faults


@given(st.lists(st.lists(DRAWN, min_size=1, max_size=2), min_size=1, max_size=6))
@settings(
    max_examples=12, deadline=None, suppress_health_check=list(HealthCheck), phases=(Phase.explicit, Phase.generate)
)
def test_whatever_is_decided_the_part_is_as_the_whole(ready: Path, drawn: Sequence[Sequence[Drawn]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        monitor = open_monitor(Path(shutil.copytree(ready, Path(folder) / "case")))
        for together in drawn:
            for one in together:
                monitor.store.append([decision(monitor, one)])
            assert amend(monitor)
        same(monitor)
        monitor.store.close()


@pytest.mark.parametrize("move", ["accept all", "grade", "verify", "pin", "merge", "split", "reject", "correct"])
def test_each_decision_and_its_undoing(monitor: Monitor, move: str) -> None:
    before = held(monitor)
    for n in range(2):
        made = decision(monitor, (move, 5 * n + 1, 3 * n + 2, n))
        monitor.store.append([made])
        assert amend(monitor)
        same(monitor)
        monitor.store.append([identified(Decision, author="b", at=NOW, action=Action.UNDO, subjects=(made.id,))])
        assert amend(monitor)
    same(monitor)
    after = held(monitor)
    assert [k for k in before[0] if k != "state" and before[0][k] != after[0][k]] == []
    assert [k for k in before[1] if k != "note" and before[1][k] != after[1][k]] == []


def test_decisions_in_either_order_and_both_at_once_end_the_same(monitor: Monitor, ready: Path, tmp_path: Path) -> None:
    first = decision(monitor, ("merge", 0, 2, 0))
    second = decision(monitor, ("correct", 3, 0, 11)).model_copy(update={"at": NOW + timedelta(hours=1)})
    second = identified(Decision, **{k: v for k, v in second if k != "id"})
    ends = []
    for n, steps in enumerate(([[first], [second]], [[second], [first]], [[first, second]])):
        made = open_monitor(Path(shutil.copytree(ready, tmp_path / f"order{n}")))
        for together in steps:
            made.store.append(together)
            assert amend(made)
        derived, desk = held(made)
        ends.append({**derived, **desk, "state": derived["state"][0], "note": None})
        made.store.close()
    assert ends[0] == ends[1] == ends[2]


def test_the_sample_case_too(tmp_path: Path) -> None:
    root = Path(shutil.copytree(SAMPLE, tmp_path / "case"))
    monitor = open_monitor(root)
    monitor.run()
    open_desk(monitor)
    for n, move in enumerate(("merge", "correct", "reject", "split", "verify", "correct", "undo", "pin")):
        monitor.store.append([decision(monitor, (move, 7 * n + 3, 5 * n + 1, 3 * n + 10))])
        assert amend(monitor)
    same(monitor)
    monitor.store.close()


class TestAtTheSameTime:
    def test_a_decision_that_comes_meanwhile_is_for_the_next_time(
        self, monitor: Monitor, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        late = decision(monitor, ("correct", 4, 0, 11))
        meanwhile(monitor, monkeypatch, lambda other: other.store.append([late]))
        monitor.store.append([decision(monitor, ("merge", 1, 2, 0))])
        assert amend(monitor)
        assert [d.id for d in Desk(desk_path(monitor), monitor.store).late()] == [late.id]
        assert amend(monitor)
        assert not Desk(desk_path(monitor), monitor.store).late()
        same(monitor)

    def test_where_another_process_derived_meanwhile_nothing_is_written(
        self, monitor: Monitor, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        meanwhile(monitor, monkeypatch, lambda other: other.rebuild())
        monitor.store.append([decision(monitor, ("merge", 1, 2, 0))])
        desk = desk_path(monitor).read_bytes()
        assert not amend(monitor)
        assert desk_path(monitor).read_bytes() == desk
        assert not refresh_desk(monitor)
        same(monitor)

    def test_two_who_amend_at_once_end_as_one_who_does(self, monitor: Monitor, monkeypatch: pytest.MonkeyPatch) -> None:
        meanwhile(monitor, monkeypatch, lambda other: amend(other))
        monitor.store.append([decision(monitor, ("merge", 1, 2, 0))])
        assert not amend(monitor)
        assert not Desk.stale(desk_path(monitor), monitor.store)
        same(monitor)


def meanwhile(monitor: Monitor, monkeypatch: pytest.MonkeyPatch, does: Callable[[Monitor], object]) -> None:
    """The first time that a part is about to be kept, another process does something before."""
    keep = Store.amend_derived
    done: list[bool] = []

    def amend_derived(self: Store, *given: Any, **named: Any) -> str | None:
        if not done:
            done.append(True)
            other = open_monitor(monitor.folder.root)
            does(other)
            other.store.close()
        return keep(self, *given, **named)

    monkeypatch.setattr(Store, "amend_derived", amend_derived)


class TestEndedInBetween:
    def test_between_ledger_and_desk(self, monitor: Monitor, monkeypatch: pytest.MonkeyPatch) -> None:
        monitor.store.append([decision(monitor, ("merge", 1, 2, 0))])
        with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
            patched.setattr(desking, "amend_desk", _interrupted)
            amend(monitor)
        assert not monitor.verify().faults
        assert Desk.stale(desk_path(monitor), monitor.store)
        assert not refresh_desk(monitor)
        same(monitor)

    def test_while_the_desk_is_written(self, monitor: Monitor) -> None:
        path = desk_path(monitor)
        before = desk_in(path)
        child = subprocess.run([sys.executable, "-c", ENDED, str(path)], check=False)
        assert child.returncode == 9
        assert Path(f"{path}-journal").exists()
        assert desk_in(path) == before
        monitor.store.append([decision(monitor, ("merge", 1, 2, 0))])
        assert amend(monitor)
        same(monitor)

    def test_a_desk_written_whole_takes_the_place_of_one_half_amended(self, monitor: Monitor) -> None:
        path = desk_path(monitor)
        before = desk_in(path)
        subprocess.run([sys.executable, "-c", ENDED, str(path)], check=False)
        build_desk(path, monitor.store)
        assert desk_in(path) == before


ENDED = """
import os, sys
from pathlib import Path
from trucewatch.store.deskamend import DeskAmender
desk = DeskAmender(Path(sys.argv[1]))
desk._db.execute("PRAGMA cache_spill = ON")
desk._db.execute("PRAGMA cache_size = 1")
desk._db.execute("UPDATE card_claim SET body = 'x' || body")
desk._db.execute("UPDATE card_incident SET body = 'x' || body")
os._exit(9)
"""


def _interrupted(*_: object) -> None:
    raise KeyboardInterrupt


def test_who_reads_is_not_kept_out_while_much_is_amended(monitor: Monitor) -> None:
    path = desk_path(monitor)
    before = desk_in(path)
    with DeskAmender(path) as desk:
        desk.whole("failure", ((str(n), "x" * 4000) for n in range(3000)))
        assert desk_in(path) == before
    assert desk_in(path)["failure"] != before["failure"]


class TestWhatIsDerivedWhole:
    def test_what_reaches_too_far(self, monitor: Monitor, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(nearby, "_MOST", 1)
        monitor.store.append([decision(monitor, ("merge", 1, 2, 0))])
        assert not amend(monitor)
        assert not refresh_desk(monitor)
        same(monitor)

    def test_what_an_earlier_program_kept(self, monitor: Monitor) -> None:
        with sqlite3.connect(monitor.folder.ledger) as db:
            db.execute("DELETE FROM derived_roll")
            db.execute("DELETE FROM derived_aid")
        monitor.store.append([decision(monitor, ("merge", 1, 2, 0))])
        assert not refresh_desk(monitor)
        same(monitor)
        monitor.store.append([decision(monitor, ("accept", 1, 2, 0))])
        assert refresh_desk(monitor)

    def test_what_else_came_into_the_ledger(self, monitor: Monitor) -> None:
        text = f"---\noutlet: midland\npublished: 2025-05-23T08:00:00+02:00\n---\n{TEXTS[0]}\n"
        (monitor.folder.reports / "late.txt").write_text(text)
        monitor.gather()
        monitor.store.append([decision(monitor, ("merge", 1, 2, 0))])
        assert not refresh_desk(monitor)
        same(monitor)

    def test_places_that_are_used_up(self, monitor: Monitor) -> None:
        with sqlite3.connect(monitor.folder.ledger) as db:
            db.execute("UPDATE derived SET place = place / 1024 WHERE kind = 'incident'")
        incidents = [i for i in monitor.store.derived(Incident) if len(i.claims) > 1]
        one = incidents[0]
        split = {"action": Action.DIFFERENT, "subjects": one.claims[:1], "against": one.claims[1:]}
        monitor.store.append([identified(Decision, author="a", at=NOW, **split)])
        refresh_desk(monitor)
        same(monitor)
