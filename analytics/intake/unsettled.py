"""What a file leaves open that its layout can settle: texts in place of dates, values written once for several rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal, cast

import numpy as np

from analytics.intake.fill_down import proposed_fill_down
from analytics.intake.headings import fit
from analytics.intake.layouts import DateOrder, Layout, PeriodDay
from analytics.intake.periods import undated
from analytics.intake.suggestions import plain
from analytics.intake.tables import Cells, Table
from analytics.vocabulary import DATE_COLUMNS

Kind = Literal["periods", "words", "two-digit years", "fill down"]

NOT_READ = "not read"
NO_DATE = "no date"
THIS_CENTURY = "this century"
VALUE_ABOVE = "value above"

ANSWERS: dict[Kind, tuple[str, ...]] = {
    "periods": ("last day", "first day", NOT_READ),
    "words": (NO_DATE, NOT_READ),
    "two-digit years": (THIS_CENTURY, NOT_READ),
    "fill down": (VALUE_ABOVE, NOT_READ),
}
"""What each kind of text can mean, the likeliest first. What is not read stays a fault, or blank."""


@dataclass(frozen=True, slots=True)
class Unsettled:
    """Cells of one column that a layout must explain before they are read.

    `texts` are the different texts, none where blank cells are meant; `rows` is the number of their rows.
    """

    kind: Kind
    column: str
    texts: tuple[str, ...]
    rows: int


def unsettled(
    table: Table, positions: Mapping[str, int], orders: Mapping[str, DateOrder], layout: Layout | None = None
) -> tuple[Unsettled, ...]:
    """What the columns of a table leave open, apart from what `layout` settles already.

    `positions` gives the place of each of our columns in the table, `orders` the order of each date column.
    """
    result = [
        date
        for column, place in positions.items()
        if column in DATE_COLUMNS
        for date in _dates(column, table.columns[place], orders[column], layout)
    ]
    for column in proposed_fill_down(table, positions):
        if layout is None or column not in layout.fill_down:
            cells = table.columns[positions[column]]
            result.append(Unsettled("fill down", column, (), _rows(cells, {None})))
    return tuple(result)


def left_open(table: Table, layout: Layout) -> tuple[Unsettled, ...]:
    """What a table leaves open that its layout does not settle."""
    positions = fit(table.header, layout).positions
    return unsettled(table, positions, {column: layout.date_order(column) for column in DATE_COLUMNS}, layout)


def _dates(column: str, cells: Cells, order: DateOrder, layout: Layout | None) -> Iterator[Unsettled]:
    """The texts of a date column that give no day."""
    unread = undated(cells.distinct, order)
    known = {plain(word) or word.strip() for word in (layout.words(column) or {})} if layout else set()
    groups: dict[Kind, tuple[str, ...]] = {
        "periods": () if layout and column in layout.periods else unread.periods,
        "words": tuple(text for text in unread.words if (plain(text) or text.strip()) not in known),
        "two-digit years": () if layout and column in layout.two_digit_years else unread.short_years,
    }
    yield from (Unsettled(kind, column, texts, _rows(cells, set(texts))) for kind, texts in groups.items() if texts)


def _rows(cells: Cells, texts: set[str] | set[None]) -> int:
    """The number of rows that hold one of these texts."""
    return int(np.isin(cells.codes, [code for code, text in enumerate(cells.distinct) if text in texts]).sum())


def known_answer(layout: Layout | None, question: Unsettled) -> str | None:
    """What a layout says already of such cells; None where it says nothing."""
    if layout is None:
        return None
    if question.kind == "periods":
        return layout.periods.get(question.column)
    if question.kind == "words":
        return NO_DATE if set(question.texts) <= set(layout.words(question.column) or {}) else None
    listed, answer = (
        (layout.two_digit_years, THIS_CENTURY)
        if question.kind == "two-digit years"
        else (layout.fill_down, VALUE_ABOVE)
    )
    return answer if question.column in listed else None


def settled(layout: Layout, answers: Mapping[Unsettled, str]) -> Layout:
    """The layout with what the analyst answered; NOT_READ takes an entry out of it."""
    periods, values = dict(layout.periods), {column: dict(words) for column, words in layout.values.items()}
    years, filled = dict.fromkeys(layout.two_digit_years), dict.fromkeys(layout.fill_down)
    for question, answer in answers.items():
        is_read = answer != NOT_READ
        if question.kind == "periods":
            periods.pop(question.column, None)
            periods |= {question.column: cast(PeriodDay, answer)} if is_read else {}
        elif question.kind == "words":
            others = {word: day for word, day in values.pop(question.column, {}).items() if word not in question.texts}
            words = others | (dict.fromkeys(question.texts, "") if is_read else {})
            values |= {question.column: words} if words else {}
        else:
            entries = years if question.kind == "two-digit years" else filled
            entries.pop(question.column, None)
            entries |= {question.column: None} if is_read else {}
    return replace(layout, periods=periods, values=values, two_digit_years=tuple(years), fill_down=tuple(filled))
