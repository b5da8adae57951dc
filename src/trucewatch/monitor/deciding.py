"""Deciding: from what a person chose on a page to a decision in the ledger. Nothing is changed, one row is added."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import StrEnum

from pydantic import Field

from trucewatch.errors import InputError
from trucewatch.link import incident_id
from trucewatch.monitor.desk.cards import ClaimCard
from trucewatch.monitor.desk.desk import Desk
from trucewatch.records import Action, Claim, Decision, Incident, Report, identified
from trucewatch.store import Store
from trucewatch.store.corrections import as_written, corrected, corrections
from trucewatch.values.base import Value
from trucewatch.values.party import members
from trucewatch.values.vocabularies import Credibility, Reliability


class Move(StrEnum):
    """What a person can do on a page."""

    ACCEPT = "accept"
    CORRECT = "correct"
    REJECT = "reject"
    MERGE = "merge"
    SPLIT = "split"
    PIN = "pin"
    GRADE = "grade"
    VERIFY = "verify"
    COMMENT = "comment"
    UNDO = "undo"


NEEDS_REASON = frozenset({Move.CORRECT, Move.REJECT, Move.MERGE, Move.SPLIT, Move.GRADE, Move.VERIFY, Move.COMMENT})
"""Moves that are refused without a reason."""


class Choice(Value):
    """``subjects``: ids of claims, incidents or (for undo) decisions. ``field`` and ``value``: for correct the field
    of the claim; for grade ``reliability`` A to F or ``credibility`` 1 to 6; for verify nothing (that it took place)
    or ``actor`` and a party's code. ``reason``: in words; for a comment it is the comment."""

    move: Move
    subjects: tuple[str, ...] = Field(min_length=1, max_length=500)
    field: str | None = Field(default=None, max_length=40)
    value: str | None = Field(default=None, max_length=2000)
    reason: str = Field(default="", max_length=4000)


def decide(store: Store, desk: Desk, choice: Choice, author: str, at: datetime) -> Decision:
    """Appends the decision. Raises InputError, with nothing appended, where the choice cannot be."""
    if choice.move in NEEDS_REASON and not choice.reason.strip():
        raise InputError("says no reason", where="reason", mend="say in a few words why")
    decision = _Deciding(store, desk, choice).decision(author, at)
    store.append([decision])
    return decision


def standing_fields(store: Store, desk: Desk, claims: Iterable[ClaimCard]) -> dict[str, dict[str, str]]:
    """Of these claims what stands, by claim and field, as a correction is written."""
    entries = ((card, store.get(card.id)) for card in claims)
    found = ((card, e.record) for card, e in entries if e and isinstance(e.record, Claim))
    stand = (_as_it_stands(store, desk, claim) if card.review == "corrected" else claim for card, claim in found)
    return {claim.id: as_written(claim, desk.case.timezone) for claim in stand}


def _as_it_stands(store: Store, desk: Desk, claim: Claim) -> Claim:
    """The claim with the corrections that were made to it before."""
    rows = [r for r in desk.decisions_on([claim.id]) if not r.undone]
    entries = (store.get(r.id) for r in rows)
    before: Iterable[Decision] = [e.record for e in entries if e and isinstance(e.record, Decision)]
    return corrections(before, {claim.id: claim}, desk.case.timezone).get(claim.id, claim)


