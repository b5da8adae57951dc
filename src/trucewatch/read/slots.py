"""The slots of a claim that stand in its own words or are carried from its sentence: means, time, counts.

Places are in ``where``."""

from __future__ import annotations

from collections.abc import Collection

from trucewatch.language import counts
from trucewatch.read.lexicons import means, words
from trucewatch.read.page import Page
from trucewatch.read.proposition import Proposition
from trucewatch.read.things import phrases
from trucewatch.read.tree import Tree
from trucewatch.values.count import Count
from trucewatch.values.moment import Moment
from trucewatch.values.vocabularies import Kind, Weapon

ARMED = frozenset({"attack", "casualties", "damage", "interception", "clash", "outage", "trend", "deployment"})
_NOT_COUNTED = words("reading", "slots_not_counted")
_INNER = frozenset({"acl", "acl:relcl", "advcl", "advcl:relcl", "ccomp", "parataxis"})


def weapons(p: Proposition) -> tuple[Weapon, ...]:
    """The means that the claim's words name; for effects those of the clause that caused them too."""
    if p.kind not in ARMED:
        return ()
    tree = p.tree
    found = _means_in(tree, [t.i for t in tree.words if p.span[0] <= t.start < p.span[1]])
    if (
        not found
        and p.kind in ("casualties", "damage", "outage")
        and tree.rel(p.head) in ("advcl", "conj", "xcomp", "acl")
    ):
        up = tree.head(p.head)
        found = _means_in(tree, [k for k in tree.under(up) if k < p.head])
    return tuple(Weapon(w) for w in Weapon if w.value in found)


def _means_in(tree: Tree, indices: Collection[int]) -> set[str]:
    out: set[str] = set()
    for i in indices:
        if tree.words[i].upos in ("NOUN", "PROPN", "VERB", "ADJ"):
            names = set(phrases(tree, i))
            out |= {weapon for weapon, words in means() if names & words}
    if "drone" in out:
        out -= {"air", "explosive"} if "missile" not in out else set()
    return out


def time(page: Page, p: Proposition) -> Moment | None:
    """The time of the event: in its words but not in a clause within them, else on the clause above it."""
    ahead = p.modality in ("future", "conditional")
    tree = p.tree
    for found in page.times_in(*p.span, ahead=ahead):
        at = tree.at(found.start)
        if at is None or not _nested(tree, at, p.head):
            return found.moment
    for up in tree.above(p.head):
        if p.voice is not None and not p.voice.start <= tree.words[up].start < p.voice.end:
            return None
        for k in tree.deps(up, "obl", "obl:unmarked", "advmod", "nmod:unmarked"):
            start, end = tree.span(tree.under(k))
            inner = page.times_in(start, end, ahead=ahead)
            if inner:
                return inner[0].moment
        if tree.rel(up) in ("ccomp", "parataxis"):
            return None
    return None


def _of_time_or_place(p: Proposition, start: int, end: int) -> bool:
    """Whether a number counts regions or tells the hour: no number of the proposition."""
    numbers = [t for t in p.tree.words if start <= t.start < end and t.upos == "NUM"]
    if not numbers or p.kind in ("attack", "talks"):
        return False
    head = numbers[-1].head
    return head >= 0 and p.tree.lemma(head) in _NOT_COUNTED


def _nested(tree: Tree, at: int, head: int) -> bool:
    """Whether a word stands in a clause of its own below the predicate."""
    if at == head:
        return False
    chain = [at, *tree.above(at)]
    if head not in chain:
        return False
    return any(tree.rel(k) in _INNER for k in chain[: chain.index(head)])


def counted(page: Page, p: Proposition, span: tuple[int, int]) -> tuple[Count, ...]:
    """The numbers that belong to the proposition."""
    found = counts.find(page.text, Kind(p.kind), *span)
    out: list[Count] = []
    for c in found[:40]:
        if c.value not in out and not _of_time_or_place(p, c.start, c.end):
            out.append(c.value)
    return tuple(out)
