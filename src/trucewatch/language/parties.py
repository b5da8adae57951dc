"""Who a name means: states, their offices and people, groups → party code and role. Shipped data, extended and
overridden by the case. An unknown name means nobody: it never gets a code that the data does not give it."""

from __future__ import annotations

import re
from calendar import day_name
from collections.abc import Iterator, Sequence
from copy import copy
from functools import lru_cache
from itertools import pairwise
from typing import Literal, NamedTuple

import pycountry

from trucewatch.language.lexicon import lexicon
from trucewatch.language.ownnames import own_names, shared_names
from trucewatch.language.seated import SEATED, SENT_TO
from trucewatch.language.tokens import Match, Phrases, Token, Tokens, tokens
from trucewatch.records.case import Case, Party
from trucewatch.values.party import joint
from trucewatch.values.vocabularies import Role

NameType = Literal["state", "adjective", "metonym", "body", "person", "surname", "group"]

_GAZA_HEADS = re.compile(
    r"\b(?:health|civil defen[cs]e|media office|information office|rescue|emergency|authorities|police|interior)\b",
    re.I,
)
_REMEMBERED = 20_000  # mentions whose party is kept: a bound on memory, no more
_GAZA = re.compile(r"\bGaza\b|\bHamas-run\b|\bPalestinian health\b")
_SERVICE = re.compile(r"\b(?:media|press|information) (?:office|service|cent(?:re|er)|department|wing|bureau)\b")
_GENERAL = re.compile(r"\b(secretary|director|attorney|inspector|consul|auditor|solicitor|prosecutor)[ -]general\b")
_PREPOSITION = re.compile(
    r"\b(?:(?:in|for|to|on|about|against|with|from|at|near|off|over|around|across|outside|between|towards?|along|into)\s+"
    r"(?:the\s+)?(?:[\w-]+\s+)?(?:(?:coast|shores?|borders?|frontier|waters|parts?|(?:north|south)?-?(?:east|west)?|"
    r"capital|outskirts|city|town|village|port|region|province)\s+(?:of|with)\s+(?:the\s+)?)?)$",
    re.I,
)
_BODY = re.compile(r"\b(?:[A-Z]{2,}|Nations|Union|Council)\s+$")
_SERVING = re.compile(
    r"\b(?:advis[eo]r|aide|assistant|deputy|counsel|press secretary|chief of staff"
    r"|spokes(?:man|woman|person)|speaker)s? (?:to|for)\s+(?:(?!(?:in|to|on|of|at|for)\b)[\w-]+\s+){0,3}$",
    re.I,
)
_AIDE = re.compile(r"^(.*?\b(?:advis[eo]r|aide|assistant|counsel|deputy)s?) (?:to|for) ")
_OWNER = re.compile(r"(?:['’]s?)?\s+(?:(?!and\b|or\b)[a-z]+[\s-]+){0,3}")
_PLURAL = re.compile(r"(?: [a-z]+s)?")  # a headline's "Ruritania, Freedonia", "Ruritania, Red Front rebels"
_JOINER = re.compile(r"^\s*(?:,\s*)?(?:and|&)?\s*(?:the\s+)?$")

_DAYS = frozenset(day_name)
_TITLES = ("President", "Prime Minister", "Premier", "Chancellor")
_RANKS = frozenset({Role.EMERGENCY, Role.LEADER, Role.MILITARY, Role.OFFICIAL, Role.REGIONAL})
_MADE = frozenset({"made", "built", "supplied", "designed", "produced"})


class Meaning(NamedTuple):
    """What a name stands for; ``role`` is the role it has as a source, None where the rest of the mention says."""

    party: str
    role: Role | None
    type: NameType


class Named(NamedTuple):
    """``text`` is the report's text from ``start`` to ``end``: a name of ``party``."""

    start: int
    end: int
    text: str
    party: str
    role: Role | None
    type: NameType


