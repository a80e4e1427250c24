"""A calendar: a row a week, a cell a day; the days on which anything falls are filled and say how much."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pandas as pd

from analytics.charts.chart import TWO_TILES, Chart
from analytics.charts.palette import LIGHT, Palette
from analytics.charts.template import AXIS_SIZE, Trace, axis, bold, figure, trace
from analytics.english import count, day, listed, sentence_case

ROW = 38
TOP = 26
GAP = 4
"""Pixels: a week, the names of its days above, what is left free between cells."""

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def calendar(
    frame: pd.DataFrame,
    *,
    name: str,
    quantity: str,
    headline: str,
    subtitle: str,
    table: pd.DataFrame,
    width: int = TWO_TILES,
    palette: Palette = LIGHT,
) -> Chart:
    """One cell a row of `frame`, which has every day of its period: columns `day` (date) and `count`.

    `quantity` is what falls on a day ("responses due"); `table` is what stands behind the picture.
    """
    numbers = dict(zip(frame["day"], map(int, frame["count"]), strict=True))
    filled = [f"{day(when)} {count(number)}" for when, number in numbers.items() if number]
    wording = listed(filled) if filled else "none"
    return Chart(
        figure=_figure(numbers, palette),
        headline=headline,
        subtitle=subtitle,
        alternative=f"Calendar from {day(min(numbers))} to {day(max(numbers))}. {sentence_case(quantity)}: {wording}.",
        table=table,
        name=name,
        width=width,
    )


def _figure(numbers: dict[date, int], palette: Palette) -> Any:
    monday = min(numbers) - timedelta(days=min(numbers).weekday())
    places = {when: divmod((when - monday).days, 7) for when in numbers}
    weeks = max(week for week, _ in places.values()) + 1
    cells: list[list[int | None]] = [[None] * 7 for _ in range(weeks)]
    for when, (week, weekday) in places.items():
        cells[week][weekday] = min(numbers[when], 1)
    empty = {places[when]: _day_labels(when, numbers) for when in numbers if not numbers[when]}
    filled = {places[when]: _day_labels(when, numbers) for when in numbers if numbers[when]}
    falling = {places[when]: bold(count(number)) for when, number in numbers.items() if number}
    return figure(
        [
            _ground(cells, palette),
            _cell_texts(empty, palette.soft_text),
            _cell_texts(filled, palette.ground),
            _cell_texts(falling, palette.ground, at=1),
        ],
        palette,
        height=TOP + ROW * weeks,
        margin=(0, 0, TOP, 0),
        xaxis=axis(
            palette, range=[-0.5, 6.5], side="top", tickvals=list(range(7)), ticktext=list(WEEKDAYS), tickangle=0
        ),
        yaxis=axis(palette, visible=False, range=[weeks - 0.5, -0.5]),
    )


def _ground(cells: list[list[int | None]], palette: Palette) -> Trace:
    """The cells: those of days in the period, darker where anything falls."""
    return trace(
        "heatmap",
        z=cells,
        zmin=0,
        zmax=1,
        colorscale=[[0, palette.wash], [1, palette.looked_at]],
        showscale=False,
        xgap=GAP,
        ygap=GAP,
        hoverinfo="skip",
    )


def _day_labels(when: date, numbers: dict[date, int]) -> str:
    """The day of the month; on the first day of all and of each month with its month."""
    return f"{when.day} {when:%b}" if when.day == 1 or when == min(numbers) else str(when.day)


def _cell_texts(words: dict[tuple[int, int], str], colour: str, *, at: int = 0) -> Trace:
    """Words in their cells, by week and weekday: at the left, or (`at` 1) at the right."""
    return trace(
        "scatter",
        mode="text",
        x=[weekday + (0.4 if at else -0.42) for _, weekday in words],
        y=[week for week, _ in words],
        text=list(words.values()),
        textposition="middle left" if at else "middle right",
        textfont={"size": AXIS_SIZE, "color": colour},
        hoverinfo="skip",
    )
