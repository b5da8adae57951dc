"""Which detections lie near which places: an index of points on the sphere."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from scipy.spatial import cKDTree

from trucewatch.corroborate.detections import Detections, Floats, Ints, xyz

_CHUNK = 4096  # places asked about at once: bounds the memory that their neighbours take


class Ground:
    """The detections by place."""

    def __init__(self, rows: Detections) -> None:
        self._rows = rows
        self._reach = float(rows.reach.max()) if len(rows) else 0.0
        # many detections share a spot: an unbalanced tree is built in a fraction of the time and asked as fast
        self._tree = cKDTree(xyz(rows.lat, rows.lon), balanced_tree=False, compact_nodes=False) if len(rows) else None

    def around(self, lat: float, lon: float, radius_km: float) -> Ints:
        """The detections whose centre lies within ``radius_km``, in order of time."""
        if self._tree is None:
            return np.empty(0, np.int64)
        at = xyz(np.array([lat]), np.array([lon]))[0]
        return np.array(sorted(self._tree.query_ball_point(at, radius_km)), np.int64)

    def gaps(self, lat: float, lon: float, which: Ints) -> Floats:
        """How far the centres of those detections lie from a point, in kilometres."""
        at = xyz(np.array([lat]), np.array([lon]))[0]
        far: Floats = np.linalg.norm(xyz(self._rows.lat[which], self._rows.lon[which]) - at, axis=1)
        return far

    def touching(self, lat: Floats, lon: Floats, radius_km: Floats) -> Iterator[tuple[Ints, Ints]]:
        """For places in chunks: pairs of a place and a detection whose pixel may touch it, ascending."""
        if self._tree is None:
            return
        for first in range(0, len(lat), _CHUNK):
            part = slice(first, first + _CHUNK)
            centres = xyz(lat[part], lon[part])
            found = self._tree.query_ball_point(centres, radius_km[part] + self._reach, workers=-1, return_sorted=False)
            sizes = np.array([len(f) for f in found])
            if not sizes.sum():
                continue
            place = np.repeat(np.arange(len(centres)), sizes)
            hit = np.concatenate([np.asarray(f, np.int64) for f in found if f])
            gap = np.linalg.norm(self._tree.data[hit] - centres[place], axis=1)
            keep = gap <= radius_km[part][place] + self._rows.reach[hit]
            place, hit = place[keep] + first, hit[keep]
            order = np.lexsort((hit, place))
            yield place[order], hit[order]
