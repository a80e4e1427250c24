"""The figures at the head of a page: a number, how it moved, its last twelve months as a small line, one caption."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import streamlit as st

from analytics.charts.sparkline import HEIGHT, WIDTH, sparkline
from analytics.english import count, listed
from analytics.filters import Filters
from pages.ui import html_table, links, screen, term_links

_mount = st.components.v2.component(
    "register_sparkline",
    html=f'<svg class="register-sparkline" role="img" width="{WIDTH}" height="{HEIGHT}" '
    f'viewBox="0 0 {WIDTH} {HEIGHT}"><path class="rest"/><path class="last"/><circle r="3.5" class="last"/></svg>',
    # The page's own colours: they follow a switch between light and dark by themselves.
    css=".register-sparkline { display: block; max-width: 100%; height: auto; }"
    ".register-sparkline .line { fill: none; stroke: var(--st-border-color); stroke-width: 1.75; "
    "vector-effect: non-scaling-stroke; }"
    ".register-sparkline .bars { fill: var(--st-border-color); }"
    ".register-sparkline .last { fill: var(--st-primary-color); }",
    js="""export default function ({ data, parentElement }) {
  const svg = parentElement.querySelector('svg')
  const [rest, bar, dot] = svg.children
  svg.setAttribute('aria-label', data.words)
  rest.setAttribute('d', data.rest)
  rest.setAttribute('class', data.kind)
  const isBar = typeof data.last === 'string'
  bar.setAttribute('d', isBar ? data.last : '')
  dot.style.display = isBar ? 'none' : ''
  if (!isBar) { dot.setAttribute('cx', data.last[0]); dot.setAttribute('cy', data.last[1]) }
}""",
    isolate_styles=False,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure. A `value` of None is not known: it is shown as a dash, and `caption` says why.

    `move` is the signed change `since` (said as "since 31 October"); `series` the months, oldest first.

    `caption` has at most 34 characters. `help` is the definition, shown on asking; `term` is the one that explains it.
    `rows` are the recommendations counted, `caption_rows` those that the caption counts: each leads to its list.
    """

    label: str
    value: int | None
    move: int | None = None
    since: str = ""
    series: Sequence[int] = ()
    kind: Literal["line", "bars"] = "line"
    caption: str = ""
    help: str | None = None
    term: str = ""
    rows: Filters | None = None
    caption_rows: Filters | None = None


MOST_COLUMNS = 4
"""Figures that keep side by side down to a telephone; more of them stand in two rows on a tablet."""

_STYLES = Path(__file__).with_name("figures.css").read_text(encoding="utf-8")


def row(figures: Sequence[Figure]) -> None:
    """Figures side by side; on a telephone one below the other. Nothing where there are none."""
    if not figures:
        return
    if len(figures) > MOST_COLUMNS:
        st.html(f"<style>{_STYLES}</style>")
        with st.container(horizontal=True, key=f"figures_{len(figures)}"):
            for figure in figures:
                with st.container(gap="xsmall"):
                    _draw(figure)
        return
    for column, figure in zip(st.columns(len(figures), gap="medium"), figures, strict=True):
        with column, st.container(gap="xsmall"):
            _draw(figure)


def _draw(figure: Figure) -> None:
    screen.metric(
        figure.label,
        "–" if figure.value is None else count(figure.value),
        _movement(figure.move),
        delta_color="blue" if figure.move else "off",
        delta_arrow=_arrow(figure.move),
        delta_description=figure.since or None,
        help=figure.help,
    )
    if figure.series:
        shapes = sparkline(figure.series, figure.kind)
        _mount(
            key=f"sparkline_{figure.label}",
            data={"rest": shapes.rest, "last": shapes.last, "kind": figure.kind, "words": _sparkline_text(figure)},
        )
    if figure.caption and not figure.caption_rows:
        screen.caption(figure.caption)
    if ways := _ways_on(figure):
        st.html(f'<p class="register-ways">{" ".join(ways)}</p>')


def _ways_on(figure: Figure) -> list[str]:
    """The links under a figure as HTML: to what its caption counts, to what it counts, to the term that explains it."""
    ways = []
    if figure.caption_rows:
        ways.append(html_table.link(figure.caption, links.list_address(figure.caption_rows)))
    if figure.rows and figure.value:
        listed = "List it" if figure.value == 1 else f"List all {count(figure.value)}"
        words = html_table.named(listed, figure.label)
        ways.append(html_table.link_around(words, links.list_address(figure.rows)))
    if figure.term:
        ways.append(html_table.link_around(html_table.named("Meaning", figure.label), term_links.address(figure.term)))
    return ways


def _movement(move: int | None) -> str | None:
    """How a figure moved, in words: an arrow alone is not read aloud."""
    if move is None:
        return None
    return f"{count(abs(move))} {'more' if move > 0 else 'fewer'}" if move else "No change"


def _arrow(move: int | None) -> Literal["up", "down", "off"]:
    if not move:
        return "off"
    return "up" if move > 0 else "down"


def _sparkline_text(figure: Figure) -> str:
    """The sparkline for those who do not see it."""
    return f"{figure.label}, month by month, oldest first: {listed([count(value) for value in figure.series])}."
