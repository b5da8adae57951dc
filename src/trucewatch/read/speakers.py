"""Who a mention in a report means: pronouns, surnames, "the ministry" → the fullest mention in the same text."""

from __future__ import annotations

import re
from typing import NamedTuple

from trucewatch.language.gazetteer import Gazetteer
from trucewatch.language.lexicon import lexicon
from trucewatch.language.parties import Register
from trucewatch.values.vocabularies import Role

_LOCAL = frozenset({Role.REGIONAL, Role.OFFICIAL, Role.EMERGENCY})
_CONTESTED = frozenset(
    {"PSE", "Crimea", "Donetsk", "Luhansk", "Zaporizhzhia", "Kherson", "North Kivu", "South Kivu", "Ituri"}
)
_PERSONAL = frozenset({"he", "she"})
_IMPERSONAL = frozenset({"it", "they", "we", "i", "who", "which", "that"})
_PARTICLES = "al|el|bin|ibn|von|der|van|de|da|dos|abu|ul|ur|du"
_LEADING = re.compile(
    r"^(?:(?:The|A|An|In|On|At|As|But|And|However|Meanwhile|After|While|When|If|For|From|Since|With|Earlier|Both|"
    r"Yesterday|Also|Separately|Later|Before|By|To|Of|Then|Still|Now|That|This)\s+)+"
)
_OF_BODY = re.compile(r"\bthe (ministry|army|military|government|foundation|navy)(?:[’']s)\b", re.I)
_BARE = re.compile(
    r"^(?:the |its |his |their |local |senior |a |an |top |some |several )*"
    r"(?P<head>(?:[\w’'-]+ ){0,2}[\w’'-]+?)(?: official| spokesman| spokeswoman| spokesperson)?s?$",
    re.I,
)


class Speaker(NamedTuple):
    """``text`` verbatim from the report, None for the report's own voice."""

    text: str | None
    party: str | None
    role: Role


REPORT = Speaker(None, None, Role.REPORT)


class Discourse:
    """What a report has named so far. One per report; ``speaker`` is called in the order of the text."""

    def __init__(self, text: str, register: Register, gazetteer: Gazetteer, countries: tuple[str, ...]) -> None:
        self._register = register
        self._gazetteer = gazetteer
        self._countries = countries
        self._names = _name_runs(text)
        self._bodies = _bodies(text, register)
        self._spoken: list[Speaker] = []

    @property
    def last(self) -> Speaker | None:
        """The speaker of the sentence before, if there was one."""
        return self._spoken[-1] if self._spoken else None

    def speaker(self, mention: str) -> Speaker | None:
        """Who the mention is, and remember that they spoke; None if a pronoun has no one to stand for."""
        found = self._speaker(mention)
        if found and found.text:
            self._spoken.append(found)
            del self._spoken[:-40]
        return found

    def _speaker(self, mention: str) -> Speaker | None:
        word = mention.lower()
        if word in _PERSONAL:
            return next((s for s in reversed(self._spoken) if _is_person(s)), self.last)
        if word in _IMPERSONAL:
            return next((s for s in reversed(self._spoken) if not _is_person(s)), self.last)
        stated = self._by_statement(mention)
        if stated:
            return stated
        full = self.fullest(mention)
        party, role = self._register.party_of(full)
        if party is None:
            party, role, full = self._by_head(full, role)
        if party is None and role in _LOCAL:
            party = self._by_seat(full, role)
        if party and party.isupper() and (role is Role.NGO or (role is Role.MEDIA and "state" not in full.lower())):
            party = None  # an aid group or an outlet of a country does not speak for its state
        return Speaker(full, party, role or (Role.OFFICIAL if party else _unknown_role(full)))

    def _by_seat(self, mention: str, role: Role | None) -> str | None:
        """The state of the place that a local authority is named after, unless who runs that place is contested."""
        if role is Role.EMERGENCY and "police" not in mention.lower():
            return None
        places = [self._gazetteer.resolve(p.text, self._countries) for p in self._gazetteer.find(mention)]
        states = {p.country for p in places if p.country and p.admin1 not in _CONTESTED and p.country not in _CONTESTED}
        contested = any(p.admin1 in _CONTESTED or p.country in _CONTESTED for p in places)
        return states.pop() if len(states) == 1 and not contested else None

    def fullest(self, mention: str) -> str:
        """The longest mention in the report of the person named, or the mention itself."""
        words = re.findall(r"[\w’'-]+", mention)
        last = re.sub(r"[’']s$", "", words[-1]) if words else ""
        if 0 < len(words) <= 3 and last[:1].isupper() and "office" not in mention:
            run = self._names.get(last)
            if run and len(run) > len(mention):
                return run
        return mention

    def _by_statement(self, mention: str) -> Speaker | None:
        """ "The statement" is that of whoever spoke last, if the report gave them a name."""
        if not re.match(r"(?:the|a|its|their) (?:statement|post|press release|communiqué)$", mention, re.I):
            return None
        return next((s for s in reversed(self._spoken) if s.party), None)

    def _by_head(self, mention: str, role: Role | None) -> tuple[str | None, Role | None, str]:
        """ "The ministry", "the governor": the body or person of a party that the report named by that word before."""
        of_body = _OF_BODY.search(mention)
        if of_body and (known := self._bodies.get(of_body[1].lower())):
            return known[1], role, mention
        m = _BARE.match(mention)
        head = m["head"].lower().split(" ")[-1] if m else ""
        if (
            not m
            or not head
            or ("office" in mention.lower() and head != "office")
            or (mention[:1].isupper() and not re.match(r"The|Local|Officials?|Its|Their", mention))
        ):
            return None, role, mention
        stem = head.removesuffix("s")
        for s in reversed(self._spoken):
            if s.text and s.party and re.search(rf"\b{re.escape(stem)}s?\b", s.text, re.I):
                return s.party, s.role, s.text
        words = [w.removesuffix("s") for w in re.findall(r"\w+", mention.lower())]
        body = next((self._bodies[w] for w in words if w in self._bodies), None)
        if "health" in words and (body is None or body[1] == "gaza-authorities"):
            return (body[1], role, mention) if body else (None, role, mention)
        foreign = {Role.EMERGENCY, Role.NGO, Role.MEDIA, Role.WITNESS}
        if body and (role not in foreign or (role is Role.NGO and "foundation" in words and body[1].islower())):
            return body[1], role or self._register.party_of(body[0])[1], mention
        return None, role, mention


