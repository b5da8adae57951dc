"""Who holds an office that a report names: "the premier", "the spokesman", and whom they are of."""

from __future__ import annotations

import re
from bisect import bisect_right

from trucewatch.read.bodies import Bodies
from trucewatch.read.lexicons import words
from trucewatch.read.mentions import groups, offices
from trucewatch.read.naming import Entity
from trucewatch.read.tree import Tree
from trucewatch.values.vocabularies import Role

_PEOPLE = 60  # mentions looked back over for the person that an office describes


class OfficeHolders(Bodies):
    """Finds the people named before an office whose titles fit it."""

    def _holding(self, tree: Tree, i: int, entity: Entity) -> dict[str, Entity] | None:
        """Surname to person of those whom the words of the office fit; None where they tell no office now held."""
        office = entity.text.lower()
        if any(tree.lemma(k) in ("former", "late", "ex", "previous", "next", "future") for k in tree.deps(i, "amod")):
            return None  # whoever held the office before is not who holds it
        said = office.split()
        tails = {" ".join(said[k:]) for k in range(max(0, len(said) - 4), len(said))}
        rows = [row for row in offices() if row & tails]
        if not rows:
            return None
        titles = sorted({t for row in rows for t in row}, key=len, reverse=True)
        title = re.compile(r"\b(?:" + "|".join(map(re.escape, titles)) + r")\b", re.I)
        fitting: dict[str, Entity] = {}
        for seen in self._seen[: bisect_right(self._starts, entity.start - 1)][-_PEOPLE:]:
            known = self._fullest.get(seen.key)
            if not seen.person or known is None or known.plural:
                continue
            same = entity.party is None or known.party in (entity.party, None)
            if known.party is None and tree.deps(i, "nmod:poss"):
                continue  # "the union's envoy" is nobody's negotiator of whom no party is told
            if same and (title.search(self._titles.get(seen.key, "")) or self._by_rank(entity, known, titles)):
                fitting[seen.key] = known
        return fitting

    def _of_state(self, best: Entity, key: str) -> bool:
        """Whether the words beside a name are of a state's office: not "operating chief", "a company spokeswoman"."""
        told = set(re.findall(r"[a-z]+", f"{best.text} {self._titles.get(key, '')}".lower()))
        if best.role is not Role.OFFICIAL:
            return True
        return bool(told & words("cues", "stately")) and not told & words("cues", "firms")

    def _meant(self, tree: Tree, i: int, entity: Entity, *, definite: bool) -> Entity | None:
        """The body or person of that noun named last; who is named only later is not meant by "the spokesman", if
        somebody has just spoken."""
        best = self._latest(tree, i, entity, groups()[tree.lemma(i)])
        late = best is not None and best.person and best.start > entity.start and definite
        return self._spoke_last(tree) if late else best


def cited_within(tree: Tree, cue_start: int) -> bool:
    """ "The official declined to comment on reports that X had told Y that ...": X is told of, and speaks to nobody
    here; who is meant by "he" thereafter is the official."""
    at = tree.at(cue_start)
    return at is not None and tree.rel(at) in ("acl", "acl:relcl") and tree.subject(tree.root) is not None
