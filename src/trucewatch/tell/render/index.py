"""The page that lists a case's editions, newest first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from trucewatch.records import Edition, Section
from trucewatch.records.edition import Paragraph
from trucewatch.tell.escape import one_line
from trucewatch.tell.render.html import template
from trucewatch.tell.words import Messages

_SENTENCES = 3


@dataclass(frozen=True)
class _Line:
    """One edition in the list. ``superseded``: a later edition of the same day exists."""

    day: str
    told: str
    id: str
    files: Sequence[tuple[str, str]]
    superseded: bool


def index(
    title: str,
    editions: Iterable[Edition],
    files: Mapping[str, Sequence[str]],
    words: Messages,
    note: str | None = None,
) -> str:
    """The page. ``editions`` in the order in which they were published; ``files``: names of each one's files, by id;
    ``note``: what the case says that every reader has to know."""
    editions = list(editions)
    latest = {e.date: e.id for e in editions}
    ordered = sorted(enumerate(editions), key=lambda pair: (pair[1].date, pair[0]), reverse=True)
    months = [
        (words.say(f"month.m{month}") + f" {year}", [_line(e, files, latest[e.date] != e.id, words) for _, e in group])
        for (year, month), group in groupby(ordered, key=lambda pair: (pair[1].date.year, pair[1].date.month))
    ]
    return template("index.html.j2").render(
        title=words.say("index.title", case=title),
        months=months,
        note=note,
        language=words.language,
        count=words.number("index.count", len(ordered)),
        say=words.say,
        plain=one_line,
    )


def _line(edition: Edition, files: Mapping[str, Sequence[str]], superseded: bool, words: Messages) -> _Line:
    day = words.say(
        "time.date", day=edition.date.day, month=words.say(f"month.m{edition.date.month}"), year=edition.date.year
    )
    named = [(name, name.rpartition(".")[2].upper()) for name in files.get(edition.id, ())]
    return _Line(day, _told(edition.sections), edition.id, named, superseded)


def _told(sections: Sequence[Section]) -> str:
    """The first sentences of the summary."""
    found = next((s for s in sections if s.key == "summary"), None)
    paragraphs = [b for b in found.blocks if isinstance(b, Paragraph)] if found else []
    return " ".join(s.text for s in paragraphs[0].sentences[:_SENTENCES]) if paragraphs else ""
