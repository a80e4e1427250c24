"""The life of one recommendation: when it was made, the first date and the present one, and the as-at day."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analytics.charts.chart import TILE, Chart
from analytics.charts.palette import LIGHT, Palette
from analytics.charts.template import axis, figure, note, trace
from analytics.english import day, plural

HEIGHT = 104
ABOVE, BELOW = 1, -1
CLOSED_BY = "Closed by"


def life(
    *,
    reference: str,
    as_at: date,
    made: date | None = None,
    first_due: date | None = None,
    due: date | None = None,
    closed: date | None = None,
    closed_by: date | None = None,
    is_outstanding: bool = True,
    width: int = TILE,
    palette: Palette = LIGHT,
) -> Chart | None:
    """A line in time with a mark for each day that is known; None where fewer than two days are.

    Circle: made; hollow circle: the first date agreed; diamond: the present date; square: closed.
    Hollow square: closed by that day, as an extract tells without saying when. Late is only what is outstanding.
    """
    marks = _marks(made, first_due, due, closed, closed_by)
    if not marks or (len(marks) == 1 and marks[0][1] == as_at):
        return None
    ended = closed or closed_by
    until = ended or as_at
    late = _late(due, first_due, until) if closed or (is_outstanding and not closed_by) else None
    rows = [(words, when) for words, when, _ in marks] + ([] if ended else [("As at", as_at)])
    text = "; ".join(_mark_text(words, when).replace("<br>", " ") for words, when in rows)
    return Chart(
        figure=_figure(marks, as_at, until, late if not ended else None, palette),
        headline=f"The life of {reference}",
        subtitle=f"Dates of {reference}, as at {day(as_at)}",
        alternative=f"Line in time of {reference}: {text}." + (f" {late}." if late else ""),
        table=pd.DataFrame(rows, columns=["What", "Day"]),
        name=f"life-of-{reference}",
        width=width,
    )


Mark = tuple[str, date, str]


def _marks(
    made: date | None, first_due: date | None, due: date | None, closed: date | None, closed_by: date | None
) -> list[Mark]:
    """What is known, oldest first: its words, its day, plotly's name of its shape."""
    was_redated = first_due is not None and due is not None and first_due != due
    result = [
        ("Made", made, "circle"),
        ("First date", first_due if was_redated else None, "circle-open"),
        ("Present date" if was_redated else "Due", due or first_due, "diamond"),
        ("Closed", closed, "square"),
        (CLOSED_BY, None if closed else closed_by, "square-open"),
    ]
    return sorted(((words, when, shape) for words, when, shape in result if when is not None), key=lambda mark: mark[1])


def _mark_text(words: str, when: date) -> str:
    """A mark in words."""
    return f"{words}<br>{day(when)}{', day not recorded' if words == CLOSED_BY else ''}"


def _late(due: date | None, first_due: date | None, until: date) -> str | None:
    """How long after its date: words, or None where it is not late."""
    agreed = due or first_due
    if agreed is None or until <= agreed:
        return None
    return f"{plural((until - agreed).days, 'day')} late"


def _figure(marks: list[Mark], as_at: date, until: date, late: str | None, palette: Palette) -> go.Figure:
    days = [when for _, when, _ in marks]
    start, end = min([*days, until]), max([*days, until])
    span = max(1, (end - start).days)
    line = trace(
        "scatter",
        x=[start, until],
        y=[0, 0],
        mode="lines",
        line={"color": palette.looked_at, "width": 4},
        hoverinfo="skip",
        cliponaxis=False,
    )
    dots = trace(
        "scatter",
        x=days,
        y=[0] * len(days),
        mode="markers",
        marker={
            "symbol": [shape.removesuffix("-open") for _, _, shape in marks],
            "size": [13 if shape == "diamond" else 11 for _, _, shape in marks],
            "color": [palette.ground if shape.endswith("-open") else palette.looked_at for _, _, shape in marks],
            "line": {"color": palette.looked_at, "width": 2},
            "opacity": 1,
        },
        hoverinfo="skip",
        cliponaxis=False,
    )
    return figure(
        [line, dots],
        palette,
        height=HEIGHT,
        margin=(56, 56, 0, 0),
        annotations=_labels(marks, as_at, late, start, span),
        xaxis=axis(palette, visible=False, type="date", range=[start, end]),
        yaxis=axis(palette, visible=False, range=[-1, 1]),
    )


def _labels(marks: list[Mark], as_at: date, late: str | None, start: date, span: int) -> list[dict[str, Any]]:
    """Words above and below in turn, so that neighbours do not touch."""
    text = [(words, when) for words, when, _ in marks]
    if late:
        text = sorted([*text, (late, as_at)], key=lambda item: item[1])
    result = []
    for number, (words, when) in enumerate(text):
        side = ABOVE if number % 2 == 0 else BELOW
        share = (when - start).days / span
        anchor = "center" if 0.02 < share < 0.98 else ("left" if share <= 0.02 else "right")
        result.append(
            note(
                _mark_text(words, when),
                x=when,
                y=0,
                xanchor=anchor,
                xshift={"left": -52, "right": 52}.get(anchor, 0),
                align=anchor,
                yanchor="bottom" if side == ABOVE else "top",
                yshift=9 * side,
                font={"size": 13},
            )
        )
    return result
