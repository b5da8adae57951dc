"""Who gives the answers of a transcript whose turns name nobody ("Q: … A: …"): whoever the line that introduces it
names, and never the last speaker of the prose above it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from trucewatch.read.cast import Cast
from trucewatch.read.lexicons import words
from trucewatch.read.naming import Entity
from trucewatch.read.page import Page
from trucewatch.read.tree import Tree
from trucewatch.values.vocabularies import Role

BYLINE = re.compile(r"(?:By|Interview(?:ed)?(?: conducted)? by) [A-Z]", re.I)
WHERE = re.compile(r" (?:before|at|on|aboard) ")  # "Minister Petz before the joint committees"
_LINE = re.compile(r"[^\n]+")
_STOPS = (".", "!", "?", ".”", '."', "!”", "?”")
_NAMES = ("NOUN", "PROPN")
_POINTING = frozenset({"the", "a", "an", "his", "her", "its", "their", "our"})
_ABOUT = frozenset({"about", "regarding", "concerning"})
_PHRASE = frozenset({"ADJ", "DET", "NOUN", "PROPN"})
_WITHIN = frozenset({"appos", "compound", "conj", "flat", "nmod"})
_TOPIC = frozenset({"about", "on", "over", "regarding", "concerning", "after", "against", "following", "since"})


class _Line(NamedTuple):
    """A paragraph or heading above the turns: whom it names, whether it says that questions are put."""

    named: tuple[Entity, ...]  # who may be the one that answers
    others: bool  # whether it names anybody else
    introduces: bool
    heading: bool
    tells: bool  # what somebody said

    @property
    def one(self) -> Entity | None:
        """The one person or office that it names."""
        return self.named[0] if len(self.named) == 1 else None

    @property
    def nobody(self) -> bool:
        """Whether it names no one at all."""
        return not self.named and not self.others


def introduced(page: Page, cast: Cast, head: int) -> Entity | None:
    """The one person or office that the line above the turns names, or a heading above it; None where there is no such
    line or where it names several. Better nobody than the wrong side: "our forces" are the speaker's."""
    lines = list(_lines(page, cast, head))
    near = len(lines) - 1
    while near > 0 and lines[near].nobody and (lines[near].introduces or lines[near].heading):
        near -= 1  # "The transcript:"
    if near < 0:
        return None
    line, beside = lines[near], near == len(lines) - 1
    if line.introduces and not line.nobody:
        return _named(line)
    plain = line.one if beside and (line.heading or not line.tells) else None
    headings = [e for e in lines[:near] if e.heading and e.introduces]
    above = next((e for e in reversed(headings) if not e.nobody), None)
    if above is not None:
        who = _named(above)
        same = plain is not None and who is not None and not who.person and _may_be(plain, who)
        return _named(line) if same else who
    if plain is not None or (beside and (headings or _about_one(lines))):
        return _named(line)  # "Interview: “We shall stay”", then who it is with
    return None


def _about_one(lines: list[_Line]) -> bool:
    """Whether a report's head with its title is about one person and nobody else."""
    every = {e.text for line in lines for e in line.named}
    return len(lines) > 1 and len(every) == 1 and lines[0].one is not None and not any(e.others for e in lines)


def _named(line: _Line) -> Entity | None:
    """The one whom a line names, by the name alone: "Arstad: Minister Ivo Petz before the joint committees"."""
    who = line.one
    if who is None:
        return None
    name = WHERE.split(who.text)[0].split(": ")[-1]
    return who._replace(text=name, start=who.start + who.text.index(name))


def _may_be(person: Entity, office: Entity) -> bool:
    """Whether a person may be whom a heading calls by his office alone."""
    return office.party in (person.party, None) and office.role in (person.role, None)


def _lines(page: Page, cast: Cast, head: int) -> Iterator[_Line]:
    put = _any_of("turns_introducing")
    titled = _any_of("turns_introducing", "turns_heading")
    for m in _LINE.finditer(page.text, 0, head):
        if not m.group().strip() or BYLINE.match(page.text, m.start()):
            continue
        trees = [t for t in page.trees if m.start() <= t.start < m.end()]
        heading = not m.group().rstrip().endswith(_STOPS)
        introduces = (titled if heading else put).search(m.group()) is not None
        named, others = _people(page, cast, trees, m.end())
        if heading and introduces and not named and not others:
            named = tuple(_office(page, m))
        told = any(t.upos == "VERB" and tree.lemma(t.i) in words("cues", "say") for tree in trees for t in tree.words)
        yield _Line(named, others, introduces, heading, told)


def _any_of(*keys: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(sorted(words('reading', *keys)))})\b", re.I)


def _office(page: Page, line: re.Match[str]) -> Iterator[Entity]:
    """ "PRESS BRIEFING BY THE SPOKESPERSON OF THE MINISTRY": offices that a heading names, however it is read."""
    party, role = page.register.party_of(line.group().title() if line.group().isupper() else line.group())
    for m in _any_of("turns_offices").finditer(page.text, line.start(), line.end()):
        yield Entity(m.group(), m.start(), party, role)


