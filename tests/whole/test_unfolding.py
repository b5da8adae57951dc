"""Every id that a table shows unfolds, down to a quote, and what is printed is in the program's own neutral words."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.whole.conftest import NOW
from trucewatch.errors import InputError
from trucewatch.faces.cli.ledgers import LedgerName, show_ledger, show_record
from trucewatch.monitor import Monitor
from trucewatch.records import Action, Decision, identified
from trucewatch.tell import (
    Asked,
    Table,
    claims_table,
    effects_table,
    exchanges_table,
    findings_table,
    positions_table,
    record_table,
    statistics_tables,
    totals_table,
    unknown_table,
)
from trucewatch.tell.wording import slips
from trucewatch.values.vocabularies import Kind

ID = re.compile(r"\b[a-z]{3}-[0-9a-f]{32}\b")


def tables(monitor: Monitor) -> list[Table]:
    view = monitor.view()
    shown = (claims_table, findings_table, positions_table, unknown_table, exchanges_table, totals_table, effects_table)
    found = monitor.statistics(since=date(2025, 5, 19))
    return [*(table(view) for table in shown), *statistics_tables(found, view)]


def test_every_id_of_every_table_unfolds_to_a_quote_or_a_file(monitor: Monitor) -> None:
    monitor.run()
    view = monitor.view()
    ids = {i for table in tables(monitor) for row in table.rows for cell in row for i in ID.findall(cell)}
    assert any(i.startswith("clm-") for i in ids) and any(i.startswith("inc-") for i in ids)
    for record in ids:
        seen: set[str] = set()
        open_, quotes = [record], list[str]()
        while open_:
            table = record_table(open_.pop(), view)
            assert table is not None
            quotes += [text for name, text in table.rows if name in ("Words", "Report")]
            below = {i for row in table.rows for i in ID.findall(row[0])} - seen
            seen |= below
            open_ += sorted(below)
        assert quotes or record.startswith("agr-"), record


def test_claims_are_listed_and_those_asked_for_alone(monitor: Monitor, capsys: pytest.CaptureFixture[str]) -> None:
    monitor.run()
    view = monitor.view()
    incident = next(i for i in view.incidents.values() if i.denials)

    def shown(**asked: Any) -> set[str]:
        show_ledger(monitor, LedgerName.claims, True, Asked(**asked))
        return {c["id"] for c in json.loads(capsys.readouterr().out)["claims"]}

    every = view.claims
    assert shown() == set(every)
    assert shown(incident=incident.id[:12]) == {*incident.claims, *incident.denials, *incident.mentions}
    assert shown(doc="two.txt") == {c.id for c in every.values() if c.doc == "two.txt"} != set()
    assert shown(kind=Kind.INTERCEPTION) == {c.id for c in every.values() if c.kind is Kind.INTERCEPTION} != set()
    sides = [shown(party=code) for code in ("north", "south")]
    assert all(sides) and sides[0] | sides[1] <= set(every)
    assert shown(party="north", doc="two.txt") == sides[0] & shown(doc="two.txt")
    with pytest.raises(InputError, match="no incident"):
        shown(incident="inc-00000000")
    with pytest.raises(InputError, match="only claims"):
        show_ledger(monitor, LedgerName.effects, False, Asked(doc="two.txt"))
    show_ledger(monitor, LedgerName.claims, False, Asked(doc="nowhere.txt"))
    assert "no claim fits" in capsys.readouterr().out


def test_a_shortened_id_as_tables_print_it_is_enough(
    monitor: Monitor, case_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monitor.run()
    show_ledger(monitor, LedgerName.positions, as_json=False)
    shown = re.findall(r"\b(?:pos|clm)-[0-9a-f]{8}\b", capsys.readouterr().out)
    assert shown
    for short in shown:
        show_record(monitor, short, as_json=True)
        assert json.loads(capsys.readouterr().out)["id"].startswith(short)
    with pytest.raises(InputError, match="no record clm-00000000 stands"):
        show_record(monitor, "clm-00000000", as_json=True)


def test_every_derived_record_can_be_shown(monitor: Monitor) -> None:
    monitor.run()
    view = monitor.view()
    shown = [
        record_table(i, view) for group in (view.incidents, view.effects, view.grades, view.summaries) for i in group
    ]
    assert shown and None not in shown


def test_tables_use_none_of_the_forbidden_words_outside_of_quotes(monitor: Monitor) -> None:
    monitor.run()
    view = monitor.view()
    verbatim = [x for c in view.claims.values() for x in (c.quote, c.source.text or "", c.about or "")]
    cells = [x for t in tables(monitor) for x in (t.title, t.note, *t.head, *(cell for row in t.rows for cell in row))]
    assert cells
    assert [s for cell in cells for s in slips(cell, verbatim=verbatim)] == []


def test_an_incident_is_found_by_the_id_that_it_had_before_a_merge(monitor: Monitor) -> None:
    monitor.run()
    before = monitor.view().incidents
    first, second = sorted(before.values(), key=lambda i: i.id)[:2]
    same = identified(
        Decision, author="an analyst", at=NOW, action=Action.SAME, subjects=(first.claims[0], second.claims[0])
    )
    monitor.store.append([same])
    monitor.rebuild()
    view = monitor.view()
    (gone,) = {first.id, second.id} - set(view.incidents)
    found = view.find(gone)
    assert found is not None and {*first.claims, *second.claims} <= set(json.loads(found.model_dump_json())["claims"])


def test_what_no_record_has_shows_nothing(monitor: Monitor) -> None:
    monitor.run()
    assert record_table("clm-" + "0" * 32, monitor.view()) is None


@pytest.mark.parametrize("since", [None, date(2025, 5, 19)])
def test_statistics_name_incidents_that_stand(monitor: Monitor, since: date | None) -> None:
    monitor.run()
    found = monitor.statistics(since=since)
    ids = {i for series in found.series for cell in series.cells for i in cell.incidents}
    assert ids and ids <= set(monitor.view().incidents)
    assert bool(found.ratios) == (since is not None)
