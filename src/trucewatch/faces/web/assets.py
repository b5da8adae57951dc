"""Files of the face itself: style sheet, scripts and the bundled map, with names that change when they do."""

from __future__ import annotations

import hashlib
import mimetypes
from functools import lru_cache
from importlib.resources import files
from urllib.parse import urlsplit

from fastapi import APIRouter, Response

from trucewatch.faces.web.access import GuardedRoute, Permission, allow

router = APIRouter(route_class=GuardedRoute)
_ROOTS = ("static", "built")


@lru_cache(maxsize=1)
def _assets() -> dict[str, bytes]:
    """All files by their path below ``static`` or ``built``."""
    found: dict[str, bytes] = {}
    for root in _ROOTS:
        folder = files("trucewatch.faces.web") / root
        if folder.is_dir():
            for path in folder.iterdir():
                if path.is_file() and not path.name.startswith("."):
                    found[path.name] = path.read_bytes()
    return found


@lru_cache(maxsize=64)
def asset(name: str) -> str:
    """The address of a file, with a digest of what is in it."""
    data = _assets().get(name, b"")
    return f"/assets/{hashlib.sha256(data).hexdigest()[:12]}/{name}"


def built() -> bool:
    """True if the scripts and the map are there: a source checkout builds them with ``make assets``."""
    return "app.js" in _assets()


def origin(address: str | None) -> str | None:
    """The origin of a tile server's address."""
    if not address:
        return None
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


@router.get("/assets/{digest}/{name}", include_in_schema=False)
@allow(Permission.PUBLIC)
async def serve(digest: str, name: str) -> Response:
    data = _assets().get(name)
    if data is None:
        return Response("there is no such file\n", 404, media_type="text/plain")
    kind = "text/javascript" if name.endswith((".js", ".mjs")) else mimetypes.guess_type(name)[0]
    lasting = "public, max-age=31536000, immutable" if asset(name).split("/")[2] == digest else "no-cache"
    return Response(data, media_type=kind or "application/octet-stream", headers={"cache-control": lasting})
