"""``ledgers.yaml``, checked: the words by which the ledgers of exchanges and effects know what a quote tells."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files

import yaml

from trucewatch.values.base import Value


class LedgerBook(Value):
    """``persons``: name → the words that name them, first match wins; the rest are lists of words and phrases."""

    persons: dict[str, tuple[str, ...]]
    each: tuple[str, ...]
    cumulative: tuple[str, ...]
    restored: tuple[str, ...]
    stable: tuple[str, ...]
    examples: dict[str, str]

    def who(self, *texts: str | None) -> str | None:
        """Who is handed over, by the first of ``texts`` that names them; None where none does."""
        for text in texts:
            for name, words in self.persons.items():
                if text and holds(text, words):
                    return name
        return None


def holds(text: str, phrases: Iterable[str]) -> bool:
    """Whether any phrase stands in ``text`` as whole words."""
    return any(re.search(rf"(?<!\w){re.escape(p)}(?!\w)", text, re.IGNORECASE) for p in phrases)


@lru_cache(maxsize=1)
def shipped() -> LedgerBook:
    """The book that comes with the program."""
    text = files("trucewatch.assess").joinpath("ledgers.yaml").read_text(encoding="utf-8")
    return LedgerBook.model_validate(yaml.safe_load(text))
