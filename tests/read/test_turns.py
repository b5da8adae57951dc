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


# A mayor is the last who speaks in the prose above; who answers is whoever the line above the turns introduces. Each
# case with the sides swapped.
SIDES = [
    (
        "Kharkiv mayor Ihor Terekhov said a missile hit a hospital. Three people were killed, he said.",
        "Kremlin spokesman Dmitry Peskov",
        "Ukrainian",
        "RUS",
        "UKR",
    ),
    (
        "Belgorod governor Vyacheslav Gladkov said a missile hit a hospital. Three people were killed, he said.",
        "Ukrainian presidential adviser Mykhailo Podolyak",
        "Russian",
        "UKR",
        "RUS",
    ),
]
ONE = [
    "{who} answered questions on Friday.",
    "{who} held a call with reporters on Friday.",
    "{who} held a call with reporters.\n\nThe transcript:",
    "{who} then took questions from reporters:",
    "{who} answered a question from the mayor.",
    "Interview with {who}",
    "Questions to {name}",
    "Reuters spoke to {who}.",
    "Correspondent Ana Ruiz interviewed {who}.",
]
NOBODY = [
    "The transcript:",
    "He then took questions from reporters.",
    "He answered a question from the mayor.",
    "{who} and US envoy Steve Witkoff answered questions.",
    "{name} and Envoy Steve Witkoff answered questions.",
    "{who} met US envoy Steve Witkoff for an interview.",
    "Questions about {who}",
]
TURNS = (
    "Q: What happened on Monday?\n\nA: Our forces hit a military depot. No civilians were targeted.\n\n"
    "Q: Was a school damaged in the strike?\n\nA: {foe} drones attacked a refinery.\n\n"
    "Two workers were killed.\n\nWe will respond."
)
ANSWERED = ("military depot", "No civilians", "refinery", "Two workers")


def _told_in_turns(side: tuple[str, str, str, str, str], intro: str) -> str:
    prose, who, foe, _, _ = side
    line = intro.format(who=who, name=" ".join(who.split()[-2:]))
    return "\n\n".join(("Hospital hit overnight", prose, line, TURNS.format(foe=foe)))


@pytest.mark.parametrize("intro", ONE)
@pytest.mark.parametrize("side", SIDES, ids=["RUS", "UKR"])
def test_answers_are_whose_the_line_above_them_names(side: tuple[str, str, str, str, str], intro: str) -> None:
    text = _told_in_turns(side, intro)
    name = side[1].split()[-1]
    for word in ANSWERED:
        source = _of(text, word).source
        assert name in str(source.text) and source.party == side[3], word
    actors = [claim.actor.party if (claim := _of(text, word)).actor else None for word in ("depot", "refinery")]
    assert actors == [side[3], side[4]]
    assert _of(text, "hospital").source.party == side[4]


@pytest.mark.parametrize("intro", NOBODY)
@pytest.mark.parametrize("side", SIDES, ids=["RUS", "UKR"])
def test_answers_are_nobodys_where_no_one_is_introduced(side: tuple[str, str, str, str, str], intro: str) -> None:
    text = _told_in_turns(side, intro)
    assert {_of(text, word).source.text for word in ANSWERED} == {None}
    depot = _of(text, "depot")
    assert depot.actor is None or depot.actor.party is None


@pytest.mark.parametrize("side", SIDES, ids=["RUS", "UKR"])
def test_a_question_is_not_who_answered_before_it(side: tuple[str, str, str, str, str]) -> None:
    text = _told_in_turns(side, ONE[0])
    assert all(c.source.text is None for c in claims_of(text) if "school" in c.quote)


@pytest.mark.parametrize("side", SIDES, ids=["RUS", "UKR"])
def test_one_question_is_enough(side: tuple[str, str, str, str, str]) -> None:
    prose, who, _, own, _ = side
    turns = "Q: What happened?\n\nA: Our forces hit a military depot. No one was hurt."
    known = _of(f"{prose}\n\n{who} answered a question.\n\n{turns}", "depot")
    assert known.source.party == own and known.actor is not None and known.actor.party == own
    assert _of(f"{prose}\n\nThe transcript:\n\n{turns}", "depot").source.text is None


@pytest.mark.parametrize("side", SIDES, ids=["RUS", "UKR"])
def test_a_heading_may_introduce_over_the_prose(side: tuple[str, str, str, str, str]) -> None:
    prose, who, foe, own, _ = side
    text = f"Interview with {who}\n\n{prose}\n\n{TURNS.format(foe=foe)}"
    assert {_of(text, word).source.party for word in ANSWERED} == {own}


def test_a_ministry_is_not_taken_for_the_one_where_it_happened() -> None:
    text = _told_in_turns(SIDES[0], "The Defence Ministry answered written questions.")
    depot = _of(text, "depot")
    assert depot.source.text == "The Defence Ministry" and depot.source.party is None
    assert depot.actor is None or depot.actor.party is None


def test_who_talked_to_a_reporter_answers() -> None:
    text = (
        "Interview: “We shall stay”\n\nEnergy minister Lada Kost, 46, took office in July, as she likes to say. "
        "She talked to Miriam Oberlin.\n\nQ: Is there power?\n\nA: A drone hit the substation.\n\n"
        "Q: And heat?\n\nA: We repair it."
    )
    assert "Lada Kost" in str(_of(text, "substation").source.text)
