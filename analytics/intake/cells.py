"""A column of a file becomes a column of the standard layout, each different cell looked at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from analytics.english import count, day, listed, plural
from analytics.intake.dates import MONTHS, ORDER_IN_WORDS, other_order, plain_date, read_date
from analytics.intake.faults import Doubt, Severity
from analytics.intake.layouts import Layout
from analytics.intake.periods import read_period
from analytics.intake.shapes import holding_several
from analytics.intake.suggestions import LONGEST_WORD, did_you_mean, plain, quoted
from analytics.intake.tables import Cells, Table, spread
from analytics.normalise import comparison_key
from analytics.vocabulary import COLUMN, DATE_COLUMNS, LIST_COLUMNS, allowed_values


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is wrong with every cell of a column that holds the same text; `positions` None means the whole column.

    `damaged` says that the cell is not what the register's owner wrote, so that a column full of them stops a load;
    `counted_only` that its cells are counted and not listed row by row.
    """

    column: str
    positions: np.ndarray | None
    value: str
    problem: str
    severity: Severity = "warned"
    damaged: bool = False
    counted_only: bool = False


@dataclass(frozen=True, slots=True)
class Converted:
    """A column of the standard layout: text or None, datetime64[s], or lists, and what did not fit.

    `as_written` holds the cells of a date column that give no day of their own and were read by the layout: a month,
    a quarter, or words that mean no date.
    """

    array: np.ndarray
    troubles: tuple[Trouble, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    as_written: Cells | None = None


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
    troubles = [*_damaged_references(column, cells), *_several_references(cells)] if column == "reference" else []
    for code, trouble in _zero_cells(column, cells, layout):
        texts[code] = None
        troubles.append(trouble)
    result = required(column, spread(texts, cells.codes))
    if column == "source":
        unnamed = _unnamed_sources(cells, layout)
        troubles += unnamed
        for trouble in unnamed:
            result.array[trouble.positions] = None
    return replace(result, troubles=(*result.troubles, *troubles))


_NO_SOURCE = frozenset(
    ("unknown", "not known", "n a", "na", "none", "nil", "tbc", "tbd", "to be confirmed", "not stated", "not recorded")
)
"""Words that stand where a source should, as compared."""


def _unnamed_sources(cells: Cells, layout: Layout) -> list[Trouble]:
    """A warning for each text in a column of sources that names none, such as a dash, unless the layout knows it."""
    meaning = _meanings(layout.words("source") or {})
    codes = [
        code
        for code, text in enumerate(cells.distinct)
        if text and meaning(text) is None and (comparison_key(text) in _NO_SOURCE or not any(map(str.isalnum, text)))
    ]
    problem = "{} names no source, and every recommendation has one. It was read as blank."
    return _troubles("source", cells, codes, lambda text: problem.format(quoted(text)))


def _several_references(cells: Cells) -> list[Trouble]:
    """A warning for each cell that holds several references."""
    problem = "{} is more than one reference, and the row is counted as one recommendation. Give each a row of its own."
    return _troubles("reference", cells, list(holding_several(cells)), lambda text: problem.format(quoted(text)))


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


DIFFERENT = 1_000
"""Different wrong texts of a column that are looked at one by one. A column with more holds something else."""


def _troubles(
    column: str, cells: Cells, wrong: Sequence[int], problem: Callable[[str], str], severity: Severity = "warned"
) -> list[Trouble]:
    """One trouble for each different text among the codes that are wrong; after the first, one for all others.

    What is wrong with each of the others is not said, since it would have to be worked out for each.
    """
    result = []
    order = np.argsort(cells.codes, kind="stable")
    bounds = np.searchsorted(cells.codes, np.arange(len(cells.distinct) + 1), sorter=order)
    for code in wrong[:DIFFERENT]:
        positions = order[bounds[code] : bounds[code + 1]]
        text = cells.distinct[code] or ""
        if len(positions):
            result.append(Trouble(column, positions, text, problem(text), severity))
    if others := wrong[DIFFERENT:]:
        positions = np.flatnonzero(np.isin(cells.codes, others))
        text = cells.distinct[others[0]] or ""
        if len(positions):
            words = further(text, len(others), DIFFERENT) if len(others) > 1 else problem(text)
            result.append(Trouble(column, positions, text, words, severity, counted_only=True))
    return result


def further(example: str, number: int, explained: int) -> str:
    """What is said of values that do not fit beyond those that are explained one by one."""
    return (
        f"{quoted(example)} is one of {plural(number, 'further value')} that do not fit. After the first "
        f"{count(explained)} values the others are counted and not explained."
    )


def _meanings(table: Mapping[str, str]) -> Callable[[str], str | None]:
    """What gives our word for one of theirs by a table of words, None where it has none.

    A word is looked for as it is written, then by its `comparison_key`.

    Two words of the table that differ only in how they are written, and mean different things, are taken as written.
    """
    if not table:
        return lambda _: None
    meanings: dict[str, set[str]] = {}
    for word, ours in table.items():
        meanings.setdefault(comparison_key(word), set()).add(ours)
    by_key = {key: next(iter(ours)) for key, ours in meanings.items() if len(ours) == 1}
    return lambda theirs: table[theirs] if theirs in table else by_key.get(comparison_key(theirs))


def _where(cells: Cells, code: int) -> np.ndarray:
    """The positions of the rows that hold one text."""
    return np.flatnonzero(cells.codes == code)


_NUMBER = re.compile(r"-?\d[\d.,]*%?")


def _zero_cells(column: str, cells: Cells, layout: Layout) -> Iterator[tuple[int, Trouble]]:
    """The cells that hold 0 in a column of words: a look-up that found nothing, or that found a blank cell.

    A column in which other cells hold numbers is none of words, and a layout may say what 0 means.
    """
    if "0" not in cells.distinct or "0" in (layout.words(column) or {}):
        return
    used = np.zeros(len(cells.distinct), dtype=bool)
    used[cells.codes] = True
    numbers = [
        value
        for value, is_used in zip(cells.distinct, used, strict=True)
        if is_used and value not in (None, "0") and _NUMBER.fullmatch(value or "")
    ]
    code = cells.distinct.index("0")
    if not numbers and used[code]:
        problem = (
            "the cell holds 0 in a column of words, as a look-up gives it that found nothing; it was read as blank."
        )
        yield code, Trouble(column, _where(cells, code), "0", problem, damaged=True)


_DATED = re.compile(
    r"\d{4}-\d{2}-\d{2}(?: .*)?|\d{1,2}/\d{1,2}/\d{4}|\d{1,2}-[A-Z][a-z]{2}(?:-\d{2,4})?|[A-Z][a-z]{2}[- ]\d{2,4}"
)
_ROUNDED = re.compile(r"\d(?:\.\d+)?[eE]\+\d+|[1-9]\d{14}0+")
_SUSPECT = re.compile(rf"{_DATED.pattern}|{_ROUNDED.pattern}|\d+\.[1-9]")


def _damaged_references(column: str, cells: Cells) -> Iterator[Trouble]:
    """The references that a spreadsheet has probably changed: into a date, into a rounded number, 1.10 into 1.1."""
    suspect = {code: value for code, value in enumerate(cells.distinct) if value and _SUSPECT.fullmatch(value)}
    known = set(cells.distinct) if suspect else set()
    times = np.bincount(cells.codes, minlength=len(cells.distinct)) if suspect else np.zeros(0)
    for code, text in suspect.items():
        if _DATED.fullmatch(text) and {*re.findall(r"[A-Z][a-z]{2}", text)} <= {name[:3] for name in MONTHS}:
            what = "is a date"
        elif _ROUNDED.fullmatch(text):
            what = "is a rounded number"
        elif times[code] > 1 and _is_shortened(text, known):
            what = f"comes more than once, and {text}0 is missing"
        else:
            continue
        problem = (
            f"{quoted(text)} {what}: a spreadsheet has probably changed this reference. Format the column as text and "
            "enter it again."
        )
        if len(positions := _where(cells, code)):
            yield Trouble(column, positions, text, problem, damaged=True)


def _is_shortened(text: str, known: Collection[str | None]) -> bool:
    """Whether 1.1 is probably 1.10 too: the numbers go on to 1.9 and there is no 1.10."""
    match = re.fullmatch(r"(\d+\.)([1-9])", text)
    return match is not None and f"{match[1]}{int(match[2]) * 10 - 1}" in known and f"{text}0" not in known


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
        result = meaning(key)
        if result is None and (is_status or key):
            wrong.append(code)
        known.append(result or None)
    names = [word for word in words if word]
    noun = COLUMN[column].label.lower() if not is_status else "status"
    indefinite_article = "an" if noun[0] in "aeiou" else "a"
    article = "" if is_status else " It was read as blank."

    def problem(text: str) -> str:
        if not text:
            return "the cell is blank, and this layout does not say what a blank status means."
        return f"{quoted(text)} is not {indefinite_article} {noun} of this layout.{article}{did_you_mean(text, names)}"

    troubles = _troubles(column, cells, wrong, problem, "rejected" if is_status else "warned")
    return Converted(spread(known, cells.codes), tuple(troubles))


_MONTH = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_DAY_IN_WORDS = re.compile(
    rf"\b\d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{2,4}}\b|\b\d{{4}}-\d{{2}}-\d{{2}}\b"
    rf"|\b\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH}\.?,?\s+\d{{2,4}}\b",
    re.IGNORECASE,
)


def dated_statuses(table: Table, positions: Mapping[str, int], statuses: np.ndarray) -> list[Trouble]:
    """A warning for each cell that is read as one of `statuses` though it holds a date too: "Closed 12/03/2023"."""
    if "status" not in positions:
        return []
    cells = table.columns[positions["status"]]
    read = np.array([status is not None for status in statuses.tolist()], dtype=bool)
    used = np.unique(cells.codes[read]).tolist()
    dated = [code for code in used if _DAY_IN_WORDS.search(cells.distinct[code] or "")]
    problem = "{} holds a date, which is not read with the status. Give the date a column of its own."
    return _troubles("status", cells, dated, lambda text: problem.format(quoted(text)))


def _lists(column: str, cells: Cells, layout: Layout) -> Converted:
    """A column of lists, each item once, in the order of the cell."""
    separator, meaning = layout.split.get(column), _meanings(layout.words(column) or {})
    items = [_items(value, separator, meaning) for value in cells.distinct]
    troubles = []
    for code, trouble in _zero_cells(column, cells, layout):
        items[code] = []
        troubles.append(trouble)
    values = np.empty(len(cells.codes), dtype=object)
    values[:] = [items[code].copy() for code in cells.codes]
    return Converted(values, tuple(troubles))


def _items(value: str | None, separator: str | None, meaning: Callable[[str], str | None]) -> list[str]:
    """The items of one cell. The separator's own blanks do not count, so that "a |b" is two items too."""
    if value is None:
        return []
    parts = value.split(separator.strip() or separator) if separator else [value]
    named = [part.strip() if (ours := meaning(part.strip())) is None else ours for part in parts]
    return [part for part in dict.fromkeys(named) if part]


def _dates(column: str, cells: Cells, layout: Layout) -> Converted:
    """A column of dates in its one declared order, and its months and words as the layout says what they mean."""
    read = _DateColumn(column, layout)
    days: list[date | None] = []
    wrong: list[int] = []
    blank: list[int] = []
    written: list[str | None] = []
    for code, value in enumerate(cells.distinct):
        result = None if value is None else read.day(value)
        days.append(result)
        as_written = value is not None and read.gives_no_day(value)
        written.append(value if as_written else None)
        if value is not None and result is None and not as_written:
            (blank if _NO_DAY.fullmatch(value) else wrong).append(code)
    troubles = _troubles(column, cells, wrong, read.problem)
    troubles += [replace(trouble, damaged=True) for trouble in _troubles(column, cells, blank, lambda _: NO_DAY)]
    values = np.array(days, dtype="datetime64[s]")[cells.codes] if days else absent(column, 0)
    return Converted(
        values,
        (*(_other_order(column, cells, layout) if wrong else ()), *troubles),
        tuple(_swapped(column, cells, layout)),
        Cells(cells.codes, written) if any(written) else None,
    )


_NO_DAY = re.compile(
    r"0(?:\.0+)?|0?0:00(?::00)?(?: [AaPp][Mm])?|12:00(?::00)? AM|0{1,2}[/-](?:01?|Jan|January)[/-]1900"
    r"|1900-01-00|1899-12-3[01](?: 00:00:00)?|3[01]/12/1899|0{1,2} Jan(?:uary)? 1900"
)
NO_DAY = "the cell holds 0, which a spreadsheet shows as 0 January 1900; a look-up found nothing. It was read as blank."


class _DateColumn:
    """How the cells of one date column are read by a layout."""

    def __init__(self, column: str, layout: Layout) -> None:
        self._column = column
        self._order = layout.date_order(column)
        self._short_years = column in layout.two_digit_years
        self._period_day = layout.periods.get(column)
        self._words = {_word(theirs): ours for theirs, ours in (layout.words(column) or {}).items()}

    def day(self, text: str) -> date | None:
        """The day that a cell means, or None."""
        meaning = self._words.get(_word(text)) if self._words else None
        if meaning is not None:
            return date.fromisoformat(meaning) if meaning else None
        result = plain_date(text, self._order, short_years=self._short_years)
        if result is not None or self._period_day is None:
            return result
        period = read_period(text)
        return period.day(self._period_day) if period else None

    def gives_no_day(self, text: str) -> bool:
        """Whether a cell gives no day of its own, and the layout says what it means."""
        if self._words and _word(text) in self._words:
            return True
        readable = self._period_day is not None and read_period(text) is not None
        return readable and plain_date(text, self._order, short_years=self._short_years) is None

    def problem(self, text: str) -> str:
        """What is wrong with a cell that was not read, and which entry of the layout would read it."""
        period = read_period(text)
        if period is not None:
            entry = f"[periods] {self._column} = 'last day' in the layout"
            return f"{quoted(text)} is a {period.name}, not a day; {entry} reads it as {day(period.last)}."
        result = read_date(text, self._order).problem
        if "two figures" in result:
            return f"{quoted(text)} {result} Or list {self._column} under two_digit_years in the layout."
        if len(text) <= LONGEST_WORD and not re.search(r"\d", text):
            entry = f"{quoted(text)} = '' under [values.{self._column}]"
            return f"{quoted(text)} {result} If it means that there is no date, write {entry} in the layout."
        return f"{quoted(text)} {result}"


def _word(text: str) -> str:
    """A word in a date column as compared; a mark such as a dash stands for itself."""
    return plain(text) or text.strip()


LEAST_SWAPPED, HARDLY_BY_CHANCE = 3, 0.01


def _swapped(column: str, cells: Cells, layout: Layout) -> Iterator[Doubt]:
    """The doubt that a spreadsheet swapped day and month wherever that gave a date, and left the others as text.

    The sign: every date that the workbook holds as a date is of a day up to 12, and every one written as text of a
    later day. Days up to 12 are 12 in 30, so it is said only where chance would hardly bring so many of both.
    """
    order = layout.date_order(column)
    values = [value for value in cells.distinct if value is not None]
    dates = [result for value in values if _ISO_DAY.fullmatch(value) and (result := plain_date(value, order))]
    texts = [
        result
        for value in values
        if not _ISO_DAY.fullmatch(value) and re.match(r"\d{1,2}[/.-]\d", value) and (result := plain_date(value, order))
    ]
    if min(len(dates), len(texts)) < LEAST_SWAPPED or 0.4 ** len(dates) * 0.6 ** len(texts) > HARDLY_BY_CHANCE:
        return
    if all(value.day <= TWELVE for value in dates) and all(text.day > TWELVE for text in texts):
        message = (
            f"{COLUMN[column].label} ({column}): all {plural(len(dates), 'different date')} that the file holds as a "
            f"date are of a day up to 12, and all {len(texts)} written as text are of a later day. A spreadsheet has "
            "probably swapped day and month in the former. Load the file as it was before the spreadsheet opened it."
        )
        yield Doubt("day and month swapped", message, column)


_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
TWELVE = 12


LOOKED_AT = 20_000
"""Different texts of a column that are looked at for another order; so many leave no doubt."""

MANY_SWAPPED = 3
"""Different cells that fit only another order before the whole column is said to be in it: two may be slips."""


def _other_order(column: str, cells: Cells, layout: Layout) -> list[Trouble]:
    """One more sentence where the column as a whole is in another order."""
    order = layout.date_order(column)
    other = other_order((value for value in cells.distinct[:LOOKED_AT] if value is not None), order)
    if other.gained < MANY_SWAPPED:
        return []
    other_orders = listed([ORDER_IN_WORDS[name] for name in other.orders], "or")
    problem = (
        f"{plural(other.gained, 'different date')} cannot be read {ORDER_IN_WORDS[order]} but can be read "
        f"{other_orders}, and no date of this column speaks against that. If it is written {other_orders}, the other "
        "dates were read wrongly too: set the order in the layout and read the file again."
    )
    return [Trouble(column, None, "", problem)]
