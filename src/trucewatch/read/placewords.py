"""The places that a stretch of a sentence names for an event: without parties, bodies and what only tells where another
lies; lists of regions; "between A and B"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Set
from functools import lru_cache
from itertools import pairwise

from trucewatch.language.gazetteer import PlaceName
from trucewatch.read.bystanders import (
    come_from,
    end_of_a_line,
    head_of,
    names_party,
    of_body,
    of_event,
    of_giver,
    sent_away,
    stricken,
    venue,
)
from trucewatch.read.finest import Found, finest
from trucewatch.read.lexicons import words
from trucewatch.read.page import Page
from trucewatch.read.proposition import EFFECTS, Proposition
from trucewatch.read.things import kinds_of
from trucewatch.read.tree import SUBJECTS, Tree
from trucewatch.values.place import Level, Place

ARMED = frozenset({"attack", "casualties", "damage", "outage", "interception"})
FLOWS = frozenset({"aid", "obstruction"})
_OTHER_EVENTS = frozenset({"since", "following", "after", "before", "despite", "amid"})
_OTHERWISE = frozenset({"if", "unless", "although", "though", "whereas", "until", "before", "since"})
_GIVING = frozenset({"exchange", "commitment", "threat", "acceptance", "aid"})
_STRIKING = ARMED | {"displacement"}
_LYING_THERE = (frozenset({"site"}), frozenset({"site", "population"}))  # of people, where they live who must leave it
_MOST = 40
_AIMED = frozenset({"aim", "head", "fly", "bind", "direct", "launch", "send", "fire"})
_WHITHER = frozenset({"at", "for", "to", "towards", "toward", "against"})
_CONTINENTAL_KM = 1_000  # what reaches further is a part of the world
_SPOTS = frozenset({Level.SETTLEMENT, Level.FACILITY, Level.NEAR})
_CAPITAL_OF = re.compile(r"(?:the )?(?:\w+ )?capital (?:city )?of ")
_BETWEEN = re.compile(r"\b[Bb]etween $")
_AFTER_THAT = re.compile(
    r"\b(?:[Ff]ollowing|[Ss]ince) [^.;]{1,50}\b(?:attacks?|raids?|invasion|assaults?|strikes?)"
    r" (?:on|in|against|of) (?:the )?$"
)
_REGIONS = re.compile(r"\b(?:regions|oblasts)\b")
_OVER = re.compile(r"\b(?:in|over|above) (?:the )?$|(?:, | and )$")
_REPORTING = re.compile(r"\b[Rr]eporting from $")


class PlaceWords:
    """Reads the place names of a report's sentences as places of events."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def within(self, p: Proposition, start: int, end: int) -> tuple[Place, ...]:
        """The places of the event named from ``start`` to ``end``, in the order of the text, the finest of each."""
        return self.of_names(p, (n for n in self.page.placed[p.tree.number] if start <= n.start < end))

    def under(self, p: Proposition, up: int) -> tuple[Place, ...]:
        """Those named in the clause of a word above: not in a clause of its own beside the claim's, nor where the
        speaker is ("officials in X say that")."""
        tree = p.tree
        start, end = tree.span(tree.under(up))
        path = {p.head, *tree.above(p.head)}
        here = [n for n in self.page.placed[tree.number] if start <= n.start < end]
        heads = [(n, head_of(tree, n)) for n in here]
        return self.of_names(p, (n for n, i in heads if not _apart(tree, i, up, path) and not _of_speaker(p, i)))

    def of_names(self, p: Proposition, names: Iterable[PlaceName]) -> tuple[Place, ...]:
        """The places of the event among these names, the finest of each."""
        told = (n for n in names if not self._dates_only(p, n))
        found = [f for n in told if (f := self._of_event(p, n)) is not None and not _aside(p, f)]
        if not found:
            return ()
        found = _outright(p, _without_victim(p, found))
        kept = finest(self._spanned(found), self.page.text)
        return tuple({f.place.name: f.place for f in reversed(kept)}.values())[::-1][:_MOST]

    def _dates_only(self, p: Proposition, name: PlaceName) -> bool:
        """ "Following the October 7, 2023, attacks on X, 40 died in Y": of a deed that only says when this one was."""
        before = _AFTER_THAT.search(self.page.text, max(p.span[0], name.start - 90), name.start)
        return before is not None and not before.start() <= p.tree.words[p.head].start < name.start

    def signed(self, p: Proposition) -> tuple[Place, ...]:
        """ "Signed in Doha": where an agreement was put to paper."""
        tree = p.tree
        put = tree.lemma(p.head) in words("places", "signing")
        inside = [n for n in self.page.placed[tree.number] if p.span[0] <= n.start < p.span[1]]
        heads = [(n, i) for n in inside if (i := head_of(tree, n)) is not None and tree.preposition(i) in ("in", "at")]

        def there(up: int) -> bool:
            return put or up in (p.head, p.verb) or (p.kind == "proposal" and _hosted(tree, up))

        names = [n for n, i in heads if there(tree.head(i))]
        found = [self.page.place_of(n) for n in names]
        return tuple(x for x in found if x.level in (None, *_SPOTS))

    def _of_event(self, p: Proposition, name: PlaceName) -> Found | None:
        """The name with its place, if it may say where the event was."""
        text, tree = self.page.text, p.tree
        if _after_stop(text, p, name) or text[name.end : name.end + 1] in ("-", "–"):
            return None  # another item; "a Ruritania-bound ship"
        if of_body(p, name.start) or of_giver(tree, name) or _dateline(text, name) or not of_event(p, name):
            return None
        listed = self._listed_region(p, name)
        place = listed or self.page.place_of(name)
        if place.level is Level.COUNTRY and (capital := self.page.capital_of(name, place)) is not None:
            return Found(name._replace(text=capital.text, end=name.start + len(capital.text)), capital)
        country = place.level is Level.COUNTRY
        site = place.level is Level.FACILITY and p.kind in ARMED
        at = head_of(tree, name)
        hit = (
            listed is not None
            or (not country and stricken(p, at))
            or (place.level is Level.SETTLEMENT and venue(p, at))
        )
        hit = hit or (not country and self._of_struck(p, name, at))
        if not name.located and not site and not hit and names_party(tree, name, p):
            return None
        if country and p.kind == "talks" and at is not None and tree.preposition(tree.head(at)) == "with":
            return None  # "in talks with all parties in Ruritania": who they are, not where it is
        acts = country and at is not None and tree.rel(at) == "nsubj" and p.actor_at == at
        if acts or self._recipient(p, name, at) or self._party_to(p, name, at):
            return None
        if _CAPITAL_OF.match(name.text) and place.level in (Level.REGION, Level.AREA, Level.COUNTRY):
            return None  # "Bukavu, the capital of South Kivu": it says what Bukavu is
        if at is not None and (self._body_in(p, at, place) or end_of_a_line(p, at)):
            return None
        if place.name is None or _borders(text, name) or (country and sent_away(p, name)):
            return None
        if (place.radius_km or 0) > _CONTINENTAL_KM and _whither(p, at):
            return None
        return Found(name, place)

    def _of_struck(self, p: Proposition, name: PlaceName, at: int | None) -> bool:
        """ "A Moscow skyscraper was hit", "Kherson's power plant", "the Kherson strike": the town before what was
        struck or before the deed is where it was; not one that may stand for its state as the owner or the doer."""
        tree = p.tree
        if at is None or tree.rel(at) not in ("compound", "nmod:poss") or p.kind not in _STRIKING:
            return False
        up = tree.head(at)
        kinds = kinds_of(tree, up)
        if tree.rel(at) == "nmod:poss" or up == p.head:
            party = any(n.start < name.end and name.start < n.end for n in self.page.named[tree.number])
            if party:
                return tree.lemma(up) in words("places", "placing")
        if up == p.head:
            return "assault" in kinds or p.kind == "displacement"
        if "assault" in kinds:
            return p.kind in EFFECTS
        return up in p.targets and (p.kind == "outage" or not kinds.isdisjoint(_LYING_THERE[p.kind == "displacement"]))

    def _recipient(self, p: Proposition, name: PlaceName, at: int | None) -> bool:
        """ "Hand over the bodies to Kyiv": a capital that stands for its state, where something is given or sworn."""
        if p.kind not in _GIVING or at is None or p.tree.preposition(at) not in ("to", "with", "from", "by", "for"):
            return False
        return any(n.start < name.end and name.start < n.end for n in self.page.named[p.tree.number])

    def _body_in(self, p: Proposition, at: int, place: Place) -> bool:
        """ "The ministry in Bogota sent troops to the region": where whoever acts has its seat."""
        up = p.tree.head(at)
        seated = up >= 0 and up in (p.actor_at, p.tree.subject(p.head)) and p.tree.preposition(at) == "in"
        return seated and p.tree.lemma(up) in words("places", "seated") and self.page.is_capital(place)

    def _party_to(self, p: Proposition, name: PlaceName, at: int | None) -> bool:
        """ "In Ruritania's attack on a city", "attacks by Strelsau", "set them against Strelsau": a name that may stand
        for a party, where it does."""
        tree = p.tree
        if at is None or not any(n.start < name.end and name.start < n.end for n in self.page.named[tree.number]):
            return False
        up, before = tree.head(at), tree.preposition(at)
        if tree.rel(at) == "nmod:poss":
            kinds, lemma = kinds_of(tree, up), tree.lemma(up)
            claimed = lemma in words("cues", "nominal") or lemma in words("places", "given")
            return "assault" in kinds or claimed  # "in X's attack", "over X's claims"
        aimed = up in (p.head, p.verb, *p.targets) or (up >= 0 and "assault" in kinds_of(tree, up))
        return before == "by" or (before == "against" and not aimed)

    def _spanned(self, found: list[Found]) -> list[Found]:
        """ "Between A and B": one place, if both are settlements and neither name stands for a party."""
        text, out = self.page.text, list(found)
        for a, b in pairwise(found):
            if (
                not _BETWEEN.search(text, max(0, a.name.start - 12), a.name.start)
                or text[a.name.end : b.name.start] != " and "
            ):
                continue
            party = any(n.start < b.name.end and a.name.start < n.end for names in self.page.named for n in names)
            if party or not {a.place.level, b.place.level} <= _SPOTS:
                continue
            worded = text[a.name.start - len("between ") : b.name.end]
            name = a.name._replace(start=a.name.start - len("between "), end=b.name.end, text=worded)
            at = out.index(a)
            out[at : at + 2] = [Found(name, self.page.resolve(worded))]
        return out

    def _listed_region(self, p: Proposition, name: PlaceName) -> Place | None:
        """ "150 drones were downed, 53 in Oryol": such lists go by regions. So it is read where the report names the
        region of that name, or the sentence another region, and the words do not say that the town is meant."""
        if p.kind != "interception" or not _numbered_list(self.page.text, p, name):
            return None
        place = self.page.place_of(name)
        if place.level is not Level.SETTLEMENT or not place.text[:1].isupper():
            return None
        region = self.page.resolve(f"{place.text} region")
        others = [(names, x) for names in self.page.placed for x in names if x.text != name.text]
        here = self.page.placed[p.tree.number]
        told = (names is here or self.page.resolve(x.expression).name == region.name for names, x in others)
        wide = (self.page.place_of(x).level is Level.REGION for _, x in others)
        said = _REGIONS.search(self.page.text, p.span[0], name.start) is not None
        listed = said or any(a and b for a, b in zip(told, wide, strict=True))
        if region.level is not Level.REGION or not listed:
            return None
        return region.model_copy(update={"text": name.text})


