"""What people decided of claims stays decided: corrections, rejections, and decisions that follow their claim."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from trucewatch.records import Action, Claim, Decision, Pass, Record, Report, SourceMention, identified
from trucewatch.store import Standing, standing
from trucewatch.store.corrections import FIELDS, corrected
from trucewatch.values.vocabularies import Kind, Modality, Polarity, Role

NOW = datetime(2025, 6, 1, 12, tzinfo=UTC)
TEXT = "The ministry said drones struck a depot in Dubrova on Monday. Nobody was hurt."


def report(text: str = TEXT) -> Report:
    return identified(Report, doc="one", outlet="wire", text=text)


def claim(of: Report, start: int = 0, end: int = 61, **more: Any) -> Claim:
    fields: dict[str, Any] = {"kind": Kind.ATTACK, "polarity": Polarity.AFFIRMED, "modality": Modality.ACTUAL}
    fields |= {"source": SourceMention(text="The ministry", role=Role.OFFICIAL), **more}
    quote = of.text[start:end]
    return identified(Claim, report=of.id, doc=of.doc, quote=quote, start=start, end=end, **fields)


def read_by(reader: str, of: Report, *claims: Claim) -> tuple[Record, ...]:
    return (*claims, identified(Pass, report=of.id, reader=reader, claims=tuple(c.id for c in claims)))


def decide(action: Action, *subjects: str, minute: int = 0, **more: Any) -> Decision:
    at = NOW + timedelta(minutes=minute)
    return identified(Decision, author="ana", at=at, action=action, subjects=subjects, **more)


def only(now: Standing) -> Claim:
    (found,) = now.claims.values()
    return found


class TestCorrecting:
    def test_the_claim_says_what_was_corrected_under_its_own_id(self) -> None:
        r = report()
        c = claim(r)
        now = standing([r, *read_by("a", r, c), decide(Action.CORRECT, c.id, field="kind", value="damage")])
        assert (only(now).id, only(now).kind) == (c.id, Kind.DAMAGE)
        assert now.as_read[c.id] == c
        why = only(now).why
        assert why is not None
        assert "corrected by ana" in why.notes[-1]

    def test_undoing_brings_back_what_was_read(self) -> None:
        r = report()
        c = claim(r)
        d = decide(Action.CORRECT, c.id, field="kind", value="damage")
        now = standing([r, *read_by("a", r, c), d, decide(Action.UNDO, d.id, minute=1)])
        assert only(now) == c

    def test_it_stays_corrected_when_the_reader_reads_anew(self) -> None:
        r = report()
        old, new = claim(r), claim(r, 0, 60, cue="said")
        d = decide(Action.CORRECT, old.id, field="source.party", value="south")
        now = standing([r, *read_by("a", r, old), d, *read_by("b", r, new)])
        assert (only(now).id, only(now).source.party, only(now).cue) == (new.id, "south", "said")
        assert now.decisions[d.id].subjects == (new.id,)
        assert not now.astray

    def test_it_is_open_again_when_the_report_changes(self) -> None:
        r, changed = report(), report(TEXT.replace("Nobody", "Somebody"))
        old, new = claim(r), claim(changed)
        d = decide(Action.CORRECT, old.id, field="kind", value="damage")
        now = standing([r, *read_by("a", r, old), d, changed, *read_by("a", changed, new)])
        assert only(now).kind is Kind.ATTACK
        assert now.astray == {d.id: ("one",)}

    def test_a_rejected_claim_stays_rejected_when_the_reader_reads_anew(self) -> None:
        r = report()
        old, new = claim(r), claim(r, 0, 60)
        now = standing([r, *read_by("a", r, old), decide(Action.REJECT, old.id), *read_by("b", r, new)])
        assert not now.claims
        assert set(now.rejected) == {new.id}

    def test_another_sentence_is_no_successor(self) -> None:
        r = report()
        old, other = claim(r), claim(r, 62, 78, kind=Kind.CASUALTIES)
        d = decide(Action.REJECT, old.id)
        now = standing([r, *read_by("a", r, old), d, *read_by("b", r, other)])
        assert set(now.claims) == {other.id}
        assert now.astray == {d.id: ("one",)}


class TestFields:
    @pytest.mark.parametrize(
        ("field", "value", "path", "expected"),
        [
            ("modality", "future", "modality", "future"),
            ("source.role", "military", "source.role", "military"),
            ("actor.text", "drones", "actor.text", "drones"),
            ("target.class", "energy.grid", "target.target_class", "energy.grid"),
            ("weapons", "drone, missile", "weapons", "('drone', 'missile')"),
            ("time", "2025-05-19/2025-05-20", "time.edtf", "2025-05-19/2025-05-20"),
            ("time", "2025-05-19T04:00/2025-05-19T04:01", "time.edtf", "2025-05-19T04:00:00+02:00"),
            ("place", "Dubrova | 47.0, 15.0 | 3 | AUT", "places", "Dubrova AUT settlement"),
        ],
    )
    def test_each_is_set(self, field: str, value: str, path: str, expected: str) -> None:
        found: Any = corrected(claim(report()), field, value, "Europe/Vienna")
        for part in path.split("."):
            found = getattr(found, part)
        if field == "weapons":
            found = tuple(w.value for w in found)
        if field == "place":
            found = f"{found[0].name} {found[0].country} {found[0].level.value}"
        assert str(found) == expected

    def test_counts_are_written_in_words(self) -> None:
        counts = corrected(claim(report()), "counts", "killed=3, injured=5-7, customers=100-", "UTC").counts
        assert [(c.what.value, c.low, c.high) for c in counts] == [
            ("killed", 3, 3),
            ("injured", 5, 7),
            ("customers", 100, None),
        ]

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            *[("kind", v) for v in ("", "nonsense")],
            *[("quote", "x"), ("actor.party", "south"), ("place", "Dubrova"), ("counts", "killed"), ("time", "Monday")],
            *[("place", "X | 95, 15 | 3"), ("source.party", "No Code!")],
        ],
    )
    def test_what_cannot_be_is_refused(self, field: str, value: str) -> None:
        with pytest.raises(ValueError):
            corrected(claim(report()), field, value, "UTC")

    def test_the_quote_is_nobodys_to_correct(self) -> None:
        assert not {"quote", "start", "end", "report"} & set(FIELDS)


def test_a_decision_among_its_subjects_has_the_id_it_had_before_there_was_an_against() -> None:
    assert "against" not in decide(Action.SAME, "a", "b").model_dump(mode="json")
    assert decide(Action.DIFFERENT, "a", against=("b",)).id != decide(Action.DIFFERENT, "a").id
