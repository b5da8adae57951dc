"""What the text itself says of where sentences start, as a bias to the model's own opinion.

The model gives each word a logit of starting a sentence. Typography can force a start (a new paragraph),
forbid one (after a comma, between ``Gen.`` and a name, before a closing quotation mark, between a closing
quotation mark and the ``he said`` that goes with it) or lean one way (a capital after a full stop, inside a
running quotation too).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from trucewatch.language.syntax.tokens import DOTTED

FORCE, VETO = 60.0, -60.0
FULL_STOP = 2.0
"""Lean of a capital (or an opening quotation mark) after a full stop."""
NO_STOP = -2.0
"""Lean of a capital where nothing ends before it: rarely a start in edited text."""
WIDE_GAP = 2.0
"""Lean where the gap is wider than one blank, but nothing ends before it."""

_TERMINAL = re.compile(r"[.!?…。]+")
_QUOTES = frozenset("\"'“”‘’«»„‟''``")
_OPENING = frozenset("“‘«„([{") | {"``"}
_CLOSING = frozenset("”’»)]}")
_NEVER = frozenset(",.;:!?%…") | {"...", "''", "'s", "’s", "n't", "n’t"}
_NO_TITLES = "inc corp ltd co bros jr sr al dept ave blvd est assn"
_TITLES = DOTTED.difference(_NO_TITLES.split())
_BULLET = re.compile(r"[-*•‣–—]|\(?\d{1,2}[.)]")
_WRAPPED = 55


def biases(text: str, spans: Sequence[tuple[int, int]]) -> NDArray[np.float32]:
    """For each word what to add to its start logit; ``FORCE`` and ``VETO`` decide alone. One pass."""
    out = np.zeros(len(spans), np.float32)
    words = [text[a:b] for a, b in spans]
    line = 0  # where the current line began
    parts: list[int] = []  # words after a semicolon in it: a headline's second sentence
    for k in range(1, len(spans)):
        gap, word = text[spans[k - 1][1] : spans[k][0]], words[k]
        if "\n" in gap or "\r" in gap or "\x0c" in gap or "\u2029" in gap:
            broken = _breaks(spans[k - 1][1] - line, gap, words[k - 1], words[k])
            line = spans[k][0]
            if broken:
                _headline(out, parts, words[k - 1])
                _alone(out, words, k - 1)
                out[k] = FORCE
                continue
        out[k] = _bias(words, k, gap)
        if words[k - 1] == ";" and gap and (word[:1].isupper() or word in _OPENING):
            parts.append(k)
    if words:
        _headline(out, parts, words[-1])
        _alone(out, words, len(words) - 1)
    if len(out):
        out[0] = FORCE
    return out


def _headline(out: NDArray[np.float32], parts: list[int], last: str) -> None:
    """Part a line without a full stop at its semicolons: "Two hurt in Arstad; Mayor says a depot burned". Empties
    ``parts``."""
    if last[-1:].isalnum() or last in _QUOTES:
        for k in parts:
            out[k] = FORCE
    parts.clear()


def _alone(out: NDArray[np.float32], words: Sequence[str], last: int) -> None:
    """A line's last word without a full stop before or behind it is no sentence: "Five hurt as missiles strike
    Arstad"."""
    if last > 0 and out[last] < FORCE and words[last][:1].isalpha() and words[last - 1][-1:].isalnum():
        out[last] = VETO


def _breaks(length: int, gap: str, before: str, word: str) -> bool:
    """Does this line break end a paragraph (and not merely wrap a line of ``length`` characters)?"""
    empty = gap.count("\n") > 1 or gap.count("\r") > 1 or "\x0c" in gap or "\u2029" in gap
    if empty or _BULLET.fullmatch(word):
        return True
    if before[-1:] in '.!?…。”"’»':
        return True
    if before == ":" and word[:1].isdigit():
        return True  # a list of numbered points
    if word[:1].islower() or before in {",", "-", "–"} or before.lower() in {"the", "a", "of", "and", "to", "in"}:
        return False
    return not _WRAPPED <= length <= 100


def _bias(words: Sequence[str], k: int, gap: str) -> float:
    word, before = words[k], words[k - 1]
    if word in _NEVER or word in _CLOSING:
        return VETO
    ended = k - 1  # the last word that is neither quotation mark nor bracket
    while ended > 0 and k - ended < 4 and (words[ended] in _QUOTES or words[ended] in _CLOSING):
        ended -= 1
    stop = _TERMINAL.fullmatch(words[ended]) is not None
    if not gap:
        follows = stop and (word[:1].isupper() or word in _OPENING) and before not in _OPENING
        return 0.0 if follows and before not in _QUOTES | {"."} else (-3.0 if follows else VETO)
    if before == "," or before in _OPENING or words[ended] == ",":
        return VETO
    if before[-1:] == "." and len(before) > 1 and not stop:
        return _after_dotted(before, word)
    if word[:1].islower():
        said = ended != k - 1 and (stop or before in _QUOTES)  # “…?” he asked
        return VETO if said else (0.0 if stop else NO_STOP)
    if not stop and before.replace(",", "").isdigit():
        return VETO  # "29 Arrested in Raid", "In 2023 Ruritania ..."
    wide = len(gap) > 1
    if stop:
        return FORCE if wide else FULL_STOP
    return FORCE if wide and word[:1].isupper() else WIDE_GAP if wide else NO_STOP


def _after_dotted(before: str, word: str) -> float:
    """Bias after an abbreviation or initial."""
    if before[:-1].lower() in _TITLES or (len(before) == 2 and before[0].isupper()):
        return VETO
    if not word[:1].isupper() and word not in _QUOTES:
        return VETO
    return 0.0
