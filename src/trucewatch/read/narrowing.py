"""How far an aside reaches: a source named within a relative clause, or behind a semicolon, tells of that alone; what
names a source behind another."""

from __future__ import annotations

from trucewatch.read.lexicons import words
from trucewatch.read.page import Page
from trucewatch.read.tree import Tree

_ASIDE = frozenset({"according", "aside", "comma", "parenthesis", "verb"})
_WHICH = frozenset({"which", "that", "who", "whom", "where"})
_ASKING = frozenset({"accuse", "call", "demand", "list", "put", "urge", "warn"})  # each its own word, whatever follows
_LONGEST = 12  # words of an aside before its cue


def narrowed(page: Page, tree: Tree, i: int, stretch: tuple[int, int], by: str) -> tuple[int, int]:
    """The stretch that a cue may give to its speaker, without what another part of the sentence tells."""
    if by not in _ASIDE:
        return stretch
    if by != "verb":
        stretch = _of_relative(tree, i, stretch)
    return _between_semicolons(page, tree, i, stretch) if ";" in tree.lemmas else stretch


def _of_relative(tree: Tree, i: int, stretch: tuple[int, int]) -> tuple[int, int]:
    """ "Owned up to a strike that, residents say, killed eight", "two raids in which, according to the army, four
    died": what stands before the relative clause is not theirs."""
    comma = next((k for k in range(i - 1, max(1, i - _LONGEST), -1) if tree.words[k].text == ","), 0)
    at = comma - 1
    if at < 2 or tree.low(at) not in _WHICH:
        return stretch
    start = tree.words[at - (tree.words[at - 1].upos == "ADP")].start
    return (start, stretch[1]) if stretch[0] < start < stretch[1] else stretch


def _between_semicolons(page: Page, tree: Tree, i: int, stretch: tuple[int, int]) -> tuple[int, int]:
    """ "The clinic listed nine dead; it is thirteen, its director said", "It lost two, by its own account; the ministry
    has nine": each tells its own part."""
    start, end = stretch
    for t in tree.words:
        if t.text != ";" or not start < t.start < end or page.quote_at(t.start) is not None:
            continue
        if t.i < i and _told_by_another(tree, start, t.start):
            start = t.end
        elif t.i > i and (_of_a_clause(tree, i) or _told_by_another(tree, t.start, end)):
            return start, t.start
    return start, end


def _of_a_clause(tree: Tree, i: int) -> bool:
    """Whether a cue is said of the clause that it stands in alone: "by its own account"."""
    return tree.lemma(i) in words("cues", "accounts")


def _told_by_another(tree: Tree, start: int, end: int) -> bool:
    """Whether a stretch has a cue of saying with a speaker of its own."""
    said = (words("cues", "say") - words("cues", "only_clause")) | _ASKING
    return any(
        tree.words[k].upos == "VERB" and tree.lemma(k) in said and tree.dep(k, "nsubj") is not None
        for k in tree.within(start, end)
    )


def cites(tree: Tree, k: int) -> bool:
    """ "Citing", "with reference to", "the BBC, which cited": a source follows."""
    if k >= len(tree):
        return False
    low, before = tree.low(k), tree.low(k - 1) if k else ""
    if low == "reference":
        return before == "with"
    return low in ("citing", "quoting") or (low in ("cited", "quoted") and before in ("which", "who"))
