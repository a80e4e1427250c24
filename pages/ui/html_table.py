"""A table as one piece of HTML: Streamlit's own makes a Markdown document of every cell, which takes browsers long."""

from __future__ import annotations

from collections.abc import Collection
from html import escape

import pandas as pd
import streamlit as st

SHORT = 20
"""Letters up to which a cell is a name, not a text."""


def show(
    cells: pd.DataFrame,
    *,
    numbers: Collection[str] = (),
    alt: str | None = None,
    totals: int = 0,
    is_headed: bool = True,
    above: str = "",
) -> None:
    """The table of these cells, each of them HTML already; `numbers` stand right, the last `totals` rows are bold.

    What stands `above` is HTML too, such as its heading, and one piece with it.
    """
    names = [str(name) for name in cells.columns]
    head = "".join(f'<th scope="col"{_class(name, name in numbers)}>{escape(name)}</th>' for name in names)
    rows = [
        "".join(f"<td{_class(cell, name in numbers)}>{cell}</td>" for name, cell in zip(names, row, strict=True))
        for row in cells.to_numpy(dtype=object).tolist()
    ]
    first = len(rows) - totals
    body = "".join(f"<tr{' class=total' if at >= first else ''}>{row}</tr>" for at, row in enumerate(rows))
    caption = f"<caption>{escape(alt)}</caption>" if alt else ""
    headed = f"<thead><tr>{head}</tr></thead>" if is_headed else ""
    st.html(f'{above}<div class="register-table"><table>{caption}{headed}<tbody>{body}</tbody></table></div>')


def _class(cell: str, is_number: bool) -> str:  # noqa: FBT001 - two facts of one cell
    """How a cell stands: numbers right, references unbroken, names unbroken where there is room."""
    stands = "number" if is_number else "" if len(cell) > SHORT else "name" if " " in cell else "word"
    return f' class="{stands}"' if stands else ""


def soft(text: str) -> str:
    """A text that stands back, as HTML."""
    return f'<span class="soft">{escape(text)}</span>' if text else ""


def bold(text: str) -> str:
    """A text that stands out, as HTML."""
    return f"<b>{escape(text)}</b>" if text else ""


def cited(title: str) -> str:
    """The title of a report, as HTML."""
    return f"<cite>{escape(title)}</cite>" if title else ""


def link(text: str, address: str) -> str:
    """A text that leads to an address of the web or of the dashboard, as HTML."""
    return f'<a href="{escape(address)}">{escape(text)}</a>'
