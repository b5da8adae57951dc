"""How long it takes to hold incidents against agreements: figures to look at, never a test.

    python -m benchmarks.terms [--incidents N]

N incidents (100,000) of two claims each, one agreement of ten provisions and three readings, on two processes as the
engine runs them: all findings made anew; then those of a hundred changed incidents alone, by the same terms.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from trucewatch.assess import AssessParameters, Facts, Terms, of_incident, summaries
from trucewatch.engines import Here
from trucewatch.records import (
    Agreement,
    Claim,
    Incident,
    Matter,
    Mention,
    NamedArea,
    Period,
    Prohibition,
    Provision,
    Reading,
    Scope,
    SourceMention,
    Target,
)
from trucewatch.values.moment import Basis, Moment
from trucewatch.values.place import Level, Place, Point
from trucewatch.values.vocabularies import Kind, Modality, Polarity, Role, TargetClass, Weapon

START = date(2031, 3, 1)
CHUNK = 500
CLASSES = list(TargetClass)
WEAPONS = list(Weapon)
KINDS = (Kind.ATTACK, Kind.ATTACK, Kind.CLASH, Kind.DEPLOYMENT, Kind.DAMAGE)
PARTIES = ("XAR", "XBE")


def agreement() -> Agreement:
    """Ten provisions that ask of kind, actor, class, weapon and place; three readings with other periods and scopes."""
    area = NamedArea(
        id="zone", name="the zone", polygon=(((15.0, 47.0), (16.0, 47.0), (16.0, 48.0), (15.0, 48.0), (15.0, 47.0)),)
    )
    provisions = tuple(
        Provision(
            id=f"P{n}",
            obliges=PARTIES,
            prohibits=Prohibition(
                kinds=(KINDS[n % 4],),
                target_classes=tuple(CLASSES[n * 4 : n * 4 + 4]),
                weapons=tuple(WEAPONS[:5]) if n % 3 == 0 else (),
                areas=("zone",) if n % 2 else (),
            ),
            text="an obligation",
            source="the benchmark",
        )
        for n in range(10)
    )
    readings = tuple(
        Reading(
            id=f"R{n}",
            of=("XAR", "XBE", "cermark")[n],
            period=Period(start=START + timedelta(days=10 * n), days=60),
            scope=Scope(target_classes=tuple(CLASSES[: 20 + 5 * n])),
            open=(Matter(id="cyber", text="Whether a cyber attack counts.", weapons=(Weapon.CYBER,)),),
        )
        for n in range(3)
    )
    return Agreement(
        id="agr-benchmark",
        code="benchmark",
        title="A benchmark",
        parties=PARTIES,
        areas=(area,),
        provisions=provisions,
        readings=readings,
    )


def claim(number: int, side: int) -> Claim:
    """One side's account of incident ``number``."""
    day = START + timedelta(days=number % 90)
    return Claim(
        id=f"clm-{number}-{side}",
        report=f"rep-{number % 1000}",
        doc="d",
        quote="a quote",
        start=0,
        end=7,
        kind=KINDS[number % 5],
        polarity=Polarity.AFFIRMED,
        modality=Modality.ACTUAL,
        source=SourceMention(text="a spokesman", party=PARTIES[side], role=Role.OFFICIAL),
        actor=Mention(text="they", party=PARTIES[1 - side]) if number % 7 else None,
        target=Target(text="it", target_class=CLASSES[number % len(CLASSES)]),
        weapons=(WEAPONS[number % len(WEAPONS)],) if number % 3 else (),
        time=Moment.of_days(day, day + timedelta(days=number % 2), zone="Europe/Vienna", basis=Basis.STATED),
    )


def incident(number: int) -> Incident:
    """Incident ``number`` with its two accounts."""
    at = Point(lat=47.0 + number % 17 / 10, lon=15.0 + number % 13 / 10)
    return Incident(
        id=f"inc-{number}",
        claims=(f"clm-{number}-0", f"clm-{number}-1"),
        kinds=(KINDS[number % 5],),
        place=Place(text="there", name="there", country="XAR", level=Level.SETTLEMENT, point=at, radius_km=5),
        reports=2,
        outlets=2,
        origins=2,
    )


@dataclass(frozen=True)
class Assessing:
    """Findings and summaries of a stretch of incidents, as a count: in a store they would go out as they are made."""

    agreements: tuple[Agreement, ...]
    params: AssessParameters
    _terms: list[Terms] = field(default_factory=list)

    def __call__(self, stretch: tuple[tuple[Incident, tuple[Claim, ...]], ...]) -> tuple[int, float]:
        if not self._terms:
            self._terms.append(Terms.of(self.agreements, self.params))
        start = time.process_time()
        known = {c.id: c for _, claims in stretch for c in claims}
        found = [f for one, _ in stretch for f in of_incident(Facts.of(one, known, {}, self.params), self._terms[0])]
        summaries(found, self.agreements, self.params)
        return len(found), time.process_time() - start


def stretches(first: int, last: int) -> Iterator[tuple[tuple[Incident, tuple[Claim, ...]], ...]]:
    """Incidents with their claims, in stretches of the size that the engine hands out."""
    for start in range(first, last, CHUNK):
        numbers = range(start, min(start + CHUNK, last))
        yield tuple((incident(n), (claim(n, 0), claim(n, 1))) for n in numbers)


def main() -> int:
    """Prints the figures."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--incidents", type=int, default=100_000)
    number = asked.parse_args().incidents
    work = Assessing((agreement(),), AssessParameters(zone="Europe/Vienna"))
    given = list(stretches(0, number))
    start = time.perf_counter()
    done = [r.value or (0, 0.0) for r in Here(workers=2).map(work, given)]
    whole = time.perf_counter() - start
    made, used = sum(n for n, _ in done), sum(s for _, s in done)
    changed = list(stretches(0, 100))
    work = Assessing(work.agreements, work.params)
    start = time.perf_counter()
    anew = sum(work(s)[0] for s in changed)
    part = time.perf_counter() - start
    print(f"{number:,} incidents x 10 provisions x 3 readings: {made:,} findings, two processes  {whole:7.1f} s")
    print(f"  of the processor, both processes together: {used:.1f} s")
    print(f"100 changed incidents, terms made ready again: {anew:,} findings, one process       {part:7.2f} s")
    print(f"peak resident memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
