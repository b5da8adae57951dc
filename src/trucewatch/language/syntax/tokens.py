"""Text to words, as the English Universal Dependencies cut them; every word is a span of the text.

White space (and what is invisible: zero-width spaces, direction marks, controls) parts chunks; a chunk is
cut by one regular expression and a few rules for clitics, abbreviations and hyphens. Chunks are looked at
160 characters at a time at most, so time is linear in the length of any text.
"""

from __future__ import annotations

import re

Spans = tuple[tuple[int, int], ...]

CHUNK_CHARS = 160
"""Longest stretch without white space that is cut as one piece."""

_INVISIBLE = "\x00-\x20\x7f-\x9f\u00a0\u200b\u200e\u200f\u2028-\u202f\u2060-\u2069\ufeff\ufff9-\ufffb\u061c"
_CHUNK = re.compile(rf"[^\s{_INVISIBLE}]+")
_JOINERS = "\u200c\u200d\u00ad\ufe0e\ufe0f\u034f"

_DOTS = (
    "mr mrs ms dr prof gen sen rep gov lt col maj capt sgt cpl pvt adm cmdr brig st jr sr inc corp ltd "
    "co bros vs al jan feb aug sept sep oct nov dec ft mt rev hon pres approx ca supt det insp messrs "
    "mme mlle dept est assn ave blvd cf eds gens sens reps govs attn ph"
)
DOTTED = frozenset(_DOTS.split())
"""Abbreviations written with a dot that belongs to them."""

_SPLIT = {
    "cannot": 3, "gonna": 3, "wanna": 3, "gotta": 3, "dont": 2, "didnt": 3, "doesnt": 4, "couldnt": 5,
    "wouldnt": 5,
    "shouldnt": 6, "isnt": 2, "wasnt": 3, "arent": 3, "havent": 4, "hasnt": 3,
}  # fmt: skip

_L = r"[^\W\d_]"  # a letter
_M = r"\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0dff\u0e31-\u0e4e\u200c\u200d\u00ad"
_W = rf"[\w{_M}]"
_EMOJI = "\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff\ufe0f\u20e3\U000e0020-\U000e007f"
_TLD = r"(?:com|org|net|gov|edu|mil|int|info|news|io|tv|me|ru|ua|uk|il|us|eu|de|fr|co"
_TLD += r"|html?|pdf|docx?|xlsx?|jpe?g|png|mp4|txt|csv|php)"

