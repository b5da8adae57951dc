"""The state that a report is about, and what that says of bodies named without one: "officials", "the mayor"."""

from __future__ import annotations

import re
from bisect import bisect_right
from calendar import month_name
from collections import Counter
from collections.abc import Iterator

from trucewatch.language.gazetteer import PlaceName
from trucewatch.language.parties import go_betweens
from trucewatch.read.furniture import city_of_dateline
from trucewatch.read.lexicons import words
from trucewatch.read.page import Page
from trucewatch.read.tree import Tree
from trucewatch.values.place import Level, Place
from trucewatch.values.vocabularies import Role

_PROVINCE = re.compile(r"(?:\S+ ){1,3}(?:Region|Oblast|Province|Governorate|District|Territory|Krai|Republic)\b")
_DATES = words("reading", "roles_days") | frozenset(month_name)
_STATE = frozenset({Role.OFFICIAL, Role.MILITARY})
_TOWN = 2.2  # km: the gazetteer's radius of a town of some 33,000
_SMALL = frozenset({Level.FACILITY, Level.SETTLEMENT, Level.NEAR, None})
_MINISTRY = re.compile(r"^the (?:\w+ )?(?:ministry|ministry of \w+)$")
_SEATED = re.compile(r"^(?:the )?(?:\w+ )?authorities (?:in|of) ")
_FROM = re.compile(r"\bfrom\s+(?:the\s+)?(?:[A-Z][\w'’-]+(?:,?\s+and\s+|,\s*|\s+))*$")
_WITHIN = re.compile(r"\b(?:in|across|inside|throughout|within)\s+(?:\w+ern\s+)?$")  # a state named as a place
_PLACING = re.compile(r"\b(?:in|at|near|on|outside|around|from|to|of|over|across)\s+(?:the\s+)?(?:\w+ern\s+)?$", re.I)
_SHOT_DOWN = re.compile(
    r"\b(?:shot|shooting|shoots|bring|brought|bringing) down\b|\bintercept|\bair[ -]defen[cs]e|"
    r"\bdown(?:ed|s|ing) (?:\w+ ){0,4}(?:drone|missile|UAV|rocket)"
)
_BETWEEN = re.compile(r"\b(?:mediat|broker|facilitat|guarant|good offices|shuttle|auspices|under the eyes of)")
_CHAIRING = re.compile(
    r"\b(?:who|which) (?:\w+ )?(?:chair|host|mediat|broker|facilitat|conven|steer)"
    r"|\b(?:its|his|her|their|latest) mediation"
)
_BRIEFED = re.compile(r"At (?:a|his|her|the|its) (?:\w+ )?(?:briefing|news conference|press conference) in ")
_BLOW = re.compile(
    r"\b(?:strikes?|attack(?:s|ed)?|shell(?:s|ed|ing)?|missiles?|drones?|bomb(?:s|ed|ing)?|raids?|struck)\b"
)
_OF_OTHERS = re.compile(  # "a Western official", "two Kurdish sources": of a people that the register gives no party
    r"(?:[a-z]+ ){0,3}(?:Western|Arab|European|African|[A-Z][a-z]+(?:ian|ish|ese)) (?:[a-z]+ ){0,2}"
    r"(?:officials?|diplomats?|sources?|negotiators?|mediators?|envoys?|ministers?)\b"
)
_LOCALLY = frozenset({"regional", "local", "city", "district", "oblast", "municipal", "provincial"})
_AERIAL = re.compile(r"\bair (?:force|command|defen[cs]e)")

_ENCLAVE = re.compile(r"the (?:\w+ )?(?:territory|enclave|strip)(?:'s|’s) ")


_INSTALLED = frozenset({"occupation", "occupying", "occupiers", "installed", "puppet"})


