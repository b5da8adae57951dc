"""A report as the reader holds it: the trees, and where times, places, parties and quotations stand in the text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from trucewatch.language import times
from trucewatch.language.gazetteer import Gazetteer, PlaceName, located
from trucewatch.language.gazetteer import Named as NamedPlace
from trucewatch.language.parties import Named, Register
from trucewatch.language.places.wording import kind_of
from trucewatch.language.syntax.parser import Sentence
from trucewatch.language.times import Timed
from trucewatch.read.labels import labels
from trucewatch.read.lexicons import words
from trucewatch.read.things import kinds_of
from trucewatch.read.tree import Tree
from trucewatch.values.moment import Moment
from trucewatch.values.place import Place

_OPEN, _CLOSE = "“«„", "”»"
_REOPENS = frozenset('“«„"')
_BOXED = re.compile(r"^(?:,\s+(?:in\s+)?(?:the\s+)?|\s+(?:in|of)\s+(?:the\s+)?|\s*\()$")
_CAPITAL = re.compile(r"(['’]s? capital)\b(?!,? (?:(?:city )?of )?(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)[A-Z])")
_OF_CAPITAL = re.compile(r"(?:['’]s?)? capital\b")
_LINE = re.compile(r",? \(?\d|[ -][A-Z]|:| \(")  # what follows a dateline's city, or makes a longer name of it
_JOINT = re.compile(r"(?:,| and|, and) $")
_STREET = re.compile(r" (?:[Ss]treet|[Aa]venue|[Bb]oulevard)\b")  # "on Rashid street"
_PAPER = re.compile(
    r" (?:Post|Times|Independent|News|Herald|Tribune|Journal|Gazette|Chronicle)\b(?! Square)"
)  # an outlet's
_OWNER = re.compile(r"(?:['’]s)? ")
_REGIONAL = re.compile(r"\b([A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?) regional\b")
_OFFICES = "headquarters|governor|administration|authorities|government|prosecutors?|police|head|officials|emergency"
_OFFICE = re.compile(rf"(?:['’]s)?(?: (?:acting|operational|military|state))* (?:{_OFFICES})\b")
_OF_OFFICE = re.compile(rf"\b(?:{_OFFICES})(?: \w+)?(?: of| in| for) (?:the )?$")
_FRONTED = 200  # characters that a region at the head of a sentence holds for
_LONGEST_QUOTE = 2500  # characters: a mark left open does not put the rest of the report in quotes


class Quoted(NamedTuple):
    """A quotation: offsets within its marks."""

    start: int
    end: int


_SUBHEAD = 6  # words of a line between paragraphs
_ENDING = frozenset(".!?…:;,'\"’”»)")


class Page:
    """Everything that is found once a report and looked up by offset."""

    def __init__(
        self,
        text: str,
        sentences: Sequence[Sentence],
        register: Register,
        gazetteer: Gazetteer,
        published: Moment | None,
        outlet_home: str | None = None,
        outlet: str = "",
        side: tuple[str, str] | None = None,
    ) -> None:
        self.text = text
        self._own_names = _names_of(outlet)
        self.outlet_home = outlet_home
        self.side = side
        """The party whose word the report's own voice is, and that party's foe; None where it is neither's."""
        self.published = published
        self.trees = [Tree(s, n) for n, s in enumerate(sentences)]
        self.starts = [t.start for t in self.trees]
        self.register = register = register.reading(text)
        self._gazetteer = gazetteer
        self.quotes = quotations(text)
        self._quote_starts = [q.start for q in self.quotes]
        self.named: list[list[Named]] = []
        self.placed: list[list[PlaceName]] = []
        self.bare: set[int] = set()
        """Where place names begin that stand in no place's position: known towns that the parser takes for places."""
        for t in self.trees:  # sentence by sentence, for both look at the same tokens
            self.named.append([n for n in register.find(text, t.start, t.end) if not _in_a_name(t, n)])
            groups = [n for n in self.named[-1] if n.type == "group"]  # "the Islamic State" is no place
            found = self._with_tagged(t, gazetteer.find(text, t.start, t.end))
            self.placed.append(
                [
                    p
                    for p in found
                    if not (_PAPER.match(text, p.end) or _STREET.match(text, p.end))
                    and not any(n.start <= p.start < n.end for n in groups)
                ]
            )
        self._capital_states = {n.start: n.party for names in self.named for n in names if n.type == "metonym"}
        self._parties: dict[str, tuple[str | None, object]] = {}
        self._times: dict[bool, tuple[list[Timed], list[int]]] = {}
        self._resolved: dict[str, Place] = {}
        self.countries = self._countries()
        self.labels = labels(text, self.trees, self.placed, gazetteer, self.countries)
        """The places that open the items of a list, by the number of the sentence."""
        self._together = self._read_together()

    def _with_tagged(self, tree: Tree, found: list[PlaceName]) -> list[PlaceName]:
        """Also the names that no gazetteer has, which the parser takes for places and the words before them as well."""
        out = list(found)
        for start, end in _tagged(tree):
            placed = any(n.start < end and start < n.end for n in found)
            party = any(n.start < end and start < n.end for n in self.named[tree.number])
            here = located(self.text, start, tree.start) or self._listed(out, start)
            here = here and not party and not _of_a_thing(tree, end)
            bare = not party and not _LINE.match(self.text, end) and self.text[max(0, start - 4) : start] != "the "
            known = bare and self._gazetteer.settled(self.text[start:end])  # "the Novocherkassk" is a ship
            if known and not here:
                self.bare.add(start)
            if not placed and (here or known or _before_meeting(tree, end)):
                out.append(PlaceName(start, end, self.text[start:end], here))
        return sorted(out)

    def _listed(self, found: Sequence[PlaceName], start: int) -> bool:
        """ "Around A and B": a name joined to one that a preposition of place stands before."""
        joint = _JOINT.search(self.text, max(0, start - 8), start)
        return joint is not None and any(n.located and n.end == joint.start() for n in found)

    def times_in(self, start: int, end: int, *, ahead: bool) -> list[Timed]:
        """The times named in a stretch; none where the report bears no date."""
        if self.published is None:
            return []
        if ahead not in self._times:
            found = times.find(self.text, self.published, ahead=ahead)
            self._times[ahead] = found, [t.end for t in found]
        found, ends = self._times[ahead]
        out = []
        for timed in found[bisect_right(ends, start) :]:
            if timed.start >= end:
                break
            told_inside = timed.inner is not None and timed.start < start <= timed.inner.start
            out.append(timed.inner if told_inside and timed.inner else timed)
        return out

    def quote_at(self, offset: int) -> Quoted | None:
        """The quotation that holds this offset."""
        at = bisect_right(self._quote_starts, offset) - 1
        return self.quotes[at] if at >= 0 and offset < self.quotes[at].end else None

    def subhead(self, tree: Tree) -> bool:
        """ "Strike in Lebanon" above a paragraph: a short line without a verb or a number, between whole sentences."""
        n = tree.number
        if not 0 < n < len(self.trees) - 1 or len(tree) > _SUBHEAD or self.text[tree.end - 1] in _ENDING:
            return False
        if any(t.upos in ("VERB", "AUX", "NUM") for t in tree.words):
            return False
        gap = self.text[tree.end : self.trees[n + 1].start]
        whole = all(len(t) > _SUBHEAD and self.text[t.end - 1] in _ENDING for t in self.trees[n - 1 : n + 2 : 2])
        return len(gap) > 1 and gap.isspace() and whole

    def same_paragraph(self, tree: Tree) -> bool:
        """Whether a sentence stands in the paragraph of the one before it."""
        return "\n" not in self.text[self.trees[tree.number - 1].end : tree.start]

    def own(self, speaker: str) -> bool:
        """Whether a speaker is the outlet whose report this is: "as Strelsau News reported earlier"."""
        return bool(self._own_names) and _plain_name(speaker) in self._own_names

    def resolve(self, text: str) -> Place:
        """The place that a name means, the countries of the report first."""
        if text in self._together:
            return self._together[text]
        if text not in self._resolved:
            self._resolved[text] = self._gazetteer.resolve(text, self.countries)
        return self._resolved[text]

    def place_of(self, name: PlaceName) -> Place:
        """The place that a name found in the text means."""
        place = self.resolve(name.expression)
        if place.level is None and (state := self._capital_states.get(name.start)) is not None:
            capital = self._gazetteer.capital(state)  # "Washington", which is a state of the Union besides
            place = capital if capital is not None and capital.name == place.name else place
        return place if place.text == name.text else place.model_copy(update={"text": name.text})

    def area_called(self, word: str) -> Place | None:
        """The area that "the enclave", "the peninsula" stands for, if the report names the one that it can be."""
        found = self._gazetteer.anaphor(f"the {word} {self.text}", 0, 4 + len(word))
        return None if found is None else self.resolve(found.text)

    def is_capital(self, place: Place) -> bool:
        """Whether the place is the capital of the state that it lies in."""
        capital = self._gazetteer.capital(place.country) if place.country else None
        return capital is not None and capital.geonames is not None and capital.geonames == place.geonames

    def capital_of(self, name: PlaceName, state: Place) -> Place | None:
        """ "Ruritania's capital": the capital that the words mean, where they do not name it; else None."""
        m = _CAPITAL.match(self.text, name.end)
        found = self._gazetteer.capital(state.country) if m is not None and state.country else None
        return None if m is None or found is None else found.model_copy(update={"text": name.text + m[1]})

    def capital_at(self, sentence: int, start: int) -> Place | None:
        """ "The Ukrainian capital": that of the state named before it; else the one capital that the report names."""
        owners = [n.party for n in self.named[sentence] if _OWNER.fullmatch(self.text[n.end : start])]
        if owners:
            return self._gazetteer.capital(owners[-1])
        owners = [n.party for names in self.named for n in names if _OF_CAPITAL.match(self.text, n.end)]
        if len(set(owners)) == 1:
            return self._gazetteer.capital(owners[0])  # "a drone over the Ruritanian capital ... in the capital"
        named = {n.party for names in self.named for n in names if n.party.isupper() and n.party.isalpha()}
        capitals = filter(None, map(self._gazetteer.capital, sorted(named)))
        told = {self.place_of(x).name for names in self.placed for x in names}
        found = [c for c in capitals if c.name in told]
        return found[0] if len(found) == 1 else None

    def _read_together(self) -> dict[str, Place]:
        """The report's place names by the light of one another; of one name that with its container ("X, Y") counts."""
        names: list[NamedPlace] = []
        for tree, sentence in zip(self.trees, self.placed, strict=True):
            for n, name in enumerate(sentence):
                after = sentence[n + 1] if n + 1 < len(sentence) else None
                boxed = after is not None and _BOXED.match(self.text[name.end : after.start])
                inside = bool(boxed and re.search(r"\b(?:in|of)\b", boxed.group()))
                fronted = _fronted(self.text, sentence, n)
                box = after.text if after is not None and boxed and (inside or fronted is None) else fronted
                if box is None:
                    box, inside = _only_region(self.text, tree, sentence, name)
                names.append(NamedPlace(name.expression, box, inside))
        found = self._gazetteer.together(names, self.countries)
        ordered = sorted(found.items(), key=lambda e: (e[0].text, e[0].container is not None, e[0].container or ""))
        return {name.text: place for name, place in ordered}

    def _countries(self) -> tuple[str, ...]:
        """The countries that the report names most, by its parties and places: where unclear names are looked for."""
        seen: Counter[str] = Counter()
        for named in self.named:
            seen.update(n.party for n in named if len(n.party) == 3 and n.party.isupper())
        return tuple(code for code, _ in sorted(seen.items(), key=lambda e: (-e[1], e[0]))[:6])


