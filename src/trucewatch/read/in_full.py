"""The words of a mention with the name that stands beside it: "the governor, Ivan Petz", "rights group Alfa"."""

from __future__ import annotations

from bisect import bisect_right

from trucewatch.read.cast import Cast
from trucewatch.read.lexicons import words
from trucewatch.read.naming import Entity
from trucewatch.read.tree import Tree

_LONGEST = 8  # words of a name
_CLOSING = frozenset({",", ".", ";", ":", "”", '"', ")", "-", "–", "—"})


def in_full(cast: Cast, entity: Entity) -> str:
    """What a mention is called in full. Who holds an office, and what a group is called, stands behind the office or
    the noun in apposition; without it two claims of one person would be of two sources."""
    text, end = cast.page.text, entity.start + len(entity.text)
    if entity.person or entity.plural or not text.startswith((", ", " "), end):
        return entity.text
    tree = cast.page.trees[bisect_right(cast.page.starts, entity.start) - 1]
    said = tree.within(entity.start, end)
    top = next((k for k in said if tree.head(k) not in said), None)
    if top is None or said[-1] + 2 >= len(tree):
        return entity.text
    comma = tree.words[said[-1] + 1].text == ","
    called = _name(tree, said[-1] + 1 + comma)
    beside = any(k in called for k in tree.deps(top, "appos"))
    if not beside or not _closed(tree, called[-1] + 1, comma=comma):
        return entity.text
    placed = {n.start for n in cast.page.placed[tree.number]}
    if comma and any(tree.words[k].start in placed for k in called):
        return entity.text  # "the mayor of the port, Odesa": where it is
    whole = _named(tree, top, called) if comma else tree.words[called[0]].upos == "PROPN" and _office(tree, top)
    return text[entity.start : tree.words[called[-1]].end] if whole else entity.text


def _named(tree: Tree, top: int, called: range) -> bool:
    """Whether what stands between commas is a name: a person's beside an office or "one", or a body's; not a place's,
    which may be where the office is."""
    sorts = {tree.words[k].ner[-3:] for k in called if tree.words[k].upos == "PROPN"}
    if "PER" in sorts:
        return _office(tree, top) or tree.lemma(top) == "one"
    return bool(sorts) and "LOC" not in sorts and tree.words[top].upos == "NOUN"


def _office(tree: Tree, k: int) -> bool:
    """ "The governor", "The Foreign Minister": a noun, though it be written large."""
    return tree.words[k].upos == "NOUN" or tree.low(k) in words("cues", "titles", "heads")


def _name(tree: Tree, first: int) -> range:
    """The words from here to the next mark that a name may be."""
    last = first
    while last < min(len(tree), first + _LONGEST) and _of_a_name(tree, last):
        last += 1
    return range(first, last)


def _of_a_name(tree: Tree, k: int) -> bool:
    """ "Lieutenant Colonel Marta Petz", "lawyer Rym Petz", "Al-Rasheed Petz", "the Marsh alliance"."""
    return tree.words[k].upos in ("ADJ", "DET", "NOUN", "PROPN") or tree.words[k].text in ("-", "’s", "'s")


def _closed(tree: Tree, k: int, *, comma: bool) -> bool:
    """Whether a name ends here: at the comma that closes the apposition, or, without one, before whatever follows."""
    return not comma or k >= len(tree) or tree.words[k].text in _CLOSING
