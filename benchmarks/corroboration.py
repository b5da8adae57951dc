"""What heat seen from space says of real places and nights, and how fast: the real detections of ``../shared``.

    nice -n 10 python -m benchmarks.corroboration            the figures that the gate pins, and what is behind them
    nice -n 10 python -m benchmarks.corroboration draw DIR   the pictures of docs/concepts/corroboration.md

The strikes that were seen, those that were not, and the spots that are always hot are listed in ``../shared/data``
(README.md); here they stand with the town or works that they mean. Random nights are drawn with a fixed seed.
"""

from __future__ import annotations

import json
import random
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from math import sqrt
from pathlib import Path

from trucewatch.assess.grading import Denier, Standing, row_of
from trucewatch.corroborate import CorroborateParameters, corroborate
from trucewatch.corroborate.detections import minutes
from trucewatch.corroborate.passes import windows
from trucewatch.gather import GatherParameters, load_case, observations, original_of
from trucewatch.gather.facilities import middle
from trucewatch.records import Corroboration, Incident, Observation
from trucewatch.tell import CaseView, pictures
from trucewatch.values.moment import Basis, Moment
from trucewatch.values.place import Place, Point
from trucewatch.values.vocabularies import Kind, SensorResult

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"
DATA = SHARED / "firms_viirs_garias1831" / "fire_nrt_SV-C2_400448.csv"
ENERGY = SHARED / "ref_energy_ukraine" / "power_stations_with_oblasts.geojson"
ZONE = "Europe/Kyiv"
NIGHTS = 1000
FIRST, LAST = date(2023, 5, 1), date(2023, 11, 10)
"""Random nights lie between: before the first of them no place has a baseline yet."""

Spot = tuple[str, float, float, float]
SEEN: tuple[tuple[Spot, date], ...] = (
    (("Kropyvnytskyi oil depot", 48.514, 32.151, 2.0), date(2023, 5, 3)),
    (("Oktyabrske ammunition depot", 45.32, 34.12, 5.0), date(2023, 7, 22)),
    (("Kremenchuk refinery", 49.175, 33.46, 3.0), date(2023, 9, 20)),
)
NOT_SEEN: tuple[tuple[Spot, date], ...] = (
    (("Sevastopol oil depot", 44.61, 33.53, 5.0), date(2023, 4, 29)),
    (("Pavlohrad", 48.53, 35.87, 6.0), date(2023, 5, 1)),
    (("Khmelnytskyi", 49.42, 27.0, 6.3), date(2023, 5, 13)),
    (("Lviv", 49.84, 24.03, 10.0), date(2023, 9, 19)),
    (("Nova Kakhovka dam", 46.77, 33.37, 3.0), date(2023, 6, 6)),
)
HOT: tuple[Spot, ...] = (
    ("47.87/35.16", 47.87, 35.16, 2.0),
    ("48.46/38.77", 48.46, 38.77, 2.0),
    ("48.47/34.63", 48.47, 34.63, 2.0),
    ("47.87/33.44", 47.87, 33.44, 2.0),
    ("50.54/26.26", 50.54, 26.26, 2.0),
)


def present() -> bool:
    """True if the real detections are at hand."""
    return DATA.is_file() and ENERGY.is_file()


@lru_cache(maxsize=1)
def detections() -> tuple[Observation, ...]:
    """The real detections."""
    data = DATA.read_bytes()
    made = observations(original_of(DATA.name, data, "text/csv"), data, GatherParameters(now=datetime.now(UTC)))
    return tuple(o for o in made if isinstance(o, Observation))


def of_day(spot: Spot, day: date, nth: int = 0) -> Incident:
    """An attack on a place that accounts date by the local day."""
    return _incident(spot, Moment.of_days(day, day, zone=ZONE, basis=Basis.STATED), nth)


def of_night(spot: Spot, day: date, nth: int = 0) -> Incident:
    """An attack on a place in the night to a local day, 18 to 6 h."""
    zone = Moment.of_days(day, day, zone=ZONE, basis=Basis.STATED).start
    return _incident(
        spot, Moment(start=zone - timedelta(hours=6), end=zone + timedelta(hours=6), zone=ZONE, basis=Basis.STATED), nth
    )


def _incident(spot: Spot, moment: Moment, nth: int) -> Incident:
    name, lat, lon, radius = spot
    return Incident(
        id=f"inc-{name}-{nth}",
        claims=("clm",),
        kinds=(Kind.ATTACK,),
        place=Place(text=name, point=Point(lat=lat, lon=lon), radius_km=radius),
        moment=moment,
        reports=1,
        outlets=1,
        origins=1,
    )


def facilities() -> list[Spot]:
    """The real power stations and substations, each with its reach, a kilometre at the least."""
    found = json.loads(ENERGY.read_text(encoding="utf-8"))["features"]
    spots = (middle(f["geometry"]["coordinates"]) for f in found)
    return [(str(n), lat, lon, max(1.0, reach)) for n, (lat, lon, reach) in enumerate(spots)]


def nights(spots: Sequence[Spot], number: int, seed: int) -> Iterator[Incident]:
    """Random nights at random places."""
    dice = random.Random(seed)
    span = (LAST - FIRST).days
    for nth in range(number):
        yield of_night(dice.choice(spots), FIRST + timedelta(days=dice.randint(0, span)), nth)


def asked(incidents: Sequence[Incident]) -> tuple[Corroboration, ...]:
    """What the stage says of incidents, by the real detections alone."""
    return corroborate(incidents, detections(), CorroborateParameters())


