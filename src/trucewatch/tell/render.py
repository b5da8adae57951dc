"""One edition, two renderings. Both are functions of the edition and the view alone: same input, same bytes."""

from __future__ import annotations

from functools import lru_cache
from importlib import resources

from jinja2 import Environment, FunctionLoader, StrictUndefined, select_autoescape
from markupsafe import Markup, escape

from trucewatch.records import Edition, Section, Sentence
from trucewatch.tell.brief_incidents import short
from trucewatch.tell.brief_summary import CELL
from trucewatch.tell.escape import markdown_text, one_line, run_on
from trucewatch.tell.notes import Note, Notes
from trucewatch.tell.phrases import Phrases
from trucewatch.tell.view import CaseView
from trucewatch.tell.words import messages

_OPEN, _CLOSE = "“", "”"


def _phrases(edition: Edition, view: CaseView, language: str) -> Phrases:
    return Phrases(view.case, edition.zone, messages(language))


def is_table(section: Section) -> bool:
    """True if every sentence of the section is a row with the same number of cells, the first being the heads."""
    widths = {s.text.count(CELL) for s in section.sentences}
    return len(widths) == 1 and widths != {0}


def facts(edition: Edition, phrases: Phrases) -> tuple[tuple[str, str], ...]:
    """What stands in the head of an edition: names and values."""
    say = phrases.messages.say
    return (
        (say("page.day"), phrases.day(edition.date)),
        (say("page.cutoff"), f"{phrases.instant(edition.cutoff)} ({edition.zone})"),
        (say("page.edition"), edition.id),
        (say("page.basis"), edition.inputs),
        (say("page.derived"), edition.derived),
        (say("page.program"), edition.program),
    )


# -- Markdown -------------------------------------------------------------------------------------------------------


def markdown(edition: Edition, view: CaseView, *, language: str = "en") -> str:
    """The edition as Markdown with footnotes (``[^1]``)."""
    phrases = _phrases(edition, view, language)
    notes = Notes.of(edition, view, phrases)
    out = [f"# {markdown_text(edition.title)}", ""]
    out.extend(f"- {name}: {_code(value)}" for name, value in facts(edition, phrases))
    out.extend(["", f"*{phrases.messages.say('page.status')}* {phrases.messages.say('page.quoted_note')}"])
    for section in edition.sections:
        _markdown_section(section, 2, notes, out)
    out.extend(["", f"## {phrases.messages.say('title.notes')}", ""])
    out.extend(_markdown_note(n, phrases) for n in notes.all())
    return "\n".join(out) + "\n"


def _code(text: str) -> str:
    return f"`{one_line(text).replace('`', chr(39))}`"


def _markdown_section(section: Section, depth: int, notes: Notes, out: list[str]) -> None:
    out.extend(["", f"{'#' * min(depth, 6)} {markdown_text(section.title)}"])
    if section.sentences:
        out.append("")
    if is_table(section):
        rows = [_markdown_row(s, notes) for s in section.sentences]
        out.extend([rows[0], "|" + " --- |" * (section.sentences[0].text.count(CELL) + 1), *rows[1:]])
    else:
        out.extend(f"- {markdown_text(s.text)}{_markdown_marks(s, notes)}" for s in section.sentences)
    for inner in section.sections:
        _markdown_section(inner, depth + 1, notes, out)


def _markdown_row(sentence: Sentence, notes: Notes) -> str:
    cells = [markdown_text(c) for c in sentence.text.split(CELL)]
    cells[0] += _markdown_marks(sentence, notes)
    return "| " + " | ".join(cells) + " |"


def _markdown_marks(sentence: Sentence, notes: Notes) -> str:
    return "".join(f"[^{n}]" for n in notes.marks_of(sentence))


def _markdown_note(note: Note, phrases: Phrases) -> str:
    say = phrases.messages.say
    if note.members:
        listed = "".join(f"[^{n}]" for n in note.members)
        return f"[^{note.number}]: {note.label}, {say('note.many', n=len(note.members))}{listed}"
    parts = [f"{note.label} {_code(short(note.record))}"]
    parts.extend(f"{name}: {markdown_text(text)}" if name else markdown_text(text) for name, text in note.lines)
    if note.context:
        c = note.context
        before, after = (
            f"{t[:1].isspace() * ' '}{markdown_text(t)}{t[-1:].isspace() * ' '}" for t in (c.before, c.after)
        )
        marked = f"{before}**{markdown_text(c.quote)}**{after}".strip()
        parts.append(f"{say('note.context')}: {marked}")
    if note.url:
        parts.append(f"{say('note.link')}: {_code(note.url)}")
    return f"[^{note.number}]: " + " · ".join(parts)


# -- HTML -----------------------------------------------------------------------------------------------------------


def html(edition: Edition, view: CaseView, *, language: str = "en") -> str:
    """The edition as one HTML file: no script, nothing fetched, fit to print, light and dark."""
    phrases = _phrases(edition, view, language)
    notes = Notes.of(edition, view, phrases)
    pages = HtmlPage(notes)
    return (
        _environment()
        .get_template("report.html.j2")
        .render(
            edition=edition,
            language=language,
            facts=facts(edition, phrases),
            page=pages,
            notes=tuple(notes.all()),
            is_table=is_table,
            say=phrases.messages.say,
            short=short,
            plain=one_line,
            run_on=run_on,
            safe_url=safe_url,
        )
    )


class HtmlPage:
    """What the template asks for while it walks through the edition: marks with their way back."""

    def __init__(self, notes: Notes) -> None:
        self._notes = notes
        self._seen: dict[int, int] = {}

    def text(self, text: str) -> Markup:
        """Escaped text, hidden characters visible, verbatim words marked as such and kept apart in direction."""
        return quoted(one_line(text))

    def cells(self, sentence: Sentence) -> list[Markup]:
        """The cells of a row."""
        return [self.text(c) for c in sentence.text.split(CELL)]

    def marks(self, sentence: Sentence) -> list[tuple[int, str]]:
        """(note number, id of this mark): a note that is led to from several places can lead back to each."""
        found = []
        for n in self._notes.marks_of(sentence):
            self._seen[n] = self._seen.get(n, 0) + 1
            found.append((n, f"m{n}-{self._seen[n]}"))
        return found

    def backs(self, number: int) -> list[str]:
        """Ids of the marks that led to a note, else of the notes that gather it; ask once the text is written."""
        marks = [f"m{number}-{i}" for i in range(1, self._seen.get(number, 0) + 1)]
        return marks or [f"n{n}" for n in self._notes.gathered.get(number, ())]


def quoted(text: str) -> Markup:
    """``text`` escaped, what stands between outermost quotation marks in ``<bdi>``; unbalanced marks are left alone."""
    depth, out = 0, []
    for c in text:
        if c == _CLOSE:
            depth -= 1
            if depth == 0:
                out.append("</bdi>")
        if depth < 0:
            return escape(text)
        out.append(str(escape(c)))
        if c == _OPEN:
            if depth == 0:
                out.append('<bdi class="q">')
            depth += 1
    return Markup("".join(out)) if depth == 0 else escape(text)  # noqa: S704 - every character above is escaped


def safe_url(url: str | None) -> str | None:
    """The address if it is one of the web's; None for anything that a click should not open."""
    return url if url and url.startswith(("https://", "http://")) else None


@lru_cache(maxsize=1)
def _environment() -> Environment:
    def load(name: str) -> str:
        return (resources.files("trucewatch.tell") / "templates" / name).read_text(encoding="utf-8")

    return Environment(
        loader=FunctionLoader(load),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
