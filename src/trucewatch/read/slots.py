"""The slots of a claim that stand in its own words or are carried from its sentence: means and places."""

from __future__ import annotations

from collections.abc import Collection

from trucewatch.language.gazetteer import PlaceName
from trucewatch.read.lexicons import means, words
from trucewatch.read.page import Page
from trucewatch.read.proposition import Proposition
from trucewatch.read.things import phrases
from trucewatch.read.tree import Tree
from trucewatch.values.place import Level, Place
from trucewatch.values.vocabularies import GROUPED_KINDS, Weapon

ARMED = frozenset({"attack", "casualties", "damage", "interception", "clash", "outage", "trend", "deployment"})
_PLACELESS = frozenset(
    {"assessment", "accusation", "threat", "sanction", "demand", "proposal", "acceptance", "rejection"}
)
_LOCATED = frozenset(k.value for k in GROUPED_KINDS) | {"trend"}
_CARRYING = frozenset({"attack", "casualties", "damage", "outage", "interception"})


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


class Whereabouts:
    """The places of a report's claims, in the order of its text: in a claim's words, in the clause above it, in the
    place that "the city" points back to, or carried from the event told just before."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self._last: tuple[Proposition, tuple[Place, ...]] | None = None

    def of(self, p: Proposition) -> tuple[Place, ...]:
        """The places of the event itself. Names of actors are no places."""
        if p.kind in _PLACELESS:
            return ()
        found = self._within(p, *p.span)
        if not found and p.kind in _LOCATED:
            found = self._above(p) or self._pointed(p) or self._carried(p)
        if found and p.kind in _LOCATED:
            self._last = (p, found)
        return found

    def _above(self, p: Proposition) -> tuple[Place, ...]:
        for up in p.tree.above(p.head):
            if p.voice is not None and not p.voice.start <= p.tree.words[up].start < p.voice.end:
                return ()
            found = self._within(p, *p.tree.span(p.tree.under(up)))
            if found:
                return found
        return ()

    def _pointed(self, p: Proposition) -> tuple[Place, ...]:
        """ "The enclave", "there": the place named last before, at most four sentences back."""
        tree = p.tree
        inside = [t for t in tree.words if p.span[0] <= t.start < p.span[1]]
        if not any(tree.lemma(t.i) in words("classes", "pointers") and tree.rel(t.i) != "expl" for t in inside):
            return ()
        for n in range(tree.number, max(-1, tree.number - 5), -1):
            named = [x for x in self.page.placed[n] if x.start < p.span[0]]
            for name in reversed(named):
                if not name.located and _names_party(self.page.trees[n], name, p.kind):
                    continue
                place = self.page.resolve(name.text)
                if place.name is not None and place.level is not Level.COUNTRY:
                    return (place,)
        return ()

    def _carried(self, p: Proposition) -> tuple[Place, ...]:
        if self._last is None or p.kind not in _CARRYING:
            return ()
        before, found = self._last
        if p.tree.number - before.tree.number > 1 or "\n\n" in self.page.text[before.span[1] : p.span[0]]:
            return ()
        one, other = (q.by.party if q.by else None for q in (before, p))
        if (one and other and one != other) or any(p.tree.lemma(k) == "region" for k in p.tree.under(p.head)):
            return ()
        p.notes.append("place carried from the event told before")
        return found

    def _within(self, p: Proposition, start: int, end: int) -> tuple[Place, ...]:
        out: list[Place] = []
        for name in self.page.placed[p.tree.number]:
            if not start <= name.start < end or _of_body(p.tree, name.start):
                continue
            if not name.located and _names_party(p.tree, name, p.kind):
                continue
            place = self.page.resolve(name.text)
            if place.name is not None and all(place.name != o.name for o in out):
                out.append(place)
        return tuple(out[:40])


def _names_party(tree: Tree, name: PlaceName, kind: str) -> bool:
    """Whether a name stands where it is a party, not a place: as a subject, an owner, an adjective.

    Of a name of several words ("the Sudzha gas metering station") the word counts that the others hang on.
    """
    inside = [t.i for t in tree.words if name.start <= t.start < name.end]
    i = next((k for k in inside if tree.head(k) not in inside), None)
    if i is None:
        return False
    rel = tree.rel(i)
    if rel in ("obj", "iobj") and kind not in ("attack", "control", "damage", "displacement"):
        return True
    return rel.startswith("nsubj") or rel in ("nmod:poss", "amod", "compound", "conj", "flat", "nmod:desc", "obl:agent")


def _of_body(tree: Tree, offset: int) -> bool:
    """ "The Defence Forces of Ukraine", "the president of Kenya": whose body or office it is, not where it was."""
    i = tree.at(offset)
    if i is None or tree.head(i) < 0 or tree.rel(i) != "nmod" or tree.preposition(i) != "of":
        return False
    return tree.lemma(tree.head(i)).lower() in words("cues", "roles") | {"force", "forces", "troops", "citizen"}


