"""Report to claims: parse, attribute, find propositions, fill their slots, leave out what is said twice."""

from __future__ import annotations

from collections.abc import Sequence

from trucewatch.language.outlets import state_of_outlet
from trucewatch.language.syntax.parser import Sentence
from trucewatch.read.attribution import attribute
from trucewatch.read.cast import Cast
from trucewatch.read.compose import Composer
from trucewatch.read.finder import Finder
from trucewatch.read.furniture import agency_of_dateline, without_dateline
from trucewatch.read.labelled import without_labels
from trucewatch.read.page import Page
from trucewatch.read.parameters import ReadParameters, home_of, parser, side_of, tools
from trucewatch.read.roles import Roles
from trucewatch.read.selection import chosen
from trucewatch.records import Claim, Report
from trucewatch.values.sweeping import Unswept

LONGEST = 400_000  # characters read of one report: no piece of news is longer, and memory stays bounded


def parsed(report: Report) -> list[Sentence]:
    """The sentences of a report, parsed: the first of the reader's two turns. Never raises on any text."""
    with Unswept():
        return parser().parse(without_labels(without_dateline(report.text[:LONGEST])))


def read(report: Report, params: ReadParameters, sentences: Sequence[Sentence] | None = None) -> tuple[Claim, ...]:
    """The claims of a report, in the order of its text, each a verbatim stretch of it. ``sentences``: what ``parsed``
    gave of it, where that was asked before. Never raises on any text."""
    with Unswept():
        return _read(report, params, parsed(report) if sentences is None else sentences)


def _read(report: Report, params: ReadParameters, sentences: Sequence[Sentence]) -> tuple[Claim, ...]:
    register, gazetteer = tools(params)
    text = report.text[:LONGEST]
    home = home_of(report.outlet.lower(), params) or state_of_outlet(agency_of_dateline(text))
    side = side_of(report.outlet.lower(), params)
    page = Page(text, sentences, register, gazetteer, report.published, home, report.outlet, side)
    cast = Cast(page)
    voices = attribute(page, cast)
    roles = Roles(cast)
    composer = Composer(report, cast, roles)
    propositions = list(Finder(page, roles, voices).all())
    composer.survey(propositions)
    found = [c for p in propositions for c in composer.claims(p)]
    return chosen(found, report.published)
