"""Reports that are one account from end to end: a post or a statement under its issuer's name, a bulletin of the one
body that its heading names."""

from __future__ import annotations

import re

from trucewatch.read.cast import Cast
from trucewatch.read.goingon import GoingOn
from trucewatch.read.labelled import Labelled
from trucewatch.read.lexicons import words
from trucewatch.read.naming import Entity
from trucewatch.read.page import Page
from trucewatch.read.tree import Tree
from trucewatch.read.turns import speaker_above
from trucewatch.read.voices import Voice, Voices
from trucewatch.values.vocabularies import Role

_INNER = frozenset({"noun", "infinitive", "object"})
_ISSUING = frozenset(
    {Role.REGIONAL, Role.EMERGENCY, Role.MILITARY, Role.OFFICIAL, Role.NGO, Role.COMPANY, Role.LEADER, Role.MEDIATOR}
)
_BULLETIN = frozenset({Role.MILITARY, Role.EMERGENCY, Role.REGIONAL})
_HEADED = frozenset({"colon", "dash"})
_WHO = r"(?P<who>[A-ZÀ-Þ][^:.\n]{1,100}?)"
_HEADLINE = r"(?:[^\n]{1,160}\n\s*)?"
_HEADS = tuple(
    re.compile(pattern)
    for pattern in (  # at the head of the report, each up to a colon or the end of its line
        r"(?:(?:Joint|JOINT|Press|Official) )?(?:[Ss]tatement|STATEMENT|[Cc]ommuniqu[eé]) (?:by|of|from) (?:the )?"
        rf"{_WHO}(?= on (?:the )?\w| in \w|:|\n)",
        rf"{_WHO}(?:['’]s)?(?:,| [-–—])? (?:(?:[Pp]ress|[Jj]oint|[Oo]fficial) )?(?:statement|communiqu[eé])"
        r"(?: read [^:\n]{2,80}| on (?:the )?\w[^:\n]{2,80})?(?=:|\n)",
        rf"{_WHO}(?:,|:|\n| [-–—]) ?(?:[Dd]aily|[Ww]eekly|[Ee]vening|[Mm]orning) (?:statistical )?"
        r"(?:summary|report|bulletin)\b[^\n:]{0,60}(?=:|\n)",
        r"[^\n.]{1,80}: summary by (?:the )?(?P<who>[A-Z][^:.\n]{2,60})(?=:|\n)",
        rf"{_WHO}(?:: (?:SUMMARY|[Ss]ummary|[Ss]ituation)| on (?:the )?situation| (?:evening|morning) update)"
        r"\b[^\n]*(?=\n)",
        r"(?:[^\n]{1,80}[\n.] ?)?(?:From )?(?:[Tt]he )?(?:Telegram )?[Cc]hannel of (?P<who>[A-Z][^:.\n]{2,60})(?=:|\n)",
        r"(?:[^\n]{1,80}\n)?(?P<who>[A-Z][^:.,\n]{2,60})['’]s? (?:Telegram )?channel(?=:|\n)",
        rf"{_HEADLINE}(?P<who>[A-Z][^:.\n]{{1,90}}?),? (?:on|via) (?:Telegram|Facebook|X|Viber)(?=:\n)",
        rf"{_HEADLINE}(?P<who>[A-Z][^:.,\n]{{1,90}}), operational (?:information|update|summary)\b[^\n]*(?=\n)",
        r"(?:[^\n]{1,80}[\n.] ?)?(?:[Dd]aily|[Ww]eekly|[Ee]vening|[Mm]orning) (?:summary|report|bulletin|update) "
        r"(?:of|by|from) (?:the )?(?P<who>[A-Z][^:.,\n]{2,60})(?=,|:|\n)",
    )
)
_SPOKEN = re.compile(
    rf"(?:[^\n]{{1,200}}\n\s*)?[^\n]{{0,200}}?\b(?:{'|'.join(sorted(words('reading', 'accounts_speeches')))})\b", re.I
)
_OWN = re.compile(r"\b(?:[Ww]e|I|[Oo]urs?|[Mm]y|us|me)\b(?![.-])")
_OWN_LEAST, _OWN_SHARE = 3, 6  # sentences in which a speaker names himself: so many, and one in so many
_QUOTING = frozenset('“"«„')
_BULLETS = frozenset("•·▪◾🔸🔹🔺❗⚡✅-–—*")
_LONGEST_LINES = 300
_LONGEST_HEAD = 14  # words of "Regional Military Administration:" above a post
_LEFT = 30  # characters behind the head in its own sentence that are told, where a page has no lines
_STAFF = re.compile(r"\b(?:General Staff|Air Force)\b")
_QUOTES = re.compile(r": ?[“\"«]")
_OUTLETS = re.compile(  # an outlet speaks for itself
    r"(?:As (?:\w+ )?(?:earlier |previously )?reported|Background|Reminder|Recall)\b"
)


