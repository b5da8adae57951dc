"""Text that no newsroom writes: never a crash, every word verbatim, and work that grows with length and no faster.

What is bounded is counted (characters, words, runs of the network, calls), never timed: a busy machine fails no test.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.read.helpers import claims_of, no_case, report_of
from trucewatch.language.syntax.parser import LONGEST as LONGEST_SENTENCE
from trucewatch.language.syntax.parser import WINDOW_PIECES
from trucewatch.monitor.reading import Reading
from trucewatch.read import LONGEST, reader, unreadable
from trucewatch.read.page import quotations
from trucewatch.read.parameters import parser
from trucewatch.records import Claim

STORY = "Ruritanian drones struck a power plant in Kharkiv overnight, killing two workers, the mayor of Kharkiv said."
ARABIC, RUSSIAN = (
    "قالت الحكومة إن الهجوم أسفر عن مقتل شخصين. ",
    "Губернатор сообщил об ударе беспилотников по подстанции. ",
)
MANY = 100


def verbatim(text: str, claims: tuple[Claim, ...]) -> None:
    """Every quote and every mention stands in the text."""
    for c in claims:
        assert text[c.start : c.end] == c.quote
        told = [c.source.text, c.cue, c.about, *(m.text for m in (c.actor, c.target) if m is not None)]
        told += [*(p.text for p in c.places), *(n.text for n in c.counts), c.time.text if c.time else None]
        assert all(words is None or words in text for words in told), c


KINDS: dict[str, Callable[[int], str]] = {
    "nothing but marks": lambda n: "….!?;:" * n,
    "quotations in quotations": lambda n: 'He said "' * n + STORY + '"' * n,
    "curly quotations": lambda n: "“" * n + STORY + "”" * n,
    "brackets": lambda n: "(" * n + STORY + ")" * n,
    "no punctuation": lambda n: f"{STORY.replace(',', '').replace('.', '')} " * (n // 4),
    "one endless clause": lambda n: "killed and wounded and " * n,
    "one endless list": lambda n: "Drones hit " + "Kharkiv, Sumy and " * n + "Odesa.",
    "saying that someone said": lambda n: "The mayor said that " * n + STORY,
    "emoji": lambda n: "🚀🔥 ".join([STORY] * (n // 8)) + "🇺🇦👩‍👩‍👧" * n,
    "right to left": lambda n: f"\u202e{ARABIC}\u202c\u200f{STORY}\u2067{ARABIC}\u2069" * (n // 8),
    "zero-width": lambda n: "\u200b".join(f"\ufeff{STORY}\u2060" * (n // 8)),
    "combining marks": lambda n: "a" + "\u0301" * n + STORY,
    "controls": lambda n: f"{STORY}\x00\x07\x1b[31m\r\x85\u2028" * (n // 8),
    "one word": lambda n: "a" * 20 * n,
    "numbers": lambda n: "12 of 1,200,000 " * n,
    "dates": lambda n: "since 19 March 2025 until " * n,
    "blank lines": lambda n: f"\n\n\n\t\t{STORY}" * (n // 8),
    "another language": lambda n: RUSSIAN * (n // 5),
}


@pytest.mark.parametrize("kind", KINDS)
def test_hostile_text_is_survived_and_quoted_verbatim(kind: str) -> None:
    text = KINDS[kind](MANY)
    verbatim(text, claims_of(text))


@pytest.mark.parametrize("kind", KINDS)
def test_no_sentence_is_longer_than_the_parser_says(kind: str) -> None:
    sentences = parser().parse(KINDS[kind](MANY))
    assert all(len(s.tokens) <= LONGEST_SENTENCE for s in sentences)
    assert all(one.end <= two.start for one, two in pairwise(sentences))


@pytest.mark.parametrize("kind", KINDS)
def test_the_network_runs_as_often_as_the_text_is_long(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    runs: list[int] = []
    network = parser()._net

    class Counted:
        def run(self, names: Any, feed: dict[str, Any]) -> Any:
            runs.append(feed["ids"].shape[1])
            return network.run(names, feed)

    monkeypatch.setattr(parser(), "_net", Counted())
    words = sum(len(s.tokens) for s in parser().parse(KINDS[kind](MANY)))
    assert len(runs) <= 2 + words / 20
    assert all(pieces <= WINDOW_PIECES + 2 for pieces in runs)


def calls(work: Callable[[], object]) -> int:
    """How many calls of functions a piece of work takes."""
    counted = 0

    def count(_frame: object, event: str, _what: object) -> None:
        nonlocal counted
        counted += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(before)
    return counted


@pytest.mark.parametrize("kind", KINDS)
def test_twice_the_text_takes_no_more_than_twice_the_work(kind: str) -> None:
    claims_of(KINDS[kind](2 * MANY))  # what is built once a process, is
    once, twice = (calls(lambda: claims_of(KINDS[kind](n))) for n in (MANY, 2 * MANY))  # noqa: B023
    assert twice <= 2.6 * once + 20_000


def test_ten_thousand_nested_quotations_are_bounded() -> None:
    for text in ('"' * 10_000 + STORY + '"' * 10_000, "“" * 10_000 + STORY + "”" * 10_000):
        held = quotations(text)
        assert len(held) <= 10_000
        assert sum(q.end - q.start for q in held) <= len(text)
        verbatim(text, claims_of(text))


def test_of_a_page_of_two_megabytes_no_more_is_read_than_said(monkeypatch: pytest.MonkeyPatch) -> None:
    given_to: list[int] = []
    limit, page = 12_000, f"{STORY}\n\n" * (2_000_000 // len(STORY))
    assert limit < LONGEST < len(page)

    def counted(text: str) -> str:
        given_to.append(len(text))
        return text

    monkeypatch.setattr(reader, "LONGEST", limit)  # the real one is read in a quarter of a minute
    monkeypatch.setattr(reader, "without_dateline", counted)
    claims = claims_of(page)
    assert given_to == [limit]
    assert claims and max(c.end for c in claims) <= limit
    verbatim(page, claims)
    assert f"{LONGEST:,}" in str(Reading(no_case())(report_of(page))[1])


@pytest.mark.parametrize("text", [ARABIC * 5, RUSSIAN * 5])
def test_another_language_is_said_to_be_unread(text: str) -> None:
    report = report_of(text).model_copy(update={"language": None})
    claims, reason = Reading(no_case())(report)
    assert claims == ()
    assert reason == unreadable(report) is not None


JUNK = [
    *('"""“„', "🚀🔥" * 9, f"\u202e{ARABIC}\u202c", "\u200b\ufeff" * 9),
    *("((([[[{{{", "\x00\x07\x1b", "= = = = =", "¡¿…‽" * 9),
]


