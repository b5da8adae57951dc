"""Names from GUM's ``Entity=`` annotation: nested mentions become flat BIO tags of names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from conllu import Word

KINDS = {
    "person": "PER",
    "place": "LOC",
    "organization": "ORG",
    "event": "MISC",
    "object": "MISC",
    "abstract": "MISC",
}
NER = ("O", *(f"{b}-{k}" for k in ("PER", "LOC", "ORG", "MISC") for b in "BI"))
_TITLE_WORDS = (
    "mr mr. mrs mrs. ms ms. dr dr. president prime minister king queen sir lord lady prof prof. "
    "professor general gen. sen. senator rep. governor gov. captain chief justice judge secretary "
    "chancellor pope saint st. foreign vice mayor congressman congresswoman representative the"
)
TITLES = frozenset(_TITLE_WORDS.split())
JOINTS = frozenset({"of", "for", "the", "and", "&", "-", "'s", "’s", "de", "on", "in", "to", "/"})
MARK = re.compile(r"\((\d+)(?:\[\d+/\d+\])?-([a-z]+)-([^()]*)(\)?)|(\d+)(?:\[\d+/\d+\])?\)")
CAPITALISED = frozenset({"ADJ", "NOUN", "VERB", "NUM", "X", "ADV"})

Mention = tuple[int, int, str, int]
"""First word, end (exclusive), GUM's kind, head word."""


def mentions(words: Sequence[Word]) -> list[Mention]:
    """Mentions that open and close in this sentence."""
    done: list[Mention] = []
    open_: list[tuple[str, int, str, int]] = []
    for at, word in enumerate(words):
        note = re.search(r"(?:^|\|)Entity=([^|]*)", word.misc)
        for mark in MARK.finditer(note[1]) if note else ():
            if mark[1]:
                heads = [f for f in mark[3].split("-") if re.fullmatch(r"\d+(,\d+)*", f)]
                head = int(heads[0].split(",")[0]) - 1 if heads else 0
                if mark[4]:
                    done.append((at, at + 1, mark[2], at + head))
                else:
                    open_.append((mark[1], at, mark[2], head))
                continue
            for k in range(len(open_) - 1, -1, -1):
                if open_[k][0] == mark[5]:
                    _, start, kind, head = open_.pop(k)
                    done.append((start, at + 1, kind, start + head))
                    break
    return done


def name(words: Sequence[Word], mention: Mention) -> tuple[int, int, str] | None:
    """The proper name within a mention, or ``None`` when its head is none."""
    start, end, kind, head = mention
    label = KINDS.get(kind)
    if not label or head >= len(words) or words[head].upos != "PROPN":
        return None

    def proper(k: int) -> bool:
        capital = words[k].form[:1].isupper() and words[k].upos in CAPITALISED and k > 0
        return words[k].upos == "PROPN" or capital

    def low(k: int) -> str:
        return words[k].form.lower()

    left, right = head, head + 1
    while left > start:
        if proper(left - 1):
            left -= 1
        elif left - 2 >= start and proper(left - 2) and _joins(low(left - 1), label):
            left -= 2
        else:
            break
    while right < end:
        if proper(right) or words[right].upos == "NUM":
            right += 1
        elif right + 1 < end and proper(right + 1) and low(right) in (JOINTS if label != "PER" else {"-", "de"}):
            right += 2
        elif label != "PER" and right + 2 < end and {low(right), low(right + 1)} <= JOINTS and proper(right + 2):
            right += 3
        else:
            break
    if label == "PER":
        while left < right - 1 and low(left) in TITLES:
            left += 1
    return left, right, label


def _joins(word: str, label: str) -> bool:
    return word == "-" or (label != "PER" and word in JOINTS - {"the", "in", "to", "on"})


def marked(words: Sequence[Word]) -> list[str]:
    """BIO tags that stand in the file itself (``NER=B-PER``, as in silver trees); none where no word has one."""
    found = [next((x[4:] for x in w.misc.split("|") if x.startswith("NER=")), "O") for w in words]
    return found if any(x != "O" for x in found) else []


def tags(words: Sequence[Word]) -> list[str]:
    """BIO tags; of overlapping names the longer wins."""
    out = ["O"] * len(words)
    found = {n for m in mentions(words) if (n := name(words, m))}
    for start, end, label in sorted(found, key=lambda n: (n[0] - n[1], n[0], n[2])):
        if all(t == "O" for t in out[start:end]):
            out[start:end] = [f"B-{label}"] + [f"I-{label}"] * (end - start - 1)
    return out
