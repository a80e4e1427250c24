"""A file becomes rows in the standard layout, with every fault as a sentence and counts that add up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import pandas as pd

from analytics.english import count, plural
from analytics.errors import UnreadableFile
from analytics.intake.cells import Converted, Trouble, absent, constant, convert, dated_statuses, further, required
from analytics.intake.faults import LISTED, Doubt, Fault, Reading, with_the_rest
from analytics.intake.fill_down import filled_down, proposed_fill_down, with_dates_not_revised
from analytics.intake.headings import fit, heading_key
from analytics.intake.known_words import with_known_words
from analytics.intake.layouts import Layout
from analytics.intake.markings import ShownMarking, overridden, proposed_marking, with_marking_of_file
from analytics.intake.own_exports import as_recorded, is_own_export
from analytics.intake.readers import read_table
from analytics.intake.references import built, incomplete, joined, joined_places
from analytics.intake.register_so_far import NOTHING_SO_FAR, RegisterSoFar
from analytics.intake.renumbering import Renumbered, as_on_register, renumbered
from analytics.intake.repeats import share_out
from analytics.intake.row_checks import contradictions
from analytics.intake.suggestions import nearest, plain, quoted, quoted_list
from analytics.intake.tables import LIMITS, Cells, Limits, Table
from analytics.vocabulary import AS_WRITTEN, COLUMN

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
    marking: str | None = None,
) -> Reading:
    """The rows that a file gives in the standard layout, and every fault in it.

    `as_at` is the day of the extract; a later date of something done is a fault. `progress` is called with how far the
    work is, from 0 to 1, and what is being done. `so_far` is what the register already holds: names are read in the
    form that it has, and rows that share a reference are matched with it. `marking` is the handling marking of the rows
    that have none of their own; where the file itself shows a higher one, they get that. Raises UnreadableFile, and
    nothing else, where the file cannot be read as a table of this layout.
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
    # An export's file name has the highest marking among its rows, each of which has its own.
    in_file = ShownMarking() if is_own_export(table.header) else proposed_marking(table, filename)
    table = replace(table, faults=(*table.faults, *overridden(in_file, marking, layout)))
    layout = with_marking_of_file(layout, in_file)
    return read_rows(table, layout, as_at, tell, so_far, marking=in_file.at_least(marking), doubts=in_file.doubts)


def read_rows(
    table: Table,
    layout: Layout,
    as_at: date,
    tell: Progress | None = None,
    so_far: RegisterSoFar = NOTHING_SO_FAR,
    *,
    marking: str | None = None,
    doubts: tuple[Doubt, ...] = (),
) -> Reading:
    """The rows that a table gives in the standard layout, and every fault in it; `marking` is that of unmarked rows."""
    tell = tell or _silent
    table, layout = as_recorded(table, layout)
    positions = fit(table.header, layout).positions
    table = filled_down(table, {place for name, place in positions.items() if name in layout.fill_down})
    table = with_dates_not_revised(table, positions)
    converted = with_known_words(_require_register(dict(_converted(table, layout, positions, tell)), layout), so_far)
    tell(0.9, "Looking for repeats and contradictions")
    first = _first_equal_rows(table, positions, layout)
    named_rows = _named_rows(converted, layout, first)
    frame = _frame(converted, named_rows)
    _add_built(converted, frame, layout)
    new_names = renumbered(frame, so_far, built="reference" in layout.built)
    references = _references_in_file(converted, frame, named_rows, new_names)[first]
    frame["reference"] = pd.Series(references[named_rows], dtype=object)
    fate = _row_outcome(frame, named_rows, references, first, so_far)
    frame["reference"] = pd.Series(fate.references[named_rows], dtype=object)
    rows = frame.set_axis(named_rows).loc[fate.accepted]
    troubles = [trouble for column in converted.values() for trouble in column.troubles]
    troubles += [*_reused(fate, references), *_reworded(new_names), *_noted(table, positions)]
    troubles += dated_statuses(table, positions, converted["status"].array)
    troubles += contradictions(rows, tuple(converted), as_at, _unread(troubles))
    faults = _Faults(table, layout, positions, fate.references)
    rows = _marked(rows.reset_index(drop=True), marking)
    rows["source_row"] = table.source_rows[fate.accepted].astype("int64")
    tell(1.0, "Read")
    return Reading(
        rows=rows,
        faults=(*faults.of_file(), *faults.of_rows(troubles, fate.repeats)),
        read=len(table),
        accepted=len(fate.accepted),
        repeated=len(fate.repeats),
        rejected=len(fate.rejected),
        columns=_supplied(converted, marking),
        rejected_references=_known_and_rejected(fate),
        renumbered=new_names,
        doubts=(*doubts, *_doubts(converted, troubles)),
        marking=marking,
        unmarked=int(rows["classification"].isna().sum()),
    )


