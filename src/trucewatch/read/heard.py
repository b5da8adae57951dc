"""Who spoke last before a place in the report: whom pronouns, "the official" and quotations that go on may mean."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import pairwise

from trucewatch.read.lexicons import words
from trucewatch.read.mentions import _Seen, groups
from trucewatch.read.naming import Entity
from trucewatch.read.page import Page
from trucewatch.read.together import Together
from trucewatch.read.tree import Tree
from trucewatch.values.vocabularies import Role

_MEMORY = 12  # mentions looked back over for a pronoun


class Heard(Together):
    """Learns who spoke as the attribution goes through the report."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._spoken: list[tuple[int, Entity]] = []

    def spoke(self, offset: int, entity: Entity) -> None:
        """Remember who spoke, for the pronouns and continued quotations that follow."""
        self._spoken.append((offset, entity))

    def last_heard(self, offset: int) -> tuple[int, Entity] | None:
        """Where someone spoke last before this offset, and who; None where nobody did."""
        at = bisect_right(self._spoken, offset, key=lambda e: e[0]) - 1
        return self._spoken[at] if at >= 0 else None

    def last_speaker(self, offset: int) -> Entity | None:
        """Who spoke last before this offset."""
        heard = self.last_heard(offset)
        return heard[1] if heard is not None else None

    def _spoke_in(self, offset: int) -> int:
        """The sentence in which someone spoke last before an offset; -1 where nobody did."""
        heard = self.last_heard(offset)
        return bisect_right(self.page.starts, heard[0]) - 1 if heard is not None else -1

    def _speaker_again(self, tree: Tree, noun: str, entity: Entity) -> Entity | None:
        """ "A Ruritanian official said ... The official said": whoever of that noun spoke last, if just before."""
        heard = self.last_speaker(entity.start)
        if heard is None or entity.party or tree.number - self._spoke_in(entity.start) > 1:
            return None
        if heard.person:
            return self._office_again(heard, entity) if noun in words("cues", "titles") else None
        if (heard.party or "").islower() and noun in groups()["military"]:
            return None  # "the Red Front Army said ... the army": the state's
        told = re.split(r"\b(?:of|in|at|close|familiar|for)\b", heard.text.lower())[0].split()
        return heard if told and told[-1] == noun and heard.start < entity.start else None

    def _office_again(self, heard: Entity, entity: Entity) -> Entity | None:
        """ "Gen Petz told a briefing ... The military spokesman added": whoever spoke just before by name, if of that
        role and of a party that is known."""
        same = entity.role is not None and heard.role is entity.role and heard.start < entity.start
        return heard if same and heard.party is not None and not heard.plural else None

    def _held_twice(self, tree: Tree, i: int, entity: Entity) -> bool:
        """Whether the office is told of more than once without a name beside it: "A is the mayor of X and B of Y"."""
        noun = tree.words[i].text.lower()
        before = self._seen[: bisect_right(self._starts, entity.start - 1)]
        told = [s.key.split() for s in before]
        told = [w for w in told if len(w) != 2 or w[0] not in ("the", "this", "its")]
        return sum(noun in (w[-1], *(a for a, b in pairwise(w) if b == "of")) for w in told) > 1

    def _by_rank(self, entity: Entity, known: Entity, titles: list[str]) -> bool:
        """ "The Russian leader" for a head of state, "the American envoy" for one who is known to carry terms."""
        rank = Role.LEADER if "leader" in titles else Role.MEDIATOR if "envoy" in titles else None
        return entity.party is not None and rank is not None and known.role is rank and known.party == entity.party

    def _back(self, tree: Tree, i: int, *, person: bool, plural: bool = False) -> Entity | None:
        """The latest fitting mention before a word, at most two sentences back: speakers and subjects first."""
        offset = tree.words[i].start
        at = bisect_right(self._starts, offset - 1)
        fitting = [
            s for s in self._seen[max(0, at - _MEMORY) : at] if s.person == person and tree.number - s.sentence <= 2
        ]
        if plural:
            things = words("cues", "pictures", "media_nouns")
            fitting = [s for s in fitting if s.plural and s.key.split()[-1].removesuffix("s") not in things]
        elif not person:
            fitting = [s for s in fitting if not s.plural and self._fullest[s.key].party]
        else:
            fitting = [s for s in fitting if not s.plural]  # "survivors": he is none of them
        low = tree.words[i].text.lower()
        fitting = [s for s in fitting if not self._other_sex(low, s.key)]
        here = [s for s in fitting if s.subject and s.sentence == tree.number]
        owns = tree.rel(i) == "nmod:poss" and tree.rel(tree.head(i)) == "nsubj" and not person
        if here and (tree.rel(i).startswith("nsubj") or owns):  # "X rejected that: the missile, it said, hit a house"
            return self._fullest[here[0].key]
        last, heard = self.last_speaker(offset), self.last_heard(offset)
        if heard and cited_within(self.page.trees[bisect_right(self.page.starts, heard[0]) - 1], heard[0]):
            last = None
        newer = [s for s in fitting if s.subject and s.sentence > self._spoke_in(offset)]
        if (
            last
            and not (person and newer)
            and last.person == person
            and last.plural == plural
            and any(self._fullest[s.key].text == last.text for s in fitting)
        ):
            return last
        for pick in ([s for s in fitting if s.subject], fitting):
            if pick:
                latest = max(s.sentence for s in pick)
                return self._as_known(next(s for s in pick if s.sentence == latest))
        office = person and last is not None and last.in_office
        return last if last and (last.person == person or office) and last.plural == plural else None

    def _as_known(self, seen: _Seen) -> Entity:
        """The fullest mention (see ``Cast``)."""
        return self._fullest[seen.key]


def cited_within(tree: Tree, cue_start: int) -> bool:
    """ "The official declined to comment on reports that X had told Y that ...": X is told of, and speaks to nobody
    here; who is meant by "he" thereafter is the official."""
    at = tree.at(cue_start)
    return at is not None and tree.rel(at) in ("acl", "acl:relcl") and tree.subject(tree.root) is not None
