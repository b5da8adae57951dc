"""Taking in the record of another ledger: as truth, with where it came from, over nothing that is here.

Into an empty ledger the log is put as it is. Into one with rows of its own only what that ledger does not know is
appended, and nothing that would take the place of what stands there: its case file, its agreements, its reports and
their readings stay its own. What is left is named.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from trucewatch import __version__
from trucewatch.errors import InputError
from trucewatch.monitor.files import write_whole
from trucewatch.records import Agreement, Case, Claim, Import, Original, Pass, Record, Report, Truth, identified
from trucewatch.settings import Folder
from trucewatch.store import Archive, Standing, Store, read_archive, standing
from trucewatch.values.ids import sha256


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did. ``left``: id to reason; ``files``: parts of the case folder that were written anew."""

    made: Import
    left: Mapping[str, str]
    files: tuple[Path, ...]


def import_archive(folder: Folder, path: Path) -> Imported:
    """Takes the archive at ``path`` into the case ``folder``, which is made where it is not there.

    Raises InputError, with nothing taken, where the archive is not whole or is of another case.
    """
    archive = read_archive(path)
    folder.root.mkdir(parents=True, exist_ok=True)
    with Store.open(folder.ledger, create=True) as store:
        here = standing(entry.record for entry in store.entries())
        fresh = not store.counts()
        code = _demand_same_case(archive, here, path)
        left = {} if fresh else dict(_left(archive, here))
        made, originals = _made(archive, code, left, path)
        if fresh:
            store.restore([asdict(row) for row in archive.rows], archive.originals)
            store.append([made], originals)
        else:
            taken: list[Truth] = [r for r in archive.records if r.id not in left]  # type: ignore[misc]
            store.append([*taken, made], {**archive.originals, **originals})
    files = tuple(_restored(folder, archive)) if fresh else ()
    return Imported(made, left, files)


def _demand_same_case(archive: Archive, here: Standing, path: Path) -> str:
    theirs = [r for r in archive.records if isinstance(r, Case)]
    code = theirs[-1].code if theirs else ""
    if here.case is not None and theirs and here.case.code != code:
        raise InputError(
            f"is of the case {code!r}, and the ledger of {here.case.code!r}",
            where=str(path),
            mend="import it into a folder of its own",
        )
    return code or (here.case.code if here.case else "")


def _left(archive: Archive, here: Standing) -> Iterator[tuple[str, str]]:
    """Ids that would take the place of what stands here, with the reason."""
    agreements = {a.code: a.id for a in here.agreements.values()}
    reports = {(r.outlet, r.doc): r.id for r in here.reports.values()}
    gone: set[str] = set()
    for record in archive.records:
        match record:
            case Case() if here.case is not None and record.id != here.case.id:
                yield record.id, "this ledger has its own case file"
            case Agreement() if agreements.get(record.code, record.id) != record.id:
                yield record.id, f"this ledger has its own agreement {record.code}"
            case Report() if reports.get((record.outlet, record.doc), record.id) != record.id:
                gone.add(record.id)
                yield record.id, f"this ledger has its own report {record.doc} of {record.outlet}"
            case Pass() if record.report in here.passes and here.passes[record.report].id != record.id:
                yield record.id, "this ledger has its own reading of the report"
            case _:
                pass
    for record in archive.records:
        if isinstance(record, Claim | Pass) and record.report in gone:
            yield record.id, "of a report that this ledger has its own word on"


def _made(archive: Archive, code: str, left: Mapping[str, str], path: Path) -> tuple[Import, dict[str, bytes]]:
    manifest = archive.manifest
    original = Original(
        sha256=sha256(manifest), size=len(manifest), name=f"import/{path.name}", media_type="application/json"
    )
    made = identified(
        Import,
        case=code,
        program=f"trucewatch {__version__}, written by {archive.program}",
        head=archive.head,
        rows=len(archive.rows),
        archive=archive.digest,
        original=original,
        taken=sum(1 for r in archive.records if r.id not in left),
        left=tuple(sorted(left)),
    )
    return made, {original.sha256: manifest}


def _restored(folder: Folder, archive: Archive) -> Iterator[Path]:
    """Writes case.yaml and the agreements that stand, from their kept bytes, where nothing is in the way."""
    now = standing(archive.records)
    records: list[Record] = [*([now.case] if now.case else []), *now.agreements.values()]
    for record in records:
        original = getattr(record, "original", None)
        if not isinstance(original, Original) or original.sha256 not in archive.originals:
            continue
        path = _within(folder, original.name)
        if path is not None and not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(path, archive.originals[original.sha256])
            yield path


def _within(folder: Folder, name: str) -> Path | None:
    """Where a file of a case folder belongs; None for a name that is none of one. Names come from the archive."""
    parts = name.split("/")
    if parts == ["case.yaml"]:
        return folder.case_file
    plain = len(parts) == 2 and parts[0] == "agreements" and not parts[1].startswith(".")
    return folder.root / name if plain and parts[1].endswith((".yaml", ".yml")) and "\\" not in name else None
