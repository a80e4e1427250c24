"""A chart: its figure and the words and the table that say the same thing."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import pandas as pd
import plotly.graph_objects as go

TILE = 348
TWO_TILES = 734
MEASURE = 1120
"""The three widths, in pixels: a third of the page, two thirds, all of it."""

TILE_HEADLINE = 34
MEASURE_HEADLINE = 90
"""How many characters a headline may have on a tile and on the measure."""


@dataclass(frozen=True, kw_only=True)
class Chart:
    """One chart, ready to be shown: a figure, its words, the table behind it.

    `headline` says what it shows, `subtitle` what is plotted, `alternative` the same to a reader who does not see it.
    `table` holds the plotted numbers with the column names that a reader sees. `name` begins its file names.
    `values` are the stored values behind the bars, in order, where each bar opens its rows, and `labels` their words;
    else empty. Where a value is not one mark of the figure, `marks` are the places of its marks among all. `counts` are
    the numbers of the values where the second column of the table does not hold them.
    """

    figure: go.Figure
    headline: str
    subtitle: str
    alternative: str
    table: pd.DataFrame
    name: str
    width: int = MEASURE
    values: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    marks: tuple[tuple[int, ...], ...] = ()
    counts: tuple[int, ...] = ()

    @cached_property
    def figure_as_json(self) -> str:
        """The figure as plotly.js takes it; written once, for a chart is shown to many readers."""
        return str(self.figure.to_json(validate=False))


def headline_limit(width: int) -> int:
    """How many characters a headline may have at a width."""
    return TILE_HEADLINE if width <= TILE else MEASURE_HEADLINE


def fitting(candidates: list[str], width: int) -> str:
    """The first candidate that is short enough for the width; the last is taken whatever its length."""
    limit = headline_limit(width)
    return next((words for words in candidates if len(words) <= limit), candidates[-1])
