"""A table of counts as dots: a row a value, a column a group, a dot as large as its count with the number beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import sqrt
from typing import Any

import pandas as pd

from analytics.charts.chart import MEASURE, Chart
from analytics.charts.label_lines import broken
from analytics.charts.palette import LIGHT, Palette
from analytics.charts.template import axis, bold, figure, note, plain, trace
from analytics.english import count, plural

PITCH, TOP, LARGEST = 34, 46, 28
GUTTER, LONGEST = 250, 36
NARROW, NARROW_GUTTER, NARROW_LONGEST = 620, 116, 16
REACH = 0.42
"""Pixels from row to row, above the first, and of the largest dot; pixels and letters of the names; the width below
which it is narrow, and the same two there; how far from its middle a dot can be pressed, in columns."""


def dots(
    frame: pd.DataFrame,
    *,
    name: str,
    headline: str,
    subtitle: str,
    total: str,
    values: Mapping[tuple[int, int | None], str] | None = None,
    palette: Palette = LIGHT,
) -> Chart:
    """A row a row of `frame`: its first column names it, the column `total` is its sum, every other column a group.

    `values` are the stored values of what opens its recommendations: by row and group of a dot, or by row and None for
    the whole row.
    """
    names = list(map(str, frame.iloc[:, 0]))
    groups = [str(column) for column in frame.columns[1:] if column != total]
    sums = list(map(int, frame[total]))
    rows = "; ".join(
        f"{row} {count(sums[at])}: "
        + ", ".join(f"{group} {count(int(frame[group].iloc[at]))}" for group in groups if frame[group].iloc[at])
        for at, row in enumerate(names)
    )
    cells = frame[groups].to_numpy(dtype="int64").tolist()
    opened = values or {}
    words = [names[row] if group is None else f"{names[row]}, {groups[group]}" for row, group in opened]
    return Chart(
        figure=_figure(names, (*groups, total), cells, sums, palette, list(opened)),
        headline=headline,
        subtitle=subtitle,
        alternative=f"Dots, {plural(len(names), 'row')} by {plural(len(groups), 'column')}. {rows}.",
        table=frame[[frame.columns[0], total, *groups]],
        name=name,
        width=MEASURE,
        values=tuple(opened.values()),
        labels=tuple(words),
        marks=_marks(cells, list(opened)),
        counts=tuple(sums[row] if group is None else cells[row][group] for row, group in opened),
    )


def _points(cells: Sequence[Sequence[int]]) -> list[tuple[int, int, int]]:
    """Every dot: its group, its row, its number."""
    return [(column, row, number) for row, line in enumerate(cells) for column, number in enumerate(line) if number]


def _marks(cells: Sequence[Sequence[int]], opened: Sequence[tuple[int, int | None]]) -> tuple[tuple[int, ...], ...]:
    """The places of the dots of each row or cell."""
    points = _points(cells)
    return tuple(
        tuple(at for at, (column, line, _) in enumerate(points) if line == row and group in (None, column))
        for row, group in opened
    )


def _targets(opened: Sequence[tuple[int, int | None]], columns: int) -> dict[str, list[Any]]:
    """Where each row or dot can be pressed: pixels from the top, and shares of the plot from its left, None for all."""
    width = columns - 0.4 + 0.5
    return {
        "tops": [TOP + PITCH * row for row, _ in opened],
        "heights": [PITCH] * len(opened),
        "lefts": [None if group is None else (group + 0.5 - REACH) / width for _, group in opened],
        "widths": [None if group is None else 2 * REACH / width for _, group in opened],
    }


def _figure(
    names: Sequence[str],
    heads: Sequence[str],
    cells: Sequence[Sequence[int]],
    sums: Sequence[int],
    palette: Palette,
    opened: Sequence[tuple[int, int | None]],
) -> Any:
    """`heads` are the groups and last the sum."""
    points = _points(cells)
    most = max((number for _, _, number in points), default=1)
    rows = _targets(opened, len(heads))
    return figure(
        [
            trace(
                "scatter",
                x=[column for column, _, _ in points],
                y=[row for _, row, _ in points],
                mode="markers+text",
                marker={
                    "size": [max(5, round(LARGEST * sqrt(number / most))) for _, _, number in points],
                    "color": palette.looked_at,
                    "opacity": 1,
                },
                text=[f" {count(number)}" for _, _, number in points],
                textposition="middle right",
                textfont={"color": palette.text, "size": 13},
                cliponaxis=False,
                hoverinfo="skip",
            )
        ],
        palette,
        height=TOP + PITCH * len(names) + 4,
        margin=(GUTTER, 8, TOP, 4),
        annotations=_notes(names, sums, len(heads) - 1, GUTTER, LONGEST, palette),
        xaxis=_heads(heads, 16, palette),
        yaxis=axis(palette, **grid_of_rows(palette), range=[len(names) - 0.5, -0.5], tickvals=list(range(len(names)))),
        meta={
            "rows": rows,
            "below": NARROW,
            "narrow": {
                "margin": {"l": NARROW_GUTTER, "r": 8, "t": TOP, "b": 4, "pad": 0},
                "annotations": _notes(names, sums, len(heads) - 1, NARROW_GUTTER, NARROW_LONGEST, palette),
                "xaxis": _heads(heads, 8, palette) | {"tickfont": {"size": 11, "color": palette.soft_text}},
                "rows": rows,
            },
        },
    )


def grid_of_rows(palette: Palette) -> dict[str, Any]:
    """Thin lines along the rows, which lead the eye from the name to its dots."""
    return {"showgrid": True, "gridcolor": palette.grid, "gridwidth": 1, "showticklabels": False}


def _heads(heads: Sequence[str], longest: int, palette: Palette) -> dict[str, Any]:
    return axis(
        palette,
        side="top",
        range=[-0.5, len(heads) - 0.4],  # as `_targets` has it
        tickvals=list(range(len(heads))),
        ticktext=["<br>".join(map(plain, broken(head, longest))) for head in heads],
        tickangle=0,
    )


def _notes(
    names: Sequence[str], sums: Sequence[int], last: int, gutter: int, longest: int, palette: Palette
) -> list[dict[str, Any]]:
    """The names in the gutter, and the sum of each row under its heading."""
    font = {"color": palette.text}
    small = {"color": palette.text, "size": 12}
    return [
        *(
            note("<br>".join(map(plain, broken(text, longest)[:2])), x=0, xref="paper", xshift=-gutter, y=row, yref="y",
                 yanchor="middle", font=font if gutter == GUTTER else small)
            for row, text in enumerate(names)
        ),
        *(
            note(bold(count(number)), x=last, xref="x", xanchor="center", y=row, yref="y", yanchor="middle", font=font)
            for row, number in enumerate(sums)
        ),
    ]  # fmt: skip
