"""Which language a text is in, as far as the reader must know: whether it is English.

py3langid (Lui and Baldwin's langid.py, BSD licence) over the first stretch of the text. A short text is hard to tell,
so it is refused only where the signs are plain: reading a foreign text yields nothing, not reading an English one
loses it.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

_STRETCH = 20_000  # characters looked at: more tells nothing new
_FEW = 12  # letters below which no language is told
_SURE = 0.5
_LATIN = 0.5


def not_english(text: str) -> str | None:
    """Why ``text`` is not taken for English ("written in uk", "not in Latin script"); None where it is or may be."""
    letters = [c for c in text[:_STRETCH] if c.isalpha()]
    if len(letters) < _FEW:
        return None
    if sum(_latin(c) for c in letters) < _LATIN * len(letters):
        return "not written in Latin script"
    code, share = _identifier().classify(text[:_STRETCH])
    return f"written in another language ({code})" if code != "en" and share >= _SURE else None


@lru_cache(maxsize=4096)
def _latin(letter: str) -> bool:
    return unicodedata.name(letter, "").startswith("LATIN")


@lru_cache(maxsize=1)
def _identifier() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
