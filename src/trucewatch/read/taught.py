"""Propositions in words that no lexicon knows: what marked examples taught the network to see as a claim.

The network says which word and which kind; who does what to whom, who vouches and what is denied is read from the tree
by the same rules as everywhere else. What a rule reads or refuses is left as it is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from trucewatch.language.lexicon import lexicon
from trucewatch.read.eventnouns import EventNouns
from trucewatch.read.lexicons import taught_frames, words
from trucewatch.read.predicates import Predicates
from trucewatch.read.proposition import Proposition
from trucewatch.read.tree import Tree
from trucewatch.read.voices import Voice

_ODDS = float(lexicon("taught")["odds"])
_FAMILY = {kind: number for number, kinds in enumerate(lexicon("taught")["families"]) for kind in kinds}
_KNOWN = frozenset({"the", "this", "that", "these", "those", "its", "his", "her", "their", "such", "both", "each"})


class Taught:
    """Fills the gaps of the lexicons in one report."""

    def __init__(self, predicates: Predicates, nouns: EventNouns) -> None:
        self._predicates, self._nouns = predicates, nouns

    def heads(self, tree: Tree, judged: Collection[int]) -> list[int]:
        """The words likely enough to head a claim, without those that a rule has ``judged``."""
        return [t.i for t in tree.words if t.odds >= _ODDS and t.i not in judged]

    def tells(self, tree: Tree, i: int, found: Collection[Proposition], cues: Collection[int]) -> bool:
        """Whether the word tells of something new: no word of saying, no mere mention of what was told, nothing that
        holds a claim in its own clause."""
        word = tree.words[i]
        if word.start in cues:
            return False
        if word.upos in ("NOUN", "PROPN") and i not in tree.copular:
            return not _points_back(tree, i)
        if word.kind in words("taught", "spoken"):
            inner = {k for c in tree.deps(i, "ccomp", "xcomp", "obj") for k in tree.under(c)}
            return not any(p.head in inner for p in found)
        return True

    def of(self, tree: Tree, i: int, voice: Voice | None) -> Proposition:
        """The proposition that the word ``i`` heads."""
        word = tree.words[i]
        nominal = word.upos in ("NOUN", "PROPN") and i not in tree.copular
        frame = taught_frames()["nouns" if nominal else "verbs"][word.kind]
        if nominal:
            found = self._nouns.as_taught(tree, i, frame, voice)
        else:
            found = self._predicates.as_taught(tree, i, frame, voice)
        if voice is not None and word.kind in words("taught", "spoken") and found.by in (None, voice.speaker):
            found.by, found.spoken = voice.speaker, True
        found.notes.insert(0, f"taught:{word.kind}:{word.text} {word.odds:.2f}")
        return found


def akin(one: str, other: str) -> bool:
    """Whether two kinds are one or stand near each other."""
    return one == other or (one in _FAMILY and _FAMILY[one] == _FAMILY.get(other))


def shown(p: Proposition) -> bool:
    """Whether examples, not a rule, tell of something new: "reported six wounded", "villagers taken from the front"."""
    tree, i = p.tree, p.head
    if not p.frame.id.startswith("taught."):
        return False
    if p.nominal:
        named = any(tree.low(k) in _KNOWN for k in tree.deps(i, "det", "nmod:poss"))
        return not named and tree.preposition(i) not in words("taught", "aims")
    return tree.rel(i) in ("acl", "conj", "root")


def uncovered(heads: Sequence[int], tree: Tree, found: Collection[Proposition]) -> Iterator[int]:
    """Those of ``heads`` that no proposition told of already: by its own word, or as part of a claim of that kind."""
    for i in heads:
        if not any(_covers(p, i, tree.words[i].start, tree.words[i].kind) for p in found):
            yield i


def _covers(p: Proposition, i: int, start: int, kind: str) -> bool:
    if p.head == i or i in p.joined or p.verb == i:
        return True
    near = p.kind == kind or (akin(p.kind, kind) and kind in words("taught", "spoken"))
    return near and p.span[0] <= start < p.span[1]


def _points_back(tree: Tree, i: int) -> bool:
    """ "The attack", "their talks": with nothing that says which."""
    known = any(tree.low(k) in _KNOWN for k in tree.deps(i, "det", "nmod:poss"))
    return known and not tree.deps(i, "nmod", "acl", "acl:relcl", "nummod", "compound")
