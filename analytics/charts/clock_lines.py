"""Clocks side by side: a row a response, its time used, left, paused and late, and the day on which it was given."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pandas as pd

from analytics.charts.chart import MEASURE, Chart
from analytics.charts.label_lines import broken
from analytics.charts.palette import LIGHT, Palette
from analytics.charts.template import CHARACTER, Trace, axis, figure, grid, note, plain, trace
from analytics.english import day, unbroken_day

PITCH, LINE, TOP, BOTTOM = 40, 18, 24, 42
LONGEST, NARROW_LONGEST = 54, 40
GUTTER = 360
NARROW = 700
"""Pixels of a row and of a line of its name, above the first row and below the last; letters of a line of a name beside
its clock and above it; pixels of the names; the width below which the names stand above."""

WIDTH = 6
"""Pixels of a line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockLine:
    """One response: its name, the days from which and by which it is due, when it was given or paused, and its state.

    `state` is what stands at its end ("12 days late").
    """

    name: str
    starts_on: date
    due_on: date
    given_on: date | None = None
    paused_from: date | None = None
    state: str


def clock_lines(
    clocks: Sequence[ClockLine],
    *,
    as_at: date,
    name: str,
    headline: str,
    subtitle: str,
    table: pd.DataFrame,
    palette: Palette = LIGHT,
) -> Chart:
    """A row a clock, in the order given; `table` is what stands behind the picture."""
    rows = "; ".join(
        f"{clock.name}, from {day(clock.starts_on)}, due {day(clock.due_on)}, {clock.state}" for clock in clocks
    )
    return Chart(
        figure=_figure(clocks, as_at, palette),
        headline=headline,
        subtitle=subtitle,
        alternative=f"Timeline of {len(clocks)} responses to {day(as_at)}. {rows}.",
        table=table,
        name=name,
        width=MEASURE,
    )


