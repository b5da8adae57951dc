"""Finds place names in text: known names, names that a word makes places of ("the village of", "district"), and
capitalised names after a preposition of place that the general index has."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from trucewatch.language.lexicon import lexicon
from trucewatch.language.places.index import places_index
from trucewatch.language.places.keys import key_of
from trucewatch.language.places.known import Known, names_of_parties
from trucewatch.language.tokens import Phrases, tokens
from trucewatch.values.place import Level

_CAPITAL = r"[A-ZÀ-ÖØ-Þ](?:(?!['’]s\b)[\w’'`-])*"  # of "Sumy Oblast's Konotop district" the district alone
_THE = r"(?:(?:al|el|as|ash|an|ar|ad|at|az|ez|es|et)-)?"  # "Deir al-Zahrani" is one name
_NAME = rf"{_CAPITAL}(?:[ \-]{_THE}{_CAPITAL}){{0,2}}"
_LOCATIVE = re.compile(
    r"(?:\b(?:in|In|near|Near|at|At|around|Around|outside|Outside|towards?|into|across|over|between|from|on|On|hit|"
    r"hitting|striking|shelling|bombing|targeting|targeted|attacking|attacked|"
    r"struck|bombed|shelled|bombard(?:ed|ing)|pound(?:ed|ing)|storm(?:ed|ing)|overran|besieg(?:ed|ing)|encircl(?:ed|ing)|"
    r"surround(?:ed|ing)|liberat(?:ed|ing)|occupied|off|out of|reach|reached|"
    r"captured|recaptured|retaken?|retook|seized|took|"
    r"(?:outskirts|territor(?:y|ies)|skies|airspace|waters|airports?|airfields?|streets|residents|people|centre|center|heart|"
    r"edges?|hills?|direction|vicinity|siege|shelling|bombardment|bombing|capture|fall|liberation|occupation) of|"
    r"(?:regions?|oblasts|provinces|districts|cities|towns|villages|settlements|communities|areas)"
    r"(?::|,? (?:including|such as|among them|namely|notably|particularly)(?: in| over| near)?)|"
    r"fled|fleeing|entered|entering|east of|west of|north of|south of|parts of|strikes? on)\s+"
    r"(?:the\s+)?(?:(?!what|that|which|who|how|if|by\b)\w+(?:['’]s)?\s+)?)$"
)
_NEXT = re.compile(rf"[ -]{_THE}({_CAPITAL})")
_SMALL_IN_TITLES = frozenset(
    ("and", "the", "for", "from", "with", "into", "over", "after", "amid", "but", "near", "between", "before", "since")
)
_DAYS = frozenset(("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"))
_LIST = re.compile(r"^(?:\s*[,;]\s*|\s*,?\s+and\s+|\s*,?\s+or\s+)$")
_SMALL = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_NUMBERED = re.compile(  # "Bryansk region 35, Kursk – 20, Belgorod (15) and Oryol"
    rf"^\s*(?:[-–—:(]\s*)?(?:\d[\d,]*|{_SMALL})\)?(?:\s*[,;]\s*(?:and\s+)?|\s+and\s+)(?:the\s+)?$"
)
_MORE = re.compile(  # ", B" and " in the P region and C in the Q region" of "the villages of A, B …"
    rf"(?: in (?:the )?{_NAME} (?:[Rr]egion|[Oo]blast|[Pp]rovince|[Dd]istrict))?(?:, | and |, and )"
    rf"({_CAPITAL}(?: {_CAPITAL})?)(?=,| and |[.;\s])"
)
_ONE_MORE = re.compile(rf"(?<![\w’'-])((?:{_CAPITAL}[ -])?{_CAPITAL})(?:, (?:and )?| and )$")
_LIES_IN = re.compile(
    rf"(?:, | in )(?:the )?({_CAPITAL}(?: {_CAPITAL})?(?: (?:[Rr]egion|[Oo]blast|[Pp]rovince|[Ss]tate))?)(?=[,.;)\s])"
)
_VAGUE = frozenset(lexicon("places")["vague"])  # after a name that is known alone: "Health department" is no place
_WORTH = 30_000  # people of a town that is known by its bare name
_WHERE = re.compile(r",? where\b")  # "Belgorod, where two people died": what is told of is a place
_LYING = re.compile(  # "X, in the east of Y", "X, a port city": what is told so of a name makes it a place's
    r", in (?:the )?(?:[a-z-]+ ){0,3}[A-Z]|, an? (?:[a-z-]+ ){0,3}(?:city|town|village|port|suburb|settlement)\b"
)
_OFFICE = re.compile(
    r"(?:['’]s)? (?:regional |acting |city |military )*(?:governor|mayor|administration|authorities)\b", re.I
)
_BODY = re.compile(  # "Strelsau Regional Military Administration": the name ends where that of the body begins
    r" (?:(?:Regional|Oblast|Provincial|City|District|Municipal|State|Military|Civil|Civil-Military) ?)+"
    r"(?:Administration|Council|Prosecutor|Police|Hall|Authorit(?:y|ies)|Governor|Defen[cs]e)\b"
)
_LAND = re.compile(r"soil|territory|airspace|skies")
_ATTITUDE = re.compile(r"\b(?:anti|pro|non)-$", re.I)  # "anti-Israel" is no place
_ARTICLE = re.compile(r"^(?:[AaEe]l)[ -]([A-Z]\w{2,}(?: [A-Z]\w+)*)$")
_KIND_WORD = re.compile(r"^ (?:[Rr]egion|[Oo]blast|[Pp]rovince|[Dd]istrict|[Tt]erritory|[Kk]rai|[Gg]overnorate)\b")

_GROUPS = ("villages", "towns", "settlements", "farmsteads", "hamlets")
_CAPITALS = re.compile(_CAPITAL[: _CAPITAL.index("]") + 1])
_DIRECTION = r"(?:north|south|east|west|(?:north|south)[- ]?(?:east|west))"
_LEAD = re.compile(
    r"\b\d[\d,.]*\s*-?(?:km|kilomet(?:re|er)s?|(?:nautical )?miles?)\s+(?:\([^)]*\)\s+)?"
    rf"(?:(?:to the\s+)?{_DIRECTION}\s+of|from|outside)\s+(?:the\s+)?$|"
    r"\b(?:near|outside|on the outskirts of)\s+(?:the\s+)?$"
)
_LEADING = ("of", "from", "outside", "near", "the")
_PLURALS = r"(region|oblast|province|district|governorate|raion)s"
_OF_REGIONS = re.compile(  # "several regions, including", "five regions:"
    r"\b(region|oblast|province|district)s(?::|,? (?:including|such as|among them|namely|notably|particularly))"
    r"(?: in| over| near)? (?:the )?$"
)
_PLURAL_AFTER, _PLURAL_BEFORE = re.compile(rf" {_PLURALS}$"), re.compile(rf"^(?:[Tt]he )?(?:[a-z]+ )?{_PLURALS} of ")
_PART = re.compile(rf"\b(?:(?i:{_DIRECTION}ern)|central|Central|the {_DIRECTION}(?:ern part)? of(?: the)?)\s+$")


class PlaceName(NamedTuple):
    """A stretch of text that names a place. ``located``: a preposition of place stands before it.

    ``sense``: the expression to resolve, where it is not the text: of "Kharkiv and Sumy regions" the first is a region.
    """

    start: int
    end: int
    text: str
    located: bool
    sense: str = ""

    @property
    def expression(self) -> str:
        """What is to be resolved."""
        return self.sense or self.text


class Finder:
    """Finds the names of a gazetteer. Holds no open file."""

    def __init__(self, entries: Sequence[tuple[str, Known]], never: frozenset[str]) -> None:
        self._known = frozenset(key_of(name) for name, _ in entries)
        self._spare = frozenset(key_of(name) for name, known in entries if known.lat is None and known.name == name)
        written = dict.fromkeys(n for name, _ in entries for n in (name, *_with_article(name)))
        self._phrases: Phrases[None] = Phrases((name, None) for name in written)
        self._never = never
        self._regions = frozenset(key_of(name) for name, known in entries if known.level is Level.REGION)
        self._wide = frozenset(key_of(name) for name, known in entries if _has_parts(known))
        self._articles = frozenset({"the", "a", "this", "that", "one", "another", "our", "their"})
        data = lexicon("places")
        after, before = ("|".join(map(re.escape, sorted(data[k], key=len, reverse=True))) for k in ("after", "before"))
        self._openers = frozenset(data["openers"])
        openers = "|".join(sorted(data["openers"]))
        self._after = re.compile(
            rf"\b(?!(?:{openers})\b)((?:(?:al|el)-)?{_NAME})(?: municipal| border| refugee)? (?:{after})\b"
        )
        before = rf"(?:(?:{before}) of|(?:{'|'.join(_GROUPS)}))"
        self._before = re.compile(rf"(?<!['’])\b(?:[Tt]he )?(?:[a-z][\w-]* )?{before} ({_THE}{_NAME})")
        facility = "|".join(map(re.escape, sorted(data["facilities"], key=len, reverse=True)))
        self._facility = re.compile(rf"\b((?:al|Al|el|El|as|ash|an)-)?({_NAME}) (?:{facility})\b")
        word = r"[A-ZÀ-ÖØ-Þ](?:(?!['’]s\b)[\w’'`-])*"  # of "Sindh's Ghotki" each by itself
        self._bare = re.compile(rf"(?<![\w’'-])(?:St\. )?{word}(?:[ \-]{_THE}{word}){{0,2}}")
        self._after_words, self._before_words, self._facilities = (  # a sentence without these has none of the patterns
            frozenset(tokens(str(phrase))[0].text for phrase in phrases)
            for phrases in (data["after"], [*data["before"], *_GROUPS], data["facilities"])
        )

    def find(self, text: str, start: int = 0, end: int | None = None) -> list[PlaceName]:
        """The place names in ``text[start:end]``, left to right, not overlapping."""
        stop = len(text) if end is None else end
        taken: dict[int, PlaceName] = {}
        for a, b in [*self._certain(text, start, stop), *self._settlements(text, start, stop)]:
            a = self._widened(text, max(start, a - 60), a, b)
            if not any(p.start < b and a < p.end for p in taken.values()):
                located = bool(_LOCATIVE.search(text, max(start, a - 40), a)) or text[a : a + 4].lower() == "the "
                located = located or _WHERE.match(text, b) is not None
                taken[a] = PlaceName(a, b, text[a:b], located)
        for m in _soil().finditer(text, start, stop) if _LAND.search(text, start, stop) else ():
            if not any(p.start < m.end() and m.start(1) < p.end for p in taken.values()):
                taken[m.start(1)] = PlaceName(m.start(1), m.end(), text[m.start(1) : m.end()], True, _lands()[m[1]])
        return self._of_regions(text, _shared(text, [self._in_list(text, taken, p) for _, p in sorted(taken.items())]))

    def _of_regions(self, text: str, names: list[PlaceName]) -> list[PlaceName]:
        """ "Over several regions, including Kursk, Tula and the Black Sea": of these the regions are meant so."""
        out = list(names)
        for n in range(len(out)):
            m = _OF_REGIONS.search(text, max(0, out[n].start - 40), out[n].start)
            k = n
            while m and k < len(out):
                if k > n and not _LIST.match(text[out[k - 1].end : out[k].start].replace("the ", "")):
                    break
                called = f"{out[k].text} {m[1]}"
                if not out[k].sense and key_of(called) in self._known:
                    out[k] = out[k]._replace(sense=called)
                k += 1
        return out

    def _widened(self, text: str, floor: int, a: int, b: int) -> int:
        """Where the expression begins: "30 km east of" and "near the village of" belong to it; so does "southern", if
        the name is that of a wide area."""
        led = text[max(floor, a - 12) : a].rstrip().endswith(_LEADING)  # looked at first: the pattern is slow
        m = _LEAD.search(text, floor, a) if led else None
        if m is None and key_of(text[a:b]) in self._wide:
            m = _PART.search(text, floor, a)
        return a if m is None else m.start()

    def _in_list(self, text: str, taken: dict[int, PlaceName], name: PlaceName) -> PlaceName:
        """A name joined by a comma or "and" to a located one is located too."""
        before = [p for p in taken.values() if p.end <= name.start]
        last = max(before, key=lambda p: p.end, default=None)
        between = text[last.end : name.start] if last else ""
        if not name.located and last and last.located and (_LIST.match(between) or _NUMBERED.match(between)):
            taken[name.start] = name._replace(located=True)
            return taken[name.start]
        return name

    def _certain(self, text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
        found = tokens(text, start, stop)
        told = {t.text for t in found}
        for m in self._before.finditer(text, start, stop) if not self._before_words.isdisjoint(told) else ():
            if m.group().endswith(("'s", "’s")) or (m.group()[0].isupper() and _title_case_run(text, m.start())):
                continue
            of_name = not m.group().lower().startswith("the ") and _title_case_run(text, m.start())
            of_name = of_name and text[max(start, m.start() - 24) : m.start()].split(" ")[-2] not in _demonyms()
            yield (m.start(1) if of_name else m.start()), m.end()  # "the Rimal neighbourhood of X": the word is Rimal's
            if any(w.endswith("s") for w in m.group()[: m.start(1) - m.start()].split()[-2:]):
                yield from self._listed(text, m.end(), stop)  # not of "the village of A and B Brigade"
        for m in self._facility.finditer(text, start, stop) if not self._facilities.isdisjoint(told) else ():
            if key_of(m.group(2)) not in self._articles:
                yield m.start(), m.end()
        for m in self._after.finditer(text, start, stop) if not self._after_words.isdisjoint(told) else ():
            vague = m.group().rsplit(" ", 1)[1] in _VAGUE and not self._wide_name(m.group(1))
            if key_of(m.group(1)) not in self._never and not vague and not _title_case_run(text, m.start()):
                yield m.start(), m.end()
                yield from self._before_plural(text, start, m)
        for match in self._phrases.find(found):
            a, b = found[match.first].start, found[match.last - 1].end
            hyphened = found[match.last].text == "-" if match.last < len(found) else False
            if key_of(text[a:b]) in self._spare and _runs_on(text, b):
                continue  # "Victoria Amelina"
            if not hyphened and not _ATTITUDE.search(text, max(0, a - 5), a):
                yield a, b

    def _listed(self, text: str, at: int, stop: int) -> Iterator[tuple[int, int]]:
        """The further names of "the villages of A, B and C"."""
        while (m := _MORE.match(text, at, stop)) is not None:
            yield m.span(1)
            at = m.end()

    def _before_plural(self, text: str, start: int, m: re.Match[str]) -> Iterator[tuple[int, int]]:
        """The names before the last of "the A, B and C districts"."""
        at = m.start()
        while m.group().endswith("s") and (more := _ONE_MORE.search(text, max(start, at - 60), at)) is not None:
            first, _, rest = more[1].partition(" ")
            opens = first in lexicon("places")["openers"]
            at = more.start(1) + (len(first) + 1 if opens else 0)
            if key_of(more[1]) in self._never or (opens and not rest):
                return
            yield at, more.end(1)

    def _settlements(self, text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
        """Capitalised names after a preposition of place (or listed after such a one) that the general index has."""
        last_end, title = -1, None
        for m in self._names(text, start, stop):
            between = _KIND_WORD.sub("", text[last_end : m.start()], count=1) if last_end >= 0 else ""
            chained = last_end >= 0 and (_LIST.match(between) or _NUMBERED.match(between))
            before = chained or _LOCATIVE.search(text, max(start, m.start() - 32), m.start())
            if not before and not _told_after(text, m.end()):
                continue
            words = m.group().split(" ")
            for n in range(len(words), 0, -1):
                name = " ".join(words[:n])
                known = key_of(name) in self._known
                if not known and _runs_on(text, m.start() + len(name)) and not _BODY.match(text, m.start() + len(name)):
                    continue
                title = _headline(text[start:stop]) if title is None and not known else title
                if not known and title and text.count(name) < 2:
                    continue
                told = known or self._settled(name) or self._put(text, m.start() + len(name), stop)
                if key_of(name) not in self._never and told:
                    last_end = m.start() + len(name)
                    yield m.start(), last_end
                    break

    def _names(self, text: str, start: int, stop: int) -> Iterator[re.Match[str]]:
        """Capitalised names, left to right. Capitals are looked for first: far faster than the whole pattern."""
        done = start
        for capital in _CAPITALS.finditer(text, start, stop):
            m = self._bare.match(text, capital.start(), stop) if capital.start() >= done else None
            if m is not None and m.group().partition(" ")[0] not in self._openers:  # "In Muscat, ..."
                done = m.end()
                yield m

    def _put(self, text: str, end: int, stop: int) -> bool:
        """Whether a known region follows as what an unknown name lies in: "Al-Khiwai, West Kordofan"."""
        m = _LIES_IN.match(text, end, stop)
        return m is not None and key_of(m[1]) in self._regions

    def _wide_name(self, name: str) -> bool:
        """Whether a name is a place's, so that "territory" and "department" after it are of it: "Cauca department"."""
        index, key = places_index(), key_of(name)
        towns = any(e.own and e.population >= _WORTH for e in index.named(name))
        return towns or bool(index.keyed(f"region:{key}") or index.keyed(f"district:{key}"))

    def settled(self, name: str) -> bool:
        """Whether a name that the parser takes for a place's is known, and no word, person or group."""
        key = key_of(name)
        if key in self._never or name.isupper() or name.islower():
            return False
        found = places_index().named(name)
        return key in self._known or (len(name) > 3 and bool(found) and found[0].population >= _WORTH)

    def _settled(self, name: str) -> bool:
        found = places_index().named(name)
        return bool(found) and len(name) > 3 and (found[0].own or found[0].population >= 5000)


