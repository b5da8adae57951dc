"""How far what somebody tells goes: no further than the clause that his aside stands in, the part of a headline that
names him, and what tells when he spoke."""

from __future__ import annotations

import re

from trucewatch.read.lexicons import words
from trucewatch.read.page import Page
from trucewatch.read.tree import Tree

_BY = frozenset({"parenthesis", "aside", "according", "verb", "comma"})
_STOPS = frozenset({".", "!", "?", ":", "”", '"', "…", ")"})
_CLAUSES = frozenset({"acl", "acl:relcl", "advcl", "advcl:relcl", "ccomp"})
_OPENING = words("reading", "bounds_opening")
_LATER = (  # "hours after ...", "a day before ...", "even as ..."
    r"(?:(?:just|only|barely|shortly|less than|more than|about|some|nearly|almost) )*"
    r"(?:(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|several|a few|\d+) )?"
    r"(?:(?:minutes?|hours?|days?|weeks?|months?|moments) (?:after|before)|even as|(?:shortly|soon) after|ahead of)\b"
)
_WHEN = re.compile(rf", {_LATER}")
_BEHIND = re.compile(  # right behind a cue at the end: "..., he said on Monday, in what may be", "he said after talks"
    rf"(?:(?: on)? (?:[A-Z][a-z]+day|today|yesterday)|(?: late| early)(?: on)? [A-Z][a-z]+day)?"
    rf"(?: (?:after|before|during|following) |, (?:{_LATER}|in what (?:could|may|might|was|would|appeared|looked)\b))"
)


def bounded(page: Page, tree: Tree, i: int, stretch: tuple[int, int], by: str) -> tuple[int, int]:
    """What of a stretch is told by whoever speaks at a cue."""
    if by not in _BY:
        return stretch
    start, end = stretch
    first = _opens(tree, i)
    verb = _clause_of(tree, i, first)
    if verb is not None:
        least, most = tree.span(tree.under(verb))
        return max(start, least), min(end, most)
    cue = tree.words[i]
    if by == "according" and i == 0:
        return stretch  # "According to X, a; b; c": all of it
    if by == "according":
        stop = page.text.find("; ", max(cue.start, start), end)
        return start, end if stop < 0 else stop  # "Nine died, by the army's count; a tenth fled"
    if start < cue.start and tree.words[-1].text not in _STOPS:
        stop = page.text.rfind("; ", start, cue.start)
        start = stop + 2 if stop > start else start  # "Two hurt in Arstad; all is calm, says mayor"
    if start < cue.start < end and _BEHIND.match(page.text, cue.end, end) is not None:
        return start, tree.words[first].start
    later = _WHEN.search(page.text, max(cue.end, start), end)
    if later is not None and page.quote_at(later.start()) is None:
        end = later.start()
    return start, end


def _opens(tree: Tree, i: int) -> int:
    """The first word of an aside: "the officers insist", "according to them", "by the army's count"."""
    subject = tree.dep(i, "nsubj", "nsubj:pass")
    before: list[int] = tree.under(subject) if subject is not None and subject < i else []
    return min([i, *before, *tree.deps(i, "case", "nmod:poss")])


def _clause_of(tree: Tree, i: int, first: int) -> int | None:
    """ "A hill under which, they insist, there runs a tunnel", "a load bound, they said, for X": the top of the clause
    that an aside interrupts right behind what opens it, which is all that is told in it."""
    comma = first > 1 and tree.words[first - 1].text == ","
    k = first - 1 - comma
    if k < 1:
        return None
    if tree.low(k) in _OPENING:
        return next((j for j in tree.above(k) if j > i and tree.rel(j) in _CLAUSES), None)
    if comma and tree.rel(k) == "acl" and tree.has(k, "VerbForm=Part"):
        on = i + 2 < len(tree) and tree.words[i + 1].text == "," and tree.words[i + 2].upos == "ADP"
        return k if on else None
    joined = tree.head(k) if comma and tree.rel(k) in ("nsubj", "nsubj:pass") else -1
    own = joined > i and tree.rel(joined) == "conj" and tree.verbal(joined)
    return joined if own and any(tree.words[j - 1].text == "," for j in tree.deps(joined, "cc")) else None
