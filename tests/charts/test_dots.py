"""The dots: an area as large as the count, the count beside it, none where there is none."""

from __future__ import annotations

import pandas as pd

from analytics.charts.chart import Chart
from analytics.charts.dots import LARGEST, dots
from analytics.charts.palette import LIGHT, Palette

FRAME = pd.DataFrame({"Theme": ["Vetting", "Custody"], "HMICFRS": [16, 0], "IOPC": [4, 1], "Open": [20, 1]})


def drawn(palette: Palette = LIGHT) -> Chart:
    return dots(FRAME, name="d", headline="h", subtitle="s", total="Open", values=("a", "b"), palette=palette)


def test_a_dot_is_as_large_as_its_count() -> None:
    (points,) = drawn().figure.data
    assert list(zip(points.x, points.y, points.text, strict=True)) == [(0, 0, " 16"), (1, 0, " 4"), (1, 1, " 1")]
    # Four times the count is twice as wide.
    assert list(points.marker.size) == [LARGEST, LARGEST / 2, LARGEST / 4]


def test_the_words_the_table_and_the_sums_say_the_same() -> None:
    chart = drawn()
    assert chart.alternative == "Dots, 2 rows by 2 columns. Vetting 20: HMICFRS 16, IOPC 4; Custody 1: IOPC 1."
    assert list(chart.table.columns) == ["Theme", "Open", "HMICFRS", "IOPC"]
    texts = [note.text for note in chart.figure.layout.annotations]
    assert texts == ["Vetting", "Custody", "<b>20</b>", "<b>1</b>"]
