"""Measures where place names resolve to, given the names, on four public sets in ``../shared/data/gold_geoparsing``.

The sets (LGL, TR-News, GeoWebNews, GeoVirus; third-party text, for measuring only) mark toponyms with coordinates. For
each toponym the leading candidate is taken, clear or not, since the peer always answers; what the program itself would
decide is told apart. A toponym without a candidate counts as wrong in the accuracies and is no part of the median.

    python -m benchmarks.geoparsing [--lost SET] [--speed]
"""

from __future__ import annotations

import argparse
import re
import time
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import NamedTuple

from trucewatch.language.gazetteer import Gazetteer, Named
from trucewatch.language.places.ground import Spot, km
from trucewatch.language.places.index import places_index
from trucewatch.language.places.keys import key_of

DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "gold_geoparsing" / "data"
SETS = {"lgl": "Corpora/lgl.xml", "trnews": "Corpora/TR-News.xml", "gwn": "GWN.xml", "geovirus": "Corpora/GeoVirus.xml"}
PEER = {"lgl": 0.827, "trnews": 0.873, "gwn": 0.941}
"""Mordecai 3's published accuracy within 161 km, as the issue gives it: on a gazetteer a hundred times larger."""
_AXES = (("lat", "latitude"), ("lon", "longitude"))
_NEAR_KM = 161.0  # 100 miles: the measure of the field
_BOX = re.compile(r"^\s*(?:,|\()\s*(?:in\s+)?(?:the\s+)?$|^\s+(?:in|of)\s+(?:the\s+)?$")


class Toponym(NamedTuple):
    """A name that the set places somewhere. ``kind``: the GeoNames class or the like, for telling where it is lost."""

    named: Named
    spot: Spot
    kind: str


class Answer(NamedTuple):
    """A toponym, the distance of the leading candidate (None: there is none), whether the program decides on it, and
    whether the spot lies within the reach of what it decides on."""

    toponym: Toponym
    km: float | None
    closest_km: float | None
    decided: bool
    within: bool


def present() -> bool:
    """Whether the sets are at hand."""
    return all((DATA / path).is_file() for path in SETS.values())


def documents(name: str) -> Iterator[list[Toponym]]:
    """The toponyms of each text of a set, in the order of the text."""
    for article in ET.parse(DATA / SETS[name]).getroot():
        text = article.findtext("text") or ""
        rows = sorted(_rows(article), key=lambda r: r[0])
        out = []
        for n, (_, end, phrase, spot, kind) in enumerate(rows):
            box = rows[n + 1][2] if n + 1 < len(rows) and _BOX.match(text[end : rows[n + 1][0]]) else None
            if spot is not None:
                out.append(Toponym(Named(phrase, box), spot, kind))
        yield out


def _rows(article: ET.Element) -> Iterator[tuple[int, int, str, Spot | None, str]]:
    for tag in ("toponym", "location", "annotation", "topo"):
        for row in article.iter(tag):
            phrase = row.findtext("phrase") or row.findtext("extractedName") or row.findtext("name") or ""
            start, end = row.findtext("start"), row.findtext("end")
            lat, lon = (next((e.text for k in ks for e in row.iter(k) if e.text), None) for ks in _AXES)
            kind = row.findtext(".//fclass") or row.findtext("modifierType") or "?"
            if phrase and start and end:
                yield int(start), int(end), phrase, Spot(float(lat), float(lon)) if lat and lon else None, kind


def answers(name: str, gazetteer: Gazetteer) -> Iterator[Answer]:
    """What the gazetteer makes of each toponym of a set."""
    for toponyms in documents(name):
        names = [t.named for t in toponyms]
        led, decided = gazetteer.leading(names), gazetteer.together(names)
        for t in toponyms:
            best = led[t.named]
            there = best.point if best else None
            gap = km(t.spot, Spot(there.lat, there.lon)) if there else None
            places = (c.point for c in decided[t.named].candidates if c.point)
            closest = min((km(t.spot, Spot(p.lat, p.lon)) for p in places), default=None)
            closest = gap if gap is None or closest is None else min(gap, closest)
            place = decided[t.named]
            within = gap is not None and place.radius_km is not None and gap <= place.radius_km
            yield Answer(t, gap, closest, place.level is not None, within)


def measure() -> dict[str, float]:
    """The figures that the gate holds: accuracy within 161 km and 10 km, of each set."""
    if not present():
        return {}
    gazetteer, out = Gazetteer.of(None), {}
    for name in SETS:
        found = list(answers(name, gazetteer))
        out[f"geo_{name}_161km"] = _within(found, _NEAR_KM)
        out[f"geo_{name}_10km"] = _within(found, 10.0)
    return out


def _within(found: list[Answer], limit: float) -> float:
    return round(sum(a.km is not None and a.km <= limit for a in found) / len(found), 4) if found else 0.0


def _lost(a: Answer) -> str:
    """Why a toponym is lost: "wide area" is the right one, whose middle the set puts elsewhere within its reach."""
    if a.km is None:
        return "no point" if places_index().keyed(key_of(a.toponym.named.text)) else "not in the gazetteer"
    if a.within:
        return "wide area"
    if a.closest_km is not None and a.closest_km <= _NEAR_KM:
        return "wrong candidate"
    return "namesakes only"


def report(name: str, gazetteer: Gazetteer) -> str:
    """One line of figures on a set."""
    found = list(answers(name, gazetteer))
    gaps = [a.km for a in found if a.km is not None]
    sure = [a for a in found if a.decided]
    lost = Counter(_lost(a) for a in found if a.km is None or a.km > _NEAR_KM)
    peer = f"{PEER[name]:.3f}" if name in PEER else "–"
    head = f"{name:9} {len(found):5} names  161 km {_within(found, _NEAR_KM):.3f} (Mordecai 3: {peer})"
    parts = ", ".join(f"{why} {n / len(found):.3f}" for why, n in lost.most_common())
    tail = f"decided {len(sure) / len(found):.3f}, of these within 161 km {_within(sure, _NEAR_KM):.3f}"
    return f"{head}  10 km {_within(found, 10.0):.3f}  median {median(gaps):.1f} km; {tail}; lost: {parts}"


def speed(gazetteer: Gazetteer) -> float:
    """Mentions resolved a second of one core's time, all names of the largest set with their contexts."""
    texts = [[t.named for t in toponyms] for toponyms in documents("lgl")]
    began = time.process_time()
    for names in texts:
        gazetteer.together(names)
    return sum(map(len, texts)) / (time.process_time() - began)


def main() -> int:
    """Prints the figures; 0 also where the sets are absent."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lost", choices=list(SETS))
    parser.add_argument("--speed", action="store_true")
    asked = parser.parse_args()
    if not present():
        print("skipped: ../shared is absent (the sets are not part of the repository)")
        return 0
    gazetteer = Gazetteer.of(None)
    for name in SETS:
        print(report(name, gazetteer))
    if asked.speed:
        print(f"{speed(gazetteer):,.0f} mentions a second on one core")
    if asked.lost:
        rows = Counter(
            (_lost(a), a.toponym.named.text, a.toponym.kind)
            for a in answers(asked.lost, gazetteer)
            if a.km is None or a.km > _NEAR_KM
        )
        for (why, text, kind), n in rows.most_common(70):
            print(f"{n:4} {why:22} {kind:10} {text}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
