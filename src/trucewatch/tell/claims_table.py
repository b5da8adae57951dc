"""The claims as a table, all of them or those asked for."""

from __future__ import annotations

from dataclasses import dataclass

from trucewatch.records import Claim
from trucewatch.tell.accounts import verb_key
from trucewatch.tell.ledgers import Table, phrases_of
from trucewatch.tell.phrases import Phrases
from trucewatch.tell.view import CaseView
from trucewatch.tell.writing import cut
from trucewatch.values.party import members
from trucewatch.values.vocabularies import Kind


@dataclass(frozen=True)
class Asked:
    """Which claims; what is None is not asked. ``incident``: an id; ``doc``: the report's name; ``party``: a code, of
    the source, or of whom the claim names as the actor or as struck."""

    incident: str | None = None
    doc: str | None = None
    kind: Kind | None = None
    party: str | None = None


def claims_of(view: CaseView, asked: Asked) -> tuple[Claim, ...]:
    """The claims that stand and are asked for, by report and place in its text."""
    incident = view.incidents.get(view.redirects.get(asked.incident, asked.incident)) if asked.incident else None
    within = {*incident.claims, *incident.denials, *incident.mentions, *incident.seen} if incident else set()
    found = (
        c
        for c in (*view.claims.values(), *view.seen.values())
        if (asked.incident is None or c.id in within)
        and (asked.doc is None or c.doc == asked.doc)
        and (asked.kind is None or c.kind is asked.kind)
        and (asked.party is None or asked.party in _parties(c))
    )
    return tuple(sorted(found, key=lambda c: (c.doc, c.start, c.end, c.id)))


def _parties(claim: Claim) -> frozenset[str]:
    named = (m.party for m in (claim.actor, claim.target) if m)
    return members(claim.source.party).union(*map(members, named))


def claims_table(view: CaseView, asked: Asked = Asked()) -> Table:
    """One claim a row: who says what of whom in which words, where it is read, and the incident that it stands in."""
    phrases, say = phrases_of(view), phrases_of(view).messages.say
    inside = {
        c: i.id for i in view.incidents.values() for c in (*i.claims, *i.denials, *i.mentions, *i.seen)
    }  # a claim stands in one incident
    rows = tuple((*_cells(c, view, phrases), f"{c.id} {inside.get(c.id, '')}".strip()) for c in claims_of(view, asked))
    head = tuple(say("ledger.claims.head").split(" | "))
    return Table(say("ledger.claims.title"), head, rows, say("ledger.claims.note"))


def _cells(claim: Claim, view: CaseView, phrases: Phrases) -> tuple[str, ...]:
    say, report = phrases.messages.say, view.reports.get(claim.report)
    outlet = phrases.outlet(report.outlet) if report else ""
    who = f"“{claim.source.text}”" if claim.source.text else say("party.own_voice", outlet=outlet)
    side = f"{who} ({phrases.party(claim.source.party)})" if claim.source.party else who
    actor = claim.actor
    named = (phrases.party(actor.party) if actor.party else f"“{actor.text}”") if actor else ""
    words, more = cut(claim.quote)
    quote = f"“{words}{' […]' if more else ''}”"
    kind = phrases.enum(claim.kind, "kind")
    kind = say("ledger.claims.seen", kind=kind) if claim.by_example else kind
    return f"{claim.doc}, {outlet}", kind, side, say(verb_key(claim)), named, quote
