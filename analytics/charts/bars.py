"""Horizontal bars with their names in a gutter at the left: one row a value, zero rows included."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from analytics.charts.chart import MEASURE, TILE, Chart, fitting
from analytics.charts.names import broken
from analytics.charts.palette import LIGHT, Palette
from analytics.charts.shares import of, share
from analytics.charts.template import CHARACTER, axis, bold, figure, note, plain
from analytics.wording import count, plural, sentence_case

THICKNESS = 18
PITCH = 34
TWO_LINE_PITCH = 43
LINE = 17
RIGHT = 36
"""Pixels: a bar, from one bar to the next, the same where names take two lines, a line of text, room for the number."""

_GUTTERS = {TILE: (140, 196), MEASURE: (140, 404)}
_LONGEST = {TILE: 29, MEASURE: 62}
_NARROW_LONGEST = 40


def bars(
    frame: pd.DataFrame,
    *,
    name: str,
    counted: str,
    by: str,
    says: str,
    several: str,
    width: int = TILE,
    subtitle: str | None = None,
    chosen: str | None = None,
    palette: Palette = LIGHT,
) -> Chart:
    """One bar a row of `frame`, which has the columns `value` (stored, or "[blank]"), `label` and `count`, in order.

    `counted` is what the counts are of ("open"), `by` the dimension ("source"), `says` the words between share and
    label in the headline ("come from"), `several` the dimension's plural ("sources"). A column `clause` in the frame
    replaces `says` and label for its row ("are in programmes"). `chosen` is the value looked at.
    """
    labels = tuple(map(str, frame["label"]))
    counts = frame["count"].to_numpy(dtype="int64")
    chart = Chart(
        figure=_figure(labels, counts, width, palette),
        headline=_headline(counts, _clauses(frame, says), by, several, counted, width),
        subtitle=subtitle or f"{sentence_case(counted)}, by {by}; {count(int(counts.sum()))} in all",
        alternative=_alternative(labels, counts, counted, by),
        table=pd.DataFrame({sentence_case(by): labels, sentence_case(counted): counts}),
        name=name,
        width=width,
        values=tuple(map(str, frame["value"])),
        labels=labels,
    )
    return with_chosen(chart, chosen, palette)


def with_chosen(chart: Chart, chosen: str | None, palette: Palette = LIGHT) -> Chart:
    """The same chart with one bar looked at: it is blue and bold, the rest grey. None, or no such bar: all are blue."""
    if chosen not in chart.values:
        return chart
    at = chart.values.index(chosen)
    marked = go.Figure(chart.figure)
    bar = marked.data[0]
    bar.marker.color = [palette.looked_at if i == at else palette.rest for i in range(len(chart.values))]
    bar.text = [bold(text) if i == at else text for i, text in enumerate(bar.text)]
    meta = marked.layout.meta
    marked.layout.annotations[at].text = bold(marked.layout.annotations[at].text)
    meta["narrow"]["annotations"][at]["text"] = bold(meta["narrow"]["annotations"][at]["text"])
    return replace(chart, figure=marked)


def _figure(labels: Sequence[str], counts: np.ndarray[Any, np.dtype[np.int64]], width: int, palette: Palette) -> go.Figure:
    longest = _LONGEST.get(width, _LONGEST[MEASURE])
    lines = [broken(label, longest) for label in labels]
    pitch = TWO_LINE_PITCH if max(map(len, lines), default=1) > 1 else PITCH
    gutter = _gutter(lines, width)
    rows = np.arange(len(labels))
    bar = go.Bar(
        x=counts,
        y=rows,
        width=THICKNESS / pitch,
        orientation="h",
        marker={"color": palette.looked_at},
        text=[count(int(value)) for value in counts],
        textposition="outside",
        textfont={"color": palette.text},
        cliponaxis=False,
        constraintext="none",
        hoverinfo="skip",
    )
    names = [
        _name(text, row, int(value), palette, xshift=-gutter, yanchor="middle")
        for row, text, value in zip(rows, lines, counts, strict=True)
    ]
    return figure(
        [bar],
        palette,
        height=pitch * len(labels) + 4,
        margin=(gutter, RIGHT, 2, 2),
        annotations=names,
        xaxis=axis(palette, visible=False, range=[0, max(1, int(counts.max(initial=0)))]),
        yaxis=axis(
            palette,
            showticklabels=False,
            showline=True,
            linecolor=palette.baseline,
            linewidth=1,
            range=[len(labels) - 0.5, -0.5],
        ),
        meta={"pitch": pitch, "top": 2, "below": gutter + RIGHT + 90, "narrow": _narrow(labels, counts, palette)},
    )


def _gutter(lines: list[list[str]], width: int) -> int:
    """Room for the longest line, within what the width allows."""
    least, most = _GUTTERS.get(width, _GUTTERS[MEASURE])
    needed = CHARACTER * max((len(line) for text in lines for line in text), default=0) + 8
    return int(min(most, max(least, needed)))


def _name(lines: list[str], row: int, value: int, palette: Palette, **place: Any) -> dict[str, Any]:
    colour = palette.text if value else palette.soft_text
    text = "<br>".join(map(plain, lines))
    return note(text, x=0, xref="paper", y=int(row), yref="y", font={"color": colour}, **place)


def _narrow(labels: Sequence[str], counts: np.ndarray[Any, np.dtype[np.int64]], palette: Palette) -> dict[str, Any]:
    """What changes where the figure is too narrow for a gutter: each name stands above its bar."""
    lines = [broken(label, _NARROW_LONGEST) for label in labels]
    pitch = LINE * max(map(len, lines), default=1) + THICKNESS + 18
    down = 0.5 - (THICKNESS / 2 + 6) / pitch
    names = [
        _name(text, row, int(value), palette, yshift=_above(pitch, down), yanchor="bottom")
        for row, (text, value) in enumerate(zip(lines, counts, strict=True))
    ]
    return {
        "height": pitch * len(labels) + 4,
        "margin": {"l": 1, "r": RIGHT + 6, "t": 2, "b": 2, "pad": 0},
        "annotations": names,
        "pitch": pitch,
        "trace": {"width": THICKNESS / pitch, "y": [row + down for row in range(len(labels))]},
    }


def _above(pitch: float, down: float) -> float:
    """Pixels from the middle of a row up to the foot of the name that stands over its bar."""
    return THICKNESS / 2 + 1 - down * pitch


def _clauses(frame: pd.DataFrame, says: str) -> list[str]:
    """What follows the share in a headline, for each row."""
    own = frame["clause"] if "clause" in frame else [None] * len(frame)
    return [
        clause if isinstance(clause, str) and clause else f"{says} {_named(str(label))}"
        for clause, label in zip(own, frame["label"], strict=True)
    ]


def _named(label: str) -> str:
    """A label within a sentence: quoted where it is a sentence itself."""
    return f"“{label}”" if label.count(" ") > 3 else label.replace("Not recorded", "not recorded")


def _headline(
    counts: np.ndarray[Any, np.dtype[np.int64]], clauses: list[str], by: str, several: str, counted: str, width: int
) -> str:
    whole = int(counts.sum())
    if whole == 0:
        return f"None is {counted}"
    top = int(counts.argmax())
    part = int(counts[top])
    clause = clauses[top] if part > 1 else _singular(clauses[top])
    words = share(part, whole)
    candidates = [f"{words} {clause}"] if words else []
    candidates += _two_lead(counts, several) if _is_many(counts) else []
    candidates += [f"{of(part, whole)} {clause}"]
    candidates += [f"{words} in one {by}"] if words else []
    candidates += [f"{of(part, whole)} in one {by}"]
    return fitting([sentence_case(candidate) for candidate in candidates], width)


def _two_lead(counts: np.ndarray[Any, np.dtype[np.int64]], several: str) -> list[str]:
    """ "Two programmes hold over half", where the first two do and neither does alone."""
    first, second = sorted(counts, reverse=True)[:2]
    return [f"Two {several} hold over half"] if 2 * first <= counts.sum() < 2 * (first + second) else []


def _is_many(counts: np.ndarray[Any, np.dtype[np.int64]]) -> bool:
    return int((counts > 0).sum()) > 3


def _singular(says: str) -> str:
    """The verb for one: "comes from" for "come from", "is" for "are"."""
    verb, _, rest = says.partition(" ")
    return f"{'is' if verb == 'are' else verb + 's'} {rest}".strip()


def _alternative(labels: Sequence[str], counts: np.ndarray[Any, np.dtype[np.int64]], counted: str, by: str) -> str:
    rows = "; ".join(f"{label} {count(int(value))}" for label, value in zip(labels, counts, strict=True))
    return f"Bar chart of {plural(len(labels), 'row')}: {counted}, by {by}. {rows}."


def is_ordered_by_count(frame: pd.DataFrame) -> bool:
    """Whether a frame's rows fall in count, as every order but a framework's own should."""
    return all(a >= b for a, b in pairwise(frame["count"]))
