"""An edition as one HTML file: no script, nothing fetched, fit to print, light and dark, wide and narrow."""

from __future__ import annotations

from functools import lru_cache
from importlib import resources

from jinja2 import Environment, FunctionLoader, StrictUndefined, Template, select_autoescape
from markupsafe import Markup, escape

from trucewatch.records import Edition
from trucewatch.records.edition import Note, Picture, Supported
from trucewatch.tell.escape import one_line, run_on
from trucewatch.tell.notes import Marks
from trucewatch.tell.render.common import blocks_of, facts, proofs
from trucewatch.tell.words import Messages
from trucewatch.tell.writing import short

_OPEN, _CLOSE = "“", "”"
_BACKS = 8


def html(edition: Edition, words: Messages) -> str:
    """The edition as HTML."""
    return template("report.html.j2").render(
        edition=edition,
        facts=facts(edition, words),
        proofs=proofs(edition, words),
        page=HtmlPage(edition),
        blocks_of=blocks_of,
        say=words.say,
        short=short,
        plain=one_line,
        run_on=run_on,
        safe_url=safe_url,
    )


class HtmlPage:
    """What the template asks for while it walks through the edition: marks with their way back."""

    def __init__(self, edition: Edition) -> None:
        self._marks = Marks(edition)
        self._seen: dict[int, int] = {}

    def text(self, text: str) -> Markup:
        """Escaped text, hidden characters visible, verbatim words marked as such and kept apart in direction."""
        return quoted(one_line(text))

    def marks(self, part: Supported) -> list[tuple[int, str]]:
        """(note number, id of this mark): a note that is led to from several places can lead back to each."""
        found = []
        for n in self._marks.of(part):
            self._seen[n] = self._seen.get(n, 0) + 1
            found.append((n, f"m{n}-{self._seen[n]}"))
        return found

    def backs(self, note: Note) -> list[str]:
        """Ids of the marks that led to a note, else of the notes that name it; ask once the text is written."""
        marks = [f"m{note.number}-{i}" for i in range(1, self._seen.get(note.number, 0) + 1)]
        return (marks or [f"n{n}" for n in self._marks.led_by.get(note.number, ())])[:_BACKS]

    def drawing(self, picture: Picture) -> Markup:
        """The drawing, which this program made and the ledger's chain guards; only elements that draw."""
        return Markup(picture.svg)  # noqa: S704 - made by drawing.py, where every text is escaped


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


def template(name: str) -> Template:
    """A template of the tell stage."""
    return _environment().get_template(name)


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
