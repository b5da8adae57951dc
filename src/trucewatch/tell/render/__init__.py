"""One edition, five renderings, each a function of the edition alone: same edition, same bytes, on any machine."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from trucewatch.records import Edition
from trucewatch.tell.render.docx import docx
from trucewatch.tell.render.html import html
from trucewatch.tell.render.index import index
from trucewatch.tell.render.markdown import markdown
from trucewatch.tell.render.pdf import pdf, pdf_available
from trucewatch.tell.words import Messages, messages
from trucewatch.values.ids import canonical

_RENDERINGS: Mapping[str, Callable[[Edition, Messages], bytes]] = {
    "html": lambda edition, words: html(edition, words).encode(),
    "pdf": pdf,
    "docx": docx,
    "md": lambda edition, words: markdown(edition, words).encode(),
    "json": lambda edition, _: canonical(edition.model_dump(mode="json")),
}

FORMATS = tuple(_RENDERINGS)
"""Every format, by the suffix of its file."""


def render(edition: Edition, to: str, words: Messages | None = None) -> bytes:
    """The edition in the format ``to``. ``words``: a catalogue in place of that of the edition's language.

    Raises MissingExtra for ``pdf`` where Typst is not installed.
    """
    return _RENDERINGS[to](edition, words or messages(edition.language))


__all__ = ["FORMATS", "docx", "html", "index", "markdown", "pdf", "pdf_available", "render"]
