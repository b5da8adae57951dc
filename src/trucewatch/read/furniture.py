"""Page furniture: notices, menus, captions, teasers. Sentences of that sort carry no claims."""

from __future__ import annotations

import re
import string
from calendar import month_name
from functools import lru_cache

from trucewatch.language.lexicon import lexicon
from trucewatch.language.tokens import lowered_whole
from trucewatch.read.page import Page
from trucewatch.read.tree import Tree


@lru_cache(maxsize=2)
def _told(key: str) -> tuple[str, ...]:
    return tuple(str(phrase).lower() for phrase in lexicon("furniture")[key])


@lru_cache(maxsize=1)
def _signing() -> re.Pattern[str]:
    names = "|".join(map(re.escape, sorted(map(str, lexicon("furniture")["credits"]))))
    return re.compile(rf"(?:(?<=[.!?…)] )|(?<=\n)|(?<=\()|(?<=  ))(?:{names}) by [A-Z][\w’'-]+ [A-Z]")


_SMALL = string.ascii_lowercase.encode()
_COPYRIGHT = re.compile(r"(?:Copyright|©|\(c\)) ?(?:\d{4}|THE|The)", re.I)
_DATELINE = re.compile(
    r"(?:^|(?<=\s\s)|(?<=\n))[A-Z][A-Z’'./-]{2,}(?:[ /][A-Z][A-Z’'./-]+)*(?:, ?[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*\.?)?"
    r"(?:,? \d{0,2} ?[A-Z][a-z]{2,8}\.? ?\d{0,2})?[.,]?\s*"
    r"(?:(?:\([^()\n]{2,40}\)|/[A-Za-z][\w .-]{1,29}/)[.,]?\s*[-–—.]{0,2}|[-–—]{1,2})\s"
)


_AGENCY = re.compile(  # "ARSTAD, May 24 - RIA Novosti. "
    r"^[A-Z][A-Z’'. -]{3,30}, (?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8}) ?[-–—] ?"
    r"(?:RIA Novosti|Sputnik|TASS|Interfax|Ukrinform|UNIAN|Xinhua|Anadolu|Azertac|Trend)\.? (?:[-–—] )?"
)
_CITIES = re.compile(r"(?:^|(?<=\n))[A-Z][A-Z’'-]{3,}(?:[ /-][A-Z][A-Z’'-]+)*:\s(?=[A-Z“\"])")
_DATED = re.compile(  # "ARSTAD, 14 February. "
    r"(?:^|(?<=\n))[A-Z][A-Z’'-]{3,}(?:[ /-][A-Z][A-Z’'-]+)*, (?:\d{1,2} )?"
    rf"(?:{'|'.join(month_name[1:])})(?: \d{{1,2}})?(?:,? \d{{4}})?[.:]\s(?=[A-Z“\"])"
)
_NAMED = r"[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,2}"
_DAY = rf"(?:{'|'.join(month_name[1:])}) \d{{1,2}}|\d{{1,2}} (?:{'|'.join(month_name[1:])})"
_ON = rf"(?:, (?:{_DAY})(?:,? \d{{4}})?)?"
# "Arstad, Ruritania – ", "Arstad (Agency) – ", "Arstad [Ruritania], May 7 (AGENCY): ", "Arstad/Bergen: ",
# "(Agency) -- "
_MIXED = re.compile(
    rf"(?:^|(?<=\n)){_NAMED}(?:(?:, {_NAMED}| \[{_NAMED}\])?{_ON} \([A-Z][\w. -]{{1,20}}\)(?::| [-–—])? "
    rf"|, {_NAMED}{_ON} [–—] |/{_NAMED}(?:: | [–—] | - ))(?=[A-Z“\"])"
    r"|^\([A-Z][\w .]{2,20}\) ?[-–—]{1,2} (?=[A-Z“\"])"
)


