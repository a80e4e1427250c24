"""The benchmark's reader never makes the same choice twice, and its table says what was measured."""

from __future__ import annotations

import pytest

from bench.__main__ import EMPTY, print_repaints
from bench.repaint import SOURCES, _choices


def test_no_choice_of_sources_comes_twice_in_whatever_order() -> None:
    choices = [frozenset(choice) for choice in _choices()]
    assert len(choices) == len(set(choices)) == 6 + 15 + 20


def test_the_first_choice_is_one_source() -> None:
    assert _choices()[0] == SOURCES[:1]


def test_the_table_gives_multiples_of_the_empty_page(capsys: pytest.CaptureFixture[str]) -> None:
    print_repaints({EMPTY: [90.0, 100.0, 110.0], "Overview": [380.0, 400.0, 450.0]})
    lines = capsys.readouterr().out.splitlines()
    assert lines[-1].split() == ["Overview", "400", "380–450", "4.0"]
