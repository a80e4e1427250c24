"""The dots: an area as large as the count, the count beside it, none where there is none."""

from __future__ import annotations

import pandas as pd
import pytest

from analytics.charts.chart import Chart
from analytics.charts.chosen import with_chosen
from analytics.charts.dots import LARGEST, PITCH, TOP, dots
from analytics.charts.palette import LIGHT, Palette

FRAME = pd.DataFrame({"Theme": ["Vetting", "Custody"], "HMICFRS": [16, 0], "IOPC": [4, 1], "Open": [20, 1]})

CELLS = {(0, None): "Vetting", (0, 0): "Vetting | HMICFRS", (0, 1): "Vetting | IOPC", (1, None): "Custody"}


def drawn(palette: Palette = LIGHT) -> Chart:
    return dots(FRAME, name="d", headline="h", subtitle="s", total="Open", values=CELLS, palette=palette)


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


def test_every_dot_and_every_row_can_be_pressed() -> None:
    chart = drawn()
    assert chart.values == ("Vetting", "Vetting | HMICFRS", "Vetting | IOPC", "Custody")
    assert chart.labels == ("Vetting", "Vetting, HMICFRS", "Vetting, IOPC", "Custody")
    assert chart.counts == (20, 16, 4, 1)
    assert chart.marks == ((0, 1), (0,), (1,), (2,))
    layout = chart.figure.layout
    for rows in (layout.meta["rows"], layout.meta["narrow"]["rows"]):
        assert rows["tops"] == [TOP, TOP, TOP, TOP + PITCH]
        assert rows["lefts"][0] is rows["widths"][0] is rows["lefts"][3] is None
        first, last = layout.xaxis.range
        middles = [left + width / 2 for left, width in zip(rows["lefts"][1:3], rows["widths"][1:3], strict=True)]
        assert [first + share * (last - first) for share in middles] == pytest.approx([0, 1])


def test_a_chosen_dot_keeps_its_colour_and_its_size() -> None:
    plain = drawn()
    (points,) = with_chosen(plain, "Vetting | IOPC").figure.data
    assert list(points.marker.color) == [LIGHT.rest, LIGHT.looked_at, LIGHT.rest]
    assert list(points.marker.size) == list(plain.figure.data[0].marker.size)
    assert list(points.text) == [" 16", "<b> 4</b>", " 1"]
