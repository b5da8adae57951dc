"""``ledger`` and ``stats``: what was read, line by line and counted, as tables or JSON."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from trucewatch.errors import InputError
from trucewatch.faces.cli.output import print_json, print_table, say
from trucewatch.monitor import Monitor
from trucewatch.records import Incident
from trucewatch.tell import (
    Asked,
    CaseView,
    Table,
    claims_of,
    claims_table,
    effects_table,
    exchanges_table,
    findings_table,
    positions_table,
    record_table,
    required_table,
    statistics_tables,
    totals_table,
    unknown_table,
)

_SHORT = re.compile(r"[a-z]{3}-[0-9a-f]{4,}$")


class LedgerName(StrEnum):
    """The ledgers that can be shown."""

    claims = "claims"
    findings = "findings"
    positions = "positions"
    exchanges = "exchanges"
    effects = "effects"


_TABLES: dict[LedgerName, tuple[Callable[[CaseView], Table], ...]] = {
    LedgerName.findings: (findings_table, required_table),
    LedgerName.positions: (positions_table, unknown_table),
    LedgerName.exchanges: (exchanges_table, totals_table),
    LedgerName.effects: (effects_table,),
}


def show_ledger(monitor: Monitor, name: LedgerName, as_json: bool, asked: Asked = Asked()) -> None:  # noqa: B008 - frozen
    """One ledger of a case; ``asked``: of the claims which. Raises InputError where something else is asked so, or for
    an incident that the case does not hold."""
    if name is not LedgerName.claims and asked != Asked():
        raise InputError("only claims are shown in part", where=f"ledger {name}", mend="leave the options out")
    view = monitor.view()
    if name is LedgerName.claims:
        _show_claims(view, asked, as_json)
        return
    if as_json:
        kinds: dict[LedgerName, dict[str, Any]] = {
            LedgerName.findings: {
                "findings": view.findings,
                "summaries": view.summaries,
                "required": view.progress,
            },
            LedgerName.positions: {"positions": view.positions},
            LedgerName.exchanges: {"exchanges": view.exchanges, "totals": view.totals},
            LedgerName.effects: {"effects": view.effects},
        }
        found = {key: [r.model_dump(mode="json") for r in group.values()] for key, group in kinds[name].items()}
        print_json(found)
        return
    tables = [table(view) for table in _TABLES[name]]
    for each in tables:
        _print(each)
    if not any(each.rows for each in tables):
        say(f"{tables[0].title}: nothing is recorded")


def _show_claims(view: CaseView, asked: Asked, as_json: bool) -> None:
    if asked.incident:
        whole = _whole(asked.incident, view) if _SHORT.match(asked.incident) else asked.incident
        if not isinstance(view.find(whole), Incident):
            raise InputError(
                f"no incident {asked.incident} stands", mend="take an id from a table, an export or a note"
            )
        asked = replace(asked, incident=whole)
    if as_json:
        print_json({"claims": [c.model_dump(mode="json", by_alias=True) for c in claims_of(view, asked)]})
        return
    table = claims_table(view, asked)
    _print(table)
    if not table.rows:
        said = "no claim fits what was asked for" if asked != Asked() else "nothing is recorded"
        say(f"{table.title}: {said}")


def show_record(monitor: Monitor, record: str, as_json: bool) -> None:
    """One record by its id. Raises InputError where the case holds none."""
    view = monitor.view()
    if view.find(record) is None and _SHORT.match(record):
        record = _whole(record, view)
    table, found = record_table(record, view), view.find(record)
    if table is None or found is None:
        raise InputError(
            f"no record {record} stands",
            where=str(monitor.folder.root),
            mend="take an id from a table, an export or a note",
        )
    if as_json:
        print_json(found.model_dump(mode="json", by_alias=True))
    else:
        print_table(table.title, table.head, table.rows)


def _whole(short: str, view: CaseView) -> str:
    """The id that a shortened one stands for. Raises InputError where it could be more than one."""
    found = view.ids_opening(short)
    if len(found) > 1:
        raise InputError(f"{len(found)} records open with {short}", mend=f"give more of it, such as {found[0]}")
    return found[0] if found else short


def show_statistics(monitor: Monitor, since: datetime | None, until: datetime | None, as_json: bool) -> None:
    """Statistics of a case."""
    found = monitor.statistics(_day(since), _day(until))
    if as_json:
        print_json(found.model_dump(mode="json"))
        return
    for table in statistics_tables(found, monitor.view()):
        _print(table)


def _day(value: datetime | None) -> date | None:
    return value.date() if value else None


def _print(table: Table) -> None:
    if table.rows:
        print_table(table.title, table.head, table.rows, short=True)
        say(table.note)
        say()
