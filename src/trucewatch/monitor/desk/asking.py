"""Asking the boards: pages of incidents and claims by facets, days, box and words."""

from __future__ import annotations

import json
from collections import Counter, OrderedDict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from threading import Lock

import numpy as np

from trucewatch.errors import InputError
from trucewatch.monitor.desk import pages
from trucewatch.monitor.desk.cards import IncidentCard
from trucewatch.monitor.desk.queries import MOST, ClaimQuery, LedgerQuery
from trucewatch.records import Case
from trucewatch.store.columns import Columns, Query
from trucewatch.store.deskfile import DeskFile
from trucewatch.values.moment import zone_of

_WORDS = 20_000
"""How many claims a search by words looks at; beyond that it says so."""

_KEPT = 256


class Board:
    """The incidents and claims of one desk file. Answers are kept while the file is: it never changes."""

    def __init__(self, file: DeskFile) -> None:
        self._file = file
        self._incidents = file.columns("incident")
        self._claims = file.columns("claim")
        self._zone = Case.model_validate_json(file.note("case") or "").timezone
        self._kept: OrderedDict[str, str] = OrderedDict()
        self._counted: dict[str, Mapping[str, Mapping[str, int]]] = {}
        self._lock = Lock()

    def incidents(self, query: LedgerQuery) -> pages.LedgerPage:
        """A page of incidents. Raises InputError where it asks for what there is not."""
        return pages.LedgerPage.model_validate_json(self.incidents_json(query))

    def incidents_json(self, query: LedgerQuery) -> str:
        """The same as JSON, put together from the cards as they lie in the file."""
        return self._page("incident", "incidents", self._incidents, query)

    def claims(self, query: ClaimQuery) -> pages.ClaimsPage:
        """A page of claims. Raises InputError where it asks for what there is not."""
        return pages.ClaimsPage.model_validate_json(self.claims_json(query))

    def claims_json(self, query: ClaimQuery) -> str:
        """The same as JSON."""
        return self._page("claim", "claims", self._claims, query)

    def _page(self, kind: str, name: str, columns: Columns, query: LedgerQuery) -> str:
        key = f"{kind} {query!r}"
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        asked, note = self._query(query, columns)
        plain = f"{kind} {replace(query, page=1, size=1, order='')!r}"
        found = columns.find(asked, self._counted.get(plain))
        self._counted[plain] = found.counts
        if len(self._counted) > _KEPT:
            self._counted.clear()
        rest = {
            "total": found.total,
            "all": columns.size,
            "page": query.page,
            "size": query.size,
            "counts": found.counts,
            "note": note,
        }
        cards = ",".join(self._file.at(kind, found.rows))
        text = f'{{"{name}":[{cards}],{json.dumps(rest)[1:]}'
        with self._lock:
            self._kept[key] = text
            if len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return text

    def places(self, query: LedgerQuery) -> pages.Places:
        """All that fit, by column."""
        asked, _ = self._query(query, self._incidents)
        rows = self._incidents.fitting(asked)
        numbers = self._incidents.numbers
        placed = rows[~np.isnan(numbers["lat"][rows])]
        cards = self._places(placed)
        return pages.Places(
            ids=tuple(c[0] for c in cards),
            lat=tuple(np.round(numbers["lat"][placed], 5).tolist()),
            lon=tuple(np.round(numbers["lon"][placed], 5).tolist()),
            radius=tuple(numbers["radius"][placed].tolist()),
            start=_stamps(numbers["start"][placed]),
            end=_stamps(numbers["end"][placed]),
            kinds=tuple(c[1] for c in cards),
            names=tuple(c[2] for c in cards),
            differs=tuple(c[3] for c in cards),
            unplaced_total=len(rows) - len(placed),
        )

    def _places(self, rows: np.ndarray[tuple[int], np.dtype[np.int32]]) -> list[tuple[str, str, str, int]]:
        return self._file.map_rows(int(n) for n in rows)

    def unplaced(self, query: LedgerQuery, limit: int) -> tuple[tuple[IncidentCard, ...], int]:
        """The first incidents that fit and have no point, and how many there are."""
        asked, _ = self._query(query, self._incidents)
        rows = self._incidents.fitting(asked)
        nowhere = rows[np.isnan(self._incidents.numbers["lat"][rows])]
        bodies = self._file.at("incident", (int(n) for n in nowhere[:limit]))
        return tuple(IncidentCard.model_validate_json(body) for body in bodies), len(nowhere)

    def days(self, query: LedgerQuery) -> list[tuple[int, int]]:
        """(beginning of a local day as seconds of the epoch, incidents whose time begins on it), for days that have
        any, in order."""
        asked, _ = self._query(query, self._incidents)
        starts = self._incidents.numbers["start"][self._incidents.fitting(asked)]
        found: Counter[int] = Counter()
        zone = zone_of(self._zone)
        stamps, counts = np.unique(starts[~np.isnan(starts)], return_counts=True)
        for stamp, n in zip(stamps.tolist(), counts.tolist(), strict=True):
            local = datetime.fromtimestamp(stamp, zone)
            found[int(datetime.combine(local.date(), time(), tzinfo=zone).timestamp())] += n
        return sorted(found.items())

    def in_order(self, query: LedgerQuery, most: int) -> tuple[tuple[IncidentCard, ...], int, int]:
        """The first ``most`` incidents that state a time, in order of time; how many do; how many do not."""
        asked, _ = self._query(replace(query, order="earliest", page=1, size=1), self._incidents)
        rows = self._incidents.fitting(asked)
        dated = rows[~np.isnan(self._incidents.numbers["start"][rows])]
        bodies = self._file.at("incident", (int(n) for n in dated[:most]))
        cards = tuple(IncidentCard.model_validate_json(body) for body in bodies)
        return cards, len(dated), len(rows) - len(dated)

    def every(self, query: LedgerQuery) -> Iterator[IncidentCard]:
        """All incidents that fit, in the query's order, a few hundred at a time."""
        asked, _ = self._query(query, self._incidents)
        rows = [int(n) for n in self._incidents.fitting(asked)]
        for start in range(0, len(rows), MOST):
            for body in self._file.at("incident", rows[start : start + MOST]):
                yield IncidentCard.model_validate_json(body)

    def following(self, key: str) -> str | None:
        """The incident that is to be looked at after this one: the next in the queue, None where nothing waits."""
        row = self._file.row_of("incident", key)
        waiting = self._incidents.fitting(Query(facets={"review": ("open",)}))
        if len(waiting) == 0:
            return None
        place = np.flatnonzero(waiting == row)
        after = int(place[0]) + 1 if len(place) else 0
        chosen = waiting[after] if after < len(waiting) else waiting[0]
        if int(chosen) == row:
            return None
        return IncidentCard.model_validate_json(self._file.at("incident", [int(chosen)])[0]).id

    def near(self, key: str, most: int) -> tuple[IncidentCard, ...]:
        """Incidents whose time meets that of ``key`` within a day, by distance; those without a place last."""
        row = self._file.row_of("incident", key)
        if row is None:
            return ()
        n = self._incidents.numbers
        start, end = n["start"][row] - 86400.0, n["end"][row] + 86400.0
        near = (n["end"] >= start) & (n["start"] <= end) if not np.isnan(start) else np.ones(len(n["start"]), bool)
        near[row] = False
        rows = np.flatnonzero(near)
        lat, lon = n["lat"][row], n["lon"][row]
        if np.isnan(lat):
            far = np.abs(n["last"][rows] - n["last"][row])
        else:
            far = np.hypot(n["lat"][rows] - lat, (n["lon"][rows] - lon) * np.cos(np.radians(lat)))
        far = np.where(np.isnan(far), np.inf, far)
        nearest = rows[np.argsort(far, kind="stable")[:most]]
        bodies = self._file.at("incident", (int(x) for x in nearest))
        return tuple(IncidentCard.model_validate_json(body) for body in bodies)

    def _query(self, query: LedgerQuery, columns: Columns) -> tuple[Query, str | None]:
        for name in query.facets:
            if name not in columns.facets:
                raise InputError(f"there is no filter {name!r}", mend=f"use one of {', '.join(columns.facets)}")
        if query.order not in columns.orders:
            raise InputError(f"there is no order {query.order!r}", mend=f"use one of {', '.join(columns.orders)}")
        if not 1 <= query.size <= MOST or query.page < 1:
            raise InputError("there is no such page", mend=f"pages count from 1 and have at most {MOST} rows")
        among, note = self._matching(query.words, columns)
        return Query(
            facets={k: v for k, v in query.facets.items() if v},
            ranges=self._ranges(query, columns),
            among=among,
            order=query.order,
            offset=(query.page - 1) * query.size,
            limit=query.size,
        ), note

    def _ranges(self, query: LedgerQuery, columns: Columns) -> dict[tuple[str, str], tuple[float | None, float | None]]:
        zone = zone_of(self._zone)
        ranges: dict[tuple[str, str], tuple[float | None, float | None]] = {}
        if query.since or query.until:
            first = datetime.combine(query.since, time(), tzinfo=zone) if query.since else None
            last = datetime.combine(query.until + timedelta(days=1), time(), tzinfo=zone) if query.until else None
            # Intervals are half open: what ends at the first midnight, or starts at the last, is outside.
            ranges["start", "end"] = (
                first.astimezone(UTC).timestamp() + 1e-3 if first else None,
                last.astimezone(UTC).timestamp() - 1e-3 if last else None,
            )
        if query.box:
            if "lat" not in columns.numbers:
                raise InputError("claims cannot be asked for by a box", mend="ask for incidents")
            west, south, east, north = query.box
            ranges["lon", "lon"] = (west, east)
            ranges["lat", "lat"] = (south, north)
        return ranges

    def _matching(self, words: str, columns: Columns) -> tuple[frozenset[int] | None, str | None]:
        """The rows with a claim that holds the words; and a note where there were more than can be looked at."""
        if not words.strip():
            return None, None
        claims = self._file.search(words, _WORDS)
        note = "words.many" if len(claims) == _WORDS else None
        if columns is self._claims:
            return frozenset(claims), note
        of = self._claims.numbers["incident"][np.array(claims, np.int64)] if claims else np.array([])
        return frozenset(int(n) for n in of[~np.isnan(of)]), note


def _stamps(values: np.ndarray[tuple[int], np.dtype[np.float64]]) -> tuple[int | None, ...]:
    return tuple(None if np.isnan(v) else int(v) for v in values)
