"""The clocks: what is used, late, left and paused of each, worked by hand for four responses."""

from __future__ import annotations

from datetime import date

import pandas as pd

from analytics.charts.chart import Chart
from analytics.charts.clock_lines import ClockLine, clock_lines
from analytics.charts.palette import LIGHT, Palette

AS_AT = date(2022, 11, 28)
CLOCKS = (
    ClockLine(name="Late", starts_on=date(2022, 9, 22), due_on=date(2022, 11, 16), state="12 days late"),
    ClockLine(name="To come", starts_on=date(2022, 11, 2), due_on=date(2022, 12, 27), state="29 days left"),
    ClockLine(
        name="Paused", starts_on=date(2022, 9, 21), due_on=date(2023, 1, 2), paused_from=date(2022, 10, 12),
        state="35 days left, paused",
    ),
    ClockLine(name="Given", starts_on=date(2022, 5, 1), due_on=date(2022, 6, 25), given_on=date(2022, 7, 3),
          state="given 8 days late"),
)  # fmt: skip


def drawn(palette: Palette = LIGHT, clocks: tuple[ClockLine, ...] = CLOCKS) -> Chart:
    return clock_lines(
        clocks, as_at=AS_AT, name="c", headline="h", subtitle="s", table=pd.DataFrame({"a": [1]}), palette=palette
    )


def spans(number: int) -> list[tuple[str, str, int]]:
    """The spans of one kind: from, to, and the row that they are on."""
    trace = drawn().figure.data[number]
    points = list(zip(trace.x, trace.y, strict=True))
    return [(points[at][0], points[at + 1][0], points[at][1]) for at in range(0, len(points), 3)]


def test_each_part_of_a_clock_is_from_the_day_to_the_day_that_it_should_be() -> None:
    running, given, late, left, paused = map(spans, range(5))
    assert running == [
        ("2022-09-22", "2022-11-16", 0), ("2022-11-02", "2022-11-28", 1), ("2022-09-21", "2022-10-12", 2),
    ]  # fmt: skip
    assert given == [("2022-05-01", "2022-06-25", 3)]
    assert late == [("2022-11-16", "2022-11-28", 0), ("2022-06-25", "2022-07-03", 3)]
    assert left == [("2022-11-28", "2022-12-27", 1), ("2022-11-28", "2023-01-02", 2)]
    assert paused == [("2022-10-12", "2022-11-28", 2)]
    due, dots = drawn().figure.data[5:]
    assert list(due.x) == ["2022-11-16", "2022-12-27", "2023-01-02", "2022-06-25"]
    assert list(dots.x) == ["2022-07-03"]


def test_every_clock_is_said_and_what_is_late_is_said_in_words() -> None:
    chart = drawn()
    assert chart.alternative.startswith("Timeline of 4 responses to 28 November 2022. Late, from 22 September 2022,")
    texts = [note.text for note in chart.figure.layout.annotations]
    assert texts[:4] == ["Late", "To come", "Paused", "Given"]
    assert texts[4:8] == ["12 days late", "29 days left", "35 days left, paused", "given 8 days late"]


def test_the_line_of_the_day_runs_behind_the_words() -> None:
    layout = drawn().figure.layout
    assert [shape.layer for shape in layout.shapes] == ["below"]
    assert [note.bgcolor for note in layout.annotations[4:8]] == [LIGHT.ground] * 4
