"""Transcripts: whose the turns of an interview, a briefing, a sitting are; and reports that only look like one."""

from __future__ import annotations

import pytest

from tests.read.helpers import claims_of
from trucewatch.records import Claim
from trucewatch.values.vocabularies import Role


def _of(text: str, word: str) -> Claim:
    return next(c for c in claims_of(text) if word in c.quote)


INTERVIEW = """Interview: the governor of Sumy on a winter without power

Governor Taras Hlyn received our correspondent in a cellar.

Q: Is the city being shelled?

A: Every night. On Monday Russian artillery shelled the bus station. Two drivers were killed.

Q: And the power plant?

A: It stands. In March a missile hit the boiler house."""


@pytest.mark.parametrize("word", ["shelled", "killed", "missile"])
def test_an_answer_is_the_interviewed_persons_to_its_end(word: str) -> None:
    source = _of(INTERVIEW, word).source
    assert source.text == "Governor Taras Hlyn" and source.role is Role.REGIONAL


SITTING = """House of Representatives, question time (extract)

Dame Ruth Oakley (Wells): Will the Minister tell us what happened at the border?

The Minister for Defence (Mr Owen Parry): On Friday gunmen attacked a post near the river.

Four soldiers were wounded there.

Sir Hugh Lane (Bath): And what will be done?

Mr Parry: We have sent two battalions to the valley. Nobody else was hurt."""


@pytest.mark.parametrize("word", ["attacked", "wounded", "sent two"])
def test_a_turn_goes_on_over_its_paragraphs(word: str) -> None:
    assert _of(SITTING, word).source.text == "Mr Owen Parry"


def test_what_somebody_else_says_in_an_answer_is_his() -> None:
    text = INTERVIEW + " The army says a drone struck a school."
    assert _of(text, "school").source.text == "The army"


LINES = """'We sleep in shifts': the mayor of Izium speaks

Mayor Olha Kost has governed from a school since spring.

What happened on Sunday?
We were at dinner. A drone hit the market hall.

You asked Kyiv for guns.
We asked for ten. Russian troops shelled our bridge in the meantime.

And the people?
We moved them. Three women were wounded on the road.

Will you stay?
I shall."""


@pytest.mark.parametrize("word", ["market hall", "bridge", "wounded"])
def test_questions_may_stand_on_lines_of_their_own(word: str) -> None:
    assert _of(LINES, word).source.text == "Mayor Olha Kost"


def test_regions_and_labels_are_no_turns() -> None:
    points = ("Sumy: a drone hit a school.", "Kharkiv: a shell hit a farm.", "Sumy: a missile hit a depot.")
    text = "\n\n".join(("Night of attacks", *points))
    assert all(c.source.text is None for c in claims_of(text))


def test_an_explainer_that_asks_itself_is_the_reports_own() -> None:
    text = (
        "What we know of the truce\n\nEnvoy Ana Ruiz met both sides.\n\nWhat was agreed?\n\n"
        "Ruritania will free 40 prisoners. Two villages were shelled on Monday.\n\nWho broke it?\n\n"
        "A drone hit a depot near Arstad.\n\nWhat comes next?\n\nTalks will resume in Geneva on Friday."
    )
    assert all(c.source.text is None for c in claims_of(text) if c.kind.value in ("attack", "talks"))


def test_what_is_sorted_by_topic_is_whose_name_stands_above_it() -> None:
    text = (
        "What President Ivo Petz of Ruritania told the pool\n\n"
        "On Khartoum: “I spoke with both. Rebels shelled the bridge on Monday.”\n\n"
        "On the port: “It is a fine port. A drone hit the crane.”\n\n"
        "On the league: “No comment.”"
    )
    for word in ("bridge", "crane"):
        assert "Ivo Petz" in str(_of(text, word).source.text)
    digest = text.replace("“", "").replace("”", "").replace("I spoke with both. ", "")
    assert _of(digest, "crane").source.text is None