def _plain_name(name: str) -> str:
    return re.sub(r"[\W_]+", "", name.lower().removeprefix("the "))


def _names_of(outlet: str) -> frozenset[str]:
    """The names by which an outlet's id may stand in its own text: "strelsau-news-en" is "Strelsau News"."""
    parts = outlet.lower().split("-")
    return frozenset(name for k in range(1, len(parts) + 1) if len(name := _plain_name("".join(parts[:k]))) > 2)


def _of_a_thing(tree: Tree, end: int) -> bool:
    """ "The Kristall oil depot": whether the name is that of a thing which the next word begins, and of no place."""
    last = tree.at(end - 1)
    up = tree.head(last) if last is not None and tree.rel(last) in ("compound", "amod", "nmod:desc") else -1
    return up >= 0 and tree.words[up].upos == "NOUN" and tree.lemma(up) not in words("places", "placing")


def _before_meeting(tree: Tree, end: int) -> bool:
    """ "The Cairo summit": whether the word for a meeting comes next."""
    after = tree.at(end + 1)
    if after is None or tree.words[after].upos not in ("NOUN", "PROPN") or tree.rel(after) == "compound":
        return False
    return tree.words[after].text[0].isalpha() and "talks" in kinds_of(tree, after)


def _tagged(tree: Tree) -> Iterator[tuple[int, int]]:
    """The stretches that the parser tags as places."""
    for t in tree.words:
        if t.ner == "B-LOC":
            last = t.i
            while last + 1 < len(tree) and tree.words[last + 1].ner == "I-LOC":
                last += 1
            yield t.start, tree.words[last].end


