"""The reader's lexicons as objects: frames by lemma, classes by phrase, cues, scope words. Built once a process."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from trucewatch.language.lexicon import lexicon


@dataclass(frozen=True, slots=True)
class Frame:
    """One entry of frames.yaml or nominals.yaml; the meaning of the fields stands at the head of those files."""

    id: str
    kind: str
    object: frozenset[str] = frozenset()
    without: frozenset[str] = frozenset()
    subject: frozenset[str] = frozenset()
    target: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    needs: frozenset[str] = frozenset()
    strict: frozenset[str] = frozenset()
    complement: frozenset[str] = frozenset()
    prep: frozenset[str] = frozenset()
    prep_object: frozenset[str] = frozenset()
    fixed: frozenset[str] = frozenset()
    pair: frozenset[str] = frozenset()
    alone: frozenset[str] = frozenset()
    flags: frozenset[str] = frozenset()
    polarity: str = "affirmed"
    example: str = ""
    extra: dict[str, Any] = field(default_factory=dict, hash=False, compare=False)


_SETS: tuple[str, ...] = (
    "object",
    "without",
    "subject",
    "needs",
    "strict",
    "complement",
    "prep_object",
    "fixed",
    "alone",
)
_FLAGS: tuple[str, ...] = (
    "act",
    "not_agent",
    "light",
    "light_subject",
    "self",
    "active",
    "own",
    "future_only",
    "service",
)
_FLAGS += ("target_people", "speaker_actor", "via")


def _words(value: Any) -> tuple[str, ...]:
    return tuple(value.split()) if isinstance(value, str) else tuple(str(v) for v in value or ())


def _frame(row: dict[str, Any]) -> Frame:
    sets = {k: frozenset(_words(row.get(k))) for k in (*_SETS, "prep", "pair")}
    flags = frozenset(f for f in _FLAGS if row.get(f))
    known = {"verbs", "nouns", "id", "kind", "target", "about", "polarity", "example", *_SETS, "prep", "pair", *_FLAGS}
    return Frame(
        id=row["id"],
        kind=row["kind"],
        target=_words(row.get("target")),
        about=_words(row.get("about")),
        flags=flags,
        polarity=row.get("polarity", "affirmed"),
        example=row.get("example", ""),
        extra={k: v for k, v in row.items() if k not in known},
        **sets,
    )


@lru_cache(maxsize=1)
def verb_frames() -> dict[str, tuple[Frame, ...]]:
    """First word of a verb's entry → frames; entries of several words are told apart by ``verb_key``."""
    out: dict[str, list[Frame]] = {}
    for row in (*lexicon("frames")["frames"], *lexicon("phrases")["frames"]):
        frame = _frame(row)
        for verb in row["verbs"]:
            out.setdefault(verb, []).append(frame)
    return {k: tuple(v) for k, v in out.items()}


@lru_cache(maxsize=1)
def noun_frames() -> dict[str, tuple[Frame, ...]]:
    """Noun (or phrase that ends in the noun) → frames."""
    out: dict[str, list[Frame]] = {}
    for row in lexicon("nominals")["nominals"]:
        frame = _frame(row)
        for noun in row["nouns"]:
            out.setdefault(noun, []).append(frame)
    return {k: tuple(v) for k, v in out.items()}


@lru_cache(maxsize=1)
def taught_frames() -> dict[str, dict[str, Frame]]:
    """``verbs`` and ``nouns`` → kind → how a word of no lexicon is read."""
    return {k: {row["kind"]: _frame(row) for row in lexicon("taught")[k]} for k in ("verbs", "nouns")}


@lru_cache(maxsize=1)
def long_verbs() -> frozenset[str]:
    """The entries of several words: "shoot down", "lose life"."""
    return frozenset(v for v in verb_frames() if " " in v)


@lru_cache(maxsize=1)
def long_openers() -> frozenset[str]:
    """The first words of those entries."""
    return frozenset(v.split()[0] for v in long_verbs())


@lru_cache(maxsize=1)
def classes() -> dict[str, str]:
    """Phrase → target class. A phrase that two classes list belongs to the first."""
    out: dict[str, str] = {}
    for name, phrases in lexicon("classes")["targets"].items():
        for phrase in phrases:
            for written in (str(phrase), str(phrase).replace("-", " ")):  # a noun phrase is asked for without hyphens
                out.setdefault(written, name)
    return out


@lru_cache(maxsize=1)
def made_of() -> dict[str, list[tuple[str, frozenset[str]]]]:
    """Head → class and the words that may stand before: "high tension" before "post" makes a piece of the grid."""
    out: dict[str, list[tuple[str, frozenset[str]]]] = {}
    for row in lexicon("classes")["made_of"]:
        for head in dict.fromkeys(map(str, row["heads"])):
            out.setdefault(head, []).append((row["class"], frozenset(map(str, row["before"]))))
    return out


@lru_cache(maxsize=1)
def services() -> dict[str, str]:
    """A service that fails → the class of what supplies it."""
    return {str(phrase): name for name, phrases in lexicon("classes")["services"].items() for phrase in phrases}


@lru_cache(maxsize=1)
def types() -> dict[str, frozenset[str]]:
    """Phrase → the wider kinds of thing it is."""
    out: dict[str, set[str]] = {}
    for name, phrases in lexicon("classes")["types"].items():
        for phrase in phrases:
            for written in {str(phrase), str(phrase).replace("-", " ")}:
                out.setdefault(written, set()).add(name)
    return {k: frozenset(v) for k, v in out.items()}


@lru_cache(maxsize=1)
def parts() -> frozenset[str]:
    """Words for a part of a thing."""
    return frozenset(map(str, lexicon("classes")["parts"]))


@lru_cache(maxsize=1024)
def words(name: str, *keys: str) -> frozenset[str]:
    """A list of a lexicon as a set, or several lists as one."""
    return frozenset(str(word) for key in keys for word in lexicon(name)[key])


@lru_cache(maxsize=1)
def means() -> dict[str, frozenset[str]]:
    """Phrase → the weapons that it names."""
    out: dict[str, set[str]] = {}
    for weapon, phrases in lexicon("means").items():
        for phrase in phrases:
            out.setdefault(str(phrase), set()).add(weapon)
    return {phrase: frozenset(weapons) for phrase, weapons in out.items()}


@lru_cache(maxsize=1)
def means_heads() -> frozenset[str]:
    """The last words of those phrases."""
    return frozenset(phrase.split()[-1] for phrase in means())
