"""The one way in which every chart is shown: headline, subtitle, figure, and the text buttons below it.

The figure is drawn by a component that keeps its element from run to run, follows a system switch between light and
dark without a rerun, puts names above the bars where there is no room beside them, and makes each bar a button.
Where the server does not serve plotly.js (another way of starting it), Streamlit's own chart stands in.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import pandas as pd
import streamlit as st
from streamlit import config

from analytics.charts.chart import TILE, Chart
from analytics.charts.chosen import with_chosen
from analytics.charts.palette import recolouring
from analytics.english import plural
from pages.ui import download_menu, downloads, error_messages, headings, printing, screen, server, tables
from pages.ui.download_menu import ChartPicture
from pages.ui.screen import Markdown
from pages.ui.streamlit_gaps import runtime

MOST_PLACES = 6
"""Tiles side by side under which rows can open where the tiles wrap; page.css has a rule for each."""

MOST_RADIO = 20
"""Values of a chart that are offered as a list; more are offered in a field that searches them."""

Rows = Callable[[str], pd.DataFrame]
"""The rows behind a bar, given its stored value; columns as `tables.listing` takes them."""

HERE = Path(__file__).parent
_mount = st.components.v2.component(
    "register_chart",
    html='<div class="register-chart"><div class="register-plot" role="img"></div>'
    '<div class="register-rows" role="group" hidden></div></div>',
    css=(HERE / "chart.css").read_text(encoding="utf-8"),
    js="\n".join((HERE / f"{name}.js").read_text(encoding="utf-8") for name in ("into_view", "chart")),
    isolate_styles=False,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A chart on a page: its key (unique on the page, and in the address when a bar is chosen), and its rows.

    `view` says what is looked at in its picture where that is not what the page's head says.
    """

    chart: Chart
    key: str
    rows: Rows | None = None
    open_in_register: Callable[[str], None] | None = None
    view: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Absent:
    """A place where a chart would stand: the heading is kept, one sentence says why there is none."""

    headline: str
    sentence: str
    width: int


def show(
    chart: Chart,
    *,
    key: str,
    rows: Rows | None = None,
    open_in_register: Callable[[str], None] | None = None,
    view: str | None = None,
) -> None:
    """Show one chart. `rows` gives the rows behind a bar; `open_in_register` filters for it and turns the page."""
    _side_by_side((Block(chart=chart, key=key, rows=rows, open_in_register=open_in_register, view=view),))


def show_tiles(blocks: Sequence[Block | Absent]) -> None:
    """Show charts side by side; they wrap where the page is narrow. The rows of a bar open under its row of tiles."""
    _side_by_side(tuple(blocks))


@st.fragment
def _side_by_side(blocks: tuple[Block | Absent, ...]) -> None:
    """A fragment: choosing a bar or opening a table draws these charts alone."""
    with error_messages.protected():
        key = next((f"tiles_{block.key}" for block in blocks if isinstance(block, Block)), None)
        with st.container(horizontal=True, gap=38, key=key):
            for block in blocks:
                _absent(block) if isinstance(block, Absent) else _block(block)
            for place, block in enumerate(blocks):
                if isinstance(block, Block) and block.rows and (value := chosen(block)) is not None:
                    # The page's styles put it under the row of tiles that its bar is in.
                    with st.container(key=f"under_{place % MOST_PLACES}_{block.key}"):
                        _rows_box(block, value)


def chosen(block: Block) -> str | None:
    """The value whose rows are open, or None; the address tells it before the widget that holds it is drawn."""
    key = _choice_key(block)
    if key in st.session_state and not runtime.is_after_back():
        value = st.session_state[key]
    else:
        # A bound widget writes the words on the screen: those of a list are escaped, those of a field are not.
        plain = dict(zip(block.chart.labels, block.chart.values, strict=True))
        shown = {str(screen.escaped(words)): value for words, value in plain.items()}
        value = (plain | shown).get(st.query_params.get(key, ""))
    return value if value in block.chart.values else None


def _absent(block: Absent) -> None:
    with st.container(width=block.width):
        headings.section_heading(block.headline, block.sentence)


def _block(block: Block) -> None:
    key = printing.block(block.key, block.chart.figure.layout.height)
    with st.container(width=block.chart.width, gap="xsmall", key=key):
        _chart(block)


