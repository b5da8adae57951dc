"""Which language a text is in, as far as the reader must know: whether it is English.

py3langid (Lui and Baldwin's langid.py, BSD licence) over the first stretch of the text. A short text is hard to tell,
so it is refused only where the signs are plain: reading a foreign text yields nothing, not reading an English one
loses it. Most reports are plainly English by their function words and letters, and need no closer look, which takes
thirty times as long.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from trucewatch.language.lexicon import lexicon

_STRETCH = 20_000  # characters looked at: more tells nothing new
_FEW = 12  # letters below which no language is told
_SURE = 0.5
_LATIN = 0.5
_PLAIN, _PLAIN_SHARE = 8, 0.12  # function words, and their share of all words, from which on a text is plainly English
_ACCENTED = 0.005  # share of letters beyond a to z up to which it is so: part of the text may be in another language
_BEYOND = re.compile(r"[^\x00-\x7f]")


def not_english(text: str) -> str | None:
    """Why ``text`` is not taken for English ("written in uk", "not in Latin script"); None where it is or may be."""
    stretch = text[:_STRETCH]
    if _plainly_english(stretch):
        return None
    letters = [c for c in stretch if c.isalpha()]
    if len(letters) < _FEW:
        return None
    if sum(_latin(c) for c in letters) < _LATIN * len(letters):
        return "not written in Latin script"
    code, share = _identifier().classify(stretch)
    return f"written in another language ({code})" if code != "en" and share >= _SURE else None


def _plainly_english(text: str) -> bool:
    words = text.lower().split()
    known = sum(map(_function_words().__contains__, words))
    if known < max(_PLAIN, _PLAIN_SHARE * len(words)):
        return False
    return text.isascii() or sum(map(str.isalpha, _BEYOND.findall(text))) < _ACCENTED * len(text)


@lru_cache(maxsize=1)
def _function_words() -> frozenset[str]:
    return frozenset(lexicon("english")["function_words"])


@lru_cache(maxsize=4096)
def _latin(letter: str) -> bool:
    return unicodedata.name(letter, "").startswith("LATIN")


@lru_cache(maxsize=1)
def _identifier() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