def _references_in_file(
    converted: dict[str, Converted], frame: pd.DataFrame, positions: np.ndarray, new_names: Sequence[Renumbered]
) -> np.ndarray:
    """The references of the file, those at these positions as the register has them."""
    references = converted["reference"].array.copy()
    references[positions] = as_on_register(frame["reference"].to_numpy(dtype=object), new_names)
    return references


def _add_built(converted: dict[str, Converted], frame: pd.DataFrame, layout: Layout) -> None:
    """Add the columns that the layout builds from others to the converted ones, and to the rows."""
    for name, columns in layout.built.items():
        converted[name] = required(name, built(frame, columns))
        frame[name] = pd.Series(converted[name].array, dtype=object)


def _supplied(converted: dict[str, Converted], marking: str | None) -> tuple[str, ...]:
    """The standard columns that the file, the layout or the given marking supplied."""
    supplied = set(converted)
    if marking is not None:
        supplied.add("classification")
    if any(column.as_written for column in converted.values()):
        supplied.add(AS_WRITTEN)
    return tuple(name for name in COLUMN if name in supplied)


def _marked(rows: pd.DataFrame, marking: str | None) -> pd.DataFrame:
    """The rows, those without a handling marking of their own with this one."""
    if marking is not None:
        own_markings = rows["classification"].to_numpy(dtype=object)
        rows["classification"] = pd.Series([own_marking or marking for own_marking in own_markings], dtype=object)
    return rows


def _doubts(converted: dict[str, Converted], troubles: Sequence[Trouble]) -> Iterator[Doubt]:
    """The doubts about columns, and those that are damaged throughout or in half of their cells."""
    yield from (doubt for column in converted.values() for doubt in column.doubts)
    damaged: dict[str, list[Trouble]] = {}
    for trouble in troubles:
        if trouble.damaged:
            damaged.setdefault(trouble.column, []).append(trouble)
    for name, result in damaged.items():
        cells = np.unique(np.concatenate([trouble.positions for trouble in result if trouble.positions is not None]))
        filled = ~_blank(converted[name].array)
        filled[cells] = True
        all_of_them = len(cells) == filled.sum() >= DAMAGED_WHOLE
        if all_of_them or len(cells) >= max(DAMAGED_LEAST, DAMAGED_SHARE * filled.sum()):
            message = (
                f"{COLUMN[name].label} ({name}): {count(len(cells))} of {plural(int(filled.sum()), 'filled cell')} "
                f"cannot be used. {_mostly(result)}"
            )
            yield Doubt("column damaged", message, name)


def _mostly(troubles: Sequence[Trouble]) -> str:
    """What is wrong with most cells of a damaged column: the commonest problem, whatever the values, and how common."""
    numbers: Counter[str] = Counter()
    examples: dict[str, str] = {}
    for trouble in troubles:
        kind = trouble.problem.replace(quoted(trouble.value), "…") if trouble.value else trouble.problem
        numbers[kind] += 0 if trouble.positions is None else len(trouble.positions)
        examples.setdefault(kind, trouble.problem)
    (kind, most), *others = numbers.most_common()
    example = examples[kind]
    if not others:
        return example[:1].upper() + example[1:] if kind == example else f"For example, {example}"
    if most == others[0][1]:
        return f"For example, {example}"
    return f"The commonest reason, in {plural(most, 'cell')}: {'' if kind == example else 'for example, '}{example}"


