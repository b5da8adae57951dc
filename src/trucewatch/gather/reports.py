"""A file among the reports becomes reports, or failures that say what it is and how to mend it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from trucewatch.errors import ReportError
from trucewatch.gather import jsonl, sniff, text
from trucewatch.gather.making import Written, report_of
from trucewatch.gather.originals import UNKNOWN_OUTLET, failure_of, outlet_id
from trucewatch.gather.parameters import GatherParameters
from trucewatch.records.failure import Failure
from trucewatch.records.report import Original, Report

Format = Callable[[Original, bytes, GatherParameters], Iterable[Written | ReportError]]


def _page(original: Original, data: bytes, params: GatherParameters) -> Iterable[Written | ReportError]:
    from trucewatch.gather import html  # its libraries take half a second to load, and most inboxes hold no page

    return html.written(original, data, params)


_FORMATS: dict[str, Format] = {
    sniff.TEXT: text.written,
    sniff.MARKDOWN: text.written,
    sniff.HTML: _page,
    sniff.JSON_LINES: jsonl.written,
}
_AS_TEXT = "save its text as .txt in UTF-8"
_NOT_READ = {  # what a file is that is no report, and what to do with it
    "application/pdf": ("is a PDF, which is not read", _AS_TEXT),
    "application/zip": ("is a ZIP archive or an office document, which is not read", f"unpack it, or {_AS_TEXT}"),
    "application/x-ole-storage": ("is an old office document, which is not read", _AS_TEXT),
    sniff.RTF: ("is an RTF document, which is not read", _AS_TEXT),
    "application/gzip": ("is a gzip archive, which is not read", "unpack it"),
    sniff.CSV: ("is a table, not a report", "put fire detections in observations/; remove other tables"),
    sniff.JSON: ("is JSON, but not JSON lines", "write one document a line and call the file .jsonl"),
    sniff.MAIL: ("is a mail, which is not read", _AS_TEXT),
    sniff.WARC: ("is a web archive, which is not read", "save the pages as .html"),
    sniff.XML: ("is XML and no web page", "save the articles as .html or .txt"),
    sniff.BINARY: ("is binary, not text", f"remove it, or {_AS_TEXT}"),
}


def reports(original: Original, data: bytes, params: GatherParameters) -> Iterator[Report | Failure]:
    """The reports in ``data``, whose media type ``original`` names (see ``sniff``); what cannot be used as failures.

    A text or page is one report whose ``doc`` is the file's name; JSON lines are one each, ``doc`` the id given. The
    text is kept as decoded: only line endings become ``\\n`` in files (not in JSON lines) and a byte-order mark goes;
    no Unicode normalisation, invisible characters stay, since quotes are verbatim. What is not stated stays None.
    """
    read = _FORMATS.get(original.media_type)
    try:
        if not data.strip():
            raise ReportError("is empty", where=original.name, mend="put the text in, or remove the file")
        if read is None:
            raise _refused(original)
        for item in read(original, data, params):
            yield _made(item, original, params)
    except ReportError as e:
        yield failure_of(e, original)


def _made(item: Written | ReportError, original: Original, params: GatherParameters) -> Report | Failure:
    try:
        return failure_of(item, original) if isinstance(item, ReportError) else report_of(item, original, params)
    except ReportError as e:
        named = outlet_id(item.outlet, params) if isinstance(item, Written) else UNKNOWN_OUTLET
        return failure_of(e, original, None if named == UNKNOWN_OUTLET else named)


def _refused(original: Original) -> ReportError:
    family, _, form = original.media_type.partition("/")
    noun = f"a picture ({form.upper()})" if family == "image" else original.media_type
    fallback = (f"is {noun}, not text", f"remove it, or {_AS_TEXT}")
    what, mend = _NOT_READ.get(original.media_type, fallback)
    return ReportError(what, where=original.name, mend=mend)
