"""Outlet names that look misspelt: near to one of the case's register, and not in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from trucewatch.gather.originals import UNKNOWN_OUTLET, slug_of
from trucewatch.records.case import Outlet
from trucewatch.records.report import Original, Report

_NEAR = 0.85  # of difflib: a letter more, less or other in a name of some length; not "north-wire" for "south-wire"
_SAID = re.compile(rb"^[ \t]*outlet[ \t]*:", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something that was used but looks like a slip: ``where`` the file and line, ``what``, and how to ``mend`` it."""

    where: str
    what: str
    mend: str


def misspelt(reports: Iterable[Report], outlets: Iterable[Outlet], original: Callable[[str], bytes]) -> Iterator[Doubt]:
    """A doubt for each report whose outlet the register does not have, but has one of nearly that name.

    ``original``: the bytes kept under a SHA-256, to find the line in.
    """
    register = list(outlets)
    ids = {slug_of(name): o.id for o in register for name in (o.name, o.id)}
    known = {o.id for o in register}
    for report in reports:
        if report.outlet in known or report.outlet == UNKNOWN_OUTLET:
            continue
        if near := get_close_matches(report.outlet, ids, n=1, cutoff=_NEAR):
            what = f"the outlet {report.outlet!r} is not in case.yaml, and is taken for one of no party"
            mend = f"did you mean {ids[near[0]]!r}? If not, list {report.outlet} among the outlets of case.yaml"
            yield Doubt(_where(report, original), what, mend)


def _where(report: Report, original: Callable[[str], bytes]) -> str:
    source = report.original
    if source is None:
        return report.doc
    line = report.row or _line(source, original)
    return f"{source.name}:{line}" if line else source.name


def _line(source: Original, original: Callable[[str], bytes]) -> int | None:
    """The line of the front matter that names the outlet; None where there is none (a web page)."""
    data = original(source.sha256)
    said = _SAID.search(data) if data.lstrip(b"\xef\xbb\xbf").startswith(b"---") else None
    return data[: said.start()].count(b"\n") + 1 if said else None
