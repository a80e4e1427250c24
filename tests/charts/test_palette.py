"""The palettes: contrast worked out from the values, and a recolouring that loses no colour."""

import pytest

from analytics.charts.palette import DARK, LIGHT, Palette, recolouring


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(colour: str, other: str) -> float:
    lighter, darker = sorted((luminance(colour), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_marks_stand_out_from_the_ground(palette: Palette) -> None:
    marks = (palette.looked_at, palette.rest, palette.second, palette.late, *palette.series)
    assert all(contrast(mark, palette.ground) >= 3 for mark in marks)


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_text_can_be_read(palette: Palette) -> None:
    texts = (palette.text, palette.soft_text, palette.looked_at, palette.second, palette.late)
    assert all(contrast(text, palette.ground) >= 4.5 for text in texts)


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_the_thing_looked_at_stands_out_from_the_rest(palette: Palette) -> None:
    assert contrast(palette.looked_at, palette.rest) >= 3.0


def test_black_on_white_is_21_to_1() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)


def test_each_light_colour_has_its_dark_one() -> None:
    pairs = recolouring()
    assert pairs["#12436D"] == "#8CC1EE"
    assert pairs["#FFFFFF"] == "#10181F"
    assert set(pairs.values()) >= {DARK.rest, DARK.second, DARK.text, DARK.soft_text, DARK.grid, DARK.wash}
    assert len(pairs) == 10 + 3  # ten roles and the three series that are not also a role
