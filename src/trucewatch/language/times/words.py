"""The lexicon of times (``lexicons/times.yaml``) as tables and compiled rules. Built once a process."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from trucewatch.language.lexicon import lexicon

_MACRO = re.compile(r"\{([a-z_]+)\}")
_CAPITAL = re.compile(r"(?<![\\?])[A-Z]")
_GROUP = re.compile(r"\(\?P<([a-z]+)>")


class Rule(NamedTuple):
    """A pattern, the name of the function that reads it, and that function's arguments; ``key``: words near which alone
    it is tried; ``has``: words in small letters, one of which every match holds. No rule has neither. ``core``: whether
    the expression is but a group of that name in the match. ``small``: whether it is matched against the text in small
    letters, for a pattern that ignores case looks at all of its many words in turn."""

    id: str
    key: str
    has: tuple[str, ...]
    pattern: re.Pattern[str]
    read: str
    given: Mapping[str, Any]
    examples: tuple[str, ...]
    core: bool
    small: bool


class Groups:
    """The named groups of a match. A name may stand several times in a pattern; the first that matched counts."""

    def __init__(self, match: re.Match[str]) -> None:
        self._found: dict[str, str] = {}
        for name, value in match.groupdict().items():
            if value is not None:
                self._found.setdefault(name.split("_")[0], value)

    def __getitem__(self, name: str) -> str:
        return self._found.get(name, "")

    def low(self, name: str) -> str:
        """The group in small letters, "" where it did not match."""
        return self._found.get(name, "").lower()


def table(name: str) -> Mapping[str, Any]:
    """One of the word tables of the lexicon."""
    found: Mapping[str, Any] = lexicon("times")["words"][name]
    return found


@lru_cache(maxsize=1)
def rules() -> tuple[Rule, ...]:
    """Every rule of the lexicon, compiled."""
    return tuple(_rule(row) for row in lexicon("times")["rules"])


@lru_cache(maxsize=1)
def parts() -> frozenset[str]:
    """All words that some rule's matches hold one of."""
    return frozenset(part for rule in rules() for part in rule.has)


@lru_cache(maxsize=1)
def keys() -> Mapping[str, re.Pattern[str] | tuple[str, ...]]:
    """The words that each key stands for."""
    rows = lexicon("times")["keys"]
    return {k: re.compile(key) if isinstance(key, str) else tuple(key) for k, key in rows.items()}


def _written(pattern: str) -> str:
    """A pattern of the lexicon's language: macros filled in, groups of one name numbered, bounded by non-letters."""
    macros: Mapping[str, str] = lexicon("times")["macros"]
    while True:
        filled = _MACRO.sub(lambda m: str(macros[m[1]]) if m[1] in macros else m[0], pattern)
        if filled == pattern:
            break
        pattern = filled
    seen: dict[str, int] = {}

    def numbered(m: re.Match[str]) -> str:
        seen[m[1]] = seen.get(m[1], 0) + 1
        return m[0] if seen[m[1]] == 1 else f"(?P<{m[1]}_{seen[m[1]]}>"

    return rf"(?<![\w$£€])(?:{_GROUP.sub(numbered, pattern)})(?!\w)"


def _rule(row: Mapping[str, Any]) -> Rule:
    written = _written(row["pattern"])
    small = not row.get("exact") and _CAPITAL.search(written) is None
    pattern = re.compile(written, 0 if small or row.get("exact") else re.I)
    examples = tuple(str(e) for e in row["examples"])
    return Rule(
        row["id"],
        row.get("key", ""),
        tuple(map(str, row.get("has", ()))),
        pattern,
        row["read"],
        row.get("with", {}),
        examples,
        "core" in pattern.groupindex,
        small,
    )


def number(word: str) -> float:
    """The number that a word or figures stand for. Raises KeyError for other words."""
    word = word.lower().replace(",", "")
    if word.replace(".", "", 1).isdigit():
        return float(word)
    tens, _, ones = word.partition("-")
    numbers = table("numbers")
    return float(numbers[tens]) + (float(numbers[ones]) if ones else 0.0)


def month(word: str) -> int:
    """1 to 12."""
    return int(table("months")[word.lower().rstrip(".")])


def weekday(word: str) -> int:
    """0 (Monday) to 6."""
    return int(table("weekdays")[word.lower().rstrip(".")])
