"""Extracts of OpenStreetMap (.osm.pbf, .osm), read by osmium: the extra ``osm``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from trucewatch.errors import MissingExtra
from trucewatch.gather.facilities.book import book, of_tags
from trucewatch.gather.facilities.shapes import middle_of
from trucewatch.records.case import KnownPlace


def read(path: Path) -> Iterator[KnownPlace | Exception | None]:
    """One for each node, way or area with a key that may mean a facility. Raises MissingExtra without osmium."""
    try:
        import osmium
    except ImportError as e:
        mend = "install trucewatch[osm], or give the facilities as GeoJSON"
        raise MissingExtra("reading OSM extracts needs osmium", where=path.as_posix(), mend=mend) from e
    keys = osmium.filter.KeyFilter(*book().keys)
    seen: set[tuple[str, int]] = set()
    for thing in osmium.FileProcessor(str(path)).with_areas(keys).with_filter(keys):
        tags = {tag.k: tag.v for tag in thing.tags}
        try:
            if thing.is_node():
                points, key = [(thing.lon, thing.lat)], ("node", thing.id)
            elif thing.is_way() and not thing.is_closed():
                points, key = [(n.lon, n.lat) for n in thing.nodes if n.location.valid()], ("way", thing.id)
            elif thing.is_area():
                kind = "way" if thing.from_way() else "relation"
                points, key = [(n.lon, n.lat) for ring in thing.outer_rings() for n in ring], (kind, thing.orig_id())
            else:
                continue
            if key not in seen:
                seen.add(key)
                yield of_tags(tags, *middle_of(points))
        except (ValueError, osmium.InvalidLocationError) as e:
            yield e