_PREFIX = "non|e|mid|anti|re|co|pre|pro|cross|post|over|semi|multi|ex|sub|counter|mini|neo|socio"
_PREFIX += "|inter|intra|ultra|extra|un"
_PART = re.compile(
    rf"""
    (?:https?://|www\.)[^\s<>"“”]*[^\s<>"“”.,;:!?)\]'’]          # address
  | {_W}[\w.+-]*@[\w-]+(?:\.[\w-]+)+                             # mail
  | [@]\w+ | [#]{_L}\w*                                          # handle, tag
  | (?:{_L}\.){{2,}}(?:{_L}\b(?!\.))?                            # U.S. a.m.
  | (?:US|A|C|NZ|HK|S|R)\$ | \d{{3}}-\d{{3}}-\d{{4}} | \b\d{{3}}-\d{{4}}\b
  | \d+(?:/\d+)+(?!\w)                                           # 9/11
  | \d+(?:[.,:]\d+)*(?=(?:am|pm|km|kg|cm|mm|mph|kph|bn|mn|tn|m)\b)  # 5pm
  | \d+(?:[.,:]\d+)*(?:{_L}+\d*)?                                # number, 20th
  | (?:{_PREFIX})-{_W}+                                           # anti-tank
  | [A-Z]+&[A-Z]+\b
  | [a-z]+(?:\.[a-z]+){{2,}}\b(?!\.\w)                           # alt.news.misc
  | (?:{_W}+\.)+{_TLD}\b(?![.]\w)                                # example.com
  | {_W}+(?:['’ʼ]{_W}+)*                                         # word
  | (?<=\S)['’ʼ](?:s|m|d|ll|re|ve)(?!{_W}|-)                     # ”'s
  | [{_EMOJI}][{_EMOJI}\u200d]*
  | [.!?]{{2,}} | [-=<>*~]{{2,}} | '' | ``
  | (.)\1{{3,}}                                                  # a row of one sign
  | .
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_SMILE = re.compile(r"(?:[:;=]-?[()DPp/|\]\[]|<3)$")
_CLITIC = re.compile(r"(?:n['’ʼ]t|['’ʼ](?:s|m|d|ll|re|ve))$", re.IGNORECASE)


class Tokens:
    """Cuts text into words; remembers chunks it has met (bounded)."""

    def __init__(self) -> None:
        self._seen: dict[str, Spans] = {}

    def cut(self, text: str) -> list[tuple[int, int]]:
        """Spans of the words of ``text`` in order, never empty, never overlapping."""
        out: list[tuple[int, int]] = []
        chunks = [(m.start(), m.group()) for m in _CHUNK.finditer(text)]
        for k, (at, chunk) in enumerate(chunks):
            if chunk.isalpha() and chunk.isascii() and chunk.lower() not in _SPLIT:
                out.append((at, at + len(chunk)))
                continue
            if not chunk.strip(_JOINERS):
                continue
            if len(chunk) > CHUNK_CHARS:
                out.extend(_long(at, chunk))
                continue
            after = chunks[k + 1][1] if k + 1 < len(chunks) else ""
            if _keeps_dot(chunk, after, chunks[k - 1][1] if k else ""):
                out.append((at, at + len(chunk)))
                continue
            spans = self._seen.get(chunk)
            if spans is None:
                spans = tuple(_cut(chunk))
                if len(self._seen) > 100_000:
                    self._seen = {}
                self._seen[chunk] = spans
            out.extend((at + a, at + b) for a, b in spans)
        return out


def _keeps_dot(chunk: str, after: str, before: str) -> bool:
    """Is the whole chunk a word whose dot belongs to it, for what stands around it?"""
    if chunk[-1] != ".":
        return False
    word = chunk[:-1]
    if len(word) == 1 and word.isupper():  # an initial
        return after[:1].isupper() and (not before or before[:1].isupper())
    if word == "No":
        return after[:1].isdigit()
    return word == "etc" and bool(after) and after[:1].islower()


def _long(at: int, chunk: str) -> list[tuple[int, int]]:
    """Words of a chunk beyond ``CHUNK_CHARS``, by slices that end after a sign if they can."""
    out: list[tuple[int, int]] = []
    start = 0
    while start < len(chunk):
        end = min(len(chunk), start + CHUNK_CHARS)
        if end < len(chunk):
            signs = [k for k in range(end - 60, end) if not chunk[k].isalnum()]
            end = signs[-1] + 1 if signs else end
        run = end
        if len(set(chunk[start:end])) == 1:  # a row of one sign stays one word
            while run < len(chunk) and chunk[run] == chunk[start]:
                run += 1
            out.append((at + start, at + run))
        else:
            out.extend((at + start + a, at + start + b) for a, b in _cut(chunk[start:end]))
        start = run
    return out


def _cut(chunk: str) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    smile = _SMILE.match(chunk)
    if smile:
        return [(0, len(chunk))]
    at = 0
    while at < len(chunk):
        match = _PART.match(chunk, at)
        end = match.end() if match else at + 1
        word = chunk[at:end]
        if end < len(chunk) and chunk[end] == "." and word.lower() in DOTTED and not chunk[end + 1 : end + 2].isalnum():
            end += 1
            out.append((at, end))
        else:
            out.extend((at + a, at + b) for a, b in _word(word))
        at = end
    return out


def _word(word: str) -> list[tuple[int, int]]:
    """A word, its clitic cut off: ``isn't`` is ``is`` and ``n't``."""
    cut = _SPLIT.get(word.lower(), 0)
    if not cut and len(word) > 2:
        clitic = _CLITIC.search(word)
        cut = clitic.start() if clitic and word[0].isalnum() else 0
    return [(0, cut), (cut, len(word))] if cut else [(0, len(word))]
