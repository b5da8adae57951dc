"""Files below a folder, as bytes, before anything is read into them."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from trucewatch.errors import ReportError
from trucewatch.gather.originals import failure_of
from trucewatch.gather.sniff import media_type_of
from trucewatch.records.failure import Failure

LARGEST = 64 * 1024 * 1024
"""Bytes. A larger file is no report; reading it whole could exhaust the machine."""

_BACKUP_ENDS = ("~", ".bak", ".swp", ".swo", ".tmp", ".part", ".crdownload")
_BACKUP_STARTS = (".", "#", "~$")
_READMES = frozenset({"readme", "readme.md", "readme.txt", "thumbs.db", "desktop.ini"})


@dataclass(frozen=True)
class Found:
    """A file: ``name`` its path below the folder that was searched (forward slashes), ``data`` its bytes."""

    name: str
    data: bytes
    media_type: str


def find(path: Path, *, base: Path | None = None, largest: int = LARGEST) -> Iterator[Found | Failure]:
    """The file ``path``, or all files below the folder ``path``, sorted by name.

    Names are relative to ``base`` (default: the folder, or the file's own folder). Skipped without a word: hidden
    files, editors' backups, half-finished downloads, and files called README. A folder or file reached a second time
    by a symbolic link is taken once. A file that cannot be read, is no ordinary file or has more than ``largest``
    bytes is a Failure.
    """
    origin = base or (path if _is_folder(path) else path.parent)
    for name, entry in sorted((_name(entry, origin), entry) for entry in _entries(path)):
        try:
            data = _bytes(entry, name, largest)
        except ReportError as e:
            yield failure_of(e)
        else:
            yield Found(name=name, data=data, media_type=media_type_of(name, data))


def number_of(path: Path) -> int:
    """How many files ``find`` would yield, counted without reading them."""
    return len(_entries(path))


def _entries(path: Path) -> list[Path]:
    return _below(path) if _is_folder(path) else [path]


def _below(folder: Path) -> list[Path]:
    """Real files first, links after, each target once: so a loop ends, and no link takes the place of a real file."""
    seen: set[tuple[int, int]] = set()
    files, links = _walk(folder, seen)
    while links:
        link = links.pop(0)
        status = _status(link)
        if status is not None and _key(status) in seen:
            continue
        if status is not None and stat.S_ISDIR(status.st_mode):
            more_files, more_links = _walk(link, seen)
            files += more_files
            links += more_links
        else:
            files.append(link)
            seen.update([_key(status)] if status is not None else [])
    return files


def _walk(folder: Path, seen: set[tuple[int, int]]) -> tuple[list[Path], list[Path]]:
    """Files and links below ``folder`` without following links, sorted. What it meets is added to ``seen``."""
    files: list[Path] = []
    links: list[Path] = []
    folders = [folder]
    while folders:
        current = folders.pop()
        status = _status(current)
        if status is not None:
            seen.add(_key(status))
        try:
            inside = sorted(entry for entry in current.iterdir() if not _skipped(entry.name))
        except OSError:
            files.append(current)  # reading it as a file fails, and that is how it is reported
            continue
        for entry in inside:
            status = _status(entry)
            if entry.is_symlink():
                links.append(entry)
            elif status is not None and stat.S_ISDIR(status.st_mode):
                folders.append(entry)
            else:
                files.append(entry)
                seen.update([_key(status)] if status is not None else [])
    return files, sorted(links)


def _status(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except OSError:
        return None


def _key(status: os.stat_result) -> tuple[int, int]:
    return status.st_dev, status.st_ino


def _is_folder(path: Path) -> bool:
    status = _status(path)
    return status is not None and stat.S_ISDIR(status.st_mode)


def _skipped(name: str) -> bool:
    lower = name.lower()
    return lower.startswith(_BACKUP_STARTS) or lower.endswith(_BACKUP_ENDS) or lower in _READMES


def _name(path: Path, base: Path) -> str:
    """The path below ``base``. A name that is no UTF-8 is shown with escapes, so that it can be recorded."""
    relative = path.relative_to(base) if path.is_relative_to(base) else Path(path.name)
    return os.fsencode(relative.as_posix()).decode("utf-8", "backslashreplace")


def _bytes(path: Path, name: str, largest: int) -> bytes:
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise ReportError("the folder cannot be listed", where=name, mend="allow reading it (chmod u+rx)")
        if not stat.S_ISREG(status.st_mode):  # a pipe would be waited for without end
            raise ReportError("is no ordinary file", where=name, mend="put a file in its place, or remove it")
        with path.open("rb") as file:
            data = file.read(largest + 1)
    except FileNotFoundError as e:
        what = "the link leads nowhere" if path.is_symlink() else "there is no such file or folder"
        raise ReportError(what, where=name, mend="check the path") from e
    except PermissionError as e:
        raise ReportError("may not be read", where=name, mend="allow reading it (chmod u+r)") from e
    except OSError as e:
        what = f"cannot be read ({e.strerror or type(e).__name__})"
        raise ReportError(what, where=name, mend="check the disk and the link") from e
    if len(data) > largest:
        size = f"has {max(status.st_size, len(data)):,} bytes, more than the {largest:,} that are read"
        raise ReportError(size, where=name, mend="split it into smaller files")
    return data
