"""A column of a file becomes a column of the standard layout, each different cell looked at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from analytics.intake.dates import ORDER_IN_WORDS, other_order, read_date
from analytics.intake.faults import Severity
from analytics.intake.layouts import Layout
from analytics.intake.suggestions import did_you_mean, quoted
from analytics.intake.tables import Cells, spread
from analytics.normalise import comparison_key
from analytics.vocabulary import COLUMN, DATE_COLUMNS, LIST_COLUMNS, allowed_values
from analytics.wording import listed, plural


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is wrong with every cell of a column that holds the same text; `positions` None means the whole column."""

    column: str
    positions: np.ndarray | None
    value: str
    problem: str
    severity: Severity = "warned"


@dataclass(frozen=True, slots=True)
class Converted:
    """A column of the standard layout: text or None, datetime64[s], or lists, and what did not fit."""

    array: np.ndarray
    troubles: tuple[Trouble, ...] = ()


def convert(column: str, cells: Cells, layout: Layout) -> Converted:
    """A column of the file as one of ours, by the layout's date order, separator and table of values."""
    if column in DATE_COLUMNS:
        return _dates(column, cells, layout)
    if column in LIST_COLUMNS:
        return _lists(column, cells, layout)
    if allowed_values(column) is not None:
        return _vocabulary(column, cells, layout)
    meaning = _meanings(layout.words(column) or {})
    ours = [None if value is None else meaning(value) for value in cells.distinct]
    texts = [(value if word is None else word) or None for value, word in zip(cells.distinct, ours, strict=True)]
    return required(column, spread(texts, cells.codes))


def constant(column: str, value: str, length: int, layout: Layout) -> Converted:
    """A column that holds the same value in every row."""
    return convert(column, Cells(np.zeros(length, dtype=np.int32), [value]), _without_values(column, layout))


def absent(column: str, length: int) -> np.ndarray:
    """A column that neither the file nor the layout supplies: blank throughout."""
    if column in DATE_COLUMNS:
        return np.full(length, np.datetime64("NaT"), dtype="datetime64[s]")
    blank = np.full(length, None, dtype=object)
    if column in LIST_COLUMNS:
        blank[:] = [[] for _ in range(length)]
    return blank


def _without_values(column: str, layout: Layout) -> Layout:
    """The layout without a table of values for a column: a constant is written in our words already."""
    return replace(layout, values={name: table for name, table in layout.values.items() if name != column})


def required(column: str, values: np.ndarray) -> Converted:
    """A column of text; a blank reference rejects its row, a blank source is warned of."""
    problems: dict[str, tuple[str, Severity]] = {
        "reference": ("the cell is blank; a row without a reference cannot be kept.", "rejected"),
        "source": ("the cell is blank; every recommendation has a source.", "warned"),
    }
    if column not in problems:
        return Converted(values)
    blank = np.flatnonzero(np.array([value is None for value in values.tolist()], dtype=bool))
    problem, severity = problems[column]
    return Converted(values, (Trouble(column, blank, "", problem, severity),) if len(blank) else ())


def _troubles(
    column: str, cells: Cells, wrong: Iterable[int], problem: Callable[[str], str], severity: Severity = "warned"
) -> list[Trouble]:
    """One trouble for each different text among the codes that are wrong."""
    found = []
    order = np.argsort(cells.codes, kind="stable")
    bounds = np.searchsorted(cells.codes, np.arange(len(cells.distinct) + 1), sorter=order)
    for code in wrong:
        positions = order[bounds[code] : bounds[code + 1]]
        text = cells.distinct[code] or ""
        if len(positions):
            found.append(Trouble(column, positions, text, problem(text), severity))
    return found


def _meanings(table: Mapping[str, str]) -> Callable[[str], str | None]:
    """What gives our word for one of theirs by a table of words, None where it has none.

    A word is looked for as it is written, then by its `comparison_key`.

    Two words of the table that differ only in how they are written, and mean different things, are taken as written.
    """
    if not table:
        return lambda _: None
    meant: dict[str, set[str]] = {}
    for word, ours in table.items():
        meant.setdefault(comparison_key(word), set()).add(ours)
    by_key = {key: next(iter(ours)) for key, ours in meant.items() if len(ours) == 1}
    return lambda theirs: table[theirs] if theirs in table else by_key.get(comparison_key(theirs))


