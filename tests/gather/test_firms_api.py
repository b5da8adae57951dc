"""The area API against a real server on this machine: what is asked for, how often, and that the key stays out."""

from __future__ import annotations

import logging
import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from tests.gather.conftest import take
from trucewatch.errors import FetchError, InputError
from trucewatch.gather import FirmsApi, Request, plan
from trucewatch.gather.firms_api import Span
from trucewatch.monitor import fetch_firms
from trucewatch.records import Observation
from trucewatch.settings import Folder, Settings
from trucewatch.values.place import Box, Point

pytest.importorskip("httpx")
stamina = pytest.importorskip("stamina")

KEY = "0123456789abcdef0123456789abcdef"
BOX = Box(west=34.0, south=49.5, east=36.5, north=51.0)
HEAD = (
    "latitude,longitude,bright_ti4,scan,track,acq_date,acq_time,satellite,instrument,confidence,version,bright_ti5,"
    "frp,daynight\n"
)
HAS = "data_id,min_date,max_date\nVIIRS_SNPP_SP,2031-01-01,2031-01-04\nVIIRS_SNPP_NRT,2031-01-03,2031-01-12\n"


@dataclass
class Firms:
    """A server that answers as FIRMS does. ``fails``: how many requests fail first, and how."""

    asked: list[str] = field(default_factory=list)
    fails: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    url: str = ""

    def answer(self, path: str) -> tuple[int, dict[str, str], str]:
        self.asked.append(path)
        if self.fails:
            status, headers = self.fails.pop(0)
            return status, headers, "Exceeding allowed transaction limit."
        if KEY not in path:
            return 400, {}, "Invalid MAP_KEY."
        if "/data_availability/" in path:
            return 200, {}, HAS
        day = path.rsplit("/", 1)[1]
        rows = f"50.1,35.1,330.1,0.4,0.4,{day},5,N,VIIRS,n,2.0NRT,290.0,4.5,N\n" if "_NRT/" in path else ""
        return 200, {}, HEAD + rows


@pytest.fixture
def firms() -> Iterator[Firms]:
    state = Firms()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, headers, body = state.answer(self.path)
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *args: Any) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    state.url = f"http://127.0.0.1:{server.server_address[1]}"
    with stamina.set_testing(True, attempts=3):
        yield state
    server.shutdown()
    server.server_close()
    thread.join()


def api(firms: Firms, **changes: Any) -> FirmsApi:
    ticks = iter(range(10**6))
    given: dict[str, Any] = {"sleep": lambda _: None, "monotonic": lambda: float(next(ticks)), **changes}
    return FirmsApi(key=given.pop("key", KEY), url=firms.url, **given)


def test_at_most_five_days_a_request_and_standard_processing_first(firms: Firms) -> None:
    has = api(firms).availability()
    assert has["VIIRS_SNPP_NRT"] == Span(date(2031, 1, 3), date(2031, 1, 12))
    found = list(plan(BOX, date(2031, 1, 1), date(2031, 1, 31), has))
    assert [(r.source, r.first.day, r.days, r.until and r.until.day) for r in found] == [
        ("VIIRS_SNPP_SP", 1, 4, 4),  # of the last day that a source has perhaps not all is there
        ("VIIRS_SNPP_NRT", 5, 5, 10),
        ("VIIRS_SNPP_NRT", 10, 3, 12),
    ]
    assert list(plan(BOX, date(2032, 1, 1), date(2032, 1, 5), has)) == []