class Register:
    """Names → parties. Build with ``Register.of``."""

    def __init__(self, entries: list[tuple[str, Meaning]], sides: Sequence[str] = ()) -> None:
        self._phrases: Phrases[Meaning] = Phrases(entries)
        self._told: Phrases[Meaning] | None = None  # what a report itself explains
        words = lexicon("parties")
        self._not_before, self._not_near = (frozenset(words[f"not_the_party_{at}"]) for at in ("before", "near"))
        self._offices = frozenset(words["offices_of_the_backed"])
        self._against_state = frozenset(words["not_the_state_near"])
        self._of_water, self._not_seat = frozenset(words["no_party_before_of"]), frozenset(words["not_a_seat_before"])
        self._unions, self._not_union = frozenset(words["unions"]), frozenset(words["not_the_union_near"])
        self._run_by: Phrases[str] = Phrases((name, code) for code, names in words["run_by"].items() for name in names)
        self._roles, self._outlets = _role_patterns(), frozenset(map(str, lexicon("cues")["outlets"]))
        self.pair = frozenset(sides if len(sides) == 2 else ())  # of the war that a case is about, where it names two
        self._known: dict[str, tuple[str | None, Role | None]] = {}  # mentions asked for before: news repeats itself

    @classmethod
    def of(cls, case: Case | None) -> Register:
        """The shipped register, extended and overridden by the case's parties."""
        sides = [p.code for p in case.parties if p.role == "party"] if case else []
        return cls([*_shipped(), *(_of_case(case) if case else ())], sides)

    def reading(self, text: str) -> Register:
        """The register as this report is to be read: with the short names and the armed groups that it explains."""
        named = own_names(text, lambda name: self.party_of(name)[0])
        told = {name: party for name, party in shared_names(text) if self.party_of(name)[0] in (None, party)}
        told = {**told, **{name: party for name, party in named if self.party_of(name)[0] != party}}
        if not told:
            return self
        beside = copy(self)
        beside._told = Phrases((name, Meaning(party, Role.OFFICIAL, "group")) for name, party in told.items())
        beside._known = {}
        return beside

    def find(self, text: str, start: int = 0, end: int | None = None) -> list[Named]:
        """The party names in ``text[start:end]``, longest first at each place, case-sensitive, whole words only.

        A name that only describes someone else ("US-backed") is left out. ``type`` "metonym" is a city or seat that is
        a party only where it speaks or acts: that is for the caller to judge.
        """
        found = tokens(text, start, end)
        out = []
        for match in self._matches(found):
            if not match.payload.party or self._in_a_longer_name(found, match.first):
                continue
            if self._describes_another(found, match.last) or _tail_of_a_name(found, match.first):
                continue
            if match.payload.type == "metonym" and match.last < len(found) and found[match.last].text in self._not_seat:
                continue  # "the Minsk agreements"
            if match.payload.type == "surname" and _given_name(text, found, match.last):
                continue
            a, b = found[match.first].start, found[match.last - 1].end
            out.append(Named(a, b, text[a:b], *match.payload))
        return out

    def _matches(self, found: Tokens) -> list[Match[Meaning]]:
        """The names among these tokens; those that the report explains before all others."""
        known = self._phrases.find(found)
        told = self._told.find(found) if self._told is not None else []
        if not told:
            return known
        rest = [m for m in known if all(m.last <= t.first or t.last <= m.first for t in told)]
        return sorted([*told, *rest], key=lambda m: m.first)

    def _in_a_longer_name(self, found: Sequence[Token], first: int) -> bool:
        """ "The Gulf of Oman" is not Oman's."""
        return first > 1 and found[first - 1].text == "of" and found[first - 2].text in self._of_water

    def _describes_another(self, found: Sequence[Token], after: int) -> bool:
        following = [t.text.lower() for t in found[after : after + 2]]
        if following and following[0] in _MADE and found[after - 1].text[-1:] in "nhei":
            return True  # "Ruritanian made drones"
        if following and found[after].text == "Hospital":
            return True  # "director of the Ruritanian Hospital" of a town elsewhere: its name
        if len(following) < 2 or following[0] not in "-‑–" or following[1] not in self._not_before:
            return False
        whom = {t.text.lower() for t in found[after + 2 : after + 6]}
        return not (following[1] == "backed" and whom & self._offices)  # "the Moscow-backed governor" acts for Moscow

    def run_by(self, text: str) -> list[tuple[int, str]]:
        """Offset and party of the bodies in a text that speak for whoever runs them: a plant under occupation. Of
        speakers only: it says nothing of whose the ground is."""
        if not self._run_by.opens(text):
            return []
        found = tokens(text)
        return [(found[m.first].start, m.payload) for m in self._run_by.find(found)]

    def party_of(self, mention: str) -> tuple[str | None, Role | None]:
        """The party that a mention belongs to, and its role as a source; None where the words do not tell.

        States joined by commas and "and" are one joint party. A name after a preposition ("envoy to Ukraine") is whom
        the mention is about, not whose it is.
        """
        known = self._known.get(mention)
        if known is None:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            known = self._known[mention] = self._party_of(mention)
        return known

    def _party_of(self, mention: str) -> tuple[str | None, Role | None]:
        if mention.lower().removeprefix("the ") in self._outlets:
            return None, Role.MEDIA  # "The Jerusalem Post" is no city's
        found = self.find(mention)
        role = self._role(mention, found)
        if _GAZA.search(mention) and _GAZA_HEADS.search(mention):
            return "gaza-authorities", role or Role.OFFICIAL
        if not found or self._disowned(mention, found):
            return None, role
        if len(found) > 1 and found[0].party.isupper() and SENT_TO.match(mention, found[0].end):
            return found[0].party, Role.OFFICIAL  # "Britain's U.N. ambassador"
        whole = self._joint(mention, found)
        if whole:
            return whole, role
        own = [n for n in found if not _about(mention, n)]
        if not own:
            return (found[0].party, role) if SEATED.match(mention) or role is Role.REGIONAL else (None, role)
        return _leading(mention, own), role

    def _disowned(self, mention: str, found: list[Named]) -> bool:
        first = found[0]
        rest = re.findall(r"\w+", mention[first.end :].lower())[:3]
        if first.party in self._unions and any(w in self._not_union for w in rest[:1]):
            return True  # "a NATO member"
        own = rest[:2] if len(found) == 1 else re.findall(r"\w+", mention[first.end : found[1].start].lower())[:2]
        if first.party.isupper() and any(w in self._against_state for w in own):
            return True  # "Ruritanian rebels"
        if first.type == "adjective" and rest[:1] == ["hospital"] and mention[:4].lower() == "the ":
            return True  # "the Freedonian hospital" of a town elsewhere: a name
        enemy = first.type == "adjective" and rest[:1] == ["enemy"]  # "the Freedonian enemy" is Freedonia
        return not enemy and any(w in self._not_near for w in rest)

    def _joint(self, mention: str, found: list[Named]) -> str | None:
        """One joint code if the mention is nothing but names joined by commas and "and" (titles between them aside)."""
        codes = sorted({n.party for n in found})
        if len(codes) < 2:
            return None
        gaps = [mention[a.end : b.start] for a, b in pairwise(found)]
        bare = found[0].start == 0 and _PLURAL.fullmatch(mention, found[-1].end) is not None
        if all(_JOINER.match(gap) for gap in gaps) and (
            (bare and all("," in gap for gap in gaps)) or any("and" in gap for gap in gaps)
        ):
            return joint(*codes)
        return None

    def _role(self, mention: str, found: list[Named]) -> Role | None:
        lowered = _SERVICE.sub("office", mention.lower().replace("’", "'"))
        persons = [n for n in found if n.type in {"person", "surname", "body"} and n.role]
        person = next((n for n in persons if n.type == "body" or not _named_beside(mention, n)), None)
        office = "office" in lowered.split() and person is not None
        if person and not office:
            return person.role
        lowered = _GENERAL.sub(r"\1", lowered)  # "the secretary general" commands no troops
        if "chief of staff" in lowered and (persons or "chief of staff to" in lowered):
            lowered = lowered.replace("chief of staff", "aide")  # "Zelensky's chief of staff"
        lowered = aide[1] if (aide := _AIDE.match(lowered)) else lowered  # "an adviser to the president" is no leader
        for what, instead in _read_as():
            lowered = what.sub(instead, lowered)
        for role, pattern in self._roles:
            if pattern.search(lowered):
                return Role.NGO if role in _RANKS and _of_an_ngo(mention, found) else role
        return next((n.role for n in found if n.role and not _about(mention, n)), None)


