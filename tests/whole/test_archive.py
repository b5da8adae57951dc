"""The whole record leaves and comes back: not a byte of it lost, nothing that is there replaced."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.whole.conftest import open_monitor, write_case
from trucewatch.errors import InputError, StoreError
from trucewatch.monitor import Monitor, export, import_archive
from trucewatch.records import (
    Action,
    Case,
    Claim,
    Decision,
    Failure,
    Import,
    Original,
    Party,
    Report,
    SourceMention,
    Truth,
    identified,
)
from trucewatch.settings import Folder
from trucewatch.store import Store, standing
from trucewatch.values.count import Count
from trucewatch.values.ids import sha256
from trucewatch.values.moment import Basis, Moment
from trucewatch.values.place import Place, Point
from trucewatch.values.vocabularies import CountOf, Kind, Modality, Polarity, Role

FORMS = ("json", "parquet")


def written(monitor: Monitor, to: str, folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in export(monitor, to).items():
        (folder / name).write_bytes(b"".join(data))
    return folder / "trucewatch.jsonl" if to == "json" else folder


def log(store: Store) -> list[tuple[str, str, str]]:
    return [(e.record.kind_name, e.record.id, e.hash) for e in store.entries()]


@pytest.mark.parametrize("to", FORMS)
def test_a_case_comes_back_whole_with_its_chain(monitor: Monitor, tmp_path: Path, to: str) -> None:
    derived = monitor.run().derived
    path = written(monitor, to, tmp_path / "out")
    done = import_archive(Folder(tmp_path / "back"), path)
    assert not done.left and done.made.taken == done.made.rows
    assert {p.name for p in done.files} == {"case.yaml", "pause.yaml"}
    back = open_monitor(tmp_path / "back")
    assert log(back.store)[:-1] == log(monitor.store)
    assert back.store.verify(expect_head=monitor.store.head).faults == ()
    assert all(back.store.original(k) == monitor.store.original(k) for k in monitor.store.original_keys())
    assert back.rebuild() == derived
    assert back.standing().inputs == monitor.standing().inputs
    manifest = json.loads(back.store.original(done.made.original.sha256))
    assert [row[4] for row in manifest] == [h for _, _, h in log(monitor.store)]
    back.store.close()


@pytest.mark.parametrize("to", FORMS)
def test_an_archive_is_the_same_bytes_each_time(monitor: Monitor, to: str) -> None:
    monitor.run()
    one, two = ({n: b"".join(d) for n, d in export(monitor, to).items()} for _ in range(2))
    assert one == two


def test_an_import_replaces_nothing_that_stands(tmp_path: Path) -> None:
    there, here = (open_monitor(write_case(tmp_path / name)) for name in ("there", "here"))
    (tmp_path / "there" / "reports" / "four.txt").write_text(
        "---\noutlet: midland\npublished: 2025-05-21T10:00:00+02:00\n---\n"
        "Orvian drones attacked a hospital in Kalinov.\n"
    )
    mine = tmp_path / "here" / "reports" / "one.txt"
    mine.write_text(mine.read_text().replace("five were injured", "nine were injured"))
    case = tmp_path / "here" / "case.yaml"
    case.write_text(case.read_text().replace("A fictional truce", "My own title"))
    there.run()
    here.run()
    before = here.standing()
    path = written(there, "json", tmp_path / "out")
    done = import_archive(here.folder, path)
    after = here.standing()
    assert after.case == before.case and after.case is not None and after.case.title == "My own title"
    assert {k: r for k, r in after.reports.items() if k in before.reports} == dict(before.reports)
    assert len(after.reports) == len(before.reports) + 1
    assert set(before.claims) <= set(after.claims)
    why = set(done.left.values())
    assert any("own case file" in w for w in why) and any("own report one.txt" in w or "one" in w for w in why)
    assert done.made.taken + len([r for r in _records(there) if r in done.left]) == done.made.rows
    assert not here.store.verify().faults
    assert list(here.store.truth(Import)) == [done.made]
    rows = len(log(here.store))
    assert import_archive(here.folder, path).made.taken == done.made.taken  # again: nothing is new but that it was done
    assert len(log(here.store)) <= rows + 1


def _records(monitor: Monitor) -> list[str]:
    return [e.record.id for e in monitor.store.entries()]


def test_an_archive_of_another_case_is_refused(monitor: Monitor, tmp_path: Path) -> None:
    monitor.run()
    path = written(monitor, "json", tmp_path / "out")
    other = write_case(tmp_path / "other")
    (other / "case.yaml").write_text((other / "case.yaml").read_text().replace("fictional-truce", "another"))
    there = open_monitor(other)
    there.run()
    rows = log(there.store)
    with pytest.raises(InputError, match="is of the case 'fictional-truce'"):
        import_archive(Folder(other), path)
    assert log(there.store) == rows


def _cut(lines: list[bytes]) -> list[bytes]:
    return lines[:-2]


def _edited(lines: list[bytes]) -> list[bytes]:
    return [line.replace(b"substation", b"sub-station") if b'"kind":"report"' in line else line for line in lines]


def _swapped(lines: list[bytes]) -> list[bytes]:
    return [*lines[:-2], lines[-1], lines[-2]]


def _bent(lines: list[bytes]) -> list[bytes]:
    return [line.replace(b'"data":"', b'"data":"AAAA', 1) if b'"original":{' in line[:13] else line for line in lines]


def _broken(lines: list[bytes]) -> list[bytes]:
    return [*lines[:-1], lines[-1][:20]]


def _newer(lines: list[bytes]) -> list[bytes]:
    return [lines[0].replace(b"archive/1", b"archive/9"), *lines[1:]]


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (_cut, "is cut off"),
        (_edited, "chain of hashes does not hold"),
        (_swapped, "chain of hashes does not hold"),
        (_bent, "was changed"),
        (_broken, "is no JSON"),
        (_newer, "is no Trucewatch archive of version 1"),
    ],
)
def test_a_spoilt_archive_is_refused_whole_and_the_place_is_named(
    monitor: Monitor, tmp_path: Path, spoil: Any, said: str
) -> None:
    monitor.run()
    path = written(monitor, "json", tmp_path / "out")
    path.write_bytes(b"\n".join(spoil(path.read_bytes().splitlines())) + b"\n")
    with pytest.raises(InputError, match=said) as caught:
        import_archive(Folder(tmp_path / "back"), path)
    assert str(path) in caught.value.where and caught.value.mend
    assert not (tmp_path / "back" / "ledger.db").exists()


def test_names_in_an_archive_write_nothing_outside_of_the_case(tmp_path: Path) -> None:
    data = b"id: x\n"
    original = Original(sha256=sha256(data), size=len(data), name="../evil.yaml", media_type="application/yaml")
    case = identified(Case, code="x", title="X", parties=(Party(code="aa", name="A"),), original=original)
    with scratch(tmp_path) as store:
        store.append([case], {original.sha256: data})
        path = archived(store, tmp_path)
    done = import_archive(Folder(tmp_path / "deep" / "back"), path)
    assert done.files == () and not list(tmp_path.rglob("evil.yaml"))


def test_a_ledger_with_rows_is_not_restored_over(monitor: Monitor) -> None:
    monitor.run()
    with pytest.raises(StoreError, match="not empty"):
        monitor.store.restore([], {})


# --- the law -------------------------------------------------------------------------------------------------------

text = st.text(st.characters(codec="utf-8"), min_size=1, max_size=30)
number = st.one_of(st.integers(0, 2**50), st.floats(0, 1e12, allow_nan=False, allow_infinity=False))
at = st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - bounds
point = st.builds(Point, lat=st.floats(-90, 90), lon=st.floats(-180, 180))


@st.composite
def truth(draw: st.DrawFn) -> list[Truth]:
    """A report, a claim in it, a decision about the claim, a failure: with any text and numbers."""
    body = draw(text)
    start = draw(at)
    moment = Moment(start=start, end=start.replace(year=start.year + 1, day=1), basis=Basis.STATED)
    report = identified(Report, doc=draw(text), outlet=draw(text), published=moment, text=body)
    place = Place(text=draw(text), point=draw(point), radius_km=draw(st.floats(0, 500)))
    claim = identified(
        Claim,
        report=report.id,
        doc=report.doc,
        quote=body,
        start=0,
        end=len(body),
        kind=draw(st.sampled_from(list(Kind))),
        polarity=draw(st.sampled_from(list(Polarity))),
        modality=draw(st.sampled_from(list(Modality))),
        source=SourceMention(text=draw(st.none() | text), role=Role.OFFICIAL),
        places=(place,),
        counts=(Count(what=CountOf.KILLED, low=draw(number)),),
    )
    decision = identified(
        Decision, author=draw(text), at=draw(at), action=Action.COMMENT, subjects=(claim.id,), reason=draw(text)
    )
    failure = identified(Failure, stage="gather", where=draw(text), what=draw(text), mend="")
    return [report, claim, decision, failure]


@contextmanager
def scratch(root: Path) -> Iterator[Store]:
    with Store.open(root / "a.db", create=True) as store:
        yield store


def archived(store: Store, root: Path, to: str = "json") -> Path:
    from trucewatch.store import json_lines, parquet_tables

    if to == "json":
        (root / "a.jsonl").write_bytes(b"".join(json_lines(store, "test")))
        return root / "a.jsonl"
    for name, data in parquet_tables(store, "test").items():
        (root / name).write_bytes(data)
    return root


@pytest.mark.parametrize("to", FORMS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(batches=st.lists(truth(), min_size=1, max_size=3), blob=st.binary(max_size=200))
def test_whatever_was_recorded_comes_back(to: str, batches: list[list[Truth]], blob: bytes) -> None:
    with TemporaryDirectory() as name:
        root = Path(name)
        with scratch(root) as store:
            for records in batches:
                store.append(records, {sha256(blob): blob})
            store.append(batches[0], restate=True)
            path = archived(store, root, to)
            rows, now = log(store), standing(e.record for e in store.entries())
        done = import_archive(Folder(root / "back"), path)
        with Store.open(root / "back" / "ledger.db") as back:
            assert log(back)[:-1] == rows and log(back)[-1][1] == done.made.id
            assert standing(e.record for e in back.entries()) == now
            assert back.original(sha256(blob)) == blob
            assert back.verify().faults == ()
