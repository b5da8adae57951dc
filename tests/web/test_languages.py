"""Other languages: a catalogue each, for the words of the pages alone, never for quotes; for both sides or neither."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest
from fastapi.testclient import TestClient

from tests.web.test_pages import PAGES, read
from tests.web.using import claims, incidents
from trucewatch.faces.web.words import LANGUAGE, chosen, languages, number, own, say
from trucewatch.tell.words import messages

OTHERS = [code for code in languages() if code != "en"]
FORMS = re.compile(r"\.(zero|one|two|few|many)$")
SLOT = re.compile(r"\{(\w+)\}")


def english() -> dict[str, str]:
    return dict(messages("en").entries) | own("en")


def plain(entries: Mapping[str, str]) -> set[str]:
    return {FORMS.sub("", key) for key in entries if not key.startswith(("language.", "month_short."))}


def test_both_sides_of_the_sample_have_their_language_whole_or_neither_has() -> None:
    assert set(own("uk")) == set(own("ru"))


@pytest.mark.parametrize("code", OTHERS)
def test_a_catalogue_says_what_the_english_one_says(code: str) -> None:
    mine, theirs = own(code), english()
    assert plain(mine) <= plain(theirs)
    for key, text in mine.items():
        told = theirs.get(key) or theirs.get(FORMS.sub(".many", key)) or ""
        if not key.startswith(("language.", "month_short.")):
            assert set(SLOT.findall(text)) <= set(SLOT.findall(told)), key
            assert text and text not in ("None", "True", "False"), key


@pytest.mark.parametrize("code", OTHERS)
def test_every_number_has_its_form(code: str) -> None:
    counted = {FORMS.sub("", key) for key in own(code) if key.endswith(".one")}
    token = LANGUAGE.set(code)
    try:
        for key in sorted(counted):
            assert all(number(key, n) for n in range(130)), key
    finally:
        LANGUAGE.reset(token)


def test_the_forms_of_a_language_are_its_own() -> None:
    token = LANGUAGE.set("ru")
    try:
        told = [number("ledger.claims_n", n) for n in (1, 2, 5, 11, 21, 104)]
    finally:
        LANGUAGE.reset(token)
    assert told == [
        *("1 свидетельство", "2 свидетельства", "5 свидетельств", "11 свидетельств", "21 свидетельство"),
        "104 свидетельства",
    ]


def test_the_language_is_that_asked_for_else_the_best_that_the_browser_takes() -> None:
    assert chosen("ar", "uk") == "ar"
    assert chosen("", "fr, uk-UA;q=0.8, ru;q=0.9") == "ru"
    assert chosen("xx", "uk;q=0, fr") == "en"
    assert chosen("", "nonsense;q=many,,;") == "en"


@pytest.mark.parametrize("code", OTHERS)
def test_every_page_is_there_in_every_language(looking: TestClient, code: str) -> None:
    key = incidents(looking, "accounts=denied")[0]["id"]
    report = looking.get("/api/reports").json()["reports"][0]["id"]
    for path in (*PAGES, f"/incidents/{key}", f"/reports/{report}"):
        response = looking.get(path, params={"lang": code})
        assert response.status_code == 200, path
        assert f'<html lang="{code}" dir="{"rtl" if code == "ar" else "ltr"}">' in response.text
        assert not read(response.text).bad, path
    looking.cookies.clear()


def test_quotes_are_in_every_language_the_words_of_the_report(looking: TestClient) -> None:
    found = claims(looking, "size=500")
    for code in languages():
        text = re.sub(r"<[^>]+>", "", looking.get("/claims", params={"lang": code, "size": 500}).text)
        for claim in found:
            if "<" not in claim["said"] and "'" not in claim["said"]:
                assert claim["said"] in text, code
    looking.cookies.clear()


def test_what_was_asked_for_holds_for_the_next_page_and_the_api_speaks_english(looking: TestClient) -> None:
    looking.cookies.clear()
    with_header = looking.get("/", headers={"accept-language": "uk"})
    assert '<html lang="uk"' in with_header.text and "set-cookie" not in with_header.headers
    looking.get("/?lang=ar")
    assert 'dir="rtl"' in looking.get("/incidents", headers={"accept-language": "uk"}).text
    assert looking.get("/api/incidents/inc-" + "0" * 32).json()["what"].startswith("there is")
    looking.get("/?lang=en")
    assert '<html lang="en"' in looking.get("/incidents", headers={"accept-language": "uk"}).text
    looking.cookies.clear()
    assert say("language.direction") == "ltr"
