"""How dates, counts and lists read."""

from __future__ import annotations

from datetime import date

import pytest

from analytics.english import (
    count,
    day,
    headline_sentences,
    listed,
    nearest,
    over,
    per_cent,
    plural,
    sentence_case,
    unbroken_day,
    within,
)


def test_days_read_as_spoken() -> None:
    assert day(date(2022, 11, 28)) == "28 November 2022"
    assert day(date(2022, 11, 5), year=False) == "5 November"
    assert unbroken_day(date(2022, 11, 28)) == "28\u00a0November\u00a02022"
    assert unbroken_day(None) == ""


@pytest.mark.parametrize(
    ("number", "words"), [(0, "0 reports"), (1, "1 report"), (1234, "1,234 reports"), (-1, "\u22121 report")]
)
def test_counts_agree_with_their_noun(number: int, words: str) -> None:
    assert plural(number, "report") == words


def test_lists_and_cases() -> None:
    assert listed([]) == ""
    assert listed(["a"]) == "a"
    assert listed(["a", "b", "c"]) == "a, b and c"
    assert listed(["a", "b"], "or") == "a or b"
    assert count(-1234) == "\u22121,234"
    assert plural(2, "inquiry", "inquiries") == "2 inquiries"
    assert sentence_case("area for improvement") == "Area for improvement"


@pytest.mark.parametrize(
    ("days", "passed", "needed"),
    [
        (1, "1 day", "1 day"),
        (60, "60 days", "60 days"),
        (116, "over 3 months", "4 months"),
        (400, "over 13 months", "14 months"),
        (1158, "over 3 years", "4 years"),
        (2142, "over 5 years", "6 years"),
    ],
)
def test_times_read_as_spoken(days: int, passed: str, needed: str) -> None:
    assert (over(days), within(days)) == (passed, needed)


def test_a_half_is_rounded_up() -> None:
    shares = [per_cent(part / total) for part, total in ((1, 40), (3, 40), (29, 200), (1, 3), (2, 3))]
    assert shares == [3, 8, 15, 33, 67]
    assert [nearest(number) for number in (0.5, 1.5, 20.5, 20.4)] == [1, 2, 21, 20]


def test_a_headline_ends_where_it_has_no_room_for_another_sentence() -> None:
    short, long = "one two", " ".join(["word"] * 29)
    assert headline_sentences(short, "", "three") == "One two. Three."
    assert headline_sentences(long, "one") == f"W{long[1:]}. One."
    assert headline_sentences(long, short, "three") == f"W{long[1:]}."
    assert headline_sentences(f"{long} {long}", short) == f"W{long[1:]} {long}."
    assert headline_sentences(short, before="Then:") == "Then: One two."
    assert headline_sentences(before="Then:") == "Then:"
    assert headline_sentences() == ""
