"""A denial is never printed so that it reads as what it denies."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

import pytest

from tests.tell.sample import ONE, PARAMS, TWO, claim, on, reports_of, town, view
from trucewatch.records import Claim, Mention, Report, Sentence, supported
from trucewatch.tell import situation_report
from trucewatch.tell.denials import denies, whole, words_of
from trucewatch.tell.ledgers import phrases_of
from trucewatch.tell.notes import unfold
from trucewatch.values.vocabularies import Kind, Modality, Polarity, Role

QUOTE = "the forces of Velia shelled the gas station near Tal Velo"
STAFF = ("The Staff", "XAR", Role.MILITARY)


def denied(text: str, quote: str = QUOTE, cue: str | None = None) -> tuple[Claim, Report]:
    before = reports_of(ONE, TWO)["denial"]
    report = before.model_copy(update={"text": text})
    return claim(report, quote, Kind.ATTACK, STAFF, polarity=Polarity.NEGATED, cue=cue), report


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        (f"Good day. Reports that {QUOTE} are false. More soon.", f"Reports that {QUOTE} are false."),
        (f"It was\nuntrue that {QUOTE}.", f"It was untrue that {QUOTE}."),
        (f"Gen. Or denied that {QUOTE}. It rained.", f"Gen. Or denied that {QUOTE}."),
    ],
)
def test_the_sentence_is_printed_where_the_quote_does_not_deny(text: str, printed: str) -> None:
    c, report = denied(text)
    assert words_of(c, report).text == whole(c, report) == printed
    assert words_of(c, report).clear


def test_a_quote_that_denies_is_printed_as_it_is() -> None:
    c, report = denied("The Staff said its guns did not shell the road.", "its guns did not shell the road")
    assert words_of(c, report).text == "its guns did not shell the road"


def test_another_not_in_the_quote_is_not_the_denial() -> None:
    c, report = denied(
        "The Staff denied that it hit a mill that was not at work.", "it hit a mill that was not at work", "denied"
    )
    assert words_of(c, report).text.startswith("The Staff denied that")


@pytest.mark.parametrize("pad", ["and so on " * 60, "x" * 700])
@pytest.mark.parametrize(
    "order", ["{0} {1} are false", "it is false that {1} {0}", "{1} {0} are false", "False it is {0} {1}"]
)
def test_of_a_long_sentence_what_denies_is_kept_and_every_piece_is_verbatim(pad: str, order: str) -> None:
    text = f"Claims: {order.format(pad.strip(), QUOTE)}."
    c, report = denied(text)
    said = words_of(c, report)
    assert said.clear and denies(said.text) and QUOTE in said.text and "…" in said.text
    assert len(said.text) < 600
    for piece in said.text.split("…"):
        assert piece.strip() in " ".join(text.split())


def test_where_the_denial_is_the_sentence_beside_it_both_are_printed() -> None:
    text = f"It rained. Some say that {QUOTE}. The Staff denied it. It rained again."
    c, report = denied(text, cue="denied")
    assert words_of(c, report).text == f"Some say that {QUOTE}. The Staff denied it."
    assert words_of(c, report).clear


@pytest.mark.parametrize(
    ("text", "quote", "printed"),
    [
        (
            "According to the scenario, a drone strikes a storage tank.",
            "a drone strikes a storage tank",
            "According to the scenario, a drone strikes a storage tank.",
        ),
        (
            "The Staff is ready. If the guns shelled the bridge, the answer would come.",
            "the guns shelled the bridge",
            "If the guns shelled the bridge, the answer would come.",
        ),
        ("The Staff said it will shell the bridge.", "it will shell the bridge", "it will shell the bridge"),
    ],
)
@pytest.mark.parametrize("modality", [Modality.POSSIBLE, Modality.CONDITIONAL, Modality.FUTURE])
def test_what_is_not_said_to_have_been_is_printed_with_the_words_that_say_so(
    text: str, quote: str, printed: str, modality: Modality
) -> None:
    report = reports_of(ONE, TWO)["denial"].model_copy(update={"text": text})
    c = claim(report, quote, Kind.ATTACK, STAFF, modality=modality)
    assert words_of(c, report).text == whole(c, report) == printed
    plain = claim(report, quote, Kind.ATTACK, STAFF)
    assert words_of(plain, report).text == quote


def test_another_speaker_s_sentence_is_not_printed_for_want_of_a_word() -> None:
    text = "A strike would be a breach, Or warned. Talks on the depot."
    report = reports_of(ONE, TWO)["denial"].model_copy(update={"text": text})
    c = claim(report, "Talks on the depot", Kind.TALKS, STAFF, modality=Modality.FUTURE)
    assert words_of(c, report).text == "Talks on the depot" and not words_of(c, report).clear


def test_where_no_word_denies_it_is_not_called_clear() -> None:
    c, report = denied(f"Some say that {QUOTE}. The Staff rejected it.", cue="spurned")
    assert words_of(c, report) == type(words_of(c, report))(QUOTE, more=False, clear=False)


def test_in_a_report_a_denial_carries_its_denial_in_the_quote_or_before_it_and_in_its_note() -> None:
    v = view()
    negated = [c for c in v.claims.values() if c.polarity is Polarity.NEGATED]
    told = [p for s in situation_report(v, PARAMS).sections for p in supported(s) if isinstance(p, Sentence)]
    assert negated
    for c in negated:
        lines = [p.text for p in told if c.id in p.rests_on and "“" in p.text]
        assert lines
        for line in lines:
            before, _, after = line.partition("“")
            assert denies(after) or "denied" in before
        note = unfold(c.id, v, phrases_of(v))
        assert note is not None and "as denied or stated in the negative" in str(note.lines)


UNTIED = "Sources of Belmar stated a denial that could concern it and that is not tied to it."
NOT_HEARD = "Not heard on it up to the cut-off: sources of Belmar."


@pytest.mark.parametrize(
    ("change", "untied"),
    [
        ({}, True),  # neither place nor time is stated: it may be meant
        ({"kind": Kind.OBSTRUCTION}, False),
        ({"kind": Kind.INTERCEPTION}, True),  # of one family: what was shot down had been sent
        ({"actor": None}, False),  # nor whose act it is: it speaks of what stands beside it
        ({"actor": None, "time": on(19, "19 March")}, False),
        ({"actor": None, "places": (town(ONE),)}, True),
        ({"places": (town(TWO),)}, False),
        ({"places": (town(TWO), town(ONE))}, True),
        ({"actor": Mention(text="Ardian forces", party=ONE.code)}, False),
        ({"time": on(10, "10 March")}, False),
        ({"time": on(19, "19 March")}, True),
        ({"polarity": Polarity.AFFIRMED}, False),
    ],
)
def test_a_side_whose_denial_could_concern_an_incident_is_not_called_unheard(
    change: dict[str, object], untied: bool
) -> None:
    v = view()
    strike = next(i for i in v.incidents.values() if len(i.claims) == 4)
    denial = next(c for c in v.claims.values() if c.polarity is Polarity.NEGATED)
    loose = strike.model_copy(update={"denials": ()})
    edition = situation_report(
        replace(
            v,
            claims=MappingProxyType({**v.claims, denial.id: denial.model_copy(update=change)}),
            incidents=MappingProxyType({**v.incidents, strike.id: loose}),
        ),
        PARAMS,
    )
    told = [p for s in edition.sections for p in supported(s) if isinstance(p, Sentence)]
    mine = [p for p in told if p.text == UNTIED and denial.id in p.rests_on]
    assert bool(mine) == untied
    heard = [p.text for p in told if strike.claims[0] in p.rests_on and p.text == NOT_HEARD]
    assert bool(heard) == (not untied)


@pytest.mark.parametrize(
    ("change", "untied"),
    [
        ({}, False),
        ({"places": (town(ONE),)}, False),
        ({"places": (town(ONE),), "time": on(19, "19 March")}, True),  # on that day there was none there, it says
        ({"places": (town(TWO),), "time": on(19, "19 March")}, False),
        ({"places": (town(ONE),), "time": on(17, "17 March")}, False),
    ],
)
def test_who_denies_an_attack_does_not_deny_what_was_shot_down_but_where_there_was_none_that_day(
    change: dict[str, object], untied: bool
) -> None:
    v = view()
    strike = next(i for i in v.incidents.values() if len(i.claims) == 4)
    denial = next(c for c in v.claims.values() if c.polarity is Polarity.NEGATED)
    shot = strike.model_copy(update={"denials": (), "kinds": (Kind.INTERCEPTION,)})
    edition = situation_report(
        replace(
            v,
            claims=MappingProxyType({**v.claims, denial.id: denial.model_copy(update=change)}),
            incidents=MappingProxyType({**v.incidents, strike.id: shot}),
        ),
        PARAMS,
    )
    told = [p.text for s in edition.sections for p in supported(s) if isinstance(p, Sentence)]
    assert (UNTIED in told) == untied
