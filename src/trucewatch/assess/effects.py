"""The ledger of effects: what came of each incident, with "stated as none" kept apart from "nobody speaks of it"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from trucewatch.assess.ledgerbook import LedgerBook, holds
from trucewatch.assess.ledgerbook import shipped as shipped_book
from trucewatch.records.base import derived_from
from trucewatch.records.claim import Claim
from trucewatch.records.effect import Effect, EffectKind, EffectState
from trucewatch.records.incident import Incident, Version
from trucewatch.values.vocabularies import Concord, CountOf, Kind, Modality, Polarity, TargetClass

_KINDS: Mapping[Kind, EffectKind] = {
    Kind.CASUALTIES: EffectKind.CASUALTIES,
    Kind.DAMAGE: EffectKind.DAMAGE,
    Kind.OUTAGE: EffectKind.OUTAGE,
    Kind.DISPLACEMENT: EffectKind.DISPLACEMENT,
}
_NUMBERS: Mapping[EffectKind, tuple[CountOf, ...]] = {
    EffectKind.CASUALTIES: (CountOf.KILLED, CountOf.INJURED, CountOf.MISSING),
    EffectKind.DAMAGE: (CountOf.STRUCK, CountOf.AREA_M2),
    EffectKind.OUTAGE: (CountOf.CUSTOMERS, CountOf.MW),
    EffectKind.DISPLACEMENT: (CountOf.DISPLACED,),
}
# Of these acts every effect is asked, so that silence shows; of others only what is told.
_ACTS = frozenset({Kind.ATTACK, Kind.CLASH, Kind.INTERCEPTION})


def effects(
    incidents: Sequence[Incident], claims: Mapping[str, Claim], book: LedgerBook | None = None
) -> tuple[Effect, ...]:
    """Per incident and effect what the accounts say, in the order of ``incidents``.

    * ``stated``: an account says so. ``stated-none``: accounts say that there was none (a count of 0, a denial, a
      service that stayed stable). ``disputed``: both, from voices whose versions the linker holds to be in dispute.
      Voices that only differ over how many dispute the number, not the effect.
    * ``not-stated``: an attack or clash whose accounts say nothing of the effect. It is not taken for none.
    * Only what is said to have happened counts; what may or will come is no effect.
    """
    book = book or shipped_book()
    return tuple(e for incident in incidents for e in _effects_of(incident, claims, book))


def _effects_of(incident: Incident, claims: Mapping[str, Claim], book: LedgerBook) -> Iterator[Effect]:
    said = [claims[c] for c in (*incident.claims, *incident.denials) if c in claims]
    for kind, effect in _KINDS.items():
        told = [c for c in said if c.kind is kind and c.modality is Modality.ACTUAL]
        if told or _ACTS & set(incident.kinds):
            yield _effect(incident, effect, told, book)


def _effect(incident: Incident, effect: EffectKind, told: Sequence[Claim], book: LedgerBook) -> Effect:
    none = [c for c in told if _is_none(c, book)]
    restored = [c for c in told if c not in none and effect is EffectKind.OUTAGE and holds(c.quote, book.restored)]
    stated = [c for c in told if c not in none and c not in restored]
    numbers = _numbers(incident, effect, told)
    disputed = any(v.concord is Concord.DISPUTED for v in _named(incident, effect.value))
    disputed = disputed or any(v.concord is Concord.DISPUTED and _some_and_none(v) for v in numbers)
    return derived_from(
        Effect,
        incident.id,
        effect.value,
        incident=incident.id,
        effect=effect,
        state=_state(bool(stated or restored), bool(none), disputed),
        place=incident.place,
        classes=_classes(told),
        numbers=numbers,
        claims=tuple(c.id for c in stated),
        none=tuple(c.id for c in none),
        restored=tuple(c.id for c in restored),
        rule="effects/told" if told else "effects/nobody-speaks-of-it",
    )


def _state(stated: bool, none: bool, disputed: bool) -> EffectState:
    if stated and disputed:
        return EffectState.DISPUTED
    if stated:
        return EffectState.STATED
    return EffectState.STATED_NONE if none else EffectState.NOT_STATED


def _some_and_none(version: Version) -> bool:
    return len({value.value == "0" for value in version.values}) == 2


def _is_none(claim: Claim, book: LedgerBook) -> bool:
    """Denied, counted as nobody, or a service that stayed as it was."""
    if claim.polarity is Polarity.NEGATED:
        return True
    if claim.kind is Kind.OUTAGE:
        return holds(claim.quote, book.stable) and not holds(claim.quote, book.restored)
    return bool(claim.counts) and all(c.low == 0 and c.high == 0 for c in claim.counts)


def _numbers(incident: Incident, effect: EffectKind, told: Sequence[Claim]) -> tuple[Version, ...]:
    """The incident's versions of this effect's counts, of the values that its own claims give."""
    ids = {c.id for c in told}
    found = (v for what in _NUMBERS[effect] for v in _named(incident, what.value))
    return tuple(v for v in found if any(ids.intersection(value.claims) for value in v.values))


def _named(incident: Incident, field: str) -> Iterator[Version]:
    return (v for v in incident.versions if v.field == field)


def _classes(told: Sequence[Claim]) -> tuple[TargetClass, ...]:
    named = {c.target.target_class for c in told if c.target and c.target.target_class}
    return tuple(t for t in TargetClass if t in named)
