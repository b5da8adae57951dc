"""Who did it, to what, with what: agents, targets and weapons of a clause. An agent is only ever one that the words
name as agent; a perpetrator is never inferred."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from trucewatch.language.lexicon import lexicon
from trucewatch.language.parties import Named, Register
from trucewatch.language.tokens import Phrases, tokens
from trucewatch.read.triggers import Trigger
from trucewatch.values.party import joint
from trucewatch.values.vocabularies import Kind, TargetClass, Weapon

_BE = re.compile(r"\b(?:is|are|was|were|been|being|be|got)(?: \w+){0,2}(?: (?:or|and)(?: \w+ly)?)?\s*$", re.I)
_PREPOSITION = re.compile(
    r"\b(?:on|in|at|against|of|near|to|from|into|for|with|over|across|between|about|than|after|by|including|towards?|"
    r"around|inside|outside|through|under|following|amid)\s+(?:[\w-]+\s+){0,3}$",
    re.I,
)
_AGENT_BY = re.compile(r"\bby\s+(?=((?:[\w’'.-]+\s*){1,6}))", re.I)
_PRONOUN = re.compile(r"^(?:it|they|we|he|she|i)\b(?!\s+(?:is|was|would|has been|had been)\b)", re.I)
_OWN_FORCES = re.compile(
    r"(?:our|its|their) (?:forces|troops|army|military|air defen[cs]es?|units|navy|soldiers)\b", re.I
)
_PEOPLE = frozenset(
    {
        TargetClass.CIVILIANS,
        TargetClass.MILITARY_TROOPS,
        TargetClass.MILITANTS,
        TargetClass.LEADER,
        TargetClass.HUMANITARIAN,
        TargetClass.GOVERNMENT,
        TargetClass.MEDIA,
    }
)
_OF_PEOPLE = frozenset({Kind.CASUALTIES, Kind.DETENTION, Kind.EXCHANGE, Kind.DISPLACEMENT})
_ONWARD = re.compile(r"\b(?:on|against|at|in|near|targeting|to|into|across|outside)\s+", re.I)
_NOUN_AFTER = re.compile(
    r"^\s*(?:on|against|at|in|near|across|by|from|that|which|who|targeting|killed|has|have|had|was|were|is|are)\b", re.I
)
_DETERMINERS = frozenset(
    [
        "a",
        "an",
        "the",
        "this",
        "that",
        "these",
        "those",
        "its",
        "their",
        "his",
        "her",
        "our",
        "more",
        "new",
        "further",
        "such",
        "any",
        "several",
        "many",
        "two",
        "three",
        "four",
        "five",
        "air",
        "drone",
        "missile",
        "rocket",
        "artillery",
        "cyber",
        "terror",
        "terrorist",
        "deadly",
        "massive",
        "recent",
        "latest",
        "separate",
        "similar",
        "cross-border",
        "overnight",
        "suicide",
        "ground",
        "aerial",
        "heavy",
        "s",
        "of",
    ]
)
_NOUNS = re.compile(
    r"^(?:attacks?|strikes?|raids?|shelling|bombing|airstrikes?|bombardment|hits?|targets?|shells?|fires?)$", re.I
)
_TO_VERB = frozenset(
    [
        "to",
        "will",
        "would",
        "could",
        "can",
        "may",
        "might",
        "not",
        "they",
        "it",
        "we",
        "who",
        "which",
        "also",
        "has",
        "have",
        "had",
    ]
)


class Target(NamedTuple):
    """``text[start:end]`` is what it was done to."""

    start: int
    end: int
    target_class: TargetClass


class Agent(NamedTuple):
    """A verbatim mention of who did it; ``party`` None where the mention belongs to none that is known."""

    text: str
    party: str | None


@lru_cache(maxsize=1)
def _targets() -> Phrases[TargetClass]:
    rows = lexicon("targets").items()
    return Phrases(((words, TargetClass(c)) for c, phrases in rows for words in phrases), fold=True)


@lru_cache(maxsize=1)
def _weapons() -> Phrases[Weapon]:
    return Phrases(((words, Weapon(w)) for w, phrases in lexicon("weapons").items() for words in phrases), fold=True)


def is_noun(text: str, trigger: Trigger) -> bool:
    """Whether a trigger that may be a verb or a noun ("strikes", "raid") is a noun here."""
    if trigger.entry.form == "noun":
        return True
    word = trigger.text.split()[0]
    if len(trigger.text.split()) > 1 or not _NOUNS.match(word):
        return False
    before = re.findall(r"[\w-]+", text[max(0, trigger.start - 40) : trigger.start])[-1:]
    previous = before[0].lower() if before else ""
    if previous in _TO_VERB:
        return False
    if previous in _DETERMINERS or (
        before and before[0][:1].isupper() and before[0].endswith(("n", "i", "sh", "ese", "ch"))
    ):
        return True
    return bool(_NOUN_AFTER.match(text[trigger.end : trigger.end + 20])) and not word.lower().startswith("hit")


def is_passive(text: str, clause: tuple[int, int], trigger: Trigger) -> bool:
    """Whether the trigger is a passive: its subject is then what it was done to."""
    if trigger.text.lower().startswith(
        ("came under", "come under", "comes under", "coming under", "be ", "was ", "were ", "under")
    ):
        return True
    before = text[clause[0] : trigger.start]
    word = trigger.text.split()[0].lower()
    if word.endswith("ing") and not re.search(r"\b(?:being)\s+$", before):
        return False
    return bool(_BE.search(before)) or bool(re.match(r"\s+by\b", text[trigger.end : trigger.end + 5]))


def agent(
    text: str, clause: tuple[int, int], trigger: Trigger, register: Register, *, speaker: Agent | None
) -> Agent | None:
    """Who the words name as the one who did it, or None."""
    if is_noun(text, trigger):
        return _noun_agent(text, clause, trigger, register)
    if is_passive(text, clause, trigger):
        return _by_agent(text, trigger.end, clause[1], register)
    subject = text[clause[0] : trigger.start]
    if _PRONOUN.match(subject):
        return speaker
    own = _OWN_FORCES.match(text, clause[0], clause[1])
    if own and speaker:
        return Agent(own.group(), speaker.party)
    return subject_agent(text, clause[0], trigger.start, register)


def _noun_agent(text: str, clause: tuple[int, int], trigger: Trigger, register: Register) -> Agent | None:
    window = max(clause[0], trigger.start - 60)
    found = [n for n in register.find(text, window, trigger.end) if n.type != "metonym" or _possessive(text, n)]
    for n in reversed(found):
        between = text[n.end : trigger.start]
        if (
            len(between.split()) <= 5
            and not re.search(r"[,;]|\b(?:on|in|at|against|of|near|and|from|to)\b", between)
            and not (
                n.type in {"state", "metonym"}
                and not _possessive(text, n)
                and n.end < trigger.start
                and not _attributive(n)
            )
        ):
            return Agent(n.text, n.party)
    return _by_agent(text, trigger.start, min(clause[1], trigger.end + 80), register)


def _attributive(n: Named) -> bool:
    return n.text in {"US", "U.S.", "UK", "U.K.", "UN", "U.N."}


def _possessive(text: str, n: Named) -> bool:
    return text[n.end : n.end + 2] in {"'s", "’s", "s'", "' "}


def _by_agent(text: str, start: int, end: int, register: Register) -> Agent | None:
    for m in _AGENT_BY.finditer(text, start, end):
        found = register.find(text, m.start(1), min(m.end(1), end))
        if found and found[0].start - m.start(1) <= 25:
            mention = text[m.start(1) : m.end(1)].strip(" .,;")
            cut = re.split(
                r"\b(?:on|in|at|against|near|and|overnight|during|after|before|since|when|while)\b", mention
            )[0].strip()
            text_of = cut if found[0].text in cut else found[0].text
            return Agent(text_of, found[0].party)
    return None


def subject_agent(text: str, start: int, end: int, register: Register) -> Agent | None:
    """The party named as subject of what follows at ``end``, or None."""
    found = register.find(text, start, end)
    own = [n for n in found if not _PREPOSITION.search(text, max(start, n.start - 45), n.start)]
    if not own:
        return None
    first = own[0]
    rest = text[first.end : end]
    if re.search(
        r"\b(?:hostages?|prisoners?|captives|civilians|victims|children|women|people|hospital|school|house|homes?)\b",
        rest,
    ):
        return None  # "Palestinian civilians fled": those whom the verb is about, not those who did it
    if len(own) > 1 and re.fullmatch(r",?\s+and\s+(?:the\s+)?", text[own[0].end : own[1].start]):
        return Agent(text[own[0].start : own[1].end], joint(own[0].party, own[1].party))
    head = re.match(r"(?:[’']s)?(?:\s+[a-z][\w-]*){0,2}", rest)
    words = re.split(
        r"\b(?:on|in|at|has|have|had|also|will|would|is|was|were|are|who|which|of|to|that)\b",
        head.group() if head else "",
    )[0]
    return Agent(text[first.start : first.end + len(words.rstrip())], first.party)


def first_between(text: str, clause: tuple[int, int], register: Register) -> Agent | None:
    """The first of those "between" whom something takes place."""
    m = re.compile(r"\b(?:between|by)\s+").search(text, *clause)
    named = [n for n in register.find(text, m.end(), clause[1]) if n.type != "metonym"] if m else []
    return Agent(named[0].text, named[0].party) if m and named and named[0].start - m.end() < 40 else None


def targets(text: str, clause: tuple[int, int], trigger: Trigger) -> list[Target]:
    """What it was done to: one target for each class among the noun phrases that stand where an object stands."""
    start, end = _object_zone(text, clause, trigger)
    found = tokens(text, start, end)
    kind = trigger.entry.kind
    out: dict[TargetClass, Target] = {}
    for match in _targets().find(found):
        target_class = match.payload
        if (target_class is TargetClass.WEAPON) != (kind is Kind.INTERCEPTION):
            continue
        if kind in _OF_PEOPLE and target_class not in _PEOPLE:
            continue
        a, b = found[match.first].start, found[match.last - 1].end
        if target_class not in out:
            out[target_class] = Target(_phrase_start(text, start, a), b, target_class)
        if kind not in {Kind.DAMAGE, Kind.ATTACK}:
            break
    chosen = list(out.values())
    if kind is Kind.ATTACK and len(chosen) > 1:
        return _coordinated(text, chosen)
    return chosen


def _coordinated(text: str, chosen: list[Target]) -> list[Target]:
    """The first target and those joined to it by commas and "and": what follows a preposition is where, not what."""
    out = [chosen[0]]
    for t in chosen[1:]:
        if re.fullmatch(r"\s*(?:,|,?\s*and|&)\s*", text[out[-1].end : t.start]):
            out.append(t)
        else:
            break
    return out


def _object_zone(text: str, clause: tuple[int, int], trigger: Trigger) -> tuple[int, int]:
    if trigger.entry.kind in {Kind.DETENTION, Kind.EXCHANGE, Kind.DISPLACEMENT, Kind.DEPLOYMENT}:
        return clause
    if trigger.entry.kind is Kind.CASUALTIES:
        if re.match(r"(?:kill|injur|wound|eliminat)", trigger.text, re.I) and not is_passive(text, clause, trigger):
            return trigger.start, clause[1]
        return clause
    if is_noun(text, trigger):
        onward = _ONWARD.search(text, max(trigger.start, trigger.end - 10), clause[1])
        return (onward.end() if onward else trigger.end), clause[1]
    if is_passive(text, clause, trigger):
        return clause[0], trigger.start
    return min(trigger.start + len(trigger.text.split()[0]), clause[1]), clause[1]


def _phrase_start(text: str, start: int, at: int) -> int:
    """The start of the noun phrase: over up to four modifiers back to its determiner or number."""
    m = re.compile(
        r"(?:\b(?:the|a|an|its|their|his|her|some|several|dozens of|[\d,]+|"
        r"two|three|four|five|six|seven|eight|nine|ten|at least \w+)\s+)(?:[\w’'-]+\s+){0,4}$",
        re.I,
    ).search(text, max(start, at - 60), at)
    return m.start() if m else at


def weapons(text: str, start: int, end: int) -> tuple[Weapon, ...]:
    """The means named in the stretch, each once, in the order of the vocabulary."""
    found = tokens(text, start, end)
    named = {m.payload for m in _weapons().find(found)}
    return tuple(w for w in Weapon if w in named)
