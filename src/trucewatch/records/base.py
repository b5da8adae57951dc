"""What all records share: a kind, and an id that is a hash of their content."""

from __future__ import annotations

from json.encoder import encode_basestring
from typing import Any, ClassVar, TypeVar

from trucewatch.values.base import Value
from trucewatch.values.ids import content_id, sha256


class Record(Value):
    """A frozen record. ``kind`` names its table, ``prefix`` opens its ids, ``unhashed`` fields are no part of its
    identity (an explanation may be worded anew without making another claim of it)."""

    kind_name: ClassVar[str]
    prefix: ClassVar[str]
    unhashed: ClassVar[frozenset[str]] = frozenset()

    id: str


R = TypeVar("R", bound=Record)

_PLACEHOLDER = "-"


def identity(record: Record) -> str:
    """The id that the record's content gives it."""
    content = record.model_dump(mode="json", exclude={"id", *record.unhashed})
    return content_id(record.prefix, content)


def identified(of: type[R], **fields: Any) -> R:
    """A record of type ``of`` whose id is the hash of its content. Raises pydantic.ValidationError on bad fields."""
    draft = of(id=_PLACEHOLDER, **fields)
    return draft.model_copy(update={"id": identity(draft)})


def derived_from(of: type[R], *keys: str, **fields: Any) -> R:
    """A derived record whose id is the hash of the ``keys`` that it stands for (an incident and a provision, say),
    so that it keeps its id when what is said of them changes."""
    return of(id=id_of_keys(of.prefix, *keys), **fields)


def id_of_keys(prefix: str, *keys: str) -> str:
    """``content_id`` of a list of texts, whose canonical JSON the standard library's encoder of texts writes as well:
    there are millions of findings."""
    listed = ",".join(map(encode_basestring, keys))
    return f"{prefix}-{sha256(f'[{listed}]'.encode())[:32]}"
