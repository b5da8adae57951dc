"""The ledger: truth in a hash-chained append-only log, original bytes, derived state that can be dropped."""

from trucewatch.store.archive import Archive, json_lines, parquet_tables, read_archive
from trucewatch.store.chain import GENESIS, digest_of
from trucewatch.store.ledger import Entry, Store
from trucewatch.store.proof import Fault, Verification
from trucewatch.store.standing import Standing, standing

__all__ = [
    "GENESIS",
    "Archive",
    "Entry",
    "Fault",
    "Standing",
    "Store",
    "Verification",
    "digest_of",
    "json_lines",
    "parquet_tables",
    "read_archive",
    "standing",
]
