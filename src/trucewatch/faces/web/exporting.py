"""What is shown, as a table to take away."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from trucewatch.monitor.desk import IncidentCard
from trucewatch.tell.export import guarded

_HEAD = (
    *("id", "kinds", "targets", "actors_named", "voices", "place", "country", "admin1", "lat", "lon", "radius_km"),
    *("precision", "time_edtf", "time_start", "time_end", "time_basis", "states", "status", "grade", "sensor"),
    *("accounts_differ_on", "denied", "period_total", "claims", "reports", "outlets", "origins", "open", "lead"),
)


def csv_of(cards: Iterable[IncidentCard]) -> str:
    """Incidents as CSV (RFC 4180), with text guarded against being run by a spreadsheet."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_HEAD)
    for c in cards:
        row: tuple[object, ...] = (
            *(c.id, " | ".join(c.kinds), " | ".join(c.classes), " | ".join(c.actors), " | ".join(c.voices)),
            *((p := c.place) and p.name, p and p.country, p and p.admin1, p and p.lat, p and p.lon, p and p.radius_km),
            *(p and p.level, (w := c.when) and w.edtf, w and w.start.isoformat(), w and w.end.isoformat()),
            *(w and w.basis, " | ".join(f"{s.agreement}/{s.provision}: {s.state}" for s in c.states), c.status),
            *(c.grade, c.sensor, " | ".join(c.differs), c.denied, c.period_total, c.claims, c.reports, c.outlets),
            *(c.origins, c.open, c.lead),
        )
        writer.writerow([guarded(x) if isinstance(x, str) else "" if x is None else x for x in row])
    return out.getvalue()
