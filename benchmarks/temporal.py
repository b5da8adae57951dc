"""Measures the reading of times on TempEval-3 platinum and on MEANTIME: extents and TimeML values.

    python -m benchmarks.temporal [--errors N]

The sets are third-party text: here for measuring only. Scored as TempEval-3 does (UzZaman and others, SemEval 2013,
task A). Relaxed: gold and found overlap; strict: the same extent; value: overlap and the same TimeML value; all as F1.
HeidelTime's published figures on platinum (Strötgen and others, 2013) are relaxed 90.3, strict 81.3, value 77.6.
Tense is told from the words, not from a parse. MEANTIME annotates the first sentences of each text; only those are
scored, and one text whose own day is not written as TimeML asks is left out.
"""

from __future__ import annotations

import argparse
import re
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from trucewatch.language.times import Clockwork, Expression, Meaning, Period, Shape, expressions
from trucewatch.language.times.words import table
from trucewatch.values.moment import Basis, Moment

HOME = Path(__file__).resolve().parents[2] / "shared" / "data" / "gold_temporal"
PLATINUM = HOME / "TempEval3" / "Evaluation" / "te3-platinum"
MEANTIME = HOME / "meantime_newsreader_english_oct15" / "intra_cross-doc_annotation"
SKIPPED = "skipped: ../shared is absent (the sets are not part of the repository)"
_LETTERS = {"day": "D", "night": "NI", "week": "W", "weekend": "WE", "month": "M", "quarter": "Q", "year": "Y"}
_LETTERS |= {"decade": "DE", "century": "CE", "hour": "H", "minute": "M", "second": "S"}
_SEASONS = {3: "SP", 6: "SU", 9: "FA", 12: "WI"}
_NO_TIMEX = frozenset({"then"})  # "since then" points back; TimeML does not mark it as an expression
_GLUED = re.compile(r"[,.;:!?)%’']|['’]s|n['’]t")


class Gold(NamedTuple):
    """A document: its text, its day, and the annotated (start, end, value)."""

    name: str
    text: str
    day: date
    timexes: tuple[tuple[int, int, str], ...]
    scored: int  # characters of the text that were annotated


def present() -> bool:
    """Whether the sets are at hand."""
    return PLATINUM.is_dir() and MEANTIME.is_dir()


def platinum() -> Iterator[Gold]:
    """The documents of TempEval-3 platinum."""
    for path in sorted(PLATINUM.glob("*.tml")):
        root = ET.parse(path).getroot()
        dct = root.find(".//DCT/TIMEX3")
        body = root.find("TEXT")
        assert dct is not None
        assert body is not None
        text, found = "", []
        for piece, timex in _pieces(body):
            if timex is not None:
                found.append((len(text), len(text) + len(piece), timex))
            text += piece
        yield Gold(path.stem, text, date.fromisoformat(dct.attrib["value"][:10]), tuple(found), len(text))


def _pieces(node: ET.Element) -> Iterator[tuple[str, str | None]]:
    yield node.text or "", None
    for child in node:
        if child.tag == "TIMEX3":
            yield "".join(child.itertext()), child.attrib["value"]
        else:
            yield from _pieces(child)
        yield child.tail or "", None


def meantime() -> Iterator[Gold]:
    """The documents of MEANTIME, their tokens put together again."""
    for path in sorted(MEANTIME.glob("*/*.xml")):
        root = ET.parse(path).getroot()
        spans, text, sentences, quoted = {}, "", {}, False
        for token in root.iter("token"):
            word = token.text or ""
            glue = not text or _GLUED.match(word) or text.endswith(("(", "$", "€")) or (quoted and text.endswith('"'))
            quoted = quoted != (word == '"')
            text += "" if glue else " "
            spans[token.attrib["t_id"]] = (len(text), len(text) + len(word))
            text += word
            sentences[token.attrib["t_id"]] = int(token.attrib["sentence"])
        day, found, last = None, [], 0
        for markable in root.find("Markables") or ():
            ids = [a.attrib["t_id"] for a in markable.iter("token_anchor")]
            last = max([last, *(sentences[i] for i in ids)])
            if markable.tag != "TIMEX3":
                continue
            if markable.attrib.get("functionInDocument") == "CREATION_TIME":
                day = _iso(markable.attrib["value"][:10])
            if ids:
                found.append((min(spans[i][0] for i in ids), max(spans[i][1] for i in ids), markable.attrib["value"]))
        end = max(spans[i][1] for i, n in sentences.items() if n <= min(last, 5))
        if day is not None:
            yield Gold(path.stem, text, day, tuple(sorted(found)), end)


def _iso(text: str) -> date | None:
    """The day, or None: one document's own day is not written as TimeML asks, and cannot be scored against."""
    return date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d\d-\d\d", text) else None


