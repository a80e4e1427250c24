"""A calendar: a row a week, a cell a day; the days on which anything falls are filled and say how much."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pandas as pd

from analytics.charts.chart import TWO_TILES, Chart
from analytics.charts.palette import LIGHT, Palette
from analytics.charts.template import AXIS_SIZE, axis, bold, figure, note
from analytics.wording import count, day, listed, sentence_case

ROW = 38
TOP = 26
GAP = 0.03
"""Pixels of a week and of the names of its days; the share of a cell that is left free between it and the next."""

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def calendar(
    frame: pd.DataFrame,
    *,
    name: str,
    counted: str,
    headline: str,
    subtitle: str,
    table: pd.DataFrame,
    width: int = TWO_TILES,
    palette: Palette = LIGHT,
) -> Chart:
    """One cell a row of `frame`, which has every day of its period: columns `day` (date) and `count`.

    `counted` is what falls on a day ("responses due"); `table` is what stands behind the picture.
    """
    numbers = dict(zip(frame["day"], map(int, frame["count"]), strict=True))
    filled = [f"{day(when)} {count(number)}" for when, number in numbers.items() if number]
    said = listed(filled) if filled else "none"
    return Chart(
        figure=_figure(numbers, palette),
        headline=headline,
        subtitle=subtitle,
        alternative=f"Calendar from {day(min(numbers))} to {day(max(numbers))}. {sentence_case(counted)}: {said}.",
        table=table,
        name=name,
        width=width,
    )


def _figure(numbers: dict[date, int], palette: Palette) -> Any:
    monday = min(numbers) - timedelta(days=min(numbers).weekday())
    weeks = (max(numbers) - monday).days // 7 + 1
    shapes, notes = [], [
        note(name, x=place + 0.5, y=0, yshift=4, yanchor="bottom", xanchor="center",
             font={"size": AXIS_SIZE, "color": palette.soft_text})
        for place, name in enumerate(WEEKDAYS)
    ]  # fmt: skip
    for when, number in numbers.items():
        week, place = divmod((when - monday).days, 7)
        shapes.append(_cell(place, week, palette.looked_at if number else palette.wash))
        is_first = when == min(numbers) or when.day == 1
        notes += _words(f"{when.day} {when:%b}" if is_first else str(when.day), number, place, week, palette)
    return figure(
        [{"type": "scatter", "x": [], "y": [], "mode": "markers"}],
        palette,
        height=TOP + ROW * weeks,
        margin=(0, 0, TOP, 0),
        shapes=shapes,
        annotations=notes,
        xaxis=axis(palette, visible=False, range=[0, 7]),
        yaxis=axis(palette, visible=False, range=[weeks, 0]),
    )


def _cell(place: int, week: int, colour: str) -> dict[str, Any]:
    sides = {"x0": place + GAP, "x1": place + 1 - GAP, "y0": week + GAP, "y1": week + 1 - GAP}
    return {"type": "rect", "layer": "below", "fillcolor": colour, "line": {"width": 0}, **sides}


def _words(named: str, number: int, place: int, week: int, palette: Palette) -> list[dict[str, Any]]:
    """The day at the left of its cell, and at the right how much falls on it."""
    colour = palette.ground if number else palette.soft_text
    words = [note(named, x=place, xshift=8, y=week + 0.5, font={"size": AXIS_SIZE, "color": colour})]
    if number:
        at = {"x": place + 1, "xshift": -8, "y": week + 0.5, "xanchor": "right", "align": "right"}
        words.append(note(bold(count(number)), **{**at, "font": {"color": colour}}))
    return words
