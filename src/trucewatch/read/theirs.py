"""Whose weapons were shot down and whose people were handed over: the other side's, by who did it and whither."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from trucewatch.read.cast import Cast
from trucewatch.read.lexicons import words
from trucewatch.read.naming import Entity
from trucewatch.read.proposition import Proposition
from trucewatch.read.things import kinds_of
from trucewatch.read.weapons import weapons
from trucewatch.values.place import Place

_GIVING, _TAKING = words("reading", "theirs_giving"), words("reading", "theirs_taking")
_COMING, _HOME = words("reading", "theirs_coming"), words("reading", "theirs_home")
_WHITHER = frozenset({"to", "into", "on", "onto", "in", "back to", "back in", "back on"})
_MUTUAL = frozenset({"exchange", "swap", "trade", "swop"})
_ADMITTING = frozenset({"acknowledge", "admit", "concede", "mourn"})
_TROOPS = frozenset({"military.troops", "force"})
_CAPTIVES = frozenset({"captive", "captive.held", "military.troops", "force"})
_FOES = words("cues", "foes")
_FOREIGN = words("reading", "theirs_foreign")


class Theirs:
    """Gives the other side's: neither rule knows a party by name, so that they hold with the parties swapped."""

    def __init__(self, cast: Cast) -> None:
        self.cast, self.page = cast, cast.page
        self._shot: tuple[int, str] | None = None
        self._sent: dict[str, set[str]] = {}  # party → the sorts of weapons that it is told to have struck with

    def intercepted(self, p: Proposition, sender: str | None, places: Sequence[Place]) -> str | None:
        """Whose the weapons are: of whoever sent them in the same sentence; of what was just told ("34 of these");
        else the other one of the two that the report is about, where it tells who shot them down and has told that the
        other strikes with such weapons: nobody is taken for a sender without that."""
        if sender is None and self._shot is not None and p.tree.number - self._shot[0] <= 1 and self._elliptic(p):
            sender = self._shot[1]
        other = self._other(self._defender(p, places)) if sender is None else None
        return sender or (other if self._sent.get(other or "", set()) & set(weapons(p)) else None)

    def enemy(self, p: Proposition) -> str | None:
        """ "Enemy positions", "the enemy's depots": of the side that the speaker's is at war with."""
        tree = p.tree
        if not any(tree.lemma(k) in _FOES for k in tree.deps(p.targets[0], "amod", "compound", "nmod:poss")):
            return None
        return self.cast.opposite(p.voice.speaker if p.voice is not None else None)

    def struck(self, p: Proposition) -> None:
        """Remember with what whoever struck did so."""
        if p.by is not None and p.by.party is not None:
            self._sent.setdefault(p.by.party, set()).update(weapons(p))

    def told(self, p: Proposition, party: str | None) -> None:
        """Remember whose the weapons shot down last were."""
        if party is not None:
            self._shot = (p.tree.number, party)

    def _elliptic(self, p: Proposition) -> bool:
        """ "34 were shot down", "another 42": a number that stands for what was told before."""
        return bool(p.targets) and p.tree.words[p.targets[0]].upos in ("NUM", "PRON", "ADJ", "DET")

    def _defender(self, p: Proposition, places: Sequence[Place]) -> str | None:
        """Who shot them down: the one who did it, else a body of a state that tells of it over its own ground."""
        if p.by is not None and p.by.party is not None:
            return p.by.party
        speaker = p.voice.speaker.party if p.voice is not None else None
        seen = Counter(x.country for x in places if x.country is not None)
        over = max(seen, key=lambda c: (seen[c], c)) if seen else None
        if speaker is not None and len(speaker) == 3 and speaker.isupper():
            return speaker if over in (speaker, None) or p.by is not None else None
        return over

    def _other(self, party: str | None) -> str | None:
        pair = self.cast._pair()
        return next(iter(pair - {party})) if party in pair else None

    def admitted(self, p: Proposition) -> str | None:
        """ "The army acknowledged the loss of 23 soldiers", "admitted that two pilots had died": its own."""
        voice = p.voice
        if voice is None or voice.lemma not in _ADMITTING or not kinds_of(p.tree, p.targets[0]) & _TROOPS:
            return None
        if self.cast.page.register.find(self.page.text, *p.tree.span(p.tree.under(p.targets[0]))):
            return None  # of somebody named
        return voice.speaker.party if p.by is None or p.by.party != voice.speaker.party else None

    def handed_over(self, p: Proposition, named: Entity | None) -> str | None:
        """Whose the people or bodies are: of the state that they come back to or that takes them back; of both where
        both give; of the other side where one of the two gives its own captives up."""
        tree = p.tree
        if not p.targets or (named is not None and named.person):
            return None
        at = p.targets[0]
        beside = tree.deps(at, "amod", "compound", "nmod:desc")
        if any(tree.lemma(k) in _FOREIGN or tree.words[k].text[:1].isupper() for k in beside):
            return None  # "Palestinian prisoners": whose they are their own words tell
        by = p.by.party if p.by is not None else None
        verbs = {tree.lemma(p.head), tree.lemma(p.verb), *(f"{tree.lemma(p.head)} {w}" for w in self._particles(p))}
        if by is not None and "+" in by:  # "Qatar and Egypt brought the release about" gave nobody of theirs
            mutual = bool(verbs & _MUTUAL) or set(by.split("+")) == self.cast._pair()
            mutual = mutual or any(tree.lemma(k) == "each" for k in tree.under(p.head))  # "gave each other"
            return by if mutual and by.count("+") == 1 else None
        if not p.nominal and (to := self._whither(p)) is not None:
            return to if verbs & (_GIVING | _COMING) or tree.dep(p.head, "cop") is not None else None
        if by is None or p.nominal:
            return None
        if verbs & _TAKING:
            return by
        captives = bool(kinds_of(tree, at) & _CAPTIVES)  # not of "two journalists"
        return self._other(by) if captives and verbs & _GIVING else None

    def _particles(self, p: Proposition) -> list[str]:
        tree = p.tree
        beside = tree.deps(p.head, "compound:prt", "advmod")
        return [tree.low(k) for k in beside if abs(k - p.head) <= 2]

    def _whither(self, p: Proposition) -> str | None:
        """The one state named as where they go: "returned to Ruritania", "were back on Ruritanian soil"."""
        tree = p.tree
        for preposition, k in tree.obliques(p.head):
            if preposition not in _WHITHER:
                continue
            plain = preposition in ("to", "into", "back to")
            if not plain and tree.lemma(k) not in _HOME:
                continue
            start, end = tree.words[min(tree.under(k))].start, tree.words[k].end
            found = {n.party for n in self.page.named[tree.number] if start <= n.start and n.end <= end}
            states = {c for c in found if len(c) == 3 and c.isupper()}
            if len(states) == 1:
                return next(iter(states))
        return None