def test_answers_are_kept_as_they_came_and_read_with_what_they_cover(firms: Firms, tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    settings = Settings(firms_key=KEY, firms_url=firms.url)
    done = fetch_firms(folder, settings, date(2031, 1, 2), date(2031, 1, 20), BOX)
    names = sorted(p.name for p in done.written)
    assert names == [
        "VIIRS_SNPP_NRT_34,49.5,36.5,51_2031-01-05_5_to_2031-01-10.csv",
        "VIIRS_SNPP_NRT_34,49.5,36.5,51_2031-01-10_3_to_2031-01-12.csv",
        "VIIRS_SNPP_SP_34,49.5,36.5,51_2031-01-02_3_to_2031-01-04.csv",
    ]
    empty = tmp_path / "observations" / "firms" / names[2]
    assert empty.read_text() == HEAD
    (covered,) = take(f"firms/{names[2]}", empty.read_bytes(), sensed=True)
    assert isinstance(covered, Observation)
    assert (covered.what, covered.sensor, covered.box) == ("coverage", "N-VIIRS", BOX)
    assert covered.moment.end == datetime(2031, 1, 4, tzinfo=UTC)
    full = tmp_path / "observations" / "firms" / names[0]
    _, hit = take(f"firms/{names[0]}", full.read_bytes(), sensed=True)
    assert isinstance(hit, Observation) and hit.point == Point(lat=50.1, lon=35.1)
    assert hit.moment.start == datetime(2031, 1, 5, 0, 5, tzinfo=UTC)


def test_what_is_there_and_whole_is_not_asked_for_again(firms: Firms, tmp_path: Path) -> None:
    folder, settings = Folder(tmp_path), Settings(firms_key=KEY, firms_url=firms.url)
    fetch_firms(folder, settings, date(2031, 1, 5), date(2031, 1, 12), BOX)
    firms.asked.clear()
    again = fetch_firms(folder, settings, date(2031, 1, 5), date(2031, 1, 12), BOX)
    assert (len(again.written), again.there) == (1, 1)
    assert [re.sub(KEY, "K", p) for p in firms.asked] == [
        "/api/data_availability/csv/K/ALL",
        "/api/area/csv/K/VIIRS_SNPP_NRT/34,49.5,36.5,51/3/2031-01-10",
    ]


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_server_that_is_busy_is_asked_again(firms: Firms, status: int) -> None:
    firms.fails = [(status, {"Retry-After": "1"})] * 2
    assert "VIIRS_SNPP_SP" in api(firms).availability()
    assert len(firms.asked) == 3


def test_a_server_that_stays_busy_is_reported_in_one_line(firms: Firms) -> None:
    firms.fails = [(503, {})] * 9
    with pytest.raises(FetchError, match="did not answer") as e:
        api(firms).availability()
    assert len(firms.asked) == 3 and "\n" not in str(e.value)


def test_the_key_is_never_shown(
    firms: Firms, caplog: pytest.LogCaptureFixture, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    firms.fails = [(503, {})]
    fetch_firms(Folder(tmp_path), Settings(firms_key=KEY, firms_url=firms.url), date(2031, 1, 5), date(2031, 1, 6), BOX)
    gone = api(firms)
    gone.url = "http://127.0.0.1:9"
    with pytest.raises(FetchError) as e:
        gone.availability()
    shown = capsys.readouterr()
    kept = "".join(p.name + p.read_text() for p in tmp_path.rglob("*") if p.is_file())
    said = (str(e.value), repr(gone), repr(Settings(firms_key=KEY)), shown.out, shown.err, kept)
    httpx_said = "".join(r.getMessage() for r in caplog.records if r.name.startswith(("httpx", "stamina")))
    assert KEY not in "".join((*said, httpx_said))
    assert e.value.__cause__ is None


def test_a_key_that_firms_does_not_take_is_said_so(firms: Firms) -> None:
    with pytest.raises(FetchError, match="does not take the key"):
        api(firms, key="wrong").availability()
    with pytest.raises(InputError, match="TRUCEWATCH_FIRMS_KEY"):
        fetch_firms(Folder(Path()), Settings(), date(2031, 1, 1), date(2031, 1, 2), BOX)


def test_no_more_requests_than_allowed_in_ten_minutes(firms: Firms) -> None:
    now, slept = [0.0], []

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        now[0] += seconds

    client = api(firms, sleep=sleep, monotonic=lambda: now[0], most=2)
    for _ in range(5):
        client.availability()
        now[0] += 1
    assert slept == [598.0, 598.0]


@pytest.mark.parametrize(
    "name",
    [
        "fire_archive_SV-C2_400448.csv",
        "VIIRS_SNPP_NRT_1,2,3_2031-01-01_5.csv",
        "VIIRS_MOON_NRT_1,2,3,4_2031-01-01_5.csv",
        "VIIRS_SNPP_NRT_1,2,3,4_2031-01-01_5_to_2031-03-01.csv",
        "VIIRS_SNPP_NRT_3,2,1,4_2031-01-01_5.csv",
    ],
)
def test_other_names_stand_for_no_request(name: str) -> None:
    assert Request.of_name(name) is None
