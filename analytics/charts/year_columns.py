"""Upright columns, one a year, each with its number at its foot, and what is expected as a dotted line."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from analytics.charts.chart import TILE, Chart, fitting
from analytics.charts.palette import LIGHT, Palette
from analytics.charts.template import axis, bold, figure, note, trace
from analytics.english import count, day, listed, sentence_case

HEIGHT = 190
BOTTOM, LINE, NAMED = 44, 18, 62
"""Pixels: the words at the feet of the columns, one more line of them, the width of a name of two words."""

Numbers = np.ndarray[Any, np.dtype[np.int64]]


def columns(
    frame: pd.DataFrame,
    *,
    name: str,
    quantity: str,
    by: str = "year",
    subject: str | None = None,
    expected: float | None = None,
    unfinished: date | None = None,
    part: tuple[str, Sequence[int]] | None = None,
    limit: tuple[int, str] | None = None,
    highest: float = 0,
    width: int = TILE,
    palette: Palette = LIGHT,
) -> Chart:
    """One column a row of `frame`: columns `label`, `count`, in order.

    `quantity` is what is counted ("received"), `subject` whom it is about ("HMICFRS"), `expected` the number expected
    for each column. `unfinished` is the day up to which the last one goes where it is not over yet: it is grey, and
    the headline says that it is so far. `part`, a part of each count and its words, stands at the foot of its column in
    blue with the rest above it in grey. `limit` is the first column that is past a limit, and the limit in words: a
    line stands before it, and what is past it has the colour of what is late. `highest` is the highest number of the
    charts beside this one, so that all have one scale.
    """
    labels = [str(label) for label in frame["label"]]
    counts = frame["count"].to_numpy(dtype="int64")
    about = f"{subject}: " if subject else ""
    table = {sentence_case(by): labels, sentence_case(quantity): counts}
    table |= {sentence_case(part[0]): list(part[1])} if part else {}
    drawn = _figure(
        labels,
        counts,
        expected,
        palette,
        unfinished=bool(unfinished),
        part=part and part[1],
        limit=limit,
        highest=highest,
    )
    return Chart(
        figure=drawn,
        headline=_so_far(labels, counts, quantity, about, expected)
        if unfinished and about
        else fitting(_headlines(labels, counts, quantity, about, unfinished=bool(unfinished)), width),
        subtitle=_subtitle(quantity, by, expected, unfinished=unfinished),
        alternative=f"Columns: {about}{quantity}, by {by}. {_alternative(labels, counts, part, expected)}",
        table=pd.DataFrame(table),
        name=name,
        width=width,
    )


def _alternative(
    labels: Sequence[str], counts: Numbers, part: tuple[str, Sequence[int]] | None, expected: float | None
) -> str:
    """Each column with its number and its part, and what is expected of each."""
    columns = [f"{label} {count(int(value))}" for label, value in zip(labels, counts, strict=True)]
    if part:
        columns = [f"{each}, {count(number)} {part[0]}" for each, number in zip(columns, part[1], strict=True)]
    text = "; ".join(columns) if part else listed(columns)
    return f"{text}. About {count(round(expected))} are expected." if expected else f"{text}."


NEAR = 0.1
"""How far from what is expected, as a share of it, a number is near it."""


def _so_far(labels: list[str], counts: Numbers, quantity: str, about: str, expected: float | None) -> str:
    """The year that is not over, beside what is usual of a whole year, or beside the year before."""
    now = int(counts[-1])
    verb = "" if quantity == "received" else f"{quantity.partition(' and ')[0]} "
    wording = f"{about}{count(now)} {verb}so far in {labels[-1]}"
    if expected:
        usual = count(round(expected))
        if now > expected:
            return f"{wording}, already above its usual {usual}"
        return (
            f"{wording}, near its usual {usual}"
            if now >= (1 - NEAR) * expected
            else f"{wording}, usually {usual} a year"
        )
    return f"{wording}, {count(int(counts[-2]))} in all of {labels[-2]}" if len(counts) > 1 else wording


def _headlines(labels: list[str], counts: Numbers, quantity: str, about: str, *, unfinished: bool) -> list[str]:
    """The last complete one, and how it compares with the one before."""
    last = len(counts) - (2 if unfinished and len(counts) > 1 else 1)
    wording = f"{about}{count(int(counts[last]))} {quantity} in {labels[last]}"
    if last < 1:
        return [wording]
    change = int(counts[last] - counts[last - 1])
    compared = "the same as" if change == 0 else f"{count(abs(change))} {'more' if change > 0 else 'fewer'} than"
    return [
        f"{wording}, {compared} in {labels[last - 1]}",
        wording,
        f"{about}{count(int(counts[last]))} in {labels[last]}",
    ]


def _subtitle(quantity: str, by: str, expected: float | None, *, unfinished: date | None) -> str:
    parts = [f"{sentence_case(quantity)} each {by}"]
    parts += [f"Dotted line: about {count(round(expected))} expected"] if expected else []
    parts += [f"Grey: {unfinished.year} to {day(unfinished, year=False)}"] if unfinished else []
    return ". ".join(parts)


def _figure(
    labels: list[str],
    counts: Numbers,
    expected: float | None,
    palette: Palette,
    *,
    unfinished: bool,
    part: Sequence[int] | None = None,
    limit: tuple[int, str] | None = None,
    highest: float = 0,
) -> go.Figure:
    colours = [palette.looked_at] * len(labels)
    if limit:
        colours[limit[0] :] = [palette.late] * (len(labels) - limit[0])
    if unfinished:
        colours[-1] = palette.rest
    highest = max(int(counts.max(initial=1)), expected or 0, highest)
    heights = [(counts, colours)]
    if part is not None:
        foot = np.array(part, dtype="int64")
        heights = [(foot, colours), (counts - foot, [palette.rest] * len(labels))]
    bars = [
        trace("bar", x=np.arange(len(labels)), y=height, marker={"color": colour}, hoverinfo="skip")
        for height, colour in heights
    ]
    feet = [bold(count(int(value))) for value in counts]
    if part is not None:
        feet = [f"{bold(count(number))} of {count(int(value))}" for number, value in zip(part, counts, strict=True)]
    return figure(
        bars,
        palette,
        height=HEIGHT,
        margin=(2, 2, 6, BOTTOM),
        bargap=0.42,
        barmode="stack",
        shapes=[*([_expected(expected, palette)] if expected else []), *([_limit(limit[0], palette)] if limit else [])],
        annotations=[_limit_name(limit, palette)] if limit else [],
        xaxis=axis(
            palette,
            range=[-0.5, len(labels) - 0.5],
            tickvals=list(range(len(labels))),
            ticktext=[f"{foot}<br>{label}" for label, foot in zip(labels, feet, strict=True)],
            tickfont={"size": 13, "color": palette.text},
            tickangle=0,
            showline=True,
            linecolor=palette.baseline,
        ),
        yaxis=axis(palette, visible=False, range=[0, highest * 1.02]),
        meta={"below": NAMED * len(labels), "narrow": _narrow(labels, feet)} if " " in "".join(labels) else {},
    )


def _expected(number: float, palette: Palette) -> dict[str, Any]:
    """A dotted line at what is expected of each column."""
    line = {"color": palette.soft_text, "width": 1.5, "dash": "dot"}
    return {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": number, "y1": number, "line": line}


def _limit(first: int, palette: Palette) -> dict[str, Any]:
    """An upright line before the first column that is past the limit."""
    line = {"color": palette.soft_text, "width": 1.5, "dash": "dot"}
    return {"type": "line", "x0": first - 0.5, "x1": first - 0.5, "yref": "paper", "y0": 0, "y1": 1, "line": line}


def _limit_name(limit: tuple[int, str], palette: Palette) -> dict[str, Any]:
    first, words = limit
    return note(words, x=first - 0.5, xref="x", xshift=6, y=1, yref="paper", yanchor="top",
                font={"color": palette.soft_text, "size": 13})  # fmt: skip


def _narrow(labels: list[str], feet: list[str]) -> dict[str, Any]:
    """What changes where names of two words would touch: the second, a year, stands below the first, once a year."""
    parted = [label.partition(" ")[::2] for label in labels]
    years = [year if place == 0 or year != parted[place - 1][1] else "" for place, (_, year) in enumerate(parted)]
    words = [
        f"{foot.replace(' of ', '<br>of ')}<br>{name}<br>{year}"
        for foot, (name, _), year in zip(feet, parted, years, strict=True)
    ]
    return {"xaxis": {"ticktext": words}, "margin": {"b": BOTTOM + LINE * (2 if "of" in "".join(feet) else 1)}}
