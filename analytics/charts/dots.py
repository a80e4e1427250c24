"""A table of counts as dots: a row a value, a column a group, a dot as large as its count with the number beside it."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt
from typing import Any

import pandas as pd

from analytics.charts.chart import MEASURE, Chart
from analytics.charts.label_lines import broken
from analytics.charts.palette import LIGHT, Palette
from analytics.charts.template import axis, bold, figure, note, plain, trace
from analytics.english import count

PITCH, TOP, LARGEST = 34, 46, 28
GUTTER, LONGEST = 250, 36
NARROW, NARROW_GUTTER, NARROW_LONGEST = 620, 116, 16
"""Pixels from row to row, above the first, and of the largest dot; pixels and letters of the names; the width below
which it is narrow, and the same two there."""


def dots(
    frame: pd.DataFrame,
    *,
    name: str,
    headline: str,
    subtitle: str,
    total: str,
    values: tuple[str, ...] = (),
    palette: Palette = LIGHT,
) -> Chart:
    """A row a row of `frame`: its first column names it, the column `total` is its sum, every other column a group.

    `values` are the stored values behind the rows, where each row opens what it counts.
    """
    names = list(map(str, frame.iloc[:, 0]))
    groups = [str(column) for column in frame.columns[1:] if column != total]
    sums = list(map(int, frame[total]))
    rows = "; ".join(
        f"{row} {count(sums[at])}: "
        + ", ".join(f"{group} {count(int(frame[group].iloc[at]))}" for group in groups if frame[group].iloc[at])
        for at, row in enumerate(names)
    )
    return Chart(
        figure=_figure(names, groups, frame[groups].to_numpy(dtype="int64").tolist(), sums, total, palette),
        headline=headline,
        subtitle=subtitle,
        alternative=f"Dots, {len(names)} rows by {len(groups)} columns. {rows}.",
        table=frame[[frame.columns[0], total, *groups]],
        name=name,
        width=MEASURE,
        values=values,
        labels=tuple(names),
    )


def _figure(
    names: Sequence[str],
    groups: Sequence[str],
    cells: Sequence[Sequence[int]],
    sums: Sequence[int],
    total: str,
    palette: Palette,
) -> Any:
    points = [(column, row, number) for row, line in enumerate(cells) for column, number in enumerate(line) if number]
    most = max((number for _, _, number in points), default=1)
    tops = [TOP + PITCH * row for row in range(len(names))]
    rows = {"tops": tops, "heights": [PITCH] * len(names)}
    heads = [*groups, total]
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
        annotations=_notes(names, sums, len(groups), GUTTER, LONGEST, palette),
        xaxis=_heads(heads, 16, palette),
        yaxis=axis(palette, **grid_of_rows(palette), range=[len(names) - 0.5, -0.5], tickvals=list(range(len(names)))),
        meta={
            "rows": rows,
            "below": NARROW,
            "narrow": {
                "margin": {"l": NARROW_GUTTER, "r": 8, "t": TOP, "b": 4, "pad": 0},
                "annotations": _notes(names, sums, len(groups), NARROW_GUTTER, NARROW_LONGEST, palette),
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
        range=[-0.5, len(heads) - 0.4],
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
