"""Typed tables for Parquet."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Mapping
from itertools import islice

import pyarrow as pa
import pyarrow.parquet as pq

from trucewatch.tell.export_rows import Row, plain

_TEXT, _MANY, _INT, _REAL = pa.string(), pa.list_(pa.string()), pa.int32(), pa.float64()
_UTC = pa.timestamp("us", tz="UTC")

_PLACE = pa.struct(
    [
        *((n, _TEXT) for n in ("text", "name", "country", "admin1")),
        ("geonames", pa.int64()),
        ("level", _TEXT),
        *((n, _REAL) for n in ("lat", "lon", "radius_km")),
        ("precision_acled", _INT),
        ("precision_ucdp", _INT),
        ("candidates", _MANY),
    ]
)
_COUNT = pa.struct([("what", _TEXT), ("low", _REAL), ("high", _REAL), ("text", _TEXT), ("sense", _TEXT)])
_VALUE = pa.struct([("value", _TEXT), ("parties", _MANY), ("claims", _MANY)])
_VERSION = pa.struct([("field", _TEXT), ("concord", _TEXT), ("values", pa.list_(_VALUE))])
_STATE = pa.struct([*((n, _TEXT) for n in ("agreement", "provision", "state", "reason")), ("effects_only", pa.bool_())])
_GRADES = ("aspect", "actor", "status", "reliability", "credibility", "rule", "reason")
_GRADE = pa.struct([*((n, _TEXT) for n in _GRADES), ("decisions", _MANY)])
_SENSOR = pa.struct([*((n, _TEXT) for n in ("result", "rule", "reason")), ("observations", _MANY)])
_TIME = [
    ("time_text", _TEXT),
    ("time_basis", _TEXT),
    ("time_start", _UTC),
    ("time_end", _UTC),
    ("time_zone", _TEXT),
    ("time_edtf", _TEXT),
    ("time_precision_acled", _INT),
    ("time_precision_ucdp", _INT),
]

CLAIMS = pa.schema(
    [
        *((n, _TEXT) for n in ("id", "kind", "polarity", "modality", "quote")),
        ("quote_start", _INT),
        ("quote_end", _INT),
        *((n, _TEXT) for n in ("source_text", "source_party", "source_role", "cue", "actor_text", "actor_party")),
        *((n, _TEXT) for n in ("target_text", "target_class", "target_party", "about")),
        ("weapons", _MANY),
        ("places", pa.list_(_PLACE)),
        *_TIME,
        ("counts", pa.list_(_COUNT)),
        *((n, _TEXT) for n in ("report", "doc", "outlet", "outlet_affiliation", "outlet_reliability")),
        ("published_start", _UTC),
        ("published_end", _UTC),
        ("url", _TEXT),
        ("original_sha256", _TEXT),
        ("incidents", _MANY),
        ("seen_by_example", pa.bool_()),
    ]
)
INCIDENTS = pa.schema(
    [
        ("id", _TEXT),
        ("status", _TEXT),
        *((n, _MANY) for n in ("kinds", "target_classes", "actors_named")),
        ("period_total", pa.bool_()),
        ("place", _PLACE),
        *_TIME,
        *((n, _INT) for n in ("reports", "outlets", "origins")),
        *((n, _MANY) for n in ("claims", "denials", "mentions", "seen")),
        ("versions", pa.list_(_VERSION)),
        ("why", _MANY),
        ("states", pa.list_(_STATE)),
        ("grades", pa.list_(_GRADE)),
        ("corroborations", pa.list_(_SENSOR)),
    ]
)
FINDINGS = pa.schema(
    [
        *((n, _TEXT) for n in ("id", "incident", "agreement", "provision", "reading", "outcome")),
        ("conditional", pa.bool_()),
        *((n, _TEXT) for n in ("rule", "reason")),
        ("missing", _MANY),
        ("claims", _MANY),
    ]
)


def parquet_tables(
    claims: Iterable[Row], incidents: Iterable[Row], findings: Iterable[Row], about: Mapping[str, str]
) -> dict[str, bytes]:
    """The three files; ``about`` goes into each file's key-value metadata, as text under ``trucewatch``."""
    note = {"trucewatch": json.dumps(plain(about), ensure_ascii=False, sort_keys=True)}
    tables = (("claims", claims, CLAIMS), ("findings", findings, FINDINGS), ("incidents", incidents, INCIDENTS))
    return {f"{name}.parquet": _file(rows, schema.with_metadata(note)) for name, rows, schema in tables}


_GROUP = 10_000  # rows written at a time: what is held in memory, and the size of a row group


def _file(rows: Iterable[Row], schema: pa.Schema) -> bytes:
    out = io.BytesIO()
    left = iter(rows)
    with pq.ParquetWriter(out, schema, compression="zstd", version="2.6") as writer:
        while group := list(islice(left, _GROUP)):
            writer.write_table(pa.Table.from_pylist(group, schema=schema))
    return out.getvalue()