def _about(mention: str, named: Named) -> bool:
    """Whether a name stands in a mention as whom it is about: "envoy to Ukraine", not "adviser to the premier"."""
    before = _PREPOSITION.search(mention, max(0, named.start - 48), named.start)
    if before is not None and named.type in ("person", "surname") and _BODY.search(before.group()):
        return False  # "the representative to the UN Ivo Petz"
    return before is not None and not _SERVING.search(mention, 0, before.end())


def _named_beside(mention: str, person: Named) -> bool:
    """ "Zelensky's spokeswoman", "an adviser to Zelensky": somebody else than the person named."""
    return (
        mention[person.end : person.end + 2] in ("'s", "’s")
        or _PREPOSITION.search(mention, max(0, person.start - 16), person.start) is not None
    )


def _of_an_ngo(mention: str, found: list[Named]) -> bool:
    """ "A UN spokesman", "the Red Cross chief": who speaks for an aid group or a UN body has its role."""
    own = next((n for n in found if not _about(mention, n)), None)
    return own is not None and own.type == "group" and own.role is Role.NGO


def _leading(mention: str, own: list[Named]) -> str:
    """The party of the first name; of a group that a state's name is only put before: "Ruritania's Red Front"."""
    for n, after in pairwise(own):
        named = n.type == after.type == "group" and mention[n.end : after.start] == " "  # "the Maoist Red Front"
        if not named and (n.type not in ("state", "adjective") or not _OWNER.fullmatch(mention, n.end, after.start)):
            break
        if after.type == "group":
            return after.party
    return own[0].party


