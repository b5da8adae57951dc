"""Exports of a year with 20,000 incidents: processor seconds, bytes and peak memory of each format.

    nice -n 10 python -m benchmarks.exports [--incidents N] [--format NAME] [--json]

The view is made up: three accounts and a denial an incident, two readings of one provision. Making it is not counted.
Memory is the process's highest so far with the view in it, before the format and after it.
"""

from __future__ import annotations

import argparse
import json
import sys
from datetime import UTC, datetime, timedelta
from typing import Any

from benchmarks.measuring import cpu_seconds, peak_mb
from trucewatch.records import (
    Agreement,
    Case,
    Claim,
    Finding,
    FindingSummary,
    Incident,
    Mention,
    Original,
    Outlet,
    Party,
    Period,
    Prohibition,
    Provision,
    Reading,
    Report,
    SourceMention,
    SummaryState,
    Target,
    derived_from,
    identified,
)
from trucewatch.tell import EXPORT_FORMATS, CaseView, export_files
from trucewatch.values.count import Count
from trucewatch.values.ids import sha256
from trucewatch.values.moment import Basis, Moment
from trucewatch.values.place import Level, Place, Point
from trucewatch.values.vocabularies import (
    CountOf,
    Kind,
    Modality,
    Outcome,
    Polarity,
    Role,
    TargetClass,
    Weapon,
)

BEGIN = datetime(2030, 1, 1, tzinfo=UTC)
SIDES = (("xaa", "Arland"), ("xbb", "Berland"))


def made_up(incidents: int) -> CaseView:
    """A year of ``incidents``, each alleged thrice and denied once."""
    case = identified(
        Case,
        code="made-up",
        title="A year made up",
        parties=tuple(Party(code=code, name=name) for code, name in SIDES),
        outlets=(Outlet(id="wire", name="The Wire"),),
    )
    agreement = identified(
        Agreement,
        code="pause",
        title="A pause",
        parties=("xaa", "xbb"),
        provisions=(
            Provision(
                id="P1",
                obliges=("xaa", "xbb"),
                prohibits=Prohibition(kinds=(Kind.ATTACK,)),
                text="No attacks.",
                source="made up",
            ),
        ),
        readings=tuple(Reading(id=c, of=c, period=Period(start=BEGIN.date(), days=365)) for c, _ in SIDES),
    )
    tables: dict[str, list[Any]] = {n: [] for n in ("reports", "claims", "incidents", "findings", "summaries")}
    for n in range(incidents):
        _one(n, incidents, tables)
    return CaseView.of(
        case,
        inputs="00",
        derived="00",
        agreements=(agreement,),
        reports=tables["reports"],
        claims=tables["claims"],
        incidents=tables["incidents"],
        findings=tables["findings"],
        summaries=tables["summaries"],
    )


def _one(n: int, of: int, tables: dict[str, list[Any]]) -> None:
    start = BEGIN + timedelta(minutes=525_600 * n // of)
    (us, our), (them, their) = SIDES if n % 2 else SIDES[::-1]
    moment = Moment(start=start, end=start + timedelta(days=1), basis=Basis.STATED, text="on the day")
    place = Place(
        text=f"the village of Place {n % 977}",
        name=f"Place {n % 977}",
        level=Level.SETTLEMENT,
        point=Point(lat=40 + n % 977 / 100, lon=20 + n % 613 / 100),
        radius_km=5,
    )
    quotes = [f"{their} drones struck substation {n} in Place {n % 977}, account {k}" for k in range(3)]
    quotes.append(f"{their} forces did not strike substation {n}")
    claims = []
    for k, quote in enumerate(quotes):
        at = start + timedelta(hours=12 + k)
        text = f"The {our} Staff said {quote}. " + "More was said of the matter. " * 20
        original = Original(sha256=sha256(text.encode()), size=len(text), name=f"{n}-{k}.txt", media_type="text/plain")
        report = identified(
            Report,
            doc=f"{n}-{k}",
            outlet="wire",
            published=Moment(start=at, end=at + timedelta(minutes=1), basis=Basis.STATED),
            title=f"Report {n}-{k}",
            text=text,
            url=f"https://news.example/{n}/{k}",
            original=original,
        )
        denial = k == 3
        claim = identified(
            Claim,
            report=report.id,
            doc=report.doc,
            quote=quote,
            start=0,
            end=len(quote),
            kind=Kind.ATTACK,
            polarity=Polarity.NEGATED if denial else Polarity.AFFIRMED,
            modality=Modality.ACTUAL,
            source=SourceMention(text="The Staff", party=them if denial else us, role=Role.MILITARY),
            actor=Mention(text=f"{their} drones", party=them),
            target=Target(text="substation", target_class=TargetClass.ENERGY_GRID, party=us),
            weapons=(Weapon.DRONE,),
            places=(place,),
            time=moment,
            counts=(Count(what=CountOf.KILLED, low=n % 5, high=n % 5, text=str(n % 5)),),
        )
        tables["reports"].append(report)
        claims.append(claim)
    tables["claims"] += claims
    ids = [c.id for c in claims]
    incident = derived_from(
        Incident,
        ids[0],
        claims=tuple(ids[:3]),
        denials=(ids[3],),
        kinds=(Kind.ATTACK,),
        place=place,
        moment=moment,
        target_classes=(TargetClass.ENERGY_GRID,),
        actors=(them,),
        reports=4,
        outlets=1,
        origins=3,
    )
    tables["incidents"].append(incident)
    found = [
        derived_from(
            Finding,
            *(incident.id, "P1", code),
            incident=incident.id,
            agreement="pause",
            provision="P1",
            reading=code,
            outcome=Outcome.PROHIBITED_IF_CONFIRMED,
            rule="made/up",
            reason="made up",
            claims=incident.claims,
        )
        for code, _ in SIDES
    ]
    tables["findings"] += found
    tables["summaries"].append(
        derived_from(
            FindingSummary,
            *(incident.id, "P1"),
            incident=incident.id,
            agreement="pause",
            provision="P1",
            state=SummaryState.PROHIBITED_IF_CONFIRMED,
            findings=tuple(f.id for f in found),
            reason="made up",
        )
    )


def measured(view: CaseView, to: str) -> dict[str, Any]:
    """One format. ``held``: the process's highest memory so far, in MB, before and after."""
    before, start, size = peak_mb(), cpu_seconds(), 0
    since = BEGIN if to in ("atom", "cap") else None
    for content in export_files(view, to, since).values():
        for piece in content:
            size += len(piece)
    spent = cpu_seconds() - start
    held = [round(before), round(peak_mb())]
    return {"format": to, "seconds": round(spent, 1), "mb": round(size / 1e6, 1), "held": held}


def main() -> int:
    """Prints a line for each format."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--incidents", type=int, default=20_000)
    parser.add_argument("--format", choices=EXPORT_FORMATS, help="one alone, so that its memory is its own")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    view = made_up(given.incidents)
    for to in (given.format,) if given.format else EXPORT_FORMATS:
        done = measured(view, to)
        before, after = done["held"]
        line = f"{to:12} {done['seconds']:7.1f} s {done['mb']:8.1f} MB written, memory {before} -> {after} MB at most"
        print(json.dumps(done) if given.json else line, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
