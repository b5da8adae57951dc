"""Provenance as PROV-O in Turtle (codebooks/prov.yaml). It says who said what and what rests on what, nothing more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

from trucewatch.records import Claim, Decision, Incident, Observation, Original, Record, Report
from trucewatch.tell.export_rows import DISCLAIMERS
from trucewatch.tell.formats.chunks import Files, about, pieces, readme
from trucewatch.tell.formats.codebook import codebook
from trucewatch.tell.formats.markup import address, iri, literal, rfc3339, statement, urn
from trucewatch.tell.formats.telling import Telling
from trucewatch.values.ids import content_id

_HEAD = """@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix tw: <urn:x-trucewatch:term:> .
"""
Pairs = Iterator[tuple[str, str]]


def export_prov(telling: Telling) -> Files:
    """``provenance.ttl`` and ``README-prov.txt``."""
    return {
        "provenance.ttl": pieces(_turtle(telling)),
        "README-prov.txt": readme(codebook("prov"), telling.view),
    }


def _turtle(telling: Telling) -> Iterator[str]:
    view = telling.view
    yield _HEAD
    yield statement(_name(f"export:{view.derived}"), _export(telling))
    yield from _originals(telling)
    yield from _agents(telling)
    for report in _by_id(view.reports.values()):
        yield statement(_name(report.id), _report(report))
    for made in _by_id(view.passes.values()):
        yield statement(_name(made.id), _activity((("prov:used", made.report),), agent=f"reader:{made.reader}"))
    readings = {c: made.id for made in _by_id(view.passes.values()) for c in made.claims}
    for claim in telling.claims:
        yield statement(_name(claim.id), _claim(claim, readings.get(claim.id)))
    for incident in telling.incidents:
        yield statement(_name(incident.id), _incident(telling, incident))
    for decision in _by_id(view.decisions.values()):
        yield statement(_name(decision.id), _decision(decision))
    for agreement in _by_id(view.agreements.values()):
        yield statement(_name(agreement.id), _plain(agreement.title, agreement.original))
    for observation in _by_id(view.observations.values()):
        yield statement(_name(observation.id), _observation(observation))
    for record in _derived(telling):
        yield statement(_name(record.id), _rests(telling, record))


R = TypeVar("R", bound=Record)


def _by_id(records: Iterable[R]) -> list[R]:
    return sorted(records, key=lambda r: r.id)


def _name(name: str) -> str:
    return iri(urn(name))


def _entity(label: str) -> Pairs:
    yield "a", "prov:Entity"
    yield "rdfs:label", literal(label)


def _export(telling: Telling) -> Pairs:
    said = about(telling.view)
    yield from _entity(said["title"])
    yield "tw:inputs", literal(said["inputs"])
    yield "rdfs:comment", literal(" ".join((codebook("prov").alleged, *DISCLAIMERS)))
    yield from (("rdfs:comment", literal(f"Not carried: {c}.")) for c in codebook("prov").cannot)


def _originals(telling: Telling) -> Iterator[str]:
    view = telling.view
    groups = (view.reports.values(), view.agreements.values(), view.observations.values(), (view.case,))
    found: dict[str, Original] = {}
    for record in (r for group in groups for r in group):
        original = getattr(record, "original", None)
        if isinstance(original, Original) and (original.name, original.sha256) < _key(found.get(original.sha256)):
            found[original.sha256] = original
    for key in sorted(found):
        yield statement(_name(f"original:{key}"), _original(found[key]))


def _key(original: Original | None) -> tuple[str, str]:
    return (original.name, original.sha256) if original else ("\U0010ffff", "")


def _original(original: Original) -> Pairs:
    yield from _entity(original.name)
    yield "tw:sha256", literal(original.sha256)
    yield "tw:bytes", literal(str(original.size), "^^xsd:integer")
    yield "tw:mediaType", literal(original.media_type)


def _agents(telling: Telling) -> Iterator[str]:
    view = telling.view
    for outlet in sorted({r.outlet for r in view.reports.values()}):
        pairs = [("a", "prov:Agent, prov:Organization"), ("rdfs:label", literal(telling.outlet(outlet)))]
        yield statement(_name(f"outlet:{outlet}"), iter(pairs))
    for reader in sorted({p.reader for p in view.passes.values()}):
        pairs = [("a", "prov:Agent, prov:SoftwareAgent"), ("rdfs:label", literal(reader))]
        yield statement(_name(f"reader:{reader}"), iter(pairs))
    for author in sorted({d.author for d in view.decisions.values()}):
        pairs = [("a", "prov:Agent, prov:Person"), ("rdfs:label", literal(author))]
        yield statement(_name(f"person:{author}"), iter(pairs))
    sources = {_source_id(c): c.source for c in telling.claims if c.source.text is not None}
    for key in sorted(sources):
        source = sources[key]
        pairs = [
            ("a", "prov:Agent"),
            ("rdfs:label", literal(source.text or "")),
            ("tw:role", literal(source.role.value)),
        ]
        pairs += [("tw:party", literal(source.party))] if source.party else []
        yield statement(_name(key), iter(pairs))


def _source_id(claim: Claim) -> str:
    return content_id("src", claim.source.model_dump(mode="json"))


def _report(report: Report) -> Pairs:
    yield from _entity(report.title or report.doc)
    yield "prov:wasAttributedTo", _name(f"outlet:{report.outlet}")
    if report.original:
        yield "prov:wasDerivedFrom", _name(f"original:{report.original.sha256}")
    if report.published:
        yield "prov:generatedAtTime", literal(rfc3339(report.published.end), "^^xsd:dateTime")
    if report.url and (url := address(report.url)):
        yield "prov:atLocation", iri(url)


def _activity(used: Iterable[tuple[str, str]], *, agent: str) -> Pairs:
    yield "a", "prov:Activity"
    yield from ((predicate, _name(target)) for predicate, target in used)
    yield "prov:wasAssociatedWith", _name(agent)


def _claim(claim: Claim, reading: str | None) -> Pairs:
    yield from _entity(f"claim: {claim.kind.value}")
    yield "prov:value", literal(claim.quote)
    yield "prov:wasQuotedFrom", _name(claim.report)
    if claim.source.text is not None:
        yield "prov:wasAttributedTo", _name(_source_id(claim))
    if reading:
        yield "prov:wasGeneratedBy", _name(reading)
    yield "tw:start", literal(str(claim.start), "^^xsd:integer")
    yield "tw:end", literal(str(claim.end), "^^xsd:integer")
    yield "tw:polarity", literal(claim.polarity.value)
    yield "tw:modality", literal(claim.modality.value)


def _incident(telling: Telling, incident: Incident) -> Pairs:
    yield "a", "prov:Entity, prov:Collection"
    yield "rdfs:label", literal(telling.headline(incident))
    yield "tw:status", literal(telling.status(incident).value)
    for claim in sorted({*incident.claims, *incident.denials, *incident.mentions}):
        yield "prov:hadMember", _name(claim)
        yield "prov:wasDerivedFrom", _name(claim)


def _decision(decision: Decision) -> Pairs:
    yield from _activity((("prov:used", s) for s in sorted(decision.subjects)), agent=f"person:{decision.author}")
    yield "rdfs:label", literal(f"decision: {decision.action.value}")
    yield "prov:endedAtTime", literal(rfc3339(decision.at), "^^xsd:dateTime")
    if decision.reason:
        yield "rdfs:comment", literal(decision.reason)


def _plain(label: str, original: Original | None) -> Pairs:
    yield from _entity(label)
    if original:
        yield "prov:wasDerivedFrom", _name(f"original:{original.sha256}")


def _observation(observation: Observation) -> Pairs:
    yield from _plain(f"observation by {observation.sensor}", observation.original)
    yield "prov:generatedAtTime", literal(rfc3339(observation.moment.end), "^^xsd:dateTime")


def _derived(telling: Telling) -> Iterator[Record]:
    view = telling.view
    groups = (view.findings, view.summaries, view.progress, view.grades, view.positions)
    for group in (*groups, view.effects, view.exchanges, view.totals, view.corroborations):
        yield from _by_id(group.values())


_RESTS_ON = ("incident", "incidents", "claims", "findings", "observations", "decisions", "none", "restored")


def _rests(telling: Telling, record: Record) -> Pairs:
    yield from _entity(record.kind_name)
    found: set[str] = set()
    for name in _RESTS_ON:
        value = getattr(record, name, None)
        found |= {value} if isinstance(value, str) else set(value) if isinstance(value, tuple) else set()
    agreement = telling.view.agreement(getattr(record, "agreement", None))
    found |= {agreement.id} if agreement else set()
    yield from (("prov:wasDerivedFrom", _name(x)) for x in sorted(found))
    rule = getattr(record, "rule", None)
    if rule:
        yield "tw:rule", literal(rule)
