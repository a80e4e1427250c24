"""How exports of the register are written, for what writes them and what reads them in again."""

from __future__ import annotations

import re
from collections.abc import Iterable

WORKED_OUT = {
    "state": ("State", "What it is on the as-at day, worked out from every extract used."),
    "born_on": (
        "On the register since",
        "The day received, else made, else its report’s; with no such date, its closing or the first extract with it.",
    ),
    "first_agreed_on": (
        "Date first agreed",
        "The first due date as last recorded, else the first due date that any extract gave.",
    ),
    "redatings": (
        "Times re-dated",
        "How often the due date was changed for another, also where it was blank in between.",
    ),
    "days_late": ("Days late", "Days past the present due date; blank where it is not late."),
    "counted_closed_on": (
        "Closed (as counted)",
        "The closing date that figures use, at the latest the first extract that says closed; blank where not closed.",
    ),
}
"""The columns that no extract gives, after those of the standard layout: name, heading of a workbook, meaning."""

ADDED_LATER = frozenset({"counted_closed_on"})
"""Worked-out columns that older exports lack."""

LONG_TEXTS = "Long texts"
"""The sheet of a workbook that holds whole, in parts, what its cells are too small for."""

LONG_TEXT_HEADINGS = ("Number", "Column", "Part", "Text")

CUT = re.compile(rf" … \[cut: [\d,]+ characters, whole in the sheet {LONG_TEXTS} as number (\d+)\]\Z")
"""How a text ends that a cell of a workbook is too small for, and the number of the text."""


def cut_ending(letters: str, number: int) -> str:
    """The end of a cell whose text has so many letters, written with commas, and that number in the sheet."""
    return f" … [cut: {letters} characters, whole in the sheet {LONG_TEXTS} as number {number}]"


_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]|\\[(?=U\\+[0-9A-F]{4}\\])")
_SHOWN = re.compile(r"\[U\+(202[A-E]|206[6-9]|005B)\]")

_SPECIAL = re.compile(r"[\\;]")
_PART = re.compile(r"((?:\\.|[^\\;])*\\?);", re.DOTALL)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


def with_marks_shown(text: str) -> str:
    """The text with each mark that turns the order of letters round written as its number, such as "[U+202E]"."""
    return _TURNING.sub(lambda result: f"[U+{ord(result.group()):04X}]", text)


def with_marks_restored(text: str) -> str:
    """The text that `with_marks_shown` was given."""
    return _SHOWN.sub(lambda result: chr(int(result.group(1), 16)), text)


def joined_items(items: Iterable[str]) -> str:
    r"""A list as one cell: the items with ";" between them, a backslash before each ";" or "\" inside an item."""
    return ";".join(_SPECIAL.sub(r"\\\g<0>", item) for item in items)


def separated_items(cell: str) -> list[str]:
    """The items of a cell that `joined_items` wrote."""
    return [_ESCAPED.sub(r"\1", part) for part in _PART.findall(f"{cell};")]
