"""Templates and what they may call: words, names, times, links. No template decides anything."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from urllib.parse import quote, urlsplit

from fastapi import Request, Response
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FunctionLoader, StrictUndefined

from trucewatch import __version__
from trucewatch.faces.web.access import Permission, Person, Role
from trucewatch.faces.web.assets import asset, built
from trucewatch.faces.web.words import LANGUAGE, REMEMBERED, Words, languages, listed, number, say
from trucewatch.monitor.desk import IncidentCard, as_link
from trucewatch.monitor.desk.pages import DecisionRow, Problem
from trucewatch.records import Edition, Incident
from trucewatch.tell.escape import run_on
from trucewatch.tell.render.common import blocks_of, facts
from trucewatch.tell.render.html import HtmlPage, safe_url
from trucewatch.tell.words import messages

_YEAR = 365 * 24 * 3600
NAV = (
    *(("today", "/"), ("ledger", "/incidents"), ("map", "/map"), ("timeline", "/timeline")),
    *(("positions", "/positions"), ("exchanges", "/exchanges"), ("sources", "/sources")),
    *(("editions", "/editions"), ("integrity", "/integrity")),
)


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The templates."""

    def load(name: str) -> str:
        return files("trucewatch.faces.web").joinpath("templates", name).read_text(encoding="utf-8")

    made = Environment(
        loader=FunctionLoader(load), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    made.globals.update(
        say=say,
        number=number,
        listed=listed,
        asset=asset,
        link=as_link,
        version=__version__,
        languages=languages,
        speaking=LANGUAGE.get,
        nav=NAV,
        quote=quote,
    )
    return made


def page(request: Request, template: str, name: str, code: int = 200, **context: object) -> Response:
    """A page. ``name``: its entry in the navigation. Every template gets, besides its own context: ``person`` (None
    before signing in), ``words`` (names of the case), ``may`` (of permissions), ``here`` (this address), ``csrf``."""
    site = request.app.state.site
    secure: bool = site.options.secure
    person: Person | None = getattr(request.state, "person", None)
    here = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    text = (
        environment()
        .get_template(template)
        .render(
            **context,
            name=name,
            person=person,
            roles=tuple(Role),
            csrf=person.csrf if person else context.get("visit", ""),
            may={p.value: bool(person and person.may(p)) for p in Permission},
            words=Words(site.desk.case) if person else None,
            case=site.desk.case if person else None,
            here=here,
            language=LANGUAGE.get(),
            direction=say("language.direction"),
            in_language=lambda code: request.url.include_query_params(lang=code).query,
            done=_done(request, person) if person else None,
            local=site.options.local,
            built=built(),
            fault=site.fault if person else None,
            generation=site.desk.meta["digest"],
        )
    )
    response = HTMLResponse(text, code)
    if request.query_params.get("lang") in languages():
        response.set_cookie(REMEMBERED, LANGUAGE.get(), max_age=_YEAR, httponly=True, samesite="lax", secure=secure)
    return response


def _done(request: Request, person: Person) -> tuple[IncidentCard, DecisionRow] | None:
    """The decision that led here from another incident (``?done=``), where it is this person's last one there."""
    key = request.query_params.get("done", "")
    found = request.app.state.site.desk.incident(key) if key.startswith(f"{Incident.prefix}-") else None
    if found is None or not found.decisions or found.decisions[0].author != person.name:
        return None
    return found.card, found.decisions[0]


def edition_text(edition: Edition) -> dict[str, object]:
    """What the edition's template walks through it with: as the file of an edition has it, so that the two do not
    differ in a word or a number."""
    words = messages(edition.language)
    return {
        "page": HtmlPage(edition),
        "facts": facts(edition, words),
        "blocks_of": blocks_of,
        "run_on": run_on,
        "say": words.say,
        "safe_url": safe_url,
    }


def problem_page(request: Request, status: int, problem: Problem) -> Response:
    """A fault, told on a page."""
    sent = urlsplit(request.headers.get("referer", "")) if request.method == "POST" else None
    own = sent is not None and sent.netloc == request.headers.get("host", "") and sent.path.startswith("/")
    again = f"{sent.path}{'?' if sent.query else ''}{sent.query}" if sent is not None and own else None
    form = request.method == "POST"
    return page(request, "problem.html.j2", "", status, problem=problem, status=status, again=again, form=form)
