"""Cues of more than one word: "let slip that", "its position is that", "boasted of having", "admitted to"."""

from __future__ import annotations

from trucewatch.read.lexicons import words
from trucewatch.read.naming import Entity
from trucewatch.read.setoff import SetOff
from trucewatch.read.tree import Tree

_KNOWN = words("cues", "letting_on")
_TO = words("cues", "telling_to")
_SEEN = words("cues", "seeing")
_OF = words("cues", "telling_of") | words("cues", "boasting_of")
_POINTS = words("cues", "points")
OPENING = frozenset(key.split()[0] for key in _KNOWN) | _TO | _SEEN | _OF | _POINTS
_LONGEST = 4  # words of such a cue
_NEAR = 12  # words from it to the clause that it opens


class Idioms(SetOff):
    """Finds the voices of such cues."""

    def _idiom(self, tree: Tree, i: int, lemma: str) -> None:
        """What a word that may open such a cue opens."""
        if lemma in _POINTS and tree.words[i].upos == "NOUN":
            self._position(tree, i)
        if tree.words[i].upos != "VERB" or tree.passive(i):
            return
        if any(f"{lemma} {self._behind_it(tree, i, n)}" in _KNOWN for n in range(1, _LONGEST)):
            self._let_on(tree, i)
        elif lemma in _TO:
            self._owned_up(tree, i, lemma)
        elif lemma in _OF:
            self._of_having(tree, i, lemma)
        elif lemma in _SEEN:
            self._seen(tree, i, lemma)

    def _behind_it(self, tree: Tree, i: int, n: int) -> str:
        return " ".join(t.text.lower() for t in tree.words[i + 1 : i + 1 + n])

    def _vouching(self, tree: Tree, i: int) -> Entity | None:
        """Whose word it is, if that is somebody."""
        who = tree.subject(i)
        return self._known(tree, who) if who is not None else None

    def _known(self, tree: Tree, who: int) -> Entity | None:
        """Somebody who may vouch: with a party or a role, a name, or of a kind that speaks."""
        if tree.words[who].upos == "PRON":
            return self._speaks_on(tree, tree.low(who)) or self._as_source(tree, who)
        speaker = self._as_source(tree, who)
        if speaker is None or speaker.party or speaker.role or speaker.person:
            return speaker
        kinds = words("cues", "roles", "private", "unnamed", "speaking", "bodies", "struck_people")
        return speaker if tree.lemma(who) in kinds else None

    def _let_on(self, tree: Tree, i: int) -> None:
        """ "Let slip that", "gave them to understand that"; "..., the man let slip." """
        that = next((k for k in range(i + 1, min(i + _NEAR, len(tree))) if tree.low(k) == "that"), None)
        speaker = None
        if that is not None and tree.words[that].upos == "SCONJ" and tree.head(that) > that:
            clause = tree.head(that)
            stretch, by = (tree.words[that].start, tree.span(tree.under(clause))[1]), "verb"
            speaker = self._vouching(tree, i) if tree.verbal(clause) else None
        elif that is None and len(tree) - i < _LONGEST and (who := tree.dep(i, "nsubj")) is not None:
            comma = min(tree.under(who)) - 1
            stretch, by = (tree.start, tree.words[max(comma, 0)].start), "comma"
            speaker = self._vouching(tree, i) if comma > 2 and tree.words[comma].text == "," else None
        if speaker is not None:
            self._add(tree, i, stretch, speaker, self._cue(tree, i), "say", by, False)

    def _position(self, tree: Tree, i: int) -> None:
        """ "The board's finding is that ...": a clause that is somebody's word by what it is called."""
        owner = tree.dep(i, "nmod:poss")
        if owner is None or not tree.rel(i).startswith("nsubj"):
            return
        after = range(i + 1, min(i + 2 * _NEAR, len(tree) - 1))
        at = next((k for k in after if tree.lemma(k) == "be" and tree.low(k + 1) == "that"), None)
        if at is None or tree.words[at + 1].upos != "SCONJ" or tree.head(i) not in (at, tree.head(at + 1)):
            return
        speaker = self._known(tree, owner)
        if speaker is not None:
            end = tree.span(tree.under(tree.head(at + 1)))[1]
            self._add(tree, i, (tree.words[at + 1].start, end), speaker, tree.words[i].text, "say", "verb", False)

    def _owned_up(self, tree: Tree, i: int, lemma: str) -> None:
        """ "Admitted to an ambush", "owned up to a raid": what stands behind the "to" is their word."""
        thing = next((k for k in tree.deps(i, "obl") if k > i and tree.preposition(k) == "to"), None)
        speaker = self._vouching(tree, i) if thing is not None else None
        if thing is not None and speaker is not None:
            own = tree.under(thing, tree.deps(thing, "case", "acl:relcl"))  # "a raid that, residents say, killed nine"
            self._add(tree, i, tree.span(own), speaker, self._cue(tree, i), lemma, "judged", False)

    def _of_having(self, tree: Tree, i: int, lemma: str) -> None:
        """ "Boasted of having shelled the port", "complained of being shot at", "told us of 130 detained"."""
        done = next((k for k in tree.deps(i, "advcl", "ccomp", "xcomp") if k > i and "of" in tree.marks(k)), None)
        if done is not None and tree.low(tree.under(done)[0]) == "of":
            stretch = (tree.words[tree.under(done)[0]].end + 1, tree.span(tree.under(done))[1])
        else:
            counted = (k for k in tree.deps(i, "obl") if k > i and tree.words[k].upos == "NUM")
            done = next((k for k in counted if tree.preposition(k) == "of"), None)
            stretch = self._bare(tree, done) if done is not None else (0, 0)
        speaker = self._vouching(tree, i) if done is not None and tree.rel(i) != "xcomp" else None
        if speaker is not None:
            self._add(tree, i, stretch, speaker, self._cue(tree, i), lemma, "object", False)

    def _seen(self, tree: Tree, i: int, lemma: str) -> None:
        """ "Sees “no obstacle” to talks", "found the raid “beyond the pale”": what is quoted is their word."""
        if self.page.quote_at(tree.words[i].start) is not None:
            return
        found = (k for k in tree.deps(i, "obj", "xcomp", "ccomp") if k > i and not tree.verbal(k))
        what = next((k for k in found if self.page.quote_at(tree.words[k].start) is not None), None)
        speaker = self._vouching(tree, i) if what is not None else None
        if what is not None and speaker is not None:
            self._add(tree, i, self._bare(tree, what), speaker, self._cue(tree, i), lemma, "judged", False)

    def _witnesses(self, tree: Tree) -> None:
        """ "..., four people who saw it said.": a speaker told of further, between the comma and the cue that ends the
        sentence; the parser hangs him on what was said."""
        i = len(tree) - 2
        if i < _LONGEST or tree.words[i].upos != "VERB" or tree.lemma(i) not in words("cues", "plain"):
            return
        comma = next((k for k in range(i - 1, max(0, i - 2 * _NEAR), -1) if tree.words[k].text == ","), None)
        if comma is None or comma < _LONGEST or self.voices.over(tree.number, tree.start):
            return
        who = next((k for k in range(comma + 1, i) if tree.low(k) == "who"), None)
        if who is None or tree.words[who - 1].upos not in ("NOUN", "PROPN"):
            return
        if any(tree.words[k].upos not in ("ADJ", "ADP", "DET", "NOUN", "NUM", "PROPN") for k in range(comma + 1, who)):
            return
        phrase = range(comma + 1, who)
        tops = [k for k in phrase if tree.head(k) not in phrase and tree.words[k].upos in ("NOUN", "PROPN")]
        speaker = self._as_source(tree, tops[0]) if len(tops) == 1 else None
        if speaker is not None:
            stretch = (tree.start, tree.words[comma].start)
            self._add(tree, i, stretch, speaker, tree.words[i].text, tree.lemma(i), "comma", False)
