"""The tables and headings of a page that was run, read back from their HTML as a reader sees them."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser
from typing import Any

import pandas as pd
from streamlit.testing.v1 import AppTest


class _Table(HTMLParser):
    """Collects the cells of one table: rows of (is it a number, what it says)."""

    def __init__(self, body: str) -> None:
        super().__init__()
        self.caption = ""
        self.headings: list[str] = []
        self.rows: list[list[tuple[bool, str]]] = []
        self._in = ""
        self.feed(body)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.rows.append([])
        elif tag == "td" or ("scope", "row") in attrs:
            self.rows[-1].append((("class", "number") in attrs, ""))
        elif tag == "th":
            self.headings.append("")
        self._in = _place(tag, attrs) or self._in

    def handle_endtag(self, tag: str) -> None:
        self._in = "" if tag in ("caption", "th", "td") else self._in

    def handle_data(self, data: str) -> None:
        if self._in == "caption":
            self.caption += data
        elif self._in == "th":
            self.headings[-1] += data
        elif self._in == "td":
            is_number, text = self.rows[-1][-1]
            self.rows[-1][-1] = (is_number, text + data)


def _place(tag: str, attrs: list[tuple[str, str | None]]) -> str:
    """What the text within a tag belongs to; a row's heading is a cell of the row."""
    if ("scope", "row") in attrs:
        return "td"
    return tag if tag in ("caption", "th", "td") else ""


def tables(at: AppTest) -> list[pd.DataFrame]:
    """Every table of the page in its order: the columns as headed, numbers as numbers, all else as it reads."""
    result = [_Table(html.proto.body) for html in at.get("html") if "register-table" in html.proto.body]
    return [_frame(table) for table in result if table.rows]


def headings(at: AppTest) -> list[str]:
    """The headings of the parts of the page with their subtitles, in their order."""
    return [words for html in at.get("html") for words in _said(html, "h2|p")]


def headlines(at: AppTest) -> list[str]:
    """The headings alone, whoever drew them."""
    result = []
    for element in at.main:
        if element.type == "header":
            result.append(str(element.value))
        elif element.type == "html":
            result.extend(_said(element, "h2"))
    return result


def _said(html: Any, tags: str) -> list[str]:
    return [unescape(words) for _, words in re.findall(rf"<({tags})>(.*?)</\1>", html.proto.body)]


def _frame(table: _Table) -> pd.DataFrame:
    rows = [[_value(*cell) for cell in row] for row in table.rows if row]
    return pd.DataFrame(rows, columns=table.headings or None)


def _value(is_number: bool, said: str) -> str | int | float | None:  # noqa: FBT001 - two facts of one cell
    if not is_number:
        return said
    plain = said.replace(",", "").replace("\u2212", "-")
    return None if not plain else float(plain) if "." in plain else int(plain)
