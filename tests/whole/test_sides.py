"""Neutrality over the whole program, as a law: exchange the sides in everything that is put in (what reports say, which
outlets say it, what each party's reading is), and all that comes out is exchanged and nothing else is changed.

The parties keep their place in the case file, so that whatever hung on a code, a name or their order would show.
One thing is left out: of links that weigh the same the linker names one as its reason, and that may be another.
"""

from __future__ import annotations

import json
import re
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.whole.conftest import CASE, open_monitor, swapped
from trucewatch.records import Incident, Record
from trucewatch.tell import CaseView, effects_table, exchanges_table, positions_table, record_table, unknown_table

WORD = re.compile(r"\w+")
ID = re.compile(r"\b(?:[a-z]{3}-)?[0-9a-f]{8,64}\b")

SENTENCES = (
    "The {A}n Defence Ministry said {B}n drones attacked {target} in {place} on {day}.",
    "{B}n artillery shelled {target} in {place} on {day}, the {A}n General Staff said.",
    "{B}n drones attacked {target} in {place} on {day}.",
    "The {A}n General Staff denied that {A}n forces had attacked {target} in {place} on {day}.",
    "The {A}n General Staff said {A}n drones attacked {target} in {place} on {day}.",
    "Two people were killed and five were injured in {place} on {day}, the {A}n Defence Ministry said.",
    "Part of {place} was left without electricity on {day}, the {A}n Defence Ministry said.",
    "{A}n forces shot down 12 drones overnight, the {A}n Defence Ministry said.",
    "{A} accepted the power truce on {day}.",
    "{A} rejected the power truce on {day}.",
    "The {A}n Defence Ministry said {B} had rejected the power truce.",
    "{A} would observe the power truce if {B} did the same, the {A}n Defence Ministry said.",
    "{A} released 20 prisoners on {day}, the {A}n Defence Ministry said.",
    "Residents of {place} said {target} was hit on {day}.",
)
TARGETS = ("a substation", "an oil depot", "a school", "a power plant", "an airfield")
READINGS = (
    "period: {start: 2025-05-10, days: 30}, scope: {target_classes: [energy]}",
    "period: {start: 2025-05-20, days: 30}, scope: {target_classes: [energy.grid, energy.generation]}",
    "period: {start: 2025-05-19, start_time: '12:00', days: 3}, scope: {target_classes: [energy]}, "
    "open: [{id: home, own_territory: true, text: Whether one strikes oneself.}]",
    "period: {start: 2025-05-10, days: 30}, scope: {target_classes: [energy]}, "
    "reciprocity: {text: If one side breaks it the other is free., source: a fictional text}",
)
PARTY, OTHER = "Arvia", "Orvia"

sides = st.sampled_from([(PARTY, OTHER), (OTHER, PARTY)])
sentences = st.builds(
    lambda side, text, target, place, day: text.format(A=side[0], B=side[1], target=target, place=place, day=day),
    sides,
    st.sampled_from(SENTENCES),
    st.sampled_from(TARGETS),
    st.sampled_from(["Dubrova", "Kalinov"]),
    st.sampled_from(["Sunday", "Monday"]),
)
reports = st.tuples(
    st.sampled_from(["midland", "north-wire", "south-wire", "north-mod", "south-mod"]),
    st.lists(sentences, min_size=1, max_size=4).map(" ".join),
)
OUTLETS = """\
  - {{id: {code}-wire, name: {name}n Wire, affiliation: {code}, reliability: {wire}, kind: agency}}
  - {{id: {code}-mod, name: {name}n Bulletin, affiliation: {code}, reliability: {mod}, kind: ministry}}
"""


@dataclass(frozen=True)
class Put:
    """What is put in: reports as (outlet, text); the readings, and the letters of the outlets, of north and south."""

    texts: tuple[tuple[str, str], ...]
    readings: tuple[str, str]
    letters: tuple[str, str]

    @property
    def exchanged(self) -> Put:
        """The same with the sides exchanged."""
        texts = tuple((swapped(outlet), swapped(text)) for outlet, text in self.texts)
        return replace(self, texts=texts, readings=self.readings[::-1], letters=self.letters[::-1])


