"""Shares in words are true of their numbers."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.charts.fractions import of, share


@pytest.mark.parametrize(
    ("part", "whole", "words"),
    [
        (71, 152, "nearly half"),  # 0.467
        (76, 152, "half"),
        (77, 152, "over half"),
        (103, 152, "over two thirds"),  # 0.678
        (8, 12, "two thirds"),
        (2, 3, None),  # none of fewer than ten
        (4, 9, None),
        (5, 10, "half"),
        (36, 103, "over a third"),  # 0.350
        (31, 103, "nearly a third"),  # 0.301
        (3, 12, "a quarter"),
        (16, 152, None),
        (36, 40, "nine tenths"),
        (6666, 10_000, "nearly two thirds"),
        (5, 5, "all"),
        (1, 1, "the only one"),
        (0, 0, None),
    ],
)
def test_the_words_of_a_share(part: int, whole: int, words: str | None) -> None:
    assert share(part, whole) == words


def test_a_share_in_figures() -> None:
    assert of(71, 1520) == "71 of 1,520"
    assert of(71, 71) == "all 71"


NAMED = {
    "a quarter": Fraction(1, 4),
    "a third": Fraction(1, 3),
    "half": Fraction(1, 2),
    "two thirds": Fraction(2, 3),
    "three quarters": Fraction(3, 4),
    "nine tenths": Fraction(9, 10),
}


@given(st.integers(1, 5000), st.data())
def test_over_is_over_and_nearly_is_under(whole: int, data: st.DataObject) -> None:
    part = data.draw(st.integers(0, whole))
    words = share(part, whole)
    if words is None or part == whole:
        return
    named = next(value for name, value in NAMED.items() if words.endswith(name))
    actual = Fraction(part, whole)
    if words.startswith("over"):
        assert actual > named
    elif words.startswith("nearly"):
        assert actual < named
    else:
        assert actual == named
