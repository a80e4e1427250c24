"""One square a recommendation, a row a group under its heading: open, late (marked L) and closed (hollow)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import ceil
from typing import Any

import pandas as pd

from analytics.charts.chart import MEASURE, Chart
from analytics.charts.label_lines import broken
from analytics.charts.palette import LIGHT, Palette
from analytics.charts.template import axis, bold, figure, note, plain, trace
from analytics.english import count, cut

SIZE, PITCH, LINE, GAP = 16, 22, 18, 10
GUTTER, LONGEST, NARROW_LONGEST = 430, 60, 46
A_LINE, NARROW_A_LINE = 28, 14
NARROW = 800
"""Pixels: a square, from one line of squares to the next, a line of words, between rows, the names; letters of a line
of a name beside and above its squares; squares a line, and where it is narrow; the width below which it is narrow."""

LATE_MARK = "L"
LETTERS = 110
"""The mark on a late square; letters of the names by which a group is chosen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SquareRow:
    """One group: its name, and how many of it are open and in time, open and late, and closed. A heading has none.

    `value` is stored behind a group that opens its recommendations.
    """

    name: str
    value: str | None = None
    in_time: int = 0
    late: int = 0
    closed: int = 0
    is_heading: bool = False

    @property
    def number(self) -> int:
        """How many squares it has."""
        return self.in_time + self.late + self.closed

    def words(self) -> str:
        """Its numbers in words: "4 open, 2 late, 1 closed"."""
        more = ((self.late, "late"), (self.closed, "closed"))
        parts = [f"{count(number)} {words}" for number, words in more if number]
        return ", ".join([f"{count(self.in_time + self.late)} open", *parts])


def squares(
    rows: Sequence[SquareRow],
    *,
    name: str,
    headline: str,
    subtitle: str,
    table: pd.DataFrame,
    palette: Palette = LIGHT,
) -> Chart:
    """The rows in their order; `table` is what stands behind the picture."""
    words = "; ".join(row.name if row.is_heading else f"{row.name}: {row.words()}" for row in rows)
    return Chart(
        figure=_figure(rows, palette),
        headline=headline,
        subtitle=subtitle,
        alternative=f"One square a recommendation. {words}.",
        table=table,
        name=name,
        width=MEASURE,
        values=tuple(row.value for row in rows if row.value is not None),
        labels=tuple(_labels(rows)),
        marks=_marks(rows),
        counts=tuple(row.number for row in rows if row.value is not None),
    )


def _labels(rows: Sequence[SquareRow]) -> list[str]:
    """The words of each group that opens, with the heading that it is under."""
    words, heading = [], ""
    for row in rows:
        if row.is_heading:
            heading = f"{cut(row.name, LETTERS)}: "
        elif row.value is not None:
            words.append(f"{heading}{cut(row.name, LETTERS)}")
    return words


def _marks(rows: Sequence[SquareRow]) -> tuple[tuple[int, ...], ...]:
    """The places of the squares of each group that opens."""
    ends = list(accumulate(row.number for row in rows))
    spans = zip(rows, [0, *ends], ends, strict=False)
    return tuple(tuple(range(first, end)) for row, first, end in spans if row.value is not None)


def _figure(rows: Sequence[SquareRow], palette: Palette) -> Any:
    wide = _places_of(rows, A_LINE, LONGEST, is_above=False)
    narrow = _places_of(rows, NARROW_A_LINE, NARROW_LONGEST, is_above=True)
    kinds = [kind for row in rows for kind in ["late"] * row.late + ["open"] * row.in_time + ["closed"] * row.closed]
    colours = {"late": palette.late, "open": palette.looked_at, "closed": palette.rest}
    return figure(
        [
            trace(
                "scatter",
                x=wide.x,
                y=wide.y,
                mode="markers+text",
                marker={
                    "size": SIZE,
                    "color": [colours[kind] for kind in kinds],
                    "symbol": ["square-open" if kind == "closed" else "square" for kind in kinds],
                    "opacity": 1,
                    "line": {"width": 2, "color": [colours[kind] for kind in kinds]},
                },
                text=[LATE_MARK if kind == "late" else "" for kind in kinds],
                textfont={"size": 11, "color": palette.ground},
                cliponaxis=False,
                hoverinfo="skip",
            )
        ],
        palette,
        height=wide.height,
        margin=(GUTTER, 4, 0, 0),
        annotations=_notes(rows, wide, LONGEST, palette, xshift=-GUTTER, per_line=A_LINE),
        xaxis=axis(palette, visible=False, range=[-0.5, A_LINE + 5]),
        yaxis=axis(palette, visible=False, range=[wide.height, 0]),
        meta={
            "rows": _targets(rows, wide),
            "below": NARROW,
            "narrow": {
                "rows": _targets(rows, narrow),
                "height": narrow.height,
                "margin": {"l": 2, "r": 2, "t": 0, "b": 0, "pad": 0},
                "trace": {"x": narrow.x, "y": narrow.y},
                "xaxis": {"range": [-0.5, NARROW_A_LINE + 1]},
                "yaxis": {"range": [narrow.height, 0]},
                "annotations": _notes(rows, narrow, NARROW_LONGEST, palette, xshift=0, per_line=None),
            },
        },
    )


@dataclass(frozen=True, slots=True)
class _Places:
    """Where every square and the top of every row is, in pixels from the top, and the height of all."""

    x: list[int]
    y: list[float]
    tops: list[float]
    height: float


def _targets(rows: Sequence[SquareRow], places: _Places) -> dict[str, list[float]]:
    """Where each group that opens can be pressed, in pixels from the top."""
    spans = [
        (top, below - top)
        for row, top, below in zip(rows, places.tops, [*places.tops[1:], places.height], strict=True)
        if row.value is not None
    ]
    return {"tops": [top for top, _ in spans], "heights": [height for _, height in spans]}


def _places_of(rows: Sequence[SquareRow], per_line: int, longest: int, *, is_above: bool) -> _Places:
    x, y, tops, top = [], [], [], 0.0
    for row in rows:
        tops.append(top)
        words = LINE * len(broken(row.name, longest))
        first = top + (words + 6 if is_above else 0)
        x += [number % per_line for number in range(row.number)]
        y += [first + PITCH * (number // per_line) + PITCH / 2 for number in range(row.number)]
        drawn = PITCH * ceil(row.number / per_line)
        top += (words + drawn + 6 if is_above else max(words, drawn)) + GAP
    return _Places(x, y, tops, top)


def _notes(
    rows: Sequence[SquareRow], places: _Places, longest: int, palette: Palette, *, xshift: int, per_line: int | None
) -> list[dict[str, Any]]:
    """The names, headings bold; and beside the squares, where they stand beside their names, the numbers in words."""
    result = []
    for row, top in zip(rows, places.tops, strict=True):
        text = "<br>".join(map(plain, broken(row.name, longest)))
        result.append(
            note(bold(text) if row.is_heading else text, x=0, xref="paper", xshift=xshift, y=top, yref="y",
                 yanchor="top", font={"color": palette.text})
        )  # fmt: skip
        if per_line is not None and row.number:
            last = min(row.number, per_line)
            result.append(
                note(row.words(), x=last - 0.3, xref="x", y=top + PITCH / 2, yref="y", yanchor="middle",
                     font={"color": palette.soft_text, "size": 13})
            )  # fmt: skip
    return result
