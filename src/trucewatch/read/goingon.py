"""Sentences without a cue that go on with the account of the sentence before: how it ended, parts of what was told."""

from __future__ import annotations

import re

from trucewatch.read.lexicons import words
from trucewatch.read.naming import Entity
from trucewatch.read.page import Page
from trucewatch.read.tree import Tree
from trucewatch.read.voices import Voice
from trucewatch.values.place import Level
from trucewatch.values.vocabularies import Role

_PERSONS = frozenset({"people", "person", "man", "woman", "child", "civilian", "resident", "worker", "soldier"})
_FARING = frozenset({"be", "die", "remain", "stay", "suffer", "sustain", "receive", "survive", "succumb", "lose"})
_STRUCK = words("cues", "struck_people")  # "the driver suffered burns", "she was taken to hospital"
_PRONOUNS = frozenset({"he", "she", "they"})
_AGAIN = _PRONOUNS | {"the"}
_GROUND = words("cues", "ground_verbs")
_REPORTING = words("cues", "say") | {"comment", "mention"}
_NEAR_START = 12  # characters into a sentence by which whom it is about is named
_RUMOURED = frozenset({"report", "say", "know", "expect", "plan"})
_LONGEST = 22  # words of a sentence that only goes on
_SHORT = 12  # words of one that only tells what was damaged
_PART = re.compile(
    r"(?:(?:Of|Among) (?:these|those|them|which|this number|that number)|In (?:total|all),|Overall,"
    r"|Among (?:the (?:injured|wounded|dead|victims|killed)|those (?:killed|injured|wounded|hurt|released)))(?!\w)"
)
_LOCAL = re.compile(  # "In the village of Novaya Tavolzhanka,", "The Graivoron District", "The town of Shebekino"
    r"(?:(?:Also )?(?:[Ii]n|[Nn]ear|[Oo]ver|[Oo]utside|[Oo]n the outskirts of) )?"
    r"(?:[Tt]he (?:villages?|towns?|settlements?|hamlets?|farmsteads?|city|cities|community|communities) of [A-Z]"
    r"|[Tt]he [A-Z][\w’'-]+ (?:[A-Z][\w’'-]+ )?(?:(?:[Mm]unicipal|[Uu]rban|[Cc]ity) )?(?:[Dd]istrict|[Cc]ommunity)\b)"
)
_AIMS = re.compile(r"(?:All|The) (?:designated |assigned |set )?(?:targets?|goals?|objectives|facilities|aims?)\b")
_EARLIER = re.compile(  # what opens so is the report's own recalling
    r"(?:As (?:\w+ )?(?:earlier |previously )?reported|Earlier"
    r"|Previously|Meanwhile|Separately|Last|Since|On|In [A-Z][a-z]+(?: \d{4})?,|The day before|Yesterday)\b"
)
_STATE = re.compile(
    r"(?:By preliminary data|According to preliminary|As of |In [A-Z][\w ]{2,24} alone,|By \d{1,2}[:.]\d\d\b)"
)
_BARGAIN = re.compile(r"In (?:exchange|return),? ")
_HARMED = words("reading", "goingon_harmed")
_LYING = frozenset({"care", "condition", "hospital", "shutdown"})
_BOTH = re.compile(r"(?:They|Both(?: \w+)?) also ")
_PUBLISHED = words("cues", "media_nouns")
_MARKS = frozenset('"“”')
_TOLD_AT_LENGTH = frozenset({"verb", "parenthesis", "aside", "comma", "coordinated", "carried"})


