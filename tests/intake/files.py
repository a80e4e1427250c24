"""Small files made for the tests of intake: text in any encoding, and workbooks."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import xlsxwriter

from analytics.intake.faults import Reading
from analytics.intake.layouts import Layout, layout_from_toml
from analytics.intake.rows import read_extract

AS_AT = date(2022, 11, 28)

PLAIN = """
title = "A small register"
[columns]
reference = "Ref"
text = "Recommendation"
status = "Status"
risk = "Risk"
made_on = "Made"
closed_on = "Closed"
tags = "Tags"
[constants]
source = "HMICFRS"
[values.status]
"Open" = "open"
"In progress" = "open"
"Closed" = "closed"
[split]
tags = ";"
"""
"""A layout of seven columns and a constant, dates day first."""

HEADER = "Ref,Recommendation,Status,Risk,Made,Closed,Tags"


def plain_layout(extra: str = "") -> Layout:
    """The small layout, with further sections of TOML."""
    return layout_from_toml(PLAIN + extra, "plain")


def read(lines: Sequence[str] | str, layout: Layout | None = None, **more: Any) -> Reading:
    """What a CSV file of these rows gives, under the small layout's headings unless the layout is another."""
    body = lines if isinstance(lines, str) else "\n".join([HEADER, *lines])
    return read_extract(body.encode(), "extract.csv", layout or plain_layout(), AS_AT, **more)


def csv_text(rows: Sequence[Sequence[str]]) -> str:
    """Rows as the text of a CSV file."""
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue()


def workbook(sheets: Mapping[str, Sequence[Sequence[Any]]]) -> bytes:
    """A workbook of these sheets; dates are written as Excel dates."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"default_date_format": "dd/mm/yyyy", "strings_to_urls": False}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for column, cell in enumerate(row):
                    if cell is not None:
                        sheet.write(number, column, cell)
    return target.getvalue()


def archive(parts: Mapping[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip archive of these parts."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", compression) as zipped:
        for name, content in parts.items():
            zipped.writestr(name, content)
    return target.getvalue()


def with_part(book: bytes, part: str, content: bytes) -> bytes:
    """A workbook with one of its parts replaced."""
    with zipfile.ZipFile(io.BytesIO(book)) as zipped:
        parts = {name: zipped.read(name) for name in zipped.namelist()}
    return archive(parts | {part: content})


def messages(reading: Reading) -> list[str]:
    """The sentences of every fault, in order."""
    return [fault.message for fault in reading.faults]
