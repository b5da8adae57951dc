"""What no rule read and examples alone show is set apart: without it everything that is told and counted is the same;
a person who accepts or corrects it makes it count."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.whole.conftest import NOW, open_monitor
from tests.whole.test_amending import same, write_full
from tests.whole.test_demo import SAMPLE
from trucewatch.assess import statistics
from trucewatch.monitor import Monitor, derive, sequence
from trucewatch.monitor import reading as reading_stage
from trucewatch.monitor.derive import DerivedState, view_of
from trucewatch.monitor.desking import amend, open_desk
from trucewatch.monitor.editions import make
from trucewatch.read import read
from trucewatch.records import Action, Claim, Decision, Edition, Section, Sentence, Why, identified, supported
from trucewatch.records.edition import Block, Listing, Paragraph
from trucewatch.store import Standing
from trucewatch.tell import (
    Asked,
    CaseView,
    claims_table,
    effects_table,
    exchanges_table,
    export_csv,
    export_files,
    findings_table,
    positions_table,
    record_table,
    render,
    totals_table,
    unknown_table,
)

DAYS = (date(2025, 3, 20), date(2025, 3, 22), date(2025, 3, 28))
CODED = ("acled", "ucdp", "hxl", "plover", "claimreview", "timemap")


def without(truth: Standing) -> Standing:
    """The truth as it were if the network had added nothing."""
    kept = truth.counted
    passes = {
        r: p.model_copy(update={"claims": tuple(c for c in p.claims if c in kept)}) for r, p in truth.passes.items()
    }
    return replace(truth, claims=kept, passes=passes)


def bare(state: DerivedState) -> DerivedState:
    return replace(state, incidents=tuple(i.model_copy(update={"seen": ()}) for i in state.incidents))


def marked(claim: Claim, every: int) -> Claim:
    """The claim as one that examples alone show, if it is one of so many."""
    if int(claim.id[-6:], 16) % every:
        return claim
    why = Why(rule=f"taught.{claim.kind.value}", entries=(f"taught:{claim.kind.value}:struck 0.90",))
    return claim.model_copy(update={"why": why})


def counted_by(text: Section, seen: frozenset[str]) -> Section:
    """A section less the sentences that rest on nothing but what examples alone show."""
    blocks: list[Block] = []
    for block in text.blocks:
        if isinstance(block, Listing):
            items = tuple(s for s in block.items if not seen.issuperset(s.rests_on))
            blocks += [block.model_copy(update={"items": items})] if items else []
        elif isinstance(block, Paragraph):
            told = tuple(s for s in block.sentences if not seen.issuperset(s.rests_on))
            blocks += [block.model_copy(update={"sentences": told})] if told else []
        else:
            blocks.append(block)
    return text.model_copy(
        update={"blocks": tuple(blocks), "sections": tuple(counted_by(s, seen) for s in text.sections)}
    )


def counted_in(edition: Edition, seen: frozenset[str]) -> tuple[Section, ...]:
    return tuple(counted_by(s, seen) for s in edition.sections if s.key != "seen")


def tables(view: CaseView) -> list[Any]:
    made = (positions_table, unknown_table, exchanges_table, totals_table, effects_table, findings_table)
    return [table(view) for table in made]


def exported(view: CaseView) -> dict[str, bytes]:
    plain = replace(view, inputs="", derived="")
    return {f"{to} {name}": b"".join(_bytes(data)) for to in CODED for name, data in export_files(plain, to).items()}


def _bytes(data: Any) -> Iterator[bytes]:
    for piece in [data] if isinstance(data, bytes | str) else data:
        yield piece if isinstance(piece, bytes) else str(piece).encode()


def statistics_of(truth: Standing, state: DerivedState) -> Any:
    return statistics(
        state.incidents, truth.counted, truth.reports, state.summaries, zone="Europe/Kyiv", until=date(2025, 4, 6)
    )


def the_same(truth: Standing) -> None:
    """Nothing that is derived, counted, told in tables or exported is otherwise for what examples alone show."""
    plain = without(truth)
    state, wanted = derive(truth), derive(plain)
    for kind in fields(DerivedState):
        assert getattr(bare(state), kind.name) == getattr(wanted, kind.name), kind.name
    assert statistics_of(truth, state) == statistics_of(plain, wanted)
    mine, theirs = view_of(truth, state), view_of(plain, wanted)
    assert tables(mine) == tables(theirs)
    assert exported(mine) == exported(theirs)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Standing:
    """The sample case as it stands, of which every sixth claim that a rule read is as one that no rule did."""
    monitor = open_monitor(Path(shutil.copytree(SAMPLE, tmp_path_factory.mktemp("seen") / "case")))
    monitor.run()
    truth = monitor.standing()
    monitor.store.close()
    return replace(truth, claims={k: marked(c, 6) for k, c in truth.claims.items()})


def test_the_sample_case_is_the_same_without_what_examples_alone_show(sample: Standing) -> None:
    the_same(sample)


@pytest.mark.parametrize("day", DAYS)
def test_an_edition_tells_the_rest_as_if_it_were_not_there(sample: Standing, day: date) -> None:
    edition, plain = make(sample, day, ()), make(without(sample), day, ())
    seen = frozenset(sample.claims) - frozenset(sample.counted)
    assert counted_in(edition, seen) == plain.sections
    assert edition.told == plain.told
    apart = [p for s in edition.sections for p in supported(s) if seen & set(p.rests_on)]
    assert apart and all(seen.issuperset(p.rests_on) for p in apart)


@pytest.mark.parametrize("form", ["md", "html", "docx", "json"])
def test_every_form_of_an_edition_tells_it_apart_with_its_words(sample: Standing, form: str) -> None:
    edition = make(sample, DAYS[1], ())
    (section,) = (s for s in edition.sections if s.key == "seen")
    told = [p.text for p in supported(section) if isinstance(p, Sentence)]
    quoted = {c.id: c for c in sample.claims.values() if c.by_example}
    assert "every second" in told[0] and all("odds 0." in line for line in told[1:])
    for part in list(supported(section))[1:]:
        claim = quoted[part.rests_on[0]]
        assert isinstance(part, Sentence) and " ".join(claim.quote.split())[:100] in part.text
    shown = render(edition, form)
    assert len(shown) > 1000 if form == "docx" else section.title in shown.decode()
    (method,) = (s for s in edition.sections if s.key == "method")
    assert sum("seen by example alone" in p.text for p in supported(method) if isinstance(p, Sentence)) == 1


def test_lists_and_notes_name_it_for_what_it_is(sample: Standing) -> None:
    view = view_of(sample)
    seen = next(iter(view.seen.values()))
    rows = claims_table(view, Asked(doc=seen.doc)).rows
    assert any("seen by example alone" in row[1] and row[-1].startswith(seen.id) for row in rows)
    table = record_table(seen.id, view)
    assert table is not None and ("Seen by example alone, to be checked" in {name for name, *_ in table.rows})
    lines = export_csv(view)["claims.csv"].decode().splitlines()
    assert sum(line.startswith("clm-") and line.endswith("true") for line in lines) == len(view.seen)


@given(st.lists(st.integers(0, 40), min_size=1, max_size=6))
@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
def test_whichever_claims_they_are(sample: Standing, steps: list[int]) -> None:
    reports = {c.report for c in list(sample.claims.values())[:120]}
    keys = [k for k, c in sample.claims.items() if c.report in reports]
    chosen = {keys[sum(steps[: n + 1]) % len(keys)] for n in range(len(steps))}
    claims = {k: marked(c, 1) if k in chosen else c for k, c in sample.claims.items() if c.report in reports}
    the_same(replace(sample, claims=claims))


def test_what_another_reader_reads_by_rule_counts_and_the_other_way_round(tmp_path: Path) -> None:
    made = open_monitor(write_full(tmp_path))
    with pytest.MonkeyPatch.context() as patched:
        half_seen(patched)
        made.run()
        apart = seen_in(made)
        assert apart
    before = list(made.standing().claims)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(sequence, "READER", "another")
        made.run()
    assert not seen_in(made) and list(made.standing().claims) == before
    with pytest.MonkeyPatch.context() as patched:
        half_seen(patched)
        made.run()
    assert seen_in(made) == apart
    rows = made.verify().rows
    made.run()
    assert made.verify().rows == rows and not made.verify().faults
    made.store.close()


# --- a person's word --------------------------------------------------------------------------------------------------


def half_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on no rule reads every other claim."""
    monkeypatch.setattr(reading_stage, "read", lambda *given: tuple(marked(c, 2) for c in read(*given)))


