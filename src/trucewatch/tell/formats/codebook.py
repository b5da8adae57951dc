"""Codebooks: what each export format holds, where every field comes from, and what the format cannot carry.

One YAML file a format in ``codebooks/``. The columns of a file are written from it, the reference page is generated
from it (docs/reference/exports.md), and its list of what is not carried goes into the export itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

import yaml


@dataclass(frozen=True)
class Field:
    """One field of a file: its name in the format, what it is filled with, and a tag where the format has one (HXL)."""

    name: str
    source: str
    tag: str | None = None


@dataclass(frozen=True)
class Codebook:
    """A format: what it is, its files with their fields, what is not carried, how the alleged stays alleged, and its
    tables of types (``tables``, plain data whose shape each format knows)."""

    name: str
    title: str
    standard: str
    about: str
    alleged: str
    cannot: tuple[str, ...]
    files: Mapping[str, tuple[Field, ...]]
    tables: Mapping[str, Any]

    def columns(self, file: str) -> tuple[str, ...]:
        """The names of the fields of ``file``, in order."""
        return tuple(f.name for f in self.files[file])


NAMES = (
    *("acled", "atom", "cap", "claimreview", "csv", "geojson", "hxl"),
    *("json", "parquet", "plover", "prov", "timemap", "ucdp"),
)
"""Every format, by name."""


@lru_cache(maxsize=32)
def codebook(name: str) -> Codebook:
    """The codebook of a format. Raises FileNotFoundError for a name that is none."""
    text = (resources.files("trucewatch.tell.formats") / "codebooks" / f"{name}.yaml").read_text(encoding="utf-8")
    data: dict[str, Any] = yaml.safe_load(text)
    known = {k: data.pop(k) for k in ("title", "standard", "about", "alleged", "cannot", "files")}
    return Codebook(
        name=name,
        title=known["title"],
        standard=known["standard"],
        about=" ".join(known["about"].split()),
        alleged=" ".join(known["alleged"].split()),
        cannot=tuple(known["cannot"]),
        files={file: tuple(_field(f) for f in fields) for file, fields in known["files"].items()},
        tables=data,
    )


def _field(entry: Mapping[str, str] | list[str]) -> Field:
    """``[name, source]`` or ``[name, source, tag]``."""
    name, source, *tag = entry
    return Field(str(name), str(source), str(tag[0]) if tag else None)
