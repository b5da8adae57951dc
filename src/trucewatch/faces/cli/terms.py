"""``terms``: the agreements of a case, checked and written out for people, with a timeline."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import typer

from trucewatch.errors import InputError
from trucewatch.faces.cli.output import complain, print_json, print_table, say
from trucewatch.monitor import Terms, terms


def terms_command(
    case: Annotated[Path, typer.Argument(metavar="CASE", help="the case folder", show_default=False)],
    as_json: Annotated[bool, typer.Option("--json", help="print JSON instead of text")] = False,
) -> None:
    """Check the agreements and show them in plain words, with what was in force for whom under which reading."""
    found, faults = terms(case)
    if as_json:
        print_json([_data(each) for each in found])
    else:
        for each in found:
            _show(each)
    for fault in faults:
        complain(fault.one_line())
    if faults:
        number = "1 fault" if len(faults) == 1 else f"{len(faults)} faults"
        raise InputError(f"{number} in the agreements", where=str(case), mend="see the lines above")


def _show(each: Terms) -> None:
    say(f"{each.agreement.title} ({each.agreement.code})")
    for part in each.sheet:
        say(f"\n  {part.title}")
        for line in part.lines:
            say(f"    {line}")
    say()
    heads = ("from", "to", *(f"reading of {each.names.get(r.of, r.of)}" for r in each.agreement.readings))
    rows = [(_at(s.start, each.zone), _at(s.end, each.zone), *map(_now, s.said)) for s in each.segments]
    print_table("in force for whom under which reading", heads, rows)
    changes = [(c.day.isoformat(), c.text, c.source or "") for c in each.timeline]
    print_table("what was declared and changed", ("day", "what", "source"), changes)
    say()


def _at(moment: datetime | None, zone: str) -> str:
    return f"{moment.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M}" if moment else "no end stated"


def _now(said: Any) -> str:
    now = said[1]
    parts = [", ".join(now.held)]
    parts += [f"suspended: {', '.join(now.suspended)}"] if now.suspended else []
    parts += [f"not stated: {', '.join(now.unstated)}"] if now.unstated else []
    return "; ".join(p for p in parts if p) or "–"


def _data(each: Terms) -> dict[str, Any]:
    return {
        "agreement": each.agreement.model_dump(mode="json", exclude={"original"}),
        "sheet": {part.title: list(part.lines) for part in each.sheet},
        "in_force": [
            {
                "from": s.start.isoformat(),
                "to": s.end.isoformat() if s.end else None,
                "readings": {
                    reading: {"held": now.held, "suspended": now.suspended, "unstated": now.unstated}
                    for reading, now in s.said
                },
            }
            for s in each.segments
        ],
        "timeline": [{"day": c.day.isoformat(), "what": c.text, "source": c.source} for c in each.timeline],
    }