class GoingOn:
    """Tells such sentences; in doubt a sentence is the report's own."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def on(self, tree: Tree, before: Voice) -> bool:
        """Whether a sentence goes on with what the voice of the sentence before it tells."""
        if self.page.quote_at(tree.start) is not None:
            return False
        text = self.page.text[tree.start : tree.start + 48]
        if _PART.match(text) or _BOTH.match(text):
            return True
        if self.of_a_place(before) and self.local(tree, tree.number - 1):
            return True
        same = self.page.same_paragraph(tree)
        if (
            same
            and before.speaker.role is Role.MILITARY
            and before.speaker.party is not None
            and (self._of_the_night(tree) or self._own_force(tree, before.speaker))
        ):
            return True
        if _STATE.match(text):
            return same or not text.startswith("In ")
        if same and text.startswith("A total of "):
            return True
        if same and _BARGAIN.match(text):
            return "would" in {tree.lemma(k) for k in tree.deps(tree.root, "aux")} or _would(tree)
        if self.page.named[tree.number]:
            return False
        if same and self._bulletin(before):
            return True
        near = before.speaker.role is Role.EMERGENCY or self.of_a_place(before)
        near = near and before.speaker.party is not None
        return self._only_goes_on(tree, 2 if same and near else 1)

    def backshifted(self, tree: Tree, before: Voice) -> bool:
        """ "The envoy said both had met twice. Ruritania had asked for a pause.": in the past perfect or with "would",
        right behind what somebody is told, in the past perfect and unquoted, to have said."""
        if before.denies or before.by not in _TOLD_AT_LENGTH or not self.page.same_paragraph(tree):
            return False
        shifted = any(tree.low(k) in ("had", "would") for k in tree.deps(tree.root, "aux", "aux:pass"))
        if not shifted or self.page.quote_at(tree.start) is not None or _EARLIER.match(self.page.text, tree.start):
            return False
        last = self.page.trees[tree.number - 1]
        had = [t for t in last.words if t.upos == "AUX" and t.text == "had" and before.start <= t.start < before.end]
        quoted = any(t.text in _MARKS for t in last.words)
        past = before.cue.endswith(("d", "wrote"))  # "the command reports" shifts nothing
        return bool(had) and past and not quoted and before.speaker.role is not Role.MEDIA

    def of_a_place(self, voice: Voice) -> bool:
        """Whether a governor speaks, or a body of those who run a region: "the LPR mission to the Joint Center"."""
        if voice.speaker.role is Role.REGIONAL:
            return True
        return voice.speaker.role is Role.OFFICIAL and bool(self.page.register.run_by(voice.speaker.text))

    def local(self, tree: Tree, since: int) -> bool:
        """ "In the village of X a house was damaged.": a point of what a governor tells. ``since``: the last sentence
        that is known to be his; a point that names no village stands in his own paragraph."""
        rumoured = tree.passive(tree.root) and tree.lemma(tree.root) in _RUMOURED
        return not rumoured and (
            _LOCAL.match(self.page.text, tree.start) is not None or self._on_the_ground(tree, since)
        )

    def _on_the_ground(self, tree: Tree, since: int) -> bool:
        """ "A van was attacked by a drone on the road to Y.", of the paragraph and the region that was just told of."""
        subject = tree.subject(tree.root)
        if tree.lemma(tree.root) not in _GROUND or subject is None:
            return False
        if not all(self.page.same_paragraph(t) for t in self.page.trees[since + 1 : tree.number + 1]):
            return False
        if _EARLIER.match(self.page.text, tree.start) or tree.lemma(subject) in words("cues", "roles"):
            return False
        if any(n.type not in ("adjective", "body") for n in self.page.named[tree.number]):
            return False
        near = [p for n in range(max(0, tree.number - 4), tree.number) for p in self.page.placed[n]]
        told = {self.page.resolve(p.text).admin1 for p in near}
        here = [self.page.resolve(p.text) for p in self.page.placed[tree.number]]
        return all(p.level is not Level.COUNTRY and (p.admin1 is None or p.admin1 in told) for p in here)

    def _own_force(self, tree: Tree, speaker: Entity) -> bool:
        """ "Units of Battlegroup South took a village.", behind the words of the ministry whose force it is."""
        if "ministry" not in speaker.text.lower():
            return False
        own = (n for n in self.page.named[tree.number] if n.type == "body" and n.role is Role.MILITARY)
        return any(n.party == speaker.party and n.start - tree.start < _NEAR_START for n in own)

    def _of_the_night(self, tree: Tree) -> bool:
        """ "Air defences shot down 94 drones: 64 over X ...", "All targets were hit.", behind an army's own words."""
        if _EARLIER.match(self.page.text, tree.start):
            return False
        if _AIMS.match(self.page.text, tree.start):
            return True
        subject = tree.subject(tree.root)
        if tree.lemma(tree.root) not in ("destroy", "shoot", "down", "intercept") or subject is None:
            return False
        by_name = any(n.type == "state" for n in self.page.named[tree.number])
        if tree.passive(tree.root):
            return tree.agent(tree.root) is None and not by_name
        return any(tree.lemma(k) in ("defense", "defence") for k in tree.under(subject)) and not by_name

    def between(self, tree: Tree) -> bool:
        """Whether a sentence between two of one authority's, with no cue of its own, is a point of what it tells: not
        where it recalls, nor where it tells what others report."""
        if self.page.quote_at(tree.start) is not None or _EARLIER.match(self.page.text, tree.start):
            return False
        if tree.lemma(tree.root) in _REPORTING and not tree.passive(tree.root):
            return False  # somebody else speaks: "neither government had reported any"
        subject = tree.subject(tree.root)
        if self.page.subhead(tree) or (subject is not None and tree.words[subject].ner.endswith("PER")):
            return False  # "Minister Ana Ruiz opposed a truce": what others do is no point of an army's list
        return not (tree.passive(tree.root) and tree.lemma(tree.root) in _RUMOURED)

    def _bulletin(self, before: Voice) -> bool:
        """ "..., the bulletin says. Air defence brought down 61 drones.": a bulletin is told point by point."""
        lead = self.page.text[max(0, before.cue_start - 30) : before.cue_start].lower().split()
        return bool(lead) and before.by != "carried" and lead[-1] in _PUBLISHED

    def _only_goes_on(self, tree: Tree, times: int) -> bool:
        """Whether a sentence is short, names no party, place or day, and begins as one that goes on does; that of
        whoever is on the spot may be as many times longer."""
        if len(tree) > _LONGEST * times:
            return False
        if self.page.placed[tree.number]:
            return times > 1 and self._struck(tree)
        if not (self._opens_as_going_on(tree) or self._harmed(tree, _SHORT * times) or self._lying(tree)):
            return False
        return not self.page.times_in(tree.start, tree.end, ahead=False)  # last: the first to ask reads all times

    def _struck(self, tree: Tree) -> bool:
        """ "The driver, a man of 46, was taken to hospital in Arstad." """
        subject = tree.subject(tree.root)
        if subject is None or not tree.verbal(tree.root) or tree.low(tree.under(subject)[0]) not in _AGAIN:
            return False
        struck = tree.lemma(subject) in _STRUCK or tree.low(subject) in _PRONOUNS
        return struck and tree.lemma(tree.root) in (_HARMED if tree.passive(tree.root) else _FARING)

    def _harmed(self, tree: Tree, longest: int) -> bool:
        """ "A pipeline and a shop were damaged.", "Ninety residents were moved to a school." """
        if len(tree) > longest or not tree.passive(tree.root) or tree.agent(tree.root) is not None:
            return False
        subject = tree.subject(tree.root)
        plain = subject is not None and tree.words[subject].upos == "NOUN"
        return plain and tree.lemma(tree.root) in _HARMED

    def _lying(self, tree: Tree) -> bool:
        """ "The girl's mother is in intensive care.", "The reactors are in shutdown." """
        return tree.lemma(tree.root) in _LYING and tree.dep(tree.root, "cop") is not None and len(tree) <= _SHORT

    def _opens_as_going_on(self, tree: Tree) -> bool:
        subject = tree.subject(tree.root)
        if subject is None or not tree.verbal(tree.root):
            return False
        first = tree.under(subject)[0]
        opens = tree.lemma(first)
        if opens == "there" or opens in ("no", "nobody", "none"):
            return any(tree.lemma(k) in ("no", "none", "nobody") for k in tree.under(tree.root)[:6])
        if tree.lemma(subject) in words("cues", "further") or opens in words("cues", "further"):
            return tree.passive(tree.root) or tree.lemma(tree.root) in _FARING  # "one of them fired" is a deed
        if tree.words[first].upos == "NUM":
            return tree.lemma(subject) in _PERSONS
        if self._struck(tree):
            return True
        return opens == "the" and tree.lemma(subject) in words("cues", "aftermath")


def _would(tree: Tree) -> bool:
    return any(t.lemma == "would" for t in tree.words[:8])
