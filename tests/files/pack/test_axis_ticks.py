"""Numbers on an axis stand at even steps that a reader counts in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from analytics.files.pack.axis_ticks import axis_ticks


@pytest.mark.parametrize(
    ("highest", "expected"),
    [(0, [0, 1]), (1, [0, 1]), (4, [0, 1, 2, 3, 4]), (152, [0, 50, 100, 150]), (9, [0, 2, 4, 6, 8])],
)
def test_worked(highest: int, expected: list[int]) -> None:
    assert axis_ticks(highest) == expected


@given(some.integers(1, 10**8))
def test_there_are_between_two_and_five_of_them(highest: int) -> None:
    result = axis_ticks(highest)
    assert result[0] == 0
    assert 2 <= len(result) <= 5
    assert highest / 2.5 <= result[-1] <= highest
