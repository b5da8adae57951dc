"""Numbers in words and digits, with their bounds and units."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trucewatch.language.counts import Number, numbers
from trucewatch.values.vocabularies import CountOf

ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
]
ONES += ["seventeen", "eighteen", "nineteen"]
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def spoken(n: int) -> str:
    """A whole number below ten million in English words."""
    if n < 20:
        return ONES[n]
    if n < 100:
        return TENS[n // 10 - 2] + (f"-{ONES[n % 10]}" if n % 10 else "")
    for size, word in ((10**6, "million"), (1000, "thousand"), (100, "hundred")):
        if n >= size:
            rest = f" and {spoken(n % size)}" if 0 < n % size < 100 else f" {spoken(n % size)}" if n % size else ""
            return f"{spoken(n // size)} {word}{rest}"
    raise AssertionError


def only(text: str) -> Number:
    """The one number of a text, "a" and "an" aside."""
    found = [n for n in numbers(text) if not n.article]
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("words", "low", "high"),
    [
        ("at least 12", 12, None),
        ("no fewer than fifteen", 15, None),
        ("12 or more", 12, None),
        ("60+ drones", 60, None),
        ("half a million has fled", 500_000, 500_000),
        ("up to about sixty", None, 60),
        ("as many as 12", None, 12),
        ("between 5 and 7", 5, 7),
        ("between 500 to 600 lorries", 500, 600),
        ("10–15 drones", 10, 15),
        ("5 or 6 men", 5, 6),
        ("5 to 7 million", 5_000_000, 7_000_000),
        ("dozens of people", 24, None),
        ("several hundred", 300, None),
        ("a few dozen trucks", 24, None),
        ("half a dozen", 6, 6),
        ("one and a half million", 1_500_000, 1_500_000),
        ("two lakh voters", 200_000, 200_000),
        ("12,34,567 people", 1_234_567, 1_234_567),
        ("1.234.567 people", 1_234_567, 1_234_567),
        ("53'000 people", 53_000, 53_000),
        ("25k people", 25_000, 25_000),
        ("nobody", 0, 0),
    ],
)
def test_bounds(words: str, low: float | None, high: float | None) -> None:
    found = only(words)
    assert (found.low, found.high) == (low, high)


@pytest.mark.parametrize(
    ("words", "what", "value"),
    [
        ("3,700 sq metres", CountOf.AREA_M2, 3700),
        ("2.5 hectares", CountOf.AREA_M2, 25_000),
        ("12 sq km", CountOf.AREA_M2, 12_000_000),
        ("5km", CountOf.DISTANCE_KM, 5),
        ("10 miles", CountOf.DISTANCE_KM, 16.1),
        ("2 1/2 months", CountOf.DURATION_DAYS, 75),
        ("72 hours", CountOf.DURATION_DAYS, 3),
        ("$5.5 million", CountOf.MONEY_USD, 5_500_000),
        ("$2bn", CountOf.MONEY_USD, 2_000_000_000),
        ("300 tonnes", CountOf.TONNES, 300),
        ("1.2 GW", CountOf.MW, 1200),
        ("90%", CountOf.PERCENT, 90),
        ("more than half of the dead", CountOf.PERCENT, 50),
    ],
)
def test_units(words: str, what: CountOf, value: float) -> None:
    found = only(words)
    assert (found.what, found.low) == (what, value)


@pytest.mark.parametrize(
    "words",
    [
        "on 3 May 2024 at 03:30",
        "May 3, 2024, when",
        "at 4 pm",
        "Olena, 34, said",
        "a man of 34",
        "a 12-year-old boy",
        "in 2022",
        "the Su-34",
        "Resolution 1701",
        "the 12th brigade",
        "on June 9, 10, 12, 14, 19 and 20.",
        "9/11",
        "24/7",
        "release 2010-10-CA-127",
        "an 18-storey block",
        "the Group of 20",
        "a 330 kV substation",
        "the 110 and 330 kV lines",
        "122 mm shells",
        "2 million roubles",
        "a father of 40",
        "at about two in the morning",
        "between two and three in the afternoon",
        "at half past four",
        "by ten past six",
    ],
)
def test_dates_times_ages_and_names_are_no_counts(words: str) -> None:
    assert [n for n in numbers(words) if not n.article] == []


@given(st.integers(min_value=0, max_value=9_999_999))
def test_words_and_digits_are_the_same_number(number: int) -> None:
    said, written = only(f"killed {spoken(number)} people"), only(f"killed {number:,} people")
    assert (said.low, said.high) == (written.low, written.high) == (number, number)


@given(st.integers(min_value=1, max_value=999_999_999), st.sampled_from([",", "\u00a0", "\u202f", "'"]))
def test_separators_change_no_number(number: int, separator: str) -> None:
    assert only(f"killed {number:,} people".replace(",", separator)).low == number


@given(st.integers(min_value=1, max_value=999), st.sampled_from([("thousand", 10**3), ("million", 10**6)]))
def test_scales_multiply(number: int, scale: tuple[str, int]) -> None:
    assert only(f"killed {number} {scale[0]} people").low == number * scale[1]


@given(
    st.integers(min_value=1, max_value=99_999),
    st.sampled_from(["km", "miles", "acres", "hectares", "square miles", "tonnes", "kg", "hours", "GW", "sq km"]),
)
def test_a_converted_number_is_no_finer_than_its_words(number: int, unit: str) -> None:
    found = only(f"over {number} {unit}")
    assert found.low is not None
    digits = f"{found.low:.10f}".replace(".", "").strip("0")
    assert len(digits) <= max(3, len(str(number)))


@settings(max_examples=300)
@given(st.text(alphabet="0123456789 ,.-–ato fmilnhudrekpc%$½'\u00a0", max_size=40))
def test_any_text_gives_numbers_in_order_with_low_below_high(text: str) -> None:
    found = numbers(text)
    for n in found:
        assert 0 <= n.start <= n.at < n.stop <= n.end <= len(text)
        assert n.low is not None or n.high is not None
        assert n.low is None or n.high is None or 0 <= n.low <= n.high
    assert all(a.stop <= b.at for a, b in itertools.pairwise(found))