class _Deciding:
    def __init__(self, store: Store, desk: Desk, choice: Choice) -> None:
        self._store, self._desk, self._choice = store, desk, choice

    def decision(self, author: str, at: datetime) -> Decision:
        make = getattr(self, f"_{self._choice.move.value}")
        fields: dict[str, object] = make()
        return identified(Decision, author=author, at=at, reason=self._choice.reason.strip(), **fields)

    # --- moves ---------------------------------------------------------------------------------------------------

    def _accept(self) -> dict[str, object]:
        return {"action": Action.ACCEPT, "subjects": self._claims()}

    def _reject(self) -> dict[str, object]:
        if any(s.startswith(f"{Incident.prefix}-") for s in self._choice.subjects):
            raise InputError("an incident cannot be rejected", mend="reject those of its claims that were misread")
        return {"action": Action.REJECT, "subjects": self._claims()}

    def _pin(self) -> dict[str, object]:
        return {"action": Action.PIN, "subjects": self._claims()}

    def _correct(self) -> dict[str, object]:
        claims = self._claims()
        field, value = self._choice.field or "", (self._choice.value or "").strip()
        if len(claims) != 1:
            raise InputError("more than one claim is to be corrected", mend="correct one at a time")
        claim = _as_it_stands(self._store, self._desk, self._claim(claims[0]))
        zone = self._desk.case.timezone
        try:
            changed = corrected(claim, field, value, zone)
        except ValueError as e:
            what = f"{field or 'the correction'} cannot be set: {_plainly(e)}"
            raise InputError(what, where="value", mend="see its help") from e
        if field != "place" and as_written(changed, zone)[field] == as_written(claim, zone)[field]:
            raise InputError(f"that is what stands as {field}", where="value", mend="accept the claim, or set another")
        if field.endswith(".party") and value:
            self._known_party(value)
        if field.endswith(".text") and value:
            self._verbatim(claim, value)
        return {"action": Action.CORRECT, "subjects": claims, "field": field, "value": value}

    def _merge(self) -> dict[str, object]:
        incidents = [self._incident(s) for s in dict.fromkeys(map(self._desk.file.now, self._choice.subjects))]
        if len(incidents) < 2:
            mend = "choose another to merge it with"
            raise InputError("one incident alone cannot be merged", where="other", mend=mend)
        rest = tuple(c for i in incidents[1:] for c in i.claims)
        return {"action": Action.SAME, "subjects": incidents[0].claims, "against": rest}

    def _split(self) -> dict[str, object]:
        claims = self._claims()
        within = {key for c in claims for key in self._incidents_of(c)}
        if len(within) != 1:
            raise InputError("the claims are not all of one incident", mend="choose claims of one incident")
        incident = self._incident(within.pop())
        rest = tuple(c for c in incident.claims if c not in claims)
        if not rest:
            raise InputError("nothing would be left of the incident", mend="leave at least one claim where it is")
        return {"action": Action.DIFFERENT, "subjects": claims, "against": rest}

    def _grade(self) -> dict[str, object]:
        field, value = self._choice.field, self._choice.value
        grades: dict[str, set[str]] = {"reliability": set(Reliability), "credibility": set(Credibility)}
        allowed = grades.get(field or "")
        if allowed is None or value not in allowed:
            mend = "give reliability A to F or credibility 1 to 6"
            raise InputError(f"{field} {value} is no grade", where="value", mend=mend)
        return {"action": Action.GRADE, "subjects": self._whole(), "field": field, "value": value}

    def _verify(self) -> dict[str, object]:
        field, value = self._choice.field or None, self._choice.value or None
        if field not in (None, "event", "actor"):
            raise InputError(f"{field!r} cannot be verified", mend="verify that it took place, or who did it")
        if field != "actor":
            return {"action": Action.VERIFY, "subjects": self._whole()}
        incident = self._incident(self._choice.subjects[0])
        if value not in incident.actors:
            raise InputError("no account names that party", mend="verify one of those that the accounts name")
        return {"action": Action.VERIFY, "subjects": self._whole(), "field": "actor", "value": value}

    def _comment(self) -> dict[str, object]:
        for subject in self._choice.subjects:
            if self._desk.find(subject) is None:
                raise InputError("there is no such record", where=subject)
        return {"action": Action.COMMENT, "subjects": self._choice.subjects}

    def _undo(self) -> dict[str, object]:
        for subject in self._choice.subjects:
            entry = self._store.get(subject)
            if entry is None or not isinstance(entry.record, Decision):
                raise InputError("is no decision", where=subject)
            if any(row.undone for row in self._desk.taken.rows([entry.record])):
                raise InputError("is undone already", where=subject)
        return {"action": Action.UNDO, "subjects": self._choice.subjects}

    # --- what they are about -------------------------------------------------------------------------------------

    def _claims(self) -> tuple[str, ...]:
        """The claims chosen; of an incident all that are accounts or denials of it."""
        found: list[str] = []
        for subject in self._choice.subjects:
            if subject.startswith(f"{Incident.prefix}-"):
                incident = self._incident(subject)
                found += (*incident.claims, *incident.denials)
            else:
                found.append(self._claim(subject).id)
        return tuple(dict.fromkeys(found))

    def _whole(self) -> tuple[str, ...]:
        """One incident, with the claim that founds it: by that the decision finds it again after any rebuild."""
        if len(self._choice.subjects) != 1:
            raise InputError("more than one incident is chosen", mend="choose one")
        incident = self._incident(self._choice.subjects[0])
        founding = next((c for c in incident.claims if incident_id(c) == incident.id), incident.claims[0])
        return (incident.id, founding)

    def _incident(self, key: str) -> Incident:
        key = self._desk.file.now(key)
        found = self._store.derived_among(Incident, [key]).get(key)
        if found is None:
            raise InputError("there is no such incident", where=key, mend="it may have changed: look again")
        return found

    def _claim(self, key: str) -> Claim:
        entry = self._store.get(key)
        if entry is None or not isinstance(entry.record, Claim):
            raise InputError("there is no such claim", where=key)
        return entry.record

    def _incidents_of(self, claim: str) -> Sequence[str]:
        return self._desk.incidents_of(claim)

    def _known_party(self, code: str) -> None:
        known = {p.code for p in self._desk.case.parties}
        if not set(members(code)) <= known:
            mend = f"use one of {', '.join(sorted(known))}"
            raise InputError(f"{code} is no party of this case", where="value", mend=mend)

    def _verbatim(self, claim: Claim, words: str) -> None:
        """Nobody is named but in the words of the report."""
        entry = self._store.get(claim.report)
        if entry is None or not isinstance(entry.record, Report) or words not in entry.record.text:
            what = f"the report does not hold the words “{words}”"
            raise InputError(what, where="value", mend="copy them from the report")


def _plainly(error: ValueError) -> str:
    """The first thing that is wrong, without the library's wording around it."""
    details = getattr(error, "errors", None)
    found = details() if callable(details) else None
    return str(found[0]["msg"]).removeprefix("Value error, ") if found else str(error)