def interval(hits: int, of: int) -> tuple[float, float]:
    """Wilson's 95 % interval of a share."""
    z, p = 1.96, hits / of
    middle, wide = p + z * z / (2 * of), z * sqrt(p * (1 - p) / of + z * z / (4 * of * of))
    return (middle - wide) / (1 + z * z / of), (middle + wide) / (1 + z * z / of)


def _unmoved(result: SensorResult) -> bool:
    """True if no standing of accounts whatever is graded otherwise for that result than for none at all."""
    if result is not SensorResult.CONSISTENT:
        return True
    deniers: tuple[Denier, ...] = ("nobody", "accused", "side", "own", "independent")
    cases = [(s, i, o, d) for s in range(3) for i in range(3) for o in (True, False) for d in deniers]
    return all(row_of(Standing(*case, True)) == row_of(Standing(*case, False)) for case in cases)


def measure() -> dict[str, float]:
    """Shares: strikes seen that come out consistent, strikes not seen that move no grade, random nights at hot spots
    that come out within the baseline (of those with heat), random facility-nights without a false consistent, and
    detections at an hour at which the satellite is said to pass."""
    if not present():
        return {}
    seen = asked([of_day(*s) for s in SEEN])
    unseen = asked([of_day(*s) for s in NOT_SEEN])
    hot = [r.result for r in asked(list(nights(HOT, NIGHTS, 1))) if r.observations]
    quiet = [r.result for r in asked(list(nights(facilities(), NIGHTS, 2)))]
    return {
        "sensor_seen": _share(r.result is SensorResult.CONSISTENT for r in seen),
        "sensor_unseen_unmoved": _share(_unmoved(r.result) for r in unseen),
        "sensor_hot_within": _share(r is SensorResult.WITHIN_BASELINE for r in hot),
        "sensor_quiet": _share(r is not SensorResult.CONSISTENT for r in quiet),
        "sensor_hours": _share(_in_window(o) for o in detections()),
    }


def _in_window(o: Observation) -> bool:
    """True if the detection lies in a window in which its satellite is said to pass over the place."""
    satellite, at = CorroborateParameters().codebook.satellites[o.sensor], minutes(o.moment.start)
    return o.point is not None and bool(windows(satellite, o.point.lat, o.point.lon, at, at + 1))


def _share(flags: Iterator[bool]) -> float:
    listed = list(flags)
    return sum(listed) / len(listed)


EXAMPLES: tuple[tuple[str, Spot, date, str], ...] = (
    ("consistent", *SEEN[0], "reported strike"),
    ("within-baseline", HOT[0], date(2023, 8, 15), "no account: a day taken at random"),
    ("ambiguous", ("47.062/33.460", 47.062, 33.46, 2.0), date(2023, 8, 4), "no account: a field beside a fire"),
    ("no-detection-observable", *NOT_SEEN[1], "reported strike"),
    ("not-observable", *NOT_SEEN[0], "reported strike"),
    ("not-expected", *NOT_SEEN[3], "asked about as an interception alone"),
)
"""Places and days from which the pictures of docs/concepts/corroboration.md are drawn."""


def draw(folder: Path) -> int:
    """Draws the pictures of the documentation from the real detections."""
    case = load_case(Path(__file__).parents[1] / "cases" / "energy-pause-2025")
    case = case.model_copy(update={"places": ()})
    folder.mkdir(parents=True, exist_ok=True)
    for name, spot, day, what in EXAMPLES:
        one = of_day(spot, day)
        if name == "not-expected":
            one = one.model_copy(update={"kinds": (Kind.INTERCEPTION,)})
        (result,) = asked([one])
        view = CaseView.of(
            case, inputs="", derived="", observations=detections(), incidents=[one], corroborations=[result]
        )
        title = f"{spot[0]}, {day} ({what})"
        for kind, svg in pictures(one, view, title).items():
            (folder / f"{name}-{kind}.svg").write_text(svg, encoding="utf-8")
        print(f"{name:24} {result.result.value:24} {result.reason}")
    return 0


def show() -> int:
    """Prints what is behind the figures."""
    for title, listed in (("known strikes, seen", SEEN), ("known strikes, not seen", NOT_SEEN)):
        print(title)
        for (spot, day), r in zip(listed, asked([of_day(*s) for s in listed]), strict=True):
            p = next((f"p {f.value:g}" for f in r.figures if f.name == "p, all together"), "")
            print(f"  {spot[0]:28} {day}  {r.result.value:24} {len(r.observations):3} detections  {p}")
    for title, spots, seed in (("hot spots", HOT, 1), ("energy facilities", facilities(), 2)):
        results = Counter(r.result for r in asked(list(nights(spots, NIGHTS, seed))))
        false = results[SensorResult.CONSISTENT]
        low, high = interval(false, NIGHTS)
        print(f"{NIGHTS} random nights at {title}: {dict(sorted((k.value, n) for k, n in results.items()))}")
        print(f"  false consistent {false / NIGHTS:.2%} (95 % interval {low:.2%} to {high:.2%})")
    for name, value in measure().items():
        print(f"{name:24} {value:.4f}")
    return 0


if __name__ == "__main__":
    if not present():
        sys.exit(f"skipped: no detections at {DATA}")
    if len(sys.argv) == 3 and sys.argv[1] == "draw":
        raise SystemExit(draw(Path(sys.argv[2])))
    raise SystemExit(show())
