"""The wording linter: which words of a report are not the program's to use.

Words inside verbatim quotes are the sources' own and are left alone; everything else is held against
``messages/forbidden.en.yaml``, which says of every pattern why it is there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

import yaml


@dataclass(frozen=True)
class Slip:
    """A word that is not the program's to use, the text it stands in, and why not."""

    word: str
    text: str
    why: str


@lru_cache(maxsize=8)
def _patterns(language: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    file = resources.files("trucewatch.tell") / "messages" / f"forbidden.{language}.yaml"
    rules = yaml.safe_load(file.read_text(encoding="utf-8"))
    return tuple((re.compile(p, re.IGNORECASE), why) for why, patterns in rules.items() for p in patterns)


def slips(text: str, *, verbatim: Iterable[str] = (), language: str = "en") -> tuple[Slip, ...]:
    """What is wrong with ``text`` once every string of ``verbatim`` (quotes, source names) is taken out of it."""
    own = text
    for quote in sorted({v for v in verbatim if v}, key=lambda v: (-len(v), v)):
        own = own.replace(f"“{quote}”", "“”")
    return tuple(
        Slip(found.group(0), text, why) for pattern, why in _patterns(language) if (found := pattern.search(own))
    )
