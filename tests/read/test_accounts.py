"""Reports that are one account: posts under their issuer's name, bulletins of the one body that is heard; and reports
that only open like one."""

from __future__ import annotations

import pytest

from tests.read.helpers import claims_of
from trucewatch.records import Claim


def _of(text: str, word: str) -> Claim:
    return next(c for c in claims_of(text) if word in c.quote)


@pytest.mark.parametrize("gap", ["\n\n", " "])
def test_a_post_under_its_issuers_name_is_all_the_issuers(gap: str) -> None:
    text = gap.join(
        (
            "Kherson Regional Military Administration:",
            "Over the past day, Russian troops shelled 28 settlements.",
            "In Bilozerka, a shell destroyed the roof of a school.",
            "Two residents were wounded.",
        )
    )
    for word in ("shelled", "school", "wounded"):
        source = _of(text, word).source
        assert source.party == "UKR" and "Kherson Regional Military Administration" in str(source.text)


def test_a_statement_is_all_its_issuers() -> None:
    text = (
        "Statement by the Ministry of Foreign Affairs of Ukraine on the attack\n\n"
        "Last night Russian drones struck a hospital in Sumy.\n\nThree nurses were killed."
    )
    for word in ("struck", "killed"):
        assert _of(text, word).source.party == "UKR"


def test_a_staffs_bulletin_goes_on_to_its_end() -> None:
    text = (
        "Since midnight, Russian troops have attacked 133 times, the General Staff of the Armed Forces of Ukraine "
        "said in its evening update. Near Kupiansk, the occupiers tried to advance twice. Brusky was hit from the air. "
        "On the Siversk axis, Ukrainian soldiers repelled four assaults."
    )
    for word in ("Brusky", "repelled"):
        assert "General Staff" in str(_of(text, word).source.text)


@pytest.mark.parametrize(
    "text",
    [
        # two are heard: no bulletin
        "The General Staff of the Armed Forces of Ukraine said Russian troops had attacked 133 times. "
        "The mayor of Sumy said the water was off. On Monday a drone struck a hospital in Odesa.",
        # "Key points:" issues nothing
        "Key points:\n\nOn Monday a drone struck a hospital in Odesa.",
        # what the outlet recalls
        "Russian troops attacked 133 times, the General Staff of the Armed Forces of Ukraine said. "
        "As previously reported, on Monday a drone struck a hospital in Odesa.",
        # an army heard alone in a wire's report is no bulletin
        "The Israeli army said it had killed three gunmen in Jenin on Sunday. Thousands of people fled the camp. "
        "On Monday a drone struck a hospital in Odesa.",
    ],
)
def test_what_is_no_account_stays_the_reports_own(text: str) -> None:
    assert _of(text, "hospital").source.text is None


def test_a_count_of_losses_is_no_speaker() -> None:
    text = "Past day in the north. Ukrainian army losses: up to 90 servicemen were killed near Sumy."
    assert all("losses" not in str(c.source.text) for c in claims_of(text))


SPEECH = """Remarks by Foreign Minister Ivo Petz before the Council (extracts)

I come with a short message. On Monday gunmen attacked our embassy in Khartoum. Two guards were killed.

We have asked for an inquiry. The rebels say that a drone hit the gate first.

I thank you."""


def test_a_speech_in_the_first_person_is_whose_name_stands_above_it() -> None:
    for word in ("attacked", "killed"):
        assert _of(SPEECH, word).source.text == "Foreign Minister Ivo Petz"
    assert _of(SPEECH, "drone hit").source.text == "The rebels"


def test_a_report_on_remarks_is_no_speech() -> None:
    text = SPEECH.replace("I come", "He came").replace("our", "an").replace("We have", "He has").replace("I thank", "")
    assert _of(text, "attacked").source.text is None


@pytest.mark.parametrize(
    "head",
    [
        "Night of raids\n\nGovernor Ivo Petz on Telegram:",
        "Night of raids\n\nGeneral Staff of the Armed Forces of Ukraine, operational information as of 22:00",
        "SUMY REGION. Morning summary of Governor Ivo Petz, 4 October",
    ],
)
def test_a_post_may_stand_below_a_headline(head: str) -> None:
    points = ("Bilopillia: a shell hit a school. Two teachers were wounded.", "A drone struck a farm near Yunakivka.")
    text = "\n\n".join((head, *points))
    for word in ("school", "wounded", "farm"):
        assert _of(text, word).source.text is not None


def test_what_goes_on_in_the_past_perfect_is_still_told() -> None:
    text = "The envoy of Ruritania said that both sides had met twice. {} attacked a convoy near Arstad on Monday."
    assert _of(text.format("Rebels had"), "attacked").source.text == "The envoy of Ruritania"
    assert _of(text.format("Rebels"), "attacked").source.text is None
    quoted = text.replace("both sides had met twice", "there had been “two meetings”")
    assert _of(quoted.format("Rebels had"), "attacked").source.text is None


@pytest.mark.parametrize("mark", ['"', "• "])
def test_paragraphs_below_a_name_are_its_owners_while_they_go_on_alike(mark: str) -> None:
    text = (
        "Night in the border region\n\nSumy Region Governor Ivo Petz:\n\n"
        f"{mark}A drone struck a school. Two teachers were wounded.\n\n"
        f"{mark}A shell hit a farm.\n\n"
        "Later a missile hit a depot in Odesa.\n\n"
        "The mayor of Kharkiv said the water was off, and the Red Cross agreed."
    )
    for word in ("school", "wounded", "farm"):
        assert _of(text, word).source.text == "Sumy Region Governor Ivo Petz"
    assert _of(text, "depot").source.text is None


def test_a_quotation_that_opens_anew_in_the_next_paragraph_is_one() -> None:
    text = (
        "“A drone struck the school. We are safe,” the mayor of Sumy said.\n\n"
        "“The guns did not stop. A shell hit a farm.\n\n“A missile hit the depot at noon,” she said."
    )
    assert _of(text, "depot").source.text is not None
    assert _of(text, "farm").source.text is not None


@pytest.mark.parametrize(
    ("before", "whose"),
    [
        ("Major Ivo Petz shrugged.", "Major Ivo Petz"),
        ("The spokesman of the Sumy garrison was less sanguine.", "The spokesman of the Sumy garrison"),
        ("A drone circled over the yard.", None),
        ("Ivo Petz was questioned by the court.", None),
        ("The two villages lie beyond the river.", None),
    ],
)
def test_a_quotation_right_behind_a_sentence_about_somebody_is_his(before: str, whose: str | None) -> None:
    text = (
        f"The road to Sumy is cut. {before} “A missile hit the bridge on Monday. We wait for boats.” The rain goes on."
    )
    assert _of(text, "missile").source.text == whose
