"""Small columns by year side by side, a tile a value: all of them to one scale, so that tiles can be compared."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from analytics.charts.chart import MEASURE, Chart
from analytics.charts.palette import LIGHT, Palette
from analytics.charts.template import axis, bold, figure, note, plain, trace
from analytics.english import count, cut

ACROSS, NARROW_ACROSS = 4, 2
HEIGHT = 128
LETTERS, NARROW_LETTERS = 36, 24
NARROW = 800
"""Tiles side by side, and where it is narrow; pixels of a tile; letters of its name, and where it is narrow; the width
below which it is narrow."""

ROOM = 2.0
"""Heights of the tallest column from the foot of one tile to the next: its name, its numbers, its years."""


def year_tiles(
    frame: pd.DataFrame,
    *,
    name: str,
    headline: str,
    subtitle: str,
    is_unfinished: bool = False,
    palette: Palette = LIGHT,
) -> Chart:
    """A tile a row of `frame`: its first column names it, every other column is a year, oldest first.

    Where the last year `is_unfinished`, its columns are grey.
    """
    years = [str(year) for year in frame.columns[1:]]
    tiles = [(str(row[0]), list(map(int, row[1:]))) for row in frame.itertuples(index=False, name=None)]
    words = "; ".join(f"{tile} {', '.join(map(count, numbers))}" for tile, numbers in tiles)
    return Chart(
        figure=_figure(tiles, years, palette, is_unfinished=is_unfinished),
        headline=headline,
        subtitle=subtitle,
        alternative=f"Columns by year, {years[0]} to {years[-1]}, a tile each to one scale. {words}.",
        table=frame,
        name=name,
        width=MEASURE,
    )


Tiles = Sequence[tuple[str, Sequence[int]]]


def _figure(tiles: Tiles, years: Sequence[str], palette: Palette, *, is_unfinished: bool) -> Any:
    most = max((number for _, numbers in tiles for number in numbers), default=0) or 1
    numbers = [number for _, each in tiles for number in each]
    colours = [palette.looked_at] * (len(years) - 1) + [palette.rest if is_unfinished else palette.looked_at]
    wide, narrow = (_places(len(tiles), len(years), across) for across in (ACROSS, NARROW_ACROSS))
    return figure(
        [
            trace(
                "bar",
                x=wide["x"],
                y=[number / most for number in numbers],
                base=wide["base"],
                width=0.72,
                marker={"color": colours * len(tiles)},
                text=[count(number) for number in numbers],
                textposition="outside",
                textfont={"size": 11, "color": palette.text},
                constraintext="none",
                cliponaxis=False,
                hoverinfo="skip",
            )
        ],
        palette,
        height=HEIGHT * -(-len(tiles) // ACROSS),
        margin=(2, 2, 0, 0),
        annotations=_notes(tiles, years, ACROSS, LETTERS, palette),
        **_axes(len(tiles), len(years), ACROSS, palette),
        meta={
            "below": NARROW,
            "narrow": {
                "height": HEIGHT * -(-len(tiles) // NARROW_ACROSS),
                "trace": narrow,
                "annotations": _notes(tiles, years, NARROW_ACROSS, NARROW_LETTERS, palette),
                **_axes(len(tiles), len(years), NARROW_ACROSS, palette),
            },
        },
    )


def _place(tile: int, years: int, across: int) -> tuple[float, float]:
    """Where the first column of a tile stands, and its foot."""
    row, column = divmod(tile, across)
    return column * (years + 1), -row * ROOM


def _places(tiles: int, years: int, across: int) -> dict[str, Any]:
    places = [_place(tile, years, across) for tile in range(tiles)]
    return {
        "x": [left + year for left, _ in places for year in range(years)],
        "base": [foot for _, foot in places for _ in range(years)],
    }


def _axes(tiles: int, years: int, across: int, palette: Palette) -> dict[str, Any]:
    rows = -(-tiles // across)
    return {
        "xaxis": axis(palette, visible=False, range=[-0.5, across * (years + 1) - 1.5]),
        "yaxis": axis(palette, visible=False, range=[-(rows - 1) * ROOM - 0.3, 1.7]),
    }


def _notes(tiles: Tiles, years: Sequence[str], across: int, letters: int, palette: Palette) -> list[dict[str, Any]]:
    """The name above each tile, and below it its first and its last year."""
    result = []
    soft = {"color": palette.soft_text, "size": 11}
    for number, (tile, _) in enumerate(tiles):
        left, foot = _place(number, len(years), across)
        name = note(bold(plain(cut(tile, letters))), x=left - 0.4, y=foot + 1.66, yanchor="top",
                    font={"color": palette.text, "size": 13})  # fmt: skip
        ends = [
            note(years[at], x=left + at, y=foot - 0.01, yanchor="top", xanchor="center", font=soft)
            for at in (0, len(years) - 1)
        ]
        result += [name, *ends]
    return result