def _figure(clocks: Sequence[ClockLine], as_at: date, palette: Palette) -> Any:
    first = min((clock.starts_on for clock in clocks), default=as_at)
    last = max((as_at, *(max(clock.due_on, clock.given_on or as_at) for clock in clocks)))
    pad = timedelta(days=max(2, (last - first).days // 50))
    right = int(CHARACTER * max((len(clock.state) for clock in clocks), default=0)) + 16
    rows = len(clocks)
    pitch = max(PITCH, 6 + LINE * max((len(broken(clock.name, LONGEST)) for clock in clocks), default=1))
    lines = [broken(clock.name, NARROW_LONGEST) for clock in clocks]
    narrow_pitch = LINE * max(map(len, lines), default=1) + 32
    return figure(
        _traces(clocks, as_at, palette),
        palette,
        height=TOP + pitch * rows + BOTTOM,
        margin=(GUTTER, right, TOP, BOTTOM),
        annotations=[*_names(clocks, LONGEST, palette, xshift=-GUTTER), *_ends(clocks, as_at, palette)],
        shapes=[_today(as_at, palette)],
        xaxis=axis(
            palette,
            **grid(palette) | {"tickformat": "%b<br>%Y"},
            type="date",
            range=[(first - pad).isoformat(), (last + pad).isoformat()],
            nticks=6,
        ),
        yaxis=axis(palette, visible=False, range=[rows - 0.5, -0.5]),
        meta={
            "below": NARROW,
            "narrow": {
                "height": TOP + narrow_pitch * rows + BOTTOM,
                "margin": {"l": 2, "r": right, "t": TOP, "b": BOTTOM, "pad": 0},
                "yaxis": {"range": [rows - 0.75, -0.75]},
                "xaxis": {"nticks": 4},
                "annotations": [
                    *_names(clocks, NARROW_LONGEST, palette, yanchor="bottom", yshift=9),
                    *_ends(clocks, as_at, palette),
                ],
            },
        },
    )


def _names(clocks: Sequence[ClockLine], longest: int, palette: Palette, **place: Any) -> list[dict[str, Any]]:
    settings = {"x": 0, "xref": "paper", "yref": "y", "yanchor": "middle", "font": {"color": palette.text}, **place}
    return [
        note("<br>".join(map(plain, broken(clock.name, longest))), y=row, **settings)
        for row, clock in enumerate(clocks)
    ]


def _ends(clocks: Sequence[ClockLine], as_at: date, palette: Palette) -> list[dict[str, Any]]:
    """How each clock stands, at the end of its line; and the day shown, above all."""
    states = [
        note(plain(clock.state), x=_end(clock, as_at).isoformat(), xref="x", xshift=9, y=row, yref="y",
             yanchor="middle", font={"color": palette.text}, bgcolor=palette.ground)  # over the line of the day
        for row, clock in enumerate(clocks)
    ]  # fmt: skip
    today = note(unbroken_day(as_at), x=as_at.isoformat(), xref="x", xanchor="center", y=1, yref="paper",
                 yanchor="bottom", font={"color": palette.soft_text, "size": 13})  # fmt: skip
    return [*states, today]


def _end(clock: ClockLine, as_at: date) -> date:
    return max(clock.due_on, clock.given_on or as_at)


def _today(as_at: date, palette: Palette) -> dict[str, Any]:
    line = {"color": palette.soft_text, "width": 1}
    place = {"x0": as_at.isoformat(), "x1": as_at.isoformat(), "yref": "paper", "y0": 0, "y1": 1}
    return {"type": "line", "line": line, "layer": "below", **place}


Span = tuple[date, date] | None


def _traces(clocks: Sequence[ClockLine], as_at: date, palette: Palette) -> list[Trace]:
    """The parts of the lines, each kind in a trace of its own; then the days due and the days given."""

    def stopped(clock: ClockLine) -> date:
        return clock.given_on or clock.paused_from or as_at

    def used(clock: ClockLine) -> Span:
        return clock.starts_on, min(stopped(clock), clock.due_on)

    def late(clock: ClockLine) -> Span:
        return (clock.due_on, stopped(clock)) if stopped(clock) > clock.due_on else None

    def left(clock: ClockLine) -> Span:
        return (as_at, clock.due_on) if not clock.given_on and clock.due_on > as_at else None

    def paused(clock: ClockLine) -> Span:
        return (clock.paused_from, as_at) if clock.paused_from and not clock.given_on else None

    def running(clock: ClockLine) -> Span:
        return None if clock.given_on else used(clock)

    def time_allowed(clock: ClockLine) -> Span:
        return used(clock) if clock.given_on else None

    return [
        _lines(clocks, running, {"color": palette.looked_at, "width": WIDTH}),
        _lines(clocks, time_allowed, {"color": palette.rest, "width": WIDTH}),
        _lines(clocks, late, {"color": palette.late, "width": WIDTH}),
        _lines(clocks, left, {"color": palette.looked_at, "width": 2, "dash": "dot"}),
        _lines(clocks, paused, {"color": palette.rest, "width": 3, "dash": "dash"}),
        _marks([(clock.due_on, row) for row, clock in enumerate(clocks)], "line-ns-open", 14, palette.text),
        _marks([(clock.given_on, row) for row, clock in enumerate(clocks)], "circle", 10, palette.rest),
    ]


def _lines(clocks: Sequence[ClockLine], span: Callable[[ClockLine], Span], line: dict[str, Any]) -> Trace:
    """The spans of the clocks that have one, broken between one clock and the next."""
    spans = [(row, drawn) for row, clock in enumerate(clocks) if (drawn := span(clock))]
    x = [each for _, (start, end) in spans for each in (start.isoformat(), end.isoformat(), None)]
    y = [each for row, _ in spans for each in (row, row, None)]
    return trace("scatter", x=x, y=y, mode="lines", line=line, hoverinfo="skip", cliponaxis=False)


def _marks(points: Sequence[tuple[date | None, int]], symbol: str, size: int, colour: str) -> Trace:
    dated_points = [(when.isoformat(), row) for when, row in points if when]
    return trace(
        "scatter",
        x=[when for when, _ in dated_points],
        y=[row for _, row in dated_points],
        mode="markers",
        marker={"symbol": symbol, "size": size, "color": colour, "line": {"width": 2, "color": colour}},
        hoverinfo="skip",
        cliponaxis=False,
    )