def _hosted(tree: Tree, k: int) -> bool:
    """ "Offered to host the teams in Istanbul", "proposed a meeting in Istanbul"."""
    return k >= 0 and (tree.lemma(k) in ("host", "hold", "meet", "convene") or "talks" in kinds_of(tree, k))


def _after_stop(text: str, p: Proposition, name: PlaceName) -> bool:
    """Whether a semicolon parts a name from the claim's own words: another item, unless a list of numbers."""
    if p.kind == "interception":
        return False
    starts = [p.tree.words[k].start for k in (p.head, *p.joined)]  # "in A four were killed; in B six were"
    stretches = [text[min(at, name.start) : max(at, name.start)] for at in starts]
    return all(";" in between and not any(c.isdigit() for c in between) for between in stretches)


def _apart(tree: Tree, i: int | None, up: int, path: Set[int]) -> bool:
    """Whether a word stands in a relative or conditional clause under ``up``, or in the subject of a verb of saying,
    and the claim does not."""
    chain = [] if i is None else [i, *tree.above(i)]
    below = [k for k in (chain[: chain.index(up)] if up in chain else ()) if k not in path]
    says = tree.lemma(up) in words("cues", "say")
    return any(
        tree.rel(k) == "acl:relcl"
        or (tree.rel(k) == "advcl" and not tree.marks(k).isdisjoint(_OTHERWISE))
        or (says and tree.head(k) == up and tree.rel(k) in SUBJECTS)
        for k in below
    )


