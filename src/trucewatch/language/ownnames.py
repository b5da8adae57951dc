"""Names that a report itself explains: "the Sudanese Armed Forces (SAF)"; and armed groups that no register knows,
by the shape of their names: "the Red Valley Liberation Front". Such a group has its slug, never a known code."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from trucewatch.language.lexicon import lexicon

_WORD = r"[A-Z][\w’'.-]*"
_NAME = re.compile(rf"(?:{_WORD})(?:[ \t](?:(?:of|for|the|and|de|del|al-|el-)[ \t]){{0,2}}{_WORD}){{1,8}}")
_SHORT = re.compile(r"\s?[(\[](?:the |or |known as )?[\"“]?([A-Z][A-Za-z0-9/-]{1,9})[\"”]?[)\]]|,? or ([A-Z]{2,7})\b")
_OWNER = re.compile(r"(?<!People)(?<!Women)(?<!Lord)(?<!Worker)(?<!Workers)['’]s?\s")
_LONGEST = 60  # characters of a slug


def own_names(text: str, party_of: Callable[[str], str | None]) -> Iterator[tuple[str, str]]:
    """Name and party of the bodies that ``text`` names in full; ``party_of`` tells whom the register knows by a name.

    A short form beside a name ("X Y Z (XYZ)") means what the name means, in this report and whatever it is elsewhere.
    """
    for match in _NAME.finditer(text):
        name = _trimmed(match.group())
        short = _SHORT.match(text, match.end())
        abbreviation = (short.group(1) or short.group(2)) if short else None
        society = not _societies().isdisjoint(name.lower().split())  # "the Sudan Doctors' Network" is not Sudan's
        if abbreviation is not None and (society or not _initials(abbreviation, name)):
            abbreviation = None
        armed = _of_a_group(name)
        if not armed and abbreviation is None:
            continue
        party = party_of(name)
        if armed and (party is None or party.isupper()):
            known = party_of(abbreviation) if abbreviation is not None else None
            party = known if known is not None and known.islower() else _slug(name)  # "... Liberation Front (FMLN)"
            yield name, party
        if party is not None and abbreviation is not None:
            yield abbreviation, party


def _trimmed(name: str) -> str:
    """Without the owner before it and the word that only opens the sentence."""
    name = _OWNER.split(name)[-1]
    first, _, rest = name.partition(" ")
    return _trimmed(rest) if first.lower() in _table()["openers"] and rest else name


def _initials(short: str, name: str) -> bool:
    """Whether the letters of a short form are those that the words of the name begin with, in their order."""
    letters = [c.lower() for c in short if c.isalnum()]
    initials = [w[0].lower() for w in re.findall(r"[^\W_]+", name)]
    at = iter(initials)
    return len(letters) > 1 and letters[0] == initials[0] and all(c in at for c in letters)


def _of_a_group(name: str) -> bool:
    """Whether the name is made as an armed group's is: "Liberation Front", "People's Revolutionary Army"."""
    table = _table()
    words = name.split()
    heads = [n for n, w in enumerate(words) if w in table["heads"] and (n == len(words) - 1 or words[n + 1] in _AFTER)]
    if not heads or len(words) < 2 or words[0] in table["fronts"] or not table["states_own"].isdisjoint(words):
        return False
    return not table["marks"].isdisjoint(words)


_AFTER = frozenset({"of", "for"})


def _slug(name: str) -> str:
    return "-".join(re.findall(r"[a-z0-9]+", name.lower().replace("'s", "s").replace("’s", "s")))[:_LONGEST].strip("-")


@lru_cache(maxsize=1)
def _societies() -> frozenset[str]:
    return frozenset(map(str, lexicon("cues")["societies"])) | {"rights"}


@lru_cache(maxsize=1)
def _table() -> dict[str, frozenset[str]]:
    return {key: frozenset(map(str, row)) for key, row in lexicon("parties")["group_names"].items()}


def shared_names(text: str) -> Iterator[tuple[str, str]]:
    """Names that many bear, with whose they are in this report by what else it names."""
    for name, party, beside, unless in _shared_names():
        if name in text and beside.search(text) and not (unless and unless.search(text)):
            yield name, party


@lru_cache(maxsize=1)
def _shared_names() -> tuple[tuple[str, str, re.Pattern[str], re.Pattern[str] | None], ...]:
    def any_of(names: list[str]) -> re.Pattern[str]:
        return re.compile(r"\b(?:" + "|".join(map(re.escape, names)) + r")\b")

    rows = lexicon("parties")["short_names"]
    return tuple(
        (r["name"], r["party"], any_of(r["beside"]), any_of(r["unless"]) if "unless" in r else None) for r in rows
    )
