"""Reports that are laid out under labels: "Source: …", "Details: …", "Quote from X: …", "Background: …"."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

from trucewatch.read.cast import Cast
from trucewatch.read.naming import Entity
from trucewatch.read.page import Page
from trucewatch.read.tree import Tree
from trucewatch.read.voices import Voice, Voices
from trucewatch.values.vocabularies import Role

_SURE = re.compile(r"(?:^|[\n.!?…”\"\w)] ?)(?:Sources?|(?:More )?[Dd]etails?): ?\n?\w")
_LABEL = re.compile(
    r"(?:^|(?<=\n)|(?<=[\w.!?…”\"»)] ))"
    r"(?:(?P<source>Sources?)|(?P<told>Details?|More details|What is known|What happened)"
    r"|(?P<quoted>(?:Direct )?[Qq]uotes?(?: from (?P<whose>[A-Z][^:.\n“\"]{2,60}))?|Literally)"
    r"|(?P<aside>Background|Previously|Reminder|For reference|Context|Recall|As a reminder|Why it matters|Updated?))"
    r":\s*(?=[\w“\"«‘'(])"
)
_SURE_WORDS = ("ource:", "ources:", "etail:", "etails:")  # one of which the pattern, which is slow, asks for
_ON = re.compile(r"\bon (?:Telegram|Facebook|X|Twitter|Viber|social media|(?:its|his|her) (?:page|channel|website))\b")
_OPENS = ("source", "told", "quoted", "aside")
_SAID = frozenset('.!?…”"»:;')


class Label(NamedTuple):
    """One label: what it opens, where it stands, where what it opens begins, the name in it ("Quote from X")."""

    opens: str
    start: int
    end: int
    whose: tuple[int, int] | None


def labels(text: str) -> list[Label]:
    """The labels of a report; none where none of them names its source or its details."""
    if not any(word in text for word in _SURE_WORDS) or _SURE.search(text) is None:
        return []
    return [
        Label(next(o for o in _OPENS if m[o]), m.start(), m.end(), m.span("whose") if m["whose"] else None)
        for m in _LABEL.finditer(text)
    ]


def without_labels(text: str) -> str:
    """The text with its labels blanked out, and where a source wrote; every offset as it was, and a stop where a line
    before a label has none."""
    for label in labels(text):
        before = text[: label.start].rstrip()
        if before and before[-1] not in _SAID and len(before) < label.start:
            text = f"{before}.{text[len(before) + 1 :]}"
        text = text[: label.start] + re.sub(r"\S", " ", text[label.start : label.end]) + text[label.end :]
        if label.opens == "source" and (where := _ON.search(text, label.end, label.end + 120)) is not None:
            text = text[: where.start()] + " " * (where.end() - where.start()) + text[where.end() :]
    return text


def asides(text: str) -> list[int]:
    """Where stretches begin that are nobody's account: "Background: …"."""
    return [label.start for label in labels(text) if label.opens == "aside"]


class Labelled:
    """Gives what stands under such a label to whoever the page names as its source."""

    def __init__(self, page: Page, cast: Cast, voices: Voices) -> None:
        self._page, self._cast, self._voices = page, cast, voices

    def run(self) -> None:
        """Adds the voices of the sections: details and quotations of the source, background of nobody."""
        found = labels(self._page.text)
        if not found:
            return
        source: Entity | None = None
        cue = found[0]
        for label, after in zip(found, [*found[1:], None], strict=True):
            stop = after.start if after is not None else len(self._page.text)
            if label.opens == "source":
                source, cue = self.named(label.end, stop), label
            elif label.opens == "told" and source is not None:
                self._give(label.end, stop, source, cue)
            elif label.opens == "quoted":
                self._quote(label, stop, source)
            elif label.opens == "aside":
                source = None

    def _quote(self, label: Label, stop: int, source: Entity | None) -> None:
        """What is quoted under a label: of whom it names, else of who spoke last, else of the source."""
        whose = self.named(*label.whose) if label.whose else None
        at = self._number(label.start)
        last = next((v for n in (at, at - 1) for v in reversed(self._voices.in_sentence(n)) if v.by != "noun"), None)
        speaker = whose or (last.speaker if last is not None else source)
        quote = self._page.quote_at(label.end + 1)
        if speaker is not None:
            self._give(label.end, min(stop, quote.end) if quote else stop, speaker, label)

    def _number(self, offset: int) -> int:
        return max(0, bisect_right(self._page.starts, offset) - 1)

    def named(self, start: int, end: int) -> Entity | None:
        """The first that a line names with a party or a role."""
        line = self._page.text.find("\n", start, end)
        end = line if line > start else end
        for tree in self._page.trees[self._number(start) : self._number(end - 1) + 1]:
            inside = tree.within(start, end)
            for i in inside:
                if tree.words[i].upos in ("NOUN", "PROPN") and tree.head(i) not in inside:
                    who = self._cast.who(tree, i)
                    if who is not None and (who.party or who.role):
                        return who
        return self._called(start, end)

    def _called(self, start: int, end: int) -> Entity | None:
        """Of a label's own name, which is not parsed: whoever of that name speaks elsewhere in the report, else whom
        the register or the office beside the name tells."""
        line = self._page.text[start:end]
        name = line.split(",")[0].strip()
        last = (name.split() or [""])[-1]
        known = next((v.speaker for v in reversed(self._voices.all) if last in v.speaker.text.split()), None)
        if known is not None or not name:
            return known
        party, role = self._page.register.party_of(line)
        person = len(name.split()) > 1 or name != line.strip()
        at = start + line.index(name)
        return None if party is None and role is None else Entity(name, at, party, role, person=person)

    def _give(self, start: int, stop: int, speaker: Entity, cue: Label) -> None:
        """A voice over every sentence of a stretch that has none: of whoever has spoken last in it."""
        said = self._page.text[cue.start : cue.end].split(":")[0].split()[0]
        for tree in self._sentences(start, stop):
            heard = [
                v for v in self._voices.in_sentence(tree.number) if v.by not in ("noun", "object") and not v.denies
            ]
            speaker = heard[-1].speaker if heard and heard[-1].speaker.role is not Role.MEDIA else speaker
            if not self._voices.in_sentence(tree.number):
                own = Voice(
                    max(tree.start, start),
                    min(tree.end, stop),
                    speaker,
                    said,
                    cue.start,
                    "say",
                    "labelled",
                    tree.number,
                )
                self._voices.add(own, range(tree.number, tree.number + 1))

    def _sentences(self, start: int, stop: int) -> list[Tree]:
        found = self._page.trees[self._number(start) : self._number(stop - 1) + 1]
        return [t for t in found if t.end > start]
