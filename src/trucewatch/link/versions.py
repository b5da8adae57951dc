"""Versions: per field of an incident, what each voice says of it and how the sides stand to one another.

Voices and sides: ``link/voices.py``.

* ``disputed``: two voices give values that cannot both be true, and neither gives one that the other can share;
* ``agreed``: no dispute, and two sides give one value (an outlet's own voice is no side, nor are two that speak
  together two): a class too wide to be disputed, or a time of more than two days, is not that of a finer one;
* ``one-sided``: neither;
* ``unstated``: nobody gives a value.

Values of one voice that follow one another (a rising toll) are updates and no dispute of it with itself: of its counts
those of its latest report that gives a total are held against another's. A count of a part ("three of them children")
or of further ones ("another four") agrees with any total that is not smaller. What a report counts, or names as hit, in
its own voice is held against nobody where it quotes somebody on the same: it tells of some of it, or repeats.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import timedelta
from functools import partial
from itertools import combinations, product

from trucewatch.language.mediation import mediated
from trucewatch.link.rules import Rules
from trucewatch.link.text import fold
from trucewatch.link.times import event_times
from trucewatch.link.voices import Voices
from trucewatch.records.claim import Claim
from trucewatch.records.incident import Version, VersionValue
from trucewatch.values.count import Count
from trucewatch.values.moment import Moment
from trucewatch.values.party import members
from trucewatch.values.vocabularies import EFFECT_KINDS, Concord, CountOf, Kind, TargetClass, denies_event

_ALWAYS = ("happened", "actor", "target", "place", "time")
_EFFECTS = (Kind.DAMAGE, Kind.CASUALTIES, Kind.OUTAGE, Kind.DISPLACEMENT)
_NOT = "not "
Said = tuple[str, str, str, object]  # field, value as text, claim id, the value itself


def versions(
    claims: Sequence[Claim],
    denials: Sequence[Claim],
    voices: Voices,
    rules: Rules,
    rejections: Sequence[Claim] = (),
) -> tuple[Version, ...]:
    """What all say, field by field: happened, actor, target, place, time, then every count and denied effect.
    ``rejections``: of another's account of it ("that account is false")."""
    kinds = frozenset(c.kind for c in claims)
    report = {c.id: c.report for c in (*claims, *denials, *rejections)}
    times = event_times(claims, rules)
    said: dict[str, list[tuple[Said, str]]] = {field: [] for field in _ALWAYS}
    for claim in claims:
        for item in _affirmed(claim, kinds, times.get(claim.id)):
            said.setdefault(item[0], []).append((item, voices.voice(claim)))
    for claim in denials:
        item = _denied(claim, kinds)
        said.setdefault(item[0], []).append((item, voices.voice(claim)))
    for claim in rejections:
        said["target"] += [(item, voices.voice(claim)) for item in _rejected(claim, claims, rules)]
    order = [*_ALWAYS, *(k.value for k in _EFFECTS), *(c.value for c in CountOf)]
    fields = sorted((f for f in said if f in _ALWAYS or _worth(f, said[f])), key=order.index)
    return tuple(_version(field, said[field], report, rules) for field in fields)


def _worth(field: str, said: Sequence[tuple[Said, str]]) -> bool:
    """An effect is a field of its own only where somebody denies it; counts always are."""
    return field not in {k.value for k in _EFFECTS} or any(item[1] == "denied" for item, _ in said)


def _affirmed(claim: Claim, kinds: frozenset[Kind], time: Moment | None) -> Iterator[Said]:
    if claim.kind not in EFFECT_KINDS or kinds <= EFFECT_KINDS:
        yield "happened", "affirmed", claim.id, True
    if not denies_event(claim.kind, kinds):
        yield claim.kind.value, "affirmed", claim.id, True
    if claim.actor and claim.actor.party and claim.kind is not Kind.INTERCEPTION and not mediated(claim):
        yield "actor", claim.actor.party, claim.id, claim.actor.party
    shot = claim.kind is Kind.INTERCEPTION and len(kinds) > 1  # what was shot down is not what was hit
    if claim.target and claim.target.target_class and claim.kind is not Kind.CASUALTIES and not shot:
        yield "target", claim.target.target_class.value, claim.id, claim.target.target_class
    for place in claim.places:
        yield "place", place.name or place.text, claim.id, fold(place.name or place.text)
    if time:
        yield "time", time.edtf, claim.id, time
    for count in claim.counts:
        yield count.what.value, bounds(count), claim.id, count