DAMAGED_WHOLE, DAMAGED_LEAST, DAMAGED_SHARE = 2, 3, 0.5
"""From where a column is damaged: all of its filled cells, but not where that is one; or half of them, 3 or more."""


def _blank(values: np.ndarray) -> np.ndarray:
    """Which cells of a column are blank."""
    if values.dtype != object:
        return np.asarray(np.isnat(values))
    return np.array([value is None or value == [] for value in values.tolist()], dtype=bool)


@dataclass(frozen=True, slots=True)
class _RowOutcome:
    """What becomes of each row, by its position: accepted, rejected, or a repeat (with the row it repeats).

    `references` are those on the register, with the suffixes of reused numbers; `reused` the rows whose number
    others bear too, with how many bear it.
    """

    accepted: np.ndarray
    rejected: np.ndarray
    repeats: dict[int, int]
    references: np.ndarray
    reused: dict[int, int]


def _known_and_rejected(fate: _RowOutcome) -> tuple[str, ...]:
    """The references of rejected rows, where known and not those of an accepted row too, each once."""
    on_register = set(fate.references[fate.accepted])
    rejected = fate.references[fate.rejected]
    return tuple(
        dict.fromkeys(reference for reference in rejected if reference is not None and reference not in on_register)
    )


MOST_UNUSABLE, UNUSABLE_SHARE = 100_000, 0.9
"""Rows without a reference or a status, by number and share, from where a file is no register in its layout."""


def _require_register(converted: dict[str, Converted], layout: Layout) -> dict[str, Converted]:
    """The columns, unless very many rows, and most of all, cannot be on the register: then UnreadableFile."""
    unusable = _blank(converted["status"].array)
    length = len(unusable)
    if "reference" not in layout.built:
        unusable |= _blank(converted["reference"].array)
    if (number := int(unusable.sum())) > max(MOST_UNUSABLE, UNUSABLE_SHARE * length):
        raise UnreadableFile(
            f"{count(number)} of {plural(length, 'row')} have no reference, or no status that the layout knows, so "
            "this is no register in this layout. Delete the rows that are no recommendations, or correct the layout."
        )
    return converted


def _first_equal_rows(table: Table, positions: dict[str, int], layout: Layout) -> np.ndarray:
    """The position of the first row that has the same cells as each row in every column that is read."""
    positions_of_all = np.arange(len(table))
    if "reference" in layout.built:
        return positions_of_all
    read = {*positions.values(), *joined_places(table, "reference", layout)}
    codes = pd.DataFrame({place: table.columns[place].codes for place in read})
    if not codes.duplicated().any():
        return positions_of_all
    group = codes.groupby(list(codes), sort=False).ngroup().to_numpy()
    return np.asarray(np.unique(group, return_index=True)[1][group])


def _named_rows(converted: dict[str, Converted], layout: Layout, first: np.ndarray) -> np.ndarray:
    """The positions of the different rows with a reference; of all where references are built from other columns."""
    different = first == np.arange(len(first))
    if "reference" in layout.built:
        return np.flatnonzero(different)
    return np.flatnonzero(different & ~_blank(converted["reference"].array))


def _row_outcome(
    frame: pd.DataFrame, positions: np.ndarray, in_file: np.ndarray, first: np.ndarray, so_far: RegisterSoFar
) -> _RowOutcome:
    """Which rows are kept: those with a reference and a status, each once, each under its own reference.

    `frame` holds the different rows that have a reference, `positions` where they are in the file; `in_file` are the
    references of all rows of the file, `first` the position of the first row with the same cells.
    """
    references = in_file.copy()
    unusable = (frame["reference"].isna() | frame["status"].isna()).to_numpy()
    accepted_references = [reference for reference in frame["reference"] if reference is not None]
    shared = share_out(frame, unusable, accepted_references, so_far)
    references[positions] = shared.references
    repeats = {int(positions[later]): int(positions[earlier]) for later, earlier in shared.repeats.items()}
    for later, earlier in repeats.items():
        references[later] = references[earlier]
    usable = positions[~unusable]
    accepted = usable[~np.isin(usable, list(repeats))]
    is_rejected = np.ones(len(in_file), dtype=bool)
    is_rejected[usable] = False
    is_rejected = is_rejected[first]
    same = np.flatnonzero((first != np.arange(len(first))) & ~is_rejected)
    repeats |= {
        row: repeats.get(earlier, earlier) for row, earlier in zip(same.tolist(), first[same].tolist(), strict=True)
    }
    reused = {int(positions[place]): times for place, times in shared.reused.items()}
    repeats = dict(sorted(repeats.items()))
    return _RowOutcome(accepted, np.flatnonzero(is_rejected), repeats, references[first], reused)


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