@pytest.fixture
def monitor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Monitor]:
    """A case in which no rule read every other claim."""
    half_seen(monkeypatch)
    made = open_monitor(write_full(tmp_path))
    made.run()
    open_desk(made)
    yield made
    made.store.close()


def decide(action: Action, claim: str, minute: int = 0, **more: Any) -> Decision:
    at = NOW + timedelta(minutes=minute)
    return identified(Decision, author="ana", at=at, action=action, subjects=(claim,), reason="looked at", **more)


def seen_in(monitor: Monitor) -> Mapping[str, Claim]:
    return {k: c for k, c in monitor.standing().claims.items() if c.by_example}


def test_what_somebody_accepts_counts_in_full_and_its_undoing_sets_it_apart_again(monitor: Monitor) -> None:
    the_same(monitor.standing())
    before = derive(monitor.standing())
    for n, key in enumerate(list(seen_in(monitor))[:6]):
        taken = decide(Action.ACCEPT, key, n)
        monitor.store.append([taken])
        assert amend(monitor)
        same(monitor)
        now = monitor.standing()
        assert key in now.counted and now.as_read[key].by_example
        why = now.claims[key].why
        assert why is not None and why.notes[-1] == f"accepted by ana ({taken.id})" and why.example is not None
        state = derive(now)
        assert key not in {c for i in state.incidents for c in i.seen}
        monitor.store.append([decide(Action.UNDO, taken.id, n + 30)])
        assert amend(monitor)
        same(monitor)
        assert derive(monitor.standing()) == before


def test_what_somebody_corrects_counts_too(monitor: Monitor) -> None:
    key = next(k for k, c in seen_in(monitor).items() if c.kind.value == "attack")
    monitor.store.append([decide(Action.CORRECT, key, field="target.class", value="water")])
    assert amend(monitor)
    same(monitor)
    assert key in monitor.standing().counted


def test_a_comment_is_no_word_for_it(monitor: Monitor) -> None:
    key = next(iter(seen_in(monitor)))
    monitor.store.append([decide(Action.COMMENT, key), decide(Action.PIN, key, 1)])
    assert amend(monitor)
    same(monitor)
    assert key not in monitor.standing().counted


def test_an_accepted_claim_is_told_with_the_others_and_still_named(monitor: Monitor) -> None:
    cut = datetime(2025, 6, 1, tzinfo=UTC)
    key = next(k for k, c in seen_in(monitor).items() if c.kind.value == "attack" and c.modality.value == "actual")
    assert key in view_of(monitor.standing().until(cut)).seen
    monitor.store.append([decide(Action.ACCEPT, key)])
    view = view_of(monitor.standing().until(cut))
    assert key in view.claims and key not in view.seen
    table = record_table(key, view)
    assert table is not None and "Seen by example, since taken over by a person" in {name for name, *_ in table.rows}