def write(root: Path, put: Put, order: tuple[str, str]) -> Path:
    """A case folder. ``order``: of the parties in the agreement, as its author wrote them down."""
    head, _, tail = CASE.partition("outlets:\n")
    own = "".join(
        OUTLETS.format(code=code, name=name, wire=letter, mod="D" if letter == "B" else "C")
        for code, name, letter in zip(("north", "south"), (PARTY, OTHER), put.letters, strict=True)
    )
    rest = "\n".join(line for line in tail.splitlines() if "-wire" not in line)
    for folder in ("agreements", "reports", "observations"):
        (root / folder).mkdir(parents=True)
    (root / "case.yaml").write_text(f"{head}outlets:\n{own}{rest}\n")
    reading = dict(zip(("north", "south"), put.readings, strict=True))
    both = ", ".join(order)
    (root / "agreements" / "pause.yaml").write_text(
        f"id: power-pause\ntitle: Pause on strikes against power\nparties: [{both}]\n"
        "proposals: [{id: power-pause, names: [pause on strikes against power, power truce]}]\n"
        "provisions:\n"
        f"  - {{id: P1, obliges: [{both}], prohibits: {{kinds: [attack], target_classes: [energy]}},"
        " text: No strikes., source: a text}\n"
        f"  - {{id: P2, obliges: [{both}], requires: {{kinds: [exchange], count: released, at_least: 30,"
        " by: 2025-05-25}, text: Thirty are released., source: a text}\n"
        "readings:\n" + "".join(f"  - {{id: {code}, of: {code}, {reading[code]}}}\n" for code in order)
    )
    for n, (outlet, text) in enumerate(put.texts):
        clock = f"2025-05-20T{8 + n:02}:00:00+02:00"
        (root / "reports" / f"{n}.txt").write_text(f"---\noutlet: {outlet}\npublished: {clock}\n---\n{text}\n")
    return root


def plain(record: Record, exchange: bool) -> str:
    """All that a record says, without ids (they are hashes); what is listed by code is compared as a set."""
    left_out = {"id", "why"} if isinstance(record, Incident) else {"id"}
    text = json.dumps(record.model_dump(mode="json", exclude=left_out), ensure_ascii=False)
    text = ID.sub("", swapped(text) if exchange else text)
    return json.dumps(unordered(json.loads(text)), ensure_ascii=False, sort_keys=True)


def unordered(data: Any) -> Any:
    if isinstance(data, dict):
        return {k: unordered(v) for k, v in data.items()}
    if isinstance(data, list):
        return sorted((unordered(v) for v in data), key=lambda v: json.dumps(v, sort_keys=True, ensure_ascii=False))
    if isinstance(data, str) and "+" in data:
        return "+".join(sorted(data.split("+")))
    return data


def said(view: CaseView, exchange: bool) -> dict[str, list[str]]:
    """Everything derived, by kind; and everything that the tables say."""
    groups = {
        name: sorted(plain(r, exchange) for r in getattr(view, name).values())
        for name in ("incidents", "findings", "summaries", "grades", "positions", "exchanges", "effects", "progress")
    }
    tables = [positions_table(view), unknown_table(view), exchanges_table(view), effects_table(view)]
    tables += [t for r in (*view.findings, *view.grades) if (t := record_table(r, view)) is not None]
    words = [cell for t in tables for row in t.rows if row[0][:4] != "inc-" for cell in (*row, t.title, t.note)]
    groups["words"] = sorted(" ".join(sorted(WORD.findall(ID.sub("", swapped(w) if exchange else w)))) for w in words)
    return groups


def told(put: Put, order: tuple[str, str], exchange: bool) -> dict[str, list[str]]:
    with tempfile.TemporaryDirectory() as place:
        monitor = open_monitor(write(Path(place) / "case", put, order))
        try:
            monitor.run()
            return said(monitor.view(), exchange)
        finally:
            monitor.store.close()


puts = st.builds(
    Put,
    st.lists(reports, min_size=2, max_size=5).map(tuple),
    st.tuples(st.sampled_from(READINGS), st.sampled_from(READINGS)),
    st.tuples(st.sampled_from("BC"), st.sampled_from("BC")),
)


@settings(
    max_examples=8, deadline=None, derandomize=True, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
)
@given(puts)
def test_exchanging_the_sides_exchanges_all_that_comes_out_and_nothing_else(put: Put) -> None:
    here = told(put, ("north", "south"), exchange=True)
    there = told(put.exchanged, ("south", "north"), exchange=False)
    for name, records in here.items():
        assert records == there[name], name
