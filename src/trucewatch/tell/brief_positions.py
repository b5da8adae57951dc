"""Positions on proposals: where each party stands, what changed, on what conditions; the statements of the period."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from trucewatch.records import Agreement, Position, Section, Sentence
from trucewatch.records.edition import Row
from trucewatch.tell.accounts import each
from trucewatch.tell.brief_terms import files_of, proposal_name
from trucewatch.tell.incident_words import main_parties
from trucewatch.tell.period import Period
from trucewatch.tell.phrases import Phrases
from trucewatch.tell.writing import cut, listing, paragraph, row, section, sentence, table
from trucewatch.values.vocabularies import GROUPED_KINDS, Kind, Polarity

_TOLD_ELSEWHERE = GROUPED_KINDS | {Kind.AID, Kind.TALKS}


def positions(period: Period, phrases: Phrases) -> Section:
    """What changed first, then a table of where every party stands, then the statements of the period."""
    say = phrases.messages.say
    rows, changed = [], list[Sentence]()
    for agreement in files_of(period):
        for proposal in sorted(agreement.proposals, key=lambda p: p.id):
            mine = [
                p
                for p in period.positions
                if p.proposal == proposal.id and period.view.agreement(p.agreement) == agreement
            ]
            mine.sort(key=lambda p: phrases.rank(p.party))
            rows += _rows(agreement, proposal.id, mine, period, phrases)
            changed += _changed(agreement, mine, period, phrases)
    head = [say(f"position.{h}") for h in ("proposal", "party", "stance", "since", "basis")]
    blocks = table(head, rows) or paragraph([sentence(say("position.none"), [period.view.case.id])])
    said = changed or ([sentence(say("position.unchanged"), [period.view.case.id])] if rows else [])
    sections = (
        section("conditions", say("title.conditions"), listing(_conditions(period, phrases))),
        section("other-proposals", say("title.other_proposals"), listing(_others(period, phrases))),
        section("statements", say("title.statements"), sections=_statements(period, phrases)),
    )
    return section("positions", say("title.positions"), (*listing(said), *blocks), sections)


def _rows(agreement: Agreement, proposal: str, mine: list[Position], period: Period, phrases: Phrases) -> list[Row]:
    say, name = phrases.messages.say, proposal_name(agreement, proposal)
    found = [row((name, *_cells(p, period, phrases)), _rests(p, period)) for p in _standing(mine)]
    taken = {p.party for p in mine if not p.denied}
    none = say("position.unrecorded")
    found += [
        row((name, phrases.party(code), none, "", ""), [agreement.id])
        for code in main_parties(period, phrases)
        if code not in taken
    ]
    return found


def _cells(position: Position, period: Period, phrases: Phrases) -> tuple[str, str, str, str]:
    say = phrases.messages.say
    stance = phrases.enum(position.stance, "stance")
    stance = say("position.denied", stance=stance) if position.denied else stance
    if position.contested_by:
        stance = say("position.contested", stance=stance)
    return phrases.party(position.party), stance, _since(position, phrases), _basis(position, period, phrases)


def _rests(position: Position, period: Period) -> list[str]:
    agreement = period.view.agreement(position.agreement)
    return [position.id, *([agreement.id] if agreement and not position.claims else [])]


def _standing(mine: list[Position]) -> list[Position]:
    """Positions that no other position known at the cut-off supersedes."""
    known = {p.id for p in mine}
    return [p for p in mine if p.superseded_by not in known]


def _changed(agreement: Agreement, mine: list[Position], period: Period, phrases: Phrases) -> list[Sentence]:
    """The stances that came to stand in the period beside another one before."""
    found = []
    for p in _standing(mine):
        before = [b for b in mine if b.superseded_by == p.id]
        stances = list(dict.fromkeys(b.stance for b in before))  # what was declared and what was said may differ
        if set(stances) <= {p.stance} or not _in_period(p, period):
            continue
        text = phrases.messages.say(
            "position.changed",
            party=phrases.party(p.party),
            proposal=proposal_name(agreement, p.proposal or ""),
            before=phrases.messages.listed(phrases.enum(stance, "stance") for stance in stances),
            now=phrases.enum(p.stance, "stance"),
        )
        found.append(sentence(text, [p.id, *(b.id for b in before)]))
    return found


def _in_period(position: Position, period: Period) -> bool:
    """By its claims; a declaration by its own day."""
    if position.claims:
        return any(period.within(c) for c in period.of(position.claims))
    return position.moment is not None and period.window.holds(position.moment.end)


def _basis(position: Position, period: Period, phrases: Phrases) -> str:
    """By whose account: a stance that the other side tells of is not the party's own word."""
    if position.declaration:
        return phrases.messages.say("position.by_declaration")
    claims = period.of(position.claims)
    if not claims:
        return ""
    voices = phrases.voices(tuple(sorted({period.voice(c) for c in claims})))
    if "own-words-told-by-another" in position.rule:
        outlets = sorted({phrases.outlet(period.view.reports[c.report].outlet) for c in claims})
        return phrases.messages.say("position.by_way", voices=voices, outlets=phrases.messages.listed(outlets))
    return phrases.messages.say("position.by_account", voices=voices)


def _since(position: Position, phrases: Phrases) -> str:
    if position.moment is not None:
        return phrases.stretch(*position.moment.days)
    if position.said is not None:
        return phrases.messages.say("position.said", time=phrases.stretch(*position.said.days))
    return phrases.messages.say("annex.unstated")


def _conditions(period: Period, phrases: Phrases) -> Iterable[Sentence]:
    """The conditions that the reports of the period give, in their words."""
    for p in sorted(period.positions, key=lambda p: phrases.rank(p.party)):
        for condition in p.conditions:
            claim = period.known.get(condition.claim)
            if claim is not None and period.within(claim):
                quote, _ = cut(condition.quote)
                yield sentence(
                    phrases.messages.say("position.condition", party=phrases.party(p.party), quote=quote),
                    [condition.claim],
                )


def _others(period: Period, phrases: Phrases) -> Iterable[Sentence]:
    """Stances of the period on what no agreement names as a proposal."""
    mine = [p for p in period.positions if p.proposal is None and p.about and _in_period(p, period)]
    for p in sorted(mine, key=lambda p: (phrases.rank(p.party), p.about or "", p.id)):
        _, stance, since, basis = _cells(p, period, phrases)
        text = phrases.messages.say(
            "position.about",
            party=phrases.party(p.party),
            stance=stance,
            about=cut(p.about or "")[0],
            since=since,
            basis=basis,
        )
        yield sentence(text, [p.id])


def _statements(period: Period, phrases: Phrases) -> list[Section]:
    """Statements of the period by kind, but for denials, which have their own section."""
    kinds = list(Kind)
    claims = [c for c in period.claims if c.kind not in _TOLD_ELSEWHERE and c.polarity is Polarity.AFFIRMED]
    claims.sort(key=lambda c: kinds.index(c.kind))
    return [
        section(kind.value, phrases.messages.say(f"statement.{kind.value}"), listing(each(group, period, phrases)))
        for kind, group in groupby(claims, key=lambda c: c.kind)
    ]
