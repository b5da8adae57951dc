"""Verbs left out: "Ukraine has accepted the proposal. Russia has not." tells of Russia what was told of Ukraine."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from trucewatch.read.lexicons import words
from trucewatch.read.proposition import Proposition
from trucewatch.read.roles import Roles
from trucewatch.read.tree import SUBJECTS, Tree

_ECHOED = frozenset({"acceptance", "rejection", "commitment", "proposal", "trend"})
_CLAUSES = frozenset({"root", "conj", "parataxis", "ccomp", "advcl"})
_NOT = frozenset({"not", "n't", "n’t", "never", "yet"})
_TOO = frozenset({"too", "also", "so", "well"})
_MOST = 14  # words of such a clause at most


def echoes(tree: Tree, told: Sequence[Proposition], roles: Roles) -> Iterator[Proposition]:
    """What clauses without a verb of their own say, of those told just before in the same sentence or the last one."""
    standing = words("reading", "ellipsis_standing")
    if standing.isdisjoint(tree.lemmas):
        return
    for t in tree.words:
        if tree.lemma(t.i) in standing and t.upos in ("AUX", "VERB") and t.deprel in _CLAUSES:
            before = next((p for p in reversed(told) if _can_be_meant(p, tree, t.i)), None)
            who = tree.dep(t.i, *SUBJECTS)
            if before is None or who is None or (negated := _left_out(tree, t.i, who)) is None:
                continue
            by = roles.author(tree, who, None)
            if by is None or by.party is None or before.by is None or by.party == before.by.party:
                continue
            echoed = Proposition(
                before.kind, tree, t.i, t.i, before.frame, by=by, actor_at=who, echo=before.echo or before
            )
            echoed.polarity = "affirmed" if negated == (before.polarity == "negated") else "negated"
            echoed.notes.append(f"verb left out: {before.tree.words[before.head].text}")
            yield echoed


def _can_be_meant(p: Proposition, tree: Tree, i: int) -> bool:
    return p.kind in _ECHOED and not p.nominal and (p.tree is not tree or p.head < i)


def _left_out(tree: Tree, i: int, who: int) -> bool | None:
    """Whether a clause that holds nothing but a helping verb denies; None where it holds more, or says neither."""
    rest = {tree.low(k) for k in tree.under(i, [who]) if tree.words[k].upos != "PUNCT" and k != i}
    if len(rest) > _MOST or not rest <= words("reading", "ellipsis_beside"):
        return None
    if rest & _NOT:
        return True
    return False if rest & _TOO else None
