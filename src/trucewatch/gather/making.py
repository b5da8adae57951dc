"""What a format found in a document becomes a Report, in one way for all formats."""

from __future__ import annotations

import re
from dataclasses import dataclass

from trucewatch.errors import ReportError
from trucewatch.gather import dates
from trucewatch.gather.originals import outlet_id
from trucewatch.gather.parameters import GatherParameters
from trucewatch.records.base import identified
from trucewatch.records.report import Original, Report
from trucewatch.values.moment import Moment

_HALF = re.compile("[\ud800-\udfff]")  # JSON can escape it, UTF-8 cannot hold it
_LANGUAGE = re.compile(r"([A-Za-z]{2})(?:[-_][A-Za-z0-9]+)*")


@dataclass(frozen=True)
class Written:
    """A document as a format holds it: texts as written, None where nothing is said. ``stamp_where``: the line that
    states ``published``."""

    doc: str
    text: str
    where: str
    outlet: str | None = None
    published: str | None = None
    title: str | None = None
    url: str | None = None
    language: str | None = None
    row: int | None = None
    stamp_where: str | None = None


def report_of(written: Written, original: Original, params: GatherParameters) -> Report:
    """The report. Its text is the document's, character for character: quotes are looked for in it.

    Raises ReportError for a document without text, a date that is none or lies in the future, half characters.
    """
    if not written.text.strip():
        raise ReportError("holds no text", where=written.where, mend="put the text in, or remove it")
    for field in ("doc", "text", "outlet", "title", "url"):
        if _HALF.search(getattr(written, field) or ""):
            what = f"{field} holds half of a surrogate pair, which is no character"
            raise ReportError(what, where=written.where, mend="write the text anew, in UTF-8")
    return identified(
        Report,
        doc=written.doc,
        outlet=outlet_id(written.outlet, params),
        published=_published(written, params),
        title=written.title or None,
        text=written.text,
        url=written.url or None,
        language=_language(written.language),
        original=original,
        row=written.row,
    )


def _published(written: Written, params: GatherParameters) -> Moment | None:
    if not written.published or not written.published.strip():
        return None
    try:
        return dates.published(written.published, params)
    except ValueError as e:
        raise ReportError(str(e), where=written.stamp_where or written.where, mend=dates.mend_of(e)) from e


def _language(declared: str | None) -> str | None:
    match = _LANGUAGE.fullmatch((declared or "").strip())
    return match[1].lower() if match else None