def _fronted(text: str, names: Sequence[PlaceName], n: int) -> str | None:
    """ "In P district, the villages of A and B": the region or district that opens the sentence, for what follows."""
    first = names[0]
    if n == 0 or kind_of(first.text) not in ("region", "district") or names[n].start - first.end > _FRONTED:
        return None
    return (
        first.text
        if re.search(r"(?:^|[.\n]\s*)[Ii]n (?:the )?$", text[max(0, first.start - 12) : first.start])
        else None
    )


def _only_region(text: str, tree: Tree, names: Sequence[PlaceName], name: PlaceName) -> tuple[str | None, bool]:
    """Of a district the one region that its sentence names, and whether an authority there is called after it, which
    speaks of its own: "the headquarters of the X region said a drone had fallen in Y district"."""
    if kind_of(name.text) != "district":
        return None, False
    wide = {n.text: (n.start, n.end) for n in names if kind_of(n.text) == "region"}
    wide |= {f"{m[1]} region": m.span() for m in _REGIONAL.finditer(text, tree.start, tree.end)}
    if len(wide) != 1:
        return None, False
    called, (start, end) = next(iter(wide.items()))
    own = _OF_OFFICE.search(text, max(tree.start, start - 40), start) or _OFFICE.match(text, end)
    return called, own is not None