@pytest.mark.parametrize("junk", JUNK, ids=range(len(JUNK)))
def test_rubbish_in_paragraphs_of_its_own_takes_nothing_from_a_story(junk: str) -> None:
    alone = {(c.kind, c.source.text) for c in claims_of(STORY)}
    beside = {(c.kind, c.source.text) for c in claims_of(f"{junk}\n\n{STORY}\n\n{junk}")}
    assert alone and alone <= beside


PIECES = st.sampled_from(
    [
        *("“", "”", '"', "'", "«", "»", "(", ")", ",", ".", "?", ":", ";", "—", "-", "\n\n", "\t", "…", "%", "$"),
        *("\u200b", "\u200d", "\u202e", "\u202c", "\ufeff", "\u00ad", "\x00", "\u0301", "🚀", "🇺🇦", "½", "１２", "ʼ"),
        *("Kyiv", "Moscow", "the mayor", "He", "it", "drones", "two workers", "a school", "Friday", "overnight"),
        *("said", "said that", "denied", "struck", "were killed", "will", "if", "according to", "and", "of", "by"),
        *("citing", "which cited", "Q:", "A:", "MINISTER:", "19:40", "let slip", "counted", "dead", "set fire to"),
        *("12", "1,200", "19 March", "2025-03-19", "since", "İstanbul", "ſaid", "Ⅻ", "قالت", "СБУ", "中国"),
    ]
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(PIECES, max_size=40), st.sampled_from([" ", "", "\u00a0", "\u200b", "\n"]))
def test_any_mixture_of_news_and_rubbish_is_read_alike_twice(pieces: list[str], joint: str) -> None:
    text = joint.join(pieces)
    claims = claims_of(text)
    verbatim(text, claims)
    assert claims_of(text) == claims