def _frame(converted: dict[str, Converted], positions: np.ndarray) -> pd.DataFrame:
    """The rows at these positions in every column of the standard layout, blank where it was not supplied."""
    columns = {}
    for name in COLUMN:
        values = converted[name].array[positions] if name in converted else absent(name, len(positions))
        columns[name] = pd.Series(values, dtype=values.dtype)
    for name, column in converted.items():
        if column.as_written is not None:
            _add_words(columns[AS_WRITTEN], name, column.as_written, positions)
    return pd.DataFrame(columns)


def _add_words(lists: pd.Series, column: str, written: Cells, positions: np.ndarray) -> None:
    """Add what a date column says in words to the list of each row, as "due_on: Q3 2023/24"."""
    for words, items in zip(written.array()[positions], lists, strict=True):
        if words is not None and (entry := f"{column}: {' '.join(words.split())}") not in items:
            items.append(entry)


def _unread(troubles: Sequence[Trouble]) -> dict[str, np.ndarray]:
    """The positions whose cell was given but could not be read, by column."""
    result: dict[str, list[np.ndarray]] = {}
    for trouble in troubles:
        if trouble.positions is not None and trouble.value:
            result.setdefault(trouble.column, []).append(trouble.positions)
    return {name: np.concatenate(positions) for name, positions in result.items()}


def _reused(fate: _RowOutcome, references: np.ndarray) -> Iterator[Trouble]:
    """One warning for the file where different rows have the same reference."""
    if fate.reused:
        rows = f"{count(len(fate.reused))} of {plural(len(fate.accepted), 'row')}"
        shared = quoted_list(sorted({references[row] for row in fate.reused}))
        added = quoted_list(
            sorted({fate.references[row] for row in fate.reused} - {references[row] for row in fate.reused})
        )
        problem = (
            f"{rows} share a number with another row ({shared}): is this column the recommendation's own? The register "
            f"tells them apart as {added}."
        )
        yield Trouble("reference", None, "", problem)


def _reworded(new_names: Sequence[Renumbered]) -> Iterator[Trouble]:
    """One warning for the file where recommendations keep a built reference though their text is another."""
    names = [new_name.reference for new_name in new_names if new_name.why == "reworded"]
    if names:
        reworded = plural(len(names), "recommendation was", "recommendations were")
        problem = f"{reworded} reworded and kept: {quoted_list(names)}."
        yield Trouble("reference", None, "", problem, "noted")