class Accounts:
    """Gives the sentences without a cue of such a report to the one who tells all of it."""

    def __init__(self, page: Page, cast: Cast, voices: Voices, going: GoingOn) -> None:
        self._page, self._cast, self._voices, self._going = page, cast, voices, going
        self._labelled = Labelled(page, cast, voices)

    def run(self) -> None:
        """Adds the voices of a post's issuer, else those of the one body that a bulletin is of."""
        if not self._post() and not self._speech():
            self._led_in()
            self._bulletin()

    def _outer(self, n: int) -> list[Voice]:
        return [v for v in self._voices.in_sentence(n) if v.by not in _INNER]

    def _post(self) -> bool:
        """ "Statement by the …", "Regional Military Administration:", "Hamas – press statement" at the head."""
        found = self._issuer()
        if found is None:
            return False
        issuer, end = found
        trees = [t for t in self._page.trees if t.end > end + _LEFT]
        others = {v.speaker.text for t in trees for v in self._outer(t.number) if not self._same(v.speaker, issuer)}
        if len(others) > 1:
            return False  # a report of many voices that only opens like one
        for tree in trees:
            if not self._outer(tree.number) and not self._tells_of_another(tree):
                self._give(tree, issuer, self._page.text[end - 1 : end], end - 1, max(tree.start, end))
        return True

    def _speech(self) -> bool:
        """ "Remarks by Minister Petz", then "I have been asked …", "our troops": what somebody says of himself and his
        own from a head that names him on, up to where questions are put."""
        head, text = self._head_of_speech(), self._page.text
        if head is None:
            return False
        turns = [v.start for v in self._voices.all if v.by == "turn"]
        trees = [t for t in self._page.trees if t.start >= head and not (turns and t.end > turns[0])]
        mine = [t for t in trees if not self._apart(t)]
        own = [t for t in mine if _OWN.search(text, t.start, t.end) is not None]
        if len(own) < _OWN_LEAST or len(own) * _OWN_SHARE < len(mine):
            return False
        speaker = speaker_above(self._page, self._cast, head)
        if speaker is None or not speaker.person:
            return False  # what a body publishes under its own name is the report's own voice
        for tree in (t for t in mine if not any(v.going_on for v in self._voices.in_sentence(t.number))):
            self._give(tree, speaker, text[speaker.start : speaker.start], speaker.start)
        return True

    def _head_of_speech(self) -> int | None:
        """Where the head of what may be a speech ends: one or two lines, one of which says that it is one."""
        text = self._page.text
        said, end = _SPOKEN.match(text), text.find("\n\n")
        if said is None or end < 0 or end > _LONGEST_LINES:
            return None
        after = text.find("\n\n", end + 2)
        further = after > 0 and after - end < _LONGEST_LINES and text[after - 1] not in '.!?”"'
        return after if further else end

    def _apart(self, tree: Tree) -> bool:
        """Whether a sentence is a heading, an aside in brackets, the outlet's own or a piece of what another says."""
        text = self._page.text
        quote = self._page.quote_at(tree.start + 1)
        whole = quote is None or (quote.start <= tree.start + 1 and self._paragraph_long(quote.start, quote.end))
        return text[tree.start] in "([" or _OUTLETS.match(text, tree.start) is not None or not whole

    def _paragraph_long(self, start: int, end: int) -> bool:
        """Whether a quotation fills its paragraph: a speech that is printed in quotation marks."""
        text = self._page.text
        closed = end if text[end : end + 1] == "\n" else end + 1
        return text[max(0, start - 2) : start - 1] in ("\n", "") and text[closed : closed + 1] in ("\n", "")

    def _led_in(self) -> None:
        """ "Governor Ivo Petz:" on a line of its own, then paragraphs in quotation marks or behind bullets: his, while
        they go on so."""
        text, trees = self._page.text, self._page.trees
        for n, head in enumerate(trees[:-1]):
            if text[head.end - 1 : head.end + 1] != ":\n" or len(head) > _LONGEST_HEAD:
                continue
            who = self._who(head.start, head.end - 1)
            marks = _QUOTING if text[trees[n + 1].start] in _QUOTING else _BULLETS
            within = False
            for tree in trees[n + 1 :] if who is not None else ():
                opens = "\n" in text[trees[tree.number - 1].end : tree.start]
                within = text[tree.start] in marks if opens else within
                if not within:
                    break
                if who is not None and not self._outer(tree.number):
                    self._give(tree, who, ":", head.end - 1)

    def _issuer(self) -> tuple[Entity, int] | None:
        """Who issues a post, by its head, and where the head ends."""
        text, trees = self._page.text, self._page.trees
        for head in _HEADS:
            m = head.match(text)
            if m is not None and (who := self._who(*m.span("who"))) is not None:
                return who, m.end()
        first = trees[0] if trees else None
        if first is None or len(trees) < 2 or len(first) > _LONGEST_HEAD or text[first.end - 1 : first.end] != ":":
            return None
        who = self._who(first.start, first.end - 1)
        return None if who is None else (who, first.end)

    def _who(self, start: int, end: int) -> Entity | None:
        """The office or body that stands in a stretch of the head without a verb."""
        trees = [t for t in self._page.trees if t.start < end and start < t.end]
        if any(t.verbal(i) and not t.words[i].text[0].isupper() for t in trees for i in t.within(start, end)):
            return None
        office = self._page.text.rfind(", ", start, end) + 2  # "Arstad region, governor Ivo Petz"
        listed = " and " in self._page.text[max(start, office) : end]  # "the foreign ministers of A, B and C": all
        who = self._labelled.named(max(start, office), end) if not listed else None
        who = who or self._labelled.named(start, end)
        if who is None or who.role not in _ISSUING or not who.start < end:
            return None
        return who._replace(text=self._page.text[who.start : end].strip()) if who.start + len(who.text) > end else who

    def _same(self, one: Entity, other: Entity) -> bool:
        near = one.role == other.role or one.text in other.text or other.text in one.text
        return near and (one.party == other.party or None in (one.party, other.party))

    def _tells_of_another(self, tree: Tree) -> bool:
        """Whether a sentence quotes somebody else, or is the outlet's own."""
        text = self._page.text
        quoted = self._page.quote_at(tree.start) is not None or _QUOTES.search(text, tree.start, tree.end) is not None
        return quoted or _OUTLETS.match(text, tree.start) is not None

    def _bulletin(self) -> None:
        """A report in which one staff, or the one body of its heading, is heard alone: what has no cue is its list."""
        heard = [(t.number, v) for t in self._page.trees for v in self._outer(t.number)]
        heard = [(n, v) for n, v in heard if v.speaker.role is not Role.MEDIA]
        if len({v.speaker.role for _, v in heard}) != 1 or len({v.speaker.party for _, v in heard} - {None}) > 1:
            return
        headed = any(n == 0 and v.by in _HEADED for n, v in heard)
        body = [(n, v) for n, v in heard if n > 0 or v.by not in _HEADED]
        if any(v.denies for _, v in body):
            return
        since, voice = body[0] if body else (self._told_after(heard[0][1].speaker), heard[0][1])
        if voice.speaker.role not in _BULLETIN or not (headed or _STAFF.search(voice.speaker.text)):
            return  # of a ministry heard alone in a wire's report the rest may be the wire's
        for tree in self._page.trees[since + 1 :]:
            if self._voices.in_sentence(tree.number):
                continue
            if self._going.between(tree) and not self._tells_of_another(tree):
                self._give(tree, voice.speaker, voice.cue, voice.cue_start)

    def _told_after(self, who: Entity) -> int:
        """The sentence in which the body of the heading is named as the one that told: "The staff said this"."""
        trees, text = self._page.trees, self._page.text
        return next((t.number for t in trees[1:] if who.text in text[t.start : t.end]), len(trees))

    def _give(self, tree: Tree, who: Entity, cue: str, cue_start: int, start: int | None = None) -> None:
        own = Voice(tree.start if start is None else start, tree.end, who, cue, cue_start, "say", "list", tree.number)
        self._voices.add(own, range(tree.number, tree.number + 1))