def predicted(doc: Gold) -> list[tuple[int, int, str]]:
    """What is found in a document, as (start, end, TimeML value)."""
    published = Moment.of_days(doc.day, doc.day, zone="UTC", basis=Basis.PUBLICATION)
    found = expressions(doc.text, Clockwork(published))
    marked = [e for e in found if e.end <= doc.scored and e.rule not in _NO_TIMEX]
    return [(e.start, e.end, timex_value(e)) for e in marked]


def timex_value(e: Expression) -> str:
    """The TimeML value of an expression."""
    m = e.meaning
    if m.value:
        return m.value
    if m.shape in (Shape.DURATION, Shape.SET) and m.amount is not None:
        return _length(m)
    return _date(m)


def _length(m: Meaning) -> str:
    assert m.amount is not None
    n, unit = m.amount
    if m.shape is Shape.SET and m.part:
        return f"XXXX-XX-XXT{table('parts')[m.part][0]}"
    if unit == "fortnight":
        n, unit = (None if n is None else 2 * n), "week"
    if unit == "decade" and n is not None:
        n, unit = 10 * n, "year"
    if n == 0.5 and unit in ("hour", "minute"):
        n, unit = 30, "minute" if unit == "hour" else "second"
    figure = "X" if n is None else f"{n:g}"
    return f"P{'T' if unit in ('hour', 'minute', 'second') else ''}{figure}{_LETTERS[unit]}"


def _date(m: Meaning) -> str:
    assert m.period is not None
    value = _period(m.period)
    if m.fiscal:
        value = f"FY{value}"
    if m.clock is not None:
        return f"{value}T{m.clock[0]:02}:{m.clock[1]:02}{'Z' if m.zone == 'UTC' else ''}"
    return f"{value}T{table('parts')[m.part][0]}" if m.part else value


def _period(p: Period) -> str:
    first = p.first
    iso = first.isocalendar()
    return {
        "day": first.isoformat(),
        "week": f"{iso.year}-W{iso.week:02}",
        "fortnight": f"{iso.year}-W{iso.week:02}",
        "weekend": f"{iso.year}-W{iso.week:02}-WE",
        "month": f"{first:%Y-%m}",
        "quarter": f"{first.year}-Q{(first.month + 2) // 3}",
        "half": f"{first.year}-H{(first.month + 5) // 6}",
        "season": f"{first.year}-{_SEASONS.get(first.month)}",
        "year": f"{first.year:04}",
        "decade": f"{first.year // 10:03}",
        "century": f"{first.year // 100:02}",
    }[p.unit]


def score(docs: Iterator[Gold], errors: int = 0) -> dict[str, float]:
    """Relaxed, strict and value F1 over all documents; prints up to ``errors`` differences."""
    n: Counter[str] = Counter()
    for doc in docs:
        gold = [t for t in doc.timexes if t[1] <= doc.scored]
        found = predicted(doc)
        n["gold"] += len(gold)
        n["found"] += len(found)
        matched: set[int] = set()
        for start, end, value in gold:
            hits = [k for k, f in enumerate(found) if k not in matched and f[0] < end and start < f[1]]
            best = max(hits, key=lambda k: min(found[k][1], end) - max(found[k][0], start), default=None)
            told = None
            if best is not None:
                matched.add(best)
                told = found[best]
                n["relaxed"] += 1
                n["strict"] += told[:2] == (start, end)
                n["value"] += told[2] == value
            if errors and (told is None or told != (start, end, value)):
                errors -= 1
                _show(doc, (start, end, value), told)
        for k, f in enumerate(found):
            if errors and k not in matched:
                errors -= 1
                _show(doc, None, f)
    return {k: 2 * n[k] / (n["gold"] + n["found"]) for k in ("relaxed", "strict", "value")}


def _show(doc: Gold, gold: tuple[int, int, str] | None, found: tuple[int, int, str] | None) -> None:
    def say(t: tuple[int, int, str] | None) -> str:
        return f"«{doc.text[t[0] : t[1]]}» {t[2]}" if t else "-"

    print(f"{doc.name[:22]} ({doc.day}) gold {say(gold)}   found {say(found)}")


def measure() -> dict[str, float]:
    """The figures by name; none where the sets are absent."""
    if not present():
        return {}
    sets = {"platinum": score(platinum()), "meantime": score(meantime())}
    return {f"times_{name}_{k}": v for name, figures in sets.items() for k, v in figures.items()}


def main() -> int:
    """Prints the figures; 0 also where the sets are absent."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", type=int, default=0)
    parser.add_argument("--set", choices=("platinum", "meantime"))
    asked = parser.parse_args()
    if not present():
        print(SKIPPED)
        return 0
    for name, docs in (("platinum", platinum), ("meantime", meantime)):
        if asked.set in (None, name):
            figures = score(docs(), asked.errors)
            print(f"{name:9} " + "  ".join(f"{k} {v:.3f}" for k, v in figures.items()))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