def _noted(table: Table, positions: dict[str, int]) -> Iterator[Trouble]:
    """A warning for each cell of the columns that are read in which the file does not give what the sheet shows."""
    columns = {place: name for name, place in reversed(positions.items())}
    for note in table.notes:
        name = columns.get(note.column)
        result = np.flatnonzero(np.isin(table.source_rows, note.rows))
        if name is None or not len(result) or (note.kind == "number format" and "reference" not in name):
            continue
        yield Trouble(
            name, result, note.value, note.problem, damaged=note.kind in ("error", "formula", "number format")
        )


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
        for name in proposed_fill_down(self._table, self._positions):
            if name not in self._layout.fill_down:
                message = (
                    f"{self._name(name)} is filled once and then blank, as if each value applied to the rows under "
                    f"it. If so, list {name} under fill_down in the layout."
                )
                yield Fault(None, None, name, "", message, "warned")
        claimed = set(self._positions.values())
        free = {heading_key(name): name for place, name in enumerate(self._table.header) if place not in claimed}
        for ours, headings in self._layout.columns.items():
            nearest_heading = next(
                (result for heading in headings if (result := nearest(heading, free.values()))), None
            )
            if ours not in self._positions and nearest_heading is not None:
                message = (
                    f"The file has no column {quoted(headings[0])} for {ours}. Did you mean {quoted(nearest_heading)}?"
                )
                yield Fault(None, None, ours, nearest_heading, message, "warned")

    def of_rows(self, troubles: Sequence[Trouble], repeats: dict[int, int]) -> list[Fault]:
        """Every other fault: those of a whole column first, then row by row, then column by column.

        Of a column with very many, the first are listed row by row and the others counted by what is wrong.
        """
        place = {name: number for number, name in enumerate(("", *COLUMN))}
        faults = [fault for fault in self._table.faults if fault.row is not None]
        of_column: dict[tuple[str, str], list[Trouble]] = {}
        for trouble in troubles:
            of_column.setdefault((trouble.column, trouble.severity), []).append(trouble)
        for troubles_of_column in of_column.values():
            faults += [fault for trouble in _shortened(troubles_of_column) for fault in self._each(trouble)]
        pairs = list(repeats.items())
        faults += [self._repeat(later, first) for later, first in pairs[:LISTED]]
        if others := pairs[LISTED:]:
            faults.append(self._counted(self._repeat(*others[0]), len(others)))
        faults.sort(key=lambda fault: (fault.row or 0, place.get(fault.column, 0)))
        return faults

    def _each(self, trouble: Trouble) -> Iterator[Fault]:
        """One fault for each cell in trouble."""
        name = self._name(trouble.column)
        if trouble.positions is None:
            message = f"Column {name}: {trouble.problem}"
            yield Fault(None, None, trouble.column, trouble.value, message, trouble.severity)
            return
        for position in (trouble.positions[:1] if trouble.counted_only else trouble.positions).tolist():
            row, times = self._rows[position], len(trouble.positions) if trouble.counted_only else 1
            message = with_the_rest(f"Row {row}, {name}: {trouble.problem}", times)
            reference = self._references[position]
            yield Fault(row, reference, trouble.column, trouble.value, message, trouble.severity, times)

    def _repeat(self, later: int, first: int) -> Fault:
        """The fault of a row that says again what another said."""
        row, reference = self._rows[later], self._references[later]
        message = f"Row {row} repeats row {self._rows[first]} in every column that is read; it is counted once."
        return Fault(row, reference, "reference", str(reference), message, "warned")

    def _counted(self, fault: Fault, times: int) -> Fault:
        """A fault that stands for several rows."""
        return replace(fault, message=with_the_rest(fault.message, times), times=times)

    def _name(self, column: str) -> str:
        """A column by our name and, where the file's heading differs, by that too."""
        heading = self._table.header[self._positions[column]] if column in self._positions else column
        return column if plain(heading) == plain(column) else f"{column} ({heading})"


def _shortened(troubles: Sequence[Trouble]) -> Iterator[Trouble]:
    """The troubles of a column for the first rows one by one, and for the others together by what is wrong."""
    positions = [trouble.positions for trouble in troubles if trouble.positions is not None]
    if sum(map(len, positions)) <= LISTED:
        yield from troubles
        return
    last = np.partition(np.concatenate(positions), LISTED)[LISTED]
    others = []
    for trouble in troubles:
        if trouble.positions is None:
            yield trouble
            continue
        yield replace(trouble, positions=trouble.positions[trouble.positions < last])
        if len(rest := np.sort(trouble.positions[trouble.positions >= last])):
            others.append(replace(trouble, positions=rest, counted_only=True))
    yield from others[:LISTED]
    if len(more := others[LISTED:]):
        all_positions = np.concatenate([trouble.positions for trouble in more if trouble.positions is not None])
        words = further(more[0].value, len(more), LISTED) if len(more) > 1 else more[0].problem
        yield replace(more[0], positions=np.sort(all_positions), problem=words)
