"""The squares: one a recommendation, the late and the closed told apart by mark and shape too."""

from __future__ import annotations

import pandas as pd

from analytics.charts.chart import Chart
from analytics.charts.chosen import with_chosen
from analytics.charts.palette import LIGHT, Palette
from analytics.charts.squares import A_LINE, NARROW_A_LINE, SquareRow, squares

ROWS = (
    SquareRow(name="A report", is_heading=True),
    SquareRow(name="A cause", value="c", in_time=1, late=2, closed=1),
    SquareRow(name="None", value="n", in_time=A_LINE + 2),
)


def drawn(palette: Palette = LIGHT) -> Chart:
    return squares(ROWS, name="s", headline="h", subtitle="s", table=pd.DataFrame({"a": [1]}), palette=palette)


def test_every_recommendation_has_its_square() -> None:
    (points,) = drawn().figure.data
    assert len(points.x) == len(points.y) == 4 + A_LINE + 2
    assert list(points.text[:4]) == ["L", "L", "", ""]
    assert list(points.marker.color[:4]) == [LIGHT.late, LIGHT.late, LIGHT.looked_at, LIGHT.rest]
    assert list(points.marker.symbol[:4]) == ["square", "square", "square", "square-open"]
    places = set(zip(points.x, points.y, strict=True))
    assert len(places) == len(points.x), "no square covers another"
    narrow = drawn().figure.layout.meta["narrow"]["trace"]
    assert len(set(zip(narrow["x"], narrow["y"], strict=True))) == len(points.x)
    assert max(narrow["x"]) == NARROW_A_LINE - 1


def test_the_words_say_the_same() -> None:
    assert drawn().alternative == (
        f"One square a recommendation. A report; A cause: 3 open, 2 late, 1 closed; None: {A_LINE + 2} open."
    )
    texts = [note.text for note in drawn().figure.layout.annotations]
    assert texts == ["<b>A report</b>", "A cause", "3 open, 2 late, 1 closed", "None", f"{A_LINE + 2} open"]


def test_every_group_can_be_pressed_and_keeps_its_colours_when_it_is_chosen() -> None:
    chart = drawn()
    assert chart.labels == ("A report: A cause", "A report: None")
    assert chart.counts == (4, A_LINE + 2)
    assert chart.marks == (tuple(range(4)), tuple(range(4, A_LINE + 6)))
    meta = chart.figure.layout.meta
    for rows, places in ((meta["rows"], chart.figure.data[0]), (meta["narrow"]["rows"], meta["narrow"]["trace"])):
        for top, height, marks in zip(rows["tops"], rows["heights"], chart.marks, strict=True):
            assert all(top <= places["y"][mark] <= top + height for mark in marks)
    (points,) = with_chosen(chart, "c").figure.data
    assert list(points.marker.color[:5]) == [LIGHT.late, LIGHT.late, LIGHT.looked_at, LIGHT.rest, LIGHT.rest]
    assert list(points.marker.line.color) == list(points.marker.color)
    assert points.text[0] == "<b>L</b>"
