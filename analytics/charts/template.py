"""The one template of all figures: fonts, grounds, axes. Figures stay small: no plotly template travels with them."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go

from analytics.charts.palette import Palette

Trace = dict[str, Any]
FONT = '"Source Sans", "Source Sans 3", sans-serif'
SIZE = 14
AXIS_SIZE = 13
CHARACTER = 6.6
"""Pixels that a character of the font takes on average at its size; a little generous, so that nothing is clipped."""


def figure(
    traces: list[Trace], palette: Palette, *, height: float, margin: tuple[int, int, int, int], **layout: Any
) -> go.Figure:
    """A figure in the house style. `margin` is left, right, top, bottom; `height` in pixels.

    It is put together unchecked, for checking takes plotly ten times as long; the tests check every figure.
    """
    left, right, top, bottom = margin
    text = {"family": FONT, "size": SIZE, "color": palette.text}
    base = {
        "template": {},
        "font": text,
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "showlegend": False,
        "dragmode": False,
        "height": height,
        "margin": {"l": left, "r": right, "t": top, "b": bottom, "pad": 0},
        "hoverlabel": {"bgcolor": palette.ground, "bordercolor": palette.rest, "font": text},
    }
    return unchecked(traces, {**base, **layout})


def unchecked(traces: list[Trace], layout: dict[str, Any]) -> go.Figure:
    """A figure of these traces and this layout as they are."""
    return go.Figure({"data": traces, "layout": layout}, _validate=False)


def trace(kind: str, **settings: Any) -> Trace:
    """One series of a figure, of plotly's type of that name."""
    return {"type": kind, **settings}


def axis(palette: Palette, **settings: Any) -> dict[str, Any]:
    """An axis without title, ticks, grid or zoom; what is wanted is said by name."""
    quiet = {
        "fixedrange": True,
        "showgrid": False,
        "zeroline": False,
        "ticks": "",
        "tickfont": {"size": AXIS_SIZE, "color": palette.soft_text},
        "automargin": False,
    }
    return {**quiet, **settings}


def grid(palette: Palette) -> dict[str, Any]:
    """The settings of an axis with thin lines behind the marks."""
    return {"showgrid": True, "gridcolor": palette.grid, "gridwidth": 1, "tickformat": ","}


def note(text: str, **settings: Any) -> dict[str, Any]:
    """A text on the figure: no arrow, left-aligned unless said otherwise."""
    return {"text": text, "showarrow": False, "xanchor": "left", "align": "left", **settings}


def bold(text: str) -> str:
    """The text in bold."""
    return f"<b>{text}</b>"


def plain(text: str) -> str:
    """The text as it stands, though plotly would read its angle brackets and ampersands as marks."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
