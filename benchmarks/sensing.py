"""How fast heat is asked about incidents: real detections, then as many as ten million at the same density.

    nice -n 10 python -m benchmarks.sensing [--most 10_000_000] [--without-geopandas]

More than the real ones are the real ones again, on other meridians: as dense and as clustered as they are, so that the
work grows with their number alone. The same first question (which pixels touch which place in its time) is put to a
spatial join of geopandas in the same run, where that is installed.
"""

from __future__ import annotations

import argparse
import gc
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np

from benchmarks.corroboration import DATA, FIRST, LAST, detections, present
from benchmarks.measuring import cpu_seconds, peak_mb, seconds
from trucewatch.corroborate import CorroborateParameters
from trucewatch.corroborate.detections import Detections, columns_of, minutes
from trucewatch.corroborate.heat import Heat
from trucewatch.records import Corroboration, Incident
from trucewatch.values.moment import Basis, Moment
from trucewatch.values.place import Place, Point
from trucewatch.values.vocabularies import Kind

PARAMS = CorroborateParameters()
RADII = (1.0, 1.0, 2.0, 5.0, 10.0)
"""Kilometres around a place: facilities, villages, towns."""


def many(rows: Detections, number: int) -> Detections:
    """``number`` detections: the real ones again and again, each time 18 degrees further east and half a degree further
    north (beyond twenty times, in a later year)."""
    copies = -(-number // len(rows))
    nth = np.repeat(np.arange(copies), len(rows))[:number]
    which = np.tile(np.arange(len(rows)), copies)[:number]
    lon = (rows.lon[which] + 18.0 * (nth % 20) + 180) % 360 - 180
    minute = rows.minute[which] - np.round(18.0 * (nth % 20) * 4).astype(np.int64) + (nth // 20) * 365 * 1440
    made = replace(
        rows,
        lat=rows.lat[which],
        lon=lon,
        minute=minute,
        sensor=rows.sensor[which],
        reach=rows.reach[which],
        frp=rows.frp[which],
        good=rows.good[which],
        low=rows.low[which],
        ids=None,
    )
    return made.taken(np.argsort(minute, kind="stable"))


def incidents(rows: Detections, number: int, seed: int = 3) -> list[Incident]:
    """Attacks on days and at places near which something was seen at some time."""
    dice = np.random.default_rng(seed)
    near = dice.integers(0, len(rows), number)
    lat, lon = rows.lat[near] + dice.normal(0, 0.1, number), rows.lon[near] + dice.normal(0, 0.1, number)
    radius = dice.choice(RADII, number)
    shift = dice.integers(0, (LAST - FIRST).days, number)
    year = (rows.minute[near] - minutes(datetime(2023, 2, 1, tzinfo=UTC))) // (365 * 1440)
    made = []
    for n in range(number):
        start = datetime(FIRST.year, FIRST.month, FIRST.day, tzinfo=UTC)
        start += timedelta(days=int(shift[n]) + 365 * int(year[n]))
        moment = Moment(start=start, end=start + timedelta(days=1), basis=Basis.STATED)
        point = Point(lat=float(np.clip(lat[n], -80, 80)), lon=float(np.clip(lon[n], -180, 180)))
        made.append(
            Incident(
                id=f"inc-{n}",
                claims=("clm",),
                kinds=(Kind.ATTACK,),
                place=Place(text="x", point=point, radius_km=float(radius[n])),
                moment=moment,
                reports=1,
                outlets=1,
                origins=1,
            )
        )
    return made


def answer(rows: Detections, asked: list[Incident]) -> list[Corroboration | None]:
    """All the results."""
    return Heat((), PARAMS, rows).testify(asked)


def joined(rows: Detections, asked: list[Incident]) -> int:
    """Pairs of a detection and an incident whose place it may touch in its time, by geopandas, in degrees stretched to
    kilometres. A million detections at a time, so that it fits into memory."""
    import geopandas

    stretch = np.cos(np.radians(48.0)) * 111.2
    places = [(i.place.point, i.place.radius_km or 0.0) for i in asked if i.place and i.place.point]
    reach = float(rows.reach.max())
    xs, ys = np.array([p.lon for p, _ in places]) * stretch, np.array([p.lat for p, _ in places]) * 111.2
    size = np.array([r for _, r in places]) + reach
    circles = geopandas.GeoDataFrame(geometry=geopandas.points_from_xy(xs, ys).buffer(size))
    start = np.array([minutes(i.moment.start) for i in asked if i.moment])
    pairs = 0
    for first in range(0, len(rows), 1_000_000):
        part = slice(first, first + 1_000_000)
        points = geopandas.GeoDataFrame(
            geometry=geopandas.points_from_xy(rows.lon[part] * stretch, rows.lat[part] * 111.2)
        )
        found = geopandas.sjoin(points, circles, predicate="within")
        place, hit = found["index_right"].to_numpy(), found.index.to_numpy()
        at = rows.minute[part][hit]
        pairs += int(((at >= start[place]) & (at < start[place] + 38 * 60)).sum())
    return pairs


def main() -> int:
    """Prints a line for each size."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--most", type=int, default=10_000_000)
    asked.add_argument("--without-geopandas", action="store_true")
    given = asked.parse_args()
    if not present():
        sys.exit(f"skipped: no detections at {DATA}")
    real = columns_of(detections(), PARAMS.codebook.heat)
    sizes = [(len(real), 10_000), (1_000_000, 10_000), (3_000_000, 30_000), (10_000_000, 100_000)]
    for number, places in [s for s in sizes if s[0] <= given.most]:
        rows = real if number == len(real) else many(real, number)
        events = incidents(rows, places)
        before = cpu_seconds()
        took, results = seconds(lambda rows=rows, events=events: answer(rows, events))  # type: ignore[misc]
        used = cpu_seconds() - before
        hot = sum(1 for r in results if r is not None and any(f.name == "nearest detection" for f in r.figures))
        line = f"{number:>10,} detections x {places:>7,} incidents: {took:6.1f} s (processor {used:.1f} s), "
        line += f"{hot:,} with heat, peak {peak_mb():,.0f} MB"
        print(line, flush=True)
        if not given.without_geopandas:
            print(f"{'':11}{_by_geopandas(rows, events)}", flush=True)
        del rows, events, results
        gc.collect()
    return 0


def _by_geopandas(rows: Detections, events: list[Incident]) -> str:
    try:
        took, pairs = seconds(lambda: joined(rows, events))
    except ImportError:
        return "geopandas is not installed: no comparison"
    return f"geopandas, only which pixels touch which place in time: {took:6.1f} s, {pairs:,} pairs"


if __name__ == "__main__":
    raise SystemExit(main())
