"""Twins: tellings that say one thing in the same words, in reports of which one carries the other's text."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping

from trucewatch.link.origins import one_text
from trucewatch.link.rules import Rules
from trucewatch.link.tellings import Telling
from trucewatch.link.text import digest
from trucewatch.link.units import said
from trucewatch.records.report import Report


class Twins:
    """Tellings by what they say to the word."""

    def __init__(self) -> None:
        self._by_words: dict[int, list[int]] = defaultdict(list)
        self._report: dict[int, str] = {}

    def add(self, events: Mapping[int, Telling], reports: Mapping[str, Report], rules: Rules) -> list[tuple[int, int]]:
        """Take in the events of one report; the pairs of each with the twins that it has.

        Where one report says a thing twice, the first mention is held to the first, the second to the second.
        """
        found: set[tuple[int, int]] = set()
        seen: Counter[str] = Counter()
        for n, telling in events.items():
            self._report[n] = telling.report
            for words in (w for u in telling.units if (w := said(u))):
                seen[words] += 1
                like = self._by_words[digest(f"{seen[words]} {words}")]
                found |= {(m, n) for m in like if m != n and self._reprinted(m, telling.report, reports, rules)}
                like.append(n)
        return sorted(found)

    def _reprinted(self, m: int, rid: str, reports: Mapping[str, Report], rules: Rules) -> bool:
        other = self._report[m]
        return other in reports and rid in reports and one_text(reports[other], reports[rid], rules)
