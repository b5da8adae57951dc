"""Who speaks behind a colon, where the label before it is no plain office: turns of a transcript, entries of a log,
what a sentence about somebody's words leads in."""

from __future__ import annotations

import re

from trucewatch.read.idioms import Idioms
from trucewatch.read.lexicons import words
from trucewatch.read.naming import Entity
from trucewatch.read.tree import Tree
from trucewatch.values.vocabularies import Role

_SHORTEST = 2  # letters of a label's name
_LONGEST = 26  # words before the colon
_STAMP = re.compile(
    r"(?:[-–—•*] ?)?(?:\d{1,2}[:.h]?\d\d(?: ?(?:GMT|UTC|hrs?|hours|local|[ap]\.?m\.?))? ?[-–—|:] "
    r"|\d{1,2}(?:[:.]\d\d)? ?[ap]\.m\. |\d{1,2}:\d\d (?=[A-Z]))"
)
_ADDRESSED = frozenset({"dr", "mr", "mrs", "ms", "sir", "lord", "lady", "madam"})
_OF_ANYBODY = frozenset({Role.WITNESS, Role.ANONYMOUS})  # "Captives: all are back" heads a line
_NAMED = frozenset({"ADJ", "DET", "NOUN", "PROPN", "PART", "PUNCT", "ADP", "CCONJ"})


class Colons(Idioms):
    """Finds the voices of "Stahl: ...", "2130: the railways: ...", "the envoy was upbeat: two points were settled"."""

    def _aired_by_colon(self, tree: Tree) -> None:
        """The voice behind the first colon of a sentence, if nobody's was found there."""
        stamp = _STAMP.match(self.page.text, tree.start, tree.end)
        first = next((t.i for t in tree.words if stamp is not None and t.start >= stamp.end()), 0)
        at = next((t.i for t in tree.words[first + 1 : first + _LONGEST] if t.text == ":"), None)
        if at is None or at + 2 >= len(tree) or self.voices.over(tree.number, tree.words[at + 2].start):
            return
        verbs = [t.i for t in tree.words[first:at] if tree.has(t.i, "VerbForm=Fin") and t.deprel != "acl:relcl"]
        speaker = self._led_in_by(tree, at) if verbs else self._label(tree, first, at, stamped=stamp is not None)
        if speaker is not None:
            self._add(tree, at, (tree.words[at + 1].start, tree.end), speaker, ":", "say", "colon", False)

    def _label(self, tree: Tree, first: int, at: int, *, stamped: bool) -> Entity | None:
        """ "Stahl: ...", "Colonel Petz, at 08:10: ...", "2130: Railways: ...": whom a label names."""
        end = next((t.i for t in tree.words[first:at] if t.text in (",", "(") and t.i > first), at)
        name = range(first, end)
        if any(tree.words[k].upos not in _NAMED for k in name) or tree.words[first].upos in ("ADP", "PUNCT", "CCONJ"):
            return None
        tops = [k for k in name if tree.head(k) not in name and tree.words[k].upos in ("NOUN", "PROPN")]
        quoted = self.page.quote_at(tree.words[at + 2].start) is not None
        if not tops or (self._heading(tree, first, at) and not (quoted and tree.words[at + 1].upos == "PUNCT")):
            return None
        who = tops[0]
        if {tree.lemma(k) for k in name} & (words("cues", "pictures") | words("cues", "media_nouns")):
            return None
        if tree.words[who].ner.endswith("LOC") and not quoted:
            return None  # "Arstad: ..."
        speaker = self.cast.who(tree, who)
        if speaker is None or not (stamped or self._somebody(tree, who, name, speaker)):
            return None
        return self._name_alone(self._whole_label(tree, name, speaker), tree.words[first].start)

    def _somebody(self, tree: Tree, who: int, name: range, speaker: Entity) -> bool:
        """Whether a label is of somebody: in an office, of a party, by a name that is a person's."""
        if tree.words[who].end - tree.words[who].start < _SHORTEST:
            return False  # "A: ..." answers "Q: ..."
        kinds = words("cues", "roles", "titles", "heads", "private", "persons", "speaking")
        if tree.dep(who, "nmod:poss") is not None and tree.words[who].upos == "NOUN" and tree.lemma(who) not in kinds:
            return False  # "Arstad's adventure: ..." is nobody
        if speaker.role is not None and speaker.role not in _OF_ANYBODY:
            return True
        at = tree.words[who].start
        if speaker.party is not None and any(n.start <= at < n.end for n in self.page.named[tree.number]):
            return True
        if any(tree.low(k).rstrip(".") in _ADDRESSED for k in name):
            return True
        if tree.words[who].ner.endswith("PER") or speaker.person:
            return True
        one = not tree.has(who, "Number=Plur") and tree.lemma(who) in words("cues", "roles", "titles", "heads")
        return one or self._said_in_turn(tree, name)

    def _said_in_turn(self, tree: Tree, name: range) -> bool:
        """ "HRECHKO: ..." in a transcript, where the same label opens another line or the name was told before."""
        label = self.page.text[tree.words[name[0]].start : tree.words[name[-1]].end]
        if tree.words[name[-1]].upos != "PROPN":
            return False
        return self.page.text.count(f"\n{label}:") + self.page.text.startswith(f"{label}:") > 1

    def _whole_label(self, tree: Tree, name: range, speaker: Entity) -> Entity:
        """The label as written where the cast knows nobody of it by a longer name."""
        start, end = tree.words[name[0]].start, tree.words[name[-1]].end
        inside = start <= speaker.start < end
        return speaker._replace(text=self.page.text[start:end], start=start) if inside else speaker

    def _led_in_by(self, tree: Tree, at: int) -> Entity | None:
        """ "The envoy was upbeat: two points had been settled", "gave an assurance: the field had not been touched"."""
        root = tree.root
        who = tree.subject(root) if root < at else None
        if who is None or who > root or tree.passive(root):
            return None
        thing = tree.object(root)
        of_words = tree.lemma(root) in (words("cues", "manner") if tree.dep(root, "cop") is not None else ())
        of_words = of_words or (thing is not None and tree.lemma(thing) in words("cues", "framing"))
        of_words = of_words or tree.lemma(root) in words("cues", "airing")
        if not of_words or not self._told_there(tree, at):
            return None
        return self._known(tree, who)

    def _told_there(self, tree: Tree, at: int) -> bool:
        """Whether a clause of its own stands behind the colon."""
        return any(tree.has(k, "VerbForm=Fin") for k in range(at + 1, len(tree)))
