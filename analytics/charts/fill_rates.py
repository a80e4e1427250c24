"""Fill rates as one picture: a row a column of the register, a column an extract, the number in each cell."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analytics.charts.chart import Chart
from analytics.charts.palette import LIGHT, Palette
from analytics.charts.template import AXIS_SIZE, axis, figure, note, plain
from analytics.english import count, listed, per_cent, plural, unbroken_day
from analytics.vocabulary import COLUMN

PITCH = 28
TOP = 44
GUTTER = 190
NEWEST = 13
NARROW_NEWEST = 3
NARROW_GUTTER = 170
"""Pixels from row to row, above the first row, left of the cells; extracts shown; the same two on a telephone."""

MAX_NAMED = 6
"""Columns that are never filled and named; more are counted."""

TINT = 0.32
"""How strong the colour of a full cell is: the number on it keeps at least 7 to 1, light and dark."""


def fill_rates(fill: pd.DataFrame, palette: Palette = LIGHT) -> Chart:
    """The picture of `fill`, which has the columns as_at, column_name and share (0 to 1).

    Columns that no extract fills are named in the subtitle; the newest thirteen extracts are drawn, the table has all.
    """
    shares = fill.pivot_table(index="column_name", columns="as_at", values="share", sort=False)
    shares = shares.reindex([name for name in COLUMN if name in shares.index])[sorted(shares.columns)]
    filled = shares[shares.max(axis="columns") > 0]
    newest = filled[filled.columns[-NEWEST:]]
    return Chart(
        figure=_figure(newest, palette),
        headline=_headline(newest),
        subtitle=_subtitle(newest, [name for name in shares.index if name not in filled.index]),
        alternative=_alternative(newest),
        table=_table(filled),
        name="fill-rates",
    )


def _figure(shares: pd.DataFrame, palette: Palette) -> go.Figure:
    names = [COLUMN[str(name)].label for name in shares.index]
    height = TOP + PITCH * len(names) + 4
    narrow = shares[shares.columns[-NARROW_NEWEST:]]
    return figure(
        [_numbers(shares, 0, palette), _cells(shares, palette)],
        palette,
        height=height,
        margin=(GUTTER, 4, TOP, 4),
        annotations=_names(names, GUTTER, palette),
        xaxis=_days(shares, palette, -0.5),
        yaxis=axis(palette, visible=False, range=[len(names) - 0.5, -0.5]),
        meta={
            "below": GUTTER + 42 * len(shares.columns),
            "narrow": {
                "trace": _positions(narrow, len(shares.columns) - len(narrow.columns)),
                "xaxis": {"range": [len(shares.columns) - len(narrow.columns) - 0.5, len(shares.columns) - 0.5]},
                "margin": {"l": NARROW_GUTTER, "r": 4, "t": TOP, "b": 4, "pad": 0},
                "annotations": _names(names, NARROW_GUTTER, palette),
            },
        },
    )


def _positions(columns: pd.DataFrame, first: int) -> dict[str, Any]:
    shares = columns.to_numpy()
    cells = [(x, y) for y in range(len(columns)) for x in range(len(columns.columns))]
    return {
        "x": [first + x for x, _ in cells],
        "y": [y for _, y in cells],
        "text": [_per_cent(shares[y, x]) for x, y in cells],
    }


def _numbers(shares: pd.DataFrame, first: int, palette: Palette) -> go.Scatter:
    return go.Scatter(
        **_positions(shares, first),
        mode="text",
        textfont={"size": AXIS_SIZE, "color": palette.text},
        hoverinfo="skip",
    )


def _cells(shares: pd.DataFrame, palette: Palette) -> go.Heatmap:
    return go.Heatmap(
        x=list(range(len(shares.columns))),
        y=list(range(len(shares))),
        z=[[None if pd.isna(share) else round(float(share), 3) for share in row] for row in shares.to_numpy()],
        zmin=0,
        zmax=1,
        colorscale=[[0, palette.ground], [1, palette.second]],
        opacity=TINT,
        xgap=2,
        ygap=2,
        showscale=False,
        hoverinfo="skip",
    )


def _days(shares: pd.DataFrame, palette: Palette, start: float) -> dict[str, Any]:
    return axis(
        palette,
        side="top",
        range=[start, len(shares.columns) - 0.5],
        tickmode="array",
        tickvals=list(range(len(shares.columns))),
        ticktext=[f"{when.day} {when:%b}<br>{when:%Y}" for when in _extracts(shares)],
        tickangle=0,
    )


def _extracts(shares: pd.DataFrame) -> list[date]:
    """The days of the extracts, which head the columns."""
    return [pd.Timestamp(when).date() for when in shares.columns]


def _names(names: list[str], gutter: int, palette: Palette) -> list[dict[str, Any]]:
    return [
        note(
            plain(name),
            x=0,
            xref="paper",
            xshift=-gutter,
            y=row,
            yref="y",
            yanchor="middle",
            font={"color": palette.text},
        )
        for row, name in enumerate(names)
    ]


def _per_cent(share: Any) -> str:
    """A share as whole per cent; what is not quite none or all does not read so."""
    if pd.isna(share):
        return ""
    value = per_cent(share)
    if value == 0 and share > 0:
        return "<1".replace("<", "&lt;")
    return "99" if value == 100 and share < 1 else str(value)


def _headline(shares: pd.DataFrame) -> str:
    newest = shares[shares.columns[-1]]
    full = int((newest == 1).sum())
    return f"{count(full)} of {plural(len(newest), 'column')} are filled in every row of the newest extract"


def _subtitle(shares: pd.DataFrame, empty: list[str]) -> str:
    days = _extracts(shares)
    span = unbroken_day(days[0]) if len(days) == 1 else f"{unbroken_day(days[0])} to {unbroken_day(days[-1])}"
    never = f". Never filled: {listed([COLUMN[name].label for name in empty])}" if empty else ""
    if len(empty) > MAX_NAMED:
        never = f". {len(empty)} more columns are never filled"
    return f"How complete each column is: per cent of rows filled in, {span}{never}"


def _alternative(shares: pd.DataFrame) -> str:
    newest = shares[shares.columns[-1]]
    rows = "; ".join(f"{COLUMN[str(name)].label} {per_cent(share)}" for name, share in newest.items())
    size = f"{plural(len(shares), 'column')} by {plural(len(shares.columns), 'extract')}"
    return f"Table of {size}. Newest, per cent: {rows}."


def _table(filled: pd.DataFrame) -> pd.DataFrame:
    """The shares as whole per cent, an extract a column."""
    frame = filled.map(per_cent, na_action="ignore").astype("Int64")
    frame.columns = [unbroken_day(when) for when in _extracts(filled)]
    frame.insert(0, "Column, per cent filled", [COLUMN[str(name)].label for name in filled.index])
    return frame.reset_index(drop=True)