def _denied(claim: Claim, kinds: frozenset[Kind]) -> Said:
    """A denial of an effect denies that effect; another that names an actor that party's act; any other the event."""
    if not denies_event(claim.kind, kinds):
        return claim.kind.value, "denied", claim.id, False
    if claim.actor and claim.actor.party:
        return "actor", _NOT + claim.actor.party, claim.id, _NOT + claim.actor.party
    return "happened", "denied", claim.id, False


def _rejected(claim: Claim, claims: Sequence[Claim], rules: Rules) -> Iterator[Said]:
    """Who rejects the account that another side gives right before says that what that names was not what was hit."""
    mine = members(claim.source.party)
    before = [
        c
        for c in claims
        if c.report == claim.report and c.start < claim.start and c.source.party and not members(c.source.party) & mine
    ]
    of = max((c for c in before if c.kind is Kind.ATTACK), key=lambda c: c.start, default=None)
    named = of.target.target_class if of and of.target else None
    if mine and named and named not in rules.unspecific_classes:
        yield "target", _NOT + named.value, claim.id, _NOT + named.value


def bounds(count: Count) -> str:
    """``12``, ``12..`` (at least), ``..60`` (up to), ``10..20``."""
    if count.low is not None and count.low == count.high:
        return _plain(count.low)
    return f"{'' if count.low is None else _plain(count.low)}..{'' if count.high is None else _plain(count.high)}"


def _plain(number: float) -> str:
    return str(int(number)) if float(number).is_integer() else str(number)


def _version(field: str, said: Sequence[tuple[Said, str]], report: Mapping[str, str], rules: Rules) -> Version:
    by_value: dict[str, tuple[list[str], list[str]]] = {}
    by_voice: dict[str, list[tuple[str, object]]] = defaultdict(list)
    for (_, text, claim, value), who in said:
        parties, claims = by_value.setdefault(text, ([], []))
        parties.append(who)
        claims.append(claim)
        by_voice[who].append((report[claim], value))
    values = tuple(
        VersionValue(value=text, parties=tuple(dict.fromkeys(parties)), claims=tuple(dict.fromkeys(claims)))
        for text, (parties, claims) in by_value.items()
    )
    held = {who: _held(told) for who, told in _sourced(by_voice).items()}
    return Version(field=field, concord=_concord(field, held, rules), values=values)


_Told = Sequence[tuple[str, object]]
"""Ids of reports with what they say, as published."""


def _sourced(by_voice: Mapping[str, _Told]) -> Mapping[str, _Told]:
    """Without what a report counts or names as hit in its own voice, where it quotes somebody on that."""
    quoting = {r for who, told in by_voice.items() if not who.startswith("outlet:") for r, _ in told}
    kept = {
        who: [
            (r, x)
            for r, x in told
            if not (who.startswith("outlet:") and r in quoting and isinstance(x, Count | TargetClass))
        ]
        for who, told in by_voice.items()
    }
    return {who: told for who, told in kept.items() if told}


def _held(told: _Told) -> list[object]:
    """What a voice is held to: all that it says; of counts the totals of its latest report that gives one."""
    last = next((r for r, x in reversed(told) if isinstance(x, Count) and not x.partial), None)
    return [x for r, x in told if last is None or r == last]


