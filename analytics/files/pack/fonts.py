"""The letters of the pack: how wide they are, which of them its fonts have, and how a text is broken into lines."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

FONTS = Path(__file__).resolve().parents[3] / "assets" / "fonts"
MISSING = "□"
"""What stands in a file of fixed fonts for a letter that they lack."""

_LINE_ENDS = re.compile(r"\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_DROPPED = {"Cc", "Cf", "Cs", "Cn"}


class Weight(StrEnum):
    """The fonts that are measured: ours by their file, and Arial, which every office machine has."""

    REGULAR = "SourceSans3-Regular.otf"
    SEMIBOLD = "SourceSans3-Semibold.otf"
    ARIAL = "Arial"
    ARIAL_BOLD = "Arial Bold"


OURS = (Weight.REGULAR, Weight.SEMIBOLD)
OFFICE = (Weight.ARIAL, Weight.ARIAL_BOLD)
"""The two families, each its plain letters and its bold ones."""

_ARIAL = {
    191: "'",
    222: "ijl",
    260: "|",
    278: " !,./:;I[\\]ft ",
    333: "()-`r‘’",
    334: "{}",
    355: '"',
    389: "*",
    469: "^",
    500: "Jckvsxyz“”",
    556: "#$0123456789?L_abdeghnopqu–",
    584: "+<=>~−",
    611: "FTZ",
    667: "&ABEKPSVXY",
    722: "CDHNRUw",
    778: "GOQ",
    833: "Mm",
    889: "%",
    944: "W",
    1000: "—…",
    1015: "@",
}
_BOLDER = 1.09
"""The widths of Arial's letters in thousandths of their size; how much wider its bold ones are on the whole."""


def printable(text: str) -> str:
    """The text without what no page can print: controls, marks that turn its direction, halves of letters."""
    if text.isascii() and text.isprintable():
        return text
    lines = _LINE_ENDS.sub("\n", unicodedata.normalize("NFC", text)).replace("\t", " ")
    return "".join(letter for letter in lines if letter == "\n" or unicodedata.category(letter) not in _DROPPED)


def in_the_fonts(text: str) -> str:
    """The printable text, with a mark for each letter that the fonts of the pack lack."""
    letters = printable(text)
    if letters.isascii():
        return letters
    known = _advances(Weight.REGULAR)
    return "".join(letter if letter == "\n" or ord(letter) in known else MISSING for letter in letters)


def width(text: str, size: float, weight: Weight = Weight.REGULAR) -> float:
    """How wide the text is on one line, in the unit of the size; a letter that the font lacks counts as a square."""
    advances = _advances(weight)
    return size * sum(advances.get(ord(letter), 1.0) for letter in text)


def wrapped(text: str, room: float, size: float, weight: Weight = Weight.REGULAR) -> tuple[str, ...]:
    """The text in as few lines as fit the room, and those as even as can be. A word wider than the room is broken."""
    blanks = text.replace("\n", " ").split(" ")
    words = [part for word in blanks if word for part in _parts(word, room, size, weight)]
    lines = _filled(words, room, size, weight)
    tighter, even = room, lines
    while len(even) == len(lines) > 1 and tighter > size:
        lines, tighter = even, tighter - size
        even = _filled(words, tighter, size, weight)
    return tuple(lines or [""])


def _parts(word: str, room: float, size: float, weight: Weight) -> list[str]:
    """The word whole where it fits, else in parts that do."""
    parts = [""]
    for letter in word:
        if parts[-1] and width(parts[-1] + letter, size, weight) > room:
            parts.append("")
        parts[-1] += letter
    return parts


def _filled(words: list[str], room: float, size: float, weight: Weight) -> list[str]:
    lines: list[str] = []
    for word in words:
        if lines and width(f"{lines[-1]} {word}", size, weight) <= room:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


@cache
def typst_fonts() -> Any:
    """The project's fonts and no other, as typst takes them."""
    import typst

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])


@cache
def _advances(weight: Weight) -> Mapping[int, float]:
    """The width of each letter that the font has, as a share of its size."""
    if weight in OFFICE:
        wider = _BOLDER if weight is Weight.ARIAL_BOLD else 1.0
        return {ord(letter): each * wider / 1000 for each, letters in _ARIAL.items() for letter in letters}
    from fontTools.ttLib import TTFont

    with TTFont(FONTS / weight, lazy=True) as font:
        units, widths = font["head"].unitsPerEm, font["hmtx"]
        return {code: widths[glyph][0] / units for code, glyph in font.getBestCmap().items()}
