"""A ledger as files, and back: every row of the log with its hash, and every original.

Two forms of one thing: JSON lines (a head, the originals, the rows) and two Parquet tables. Reading proves the chain
before anything is taken from it.
"""

from __future__ import annotations

import base64
import binascii
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from trucewatch.errors import InputError
from trucewatch.records import Record
from trucewatch.records.base import identity
from trucewatch.store.appending import TRUTH_BY_KIND
from trucewatch.store.chain import GENESIS, body_of, link_of
from trucewatch.store.ledger import Store
from trucewatch.values.ids import canonical, sha256

FORMAT = "trucewatch-archive/1"
LOG, ORIGINALS = "log.parquet", "originals.parquet"
_MEND = "export it again, or take another copy"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the log as it lies there; ``body`` is canonical JSON."""

    seq: int
    at: str
    kind: str
    id: str
    body: str
    prev: str
    hash: str


@dataclass(frozen=True, slots=True)
class Archive:
    """What an archive holds, proved whole. ``digest``: SHA-256 of its bytes; ``head``: hash of the last row."""

    program: str
    head: str
    digest: str
    rows: tuple[Row, ...]
    records: tuple[Record, ...]
    originals: Mapping[str, bytes]

    @property
    def manifest(self) -> bytes:
        """The chain without its bodies, as canonical JSON: with the bodies it can be proved again."""
        return canonical([[r.seq, r.at, r.kind, r.id, r.hash] for r in self.rows])


# --- writing ------------------------------------------------------------------------------------------------------


def rows_of(store: Store) -> Iterator[Row]:
    """The rows of the log, in order."""
    prev = GENESIS
    for entry in store.entries():
        record = entry.record
        at = entry.at.isoformat()
        yield Row(entry.seq, at, record.kind_name, record.id, body_of(record), prev, entry.hash)
        prev = entry.hash


def json_lines(store: Store, program: str) -> Iterator[bytes]:
    """The archive as JSON lines, piece by piece: the head, the originals by hash, the rows."""
    keys = store.original_keys()
    head = {"format": FORMAT, "program": program, "originals": len(keys), **_extent(store)}
    yield _line(head)
    for key in keys:
        data = store.original(key)
        said = {"sha256": key, "size": len(data), "data": base64.b64encode(data).decode()}
        yield _line({"original": said})
    for row in rows_of(store):
        # the body goes in as it lies in the ledger: it is canonical JSON already
        rest = _line({"at": row.at, "hash": row.hash, "id": row.id, "kind": row.kind, "prev": row.prev, "seq": row.seq})
        yield b'{"body":' + row.body.encode() + b"," + rest[1:]


def _extent(store: Store) -> dict[str, Any]:
    head, rows = store.head, 0
    for entry in store.entries():
        rows += 1
        if entry.hash == head:
            break
    return {"head": head, "rows": rows}


def _line(value: Any) -> bytes:
    return canonical(value) + b"\n"


_GROUP = 5_000


def parquet_tables(store: Store, program: str) -> dict[str, bytes]:
    """The archive as two Parquet tables: ``log.parquet`` and ``originals.parquet``."""
    import pyarrow as pa  # slow to load

    text = pa.string()
    log = pa.schema([("seq", pa.int64()), *((n, text) for n in ("at", "kind", "id", "body", "prev", "hash"))])
    kept = pa.schema([("sha256", text), ("size", pa.int64()), ("body", pa.binary())])
    said = json.dumps({"format": FORMAT, "program": program, **_extent(store)}, sort_keys=True)
    rows = ({name: getattr(row, name) for name in log.names} for row in rows_of(store))
    held = ((key, store.original(key)) for key in store.original_keys())
    originals = ({"sha256": key, "size": len(data), "body": data} for key, data in held)
    return {
        LOG: _table(rows, log.with_metadata({"trucewatch": said})),
        ORIGINALS: _table(originals, kept.with_metadata({"trucewatch": said})),
    }


def _table(rows: Iterable[Mapping[str, Any]], schema: Any) -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    out = io.BytesIO()
    with pq.ParquetWriter(out, schema, compression="zstd", version="2.6") as writer:
        held: list[Mapping[str, Any]] = []
        for row in rows:
            held.append(row)
            if len(held) == _GROUP:
                writer.write_table(pa.Table.from_pylist(held, schema=schema))
                held = []
        if held:
            writer.write_table(pa.Table.from_pylist(held, schema=schema))
    return out.getvalue()


# --- reading ------------------------------------------------------------------------------------------------------


def read_archive(path: Path) -> Archive:
    """The archive at ``path``: a file of JSON lines, or the folder that holds log.parquet and originals.parquet.

    Raises InputError, with the line or row, where it is no archive, where it is not whole, or where a row or an
    original is not what its hash says.
    """
    if path.name == LOG:
        path = path.parent
    try:
        return _from_parquet(path) if path.is_dir() else _from_lines(path)
    except OSError as e:
        raise InputError(f"cannot be read ({e.strerror or type(e).__name__})", where=str(path), mend=_MEND) from e


def _from_lines(path: Path) -> Archive:
    data = path.read_bytes()
    lines = data.splitlines()
    head = _parsed(lines[0] if lines else b"", f"{path}:1")
    _demand_format(head, f"{path}:1")
    rows: list[tuple[str, Row]] = []
    originals: dict[str, bytes] = {}
    for number, line in enumerate(lines[1:], start=2):
        where = f"{path}:{number}"
        value = _parsed(line, where)
        if "original" in value:
            key, held = _original(value["original"], where)
            originals[key] = held
        else:
            rows.append((where, _row(value, where)))
    return _proved(head, rows, originals, sha256(data), path)


def _from_parquet(folder: Path) -> Archive:
    import pyarrow as pa
    import pyarrow.parquet as pq

    raw = [(folder / name).read_bytes() for name in (LOG, ORIGINALS)]
    try:
        log, kept = (pq.read_table(io.BytesIO(data)) for data in raw)
        said = (log.schema.metadata or {}).get(b"trucewatch", b"")
        listed, held = log.to_pylist(), kept.to_pylist()
    except (pa.ArrowException, ValueError) as e:
        raise InputError("is no Parquet table", where=str(folder / LOG), mend=_MEND) from e
    head = _parsed(said, str(folder / LOG))
    _demand_format(head, str(folder / LOG))
    try:
        rows = [(f"{folder / LOG}, row {n}", Row(**row)) for n, row in enumerate(listed, start=1)]
        originals = {str(row["sha256"]): bytes(row["body"]) for row in held}
    except (TypeError, KeyError) as e:
        raise InputError("lacks columns of an archive", where=str(folder), mend=_MEND) from e
    return _proved(head, rows, originals, sha256(b"".join(sha256(d).encode() for d in raw)), folder)


def _parsed(line: bytes, where: str) -> dict[str, Any]:
    try:
        value = json.loads(line)
    except (ValueError, UnicodeDecodeError) as e:
        raise InputError("is no JSON", where=where, mend=_MEND) from e
    if not isinstance(value, dict):
        raise InputError("is no JSON object", where=where, mend=_MEND)
    return value


def _demand_format(head: Mapping[str, Any], where: str) -> None:
    if head.get("format") != FORMAT:
        what = f"is no Trucewatch archive of version 1, but {head.get('format')!r}"
        raise InputError(what, where=where, mend="give a file made by `trucewatch export --format json` or parquet")


def _original(value: Any, where: str) -> tuple[str, bytes]:
    try:
        data = base64.b64decode(value["data"], validate=True)
        key = str(value["sha256"])
    except (KeyError, TypeError, binascii.Error) as e:
        raise InputError("holds no valid original", where=where, mend=_MEND) from e
    return key, data


def _row(value: Mapping[str, Any], where: str) -> Row:
    try:
        names = ("at", "kind", "id", "prev", "hash")
        at, kind, ident, prev, digest = (str(value[n]) for n in names)
        return Row(int(value["seq"]), at, kind, ident, canonical(value["body"]).decode(), prev, digest)
    except (KeyError, TypeError, ValueError) as e:
        raise InputError("holds no valid row", where=where, mend=_MEND) from e


def _proved(
    head: Mapping[str, Any], rows: list[tuple[str, Row]], originals: dict[str, bytes], digest: str, path: Path
) -> Archive:
    prev, records = GENESIS, []
    for number, (where, row) in enumerate(rows, start=1):
        records.append(_record(row, where, number, prev))
        prev = row.hash
    if head.get("head") != prev or head.get("rows") != len(rows):
        what = f"is cut off: it should hold {head.get('rows')} rows and holds {len(rows)}"
        raise InputError(what, where=str(path), mend=_MEND)
    for key, data in originals.items():
        if sha256(data) != key:
            raise InputError(f"the original {key} was changed", where=str(path), mend=_MEND)
    needed = {o["sha256"] for _, r in rows if (o := json.loads(r.body).get("original"))}
    if missing := sorted(needed - set(originals)):
        raise InputError(f"the original {missing[0]} is missing", where=str(path), mend=_MEND)
    return Archive(str(head.get("program", "")), prev, digest, tuple(r for _, r in rows), tuple(records), originals)


def _record(row: Row, where: str, number: int, prev: str) -> Record:
    """The record of a row that is the next of its chain. Raises InputError where it is not."""
    try:
        link = link_of(row.seq, row.at, row.kind, row.id, row.body, row.prev)
    except (ValueError, TypeError) as e:
        raise InputError("holds no valid row", where=where, mend=_MEND) from e
    if row.seq != number or row.prev != prev or link != row.hash:
        raise InputError("the chain of hashes does not hold here", where=where, mend=_MEND)
    if row.kind not in TRUTH_BY_KIND:
        raise InputError(f"a {row.kind!r} is not known", where=where, mend="update Trucewatch")
    try:
        record = TRUTH_BY_KIND[row.kind].model_validate_json(row.body)
    except ValidationError as e:
        raise InputError(f"holds no valid {row.kind}", where=where, mend="update Trucewatch") from e
    if identity(record) != row.id or record.id != row.id:
        raise InputError(f"the id {row.id} is not the hash of what it says", where=where, mend=_MEND)
    return record
