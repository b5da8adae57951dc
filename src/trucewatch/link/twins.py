"""Twins: tellings that say one thing in the same words, in reports of which one carries the other's text."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from trucewatch.link.accounts import Account
from trucewatch.link.origins import one_text
from trucewatch.link.rules import Rules
from trucewatch.link.tellings import Telling
from trucewatch.link.text import digest
from trucewatch.link.units import said
from trucewatch.link.where import Nearness, nearness
from trucewatch.records.report import Report


class Twins:
    """Tellings by what they say to the word."""

    def __init__(self) -> None:
        self._first: dict[int, int] = {}  # the words of most tellings are never met again
        self._further: dict[int, list[int]] = defaultdict(list)

    def add(
        self,
        events: Mapping[int, Telling],
        accounts: Mapping[int, Account],
        reports: Mapping[str, Report],
        rules: Rules,
    ) -> list[tuple[int, int]]:
        """Take in the events of one report; the pairs of each with the twins that it has among ``accounts``.

        Where one report says a thing twice, the first mention is held to the first, the second to the second.
        """
        found: set[tuple[int, int]] = set()
        seen: Counter[str] = Counter()
        for n, telling in events.items():
            for words in (w for u in telling.units for w in said(u)):
                seen[words] += 1
                key = digest(f"{seen[words]} {words}")
                first = self._first.setdefault(key, n)
                if first == n:
                    continue
                like = [m for m in (first, *self._further[key]) if m != n]
                found |= {(m, n) for m in like if _reprinted(accounts[m], telling, reports, rules)}
                self._further[key].append(n)
        return sorted(found)

    def keyed(self) -> Iterator[tuple[int, int]]:
        """(key, telling): by what each says to the word."""
        yield from self._first.items()
        yield from ((key, n) for key, further in self._further.items() for n in further)


def _reprinted(a: Account, b: Telling, reports: Mapping[str, Report], rules: Rules) -> bool:
    x, y = reports.get(a.claims[0].report), reports.get(b.report)
    if x is None or y is None or nearness(a.frame.spots, b.spots) is Nearness.APART:
        return False
    return one_text(x, y, rules)
