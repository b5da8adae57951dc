"""The lexicon of kinds, compiled: which words make a claim of which kind. Phrases are tried only where their first word
stands, so the work grows with the length of the text and not with the size of the lexicon."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from trucewatch.language.lexicon import lexicon
from trucewatch.language.tokens import Token, folded
from trucewatch.values.vocabularies import Kind, Modality, Polarity

_VOWELS = "aeiou"


class Entry(NamedTuple):
    """One entry of the lexicon of kinds."""

    id: str
    kind: Kind
    form: str
    polarity: Polarity | None
    modality: Modality | None
    never: tuple[re.Pattern[str], ...] = ()


class Trigger(NamedTuple):
    """Words of the text, ``start`` to ``end``, that an entry of the lexicon knows."""

    start: int
    end: int
    text: str
    entry: Entry


def forms(lemma: str) -> tuple[str, ...]:
    """The inflected forms of a verb, irregular ones from the lexicon."""
    irregular = lexicon("irregular").get(lemma)
    if irregular:
        return tuple(irregular)
    if lemma.endswith("e"):
        return lemma, lemma + "s", lemma + "d", lemma[:-1] + "ing"
    if lemma.endswith("y") and lemma[-2] not in _VOWELS:
        return lemma, lemma[:-1] + "ies", lemma[:-1] + "ied", lemma + "ing"
    third = lemma + ("es" if lemma.endswith(("s", "sh", "ch", "x", "z")) else "s")
    return lemma, third, lemma + "ed", lemma + "ing"


class Lexicon:
    """All entries, by the first word of each of their phrases."""

    def __init__(self) -> None:
        self._by_word: dict[str, list[tuple[re.Pattern[str], Entry]]] = {}
        self._by_prefix: list[tuple[str, re.Pattern[str], Entry]] = []
        for row in lexicon("kinds"):
            polarity, modality = row.get("polarity"), row.get("modality")
            entry = Entry(
                row["id"],
                Kind(row["kind"]),
                row["form"],
                Polarity(polarity) if polarity else None,
                Modality(modality) if modality else None,
                tuple(re.compile(_pattern(str(p)), re.I) for p in row.get("not", ())),
            )
            for phrase in row["words"]:
                self._add(str(phrase), entry)

    def _add(self, phrase: str, entry: Entry) -> None:
        pattern = re.compile(_pattern(phrase), re.I)
        first = phrase.split(" ")[0]
        if first.endswith("*"):
            self._by_prefix.append((first[:-1].lower(), pattern, entry))
            return
        for alternative in first.split("|"):
            words = forms(alternative[:-1]) if alternative.endswith("!") else (alternative,)
            for word in words:
                key = folded(re.split(r"\W", word)[0])
                self._by_word.setdefault(key, []).append((pattern, entry))

    def find(self, text: str, found: list[Token], end: int) -> list[Trigger]:
        """The triggers that start at one of these tokens and stop before ``end``; for one kind at one place the
        longest."""
        best: dict[tuple[int, Kind], Trigger] = {}
        for token in found:
            if token.start and text[token.start - 1] == "-":
                continue  # "senior-level": the tail of a compound is no word of its own
            word = folded(token.text)
            candidates = self._by_word.get(word, [])
            if self._by_prefix:
                candidates = candidates + [(p, e) for prefix, p, e in self._by_prefix if word.startswith(prefix)]
            for pattern, entry in candidates:
                m = pattern.match(text, token.start, end)
                if m and any(p.match(text, token.start, end) for p in entry.never):
                    continue
                key = (token.start, entry.kind)
                if m and (key not in best or m.end() > best[key].end):
                    best[key] = Trigger(m.start(), m.end(), m.group(), entry)
        return [best[k] for k in sorted(best, key=lambda k: (k[0], k[1].value))]


def _pattern(phrase: str) -> str:
    out = ""
    for piece in phrase.split(" "):
        if piece == "*":
            out += r"(?:[\s,]+(?:[\"“'‘(]?[\w’'.-]+[\"”)]?)){0,4}?"
            continue
        one = "|".join(_piece(a) for a in piece.strip("[]").split("|"))
        joined = rf"(?:{one})(?![\w])"
        if piece.startswith("["):
            out += rf"(?:[\s\-]{{1,3}}{joined})?"
        else:
            out += (r"[\s\-\"“]{1,3}" if out else "") + joined
    return out


def _piece(word: str) -> str:
    if word.endswith("!"):
        return "|".join(re.escape(f) for f in forms(word[:-1]))
    if word == r"\d+":
        return r"\d[\d,]*"
    if word.endswith("*"):
        return re.escape(word[:-1]) + r"\w*"
    return re.escape(word).replace("'", "[’']").replace(re.escape(r"\d+-day"), r"\d+-day")


@lru_cache(maxsize=1)
def kinds() -> Lexicon:
    """The shipped lexicon of kinds, compiled once a process."""
    return Lexicon()


def examples() -> list[tuple[str, Kind, str]]:
    """Entry id, kind and example sentence of every example in the lexicon."""
    return [(row["id"], Kind(row["kind"]), text) for row in lexicon("kinds") for text in row.get("examples", ())]
