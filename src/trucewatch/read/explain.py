"""Why the reader read what it read: for each claim its sentence, the parse of it, the rule and the lexicon entries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from trucewatch.read.furniture import without_dateline
from trucewatch.read.labelled import without_labels
from trucewatch.read.parameters import ReadParameters, parser
from trucewatch.read.reader import LONGEST, read
from trucewatch.records import Claim, Report


@dataclass(frozen=True, slots=True)
class Explained:
    """A claim with the sentence or sentences it stands in, and a row for each of their words: number, form, lemma,
    part of speech, relation, number and form of the head (0 and ``ROOT`` at the top), all counted from 1."""

    claim: Claim
    sentence: str
    parse: tuple[tuple[int, str, str, str, str, int, str], ...]


def unread_sentences(report: Report, claims: Iterable[Claim]) -> tuple[str, ...]:
    """The sentences of a report in which none of these claims stands, in order."""
    text = report.text[:LONGEST]
    spans = [(c.start, c.end) for c in claims]
    sentences = parser().parse(without_labels(without_dateline(text)))
    return tuple(
        text[s.start : s.end] for s in sentences if not any(s.start < end and start < s.end for start, end in spans)
    )


def explain(report: Report, params: ReadParameters) -> tuple[Explained, ...]:
    """The claims of a report, in the order of its text, each with what it was read from."""
    text = report.text[:LONGEST]
    sentences = parser().parse(without_labels(without_dateline(text)))
    found = []
    for claim in read(report, params):
        around = [s for s in sentences if s.start < claim.end and claim.start < s.end]
        rows = []
        for s in around:
            for t in s.tokens:
                head = s.tokens[t.head].text if t.head >= 0 else "ROOT"
                rows.append((t.i + 1, t.text, t.lemma, t.upos, t.deprel, t.head + 1, head))
        found.append(Explained(claim, text[around[0].start : around[-1].end] if around else claim.quote, tuple(rows)))
    return tuple(found)
