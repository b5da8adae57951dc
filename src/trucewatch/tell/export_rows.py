"""Claims, incidents and findings as flat rows: what every export is written from. Adds nothing, drops nothing.

Times are UTC (``*_start``/``*_end``, end excluded), ``*_edtf`` the local days in ``time_zone``; coordinates WGS 84
degrees; radii kilometres. A field that the record does not fill is None or an empty list.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from trucewatch.records import Aspect, Finding, Grade, Incident, Status
from trucewatch.tell.view import CaseView
from trucewatch.values.moment import Moment
from trucewatch.values.place import Place

Row = dict[str, Any]

DISCLAIMERS = (
    "A claim is what a source said, as a program read it; an incident gathers claims that may speak of one event. "
    "Nothing here is a finding of fact, and no actor is named but by a source.",
    "An outcome says what an agreement's terms would mean under one party's reading if the account were so.",
    "Places and the areas they are listed under follow the case file and a public gazetteer; they express no opinion "
    "on the status of any territory. A point stands for a circle of radius_km about it.",
    "The absence of a claim or of a sensor's detection is not evidence that nothing took place.",
)
"""Travel with every export."""


def claim_rows(view: CaseView) -> Iterator[Row]:
    """One row for each claim, by id. One that is ``seen_by_example`` alone is an account of no incident: the incident
    that it may be of names it under ``seen``."""
    incidents: dict[str, list[str]] = {}
    for i in view.incidents.values():
        for c in (*i.claims, *i.denials, *i.mentions):
            incidents.setdefault(c, []).append(i.id)
    outlets = {key: o for o in view.case.outlets for key in (o.name, o.id)}
    for claim in sorted((*view.claims.values(), *view.seen.values()), key=lambda c: c.id):
        report = view.reports.get(claim.report)
        outlet = outlets.get(report.outlet) if report else None
        original = report.original if report else None
        yield {
            "id": claim.id,
            "kind": claim.kind.value,
            "polarity": claim.polarity.value,
            "modality": claim.modality.value,
            "quote": claim.quote,
            "quote_start": claim.start,
            "quote_end": claim.end,
            "source_text": claim.source.text,
            "source_party": claim.source.party,
            "source_role": claim.source.role.value,
            "cue": claim.cue,
            "actor_text": claim.actor.text if claim.actor else None,
            "actor_party": claim.actor.party if claim.actor else None,
            "target_text": claim.target.text if claim.target else None,
            "target_class": claim.target.target_class.value if claim.target and claim.target.target_class else None,
            "target_party": claim.target.party if claim.target else None,
            "about": claim.about,
            "weapons": [w.value for w in claim.weapons],
            "places": [place_row(p) for p in claim.places],
            **moment_row(claim.time),
            "counts": [c.model_dump(mode="json") for c in claim.counts],
            "report": claim.report,
            "doc": claim.doc,
            "outlet": report.outlet if report else None,
            "outlet_affiliation": outlet.affiliation if outlet else None,
            "outlet_reliability": outlet.reliability.value if outlet else "F",
            "published_start": report.published.start if report and report.published else None,
            "published_end": report.published.end if report and report.published else None,
            "url": report.url if report else None,
            "original_sha256": original.sha256 if original else None,
            "incidents": sorted(incidents.get(claim.id, [])),
            "seen_by_example": claim.by_example,
        }


def incident_rows(view: CaseView) -> Iterator[Row]:
    """One row for each incident, by id: unplaced and undated ones included."""
    states: dict[str, list[Row]] = {}
    for s in sorted(view.summaries.values(), key=lambda s: (s.agreement, s.provision, s.id)):
        row: Row = {"agreement": s.agreement, "provision": s.provision, "state": s.state.value, "reason": s.reason}
        row["effects_only"] = s.effects_only
        states.setdefault(s.incident, []).append(row)
    sensed: Row
    seen: dict[str, list[Row]] = {}
    for c in sorted(view.corroborations.values(), key=lambda c: c.id):
        sensed = {"result": c.result.value, "rule": c.rule, "reason": c.reason, "observations": list(c.observations)}
        seen.setdefault(c.incident, []).append(sensed)
    graded: dict[str, list[Grade]] = {}
    for g in sorted(view.grades.values(), key=lambda g: (g.aspect is not Aspect.EVENT, g.actor or "", g.id)):
        graded.setdefault(g.incident, []).append(g)
    for i in sorted(view.incidents.values(), key=lambda i: i.id):
        grades = graded.get(i.id, [])
        yield {
            "id": i.id,
            "status": next((g.status.value for g in grades if g.aspect is Aspect.EVENT), Status.ALLEGED.value),
            **_incident(i),
            "states": states.get(i.id, []),
            "grades": [_grade(g) for g in grades],
            "corroborations": seen.get(i.id, []),
        }


def _grade(g: Grade) -> Row:
    return {
        "aspect": g.aspect.value,
        "actor": g.actor,
        "status": g.status.value,
        "reliability": g.reliability.value,
        "credibility": g.credibility.value,
        "rule": g.rule,
        "reason": g.reason,
        "decisions": list(g.decisions),
    }


def _incident(i: Incident) -> Row:
    return {
        "kinds": [k.value for k in i.kinds],
        "target_classes": [t.value for t in i.target_classes],
        "actors_named": list(i.actors),
        "period_total": i.period_total,
        "place": place_row(i.place) if i.place else None,
        **moment_row(i.moment),
        "reports": i.reports,
        "outlets": i.outlets,
        "origins": i.origins,
        "claims": list(i.claims),
        "denials": list(i.denials),
        "mentions": list(i.mentions),
        "seen": list(i.seen),
        "versions": [v.model_dump(mode="json") for v in i.versions],
        "why": list(i.why),
    }


def finding_rows(view: CaseView) -> Iterator[Row]:
    """One row for each finding: incident by provision by reading, by id."""
    for f in sorted(view.findings.values(), key=lambda f: f.id):
        yield _finding(f)


def _finding(f: Finding) -> Row:
    return {
        "id": f.id,
        "incident": f.incident,
        "agreement": f.agreement,
        "provision": f.provision,
        "reading": f.reading,
        "outcome": f.outcome.value,
        "conditional": f.conditional,
        "rule": f.rule,
        "reason": f.reason,
        "missing": list(f.missing),
        "claims": list(f.claims),
    }


def moment_row(moment: Moment | None) -> Row:
    """The interval, its words and basis, and its precision by ACLED (1 to 3) and UCDP (1 to 5)."""
    m = moment
    return {
        "time_text": m.text if m else None,
        "time_basis": m.basis.value if m else None,
        "time_start": m.start if m else None,
        "time_end": m.end if m else None,
        "time_zone": m.zone if m else None,
        "time_edtf": m.edtf if m else None,
        "time_precision_acled": m.acled_precision if m else None,
        "time_precision_ucdp": m.ucdp_precision if m else None,
    }


def place_row(p: Place) -> Row:
    """A place with its point, radius, precision by ACLED (1 to 3) and UCDP (1 to 7), and the candidates."""
    return {
        "text": p.text,
        "name": p.name,
        "country": p.country,
        "admin1": p.admin1,
        "geonames": p.geonames,
        "level": p.level.value if p.level else None,
        "lat": p.point.lat if p.point else None,
        "lon": p.point.lon if p.point else None,
        "radius_km": p.radius_km,
        "precision_acled": p.acled_precision,
        "precision_ucdp": p.ucdp_precision,
        "candidates": [
            f"{c.name}{', ' + c.admin1 if c.admin1 else ''}{', ' + c.country if c.country else ''}"
            for c in p.candidates
        ],
    }


def plain(value: object) -> object:
    """Moments as ISO 8601 text (``2031-03-19T10:00:00Z``), mappings and lists likewise throughout."""
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, Mapping):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(v) for v in value]
    return value
