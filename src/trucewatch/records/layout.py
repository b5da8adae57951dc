"""The claim as it leaves and enters the program: the layout of docs/reference/claim.md, one JSON object a line."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from trucewatch.records.claim import Claim, Mention, SourceMention, Target
from trucewatch.values.count import Count
from trucewatch.values.moment import Basis, Moment
from trucewatch.values.place import Place


def to_layout(claim: Claim) -> dict[str, Any]:
    """The claim in the published layout: ``id``, ``doc``, ``quote``, ``start``, ``end`` and the guide's fields.

    Times are local calendar days, both included, as ISO dates. Places carry what the report says of them; the
    resolution (point, radius, candidates) stays in the ledger, as does a count's sense.
    """
    weapons = [w.value for w in claim.weapons]
    return {
        "id": claim.id,
        "doc": claim.doc,
        "quote": claim.quote,
        "start": claim.start,
        "end": claim.end,
        "kind": claim.kind.value,
        "polarity": claim.polarity.value,
        "modality": claim.modality.value,
        "source": claim.source.model_dump(mode="json"),
        "cue": claim.cue,
        "actor": claim.actor and claim.actor.model_dump(mode="json"),
        "target": claim.target and claim.target.model_dump(mode="json", by_alias=True),
        "about": claim.about,
        "weapon": None if not weapons else weapons[0] if len(weapons) == 1 else weapons,
        "places": [p.model_dump(mode="json", include={"text", "name", "country", "admin1"}) for p in claim.places],
        "time": claim.time and _days(claim.time),
        "counts": [c.model_dump(mode="json", exclude={"sense"}) for c in claim.counts],
    }


def _days(moment: Moment) -> dict[str, Any]:
    first, last = moment.days
    return {"text": moment.text, "start": first.isoformat(), "end": last.isoformat()}


def from_layout(row: Mapping[str, Any], *, zone: str = "UTC") -> Claim:
    """A claim from a row of the published layout. ``zone``: the IANA zone in which its days are counted.

    A row without ``id`` or without ``start`` is refused. Raises ValueError (pydantic.ValidationError among them)
    with the field's name.
    """
    unknown = set(row) - _FIELDS
    if unknown:
        raise ValueError(f"unknown field {sorted(unknown)[0]!r}")
    weapon = row.get("weapon")
    return Claim(
        id=row["id"],
        report=row["doc"],
        doc=row["doc"],
        quote=row["quote"],
        start=row["start"],
        end=row["end"],
        kind=row["kind"],
        polarity=row["polarity"],
        modality=row["modality"],
        source=SourceMention.model_validate(row["source"]),
        cue=row.get("cue"),
        actor=Mention.model_validate(row["actor"]) if row.get("actor") else None,
        target=Target.model_validate(row["target"]) if row.get("target") else None,
        about=row.get("about"),
        weapons=() if weapon is None else tuple(weapon) if isinstance(weapon, list) else (weapon,),
        places=tuple(Place.model_validate(p) for p in row.get("places") or ()),
        time=_moment(row["time"], zone) if row.get("time") else None,
        counts=tuple(Count.model_validate(c) for c in row.get("counts") or ()),
    )


def _moment(time: Mapping[str, Any], zone: str) -> Moment:
    first, last = (date.fromisoformat(str(time[k])[:10]) for k in ("start", "end"))
    return Moment.of_days(first, last, zone=zone, basis=Basis.STATED, text=time.get("text"))


_FIELDS = frozenset(
    {"id", "doc", "quote", "start", "end", "kind", "polarity", "modality", "source", "cue", "actor", "target"}
    | {"about", "weapon", "places", "time", "counts"}
)