def _people(page: Page, cast: Cast, trees: list[Tree], end: int) -> tuple[tuple[Entity, ...], bool]:
    """The persons and offices of a line, else the body that acts; and whether it names others beside them."""
    people: dict[str, Entity] = {}
    bodies: dict[str, Entity] = {}
    answering: dict[str, Entity] = {}
    others = False
    for tree in trees:
        he = any(t.upos == "PRON" and _answers(tree, t.i) for t in tree.words)  # "he took a question from the mayor"
        for t in tree.words:
            if t.upos not in _NAMES or t.start >= end:
                continue
            who = cast.who(tree, t.i)
            if who is None or _asks(who):
                continue
            if who.presumed and not who.person:
                who = who._replace(party=None)  # "the ministry" of a briefing: the report's place cannot tell whose
            person = who.person and page.resolve(who.text).geonames is None
            if person or t.lemma.lower() in words("reading", "turns_offices"):
                if he or _topic(tree, t.i):
                    others = True  # "asked about the mayor": he is whom it is about
                elif who.plural or _joined(tree, t.i):
                    return (), True  # "Minister Petz and Envoy Ruiz answered": which answer is whose is not told
                else:
                    people[who.text] = who._replace(person=person)
            elif who.role is not None and tree.rel(t.i) == "nsubj" and tree.head(t.i) == tree.root:
                bodies[who.text] = who
            if not (he or who.plural or _joined(tree, t.i)) and _answers(tree, t.i):
                answering[who.text] = people.get(who.text, who)
    if len(answering) == 1:
        return tuple(answering.values()), others  # "Petz replied to President Ruiz's remarks"
    found = _distinct(page.text, [_here(page.text, e, trees) for e in people.values()])
    return tuple(found) or (() if others else tuple(bodies.values())), others


def _joined(tree: Tree, i: int) -> bool:
    return tree.rel(i) == "conj" or any(tree.words[k].upos in _NAMES for k in tree.deps(i, "conj"))


def _here(text: str, who: Entity, trees: list[Tree]) -> Entity:
    """Somebody at the mention that stands in this line, where his fullest does."""
    at = text.find(who.text, trees[0].start, trees[-1].end)
    return who if at < 0 else who._replace(start=at)


def _distinct(text: str, people: list[Entity]) -> list[Entity]:
    """People without the parts of their names, their offices beside them and whoever it was that they talked to."""
    kept: list[Entity] = []
    for e in sorted(people, key=lambda e: (not e.person, -len(e.text))):
        if not any(_of(text, e, k) for k in kept):
            kept.append(e)
    ranked = [e for e in kept if e.party is not None or e.role is not None]
    return [e for e in kept if e in ranked or not ranked or not text[: e.start].endswith((" with ", " to "))]


def _of(text: str, one: Entity, other: Entity) -> bool:
    """Whether the first is a part of the other's name or the office that he has."""
    if one.text in other.text or other.text in one.text:
        return True
    first, last = sorted((one, other), key=lambda e: e.start)
    beside = text[first.start + len(first.text) : last.start].strip() in ("", ",")
    became = not one.person and other.person and one.text.islower() and one.text.split()[0] not in _POINTING
    agree = one.party == other.party or None in (one.party, other.party)
    office = not one.person or one.text.lower().startswith("the ")
    return agree and office and (beside or became)  # "Ana Ruiz, 46, became energy minister"


def _asks(who: Entity) -> bool:
    said = set(re.findall(r"\w+", who.text.lower()))
    outlet = who.role is Role.MEDIA or who.text.lower() in words("cues", "outlets")
    return outlet or not said.isdisjoint(words("reading", "turns_asking", "turns_press"))


def _answers(tree: Tree, i: int) -> bool:
    """Whether somebody alone is told to answer or to take questions."""
    verb = tree.head(i)
    if tree.rel(i) != "nsubj" or verb < 0:
        return False
    if tree.lemma(verb) in words("reading", "turns_replying"):
        return True
    return tree.lemma(verb) in ("take", "face") and any(tree.lemma(k) == "question" for k in tree.deps(verb, "obj"))


def _topic(tree: Tree, i: int) -> bool:
    """Whether a name is only what the questions are about, or stands in what happened before them."""
    if tree.rel(i) == "nsubj" and tree.rel(tree.head(i)) == "advcl":
        return True
    before = i - 1
    while before >= 0 and tree.words[before].upos in _PHRASE:
        before -= 1
    if before >= 0 and tree.low(before) in _ABOUT:
        return True  # whatever the parser hangs the name on
    for k in (i, *tree.above(i)):
        if tree.preposition(k) in _TOPIC and any(c < i for c in tree.deps(k, "case")):
            return True
        if tree.rel(k).split(":")[0] not in _WITHIN:
            break
    return False
