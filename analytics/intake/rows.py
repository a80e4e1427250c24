"""A file becomes rows in the standard layout, with every fault as a sentence and counts that add up."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import pandas as pd

from analytics.intake.cells import Converted, Trouble, absent, constant, convert, required
from analytics.intake.checks import contradictions
from analytics.intake.faults import Fault, Reading
from analytics.intake.headers import fit, heading_key
from analytics.intake.known_words import with_known_words
from analytics.intake.layouts import Layout
from analytics.intake.own_exports import as_recorded
from analytics.intake.readers import read_table
from analytics.intake.references import built, incomplete, joined
from analytics.intake.register_so_far import NOTHING_SO_FAR, RegisterSoFar
from analytics.intake.renumbering import Renumbered, as_on_register, renumbered
from analytics.intake.repeats import share_out
from analytics.intake.suggestions import named, nearest, plain, quoted
from analytics.intake.tables import LIMITS, Limits, Table
from analytics.vocabulary import COLUMN
from analytics.wording import count, plural

__all__ = ["Fault", "Progress", "Reading", "read_extract", "read_rows"]

Progress = Callable[[float, str], None]

SHARE_OF_READING = 0.4
"""How far along the work is once the file has been read and its columns remain to be looked at."""

BYTES_A_ROW = 100
"""Of a packed workbook, roughly; only for telling how far the reading is."""


def _silent(_share: float, _words: str) -> None:
    """Progress that nobody asked for."""


def read_extract(
    data: bytes,
    filename: str,
    layout: Layout,
    as_at: date,
    progress: Progress | None = None,
    *,
    limits: Limits = LIMITS,
    sheet: str | None = None,
    so_far: RegisterSoFar = NOTHING_SO_FAR,
) -> Reading:
    """The rows that a file gives in the standard layout, and every fault in it.

    `as_at` is the day of the extract; a later date of something done is a fault. `progress` is told how far the
    work is, from 0 to 1, and what is being done. `so_far` is what the register already holds: names are read in the
    form that it has, and rows that share a reference are matched with it. Raises UnreadableFile, and nothing else,
    where the file cannot be read as a table of this layout.
    """
    tell = progress or _silent
    tell(0.0, "Reading the file")
    expected = max(1, data.count(b"\n"), data.count(b"\r"), len(data) // BYTES_A_ROW)
    table = read_table(
        data,
        filename,
        layout,
        limits,
        sheet,
        tell=lambda rows: tell(SHARE_OF_READING * min(rows / expected, 1.0), f"Reading row {rows:,}"),
    )
    return read_rows(table, layout, as_at, tell, so_far)


def read_rows(
    table: Table,
    layout: Layout,
    as_at: date,
    tell: Progress | None = None,
    so_far: RegisterSoFar = NOTHING_SO_FAR,
) -> Reading:
    """The rows that a table gives in the standard layout, and every fault in it."""
    tell = tell or _silent
    table, layout = as_recorded(table, layout)
    positions = fit(table.header, layout).positions
    converted = with_known_words(dict(_converted(table, layout, positions, tell)), so_far)
    tell(0.9, "Looking for repeats and contradictions")
    frame = _frame(converted, len(table))
    for name, columns in layout.built.items():
        converted[name] = required(name, built(frame, columns))
        frame[name] = pd.Series(converted[name].array, dtype=object)
    new_names = renumbered(frame, so_far, built="reference" in layout.built)
    given = as_on_register(frame["reference"].to_numpy(dtype=object), new_names)
    frame["reference"] = pd.Series(given, dtype=object)
    fate = _fate(frame, so_far)
    frame["reference"] = pd.Series(fate.references, dtype=object)
    troubles = [trouble for one in converted.values() for trouble in one.troubles]
    troubles += [*_reused(fate, given), *_reworded(new_names), *_error_cells(table, positions)]
    troubles += contradictions(frame, fate.accepted, tuple(converted), as_at, _unread(troubles))
    faults = _Faults(table, layout, positions, fate.references)
    rows = frame.iloc[fate.accepted].reset_index(drop=True)
    rows["source_row"] = table.source_rows[fate.accepted].astype("int64")
    tell(1.0, "Read")
    return Reading(
        rows=rows,
        faults=(*faults.of_file(), *faults.of_rows(troubles, fate.told_twice)),
        read=len(table),
        accepted=len(fate.accepted),
        repeated=len(fate.told_twice),
        rejected=len(fate.rejected),
        columns=tuple(name for name in COLUMN if name in converted),
        rejected_references=_known_and_rejected(fate),
        renumbered=new_names,
    )


@dataclass(frozen=True, slots=True)
class _Fate:
    """What becomes of each row, by its position: accepted, rejected, or told twice (with the row it repeats).

    `references` are those on the register, with the suffixes of reused numbers; `reused` the rows whose number
    others bear too, with how many bear it.
    """

    accepted: np.ndarray
    rejected: np.ndarray
    told_twice: dict[int, int]
    references: np.ndarray
    reused: dict[int, int]


def _known_and_rejected(fate: _Fate) -> tuple[str, ...]:
    """The references of rejected rows, where known and not those of an accepted row too, each once."""
    on_register = set(fate.references[fate.accepted])
    rejected = fate.references[fate.rejected]
    return tuple(dict.fromkeys(one for one in rejected if one is not None and one not in on_register))


def _fate(frame: pd.DataFrame, so_far: RegisterSoFar) -> _Fate:
    """Which rows are kept: those with a reference and a status, each once, each under its own reference."""
    rejected = (frame["reference"].isna() | frame["status"].isna()).to_numpy()
    taken = [one for one in frame["reference"] if one is not None]
    shared = share_out(frame, rejected, taken, so_far)
    references = shared.references
    for later, first in shared.repeats.items():
        references[later] = references[first]
    kept = np.flatnonzero(~rejected)
    accepted = kept[~np.isin(kept, list(shared.repeats))]
    return _Fate(accepted, np.flatnonzero(rejected), shared.repeats, references, shared.reused)


def _converted(
    table: Table, layout: Layout, positions: dict[str, int], tell: Progress
) -> Iterator[tuple[str, Converted]]:
    """Each column that the file or the layout supplies, in the standard layout."""
    supplied = [name for name in COLUMN if name in positions or name in layout.constants]
    for done, name in enumerate(supplied):
        tell(SHARE_OF_READING + 0.5 * done / len(supplied), f"Looking at {COLUMN[name].label.lower()}")
        if name in positions and name in layout.join:
            read = convert(name, joined(table, name, layout), layout)
            yield name, replace(read, troubles=(*read.troubles, *incomplete(table, name, layout)))
        elif name in positions:
            yield name, convert(name, table.columns[positions[name]], layout)
        else:
            yield name, constant(name, layout.constants[name], len(table), layout)


def _frame(converted: dict[str, Converted], length: int) -> pd.DataFrame:
    """Every column of the standard layout, blank where it was not supplied."""
    columns = {}
    for name in COLUMN:
        values = converted[name].array if name in converted else absent(name, length)
        columns[name] = pd.Series(values, dtype=values.dtype)
    return pd.DataFrame(columns)


def _unread(troubles: Sequence[Trouble]) -> dict[str, np.ndarray]:
    """The positions whose cell was given but could not be read, by column."""
    found: dict[str, list[np.ndarray]] = {}
    for trouble in troubles:
        if trouble.positions is not None and trouble.value:
            found.setdefault(trouble.column, []).append(trouble.positions)
    return {name: np.concatenate(positions) for name, positions in found.items()}


def _reused(fate: _Fate, given: np.ndarray) -> Iterator[Trouble]:
    """One warning for the file where different rows have the same reference."""
    if fate.reused:
        rows = f"{count(len(fate.reused))} of {plural(len(fate.accepted), 'row')}"
        shared = named(sorted({given[row] for row in fate.reused}))
        added = named(sorted({fate.references[row] for row in fate.reused} - {given[row] for row in fate.reused}))
        problem = (
            f"{rows} share a number with another row ({shared}): is this column the recommendation's own? The register "
            f"tells them apart as {added}."
        )
        yield Trouble("reference", None, "", problem)


def _reworded(new_names: Sequence[Renumbered]) -> Iterator[Trouble]:
    """One warning for the file where recommendations keep a built reference though their text is another."""
    names = [one.reference for one in new_names if one.why == "reworded"]
    if names:
        problem = (
            f"{plural(len(names), 'recommendation was', 'recommendations were')} reworded and kept: {named(names)}."
        )
        yield Trouble("reference", None, "", problem)


def _error_cells(table: Table, positions: dict[str, int]) -> Iterator[Trouble]:
    """A warning for each cell that holds an Excel error, in the columns that are read."""
    columns = {place: name for name, place in reversed(positions.items())}
    for (row, place), text in table.errors.items():
        found = np.flatnonzero(table.source_rows == row)
        if place in columns and len(found):
            problem = f"the cell holds the Excel error {text}; it was read as blank."
            yield Trouble(columns[place], found, text, problem)


class _Faults:
    """Troubles become faults: each cell named by its row, its column and its reference."""

    def __init__(self, table: Table, layout: Layout, positions: dict[str, int], references: np.ndarray) -> None:
        self._table = table
        self._layout = layout
        self._positions = positions
        self._references = references
        self._rows = table.source_rows.tolist()

    def of_file(self) -> Iterator[Fault]:
        """Faults of the file itself, and headings that were probably meant for a column that was not found."""
        yield from (fault for fault in self._table.faults if fault.row is None)
        claimed = set(self._positions.values())
        free = {heading_key(name): name for place, name in enumerate(self._table.header) if place not in claimed}
        for ours, headings in self._layout.columns.items():
            near = next((found for one in headings if (found := nearest(one, free.values()))), None)
            if ours not in self._positions and near is not None:
                message = f"The file has no column {quoted(headings[0])} for {ours}. Did you mean {quoted(near)}?"
                yield Fault(None, None, ours, near, message, "warned")

    def of_rows(self, troubles: Sequence[Trouble], told_twice: dict[int, int]) -> list[Fault]:
        """Every other fault: those of a whole column first, then row by row, then column by column."""
        place = {name: number for number, name in enumerate(("", *COLUMN))}
        faults = [fault for fault in self._table.faults if fault.row is not None]
        faults += [fault for trouble in troubles for fault in self._each(trouble)]
        faults += [self._repeat(later, first) for later, first in told_twice.items()]
        faults.sort(key=lambda fault: (fault.row or 0, place.get(fault.column, 0)))
        return faults

    def _each(self, trouble: Trouble) -> Iterator[Fault]:
        """One fault for each cell in trouble."""
        name = self._name(trouble.column)
        if trouble.positions is None:
            message = f"Column {name}: {trouble.problem}"
            yield Fault(None, None, trouble.column, trouble.value, message, trouble.severity)
            return
        for position in trouble.positions.tolist():
            row = self._rows[position]
            message = f"Row {row}, {name}: {trouble.problem}"
            yield Fault(row, self._references[position], trouble.column, trouble.value, message, trouble.severity)

    def _repeat(self, later: int, first: int) -> Fault:
        """The fault of a row that says again what another said."""
        row, reference = self._rows[later], self._references[later]
        message = f"Row {row} repeats row {self._rows[first]} in every column that is read; it is counted once."
        return Fault(row, reference, "reference", str(reference), message, "warned")

    def _name(self, column: str) -> str:
        """A column by our name and, where the file's heading differs, by that too."""
        heading = self._table.header[self._positions[column]] if column in self._positions else column
        return column if plain(heading) == plain(column) else f"{column} ({heading})"
