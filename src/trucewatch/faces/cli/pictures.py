"""``picture``: drawings of an incident, written to a folder."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from trucewatch.errors import InputError
from trucewatch.monitor import Monitor, write_whole
from trucewatch.records import Incident
from trucewatch.tell import pictures, png

_SHORT = 8


def write_pictures(monitor: Monitor, incident: str, folder: Path, *, as_png: bool = False) -> Iterator[Path]:
    """Writes them, and yields each path. ``incident``: its id, or the beginning of it. Raises InputError where there is
    no such incident, or nothing to draw."""
    view, root = monitor.view(), str(monitor.folder.root)
    found = view.find(incident) or _begins(view.incidents.values(), incident)
    if not isinstance(found, Incident):
        raise InputError(f"no incident {incident} stands", where=root, mend="take an id from a table or a note")
    drawn = pictures(found, view)
    if not drawn:
        what = f"there is nothing to draw of {incident}: it has no place with coordinates, or no time"
        raise InputError(what, where=root, mend="see `trucewatch show`")
    folder.mkdir(parents=True, exist_ok=True)
    name = found.id.removeprefix(f"{Incident.prefix}-")[:_SHORT]
    for kind, svg in drawn.items():
        path = folder / f"{name}-{kind}.{'png' if as_png else 'svg'}"
        write_whole(path, png(svg) if as_png else svg.encode())
        yield path


def _begins(incidents: Iterable[Incident], beginning: str) -> Incident | None:
    """The one incident whose id begins so."""
    found = [i for i in incidents if i.id.startswith(beginning)]
    return found[0] if len(found) == 1 else None
