"""The first reader: sentences → segments with their sources → clauses → triggers → claims."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from functools import lru_cache

from trucewatch.language import times
from trucewatch.language.lexicon import lexicon
from trucewatch.language.sentences import Sentence, sentences
from trucewatch.language.tokens import tokens
from trucewatch.read.attribution import Segment, segments
from trucewatch.read.clauses import clauses
from trucewatch.read.compose import claim_of, findings
from trucewatch.read.parameters import ReadParameters
from trucewatch.read.scene import Found, Scene
from trucewatch.read.speakers import Discourse
from trucewatch.records.claim import Claim
from trucewatch.records.report import Report

READER = "first@1"

_BACKGROUND = timedelta(days=366)  # what is over a year older than the report is history, not news


def read(report: Report, params: ReadParameters) -> tuple[Claim, ...]:
    """The claims of one report, in the order of its text. Never raises on any text; work is linear in its length."""
    scene = _scene(report, params)
    out: dict[str, Claim] = {}
    for sentence in sentences(report.text):
        if _furniture(report.text[sentence.start : sentence.end]):
            continue
        for found in _in_sentence(scene, sentence):
            claim = claim_of(report, found)
            out.setdefault(claim.id, claim)
    return tuple(sorted(out.values(), key=lambda c: (c.start, c.end, c.kind.value, c.id)))


def _scene(report: Report, params: ReadParameters) -> Scene:
    published = report.published
    if published is not None and published.zone != params.zone and params.zone != "UTC":
        published = published.model_copy(update={"zone": params.zone})
    countries = _countries(report.text, params)
    return Scene(
        report=report,
        params=params,
        published=published,
        countries=countries,
        discourse=Discourse(report.text, params.register, params.gazetteer, countries),
        places={},
    )


def _countries(text: str, params: ReadParameters) -> tuple[str, ...]:
    """The case's countries, then those that the report names, the most named first."""
    seen = Counter(n.party for n in params.register.find(text[:100_000]) if len(n.party) == 3 and n.party.isupper())
    if re.search(r"\bGaza\b", text):
        seen["PSE"] += 1
    named = [code for code, _ in sorted(seen.items(), key=lambda e: (-e[1], e[0]))]
    return tuple(dict.fromkeys([*params.countries, *named]))[:12]


def _in_sentence(scene: Scene, sentence: Sentence) -> Iterator[Found]:
    text = scene.report.text
    whole = times.find(text, scene.published, start=sentence.start, end=sentence.end) if scene.published else []
    here: list[Found] = []
    for segment in segments(text, sentence, scene.discourse):
        for found in _in_segment(scene, segment, sentence, whole, here):
            if not _history(scene, found):
                here.append(found)  # noqa: PERF401 - the generator looks at what was found before
    yield from _joined(text, here)


def _in_segment(
    scene: Scene, segment: Segment, sentence: Sentence, whole: list[times.Timed], here: list[Found]
) -> Iterator[Found]:
    text = scene.report.text
    span = (sentence.start, sentence.end)
    for clause in clauses(text, segment.start, segment.end):
        found = tokens(text, *clause)
        yield from findings(scene, segment, clause, found, span, whole, here)


def _history(scene: Scene, found: Found) -> bool:
    if scene.published is None:
        return False
    if found.time and found.time.end < scene.published.start - _BACKGROUND:
        return True
    year = re.search(r"\b(?:in|in the|of|since) (19\d\d|20\d\d)\b", scene.report.text[found.start : found.end], re.I)
    return bool(year and int(year.group(1)) < scene.published.start.year - 1)


def _joined(text: str, here: list[Found]) -> list[Found]:
    """Claims of one kind and source that follow one another with nothing but "and" between are one: "killing five
    people and wounding 38"."""
    out: list[Found] = []
    for f in here:
        before = next((o for o in reversed(out) if o.kind is f.kind), None)
        if (
            before
            and f.kind.value == "casualties"
            and before.source == f.source
            and 0 <= f.start - before.end <= 8
            and re.fullmatch(r"[\s,]*(?:and|as well as)?[\s,]*", text[before.end : f.start])
        ):
            out[out.index(before)] = before.extended(f)
        else:
            out.append(f)
    return out


@lru_cache(maxsize=1)
def _furniture_words() -> re.Pattern[str]:
    words = lexicon("speech")["furniture"]
    return re.compile(r"\b(?:" + "|".join(map(re.escape, words)) + r")\b", re.I)


def _furniture(sentence: str) -> bool:
    """Page furniture: notices, invitations to subscribe, headlines in capitals."""
    if _furniture_words().search(sentence):
        return True
    letters = [c for c in sentence if c.isalpha()]
    return len(letters) > 12 and sum(c.isupper() for c in letters) > 0.7 * len(letters)
