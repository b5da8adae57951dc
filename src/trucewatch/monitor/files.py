"""Writing a file so that it is there whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from trucewatch.errors import TrucewatchError


def write_whole(path: Path, data: bytes | Iterable[bytes]) -> None:
    """Writes ``data``, whole or in pieces, beside ``path``, syncs it, and renames it into place.

    Raises TrucewatchError where it cannot."""
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "wb") as out:
                for piece in (data,) if isinstance(data, bytes) else data:
                    out.write(piece)
                out.flush()
                os.fsync(out.fileno())
            Path(name).chmod(0o644)
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as e:
        raise TrucewatchError(
            f"cannot be written ({e.strerror})", where=str(path), mend="make room or choose another place"
        ) from e
