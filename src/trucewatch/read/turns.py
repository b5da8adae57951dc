"""Transcripts: reports told turn by turn under the names of who asks and who answers ("Q: … A: …", "MINISTER PETZ: …",
questions behind dashes or on lines of their own). What stands in an answer is its giver's, to the next turn."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from trucewatch.read.cast import Cast
from trucewatch.read.introducing import BYLINE, WHERE, introduced
from trucewatch.read.lexicons import words
from trucewatch.read.naming import Entity
from trucewatch.read.page import Page
from trucewatch.read.tree import Tree
from trucewatch.read.voices import Voice, Voices
from trucewatch.values.vocabularies import Role

_TITLED = r"(?:M[Rr][Ss]?|M[Ss]|D[Rr])\.? "
_OPENS = re.compile(
    rf"(?m)^[ \t]*[“\"]?(?:(?P<label>[QA]|(?:{_TITLED})?[A-ZÀ-Þ](?:[^:.!?\n“”\"()]|\([^()\n:]{{1,40}}\)){{0,90}})"
    r":(?=[ \n])"
    r"|(?P<letter>[QA])(?:\.|(?= [A-Z“\"]))|(?P<dash>[-–—])(?= ))[ \t]*"
)
_IN_BRACKETS = re.compile(r"\(((?:Mr|Ms|Mrs|Dr|Sir|Dame|Lord|Lady)\b[^)]*)\)")
_BRACKETS = re.compile(r"\s*\([^)]*\)")
_OWN = re.compile(r"\b(?:[Ww]e|I|I['’]\w+|[Ww]e['’]\w+|[Oo]urs?|my|us)\b")
_TOPIC = re.compile(r"(?m)^(?:[-–—•▪*] ?)?On [^:\n“\"]{2,120}: ")
_QUOTING = frozenset('“"«„')
_QUESTION = frozenset({"q", "question"})
_SAID = re.compile(r"\b(?:said|says|told|added)\b")  # of somebody, by the outlet
_TOPICS = 3  # things that somebody is quoted on
_ASKED = re.compile(r"\?[”\"’)]?$")
_LONGEST_QUESTION = 200  # characters of a line that only asks


class _Turn(NamedTuple):
    """One turn: where it begins, where what is said in it does, its end, its label and whom the label means."""

    start: int
    said: int
    end: int
    label: str
    key: str

    def asks(self, text: str) -> bool:
        """Whether it ends as a question does."""
        return _ASKED.search(text[self.said : self.end].rstrip()) is not None


class Turns:
    """Finds the turns of a transcript once, and gives each sentence of an answer to its giver."""

    def __init__(self, page: Page, cast: Cast, voices: Voices) -> None:
        self._page, self._cast, self._voices = page, cast, voices
        self._head, self._turns = _answers(page.text)
        self._starts = [t.start for t in self._turns]
        if self._turns:  # an answer whose giver is unknown is nobody's who spoke before, nor is a question
            voices.bound((self._head, *self._starts, *(t.end for t in self._turns)))
        self._speakers: dict[str, Entity | None] = {}

    def at(self, tree: Tree) -> None:
        """The voice over a sentence that stands in an answer."""
        if not self._turns:
            return
        turn = self._turns[max(0, bisect_right(self._starts, tree.end - 1) - 1)]
        if not turn.start <= tree.end - 1 or not tree.start < turn.end or tree.end <= turn.said:
            return
        if turn.key not in self._speakers:
            self._speakers[turn.key] = self._whose(turn)
        speaker = self._speakers[turn.key]
        if speaker is None:
            return
        start = max(tree.start, turn.said)
        voice = Voice(start, tree.end, speaker, turn.label, turn.start, "say", "turn", tree.number)
        self._voices.add(voice, range(tree.number, tree.number + 1))
        self._cast.spoke(start, speaker)

    def _whose(self, turn: _Turn) -> Entity | None:
        """Whoever a label names, with the office that the report's head tells; the one whom the
        line above introduces where it only says that somebody answers."""
        if turn.key in words("reading", "turns_answering"):
            return introduced(self._page, self._cast, self._head)
        office = turn.key in words("reading", "turns_offices")
        if not office:
            for m in re.finditer(rf"(?<!\w){re.escape(turn.key)}(?!\w)", self._page.text[: self._head], re.I):
                who = self._named(m.start())
                if who is not None and turn.key in who.text.lower():
                    return who
        own = [t for t in self._turns if t.key == turn.key]
        party, role = self._page.register.party_of(max((t.label for t in own), key=len))
        if party is None and len({t.key for t in self._turns}) == 1:
            above = self._page.register.party_of(self._page.text[: self._head].split("\n")[0])
            party, role = above[0], role or above[1]
        named = ((part.strip(), t) for t in own for part in _parts(t.label) if _last(part) == turn.key)
        name, t = max(named, key=lambda e: len(e[0]), default=(turn.label, turn))
        at = self._page.text.find(name, t.start, t.said)
        if at < 0:  # a bracket stood within the name
            name, at = turn.label, turn.start
        return Entity(name, at, party, role, person=not office)

    def _named(self, offset: int) -> Entity | None:
        """The person whose name stands at an offset."""
        tree = self._page.trees[max(0, bisect_right(self._page.starts, offset) - 1)]
        at = tree.at(offset)
        who = self._cast.who(tree, at) if at is not None and tree.words[at].upos in ("NOUN", "PROPN") else None
        return who if who is not None and who.person else None


def speaker_above(page: Page, cast: Cast, head: int) -> Entity | None:
    """Whom the head of a transcript or a speech is about: the first person of an office, else of a party, else at all,
    else the first office."""
    found: list[Entity] = []
    for tree in page.trees:
        if tree.start >= head:
            break
        if BYLINE.match(page.text, tree.start):
            continue
        for t in tree.words:
            if t.upos not in ("NOUN", "PROPN") or t.start >= head:
                continue
            who = cast.who(tree, t.i)
            if who is not None and who.role is not Role.MEDIA and who.text.lower() not in words("cues", "outlets"):
                person = who.person and page.resolve(who.text).geonames is None
                if person or t.lemma.lower() in words("reading", "turns_offices"):
                    found.append(who._replace(person=person))
    persons = [e for e in found if e.person]
    ranked = [e for e in persons if e.role is not None] or [e for e in persons if e.party is not None] or persons
    told = [e for e in ranked if page.text[: e.start].endswith((" with ", " to "))]  # "spoke to the Herald"
    best = next((e for e in ranked if e not in told), None) or next(iter(ranked or found), None)
    if best is None:
        return _office_above(page, head)
    name = WHERE.split(best.text)[0].split(": ")[-1]  # "Arstad: Minister Ivo Petz before the joint committees"
    return best._replace(text=name, start=best.start + best.text.index(name))


def _office_above(page: Page, head: int) -> Entity | None:
    """ "PRESS BRIEFING BY THE SPOKESPERSON OF THE MINISTRY": an office that the head names, however it is read."""
    text = page.text
    found = re.compile(rf"\b(?:{'|'.join(sorted(words('reading', 'turns_offices')))})\b", re.I).search(text, 0, head)
    if found is None:
        return None
    start = text.rfind("\n", 0, found.start()) + 1
    line = text[start : stop if (stop := text.find("\n", start)) > 0 else len(text)]
    party, role = page.register.party_of(line.title() if line.isupper() else line)
    return Entity(found.group(), found.start(), party, role)


def _answers(text: str) -> tuple[int, list[_Turn]]:
    """Where the head of a transcript ends, and its turns that answer; none where the report is no dialogue."""
    turns = [t for t in _labelled(text) if text[t.said : t.end].strip()]  # "The transcript:" is nobody's turn
    keys = {t.key for t in turns}
    lettered = not keys.isdisjoint(words("reading", "turns_answering")) and not keys.isdisjoint(_QUESTION)
    if len(turns) > 2 or lettered:  # "Q: … A: …": one question is enough
        asking = _asking(text, turns)
        told = Counter(t.key for t in turns if t.key not in asking)
        if asking and (lettered or any(n > 1 for n in told.values())):
            often = {
                key for key, n in told.items() if n > 1 or (lettered and key in words("reading", "turns_answering"))
            }
            first = next(n for n, t in enumerate(turns) if t.key in asking or t.key in often)
            head = text[: turns[first].start].lower()
            answer = [t for t in turns[first:] if t.key not in asking]
            some = [t for t in answer if t.key in often or t.key in head or len(t.label.split()) > 1]
            return turns[first].start, some
    if (found := _by_topic(text))[1]:
        return found
    return _between_questions(text)


def _by_topic(text: str) -> tuple[int, list[_Turn]]:
    """ "On Iran: “They called.”", "On the leaks: “We have seen nothing.”": what one person said, sorted by what it was
    about; as long as he is quoted on most things."""
    found = list(_TOPIC.finditer(text))
    quoted = sum(text[m.end() : m.end() + 1] in _QUOTING for m in found)
    if quoted < _TOPICS or 3 * quoted < len(found):
        return 0, []
    return found[0].start(), [_Turn(m.start(), m.end(), _line_end(text, m.end()), "", "a") for m in found]


def _line_end(text: str, at: int) -> int:
    return len(text) if (stop := text.find("\n", at)) < 0 else stop


def _labelled(text: str) -> Iterator[_Turn]:
    found = list(_OPENS.finditer(text))
    named = [m for m in found if not m["dash"]]
    asks = sum(_last(m["label"] or m["letter"]) in words("reading", "turns_asking") for m in named)
    if asks < 2 or 2 * asks < len(named):  # "Presenter: …", answered behind a dash
        found = named
    labels = [_parts(m["label"] or m["letter"] or "a") for m in found]
    last = Counter(_last(part) for parts in labels for part in parts)
    for n, m in enumerate(found):
        key = next((k for p in labels[n] if last[k := _last(p)] > 1), _last(labels[n][0]))
        stop = found[n + 1].start() if n + 1 < len(found) else _end_of_the_last(text, m.end())
        yield _Turn(m.start(), m.end(), stop, m.group().strip(' \t“":.'), key)


def _parts(label: str) -> list[str]:
    """The parts of a label that may be its name: "The Minister for Roads (Mr Ivo Petz)", "PETZ, Minister of Roads"."""
    named = _IN_BRACKETS.search(label)
    bare = _BRACKETS.sub("", label)
    return [part for part in (*(named.groups() if named else ()), *bare.split(",")) if part.strip()] or [label]


def _last(part: str) -> str:
    return part.split()[-1].lower()


def _asking(text: str, turns: list[_Turn]) -> set[str]:
    """The keys of those who ask: by the label's own word, an outlet's name, or since most of their turns are
    questions."""
    out: set[str] = set()
    outlets, asks = words("cues", "outlets"), words("reading", "turns_asking")
    for key in {t.key for t in turns}:
        own = [t for t in turns if t.key == key]
        named = any(w in asks for t in own for w in re.findall(r"\w+", t.label.lower()))
        outlet = any(_BRACKETS.sub("", t.label).lower() in outlets for t in own)
        if named or outlet or 2 * sum(t.asks(text) for t in own) >= len(own):
            out.add(key)
    return out - words("reading", "turns_answering")


def _end_of_the_last(text: str, said: int) -> int:
    """Where the last turn ends: with its paragraph, and those after it in which its giver speaks of himself, with one
    that may stand between two such."""
    last = _line_end(text, said)
    between = False
    for m in re.compile(r"[^\n]+").finditer(text, last):
        if _OWN.search(re.sub(r"[“\"][^”\"]*[”\"]", "", m.group())) is not None:
            last, between = m.end(), False
        elif between or _SAID.search(m.group()):
            break
        else:
            between = True
    return last


def _between_questions(text: str) -> tuple[int, list[_Turn]]:
    """The answers of an interview whose questions stand on lines of their own: by turns from the first question on,
    where hardly anything that stands where an answer should is itself a question."""
    lines = [m for m in re.finditer(r"[^\n]+", text) if m.group().strip()]
    asked = [n for n, m in enumerate(lines) if len(m.group()) < _LONGEST_QUESTION and _ASKED.search(m.group().rstrip())]
    astray = sum((n - asked[0]) % 2 for n in asked)  # an answer, too, may end in a question
    if len(asked) < 3 or 5 * astray > len(asked):
        return 0, []
    last = asked[-1] + 1 - (asked[-1] - asked[0]) % 2
    for question, answer in zip(lines[last + 1 :: 2], lines[last + 2 :: 2], strict=False):
        if len(question[0]) > _LONGEST_QUESTION or _OWN.search(answer[0]) is None:
            break
        last += 2  # "Your predecessor was dismissed.": asked without a mark
    answers = lines[asked[0] + 1 : last + 1 : 2]
    own = sum(_OWN.search(m.group()) is not None for m in answers)
    if 2 * own < len(answers):
        return 0, []  # "What has been agreed? … What comes next?": an explainer's
    return lines[asked[0]].start(), [_Turn(m.start(), m.start(), m.end(), "", "a") for m in answers]