_IN_A_LINE = re.compile(  # "... drones attack the region ARSTAD, May 25 (Agency) - " on a page of one line
    r"(?<=[\w.!?”\"’)] )[A-Z][A-Z’'-]{3,}(?:[ /-][A-Z][A-Z’'-]+)*"
    r"(?:, ?[A-Z][a-z]{2,8}\.? \d{1,2}|, \d{1,2} [A-Z][a-z]{2,8})?"
    r"(?:,? \d{4})?[.,]? (?:\([A-Z][^()\n]{2,30}\)[.,]? ?[-–—]{1,2}|/[A-Z][\w .-]{1,29}/[.,]?(?: ?[-–—]{1,2})?)\s"
)
_LOUD = re.compile(r"[A-Z][A-Z’'./-]{2}")  # all of them open with a word in capitals


@lru_cache(maxsize=4)  # asked for its text, its city and its agency
def _dateline(text: str) -> re.Match[str] | None:
    head = min(len(text), 800)
    if _LOUD.search(text, 0, head) is not None:
        shapes = (_AGENCY, _DATELINE, _CITIES, _DATED, _IN_A_LINE)
        loud = next((m for shape in shapes if (m := shape.search(text, 0, head)) is not None), None)
        if loud is not None:
            return loud
    return _MIXED.search(text, 0, head)


def city_of_dateline(text: str) -> str | None:
    """The first city of the dateline, as a name: "Ruritania City" of "RURITANIA CITY (Agency) - …"."""
    m = _dateline(text)
    city = m and re.match(r"[^,.(/:\[–—-]+", m.group().strip())
    return city.group().strip().title() if city else None


def agency_of_dateline(text: str) -> str:
    """The dateline as it stands, with the agency that it names: "ARSTAD, May 24 - RIA Novosti."; else empty."""
    m = _dateline(text)
    return m.group() if m else ""


def without_dateline(text: str) -> str:
    """The text with the place and agency before its first sentence blanked out, every offset as it was."""
    m = _dateline(text)
    return text if m is None else text[: m.start()] + "\n".ljust(m.end() - m.start()) + text[m.end() :]


class Furniture:
    """Tells furniture from text."""

    def __init__(self, page: Page) -> None:
        self.page = page
        low = lowered_whole(page.text)
        self._ending = self._end(low)
        self._phrased = _holds(low, "phrases")

    def _end(self, low: str) -> int:
        """Where the report's own text ends: at a copyright line in its latter part, or where it is signed off."""
        text, ends = self.page.text, [len(self.page.text)]
        if any(sign in low for sign in ("copyright", "©", "(c)")) and (
            m := _COPYRIGHT.search(text, int(len(text) * 0.6))
        ):
            ends.append(m.start())
        if any(f"{name} by " in text for name in lexicon("furniture")["credits"]):
            ends += [m.start() for m in _signing().finditer(text, int(len(text) * 0.1))][-1:]
        return min(ends)

    def covers(self, tree: Tree) -> bool:
        """Whether the sentence is furniture: a known phrase, a subhead, capitals throughout, or beyond the end."""
        if tree.start >= self._ending or self.page.subhead(tree):
            return True
        sentence = self.page.text[tree.start : tree.end]
        if self._phrased and _holds(sentence.lower(), "phrases"):
            return len(sentence) < 240
        if len(sentence) < 60 and _holds(sentence.lower(), "weak"):
            return True
        written = sentence.encode("utf-8", "replace")
        if len(written) - len(written.translate(None, _SMALL)) > 0.3 * len(sentence):
            return False
        letters = [c for c in sentence if c.isalpha()]
        return len(letters) > 20 and sum(c.isupper() for c in letters) > 0.7 * len(letters)


def _holds(low: str, key: str) -> bool:
    """Whether the text has a phrase as whole words: "subscribe", not "subscribers"."""
    found = (phrase for phrase in _told(key) if phrase in low)  # a pattern is run for these alone
    return any(re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", low) for phrase in found)
