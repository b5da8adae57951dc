"""Sources that are called aligned with a side ("pro-Kremlin channels"): no official word of it, and not independent."""

from __future__ import annotations

import re
from functools import lru_cache

from trucewatch.language.lexicon import lexicon

_DASH = "[-‐‑–]"


@lru_cache(maxsize=4096)
def alignment(source: str | None) -> str | None:
    """The words that call a source aligned with somebody, as they stand (``pro-Kremlin``, ``close to Hamas``); None
    where none do. Which side it is makes no difference."""
    found = _pattern().search(source) if source else None
    return " ".join(found[0].split()) if found else None


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    words = lexicon("alignment")
    before, after, phrases, sides, nobody = (
        "|".join(map(re.escape, sorted(words[k], key=lambda w: (-len(w), w))))
        for k in ("before", "after", "phrases", "sides", "nobody")
    )
    name = rf"(?!(?:{nobody})(?!\w))(?:[A-Z][\w.’']*|(?:{sides})\b)"
    named = rf"(?:the\s+)?{name}(?:\s+[A-Z][\w’']*)*"
    return re.compile(
        rf"\b(?:(?i:{before}){_DASH}{name}|{name}{_DASH}(?:{after})\b|(?:{phrases})\s+{named})", re.UNICODE
    )
