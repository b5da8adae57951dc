"""Who spoke last before a place in the report: whom pronouns, "the official" and quotations that go on may mean."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from itertools import pairwise

from trucewatch.read.lexicons import classes, words
from trucewatch.read.mentions import groups
from trucewatch.read.naming import Entity
from trucewatch.read.page import Page
from trucewatch.read.things import kinds_of
from trucewatch.read.together import Together
from trucewatch.read.tree import Tree
from trucewatch.values.vocabularies import Role

SINGULAR = words("reading", "cast_singular")
NEUTRAL = frozenset({"it", "its", "itself"})
_DUMB = frozenset({"weapon", "assault", "bomb"})
PLURAL = frozenset({"they", "them", "their", "themselves"})


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
        noun = tree.low(i)
        before = self._seen[: bisect_right(self._starts, entity.start - 1)]
        told = [s.key.split() for s in before]
        told = [w for w in told if len(w) != 2 or w[0] not in ("the", "this", "its")]
        return sum(noun in (w[-1], *(a for a, b in pairwise(w) if b == "of")) for w in told) > 1

    def _by_rank(self, entity: Entity, known: Entity, titles: list[str]) -> bool:
        """ "The Russian leader" for a head of state, "the American envoy" for one who is known to carry terms; "the
        president" for the only head of state that is named."""
        rank = Role.LEADER if "leader" in titles else Role.MEDIATOR if "envoy" in titles else None
        same = known.party == entity.party or (entity.party is None and "president" in titles)
        return rank is not None and known.role is rank and same and known.party is not None

    def _same_again(self, tree: Tree, low: str) -> Entity | None:
        """The subject of a sentence that follows someone's words: the speaker, if the pronoun fits."""
        heard = self.last_heard(tree.start)
        before = self.page.trees[tree.number - 1]
        if heard is None or tree.number == 0 or heard[0] < before.start or cited_within(before, heard[0]):
            return None
        e = heard[1]
        fits = (
            (low in SINGULAR and (e.person or e.in_office))
            or (low in NEUTRAL and not e.person and not e.plural)
            or (low in PLURAL and e.plural)
        )
        return e if fits else None


def cited_within(tree: Tree, cue_start: int) -> bool:
    """ "The official declined to comment on reports that X had told Y that ...": X is told of, and speaks to nobody
    here; who is meant by "he" thereafter is the official."""
    at = tree.at(cue_start)
    if at is None or tree.rel(at) not in ("acl", "acl:relcl") or tree.subject(tree.root) is None:
        return False
    return "according" not in tree.preposition(tree.head(at)).split()  # "according to the staff, which said": it speaks


def for_want(
    page: Page, who: Callable[[Tree, int], Entity | None], tree: Tree, i: int, last: Entity | None, *, person: bool
) -> Entity | None:
    """Whom a pronoun means for want of a name: who spoke last; else "the foreign minister" of the sentence before, if
    it is about the holder of an office."""
    if last is not None and (last.person == person or (person and last.in_office)):
        return last
    if not person or tree.number == 0 or tree.rel(i) != "nsubj" or tree.head(i) != tree.root:
        return None
    before = page.trees[tree.number - 1]
    about = before.subject(before.root)
    holder = who(before, about) if about is not None and before.words[about].upos != "PRON" else None
    return holder if holder is not None and holder.in_office and not holder.plural else None


def about_before(page: Page, who: Callable[[Tree, int], Entity | None], tree: Tree) -> Entity | None:
    """ "The municipality has no doubt. It says that ...": whom the sentence before is about, if in an office or of a
    party, in one paragraph."""
    if tree.number == 0 or not page.same_paragraph(tree):
        return None
    before = page.trees[tree.number - 1]
    subject = before.subject(before.root)
    if subject is None or before.words[subject].upos not in ("NOUN", "PROPN"):
        return None
    about = who(before, subject)
    return about if about is not None and (about.role is not None or about.party is not None) else None


def unnamed(tree: Tree) -> bool:
    """ "Two officials said on condition of anonymity", "who asked not to be named"."""
    if not tree.lemmas.isdisjoint(("anonymity", "anonymously")):
        return True
    if tree.lemmas.isdisjoint(("name", "named", "identify", "identified")):
        return False
    names = [t.i for t in tree.words if tree.low(t.i) in ("named", "identified")]
    return any(tree.low(t.i) == "not" for k in names for t in tree.words[max(0, k - 3) : k])


def unspoken(tree: Tree, i: int) -> bool:
    """ "A missile struck a school, the governor said, and two, it said, were hurt": a weapon or a blow, which says
    nothing."""
    return bool(kinds_of(tree, i) & _DUMB) or classes().get(tree.lemma(i)) == "weapon"