def located(text: str, at: int, floor: int = 0) -> bool:
    """Whether the words before ``at`` say that a place follows: "in", "shelled", "the outskirts of"."""
    return _LOCATIVE.search(text, max(floor, at - 40), at) is not None


def _with_article(name: str) -> Iterator[str]:
    """ "El Obeid" as agencies write it: el-Obeid, al-Obeid, Al-Obeid."""
    m = _ARTICLE.match(name)
    if m is not None:
        for article in ("al", "el"):
            yield from (f"{article}-{m[1]}", f"{article.title()}-{m[1]}", f"{article.title()} {m[1]}")


def _has_parts(known: Known) -> bool:
    """Whether "southern" before a name means a part of it. Before a province it tells where in its country that is."""
    if known.level is Level.REGION:
        return known.country == "PSE"
    return known.level in (Level.COUNTRY, Level.AREA)


def _told_after(text: str, end: int) -> bool:
    """Whether what follows a name makes it a place's: "where", what lies in it, whose office is told."""
    if text.startswith(", ", end) and (_LYING.match(text, end) or _WHERE.match(text, end)):
        return True
    return text.startswith((" ", "'", "’"), end) and bool(_WHERE.match(text, end) or _OFFICE.match(text, end))


def _shared(text: str, names: list[PlaceName]) -> list[PlaceName]:
    """ "Kharkiv, Sumy and Odesa regions", "the regions of Kharkiv and Sumy": the word holds for the whole list."""
    out = list(names)
    for n in range(len(out) - 1, -1, -1):
        m = _PLURAL_AFTER.search(out[n].text)
        k = n - 1
        while m and k >= 0 and _LIST.match(text[out[k].end : out[k + 1].start]):
            out[k] = out[k]._replace(sense=f"{out[k].text} {m[1]}", located=out[k].located or out[n].located)
            k -= 1
    for n in range(len(out)):
        m = _PLURAL_BEFORE.match(out[n].text)
        k = n + 1
        while m and k < len(out) and _LIST.match(text[out[k - 1].end : out[k].start]):
            out[k] = out[k]._replace(sense=f"{out[k].text} {m[1]}", located=out[k].located or out[n].located)
            k += 1
    return out


