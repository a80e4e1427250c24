"""Texts that a spreadsheet would run as a formula: guarded by an apostrophe in a CSV, and how to have the text back."""

from __future__ import annotations

import re

RUNS = r"(?:[\t\r\n]|\s*[=+\-@\uff1d\uff0b\uff0d\uff20])"
"""How a text begins that a spreadsheet may take for a formula; the last four are the wide forms of = + - @."""

_TO_GUARD = re.compile(rf"'*{RUNS}")
_GUARDED = re.compile(rf"'+{RUNS}")


def guarded(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet might run it."""
    return f"'{text}" if _TO_GUARD.match(text) else text


def unguarded(text: str) -> str:
    """The text before it was guarded: `unguarded(guarded(text)) == text` for every text."""
    return text[1:] if _GUARDED.match(text) else text