def quotations(text: str) -> list[Quoted]:
    """The quotations of a text, by curly marks and by straight ones; a straight mark opens where a word follows it."""
    out: list[Quoted] = []
    start = -1
    for m in re.finditer(r"[“”«»„\"]|\n\s*\n|\t{2,}", text):
        mark = m.group()
        if not mark.strip():
            if start >= 0 and 0 < m.start() - start <= _LONGEST_QUOTE and text[m.end() : m.end() + 1] in _REOPENS:
                out.append(Quoted(start, m.start()))  # not closed, for the paragraph after it opens anew
            start = -1
        elif mark in _OPEN or (mark == '"' and _opens(text, m.start(), start >= 0)):
            if 0 <= start < m.start() - 1 and m.start() - start < 700:  # a new paragraph of the quotation opens anew
                out.append(Quoted(start, m.start()))
            start = m.end()
        elif start >= 0:
            if 0 < m.start() - start <= _LONGEST_QUOTE:
                out.append(Quoted(start, m.start()))
            start = -1
    return out


def _opens(text: str, at: int, inside: bool) -> bool:
    """Whether a straight mark opens a quotation: white space before and none after; where unclear, by turns."""
    before = text[at - 1 : at] if at else " "
    after = text[at + 1 : at + 2] or " "
    if before.isspace() != after.isspace():
        return before.isspace()
    return before in "([—–-" or not inside


def _in_a_name(tree: Tree, named: Named) -> bool:
    """Whether a state or a city is only part of a person's name: "Jim Jordan", "Chad Smith"."""
    at = tree.at(named.start)
    if named.type not in ("state", "metonym") or at is None:
        return False
    last = tree.at(named.end - 1) or at
    after = tree.words[last + 1].ner if last + 1 < len(tree) else ""
    ner = tree.words[at].ner
    return ner == "I-PER" or (ner == "B-PER" and after == "I-PER")
