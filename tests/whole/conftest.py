"""A small fictional case, run through the whole program. Two parties whose names have equal lengths and like first
letters, so that swapping them in the input moves no offset and no article."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from trucewatch.monitor import Monitor
from trucewatch.monitor.desking import open_desk
from trucewatch.settings import Folder, Settings
from trucewatch.store import Store

NOW = datetime(2025, 6, 1, 12, tzinfo=UTC)

CASE = """\
id: fictional-truce
title: A fictional truce
timezone: Europe/Vienna
cutoff: "06:00"
parties:
  - code: north
    name: Arvia
    adjectives: [Arvian]
    metonyms: [Arstad]
    offices:
      - {name: Arvian Defence Ministry, role: military}
      - {name: Arvian General Staff, role: military}
  - code: south
    name: Orvia
    adjectives: [Orvian]
    metonyms: [Orstad]
    offices:
      - {name: Orvian Defence Ministry, role: military}
      - {name: Orvian General Staff, role: military}
outlets:
  - {id: north-wire, name: Arvian Wire, affiliation: north, reliability: C, note: one side's agency}
  - {id: south-wire, name: Orvian Wire, affiliation: south, reliability: C, note: one side's agency}
  - {id: midland, name: Midland News, reliability: B}
places:
  - {name: Dubrova, country: AUT, lat: 47.0, lon: 15.0, radius_km: 3}
  - {name: Kalinov, country: AUT, lat: 47.9, lon: 14.0, radius_km: 3}
"""

AGREEMENT = """\
id: power-pause
title: Pause on strikes against power
parties: [north, south]
proposals:
  - {id: power-pause, names: ["pause on strikes against power", "power truce"]}
provisions:
  - id: P1
    obliges: [north, south]
    prohibits: {kinds: [attack], target_classes: [energy]}
    text: No strikes against power.
    source: a fictional text
declarations:
  - {party: north, proposal: power-pause, stance: accepted, date: 2025-05-10, source: a fictional text}
  - {party: south, proposal: power-pause, stance: accepted, date: 2025-05-10, source: a fictional text}
readings:
  - {id: north, of: north, period: {start: 2025-05-10, days: 30}, scope: {target_classes: [energy]}}
  - {id: south, of: south, period: {start: 2025-05-10, days: 30}, scope: {target_classes: [energy]}}
"""

REPORTS = {
    "one.txt": (
        "midland",
        "2025-05-20T08:00:00+02:00",
        "The Arvian Defence Ministry said Orvian drones attacked a substation in Dubrova on Monday. "
        "Two people were killed and five were injured, the ministry said.",
    ),
    "two.txt": (
        "south-wire",
        "2025-05-20T09:00:00+02:00",
        "The Orvian General Staff denied that Orvian forces had attacked a substation in Dubrova on Monday. "
        "Arvian artillery shelled a school in Kalinov on Monday, the General Staff said.",
    ),
    "three.txt": (
        "north-wire",
        "2025-05-20T09:30:00+02:00",
        "Arvian forces shot down 12 drones overnight, the Arvian Defence Ministry said. "
        "Arvia accepted the power truce on Monday. Orvia rejected the proposal on Monday.",
    ),
}


NAMES = (("Arvi", "Orvi"), ("Arstad", "Orstad"))
CODES = (*NAMES, ("north", "south"))


def swapped(text: str, pairs: tuple[tuple[str, str], ...] = CODES) -> str:
    """The same text with the two parties exchanged: their codes and names, or with NAMES their names alone."""
    for a, b in pairs:
        text = text.replace(a, "\0").replace(b, a).replace("\0", b)
    return text


def write_case(root: Path, *, swap: bool = False, rename: bool = False) -> Path:
    """The fictional case as a folder. ``swap``: the parties' names are exchanged in the reports, so that each does
    what the other did. ``rename``: they are exchanged in the case file too, so that only the names differ."""
    (root / "agreements").mkdir(parents=True)
    (root / "reports").mkdir()
    (root / "observations").mkdir()
    (root / "case.yaml").write_text(swapped(CASE, NAMES) if rename else CASE)
    (root / "agreements" / "pause.yaml").write_text(AGREEMENT)
    for name, (outlet, published, body) in REPORTS.items():
        text = f"---\noutlet: {outlet}\npublished: {published}\ntitle: A report\n---\n{body}\n"
        (root / "reports" / name).write_text(swapped(text, NAMES) if rename else swapped(text) if swap else text)
    return root


@pytest.fixture
def case_folder(tmp_path: Path) -> Path:
    return write_case(tmp_path / "case")


def open_monitor(root: Path) -> Monitor:
    """A monitor over the folder, at a fixed moment, in this process alone."""
    folder = Folder(root)
    store = Store.open(folder.ledger, create=True)
    return Monitor(folder, store, Settings(workers=1), clock=lambda: NOW)


def worked(root: Path) -> Path:
    """The case after a run and an edition and with its desk."""
    monitor = open_monitor(root)
    monitor.run()
    monitor.brief()
    open_desk(monitor)
    monitor.store.close()
    return root


@pytest.fixture
def monitor(case_folder: Path) -> Iterator[Monitor]:
    made = open_monitor(case_folder)
    yield made
    made.store.close()