class Home:
    """Presumes the party of a body by where the report and its sentences are; in doubt none."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self._two: frozenset[str] | None = None
        city = city_of_dateline(page.text)
        self._written_at = page.resolve(city) if city else None
        self.home = self._home()

    def _home(self) -> str | None:
        """The one state that most places of the report lie in and that is named most often; None where there is none:
        talks in a third country are not about that country."""
        named: Counter[str] = Counter()
        within: Counter[str] = Counter()  # without states that are named as parties: "Russia attacked"
        for placed in self.page.placed[:40]:
            for p in placed[:20]:
                place = self.page.resolve(p.text)
                if not place.country or self._acts(p) or self._origin(p):
                    continue
                named[place.country] += 1
                inside = _WITHIN.search(self.page.text, max(0, p.start - 16), p.start)
                within[place.country] += place.level is not Level.COUNTRY or inside is not None
        if self._written_at is not None and (country := self._written_at.country):  # it stands in no sentence
            named[country] += 1
            within[country] += 1
        for code, n in within.items():
            if (
                (n > 1 or len(named) == 1)
                and 2 * n > within.total()
                and all(named[code] > m for c, m in named.items() if c != code)
            ):
                return code if self._told_of(code) else None
        return None

    def _told_of(self, state: str) -> bool:
        """Whether more than a village or two speaks for a state: it or who acts for it is named, the report is written
        there, or a region of it, a town or three of its places are told of. Of "Kossa" and "Hast" alone nothing
        follows: every name is borne by some village, and a war that no register knows has no home there."""
        if self._written_at is not None or self.page.outlet_home is not None:
            return True
        if any(n.party == state for found in self.page.named for n in found):
            return True
        places = {p.text: self.page.resolve(p.text) for placed in self.page.placed for p in placed}
        own = [x for x in places.values() if x.country == state]
        return len(own) > 2 or any(x.level not in _SMALL or (x.radius_km or 0.0) > _TOWN for x in own)

    def _prevailing(self, tree: Tree) -> str | None:
        """The state that at least three mentions and three in five of all mentions of states are of, if there is one:
        "the Prime Minister's Office" of a report on one state. Else the one state that the sentence names, if none is
        named more often."""
        seen = Counter(n.party for named in self.page.named for n in named if n.party.isupper() and n.party.isalpha())
        if not seen:
            return None
        (code, n), total = max(seen.items(), key=lambda e: (e[1], e[0])), sum(seen.values())
        if n >= 3 and 5 * n >= 3 * total:
            return code
        here = {n.party for n in self.page.named[tree.number] if n.type == "state" and n.party.isupper()}
        return code if here == {code} and sum(m == n for m in seen.values()) == 1 else None

    def _origin(self, name: PlaceName) -> bool:
        """Whether a place is where something came from: "drones launched from Kursk and Orel" are of no event there."""
        return _FROM.search(self.page.text, max(0, name.start - 80), name.start) is not None

    def _acts(self, name: PlaceName) -> bool:
        """Whether a capital is named as who acts and not as where: "Moscow denied it", not "in Moscow"."""
        at = bisect_right(self.page.starts, name.start) - 1
        capital = any(n.type == "metonym" and n.start <= name.start < n.end for n in self.page.named[at])
        return capital and _PLACING.search(self.page.text, max(0, name.start - 16), name.start) is None

    def _at_home(self, tree: Tree, text: str, start: int, role: Role | None) -> str | None:
        """The party of officials of whom only the office is told: their state, where the report is about one and no
        place told beside them lies in another."""
        if not _INSTALLED.isdisjoint(text.lower().replace("-", " ").split()):
            return None  # "the occupation administration" is not the state's whose ground it is
        return self._of_the_ground(tree, text, start, role)

    def _of_the_ground(self, tree: Tree, text: str, start: int, role: Role | None) -> str | None:
        low = text.lower()
        public = role in (Role.EMERGENCY, Role.COMPANY) and any(w in low for w in words("cues", "public"))
        local = "general" in low or not _LOCALLY.isdisjoint(low.split())  # "the prosecutor general"
        here = role is Role.OFFICIAL and (
            local or bool(self.page.placed[tree.number])
        )  # prosecutors act where it was done
        public = public or (here and any(w in low for w in words("cues", "magistrates")))
        if role is Role.REGIONAL and (run := self.page.register.run_by(text)):
            return run[0][1]
        seated = role is Role.OFFICIAL and _SEATED.match(low) is not None
        if role is Role.REGIONAL or public or seated:  # "the Krasnodar headquarters": its own name first
            place = self._named_in(text)
            if place is not None:
                return self._run_by(place)
        there = self.page.text.startswith(
            " there", start + len(text)
        )  # "the governor there": of no region named before
        if role is Role.REGIONAL and not there and (governed := self._governed()) is not None:
            return governed
        if "health" in low and "world health" not in low:
            gaza = self.home == "PSE" or self._country_before(tree, start) == "PSE"
            gaza = gaza or (_ENCLAVE.match(low) is not None and "Gaza" in self.page.text)
            return "gaza-authorities" if gaza else self._unless_elsewhere(tree, self.home)
        of_outlet = self._of_outlet(text, role)
        if of_outlet is not None:
            return of_outlet
        if self.home == "PSE" or _OF_OTHERS.match(text):
            return None
        if role is Role.REGIONAL or public:
            if self._unknown_place(tree, start):
                return None
            label = self.page.labels.get(tree.number)
            before = self._place_before(tree, start) if label is None else self.page.resolve(label.text)
            if before is None:
                return self._unless_elsewhere(tree, self.home)
            return self._run_by(before) or self._under_fire(tree, before)
        if role not in _STATE:
            return None
        domestic = any(w in words("cues", "civil_ministries") for w in re.findall(r"[a-z]+", low))
        sure = (
            domestic
            or self._written_in(self.home)
            or self._defends(tree, low)
            or (role is Role.MILITARY and self._of_its_own(tree))
        )
        home = self.home if sure or self._spoken_of_most(self.home) else None
        aerial = home is not None and _AERIAL.search(low) is not None and self._defends(tree, low)
        there = aerial or (_MINISTRY.match(low) is not None and self._written_in(home))
        return self._opened(tree, start) or (home if there else self._unless_elsewhere(tree, home))

    def _named_in(self, text: str) -> Place | None:
        """The place that a body's own name has: "the Krasnodar headquarters"."""
        for word in re.findall(r"(?<![\w-])(?![A-Z]+\b)[A-Z][\w-]+(?: [A-Z][\w-]+)*", text):  # not "the OVA"
            whole = _PROVINCE.match(word)  # "Rostov Region Ivan Petz"
            place = self.page.resolve(whole.group() if whole else word)
            if place.country and place.point is not None:
                return place
        return None

    def _governed(self) -> str | None:
        """The one party whose governors alone a report names: the other bodies of their regions act for it too."""
        told = {n.party for named in self.page.named for n in named if n.type == "person" and n.role is Role.REGIONAL}
        return next(iter(told)) if len(told) == 1 else None

    def _of_its_own(self, tree: Tree) -> bool:
        """ "A Ruritanian marine lost a foot, the navy reported": of a sentence that names the home state alone
        and tells of no blow."""
        named = self.page.named[tree.number]
        own = {n.party for n in named} == {self.home} and all(n.type in ("adjective", "state") for n in named)
        return own and _BLOW.search(self.page.text, tree.start, tree.end) is None

    def _defends(self, tree: Tree, body: str) -> bool:
        """ "56 missiles were shot down over Arstad, the Air Force Command said": whoever tells of what it shot down is
        the defender, however often the attacker is named; so is an air force in a report of such a night."""
        if _SHOT_DOWN.search(self.page.text, tree.start, tree.end) is not None:
            return True
        return _AERIAL.search(body) is not None and _SHOT_DOWN.search(self.page.text) is not None

    def _spoken_of_most(self, state: str | None) -> bool:
        """Whether no other state is named as often as a party: a ministry that tells of shells on Ruritania may be that
        of whoever is said to have fired them."""
        if state is not None and state in self._pair() and any(p.islower() for p in self._pair()):
            return True  # a state at war with a group: no other state's army or ministry is spoken of
        seen = Counter(n.party for named in self.page.named for n in named if len(n.party) == 3 and n.party.isupper())
        most = max((n for code, n in seen.items() if code != state), default=0)
        return not most or seen[state or ""] > most

    def _written_in(self, state: str | None) -> bool:
        """Whether the report is written in the capital of the state: there its ministry needs no name."""
        place = self._written_at
        return place is not None and place.country == state and self.page.is_capital(place)

    def _of_outlet(self, text: str, role: Role | None) -> str | None:
        """ "The Defence Ministry said", "Deputy Foreign Minister Ivo Petz said" of a national agency: its own state's,
        if the report names it; of a person's office, if that state is a side of what is reported."""
        state = self.page.outlet_home
        if state is None or role not in _STATE:
            return None
        opens, _, rest = text.lower().partition(" ")
        if opens in words("cues", "national_offices") and rest and state in self._pair():
            return state
        if opens != "the" or text.split()[-1].lower() not in words("cues", "institutions"):
            return None
        return state if any(n.party == state for named in self.page.named for n in named) else None

    def _opened(self, tree: Tree, start: int) -> str | None:
        """ "In Ruritania, the ministry said": the state, or its capital, that the sentence opens with."""
        if (label := self.page.labels.get(tree.number)) is not None and label.end <= start:
            return self.page.resolve(label.text).country  # "Ruritania: the army said"
        briefed = _BRIEFED.match(self.page.text, tree.start)  # "At a briefing in Arstad, the aide said"
        opens = tree.words[0].text in ("In", "Inside", "Across") and tree.lemma(0) == tree.low(0)
        first = next((p for p in self.page.placed[tree.number] if p.start < start), None)
        if first is None or first.start - (briefed.end() if briefed else tree.start) > (0 if briefed else 12):
            return None
        if not (briefed or opens):
            return None
        found = self.page.resolve(first.text)
        return found.country if found.level is Level.COUNTRY or self.page.is_capital(found) else None

    def _unless_elsewhere(self, tree: Tree, state: str | None) -> str | None:
        """The state, unless a place of this sentence or the one before lies in another, or the sentence is about
        others alone ("Freedonia offered Graustark missiles, the defence minister said"): then none rather than a wrong
        one."""
        near = [p for n in range(max(0, tree.number - 1), tree.number + 1) for p in self.page.placed[n]]
        found = [self.page.resolve(p.text) for p in near if not self._acts(p)]
        lands = {x.country for x in found if x.level is not Level.COUNTRY} - {None}
        acting = {n.party for n in self.page.named[tree.number] if len(n.party) == 3 and n.party.isupper()}
        here = {self.page.resolve(p.text).country for p in self.page.placed[tree.number]}
        others = acting and state not in acting | here and not acting & self._pair()
        return None if others or (lands and state not in lands) else state

    def _pair(self) -> frozenset[str]:
        """The two sides that the report is about: each named twice at least, nobody else half as often. Whoever is no
        side of a war, or is told of only as one who goes between, is none of them."""
        if self._two is None:
            seen = Counter(self._sides())
            first = sorted(seen.items(), key=lambda e: (-e[1], e[0]))[:3]
            clear = len(first) > 1 and first[1][1] > 1 and (len(first) < 3 or 2 * first[2][1] <= first[1][1])
            self._two = frozenset(code for code, _ in first[:2]) if clear else frozenset()
            case = self.page.register.pair
            if case and case <= seen.keys() and not self._two & (seen.keys() - case):
                self._two = case  # the case names the two sides, and the report is about no others
        return self._two

    def goes_between(self, party: str | None, tree: Tree) -> bool:
        """ "The minister of Ruritania, who chaired the session, said", "Ruritania, which hosted the talks": of a state
        that is no side where the report is about two, in a sentence that tells that it brings them together."""
        if party is None or len(party) != 3 or not party.isupper() or not self._pair() or party in self._pair():
            return False
        named = {n.party for n in self.page.named[tree.number]}
        return party in named and _CHAIRING.search(self.page.text, tree.start, tree.end) is not None

    def _sides(self) -> Iterator[str]:
        """The parties of all mentions but those of unions, aid bodies and go-betweens."""
        all_: list[tuple[str, bool]] = []
        for tree, named in zip(self.page.trees, self.page.named, strict=True):
            between = bool(named) and _BETWEEN.search(self.page.text, tree.start, tree.end) is not None
            all_ += [(p, between) for m in named for p in m.party.split("+")]
        sides = {p for p, between in all_ if not between} - go_betweens()
        return (p for p, _ in all_ if p in sides)

    def _the_country(self, tree: Tree, owner: int) -> str | None:
        """ "The country's defence ministry": of the one state that this sentence names before it, or the one before."""
        for n in (tree.number, tree.number - 1):
            before = [m for m in self.page.named[n] if m.start < tree.words[owner].start] if n >= 0 else []
            states = {m.party for m in before if len(m.party) == 3 and m.party.isupper()}
            if not states:
                continue
            opens = [m.party for m in before if m.start - self.page.trees[n].start < 5]  # whom the sentence is about
            return next(iter(states)) if len(states) == 1 else opens[0] if opens else self.home
        return self.home

    def _run_by(self, place: Place) -> str | None:
        """The state that a place lies in, as the one that its officials act for; None where another runs it."""
        elsewhere = words("countries", "run_by_others")
        return None if place.name in elsewhere or (place.admin1 or "") in elsewhere else place.country

    def _under_fire(self, tree: Tree, place: Place) -> str | None:
        """ "Nine were hurt in a Ruritanian strike, the governor said", of a region that both hold a part of: whoever
        tells of the one side's blow acts for the other; not for the state that a town run by others lies in."""
        named = {n.party for n in self.page.named[tree.number]} & self._pair()
        blow = _BLOW.search(self.page.text, tree.start, tree.end) is not None
        if len(named) != 1 or not blow:
            return None
        other = next(iter(self._pair() - named))
        lost = place.name in words("countries", "run_by_others") and other == place.country
        return other if len(other) == 3 and other.isupper() and not lost else None

    def _country_before(self, tree: Tree, offset: int) -> str | None:
        """The country of the place named last before an offset, at most four sentences back."""
        before = self._place_before(tree, offset)
        return before.country if before is not None else None

    def _place_before(self, tree: Tree, offset: int) -> Place | None:
        """The place within a country named last before an offset, at most four sentences back."""
        for n in range(tree.number, max(-1, tree.number - 5), -1):
            for place in reversed(self.page.placed[n]):
                if (place.start < offset or n < tree.number) and not self._acts(place):
                    found = self.page.resolve(place.text)
                    if found.country and found.level is not Level.COUNTRY:
                        return found
        written = self._written_at  # from capitals reporters write of anywhere
        return written if tree.number < 5 and written is not None and not self.page.is_capital(written) else None

    def _unknown_place(self, tree: Tree, offset: int) -> bool:
        """ "In Sa Kaeo two houses burned, the governor said": a name after "in" that neither list of names has."""
        named = [self.page.resolve(p.text) for p in self.page.placed[tree.number] if p.start < offset]
        if named:
            return all(place.country is None for place in named)
        for t in tree.words:
            if t.start >= offset or t.upos != "PROPN" or tree.preposition(t.i) != "in" or t.text in _DATES:
                continue
            if not any(n.start <= t.start < n.end for n in self.page.named[tree.number]):
                return True
        return False
