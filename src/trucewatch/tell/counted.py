"""Numbers in the words of the source: how exactly it counted, and what, where the name of the count does not say it."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib import resources

import yaml

from trucewatch.records import Claim
from trucewatch.values.count import Count
from trucewatch.values.vocabularies import CountOf

_UNNAMED = frozenset({CountOf.STRUCK, CountOf.OTHER, CountOf.PEOPLE})
"""Counts of which the name leaves open what was counted: six drones that struck, or six houses that were struck."""

_MORE = re.compile(r"(?:[ \t]+[^\s.,;:!?()“”\"]+){1,4}")
_EXACT = re.compile(r"\d|\S+$")  # a figure with its unit, or one word


@lru_cache(maxsize=1)
def _leads_on() -> frozenset[str]:
    file = resources.files("trucewatch.tell") / "data" / "counted.yaml"
    return frozenset(yaml.safe_load(file.read_text(encoding="utf-8"))["leads_on"])


def words_for(count: Count, claim: Claim, told: str, *, beside: bool = False) -> str | None:
    """The source's words for a number, verbatim, with what they count (``six drones struck``) where the count's name
    leaves it open or the number is of a part; None where ``told``, the figure, says the same. ``beside``: its own
    words stand beside it, which say what was counted."""
    if not count.text:
        return None
    if not beside and (count.what in _UNNAMED or count.partial):
        found = re.search(rf"(?<!\w){re.escape(count.text)}(?!\w)", claim.quote)
        if found is None:
            return count.text
        more = _MORE.match(claim.quote, found.end())
        words = claim.quote[found.end() : more.end()].split() if more else []
        while words and words[-1].casefold() in _leads_on():
            words.pop()
        return " ".join([*claim.quote[found.start() : found.end()].split(), *words])
    exact = count.low == count.high and (count.low == 0 or _EXACT.match(count.text))
    return None if exact or count.text.casefold() == told.casefold() else count.text