def _concord(field: str, by_voice: Mapping[str, Sequence[object]], rules: Rules) -> Concord:
    if not by_voice:
        return Concord.UNSTATED
    fits = _fits(field, rules)
    whole = {v: said for v, values in by_voice.items() if (said := [x for x in values if not _partial(x)])}
    held = {**by_voice, **whole}  # a part counts only where its voice gives no total
    if field == "target":
        held = {v: _finer(said, rules) for v, said in held.items()}
    for a, b in combinations(sorted(held), 2):
        if not any(fits(x, y) for x in held[a] for y in held[b]) or _refused(held[a], held[b]):
            return Concord.DISPUTED
    sides = [v for v in whole if v and not v.startswith("outlet:")]
    one = _one(field, rules)
    for a, b in combinations(sides, 2):  # two that speak together are no two sides
        if not members(a) & members(b) and any(one(x, y) for x in held[a] for y in held[b]):
            return Concord.AGREED
    return Concord.ONE_SIDED


def _finer(said: Sequence[object], rules: Rules) -> Sequence[object]:
    """What a voice says of what was hit, without what says next to nothing beside something finer."""
    return [x for x in said if x not in rules.unspecific_classes] or said


def _refused(a: Sequence[object], b: Sequence[object]) -> bool:
    """Whether one voice says that what the other names was not what was hit."""
    return any(
        isinstance(x, str) and x.startswith(_NOT) and isinstance(y, TargetClass) and not _targets((), x, y)
        for x, y in [*product(a, b), *product(b, a)]
    )


def _partial(value: object) -> bool:
    return isinstance(value, Count) and value.partial


def _fits(field: str, rules: Rules) -> Callable[[object, object], bool]:
    """Whether two values of the field can both be true."""
    if field == "target":
        return partial(_targets, rules.unspecific_classes)
    if field == "time":
        return partial(_times, timedelta(hours=rules.clocks_apart_hours), timedelta(hours=rules.clocked_below_hours))
    return _actors if field == "actor" else _others


def _one(field: str, rules: Rules) -> Callable[[object, object], bool]:
    """Whether two values that can both be true are the same, as far as they go."""
    if field == "target":
        return partial(_targets, ())
    if field == "place":
        return partial(_same_place, frozenset({*rules.coarse_words, *rules.place_noise, *rules.directions}))
    return _same_time if field == "time" else _actors if field == "actor" else _others


def _actors(a: object, b: object) -> bool:
    x, y = str(a), str(b)
    if x.startswith(_NOT) != y.startswith(_NOT):
        return not members(x.removeprefix(_NOT)) & members(y.removeprefix(_NOT))
    return x.startswith(_NOT) or bool(members(x) & members(y))


def _targets(unspecific: Sequence[TargetClass], a: object, b: object) -> bool:
    x, y = TargetClass(str(a).removeprefix(_NOT)), TargetClass(str(b).removeprefix(_NOT))
    nots = str(a).startswith(_NOT) + str(b).startswith(_NOT)
    if nots:
        return nots == 2 or not (x.within(y) or y.within(x))
    return x in unspecific or y in unspecific or x.within(y) or y.within(x)


def _times(slack: timedelta, clocked: timedelta, a: object, b: object) -> bool:
    """Times by the clock may lie apart as the clocks of two sides do, of which few accounts say which they mean."""
    assert isinstance(a, Moment) and isinstance(b, Moment)
    if max(a.end - a.start, b.end - b.start) < clocked:
        return a.start <= b.end + slack and b.start <= a.end + slack
    return a.overlaps(b)


def _same_time(a: object, b: object) -> bool:
    assert isinstance(a, Moment) and isinstance(b, Moment)
    return a.overlaps(b) and max(a.end - a.start, b.end - b.start) < timedelta(days=3)


def _same_place(noise: frozenset[str], a: object, b: object) -> bool:
    """Whether two names of places have a word in common that names: a village is not the region that holds it."""
    return a == b or bool({*str(a).split()} & {*str(b).split()} - noise)


def _others(a: object, b: object) -> bool:
    """Place names that differ may nest (a village and its region): only people can call that a dispute."""
    if isinstance(a, str) and isinstance(b, str):
        return True
    return a.agrees(b) if isinstance(a, Count) and isinstance(b, Count) else a == b
