"""What people write in a table for people to read: headings between the rows, ditto marks, ticks, a table beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from analytics.english import count, plural
from analytics.intake.faults import Fault, Severity
from analytics.intake.headings import heading_key, is_usual_heading
from analytics.intake.own_exports import is_own_export
from analytics.intake.shapes import shape
from analytics.intake.suggestions import plain, quoted, quoted_list, rows_in_words
from analytics.intake.synonyms import VALUE_SYNONYMS
from analytics.intake.tables import Cells, LeftOutRow, Table
from analytics.vocabulary import COLUMN, SOURCES, Status

GROUP_HEADING = "Group heading"
"""The heading of the column that holds the headings found between the rows."""

LEAST_HEADINGS = 2
"""Headings between the rows; a single one may be a row that somebody has only begun to fill."""

LONGEST_GROUP = 120
"""Characters of a heading between the rows; a longer text is a paragraph."""

ONE_TICK = 0.8
"""Of the rows with a tick: from there a row has one tick, so that the columns exclude each other."""

_DITTO = re.compile(
    r'["\'″〃“”]{1,2}|-\s*(?:["″〃”]|do)\s*-|(?:ditto|do\.|idem|(?:same )?as (?:per )?above|same)\.?', re.IGNORECASE
)
_TICK = re.compile(r"[x✓✔☑✅●•*]|yes|y|true|1", re.IGNORECASE)
_NO_TICK = re.compile(r"[-–—☐]|no|n|false|0", re.IGNORECASE)
_STATUS_WORDS = {plain(word) for word in Status} | VALUE_SYNONYMS["status"].keys()


def as_plain_table(table: Table) -> Table:
    """The table as a reader of the sheet takes it, with a fault for what was done; our own exports stay as they are."""
    if is_own_export(table.header):
        return table
    for step in _STEPS:
        table = step(table)
    return table


def without_table_beside(table: Table) -> Table:
    """The table without another that stands to the right of it, after a blank column, and repeats a heading of it."""
    keys = [heading_key(heading) for heading in table.header]
    for gap in range(1, len(keys) - 1):
        beside = {key for key in keys[gap + 1 :] if key}
        if keys[gap] or table.columns[gap].is_filled().any() or not beside & {key for key in keys[:gap] if key}:
            continue
        left, right = (sum(int(cells.is_filled().sum()) for cells in part) for part in _parts(table.columns, gap))
        if left < right:
            continue
        names = quoted_list([heading for heading in table.header[gap + 1 :] if heading])
        message = f"Another table stands beside this one, with the headings {names}. It is not read."
        return _noted(replace(table, header=table.header[:gap], columns=table.columns[:gap]), message, "warned")
    return table


def _parts(columns: Sequence[Cells], gap: int) -> tuple[Sequence[Cells], Sequence[Cells]]:
    """The columns on both sides of a blank one."""
    return columns[:gap], columns[gap + 1 :]


def without_table_under(table: Table) -> Table:
    """The table without another that stands under it, after a blank row, with headings of its own and perhaps a title.

    Its headings are names that registers use for their columns, in other places than those of the table.
    """
    filled = table.filled_cells()
    for start in _after_blank_rows(table):
        heading = start + (filled[start] == 1 and start + 1 < len(table))
        texts = [cells.distinct[cells.codes[heading]] for cells in table.columns]
        named = [text for text in texts if text and is_usual_heading(text)]
        if filled[heading] < LEAST_NAMES or len(named) < MOSTLY_NAMES * filled[heading]:
            continue
        rows = f"rows {count(int(table.source_rows[start]))} to {count(int(table.source_rows[-1]))}"
        message = (
            f"Another table stands under this one, in {rows}, with the headings {quoted_list(named)}. It is not read."
        )
        return _noted(table.only(np.arange(len(table)) < start), message, "warned")
    return table


LEAST_NAMES = 3
"""Headings of a table under another; two words may be the cells of a row."""

MOSTLY_NAMES = 0.7
"""Of the cells of a row. From here on they are headings: a row of values names a column by chance, such as "Closed"."""


def without_notes_under(table: Table) -> Table:
    """The table without the notes that stand under it, after a blank row.

    A note fills few cells, and its first does not look like a cell of its column.
    """
    filled = table.filled_cells()
    for start in _after_blank_rows(table):
        usual, notes = float(np.median(filled[:start])), range(start, len(table))
        if usual < LEAST_NAMES or (filled[start:] > usual / LEAST_NAMES).any():
            continue
        if any(_looks_like_a_row(table, position, start) for position in notes):
            return table
        rows = table.source_rows[start:].tolist()
        texts = [table.only_text(position) for position in notes]
        message = (
            f"{plural(len(rows), 'row')} under the table {_is(rows)} notes and left out: {rows_in_words(rows)} "
            f"({quoted_list(texts)})."
        )
        left_out = [LeftOutRow(row, text) for row, text in zip(rows, texts, strict=True)]
        around = replace(table.around, left_out=(*table.around.left_out, *left_out))
        return _noted(replace(table.only(np.arange(len(table)) < start), around=around), message, "noted")
    return table


def _after_blank_rows(table: Table) -> list[int]:
    """The positions of the first rows that stand under a blank row."""
    gaps = np.flatnonzero(np.diff(table.source_rows) > 1)[-MOST_GAPS:]
    return [int(gap) + 1 for gap in gaps]


MOST_GAPS = 100
"""Blank rows looked at, the last of a table; one with more is spaced out row by row."""


def _looks_like_a_row(table: Table, position: int, above: int) -> bool:
    """Whether the first filled cell of a row looks like a cell of its column above."""
    for cells in table.columns:
        if text := cells.distinct[cells.codes[position]]:
            return shape(text) in {shape(cells.distinct[code]) for code in np.unique(cells.codes[:above]).tolist()}
    return False


def without_repeated_headings(table: Table) -> Table:
    """The table without the rows that say its headings again, as at the top of each printed page."""
    keys = [heading_key(heading) for heading in table.header]
    if sum(map(bool, keys)) < 2:
        return table
    repeats = np.ones(len(table), dtype=bool)
    for key, cells in zip(keys, table.columns, strict=True):
        used = set(np.unique(cells.codes[repeats]).tolist())
        same = [code in used and heading_key(text or "") == key for code, text in enumerate(cells.distinct)]
        repeats &= np.array(same, dtype=bool)[cells.codes]
    if not repeats.any() or repeats.all():
        return table
    rows = table.source_rows[repeats].tolist()
    word = plural(len(rows), "row repeats", "rows repeat")
    return _noted(
        table.only(~repeats), f"{word} the headings and {_is(rows)} left out: {rows_in_words(rows)}.", "noted"
    )


def with_group_headings(table: Table) -> Table:
    """The table with the headings that stand between its rows in a column of their own.

    A heading is a row of one text before the rows that it is for. The first row must be one, and no row may look like
    the others' cells, so that a recommendation of which only the reference is filled in stays a row.
    """
    filled = table.filled_cells()
    if len(table.header) < 3 or len(table) < 2 * LEAST_HEADINGS or filled[0] != 1:
        return table
    alone = filled == 1
    is_heading = alone & np.append(~alone[1:], False)
    if is_heading.sum() < LEAST_HEADINGS or (alone & ~is_heading).any() or not _is_apart(table, is_heading):
        return table
    texts = [table.only_text(position) for position in np.flatnonzero(is_heading).tolist()]
    if any(len(text) > LONGEST_GROUP for text in texts):
        return table
    group = np.cumsum(is_heading) - 1
    cells = Cells(group.astype(np.int32), list(texts))
    known = {plain(source) for source in SOURCES}
    name = COLUMN["source"].label if {plain(text) for text in texts} <= known else GROUP_HEADING
    name = GROUP_HEADING if heading_key(name) in map(heading_key, table.header) else name
    rows = table.source_rows[is_heading].tolist()
    headings = quoted_list(dict.fromkeys(texts))
    message = (
        f"{count(len(rows))} rows hold one text each ({headings}) and were read as headings of the rows under them, in "
        f"the column {quoted(name)}."
    )
    left_out = [LeftOutRow(row, text) for row, text in zip(rows, texts, strict=True)]
    wider = replace(
        table,
        header=[*table.header, name],
        columns=(*table.columns, cells),
        around=replace(table.around, left_out=(*table.around.left_out, *left_out)),
    )
    return _noted(wider.only(~is_heading), message, "warned")


def _is_apart(table: Table, is_heading: np.ndarray) -> bool:
    """Whether no heading looks like a cell of its column in another row: R5 looks like R12."""
    for cells in table.columns:
        headings = {shape(cells.distinct[code]) for code in cells.codes[is_heading].tolist()} - {""}
        if headings & {shape(cells.distinct[code]) for code in np.unique(cells.codes[~is_heading]).tolist()}:
            return False
    return True


def with_dittos(table: Table) -> Table:
    """The table with the value above in each cell that says "ditto"."""
    columns, number, named = [], 0, []
    for heading, cells in zip(table.header, table.columns, strict=True):
        codes = [code for code, text in enumerate(cells.distinct) if text and _DITTO.fullmatch(text)]
        is_ditto = np.isin(cells.codes, codes)
        if not codes or not is_ditto.any():
            columns.append(cells)
            continue
        above = np.maximum.accumulate(np.where(is_ditto, -1, np.arange(len(table))))
        is_ditto &= above >= 0
        columns.append(Cells(np.where(is_ditto, cells.codes[np.maximum(above, 0)], cells.codes), cells.distinct))
        number += int(is_ditto.sum())
        named.append(heading)
    if not number:
        return table
    word = plural(number, "ditto mark was", "ditto marks were")
    message = f"{word} read as the value above, under {quoted_list(named)}."
    return _noted(replace(table, columns=tuple(columns)), message, "noted")


def with_ticked_status(table: Table) -> Table:
    """The table with one column of statuses in place of several that are headed by a status and hold ticks."""
    places = list(_ticked(table))
    if len(places) < 2:
        return table
    is_ticked = np.array([_has_tick(table.columns[place]) for place in places])
    times = is_ticked.sum(axis=0)
    if not times.any() or (times == 1).sum() < ONE_TICK * (times > 0).sum():
        return table
    words = [table.header[place] for place in places]
    texts = [" and ".join(word for word, tick in zip(words, row, strict=True) if tick) or None for row in is_ticked.T]
    distinct = list(dict.fromkeys(texts))
    codes = np.array([distinct.index(text) for text in texts], dtype=np.int32)
    label = COLUMN["status"].label
    name = label if heading_key(label) not in map(heading_key, table.header) else f"{label} (ticked)"
    other_places = [place for place in range(len(table.header)) if place not in places]
    message = f"The columns {quoted_list(words)} hold ticks. They were read as one column, {quoted(name)}."
    merged = replace(
        table,
        header=[*(table.header[place] for place in other_places), name],
        columns=(*(table.columns[place] for place in other_places), Cells(codes, distinct)),
        notes=tuple(
            replace(note, column=other_places.index(note.column)) for note in table.notes if note.column in other_places
        ),
    )
    return _noted(merged, message, "noted")


def _ticked(table: Table) -> Iterator[int]:
    """The columns that are headed by a status and hold ticks or nothing."""
    for place, (heading, cells) in enumerate(zip(table.header, table.columns, strict=True)):
        used = {cells.distinct[code] for code in np.unique(cells.codes).tolist()} - {None}
        only_ticks = all(_TICK.fullmatch(text) or _NO_TICK.fullmatch(text) for text in used if text)
        if plain(heading) in _STATUS_WORDS and only_ticks and len(used) <= 4:
            yield place


def _has_tick(cells: Cells) -> np.ndarray:
    """Which rows have a tick in a column."""
    return np.asarray(
        np.array([bool(text and _TICK.fullmatch(text)) for text in cells.distinct], dtype=bool)[cells.codes]
    )


def _noted(table: Table, message: str, severity: Severity) -> Table:
    """The table with one more fault of the file."""
    return replace(table, faults=(*table.faults, Fault(None, None, "", "", message, severity)))


def _is(rows: Sequence[int]) -> str:
    return "are" if len(rows) > 1 else "is"


_STEPS = (
    without_table_beside,
    without_table_under,
    without_notes_under,
    without_repeated_headings,
    with_group_headings,
    with_dittos,
    with_ticked_status,
)
"""What is done to a table, in order."""
