"""A table as one piece of HTML: Streamlit's own makes a Markdown document of every cell, which takes browsers long."""

from __future__ import annotations

import re
from collections.abc import Collection
from html import escape, unescape

import pandas as pd
import streamlit as st

from analytics.charts.label_lines import MOST_LETTERS
from analytics.english import cut
from pages.ui import term_links

SHORT = 20
"""Letters up to which a cell is a name, not a text."""

_TAG = re.compile(r"<[^>]*>")


def show(
    cells: pd.DataFrame,
    *,
    numbers: Collection[str] = (),
    alt: str | None = None,
    totals: int = 0,
    is_headed: bool = True,
    above: str = "",
    row_header: str | None = None,
    current: int | None = None,
    becomes_cards: bool = False,
) -> None:
    """The table of these cells, each of them HTML already; `numbers` stand right, the last `totals` rows are bold.

    What stands `above` is HTML too, such as its heading, and one piece with it: without `alt` the table is called as
    that says. The column `row_header` names the rows, else the first: where its cells are links, the whole row is the
    link. `current` is the row that is shown elsewhere on the page. A table that `becomes_cards` is a card a row on a
    telephone.
    """
    names = [str(cut(str(name), MOST_LETTERS)) for name in cells.columns]
    numbers = {str(cut(str(name), MOST_LETTERS)) for name in numbers}
    alt = alt or _heading_in(above)
    row_header = row_header or next((name for name in names[:1] if name not in numbers), None)
    head = "".join(
        f'<th scope="col"{_class(name, name in numbers)}>{term_links.of_column(name)}</th>' for name in names
    )
    rows = [
        "".join(
            _cell(cell, is_number=name in numbers, is_header=name == row_header, of=name if becomes_cards else None)
            for name, cell in zip(names, row, strict=True)
        )
        for row in cells.to_numpy(dtype=object).tolist()
    ]
    first = len(rows) - totals
    classes = ["total" if at >= first else "current" if at == current else "" for at in range(len(rows))]
    body = "".join(f"<tr{f' class={name}' if name else ''}>{row}</tr>" for name, row in zip(classes, rows, strict=True))
    caption = f"<caption>{escape(alt)}</caption>" if alt else ""
    headed = f"<thead><tr>{head}</tr></thead>" if is_headed else ""
    shape = " cards" if becomes_cards else ""
    st.html(f'{above}<div class="register-table{shape}"><table>{caption}{headed}<tbody>{body}</tbody></table></div>')


def _heading_in(html: str) -> str | None:
    """The words of the first heading in a piece of HTML."""
    match = re.search(r"<h2>(.*?)</h2>", html, re.DOTALL)
    return unescape(match[1]) if match else None


def _cell(cell: str, *, is_number: bool, is_header: bool, of: str | None) -> str:
    """A cell of a row; `of` is the name of its column, which a card says beside it."""
    tag, scope = ("th", ' scope="row"') if is_header and cell else ("td", "")
    label = f' data-label="{escape(of)}"' if of else ""
    return f"<{tag}{scope}{_class(cell, is_number)}{label}>{cell}</{tag}>"


def _class(cell: str, is_number: bool) -> str:  # noqa: FBT001 - two facts of one cell
    """How a cell stands: numbers right, references unbroken, names unbroken where there is room."""
    words = _TAG.sub("", cell)
    class_name = "number" if is_number else "" if len(words) > SHORT else "name" if " " in words else "word"
    return f' class="{class_name}"' if class_name else ""


def soft(text: str) -> str:
    """A text that stands back, as HTML."""
    return f'<span class="soft">{escape(text)}</span>' if text else ""


def bold(text: str) -> str:
    """A text that stands out, as HTML."""
    return f"<b>{escape(text)}</b>" if text else ""


def cited(title: str) -> str:
    """The title of a report, as HTML."""
    return f"<cite>{escape(title)}</cite>" if title else ""


def named(words: str, of: str) -> str:
    """Words that a page has several times, and unseen what these are of: as HTML, for a link or a button."""
    return f'{escape(words)}<span class="register-unseen">: {escape(of)}</span>'


def link(text: str, address: str) -> str:
    """A text that leads to an address of the web or of the dashboard, as HTML."""
    return link_around(escape(text), address)


def link_around(cell: str, address: str) -> str:
    """The same of what is HTML already, such as a text with marks in it."""
    return f'<a href="{escape(address)}">{cell}</a>'