def _vocabulary(column: str, cells: Cells, layout: Layout) -> Converted:
    """A column with a closed vocabulary: their words by the layout's table, else ours, however they are written."""
    table = layout.words(column)
    words = {str(word): str(word) for word in allowed_values(column) or ()} if table is None else dict(table)
    meaning = _meanings(words)
    is_status = column == "status"
    known: list[str | None] = []
    wrong: list[int] = []
    for code, value in enumerate(cells.distinct):
        key = "" if value is None else " ".join(value.split())
        found = meaning(key)
        if found is None and (is_status or key):
            wrong.append(code)
        known.append(found or None)
    names = [word for word in words if word]
    noun = COLUMN[column].label.lower() if not is_status else "status"
    one = "an" if noun[0] in "aeiou" else "a"
    article = "" if is_status else " It was read as blank."

    def problem(text: str) -> str:
        if not text:
            return "the cell is blank, and this layout does not say what a blank status means."
        return f"{quoted(text)} is not {one} {noun} of this layout.{article}{did_you_mean(text, names)}"

    troubles = _troubles(column, cells, wrong, problem, "rejected" if is_status else "warned")
    return Converted(spread(known, cells.codes), tuple(troubles))


def _lists(column: str, cells: Cells, layout: Layout) -> Converted:
    """A column of lists, each item once, in the order of the cell."""
    separator, meaning = layout.split.get(column), _meanings(layout.words(column) or {})
    items = [_items(value, separator, meaning) for value in cells.distinct]
    values = np.empty(len(cells.codes), dtype=object)
    values[:] = [items[code].copy() for code in cells.codes]
    return Converted(values)


def _items(value: str | None, separator: str | None, meaning: Callable[[str], str | None]) -> list[str]:
    """The items of one cell. The separator's own blanks do not count, so that "a |b" is two items too."""
    if value is None:
        return []
    parts = value.split(separator.strip() or separator) if separator else [value]
    named = [part.strip() if (ours := meaning(part.strip())) is None else ours for part in parts]
    return [part for part in dict.fromkeys(named) if part]


def _dates(column: str, cells: Cells, layout: Layout) -> Converted:
    """A column of dates in its one declared order."""
    order = layout.date_order(column)
    days: list[date | None] = []
    problems: dict[int, str] = {}
    for code, value in enumerate(cells.distinct):
        read = read_date(value, order) if value is not None else None
        days.append(read.day if read else None)
        if read is not None and read.day is None:
            problems[code] = f"{quoted(value or '')} {read.problem}"
    by_text = {cells.distinct[code] or "": problem for code, problem in problems.items()}
    troubles = _troubles(column, cells, problems, by_text.__getitem__)
    values = np.array(days, dtype="datetime64[s]")[cells.codes] if days else absent(column, 0)
    return Converted(values, (*(_other_order(column, cells, layout) if problems else ()), *troubles))


MANY_SWAPPED = 3
"""Different cells that fit only another order before the whole column is said to be in it: two may be slips."""


def _other_order(column: str, cells: Cells, layout: Layout) -> list[Trouble]:
    """One more sentence where the column as a whole is in another order."""
    order = layout.date_order(column)
    other = other_order((value for value in cells.distinct if value is not None), order)
    if other.gained < MANY_SWAPPED:
        return []
    meant = listed([ORDER_IN_WORDS[one] for one in other.orders], "or")
    problem = (
        f"{plural(other.gained, 'different date')} cannot be read {ORDER_IN_WORDS[order]} but can be read {meant}, and "
        f"no date of this column speaks against that. If it is written {meant}, the other dates were read wrongly too: "
        "set the order in the layout and read the file again."
    )
    return [Trouble(column, None, "", problem)]
