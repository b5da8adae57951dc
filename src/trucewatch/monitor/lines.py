"""Reading and linking files of JSON lines, without a ledger."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from trucewatch.engines import Engine
from trucewatch.errors import InputError
from trucewatch.gather import find, load_case, original_of, reports
from trucewatch.gather import parameters as gather_parameters
from trucewatch.link import Explanation, explain_pair, link
from trucewatch.monitor.derive import HERE, link_parameters
from trucewatch.monitor.reading import Reading
from trucewatch.read import Explained, explain, unread_sentences
from trucewatch.read import parameters as read_parameters
from trucewatch.records import Case, Claim, Failure, Incident, Report, identified
from trucewatch.records.layout import from_layout, to_layout

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class ReadOutcome:
    """How many documents were read, their claims in the published layout, what could not be used; ``undated``: how many
    had no date of publication, by which words like "yesterday" are dated."""

    reports: int
    rows: list[dict[str, Any]]
    failures: tuple[Failure, ...]
    undated: int = 0


@dataclass(frozen=True, slots=True)
class ExplainOutcome:
    """Claims with what they were read from, the sentences (with their document) in which none was read, what could not
    be used."""

    claims: tuple[Explained, ...]
    bare: tuple[tuple[str, str], ...]
    failures: tuple[Failure, ...]


@dataclass(frozen=True, slots=True)
class LinkOutcome:
    """How many claims were linked, the incidents as rows, what could not be used."""

    claims: int
    rows: list[dict[str, Any]]
    failures: tuple[Failure, ...]


class Reader:
    """Reads documents outside a ledger. ``case``: a case folder whose parties and places to know, if any."""

    def __init__(self, case: Path | None, progress: Progress, engine: Engine) -> None:
        self.case = load_case(case) if case else None
        self.engine = engine
        self.progress = progress

    def read_files(self, paths: Sequence[Path]) -> ReadOutcome:
        """The claims of all documents in ``paths``, in the order of the files and lines."""
        failures: list[Failure] = []
        documents = list(_documents(paths, self.case, failures))
        reading = Reading(read_parameters(self.case))
        rows: list[dict[str, Any]] = []
        for n, (report, outcome) in enumerate(zip(documents, self.engine.map(reading, documents), strict=True)):
            self.progress("read", n, len(documents))
            claims, reason = outcome.value or ((), f"{type(outcome.error).__name__}: {outcome.error}")
            if reason is not None:
                failures.append(_unread(report, reason))
            rows += [to_layout(claim) for claim in claims]
        undated = sum(report.published is None for report in documents)
        return ReadOutcome(len(documents), rows, tuple(failures), undated)

    def explain_files(self, paths: Sequence[Path]) -> ExplainOutcome:
        """Every claim of the documents with the sentence, the parse and the rule it was read from."""
        failures: list[Failure] = []
        params = read_parameters(self.case)
        claims: list[Explained] = []
        bare: list[tuple[str, str]] = []
        for report in _documents(paths, self.case, failures):
            found = explain(report, params)
            claims += found
            bare += [(report.doc, s) for s in unread_sentences(report, [e.claim for e in found])]
        return ExplainOutcome(tuple(claims), tuple(bare), tuple(failures))


def link_files(claims: Sequence[Path], docs: Sequence[Path], case: Path | None, engine: Engine) -> LinkOutcome:
    """The incidents of all claims in ``claims``; ``docs`` gives their outlets and texts."""
    failures: list[Failure] = []
    loaded = load_case(case) if case else None
    known = {report.doc: report for report in _documents(docs, loaded, failures)}
    zone = loaded.timezone if loaded else "UTC"
    given = list(_claims(claims, zone, failures))
    incidents = link(given, known, (), link_parameters(loaded), engine)
    return LinkOutcome(len(given), [incident_row(i) for i in incidents], tuple(failures))


def explain_link(claims: Sequence[Path], docs: Sequence[Path], case: Path | None, pair: tuple[str, str]) -> Explanation:
    """Why two of the claims are, or are not, of one event. Raises InputError where one of them is not there."""
    failures: list[Failure] = []
    loaded = load_case(case) if case else None
    known = {report.doc: report for report in _documents(docs, loaded, failures)}
    given = list(_claims(claims, loaded.timezone if loaded else "UTC", failures))
    try:
        return explain_pair(*pair, given, known, (), link_parameters(loaded), HERE)
    except KeyError as e:
        raise InputError(
            f"no claim {e} that can be linked",
            where=", ".join(map(str, claims)),
            mend="give the ids of two claims of events",
        ) from e


def incident_row(incident: Incident) -> dict[str, Any]:
    """An incident as `trucewatch link` writes it: every claim it holds, then what is said of it."""
    row = incident.model_dump(mode="json")
    row["claims"] = [*incident.claims, *incident.denials, *incident.mentions]
    return row


def _documents(paths: Sequence[Path], case: Case | None, failures: list[Failure]) -> Iterator[Report]:
    params = gather_parameters(case, datetime.now(UTC))
    for path in paths:
        for item in find(path, base=Path()):  # named as the person named it, not by its place in a case folder
            if isinstance(item, Failure):
                failures.append(item)
                continue
            for made in reports(original_of(item.name, item.data, item.media_type), item.data, params):
                if isinstance(made, Failure):
                    failures.append(made)
                else:
                    yield made


def _claims(paths: Sequence[Path], zone: str, failures: list[Failure]) -> Iterator[Claim]:
    for path in paths:
        if not path.is_file():
            raise InputError("no such file", where=str(path), mend="give the lines that `trucewatch read -o` wrote")
        for number, line in enumerate(path.read_bytes().splitlines(), start=1):
            if not line.strip():
                continue
            try:
                yield from_layout(_with_defaults(json.loads(line), number), zone=zone)
            except (ValueError, KeyError, TypeError, AttributeError) as e:
                failures.append(_bad_line(path, number, e))


def _with_defaults(row: Mapping[str, Any], number: int) -> dict[str, Any]:
    """Place names and days alone suffice: an id and offsets are given where a row has none."""
    full = dict(row)
    full.setdefault("id", f"{row['doc']}:{number}")
    full.setdefault("start", 0)
    full.setdefault("end", full["start"] + len(row["quote"]))
    return full


def _bad_line(path: Path, number: int, error: Exception) -> Failure:
    what = f"misses the field {error}" if isinstance(error, KeyError) else " ".join(str(error).split())[:300]
    return identified(
        Failure,
        stage="link",
        where=f"{path}:{number}",
        what=f"is no claim: {what}",
        mend="give one JSON object a line in the layout of docs/reference/claim.md",
    )


def _unread(report: Report, reason: str) -> Failure:
    return identified(
        Failure,
        stage="read",
        where=report.doc,
        what=f"was not read: {reason}",
        mend="only English is read; if this is English, please report it with the document",
        original=report.original,
    )