def _is_person(speaker: Speaker) -> bool:
    words = (speaker.text or "").split()
    capitals = [w for w in words if w[:1].isupper()]
    return (
        len(capitals) >= 2
        and speaker.role not in {Role.MEDIA}
        and not re.search(
            r"\b(?:Ministry|Office|Forces|Army|Agency|Council|Committee|Nations|Foundation|Organi[sz]ation|Union|Service|"
            r"Forum|IDF|Defen[cs]e$|Staff|Hospital|military|ministry|officials)\b",
            speaker.text or "",
        )
    )


def _unknown_role(mention: str) -> Role:
    """A named person of no known office is a witness as far as the text goes; anything else an official."""
    return Role.WITNESS if len(re.findall(r"\b[A-Z][\w’'-]+", mention)) >= 2 else Role.OFFICIAL


def _name_runs(text: str) -> dict[str, str]:
    """Last name → the longest run of titles and capitalised words that ends in it ("German Chancellor Anna Vale")."""
    titles = "|".join(sorted(lexicon("titles")["titles"], key=len, reverse=True))
    word = r"[A-Z][\w-]*\.?"
    run = re.compile(
        rf"(?:{word}(?:[’']s)?[ \xa0](?:(?:{titles}|{_PARTICLES})[ \xa0]){{0,4}}){{1,6}}{word[:-3]}(?![\w])"
    )
    out: dict[str, str] = {}
    for m in run.finditer(text):
        name = _LEADING.sub("", m.group())
        words = re.findall(r"[\w’'-]+", name)
        if len(words) >= 2 and len(words) <= 10 and len(name) > len(out.get(words[-1], "")):
            out[words[-1]] = name
    return out


_HEAD = re.compile(
    r"(?:[’']s)?((?:[\s\xa0](?!(?:the|a|an|of|in|to|and|on|has|had|is|was|were|for|with|heading|against)\b)[\w-]+){1,3})"
)
# Not "officials", "police", "forces": every party has some, and the words do not tell whose these are.
_BODY_WORDS = frozenset(
    {"military", "army", "government", "ministry", "cabinet", "parliament", "navy", "health", "foundation"}
)
_WITHIN_NAMES = frozenset({"health", "ministry", "foundation"})  # "Liberation Army" is not "the army"


def _bodies(text: str, register: Register) -> dict[str, tuple[str, str]]:
    """Body word → (mention, party) of the party whose body it is: "Israel's military" → military. A word that two
    parties' bodies share stands for neither."""
    out: dict[str, tuple[str, str] | None] = {}
    for name in register.find(text):
        if name.type == "body" and name.role is Role.MILITARY:
            for stem in ("military", "army"):
                known = out.get(stem, (name.text, name.party))
                out[stem] = known if known and known[1] == name.party else None
        m = _HEAD.match(text, name.end)
        if name.type in {"person", "surname"}:
            continue
        end = m.end() if m else name.end
        inner = [w for w in re.findall(r"\w+", name.text.lower()) if w in _WITHIN_NAMES]
        words = inner + re.findall(r"\w+", text[name.end : end].lower())
        for word in dict.fromkeys(w for w in words if w in _BODY_WORDS):
            stem = word.removesuffix("s")
            if word == "health" and not {"ministry", "authorities", "officials"} & set(words):
                continue
            known = out.get(stem, (text[name.start : end], name.party))
            out[stem] = known if known and known[1] == name.party else None
            if word != "health":
                break
    return {k: v for k, v in out.items() if v}
