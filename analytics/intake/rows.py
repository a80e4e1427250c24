"""A file becomes rows in the standard layout, with every fault as a sentence and counts that add up."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date

import numpy as np
import pandas as pd

from analytics.intake.cells import Converted, Trouble, absent, constant, convert
from analytics.intake.checks import contradictions
from analytics.intake.faults import Fault, Reading
from analytics.intake.headers import fit, heading_key
from analytics.intake.layouts import Layout
from analytics.intake.readers import read_table
from analytics.intake.repeats import Shared, share_out
from analytics.intake.suggestions import nearest, plain, quoted
from analytics.intake.tables import LIMITS, Limits, Table
from analytics.vocabulary import COLUMN

Progress = Callable[[float, str], None]

SHARE_OF_READING = 0.4
"""How far along the work is once the file has been read and its columns remain to be looked at."""


def read_extract(
    data: bytes,
    filename: str,
    layout: Layout,
    as_at: date,
    progress: Progress | None = None,
    limits: Limits = LIMITS,
    sheet: str | None = None,
) -> Reading:
    """The rows that a file gives in the standard layout, and every fault in it.

    `as_at` is the day of the extract; a later date of something done is a fault. `progress` is told how far the
    work is, from 0 to 1, and what is being done. Raises UnreadableFile, and nothing else, where the file cannot
    be read as a table of this layout.
    """
    tell = progress or (lambda share, words: None)
    tell(0.0, "Reading the file")
    table = read_table(data, filename, layout, limits, sheet)
    return read_rows(table, layout, as_at, tell)


def read_rows(table: Table, layout: Layout, as_at: date, tell: Progress = lambda share, words: None) -> Reading:
    """The rows that a table gives in the standard layout, and every fault in it."""
    positions = fit(table.header, layout).positions
    converted = dict(_converted(table, layout, positions, tell))
    tell(0.9, "Looking for repeats and contradictions")
    frame = _frame(converted, len(table))
    rejected = np.equal(frame["reference"].to_numpy(), None) | np.equal(frame["status"].to_numpy(), None)
    kept = np.flatnonzero(~rejected)
    given = frame["reference"].to_numpy(dtype=object)
    shared = share_out(frame.iloc[kept].reset_index(drop=True), [one for one in given if one is not None])
    told_twice = {int(kept[later]): int(kept[first]) for later, first in shared.repeats.items()}
    references = given.copy()
    references[kept] = shared.references
    frame["reference"] = pd.Series(references, dtype=object)
    accepted = kept[~np.isin(kept, list(told_twice))]
    troubles = [trouble for one in converted.values() for trouble in one.troubles]
    troubles += _reused(kept, shared, given)
    troubles += contradictions(frame, accepted, tuple(converted), as_at, _unread(troubles))
    faults = _Faults(table, layout, positions, references)
    rows = frame.iloc[accepted].reset_index(drop=True)
    rows["source_row"] = table.source_rows[accepted].astype("int64")
    tell(1.0, "Read")
    return Reading(
        rows=rows,
        faults=(*faults.of_file(), *faults.of_rows(troubles, told_twice)),
        read=len(table),
        accepted=len(accepted),
        repeated=len(told_twice),
        rejected=int(rejected.sum()),
        columns=tuple(name for name in COLUMN if name in converted),
        rejected_references=_rejected_references(given, rejected),
    )


def _converted(
    table: Table, layout: Layout, positions: dict[str, int], tell: Progress
) -> Iterator[tuple[str, Converted]]:
    """Each column that the file or the layout supplies, in the standard layout."""
    supplied = [name for name in COLUMN if name in positions or name in layout.constants]
    for done, name in enumerate(supplied):
        tell(SHARE_OF_READING + 0.5 * done / len(supplied), f"Looking at {COLUMN[name].label.lower()}")
        if name in positions:
            yield name, convert(name, table.columns[positions[name]], layout)
        else:
            yield name, constant(name, layout.constants[name], len(table), layout)


def _frame(converted: dict[str, Converted], length: int) -> pd.DataFrame:
    """Every column of the standard layout, blank where it was not supplied."""
    columns = {}
    for name in COLUMN:
        values = converted[name].values if name in converted else absent(name, length)
        columns[name] = pd.Series(values, dtype=values.dtype)
    return pd.DataFrame(columns)


def _rejected_references(given: np.ndarray, rejected: np.ndarray) -> tuple[str, ...]:
    """The references of rejected rows, where known, each once, in the file's order."""
    return tuple(dict.fromkeys(one for one in given[rejected] if one is not None))


def _unread(troubles: Sequence[Trouble]) -> dict[str, np.ndarray]:
    """The positions whose cell was given but could not be read, by column."""
    found: dict[str, list[np.ndarray]] = {}
    for trouble in troubles:
        if trouble.positions is not None and trouble.value:
            found.setdefault(trouble.column, []).append(trouble.positions)
    return {name: np.concatenate(positions) for name, positions in found.items()}


def _reused(kept: np.ndarray, shared: Shared, given: np.ndarray) -> list[Trouble]:
    """A warning for each row whose reference another row bears too."""
    troubles = []
    for position, times in shared.reused.items():
        row = int(kept[position])
        problem = f"{times} different rows bear {quoted(given[row])}; this one is {quoted(shared.references[position])}."
        troubles.append(Trouble("reference", np.array([row]), given[row], problem))
    return troubles


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
