"""The menu under every chart and table: the same numbers as CSV, as a workbook, as data to paste, and as a picture.

The picture is made in the reader's browser: headline, source, days and marking are in it.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from analytics.charts.chart import Chart
from analytics.files import csv as published
from analytics.files import table_workbook
from analytics.files.table_workbook import TableDescription
from pages.ui import connect, downloads, error_messages, headings, screen, sentences, session

MOST_COPIED = 1_000
"""Rows of a table that can be copied; the files have no such limit."""

HERE = Path(__file__).parent
_mount = st.components.v2.component(
    "register_download",
    html="""<div class="register-download"><button type="button" name="svg">Picture (SVG), sharp at any size</button>
<button type="button" name="png">Picture (PNG), for slides and email</button>
<button type="button" name="copy">Copy data, to paste into a spreadsheet</button>
<span role="status"></span><label hidden>The browser does not let it be copied. Copy it from here:
<textarea readonly rows="4"></textarea></label></div>""",
    css=(HERE / "download_menu.css").read_text(encoding="utf-8"),
    js=(HERE / "download_menu.js").read_text(encoding="utf-8"),
    isolate_styles=False,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartPicture:
    """The chart of which a picture can be taken; `view` says what is looked at, None what the page's head says."""

    chart: Chart
    view: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Offer:
    """What one menu offers: a table under its name and words, and what else can be made of it."""

    table: downloads.Table
    name: str
    key: str
    words: tuple[str, str]
    picture: ChartPicture | None
    workbook: Callable[[], downloads.Built] | None


def show(
    table: downloads.Table,
    name: str,
    *,
    key: str,
    words: tuple[str, str] = ("", ""),
    picture: ChartPicture | None = None,
    label: str = "Download",
    workbook: Callable[[], downloads.Built] | None = None,
) -> None:
    """The menu of one table. `name` begins the names of its files; `words` are its headline and subtitle.

    What is in the menu is drawn when it is opened, and that alone: the page is not drawn anew. A table that is given as
    what makes it is made when a file of it is taken. `workbook` builds the workbook where it holds more than the table.
    """
    with st.container(width="content"):
        _menu(_Offer(table=table, name=name, key=key, words=words, picture=picture, workbook=workbook), label)


@st.fragment
def _menu(offer: _Offer, label: str) -> None:
    with error_messages.protected():
        menu = screen.popover(label, type="tertiary", key=f"download_{offer.key}", on_change="rerun")
        if menu.open:
            with menu, st.container(gap="xxsmall"):
                _files(offer)
                _in_browser(offer)
                connect.draw_in_menu(offer.key)


def _files(offer: _Offer) -> None:
    downloads.csv(offer.table, offer.name, key=f"csv_{offer.key}")
    build = offer.workbook or partial(_workbook, offer.table, _description(offer.words, offer.name))
    file = downloads.file_name(offer.name, "xlsx")
    downloads.built("Excel (XLSX)", build, file, downloads.TYPES["xlsx"], key=f"xlsx_{offer.key}")


def _description(words: tuple[str, str], name: str) -> TableDescription:
    facts = downloads.facts()
    headline, subtitle = words
    return TableDescription(
        title=headline or name.replace("-", " ").capitalize(),
        subtitle=f"{subtitle}." if subtitle and not subtitle.endswith(".") else subtitle,
        view=headings.view(),
        source=sentences.source(facts),
        marking=sentences.marking(facts),
        day=session.filters().as_at or facts.newest,
    )


def _workbook(table: downloads.Table, about: TableDescription) -> downloads.Built:
    frame, to = _frame(table), io.BytesIO()
    table_workbook.write(frame, about, to)
    return to.getvalue(), len(frame)


def _frame(table: downloads.Table) -> pd.DataFrame:
    return table() if callable(table) else table


def _in_browser(offer: _Offer) -> None:
    """What the reader's browser does by itself: the picture, and the data for the clipboard."""
    table, picture = offer.table, offer.picture
    can_copy = isinstance(table, pd.DataFrame) and len(table) <= MOST_COPIED
    data: dict[str, Any] = {
        "picture": _picture_data(picture, offer.name) if picture else None,
        "text": published.to_paste(_frame(table)) if can_copy else "",
    }
    if picture or can_copy:
        _mount(key=f"in_browser_{offer.key}", data=data)
    if picture:
        screen.caption("A picture includes title, source and date on a white background.")


def _picture_data(picture: ChartPicture, name: str) -> dict[str, Any]:
    facts, chart = downloads.facts(), picture.chart
    seen = headings.view() if picture.view is None else picture.view
    return {
        "figure": chart.figure.to_json(validate=False),
        "width": chart.width,
        "alternative": chart.alternative,
        "head": [
            {"text": sentences.marking(facts), "size": 12, "bold": True},
            {"text": chart.headline, "size": 19, "bold": True, "isTitle": True},
            {"text": f"{chart.subtitle}.", "size": 14, "soft": True},
        ],
        "foot": [{"text": text, "size": 12, "soft": True} for text in (seen, sentences.source(facts)) if text],
        "files": {kind: downloads.file_name(name, kind) for kind in ("svg", "png")},
    }
