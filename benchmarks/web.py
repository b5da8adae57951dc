"""The web face under load: a made case of many incidents, JSON reads at a steady rate while another process gathers.

    nice -n 10 python -m benchmarks.web [--incidents 100000] [--rate 100] [--seconds 30] [--case DIR] [--decide ROUNDS]

Makes the case once (``--case`` keeps it), serves it with ``trucewatch serve``, then measures: the first useful paint of
Today and Ledger in chromium, and how long JSON reads take, counted from the moment at which each was due.

With ``--decide`` it measures instead how long it takes until a decision shows, each move so many times. Then the case
is really derived and not made up: at 100,000 incidents that takes long, and 10 GB.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.request import urlopen

from benchmarks.measuring import cpu_of, peak_mb, served
from benchmarks.web_decisions import decisions
from trucewatch.link import incident_id
from trucewatch.monitor import Monitor
from trucewatch.monitor.desking import open_desk
from trucewatch.records import (
    Aspect,
    Claim,
    Derived,
    Finding,
    FindingSummary,
    Grade,
    Incident,
    Mention,
    Pass,
    Report,
    SourceMention,
    Status,
    SummaryState,
    Target,
    Truth,
    derived_from,
    identified,
)
from trucewatch.settings import Folder
from trucewatch.store import Store
from trucewatch.values.moment import Basis, Moment
from trucewatch.values.place import Level, Place, Point
from trucewatch.values.vocabularies import (
    Credibility,
    Kind,
    Modality,
    Outcome,
    Polarity,
    Reliability,
    Role,
    TargetClass,
)

SAMPLE = Path(__file__).parents[1] / "cases" / "energy-pause-2025"
START = datetime(2025, 3, 18, tzinfo=UTC)
PARTIES = ("RUS", "UKR")
KINDS = (Kind.ATTACK, Kind.DAMAGE, Kind.OUTAGE, Kind.CASUALTIES, Kind.INTERCEPTION)
CLASSES = (TargetClass.ENERGY_GRID, TargetClass.ENERGY_REFINERY, TargetClass.RESIDENTIAL, TargetClass.HEALTH)
EACH = 5
"""Claims of an incident."""
PORT = 8377


def events(n: int, seed: int = 1) -> Iterator[tuple[list[Truth], list[Derived]]]:
    """An incident at a time: the report that tells it five times, and what is derived from it."""
    random_ = random.Random(seed)
    for number in range(n):
        at = START + timedelta(minutes=random_.randrange(60 * 24 * 400))
        days = Moment(start=at, end=at + timedelta(hours=6), zone="Europe/Kyiv", basis=Basis.STATED)
        kind, struck = random_.choice(KINDS), random_.choice(CLASSES)
        actor = random_.choice(PARTIES)
        place = Place(
            text=f"Place {number % 3000}",
            name=f"Place {number % 3000}",
            country=random_.choice(PARTIES),
            admin1=f"Region {number % 40}",
            level=Level.SETTLEMENT,
            point=Point(lat=random_.uniform(44, 53), lon=random_.uniform(23, 42)),
            radius_km=5,
        )
        lines = [f"Source {k} said a strike hit object {number} near Place {number % 3000}." for k in range(EACH)]
        published = Moment(
            start=at + timedelta(hours=9), end=at + timedelta(hours=9, seconds=1), basis=Basis.PUBLICATION
        )
        outlet = f"outlet-{number % 60}"
        report = identified(Report, doc=f"r{number}", outlet=outlet, published=published, text="\n".join(lines))
        claims, offset = [], 0
        for k, line in enumerate(lines):
            claims.append(
                identified(
                    Claim,
                    report=report.id,
                    doc=report.doc,
                    quote=line,
                    start=offset,
                    end=offset + len(line),
                    kind=kind,
                    polarity=Polarity.AFFIRMED,
                    modality=Modality.ACTUAL,
                    source=SourceMention(text=f"Source {k}", party=PARTIES[k % 2], role=Role.OFFICIAL),
                    actor=Mention(text=actor, party=actor),
                    target=Target(target_class=struck),
                    places=(place,),
                    time=days,
                )
            )
            offset += len(line) + 1
        read = identified(Pass, report=report.id, reader="made", claims=tuple(c.id for c in claims))
        yield [report, *claims, read], list(derived(claims, kind, struck, actor, place, days, random_))


def derived(
    claims: list[Claim],
    kind: Kind,
    struck: TargetClass,
    actor: str,
    place: Place,
    days: Moment,
    random_: random.Random,
) -> Iterator[Derived]:
    """What a run would derive, without running it."""
    ids = tuple(c.id for c in claims)
    incident = Incident(
        id=incident_id(ids[0]),
        claims=ids,
        kinds=(kind,),
        place=place,
        moment=days,
        target_classes=(struck,),
        actors=(actor,),
        reports=1,
        outlets=1,
        origins=1,
    )
    yield incident
    found = [
        derived_from(
            Finding,
            *(incident.id, "energy-pause", "E1", reading),
            incident=incident.id,
            agreement="energy-pause",
            provision="E1",
            reading=reading,
            outcome=random_.choice(list(Outcome)),
            rule="made",
            reason="made",
            claims=ids,
        )
        for reading in PARTIES
    ]
    yield from found
    yield derived_from(
        FindingSummary,
        incident.id,
        "energy-pause",
        "E1",
        incident=incident.id,
        agreement="energy-pause",
        provision="E1",
        state=random_.choice(list(SummaryState)),
        findings=tuple(f.id for f in found),
        reason="made",
    )
    yield derived_from(
        Grade,
        incident.id,
        Aspect.EVENT.value,
        "",
        incident=incident.id,
        aspect=Aspect.EVENT,
        status=Status.ALLEGED,
        reliability=Reliability.F,
        credibility=Credibility.CANNOT_BE_JUDGED,
        rule="made",
        reason="made",
        claims=ids,
    )


def make(folder: Path, incidents: int, *, derive: bool = False) -> None:
    """The case with its ledger and desk, unless it is there. ``derive``: what is derived is not made up."""
    if (folder / "desk.db").exists():
        return
    for part in ("case.yaml", "agreements"):
        copy = shutil.copytree if (SAMPLE / part).is_dir() else shutil.copy
        copy(SAMPLE / part, folder / part)
    (folder / "reports").mkdir()
    began = time.monotonic()
    with Store.open(folder / "ledger.db", create=True) as store:
        monitor = Monitor(Folder(folder), store)
        monitor.gather()
        batch: list[Truth] = []
        kept: list[Derived] = []
        for truth, made in events(incidents):
            batch += truth
            kept += [] if derive else made
            if len(batch) >= 20_000:
                store.append(batch, restate=True)
                batch = []
        store.append(batch, restate=True)
        say(f"ledger of {store.length:,} rows made in {time.monotonic() - began:.0f} s")
        began = time.monotonic()
        if derive:
            monitor.rebuild()
        else:
            store.replace_derived(kept)
        del kept
        say(f"{'derived' if derive else 'kept'} in {time.monotonic() - began:.0f} s, peak {peak_mb():.0f} MB")
        began = time.monotonic()
        open_desk(monitor)
    size = (folder / "desk.db").stat().st_size / 1e6
    say(f"desk built in {time.monotonic() - began:.0f} s, {size:.0f} MB, peak {peak_mb():.0f} MB")


def say(text: str) -> None:
    """A line of what was measured."""
    print(text, flush=True)


# --- load ------------------------------------------------------------------------------------------------------------


def addresses(n: int, seed: int = 2) -> list[str]:
    """A mix of what pages and programs ask for."""
    random_ = random.Random(seed)
    incidents = json.load(urlopen(f"http://127.0.0.1:{PORT}/api/incidents?size=200"))["incidents"]
    claims = json.load(urlopen(f"http://127.0.0.1:{PORT}/api/claims?size=200"))["claims"]
    makers = (
        lambda: "/api/today",
        lambda: f"/api/incidents?kind={random_.choice(KINDS).value}&page={random_.randrange(1, 50)}",
        lambda: f"/api/incidents?voice={random_.choice(PARTIES)}&target={random_.choice(CLASSES).value}&review=open",
        lambda: f"/api/incidents?since=2025-0{random_.randrange(4, 9)}-01&until=2025-0{random_.randrange(4, 9)}-28",
        lambda: f"/api/incidents?q={random_.randrange(1000, 99000)}",
        lambda: f"/api/incidents/{random_.choice(incidents)['id']}",
        lambda: f"/api/incidents/{random_.choice(incidents)['id']}",
        lambda: f"/api/claims?outlet=outlet-{random_.randrange(60)}&page={random_.randrange(1, 20)}",
        lambda: f"/api/reports/{random_.choice(claims)['report']}",
    )
    return [random_.choice(makers)() for _ in range(n)]


async def load(paths: list[str], rate: float) -> list[float]:
    """Milliseconds that each read took, from when it was due; connections are kept and shared."""
    free: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = []

    async def one(path: str, due: float) -> float:
        while True:
            reader, writer = free.pop() if free else await asyncio.open_connection("127.0.0.1", PORT)
            writer.write(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{PORT}\r\n\r\n".encode())
            try:
                head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
                break
            except (asyncio.IncompleteReadError, ConnectionError):
                writer.close()  # one that the server had given up: the next is fresh
        if " 200 " not in head.partition("\r\n")[0] + " ":
            raise RuntimeError(f"{path}: {head.partition(chr(13))[0]}")
        await reader.readexactly(int(head.partition("content-length: ")[2].partition("\r")[0]))
        free.append((reader, writer))
        return (time.monotonic() - due) * 1000

    tasks, began = [], time.monotonic()
    for n, path in enumerate(paths):
        due = began + n / rate
        await asyncio.sleep(max(0.0, due - time.monotonic()))
        tasks.append(asyncio.create_task(one(path, due)))
    return list(await asyncio.gather(*tasks))


def gathering(folder: Path) -> subprocess.Popen[bytes]:
    """Another process that appends reports until it is ended, as a gather run does."""
    return subprocess.Popen([sys.executable, "-m", "benchmarks.web", "--gather", "--case", str(folder)])


def gather(folder: Path) -> None:
    """Appends made reports, ten in a transaction, as fast as a feed would bring them."""
    with Store.open(folder / "ledger.db") as store:
        for n in range(10**9):
            made = [identified(Report, doc=f"g{os.getpid()}-{n}-{k}", outlet="late", text="Late.") for k in range(10)]
            store.append(made)
            time.sleep(0.1)


def paints() -> dict[str, float]:
    """Milliseconds to the first contentful paint, the median of five visits; empty without a browser."""
    browser = shutil.which("chromium")
    if browser is None:
        return {}
    from playwright.sync_api import sync_playwright

    found: dict[str, float] = {}
    with sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=browser, args=["--no-sandbox", "--disable-gpu"])
        for name, path in (
            ("Today", "/"),
            ("Ledger", "/incidents"),
            ("Ledger, filtered", "/incidents?kind=attack&q=object"),
        ):
            times = []
            for _ in range(5):
                page = chromium.new_page()
                page.goto(f"http://127.0.0.1:{PORT}{path}")
                asked = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN"
                page.wait_for_timeout(200)
                times.append(float(page.evaluate(asked)))
                page.close()
            found[name] = sorted(times)[2]
        chromium.close()
    return found


def shown(rounds: int) -> None:
    """Says how long it takes until each kind of decision shows."""
    times: dict[str, list[float]] = {}
    for move, seconds in decisions(f"http://127.0.0.1:{PORT}", rounds):
        times.setdefault(move, []).append(seconds)
    for move, took in times.items():
        say(f"{move} shows after {sorted(took)[len(took) // 2]:.1f} s, at most {max(took):.1f} s")


def reads(server: int, rate: float, seconds: int) -> None:
    """Says how long JSON reads took and what each cost the server, whose process is named by its number."""
    paths = addresses(int(rate * seconds))
    asyncio.run(load(addresses(int(rate * 15), seed=3), rate))  # server and writer have started by then
    before = cpu_of(server)
    took = sorted(asyncio.run(load(paths, rate)))
    cpu = (cpu_of(server) - before) / len(took) * 1000
    at = {p: took[min(len(took) - 1, int(len(took) * p / 100))] for p in (50, 95, 99)}
    say(f"{len(took)} JSON reads at {rate:g} a second while a gather writes, load {os.getloadavg()[0]:.1f}:")
    say(f"processor time of the server: {cpu:.1f} ms a read")
    say(", ".join(f"p{p} {ms:.0f} ms" for p, ms in at.items()) + f", worst {took[-1]:.0f} ms")


def main() -> None:
    """Makes, serves, measures, says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--incidents", type=int, default=100_000)
    parser.add_argument("--rate", type=float, default=100.0)
    parser.add_argument("--seconds", type=int, default=30)
    parser.add_argument("--case", type=Path)
    parser.add_argument("--decide", type=int, default=0, metavar="ROUNDS")
    parser.add_argument("--gather", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.gather:
        gather(given.case)
        return
    folder = given.case or Path(tempfile.mkdtemp(prefix="trucewatch-web-"))
    folder.mkdir(parents=True, exist_ok=True)
    make(folder, given.incidents, derive=given.decide > 0)
    began = time.monotonic()
    with served(folder, PORT) as server:
        say(f"serving after {time.monotonic() - began:.1f} s")
        if given.decide:
            shown(given.decide)
            return
        for name, ms in paints().items():
            say(f"first contentful paint, {name}: {ms:.0f} ms")
        writer = gathering(folder)
        try:
            reads(server.pid, given.rate, given.seconds)
        finally:
            writer.terminate()
            writer.wait()


if __name__ == "__main__":
    main()