def _tail_of_a_name(found: Sequence[Token], first: int) -> bool:
    """ "MERC-Indonesia" is not Indonesia, "pro-Ruritania" bloggers are not Ruritania's: a capitalised word, "pro" or
    "anti" and a hyphen stand before it."""
    if first < 2 or found[first - 1].text not in ("-", "‑", "–") or found[first - 1].end != found[first].start:
        return False
    before = found[first - 2]
    if before.text.lower() in ("pro", "anti", "pan", "trans", "inter"):  # "the Pan-American highway"
        return before.end == found[first - 1].start
    return before.text[:1].isupper() and before.end == found[first - 1].start and before.text.isupper()


def _given_name(text: str, found: Sequence[Token], after: int) -> bool:
    """ "Petro Vasylenko" is nobody called Petro: a capitalised word follows, and no day."""
    if after >= len(found):
        return False
    follows = found[after]
    beside = text[found[after - 1].end : follows.start] == " "
    if beside and follows.text in ("al", "el", "bin", "ben", "ibn"):
        return True  # "President Ahmed al-Petz"
    return beside and follows.text[:1].isupper() and follows.text[1:].islower() and follows.text not in _DAYS


def _role_patterns() -> list[tuple[Role, re.Pattern[str]]]:
    data = lexicon("roles")
    out = []
    for name in data["order"]:
        role = Role.OFFICIAL if name == "leader_office" else Role(name)
        words = sorted(data["words"][name], key=lambda w: (-len(w), w))
        out.append((role, re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, words)) + r")(?!\w)")))
    return out


