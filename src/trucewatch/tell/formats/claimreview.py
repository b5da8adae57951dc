"""schema.org ClaimReview (codebooks/claimreview.yaml): a rating only where a person decided, with the person's name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from trucewatch.records import Claim, Decision, Incident, Report
from trucewatch.tell.export_rows import Row
from trucewatch.tell.formats.chunks import Files, about, caveats, json_text, pieces, readme
from trucewatch.tell.formats.codebook import codebook
from trucewatch.tell.formats.markup import address, urn
from trucewatch.tell.formats.telling import Telling
from trucewatch.values.vocabularies import Polarity

_BOOK = "claimreview"


def export_claimreview(telling: Telling) -> Files:
    """``claimreview.jsonld`` and ``README-claimreview.txt``."""
    book = codebook(_BOOK)
    return {"claimreview.jsonld": pieces(_lines(telling)), "README-claimreview.txt": readme(book, telling.view)}


def _lines(telling: Telling) -> Iterator[str]:
    said = about(telling.view)
    head = {
        "@id": urn(f"export:{said['inputs']}:claimreview"),
        "@type": "Dataset",
        "name": said["title"],
        "identifier": said["derived"],
        "description": " ".join(caveats(codebook(_BOOK))),
    }
    yield f'{{"@context":"https://schema.org","@graph":[\n{json_text(head)}'
    people = _register(telling)
    for incident in telling.incidents:
        yield ",\n" + json_text(_of_incident(telling, incident))
        for claim in telling.everything(incident):
            yield ",\n" + json_text(_of_claim(telling, claim, incident, people))
    yield "\n]}\n"


def _register(telling: Telling) -> dict[str, str]:
    """Names of the case file that are known to be a person's or a body's."""
    found: dict[str, str] = {}
    for party in telling.view.case.parties:
        for person in party.people:
            found |= {name.casefold(): "Person" for name in (person.name, *person.aliases)}
        for office in party.offices:
            found |= {name.casefold(): "Organization" for name in (office.name, *office.aliases)}
    return found


def _review(telling: Telling, subject: str, incident: Incident, decided: Sequence[Decision]) -> Row:
    latest = telling.known_until(incident)
    row: Row = {
        "@id": urn(f"{subject}:review"),
        "@type": "ClaimReview",
        "author": {"@type": "Organization", "name": f"Trucewatch, case {telling.view.case.code}"},
        "creativeWorkStatus": "verified" if decided else "alleged",
    }
    if latest:
        row["datePublished"] = latest.date().isoformat()
    if decided:
        last = decided[-1]
        row["reviewRating"] = {
            "@type": "Rating",
            "alternateName": telling.words.say("claimreview.rating"),
            "author": {"@type": "Person", "name": last.author},
            "ratingExplanation": last.reason,
        }
    return row


def _of_incident(telling: Telling, incident: Incident) -> Row:
    reports = telling.reports(incident)
    row = _review(telling, incident.id, incident, telling.verified.get(incident.id, ()))
    if "reviewRating" not in row:
        # of claims of it that a person held to be so the status tells, as of corroboration; it is no rating
        status = telling.status(incident).value
        row["creativeWorkStatus"] = "alleged" if status == "verified" else status
    item: Row = {
        "@id": urn(incident.id),
        "@type": "Claim",
        "name": telling.headline(incident),
        "appearance": [_work(telling, r) for r in reports],
    }
    if reports:
        item["firstAppearance"] = _work(telling, reports[0])
        item |= _dated(reports[0])
    return row | {
        "claimReviewed": telling.headline(incident),
        "reviewBody": telling.notes(incident),
        "itemReviewed": item,
    }


def _of_claim(telling: Telling, claim: Claim, incident: Incident, register: dict[str, str]) -> Row:
    report = telling.view.reports.get(claim.report)
    source = claim.source
    outlet = telling.outlet(report.outlet) if report else claim.doc
    own = {"@type": "Organization", "name": outlet}
    author = (
        {"@type": register.get((source.text or "").casefold(), "Thing"), "name": source.text} if source.text else own
    )
    item: Row = {
        "@id": urn(claim.id),
        "@type": "Claim",
        "text": claim.quote,
        "author": author,
        "isPartOf": {"@id": urn(incident.id)},
        "additionalProperty": [
            {"@type": "PropertyValue", "name": "polarity", "value": claim.polarity.value},
            {"@type": "PropertyValue", "name": "modality", "value": claim.modality.value},
            {"@type": "PropertyValue", "name": "party of the source", "value": source.party or "no known party"},
        ],
    }
    if report:
        item["appearance"] = [_work(telling, report)]
        item |= _dated(report)
    if claim.polarity is Polarity.NEGATED:
        item["additionalProperty"][0]["description"] = "a denial"
    said = telling.words.say("claimreview.about", voice=telling.voice(claim), outlet=outlet, quote=telling.quote(claim))
    return _review(telling, f"{claim.id}:{incident.id}", incident, telling.verified.get(claim.id, ())) | {
        "claimReviewed": said,
        "reviewBody": telling.account(claim),
        "itemReviewed": item,
    }


def _dated(report: Report) -> Row:
    return {"datePublished": report.published.days[0].isoformat()} if report.published else {}


def _work(telling: Telling, report: Report) -> Row:
    row: Row = {
        "@id": urn(report.id),
        "@type": "CreativeWork",
        "publisher": {"@type": "Organization", "name": telling.outlet(report.outlet)},
        **_dated(report),
    }
    if report.title:
        row["headline"] = report.title
    if report.url and (url := address(report.url)):
        row["url"] = url
    return row
