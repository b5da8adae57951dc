"""Golden cases: a folder each, with invented reports and claims in ``input.yaml`` and what must come of them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.link.samples import PARAMS, by_id, claim, count, days, link, report
from trucewatch.records import Action, Claim, Decision, Incident, Report, Target, identified
from trucewatch.values.place import Level, Place, Point

FOLDERS = sorted(p for p in (Path(__file__).parent / "golden").iterdir() if p.is_dir())


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda p: p.name)
def test_golden(folder: Path) -> None:
    given, expected = (yaml.safe_load((folder / f"{name}.yaml").read_text()) for name in ("input", "expected"))
    reports = {rid: printed(rid, text) for rid, text in given["reports"].items()}
    claims = {name: made(reports, **row) for name, row in given["claims"].items()}
    names = {c.id: name for name, c in claims.items()}
    decisions = [decision(claims, row) for row in given.get("decisions", ())]
    incidents = link(list(claims.values()), by_id(*reports.values()), decisions, PARAMS)

    def told(i: Incident, part: str) -> list[str]:
        return sorted(names[c] for c in getattr(i, part))

    assert sorted(told(i, "claims") for i in incidents) == sorted(sorted(g) for g in expected["incidents"])
    for part in ("denials", "mentions"):
        assert {names[i.claims[0]]: told(i, part) for i in incidents if told(i, part)} == expected.get(part, {})


def printed(rid: str, given: Any) -> Report:
    """A report's text, or its ``text`` with the ``day`` of its publication."""
    return report(rid, given) if isinstance(given, str) else report(rid, given["text"], day=given["day"])


def made(reports: dict[str, Report], **row: Any) -> Claim:
    """``hits``: the party attacked; ``when``: a day, ``{from, to}`` with ``text`` as words, or null."""
    of, kind, hits = reports[row.pop("in")], row.pop("kind", "attack"), row.pop("hits", None)
    if isinstance(row.get("when"), dict):
        row["when"] = days(row["when"]["from"], row["when"]["to"]).model_copy(update={"text": row["when"].get("text")})
    if "when" in row:
        row["on"] = row.pop("when")
    found = _made(of, kind, row)
    return found.model_copy(update={"target": Target(text=hits, party=hits)}) if hits else found


def _made(of: Report, kind: str, row: dict[str, Any]) -> Claim:
    at = [spot(p) for p in (row["at"] if isinstance(row["at"], list) else [row["at"]])] if row.get("at") else None
    counts = [count(what, n) for what, n in row.pop("counts", {}).items()]
    return claim(of, row.pop("quote"), kind, **{**row, "at": at, "counts": counts})


def spot(given: Any) -> Place:
    if isinstance(given, str):
        return Place(text=given, name=given, country="UKR", admin1="Mera")
    name = given["name"]
    if given.get("country"):
        return Place(text=name, name=name, country="UKR", level=Level.COUNTRY)
    if given.get("region"):
        return Place(text=name, name=name, country="UKR", admin1=name, level=Level.REGION)
    point = Point(lat=given["lat"], lon=given["lon"])
    return Place(text=name, name=name, country="UKR", admin1="Mera", level=Level.FACILITY, point=point, radius_km=1)


def decision(claims: dict[str, Claim], row: dict[str, Any]) -> Decision:
    subjects = tuple(claims[name].id for name in row["claims"])
    at = datetime(2031, 4, 12, tzinfo=UTC)
    return identified(Decision, author="tester", at=at, action=Action(row["action"]), subjects=subjects)
