"""Positions on proposals: where each party stands, what changed, on what conditions; and the statements made."""

from __future__ import annotations

from itertools import groupby

from trucewatch.records import Agreement, Position, Section, Sentence
from trucewatch.tell.accounts import accounts, sentence
from trucewatch.tell.brief_summary import main_parties
from trucewatch.tell.brief_terms import proposal_name
from trucewatch.tell.period import Period
from trucewatch.tell.phrases import Phrases
from trucewatch.values.vocabularies import GROUPED_KINDS, Kind, Polarity

_TOLD_ELSEWHERE = GROUPED_KINDS | {Kind.AID, Kind.TALKS}


def positions(period: Period, phrases: Phrases) -> Section:
    """One subsection for each proposal of each agreement, one for what matches none, one for the statements."""
    sections = [
        Section(title=proposal_name(a, p.id), sentences=tuple(_on(a, p.id, period, phrases)))
        for a in sorted(period.view.agreements.values(), key=lambda a: a.code)
        for p in sorted(a.proposals, key=lambda p: p.id)
    ]
    other = tuple(
        s
        for p in _standing([p for p in period.positions if p.proposal is None])
        for s in _position(p, None, period, phrases)
    )
    if other:
        sections.append(Section(title=phrases.messages.say("title.other_proposals"), sentences=other))
    statements = _statements(period, phrases, _quoted(sections, other, period))
    if statements:
        sections.append(Section(title=phrases.messages.say("title.statements"), sections=statements))
    if sections:
        return Section(title=phrases.messages.say("title.positions"), sections=tuple(sections))
    nothing = (sentence(phrases.messages.say("position.none"), [period.view.case.id]),)
    return Section(title=phrases.messages.say("title.positions"), sentences=nothing)


def _on(agreement: Agreement, proposal: str, period: Period, phrases: Phrases) -> list[Sentence]:
    mine = [p for p in period.positions if p.proposal == proposal and period.view.agreement(p.agreement) == agreement]
    found: list[Sentence] = []
    for p in _standing(mine):
        found.extend(_position(p, _before(p, mine), period, phrases))
    taken = {p.party for p in mine if not p.denied}
    found.extend(
        sentence(phrases.messages.say("position.unrecorded", party=phrases.party(code)), [agreement.id])
        for code in main_parties(period)
        if code not in taken
    )
    return found


def _standing(mine: list[Position]) -> list[Position]:
    """Positions that no other position known at the cut-off supersedes."""
    known = {p.id for p in mine}
    return [p for p in mine if p.superseded_by not in known]


def _before(position: Position, mine: list[Position]) -> Position | None:
    return next((p for p in reversed(mine) if p.superseded_by == position.id), None)


def _position(position: Position, before: Position | None, period: Period, phrases: Phrases) -> list[Sentence]:
    say = phrases.messages.say
    claims = period.of(position.claims)
    agreement = period.view.agreement(position.agreement)
    rests = [c.id for c in claims] or ([agreement.id] if agreement else [])
    rests.append(position.id)
    told = accounts(claims, period, phrases, setting=False)
    unknown = "position.about" if position.proposal is None and position.about else "position.stands"
    text = say(
        "position.denied" if position.denied else unknown,
        party=phrases.party(position.party),
        stance=phrases.enum(position.stance, "stance"),
        about=position.about or "",
        time=_since(position, phrases),
        basis=_basis(position, period, phrases),
        rule=position.rule,
    )
    found = [sentence(text, rests), *told]
    if position.contested_by:
        contested = say("position.contested", party=phrases.party(position.party))
        found.append(sentence(contested, [*rests, *position.contested_by]))
    for condition in position.conditions:
        quoted = say("position.condition", party=phrases.party(position.party), quote=condition.quote)
        found.append(sentence(quoted, [condition.claim]))
    renewed = any(period.window.holds(period.published(c)) for c in claims)
    if before is not None and before.stance != position.stance and renewed:
        changed = say(
            "position.changed",
            party=phrases.party(position.party),
            before=phrases.enum(before.stance, "stance"),
            now=phrases.enum(position.stance, "stance"),
        )
        found.append(sentence(changed, [*rests, *before.claims, before.id]))
    return found


def _basis(position: Position, period: Period, phrases: Phrases) -> str:
    """By whose account: a stance that the other side tells of is not the party's own word."""
    if position.declaration:
        return phrases.messages.say("position.by_declaration", source=position.declaration)
    voices = tuple(sorted({period.voice(c) for c in period.of(position.claims)}))
    return phrases.messages.say("position.by_account", voices=phrases.voices(voices)) if voices else ""


def _since(position: Position, phrases: Phrases) -> str:
    if position.moment is not None:
        return phrases.when(position.moment)
    if position.said is not None:
        return phrases.messages.say("position.said", time=phrases.stretch(*position.said.days))
    return phrases.messages.say("time.unstated")


def _quoted(sections: list[Section], other: tuple[Sentence, ...], period: Period) -> frozenset[str]:
    """Ids of the claims whose words the positions already give."""
    told = [*(s for section in sections for s in section.sentences), *other]
    pairs = ((s.text, period.known.get(r)) for s in told for r in s.rests_on)
    return frozenset(c.id for text, c in pairs if c is not None and c.quote in text)


def _statements(period: Period, phrases: Phrases, quoted: frozenset[str]) -> tuple[Section, ...]:
    """Statements of the period by kind, but for denials, which have their own section."""
    kinds = list(Kind)
    claims = [
        c
        for c in period.claims
        if c.kind not in _TOLD_ELSEWHERE and c.polarity is Polarity.AFFIRMED and c.id not in quoted
    ]
    claims.sort(key=lambda c: kinds.index(c.kind))
    return tuple(
        Section(
            title=phrases.messages.say(f"statement.{kind.value}"),
            sentences=accounts(tuple(group), period, phrases, setting=False),
        )
        for kind, group in groupby(claims, key=lambda c: c.kind)
    )
