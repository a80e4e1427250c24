"""Where the headings of a table stand, and which of them a layout knows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from analytics.errors import UnreadableFile
from analytics.intake.layouts import Layout
from analytics.intake.suggestions import did_you_mean, named, quoted
from analytics.intake.tables import clean
from analytics.vocabulary import REQUIRED_COLUMNS
from analytics.wording import listed

LOOKED_AT = 60
"""Rows looked through for the headings; titles and notes above a table are a handful of lines."""

NEARLY_AS_WIDE = 0.6
"""Of the widest row. A title or a note fills a cell or two; a heading may be blank over a column of remarks."""

HARDLY_TWICE = 0.7
"""Different words among a row's. A heading may stand twice; a row of values repeats "Yes", "Open" or a name."""

Records = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Fit:
    """How well one row of a file serves as the headings of a layout.

    `positions` gives the place of each of our columns that was found, counted from 0; `missing` the required
    columns that were not; `twice` the headings that the layout wants and that stand there more than once.
    """

    index: int
    positions: dict[str, int]
    missing: tuple[str, ...]
    twice: tuple[str, ...] = ()

    @property
    def rank(self) -> tuple[int, int, int, int]:
        """Better fits compare greater: fewer missing, more found, fewer there twice, higher up."""
        return (-len(self.missing), len(self.positions), -len(self.twice), -self.index)


def heading_key(heading: str) -> str:
    """A heading as compared: case, line breaks, runs of blanks and control characters do not count."""
    return " ".join((clean(heading) or "").casefold().split())


def fit(header: Sequence[str], layout: Layout, index: int = 0) -> Fit:
    """How well a row serves as the headings of a layout."""
    keys = [heading_key(heading) for heading in header]
    first = {key: place for place, key in reversed(list(enumerate(keys)))}
    times = Counter(keys)
    positions: dict[str, int] = {}
    twice: list[str] = []
    for ours, headings in layout.columns.items():
        found = next((heading for heading in headings if heading_key(heading) in first), None)
        if found is not None:
            positions[ours] = first[heading_key(found)]
            if times[heading_key(found)] > 1:
                twice.append(found)
    missing = tuple(name for name in REQUIRED_COLUMNS if name in layout.columns and name not in positions)
    return Fit(index, positions, missing, tuple(dict.fromkeys(twice)))


def best_fit(records: Records, layout: Layout) -> Fit:
    """The row that serves best as the layout's headings: the one it names, else the best of the first rows."""
    row = layout.file.header_row
    if row is not None:
        return fit(records[row - 1] if row <= len(records) else [], layout, row - 1)
    fits = [fit(record, layout, index) for index, record in enumerate(records[:LOOKED_AT])]
    return max(fits, key=lambda one: one.rank, default=fit([], layout))


def guessed_header(records: Records) -> int | None:
    """The row that looks most like headings where no layout says which; None where there is no such row.

    It is the first that is nearly as wide as the table and holds no numbers or dates, and hardly a word twice.
    """
    widths = [sum(bool(cell.strip()) for cell in record) for record in records[:LOOKED_AT]]
    widest = max(widths, default=0)
    if widest == 0:
        return None
    for index, record in enumerate(records[:LOOKED_AT]):
        words = [heading_key(cell) for cell in record if cell.strip()]
        wide = widths[index] >= max(1, NEARLY_AS_WIDE * widest)
        if wide and len(set(words)) >= HARDLY_TWICE * len(words) and not any(map(_is_value, words)):
            return index
    return None


def _is_value(word: str) -> bool:
    """Whether a cell is a number or a date, which no heading is."""
    return re.fullmatch(r"[\d\s.,:/+-]+", word) is not None


def require(found: Fit, header: Sequence[str], layout: Layout, filename: str) -> None:
    """Raise UnreadableFile, one sentence, where the headings do not serve the layout."""
    headings = [heading for heading in header if heading.strip()]
    if found.missing:
        theirs = [layout.columns[name][0] for name in found.missing]
        pairs = zip(found.missing, theirs, strict=True)
        wanted = listed([f"{name} (headed {quoted(word)})" for name, word in pairs])
        suggestion = next((text for word in theirs if (text := did_you_mean(word, headings))), "")
        raise UnreadableFile(
            f"{quoted(filename)} has no column for {wanted}, which the layout {quoted(layout.name)} needs; "
            f"the headings found are {named(headings)}.{suggestion}"
        )
    if found.twice:
        raise UnreadableFile(
            f"{quoted(filename)} has the heading {named(found.twice)} more than once, so which column is meant is not "
            "known. Rename or delete the others, and load it again."
        )