@lru_cache(maxsize=1)
def _read_as() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(what), instead) for what, instead in lexicon("roles")["read_as"])


@lru_cache(maxsize=1)
def unions() -> frozenset[str]:
    """The codes of unions of states and of their courts: no armed "group"."""
    return frozenset(map(str, lexicon("parties")["unions"]))


@lru_cache(maxsize=1)
def aid_bodies() -> frozenset[str]:
    """The codes of the aid groups and UN bodies that the register ships."""
    return _of_role("ngo")


@lru_cache(maxsize=1)
def go_betweens() -> frozenset[str]:
    """The codes of unions of states, of aid groups and of those who mediate: no side of a war."""
    return unions() | aid_bodies() | _of_role("mediator")


def _of_role(role: str) -> frozenset[str]:
    """The codes of the groups that the register gives this role."""
    return frozenset(code for code, entry in lexicon("parties")["groups"].items() if entry.get("role") == role)


@lru_cache(maxsize=1)
def _shipped() -> tuple[tuple[str, Meaning], ...]:
    data = lexicon("parties")
    out: list[tuple[str, Meaning]] = []
    for country in pycountry.countries:
        names = {getattr(country, "common_name", country.name), country.name}
        out.extend((name, Meaning(country.alpha_3, Role.OFFICIAL, "state")) for name in names if "," not in name)
    out.sort()
    for code, entry in [*data["states"].items(), *data["groups"].items()]:
        out.extend(_entries(code, entry))
    out.extend((name, Meaning("", None, "group")) for name in _strings(data["no_party"]))
    return tuple(out)


def _entries(code: str, entry: dict[str, object]) -> Iterator[tuple[str, Meaning]]:
    state = code.isupper()
    own = Role(str(entry.get("role", "official")))
    names, adjectives, metonyms = (_strings(entry.get(k)) for k in ("names", "adjectives", "metonyms"))
    of_names: NameType = "state" if state else "group"
    for name in names:
        yield name, Meaning(code, own, of_names)
    for name in adjectives:
        yield name, Meaning(code, own if name in names else None, of_names if name in names else "adjective")
    for name in metonyms:
        yield name, Meaning(code, own, "metonym")
    for role, bodies in _roles(entry.get("bodies")):
        for name in bodies:
            yield name, Meaning(code, role, "body")
    for role, people in _roles(entry.get("people")):
        for name in people:
            yield name, Meaning(code, role, "person")
            if role is Role.LEADER and state and " " in name:  # "President Petz": with the title no namesake's
                yield from ((f"{t} {name.split()[-1]}", Meaning(code, role, "surname")) for t in _TITLES)
            surname = name.split()[-1]
            if surname in _strings(entry.get("surnames")):
                yield surname, Meaning(code, role, "surname")
    for surname in _strings(entry.get("surnames")):
        if not any(name.split()[-1] == surname for _, people in _roles(entry.get("people")) for name in people):
            yield surname, Meaning(code, own, "surname")


def _strings(value: object) -> list[str]:
    return [str(v) for v in value] if isinstance(value, list) else []


def _roles(value: object) -> list[tuple[Role, list[str]]]:
    return [(Role(k), _strings(v)) for k, v in value.items()] if isinstance(value, dict) else []


def _of_case(case: Case) -> Iterator[tuple[str, Meaning]]:
    for party in case.parties:
        yield from _of_party(party)


def _of_party(party: Party) -> Iterator[tuple[str, Meaning]]:
    yield party.name, Meaning(party.code, Role.OFFICIAL, "state" if party.code.isupper() else "group")
    for name in party.adjectives:
        yield name, Meaning(party.code, None, "adjective")
    for name in party.metonyms:
        yield name, Meaning(party.code, Role.OFFICIAL, "metonym")
    for office in party.offices:
        for name in (office.name, *office.aliases):
            yield name, Meaning(party.code, office.role, "body")
    for person in party.people:
        for name in (person.name, *person.aliases):
            yield name, Meaning(party.code, person.role, "person")
