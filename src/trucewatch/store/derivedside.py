"""The derived side of a ledger, as it is read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import TypeVar

from sqlalchemy import Connection, select

from trucewatch.errors import LedgerBroken
from trucewatch.records import Incident, Record
from trucewatch.store import deriving, schema
from trucewatch.store.deriving import Kept

R = TypeVar("R", bound=Record)
_PAGE = 500


class DerivedReading:
    """What a store can be asked about its derived state."""

    _where: str

    def _reading(self) -> AbstractContextManager[Connection]:
        raise NotImplementedError

    def derived(self, of: type[R]) -> Iterator[R]:
        """The derived records of one kind, in the order in which the stages gave them."""
        with self._reading() as connection:
            bodies = deriving.in_order(connection, of.kind_name)
        for body in bodies:
            yield self._derived(of, body)

    def _derived(self, of: type[R], body: str) -> R:
        try:
            return of.model_validate_json(body)
        except ValueError as e:
            raise LedgerBroken(
                f"the derived state holds no valid {of.kind_name}", where=self._where, mend="run `trucewatch run`"
            ) from e

    def derived_of(self, incidents: Sequence[str]) -> dict[str, list[Kept]]:
        """By incident: all derived records that are of it, kind by kind and each kind in its order. Incidents of which
        there are none are left out."""
        found: dict[str, list[Kept]] = {}
        with self._reading() as connection:
            for owner, kept in deriving.owned(connection, incidents):
                found.setdefault(owner, []).append(kept)
        return found

    def incident_places(self) -> list[tuple[str, int]]:
        """(id, place) of all incidents, in their order."""
        table = schema.derived
        query = select(table.c.id, table.c.place).where(table.c.kind == Incident.kind_name).order_by(table.c.place)
        with self._reading() as connection:
            return [(row.id, row.place) for row in connection.execute(query)]

    @property
    def in_parts(self) -> bool:
        """True if the derived state can be changed in part: one that an earlier program kept cannot."""
        with self._reading() as connection:
            return deriving.is_rolled(connection)

    def aid(self, name: str) -> bytes | None:
        """What was kept under this name to help to derive a part anew."""
        table = schema.derived_aid
        with self._reading() as connection:
            body: bytes | None = connection.execute(select(table.c.body).where(table.c.name == name)).scalar()
        return body

    def aids(self, prefix: str) -> list[str]:
        """The names of what was kept that begin so, in order."""
        name = schema.derived_aid.c.name
        query = select(name).where(name >= prefix, name < prefix + "\U0010ffff").order_by(name)
        with self._reading() as connection:
            return list(connection.execute(query).scalars())

    def derived_among(self, of: type[R], ids: Iterable[str]) -> dict[str, R]:
        """Those derived records of one kind that have one of these ids, in the order of the ids."""
        table, wanted = schema.derived, list(dict.fromkeys(ids))
        found: dict[str, R] = {}
        with self._reading() as connection:
            for start in range(0, len(wanted), _PAGE):
                batch = wanted[start : start + _PAGE]
                query = select(table.c.id, table.c.body).where(table.c.kind == of.kind_name, table.c.id.in_(batch))
                found |= {key: self._derived(of, body) for key, body in connection.execute(query).all()}
        return {key: found[key] for key in wanted if key in found}

    @property
    def derived_state(self) -> tuple[str, str] | None:
        """Digest of the derived state and the head of the chain that it was built from; None where there is none."""
        with self._reading() as connection:
            row = connection.execute(select(schema.derived_state)).first()
        return None if row is None else (row.digest, row.head)