def _chart(block: Block) -> None:
    headings.section_heading(block.chart.headline, block.chart.subtitle)
    value = chosen(block) if block.rows else None
    drawn = with_chosen(block.chart, value)
    _draw(drawn, block, value)
    # On a tile the three have just room beside one another.
    with st.container(horizontal=True, gap=6 if block.chart.width <= TILE else 12):
        if block.rows:
            _choice(block)
        _table(block)
        _download(block, drawn)


def _draw(chart: Chart, block: Block, value: str | None) -> None:
    if not server.serves_plotly():
        st.plotly_chart(chart.figure, theme=None, key=f"figure_{block.key}", alt=chart.alternative, config=_STATIC)
        return
    _mount(
        key=f"chart_{block.key}",
        data={
            "figure": chart.figure_as_json,
            "height": chart.figure.layout.height,
            "plotly": "/" + (config.get_option("server.baseUrlPath") or "").strip("/") + server.PLOTLY_PATH.lstrip("/"),
            "alternative": chart.alternative,
            "dark": recolouring(),
            "rows": _row_buttons(chart) if block.rows else [],
            "group": f"{chart.headline}: choose one to list its recommendations",
            "chosen": value,
            "behind": _rows_box_key(block),
        },
        on_chosen_change=lambda: _save_choice(block),
    )


_STATIC = {"displayModeBar": False}


def _row_buttons(chart: Chart) -> list[dict[str, Any]]:
    counts = chart.counts or chart.table.iloc[:, 1]
    return [
        {"value": value, "label": f"{label}, {count}"}
        for value, label, count in zip(chart.values, chart.labels, counts, strict=True)
    ]


def _save_choice(block: Block) -> None:
    """A bar was chosen: let the widget that holds the choice say so; the same bar again closes its rows."""
    value = st.session_state[f"chart_{block.key}"].chosen
    if value is not None:
        st.session_state[_choice_key(block)] = None if value == chosen(block) else value


def _choice(block: Block) -> None:
    """The same choice for those who do not point: bound to the address, so that it can be sent."""
    words = dict(zip(block.chart.values, block.chart.labels, strict=True))
    with st.popover("List the recommendations", type="tertiary", key=f"rows_{block.key}"):
        choose = cast("Callable[..., Any]", screen.radio if len(words) <= MOST_RADIO else screen.selectbox)
        choose(
            f"Choose: {str(block.chart.table.columns[0]).lower()}",
            list(words),
            index=None,
            format_func=lambda value: words.get(value, value),
            key=_choice_key(block),
            bind="query-params",
        )


def _download(block: Block, drawn: Chart) -> None:
    words = (block.chart.headline, block.chart.subtitle)
    picture = ChartPicture(chart=drawn, view=block.view) if server.serves_plotly() else None
    download_menu.show(block.chart.table, block.chart.name, key=block.key, words=words, picture=picture)


def _table(block: Block) -> None:
    popover = st.popover("Show as table", type="tertiary", key=f"table_{block.key}", on_change="rerun")
    if popover.open:
        with popover:
            screen.caption(f"{block.chart.headline}. {block.chart.subtitle}.")
            tables.plain(block.chart.table, alt=block.chart.headline)
            # A long table scrolls, and what scrolls must hold something that the keyboard can reach.
            downloads.csv(block.chart.table, block.chart.name, key=f"table_csv_{block.key}", label="Download CSV")


def _rows_box(block: Block, value: str) -> None:
    assert block.rows is not None
    rows = block.rows(value)
    words = dict(zip(block.chart.values, block.chart.labels, strict=True))[value]
    with st.container(border=True, key=f"{_rows_box_key(block)}_{block.chart.values.index(value)}"):
        with st.container(horizontal=True, vertical_alignment="center"):
            number = plural(len(rows), "recommendation")
            screen.markdown(Markdown("**{}:** {}").format(number, words), width="stretch")
            if block.open_in_register and st.button("Open in the register", type="tertiary", key=f"open_{block.key}"):
                block.open_in_register(value)
            download_menu.show(
                rows, f"{block.chart.name}-{words}", key=f"these_{block.key}", words=(words, ""), label="Download these"
            )
            st.button("Close", type="tertiary", key=f"close_{block.key}", on_click=_close, args=(block,))
        tables.listing(rows, key=f"listing_{block.key}", alt=f"{block.chart.headline}: {words}")


def _rows_box_key(block: Block) -> str:
    """How the key of the box with the rows begins; the bar's number ends it, so that each bar has a box of its own."""
    return f"behind_{block.key}"


def _close(block: Block) -> None:
    st.session_state[_choice_key(block)] = None


def _choice_key(block: Block) -> str:
    return f"see_{block.key}"