def _of_speaker(p: Proposition, i: int | None) -> bool:
    """ "According to X Hospital in Y": whether a word is of who speaks, or below."""
    voice, tree = p.voice, p.tree
    if voice is None or i is None or voice.sentence != tree.number:
        return False
    spoken = tree.within(voice.speaker.start, voice.speaker.start + len(voice.speaker.text))
    return not {i, *tree.above(i)}.isdisjoint(spoken)


def _borders(text: str, name: PlaceName) -> bool:
    """ "Near the Ukraine border" may lie on the other side of it."""
    return name.text.lower().startswith("near") and text.startswith((" border", " frontier"), name.end)


def _aside(p: Proposition, found: Found) -> bool:
    """ "Since the attacks on X, 300 people have been killed in Y", "aid for X reached Y": X is no place of the event,
    if another is told."""
    tree, i = p.tree, head_of(p.tree, found.name)
    if i is None:
        return False
    if tree.preposition(i) == "for" and p.kind in FLOWS:
        return True
    chain = [i, *tree.above(i)]
    chain = chain[: chain.index(p.head)] if p.head in chain else []
    if _from_to(p, found.name):
        return False
    if tree.preposition(i) in ("to", "from", "with") and _relative(p, found):
        return True  # "a town that is the gate to X"
    answer = any(tree.lemma(k) in words("places", "answers") for k in chain if k != i)
    others = (k for k in chain if k != i and tree.rel(k) not in SUBJECTS)
    return answer or come_from(p, found.name) or any(_of_other(tree, k) for k in others)