def _title_case_run(text: str, at: int) -> bool:
    """True if the word before is capitalised as well: "Defence Ministry Moscow Region" is no name of its own."""
    m = re.compile(r"([A-Z][\w]+) $").search(text, max(0, at - 20), at)
    return m is not None and m[1] not in lexicon("places")["openers"]


@lru_cache(maxsize=1)
def _demonyms() -> frozenset[str]:
    """The adjectives of states: "the Russian region of X" is a region of that name."""
    return frozenset(a for state in lexicon("parties")["states"].values() for a in state.get("adjectives", ()))


@lru_cache(maxsize=1)
def _lands() -> dict[str, str]:
    """The state by its adjective, where soil of that name is the state's own."""
    states = ((code, s) for code, s in lexicon("parties")["states"].items() if code != "PSE")
    return {str(a): str(s["names"][0]) for _, s in states for a in s.get("adjectives", ())}


@lru_cache(maxsize=1)
def _soil() -> re.Pattern[str]:
    """ "On Ukrainian soil", "over Russian territory": the state itself."""
    adjectives = "|".join(map(re.escape, sorted(_lands(), key=len, reverse=True)))
    return re.compile(rf"\b(?:on|over|in|inside|into|across|above) ({adjectives}) (?:soil|territory|airspace|skies)\b")


def _runs_on(text: str, end: int) -> bool:
    """Whether a longer name goes on after a place's: "Nord Stream", "Vice President". A day may follow a place."""
    m = _NEXT.match(text, end)
    return m is not None and m[1] not in _DAYS


def _headline(sentence: str) -> bool:
    """Whether a line is in title case, in which a capital tells nothing: no verb or noun of it is in small letters."""
    long = [w for w in re.findall(r"[^\W\d_]{3,}", sentence) if w not in _SMALL_IN_TITLES]
    return len(long) >= 4 and all(w[0].isupper() for w in long)


def never() -> frozenset[str]:
    """Keys of names that are words, people or groups far more often than the places that bear them."""
    return frozenset(key_of(n) for n in (*lexicon("places")["never"], *names_of_parties()))
