"""Widths are those of the fonts; lines fit; what cannot be printed is gone, what the fonts lack is marked."""

from __future__ import annotations

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as some

from analytics.files.pack.fonts import FONTS, MISSING, OFFICE, OURS, Weight, in_the_fonts, printable, width, wrapped


@pytest.mark.parametrize("weight", OURS)
def test_a_width_is_the_sum_of_the_fonts_own(weight: Weight) -> None:
    font = TTFont(FONTS / weight)
    names = font.getBestCmap()
    units = sum(font["hmtx"][names[ord(letter)]][0] for letter in "Häuser, 12")
    assert width("Häuser, 12", 14, weight) == pytest.approx(14 * units / font["head"].unitsPerEm)


def test_arial_is_known_letter_by_letter() -> None:
    assert width("Will", 10, Weight.ARIAL) == pytest.approx(9.44 + 3 * 2.22)
    printed = "".join(map(chr, range(32, 127)))
    assert all(0.15 < width(letter, 1, Weight.ARIAL) < 1.02 for letter in printed)
    assert width("Will", 10, Weight.ARIAL_BOLD) > width("Will", 10, Weight.ARIAL)
    assert OFFICE == (Weight.ARIAL, Weight.ARIAL_BOLD)


def test_lines_are_as_few_as_fit_and_even() -> None:
    text = "We will take a proactive approach to preventing and reducing crime"
    assert wrapped(text, 1000, 14) == (text,)
    first, second = wrapped(text, 300, 14)
    assert f"{first} {second}" == text
    assert abs(width(first, 14) - width(second, 14)) < 60


@given(some.text(max_size=200), some.floats(20, 400))
def test_every_line_fits_and_no_letter_is_lost(text: str, room: float) -> None:
    lines = wrapped(printable(text), room, 14)
    assert all(width(line, 14) <= room for line in lines if len(line) > 1)
    total = "".join(printable(text).replace("\n", " ").split(" "))
    assert "".join(lines).replace(" ", "") == total


def test_what_no_page_prints_is_left_out() -> None:
    assert printable("a\tb\r\nc\x00\u202ed\ud800e\u200b") == "a b\ncde"
    assert printable("e\u0301") == "é"
    assert printable("plain") == "plain"


def test_a_letter_that_the_fonts_lack_is_marked() -> None:
    assert in_the_fonts("Ωmega 漢字 ok") == f"Ωmega {MISSING}{MISSING} ok"
    assert in_the_fonts("a\nb") == "a\nb"