def _from_to(p: Proposition, name: PlaceName) -> bool:
    """ "At 18 places from A to B": the ends of a stretch, where nothing travels from one to the other."""
    tree, i = p.tree, head_of(p.tree, name)
    if i is None or tree.preposition(i) not in ("from", "to"):
        return False
    up = tree.head(i)
    ends = {tree.preposition(k) for k in tree.kids[up]} if up >= 0 else set()
    verb = next((k for k in (up, *tree.above(up)) if k >= 0 and tree.verbal(k)), None)
    return {"from", "to"} <= ends and verb is not None and tree.lemma(verb) not in words("places", "travelling")


def _of_other(tree: Tree, k: int) -> bool:
    """Whether a word begins what tells of another event: "following the attacks", "since routing them"."""
    return tree.preposition(k) in _OTHER_EVENTS or not _OTHER_EVENTS.isdisjoint(tree.marks(k))


@lru_cache(maxsize=1)
def _numbered() -> re.Pattern[str]:
    small = "|".join(sorted(words("counts", "words")))
    return re.compile(rf"\b(?:\d+|{small}) (?:\w+ ){{0,4}}(?:in|over|above) (?:the )?[A-Z]")


@lru_cache(maxsize=1)
def _tallied() -> re.Pattern[str]:
    small = "|".join(sorted(words("counts", "words")))
    return re.compile(rf"\s*(?:[-–—:(]\s*)?(?:\d+|{small})\b\)?\s*(?:[,;.]|and\b|$)")


def _whither(p: Proposition, at: int | None) -> bool:
    """ "A station through which gas flowed to Europe": where a relative clause says that something goes."""
    tree = p.tree
    if at is None or p.kind not in ARMED or tree.preposition(at) not in ("to", "towards", "toward", "into"):
        return False
    up = tree.head(at)
    return up >= 0 and tree.verbal(up) and tree.rel(up) == "acl:relcl"


def _numbered_list(text: str, p: Proposition, name: PlaceName) -> bool:
    """Whether a name stands in a list of where how many were downed: "35 over Kursk", "Kursk 35, Oryol 20"."""
    if _tallied().match(text, name.end, p.span[1]):
        return True
    over = _OVER.search(text, max(p.span[0], name.start - 12), name.start)
    return over is not None and _numbered().search(text, *p.span) is not None


def _without_victim(p: Proposition, found: list[Found]) -> list[Found]:
    """ "Attacked Ruritania in Strelsau": the country attacked is a party where the words say where it was."""
    if all(f.place.level is Level.COUNTRY for f in found):
        return found

    def victim(f: Found) -> bool:
        i = head_of(p.tree, f.name) if f.place.level is Level.COUNTRY else None
        return i is not None and p.tree.rel(i) == "obj"

    return [f for f in found if not victim(f)]


def _outright(p: Proposition, found: list[Found]) -> list[Found]:
    """Without what only a relative clause names, where the clause itself names a place: "a man who had been hailed for
    his part in X was killed in Y"."""
    outright = [f for f in found if not _relative(p, f)]
    return outright or found


def _relative(p: Proposition, f: Found) -> bool:
    i = head_of(p.tree, f.name)
    chain = [] if i is None else [i, *p.tree.above(i)]
    below = chain[: chain.index(p.head)] if p.head in chain else []
    whither = p.kind == "interception" and any(p.tree.preposition(k) in _WHITHER for k in below)  # not "over X"
    verb = next((k for k in below if p.tree.rel(k) == "acl" and p.tree.lemma(k) in _AIMED), None)
    aimed = whither and verb is not None and not any(w.text == "," for w in p.tree.words[verb : i or 0])
    waited = any(p.tree.rel(k) == "advcl" and p.tree.marks(k) & {"once", "if", "unless"} for k in below)
    return aimed or waited or any(p.tree.rel(k) == "acl:relcl" for k in below)


def _dateline(text: str, name: PlaceName) -> bool:
    """ "Reporting from X" says where the reporter was."""
    return _REPORTING.search(text, max(0, name.start - 20), name.start) is not None
