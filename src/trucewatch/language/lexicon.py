"""Reads the lexicons that ship beside the code (``lexicons/*.yaml``): data that a person can check and extend."""

from __future__ import annotations

from functools import lru_cache
from importlib import resources
from typing import Any

import yaml

# The pure-Python loader takes seconds on the larger lexicons; the C one is there in every wheel of PyYAML.
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@lru_cache(maxsize=64)
def lexicon(name: str) -> Any:
    """The parsed content of ``lexicons/<name>.yaml``; read once a process. Treat as read-only."""
    path = resources.files("trucewatch.language") / "lexicons" / f"{name}.yaml"
    return yaml.load(path.read_bytes(), Loader=_LOADER)  # noqa: S506 - a safe loader
