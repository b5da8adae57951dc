"""Saved web pages: the article's text without the furniture, and what the page declares about itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from htmldate import find_date
from trafilatura import extract

from trucewatch.errors import ReportError
from trucewatch.gather import dates
from trucewatch.gather.decode import decode, line_ends
from trucewatch.gather.making import Written
from trucewatch.gather.markup import Declared, declared_by
from trucewatch.gather.parameters import GatherParameters
from trucewatch.records.report import Original

_CHARSET = re.compile(rb"<meta\b[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]+)", re.I)
_XML_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
# A page says when it was changed as readily as when it was published; only the latter is a date of publication.
_CHANGES = re.compile(
    r"<meta\b[^<>]{0,400}?(?:modif|updat|revis)[^<>]{0,400}>|\"(?:dateModified|dateUpdated)\"\s*:\s*\"[^\"]*\"", re.I
)
# Fixed bounds: with the library's own (today) the same page would have another date tomorrow.
_EARLIEST, _LATEST = "1995-01-01", "2100-01-01"


def written(original: Original, data: bytes, params: GatherParameters) -> Iterator[Written]:
    """The one document of a page. Its text is trafilatura's extract without the headline; quotes are verbatim of it.

    The outlet is what the page calls its site, else its host; published the first stamp in its metadata that can be
    read, else the day that its markup or address shows; nothing is taken from the running text. Raises ReportError
    for an encoding that cannot be told and for a page without an article.
    """
    name = original.name
    charset = _CHARSET.search(data[:4096])
    page = line_ends(decode(data, where=name, declared=charset[1].decode("ascii") if charset else None))
    page = _XML_DECLARATION.sub("", page).replace("\x00", "")
    about = declared_by(page)
    text = _without_headline(_article(page), about.title)
    if not text:
        mend = "save the article itself, or its text as .txt"
        raise ReportError("no article can be found in the page", where=name, mend=mend)
    yield Written(
        doc=name,
        text=text,
        where=name,
        outlet=about.site or (host_of(about.url) if about.url else None),
        published=_published(about, page, params),
        title=about.title,
        url=about.url,
        language=about.language,
    )


def host_of(url: str) -> str | None:
    """The host of an address without ``www.``; None where there is none."""
    try:
        host = urlsplit(url).hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None


def _article(page: str) -> str:
    try:
        text = extract(page, output_format="txt", include_comments=False, include_tables=True, deduplicate=False)
    except Exception:  # whatever a page from the wild does to the parser is a fault of this page alone
        return ""
    return (text or "").strip("\n")


def _without_headline(text: str, title: str | None) -> str:
    """The text without a first line that only repeats the title, which the report has apart."""
    first, newline, rest = text.partition("\n")
    repeats = title is not None and " ".join(first.lstrip("# ").split()) == " ".join(title.split())
    return rest.lstrip("\n") if repeats and newline else text


def _published(about: Declared, page: str, params: GatherParameters) -> str | None:
    for stamp in about.stamps:
        try:
            dates.published(stamp, params)
        except dates.FutureDate:
            return stamp  # said plainly and wrong: the reader of the failure should see it
        except ValueError:
            continue  # a format of the site's own; the next may be readable
        return stamp
    try:
        day = find_date(
            _CHANGES.sub("", page), extensive_search=False, original_date=True, min_date=_EARLIEST, max_date=_LATEST
        )
    except Exception:
        return None
    return str(day) if day else None
