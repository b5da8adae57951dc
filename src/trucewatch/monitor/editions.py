"""Publishing editions: made from what was known at the cut-off, kept in the ledger, written as files, proved again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from trucewatch import __version__
from trucewatch.errors import InputError
from trucewatch.monitor.days import cutoff_of
from trucewatch.monitor.derive import case_of, view_of
from trucewatch.monitor.files import write_whole
from trucewatch.records import Case, Edition
from trucewatch.settings import Folder
from trucewatch.store import Fault, Standing, Store, standing
from trucewatch.tell import FORMATS, BriefParameters, index, messages, pdf_available, render, situation_report

PROGRAM = f"trucewatch {__version__}"
WRITTEN = ("html", "json", "md")
"""The formats that are written where none is asked for."""

INDEX = "index.html"
_NAMED = re.compile(r'href="([^"/:#?]+)"')  # a file beside the index
_SILENCE = timedelta(days=7)  # after the last report a day has nothing to tell of, and saying so is not calm


@dataclass(frozen=True, slots=True)
class Published:
    """An edition and the files it was written to."""

    edition: Edition
    files: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Proof:
    """What was rebuilt and compared: ``editions`` and ``files`` that are as they were, ``unchecked``: editions that
    another version of the program wrote, and PDF files where Typst is not installed; ``faults``."""

    editions: int
    files: int
    unchecked: int
    faults: tuple[Fault, ...]


def days_of(first: date, last: date) -> Iterator[date]:
    """The days from ``first`` to ``last``, both included."""
    for n in range((last - first).days + 1):
        yield first + timedelta(days=n)


def demand_told(case: Case, truth: Standing, day: date) -> None:
    """Raises InputError for a day that no report comes near: a page of nothing would read as calm."""
    ends = sorted(r.published.end for r in truth.reports.values() if r.published)
    where, cutoff = day.isoformat(), cutoff_of(case, day)
    if not ends:
        raise InputError("no report that says when it was published", where=where, mend="add reports and run the case")
    first, last = (e.astimezone(cutoff.tzinfo) for e in (ends[0], ends[-1]))
    if cutoff < first:
        raise InputError(
            f"there is nothing to report: the first report was published on {first:%Y-%m-%d}, after that day's cut-off",
            where=where,
            mend="choose a later day",
        )
    if cutoff - last > _SILENCE:
        raise InputError(
            f"there is nothing to report: the last report was published on {last:%Y-%m-%d}, more than a week before",
            where=where,
            mend=f"choose a day up to {(last + _SILENCE):%Y-%m-%d}, or add later reports and run the case",
        )


def make(truth: Standing, day: date, earlier: Iterable[Edition]) -> Edition:
    """The edition for a local day from what had been published by its cut-off, compared with the ``earlier`` ones."""
    case = case_of(truth)
    params = BriefParameters(date=day, zone=case.timezone, cutoff=cutoff_of(case, day), program=PROGRAM)
    return situation_report(view_of(truth.until(params.cutoff), editions=earlier), params)


def before(editions: Iterable[Edition], day: date, case: Case) -> tuple[Edition, ...]:
    """Of the editions in the order of publication the last of each day before ``day``."""
    latest = {e.date: e for e in editions if e.case == case.code and e.date < day}
    return tuple(latest[d] for d in sorted(latest))


def publish(
    folder: Folder, store: Store, truth: Standing, days: Iterable[date], formats: Sequence[str] = WRITTEN
) -> list[Published]:
    """Makes, keeps and writes the edition of each of the days, each compared with those before it; then the index."""
    case, found = case_of(truth), []
    known = list(store.truth(Edition))
    for day in days:
        demand_told(case, truth, day)
        edition = make(truth, day, before(known, day, case))
        store.append([edition])
        known = [*known, edition] if edition.id not in {e.id for e in known} else known
        found.append(Published(edition, write(folder, edition, formats)))
    write_index(folder, case, known)
    return found


def stem(edition: Edition) -> str:
    """The name of its files without the suffix: the day and the first digits of the id."""
    return f"{edition.date.isoformat()}-{edition.id.removeprefix(Edition.prefix + '-')[:8]}"


def write(folder: Folder, edition: Edition, formats: Sequence[str]) -> tuple[Path, ...]:
    """Writes the edition in each of the formats to ``editions/``."""
    rendered = {to: render(edition, to) for to in formats}
    folder.editions.mkdir(exist_ok=True)
    files = []
    for suffix, data in rendered.items():
        path = folder.editions / f"{stem(edition)}.{suffix}"
        write_whole(path, data)
        files.append(path)
    return tuple(files)


def write_index(folder: Folder, case: Case, editions: Sequence[Edition]) -> Path:
    """Writes the page that lists the editions with the files that are there."""
    path = folder.editions / INDEX
    write_whole(path, _index(folder, case, editions))
    return path


def _index(folder: Folder, case: Case, editions: Sequence[Edition]) -> bytes:
    mine = list({e.id: e for e in editions if e.case == case.code}.values())
    files = {e.id: tuple(p.name for p in _files(folder, e)) for e in mine}
    return index(case.title, mine, files, messages("en"), case.note).encode()


def _files(folder: Folder, edition: Edition) -> list[Path]:
    paths = (folder.editions / f"{stem(edition)}.{suffix}" for suffix in FORMATS)
    return [p for p in paths if p.is_file()]


# --- proving -----------------------------------------------------------------------------------------------------


def prove_files(folder: Folder, store: Store) -> Proof:
    """Holds every file in ``editions/`` against what the edition in the ledger gives when it is rendered anew."""
    editions = list({e.id: e for e in store.truth(Edition)}.values())
    faults: list[Fault] = []
    unchecked = checked = 0
    named = {folder.editions / INDEX}
    for edition in editions:
        paths = _files(folder, edition)
        named.update(paths)
        if edition.program != PROGRAM:
            unchecked += 1
            continue
        for path in paths:
            if path.suffix == ".pdf" and not pdf_available():
                unchecked += 1
                continue
            checked += 1
            if path.read_bytes() != render(edition, path.suffix[1:]):
                faults.append(Fault(_name(path, folder), "is not what the edition in the ledger says: it was changed"))
    faults += [Fault(_name(p, folder), "is named in the index and is not there") for p in _missing(folder)]
    others = sorted(p for p in folder.editions.glob("*") if p not in named and not p.name.startswith("."))
    faults += [Fault(_name(p, folder), "is no file of an edition of this ledger") for p in others]
    return Proof(len(editions), checked, unchecked, tuple(faults))


def _missing(folder: Folder) -> list[Path]:
    """The files that the index names and that are not there."""
    page = folder.editions / INDEX
    named = _NAMED.findall(page.read_text("utf-8", "replace")) if page.is_file() else []
    return [p for p in (folder.editions / name for name in sorted(set(named))) if not p.is_file()]


def prove_editions(folder: Folder, store: Store, days: Iterable[date] | None = None) -> Proof:
    """Makes the editions in the ledger (of those days, else all) anew, each from the truth that stood when it was
    published, and compares; then their files."""
    wanted = None if days is None else set(days)
    every = {e.id: e for e in store.truth(Edition)}
    faults: list[Fault] = []
    remade = unchecked = 0
    for edition in every.values():
        if wanted is not None and edition.date not in wanted:
            continue
        if edition.program != PROGRAM:
            unchecked += 1
            continue
        remade += 1
        again = make(_stood(store, edition), edition.date, [every[c] for c in edition.compared])
        if again.id != edition.id:
            faults.append(Fault(f"edition {edition.id}", f"made anew it is {again.id}: {_differs(edition, again)}"))
    files = prove_files(folder, store)
    return Proof(remade, files.files, max(unchecked, files.unchecked), (*faults, *files.faults))


def _stood(store: Store, edition: Edition) -> Standing:
    """The truth as it stood when the edition was kept."""
    kept = store.get(edition.id)
    last = kept.seq if kept else 0
    return standing(entry.record for entry in store.entries() if entry.seq < last)


def _differs(one: Edition, other: Edition) -> str:
    fields = [f for f in ("inputs", "derived", "sections", "notes", "told") if getattr(one, f) != getattr(other, f)]
    return "it differs in " + ", ".join(fields) if fields else "it differs in its head"


def _name(path: Path, folder: Folder) -> str:
    return path.relative_to(folder.root).as_posix()
