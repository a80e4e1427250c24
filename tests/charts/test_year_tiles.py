"""The tiles: every column of every tile to one scale, at every width."""

from __future__ import annotations

import pandas as pd

from analytics.charts.chart import Chart
from analytics.charts.palette import LIGHT, Palette
from analytics.charts.year_tiles import year_tiles

FRAME = pd.DataFrame({"Theme": list("ABCDE"), "2021": [10, 5, 0, 1, 2], "2022": [4, 20, 3, 1, 2]})


def drawn(palette: Palette = LIGHT) -> Chart:
    return year_tiles(FRAME, name="y", headline="h", subtitle="s", is_unfinished=True, palette=palette)


def test_all_tiles_share_a_scale_and_the_year_that_is_not_over_is_grey() -> None:
    (bars,) = drawn().figure.data
    assert list(bars.y) == [number / 20 for number in (10, 4, 5, 20, 0, 3, 1, 1, 2, 2)]
    assert list(bars.text) == ["10", "4", "5", "20", "0", "3", "1", "1", "2", "2"]
    assert list(bars.marker.color) == [LIGHT.looked_at, LIGHT.rest] * 5
    # Four tiles side by side, the fifth below the first; two where it is narrow.
    assert (bars.x[8], bars.base[8]) == (bars.x[0], -2.0)
    narrow = drawn().figure.layout.meta["narrow"]["trace"]
    assert [(narrow["x"][at], narrow["base"][at]) for at in (0, 4, 8)] == [(0, 0), (0, -2.0), (0, -4.0)]


def test_the_words_say_the_same() -> None:
    assert drawn().alternative.startswith("Columns by year, 2021 to 2022, a tile each to one scale. A 10, 4; B 5, 20;")
