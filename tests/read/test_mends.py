"""Mends are tried only where a sentence holds what they want, and none is kept from one that it would have changed."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from hypothesis import given, settings
from hypothesis import strategies as st

from trucewatch.language.syntax.parser import Token
from trucewatch.read.mending import MENDS, mended_arcs
from trucewatch.read.mends import Mend, Mends, Tokens, circular, hang, marks, small, wanting
from trucewatch.read.parameters import parser

LABELS = [
    *("root", "nsubj", "nsubj:pass", "obj", "obl", "nmod", "ccomp", "xcomp", "advcl", "acl", "acl:relcl", "amod"),
    *("appos", "conj", "cop", "aux", "mark", "case", "compound", "csubj", "expl", "nummod", "det", "parataxis"),
]
PARTS = ["NOUN", "PROPN", "VERB", "AUX", "ADJ", "NUM", "PRON", "ADP", "PUNCT"]


@lru_cache(maxsize=1)
def sentences() -> list[Tokens]:
    """The sentences that the mends' own docstrings quote, as parsed."""
    quoted = [q for m in MENDS.all if isinstance(m, Mend) for q in re.findall(r'"([^"]{12,})"', m.mend.__doc__ or "")]
    return [s.tokens for q in quoted for s in parser().parse(f"The army {q[0].lower()}{q[1:]}.")]


@st.composite
def parses(draw: st.DrawFn) -> Tokens:
    """Such a sentence with a few words parsed otherwise."""
    words = list(draw(st.sampled_from(sentences())))
    at = st.integers(0, len(words) - 1)
    for k in draw(st.lists(at, max_size=4)):
        part, label = draw(st.sampled_from(PARTS)), draw(st.sampled_from(LABELS))
        head = -1 if label == "root" else (k + 1 + draw(st.integers(0, len(words) - 2))) % len(words)
        words[k] = replace(words[k], upos=part, deprel=label, head=head)
    return tuple(words)


@settings(deadline=None)  # the first sentence loads the parser
@given(parses())
def test_a_mend_that_is_not_tried_would_have_changed_nothing(words: Tokens) -> None:
    held = marks(words, small(words))
    for mend in MENDS.all:
        if isinstance(mend, Mend) and any(map(held.isdisjoint, mend.wants)):
            assert mend(words) == words, mend


@settings(deadline=None)
@given(parses())
def test_all_mends_are_tried_in_their_order(words: Tokens) -> None:
    whole = words
    for mend in MENDS.all:
        after = mend(whole)
        whole = whole if after != whole and circular(after) else after
    assert mended_arcs(words) == (whole, small(whole))


def test_a_mend_that_would_close_a_circle_is_not_taken() -> None:
    def turned(words: Tokens) -> Tokens:
        return (replace(words[0], head=1, deprel="obj"), *words[1:])

    one = Token(0, "shelled", 0, 7, "shell", "VERB", "VBN", "", -1, "root", "O")
    two = Token(1, "it", 8, 10, "it", "PRON", "PRP", "", 0, "obj", "O")
    assert Mends(turned)((one, two))[0] == (one, two)


def test_a_mend_sees_what_the_one_before_made() -> None:
    @wanting("gone")
    def first(words: Tokens) -> Tokens:
        return (replace(words[0], lemma="come"), *words[1:])

    @wanting("come")
    def second(words: Tokens) -> Tokens:
        return (replace(words[0], upos="X"), *words[1:])

    word = Token(0, "gone", 0, 4, "go", "VERB", "VBN", "", -1, "root", "O")
    assert Mends(first, second)((word,))[0][0].upos == "X"
    assert Mends(second, first)((word,))[0][0].upos == "VERB"


def test_words_are_hung_anew_as_they_were_changed() -> None:
    def word(i: int, head: int, label: str) -> Token:
        return Token(i, str(i), i, i + 1, str(i), "NOUN", "NN", "", head, label, "O")

    words = (word(0, -1, "root"), word(1, 0, "obj"), word(2, 0, "conj"), word(3, 0, "conj"))
    out = list(words)
    out[2] = replace(out[2], upos="VERB")
    hang(out, words, 0, 1, but=3)
    assert [t.head for t in out] == [-1, 0, 1, 0]
    assert out[2].upos == "VERB"
