"""The numbers of a claim: which of those in its words belong to it, what they count, and how they stand to each other.

What a number counts follows from the kind of claim and the kind of thing (counts.yaml); for people in casualties from
the nearest word above it that kills or wounds (read/people.py). Where it belongs is told by read/numbering.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from trucewatch.language.counts import Number, numbers
from trucewatch.language.lexicon import lexicon
from trucewatch.read.numbering import Bound, bind, elsewhere, of_them, of_whole, sense_of, words_of
from trucewatch.read.page import Page
from trucewatch.read.people import People
from trucewatch.read.proposition import Proposition
from trucewatch.read.roles import Roles
from trucewatch.read.things import phrases
from trucewatch.read.tree import Tree
from trucewatch.values.count import Count, Sense
from trucewatch.values.vocabularies import CountOf

_MOST = 40  # numbers taken of one claim: beyond that it is a table
_PEOPLE = frozenset({CountOf.KILLED, CountOf.INJURED, CountOf.DISPLACED, CountOf.PEOPLE, CountOf.HELD, CountOf.MISSING})
_PATIENT = frozenset({"obj", "nsubj:pass", "nsubj:outer"})
_AS_TIME = re.compile(
    r"\b(?:last|past|next|previous|within|after|in|before|over|during|first|every|these)(?: the)? (?:\w+ )?$", re.I
)
_TIME_AFTER = re.compile(
    r"\s?(?:ago|earlier|later|before|after|since|old\b|into|[- ](?:war|invasion|conflict|offensive))", re.I
)
_LASTING = re.compile(
    r"\b(?:for|lasting|lasted|lasts|last|of|by|than)"
    r"(?: (?:about|around|some|at least|up to|more than|over|nearly|almost|the|an|a|additional|further|another))* $",
    re.I,
)
_LASTED = re.compile(r"\blast(?:ed|ing|s)? (?:about |around |some |nearly |almost |more than |at least )?$", re.I)
_SPREADING = re.compile(r"\b(?:spread\w*|extend\w*|burn\w*|rag\w+|br(?:eaks?|oke|oken) out|stretch\w*|blaz\w+) $")
_AFTER_A = re.compile(r"\bafter an? $", re.I)
_ALL_ALONG = re.compile(r"\bfor the (?:last|past) $", re.I)
_INCLUDING = re.compile(r"[^,;.]{0,40},? (?:including|among them) (?:\w+ )?$")
_AGE = re.compile(r" \d{1,3}[,;.)]")
_ONE_OF = re.compile(r"one of (?:the|these|those|its|their|his|her|our|several|many)\b", re.I)
_OF = re.compile(r" (?:out )?of (?:the |its |their |about |some |roughly |more than |at least )?")
_WHERE_IT_LIES = re.compile(  # "30 km east of the city": where a thing lies, not how far anything went
    r"[,\s]*(?:\([^)]*\) )?(?:to the |due |further )?"
    r"(?:(?:north|south|east|west)\w*(?:[- ](?:east|west)\w*)?\b|away\b|from\b|off\b|outside\b|inside\b|behind\b)"
)
_GOING = frozenset({"advance", "push", "move", "withdraw", "retreat", "pull", "drive", "gain", "deploy"})
_OUT_OF = re.compile(r"(?: [\w’'-]+){1,4} out of (?:the |its |their |about |some |roughly )?")
_OF_THE = re.compile(r"(?:Of|Out of) (?:the |its |those )?")
_BRACKET = re.compile(r"\s?[(\[]")
_NOT = re.compile(r"\b[Nn]ot $")
_RATIO = re.compile(r"[^.;]{1,40} for (?:every|each) ")  # "one is killed for every seven of theirs"
_OF_IT = re.compile(r" of \w")


@lru_cache(maxsize=1)
def _things() -> dict[str, frozenset[str]]:
    """Kind of thing by phrase, for the kinds that counting alone knows."""
    out: dict[str, set[str]] = {}
    for thing, names in lexicon("counts")["things"].items():
        for name in names:
            out.setdefault(name, set()).add(thing)
    return {name: frozenset(found) for name, found in out.items()}


class HowMany:
    """Finds the counts of a report's propositions."""

    def __init__(self, page: Page, roles: Roles) -> None:
        self.page, self.roles = page, roles
        self._people = People(page, roles)
        self._tolls: dict[int, dict[int, tuple[int, int]]] = {}

    def survey(self, propositions: Iterable[Proposition]) -> None:
        """Looks over all propositions: a number of the dead belongs to the nearest that tells of dead."""
        for p in propositions:
            if p.kind == "casualties" and not p.nominal:
                self._tolls.setdefault(p.tree.number, {})[p.head] = p.span

    def _of_another(self, p: Proposition, b: Bound) -> bool:
        """ "Three were hurt in the region, while 14 people were injured in the city": 14 are of the other claim."""
        if p.kind != "casualties" or p.nominal:
            return False
        at = b.number.at  # which the other's words must hold: no number is lost
        told = self._tolls.get(p.tree.number, {})
        others = {k for k, (start, end) in told.items() if start <= at < end} - {p.head, *p.joined}
        up = next((k for k in (b.top, *p.tree.above(b.top)) if k in others or k == p.head), None)
        return up in others and p.head in p.tree.above(up)

    def of(self, p: Proposition, targets: Sequence[int]) -> tuple[Count, ...]:
        """The counts of the claim that speaks of these targets; what its sister claims speak of is left to them."""
        out: list[Count] = []
        ours = True  # whether the last number was this claim's: "six of them" are of that one
        last: Number | None = None
        for found in numbers(self.page.text, *p.span)[:_MOST]:
            bound = bind(p.tree, found)
            part, last = last, found
            if _AGE.search(self.page.text, max(0, found.start - 1), found.end + 1) and self._aged(p.tree, found):
                continue
            if bound is None or (not ours and of_them(self.page.text, bound)) or _again(self.page.text, part, found):
                continue
            if self._whole(p, bound, part):
                sent = list(self._sent(p, bound))
                out = (
                    [c for c in out if c.what is not CountOf.LAUNCHED] + sent
                    if sent and p.kind == "attack"
                    else out + sent
                )
                continue
            apart = self._of_another(p, bound) or elsewhere(self.page.text, p, bound, targets)
            told = [] if apart else self._parted(p, found, list(self._counts(p, bound, targets)), out)
            if told and not out and of_them(self.page.text, bound):  # "killing several of them": no part of a number
                told = [c.model_copy(update={"sense": None}) if c.sense is Sense.PART else c for c in told]
            ours = bool(told) or (ours and (found.article or "place" in self._kinds(p.tree, bound)))
            out += told
        if not out and p.kind == "casualties":
            return self._people.nought(p) or self._people.one_by_one(p, out)
        some = {c.what for c in out if c.low}  # "nobody was killed and three were hurt": no hurt nobody
        out = [c for c in out if c.low != 0 or c.high != 0 or c.what not in some]
        return self._people.one_by_one(p, out) if p.kind in ("casualties", "detention") else tuple(out)

    def _aged(self, tree: Tree, n: Number) -> bool:
        """ "A woman, 71, died": the number after a person and before a comma is an age."""
        at = tree.at(n.start)
        before = tree.words[at - 2] if at is not None and at > 1 and tree.words[at - 1].text == "," else None
        if before is None or n.low is None or not 0 < n.low < 111:
            return False
        person = before.ner.endswith("PER") or before.lemma.lower() in words_of("aged_people")
        return person and self.page.text[n.start : n.end].isdigit()

    def _parted(self, p: Proposition, n: Number, found: list[Count], before: Sequence[Count]) -> list[Count]:
        """ "Four were killed and 16 injured, including three children": a part is of the number told just before it."""
        if p.kind != "casualties" or len(found) != 1 or not before or found[0].sense is not Sense.PART:
            return found
        whole = before[-1]
        at = self.page.text.rfind(whole.text or "\0", p.span[0], n.start)
        between = at >= 0 and _INCLUDING.match(self.page.text, at + len(whole.text or ""), n.start)
        return [found[0].model_copy(update={"what": whole.what})] if between else found

    def _whole(self, p: Proposition, b: Bound, before: Number | None) -> bool:
        """ "57 of 71 drones": whether a number is what the one before it, told in the claim too, is taken from."""
        if _OF_THE.fullmatch(self.page.text, p.tree.start, b.number.at):
            return True  # "Of the 116 drones launched, 69 were brought down"
        if before is None:
            return False
        between = (before.stop, b.number.at)
        apart = _OF.fullmatch(self.page.text, *between) or _OUT_OF.fullmatch(self.page.text, *between)
        return of_whole(p.tree, b) or apart is not None

    def _sent(self, p: Proposition, b: Bound) -> Iterator[Count]:
        """ "88 of the 103 drones launched", "six of nine drones": the whole is a count too where the words say what was
        done with it, or tell it for the first time."""
        noun = b.noun if b.noun is not None else b.top
        kinds, known = self._kinds(p.tree, b), p.tree.deps(noun, "det", "nmod:poss")
        if _OF_THE.fullmatch(self.page.text, p.tree.start, b.number.at):
            known = []  # "Of the 76 drones, 38 were shot down": told with their share
        launched = any(p.tree.lemma(k) in ("launch", "fire", "send", "use") for k in p.tree.deps(noun, "acl"))
        if p.kind in ("interception", "attack") and (launched or (p.kind == "interception" and not known)):
            if launched or "weapon" in kinds:
                yield self._count(p, b, CountOf.LAUNCHED)
        elif p.kind in ("obstruction", "aid") and "truck" in kinds and not known:
            yield self._count(p, b, CountOf.TRUCKS)

    def _counts(self, p: Proposition, b: Bound, targets: Sequence[int]) -> Iterator[Count]:
        n = b.number
        if self._one_of(p, b) or _RATIO.match(self.page.text, n.end, p.span[1]):
            return
        if n.what is not None:
            if n.what is CountOf.PERCENT and p.tree.rel(b.top) == "appos" and p.tree.deps(p.tree.head(b.top), "nummod"):
                return  # "a million people, half the population": the same people once more
            if n.what.value in lexicon("counts")["measured"].get(p.kind, ()) and self._measures(p, b):
                yield self._count(p, b, n.what)
            return
        if p.kind == "casualties":
            fates = [] if _both(p.tree, b) else list(self._people.fates(p, b, self._kinds(p.tree, b)))
            fates = fates or ([CountOf.OTHER] if self._lost(p, b) else [])
            yield from (self._count(p, b, fate) for fate in fates)
            return
        what = self._what(p, b, targets)
        if what is not None:
            yield self._count(p, b, what)

    def _lost(self, p: Proposition, b: Bound) -> bool:
        """ "Enemy losses came to 155 servicemen", "lost 155 men": of how many of them were killed nothing is said."""
        who = p.tree.subject(p.head)
        lost = p.tree.lemma(p.head) == "lose" or (who is not None and p.tree.lemma(who) in ("loss", "casualty"))
        return lost and bool(self._kinds(p.tree, b) & {"military.troops", "people", "-"})

    def _one_of(self, p: Proposition, b: Bound) -> bool:
        """Whether a number is the "one of the larger exchanges", which says what a thing is like and counts nothing."""
        if b.number.low == 1 and _NOT.search(self.page.text, max(0, b.number.at - 5), b.number.at):
            return True  # "not one missile"
        if b.number.low != 1 or not _ONE_OF.match(self.page.text, b.number.at):
            return False
        if self._kinds(p.tree, b) & {"deed", "assault"} or (p.kind == "attack" and self._stands(p, b, "agent")):
            return True  # "one of the drones hit a depot"
        tree, top = p.tree, b.top
        while tree.rel(top) == "conj":
            top = tree.head(top)
        if tree.rel(top) == "appos":
            return not self._kinds(tree, b) & {"people", "leader"}  # "Sudzha, one of the largest towns"
        own = top in p.targets or b.noun in p.targets or sense_of(self.page.text, p, b) is Sense.PART
        return not (own or tree.rel(top).startswith(("nsubj", "obj")))

    def _measures(self, p: Proposition, b: Bound) -> bool:
        """Whether a measured number is one of the proposition, not a time of it."""
        if b.number.article:
            return False
        if b.number.what is CountOf.DISTANCE_KM and p.tree.lemma(p.head) not in _GOING:
            return not _WHERE_IT_LIES.match(self.page.text, b.number.end)
        return b.number.what is not CountOf.DURATION_DAYS or self._lasts(p, b)

    def _lasts(self, p: Proposition, b: Bound) -> bool:
        """Whether days are how long something lasts: "a 30-day truce", "for two weeks", not "two days ago"."""
        text, n, tree = self.page.text, b.number, p.tree
        before, after = text[max(p.span[0], n.start - 30) : n.start], text[n.end : n.end + 24]
        if _LASTED.search(before):
            return True
        if _TIME_AFTER.match(after) or _AFTER_A.search(before):
            return False
        if p.kind in ("obstruction", "outage") and _ALL_ALONG.search(before):
            return True
        up = tree.head(b.top)
        next_word = after.lstrip(" -").split(" ")[0].strip(".,;”\"'").lower()
        if next_word in words_of("truces") or _OF_IT.match(after):
            return True
        if up >= 0 and b.top == b.noun and tree.lemma(up) in words_of("truces"):
            return True
        return bool(_LASTING.search(before)) and not _AS_TIME.search(before)

    def _kinds(self, tree: Tree, b: Bound) -> frozenset[str]:
        """The kinds of thing that is counted; "-" where the number stands alone."""
        swapped = "for" in self.page.text[b.number.at : b.number.end]  # "a 1,000-for-1,000 swap": people, not swaps
        if self.page.text[b.number.at : b.number.stop].lower() == "twice":
            return frozenset({"deed"})
        if b.noun is None and tree.rel(b.top) == "nmod" and tree.lemma(tree.head(b.top)) in words_of("peopled"):
            return frozenset({"people"})  # "a population of 80,000", "a city of half a million"
        if b.noun is None or swapped or tree.words[b.noun].upos in ("PRON", "DET"):
            return frozenset({"-"})
        own: set[str] = {"*"}
        for phrase in phrases(tree, b.noun):
            own |= _things().get(phrase, frozenset())
        found = self.roles.kinds(tree, b.noun)
        if "humanitarian" in found and tree.lemma(b.noun) not in words_of("aid_people"):
            found -= {"people"}
        own |= found - {"weapon"} if "deed" in own else found
        return frozenset(own)

    def _what(self, p: Proposition, b: Bound, targets: Sequence[int]) -> CountOf | None:
        n = b.number
        if n.low == 0 == n.high:
            return None
        kinds = self._kinds(p.tree, b)
        if p.kind == "outage" and b.noun is None:
            kinds = self._of_those(p.tree, b) or kinds
        row = next((r for r in lexicon("counts")["counted"].get(p.kind, ()) if self._fits(p, b, kinds, r)), None)
        if row is None or row["what"] is None or (n.vague and row.get("solid")):
            return None
        if p.kind == "talks" and n.low == 2 and b.noun is not None and p.tree.deps(b.noun, "det", "nmod:poss"):
            return None  # "the two ministers are to meet"
        if n.article and not row.get("one") and not _one_among(p, b, targets):
            return None
        if n.article and b.noun is not None and p.tree.lemma(b.noun) in words_of("groups"):
            return None  # "a barrage of missiles": of how many is not told
        if p.kind == "attack" and "people" in kinds and p.tree.lemma(p.head) in words_of("killed"):
            return CountOf.KILLED
        if p.kind == "detention" and sense_of(self.page.text, p, b) is Sense.PART:
            return CountOf.PEOPLE
        return CountOf(row["what"])

    def _of_those(self, tree: Tree, b: Bound) -> frozenset[str] | None:
        """ "Affected 1,200 consumers; cut off another 300 or so": what the customers numbered before are."""
        numbered = (k for k in range(b.top - 1, -1, -1) if tree.deps(k, "nummod"))
        known = (self._kinds(tree, b._replace(noun=k)) for k in numbered)
        return next((kinds for kinds in known if "customer" in kinds), None)

    def _fits(self, p: Proposition, b: Bound, kinds: frozenset[str], row: dict[str, Any]) -> bool:
        """Whether a row of counts.yaml speaks of such a thing in such a place. Places are counted where they are
        struck, taken or cut off: "in nine regions" is no number of the deed."""
        if "place" in kinds and not {"place", "division"} & set(row["of"]) and p.kind not in ("control", "damage"):
            return False
        if "party" in kinds and "party" not in row["of"] and self._stands(p, b, "agent"):
            return False  # "the two sides exchanged 390 people"
        if row.get("heads") and p.tree.lemma(p.head) not in row["heads"]:
            return False
        if row.get("under") and not any(p.tree.lemma(k) in words_of(row["under"]) for k in p.tree.above(b.top)):
            return False
        return bool(kinds & set(row["of"])) and (not row.get("as") or self._stands(p, b, row["as"]))

    def _stands(self, p: Proposition, b: Bound, place: str) -> bool:
        """Whether the number's word is the doer or what the deed is done to."""
        tree = p.tree
        chain = [b.top, *tree.above(b.top)]
        reached = [k for k in chain if tree.rel(k) not in ("conj", "nmod", "appos", "compound")]
        at = reached[0] if reached else b.top
        if place == "agent":
            return tree.rel(at).startswith("nsubj") and tree.rel(at) != "nsubj:pass"
        mine = next((i for i, k in enumerate(chain[:3]) if k in p.targets), None)
        beside = [k for k in chain[:mine] if tree.rel(k) == "nmod" and tree.preposition(k) not in words_of("part_of")]
        if beside:
            return False  # "a pipe between two tanks"
        return mine is not None or tree.rel(at) in _PATIENT or (tree.rel(at) == "nsubj" and tree.passive(p.head))

    def _count(self, p: Proposition, b: Bound, what: CountOf) -> Count:
        n = b.number
        sense = sense_of(self.page.text, p, b)
        several = b.noun is not None and p.tree.lemma(b.noun) in words_of("families") and what in _PEOPLE
        high = None if several else n.high  # "two dozen families" are 24 people or more
        if what is CountOf.AREA_M2 and _SPREADING.search(self.page.text, max(0, n.start - 24), n.start):
            high = n.low  # "spread over 900 square metres": over so much ground, and not more
        return Count(what=what, low=n.low, high=high, text=self.page.text[n.start : n.end], sense=sense)


def _again(text: str, before: Number | None, n: Number) -> bool:
    """ "3km (1.9 miles)": the same once more in another unit."""
    alike = before is not None and n.what is not None and n.what is before.what
    return alike and before is not None and bool(_BRACKET.fullmatch(text, before.end, n.start))


def _one_among(p: Proposition, b: Bound, targets: Sequence[int]) -> bool:
    """ "An outbuilding and three houses": one, where the words number the others of the same claim."""
    numbered = any(p.tree.deps(k, "nummod") for k in targets if k != b.noun)
    return p.kind in ("damage", "attack") and b.noun in targets and numbered


def _both(tree: Tree, b: Bound) -> bool:
    """ "Losses came to 1,020 killed and wounded": of how many which is not said."""
    return b.noun is not None and tree.words[b.noun].text == "killed" and bool(tree.deps(b.noun, "conj"))
