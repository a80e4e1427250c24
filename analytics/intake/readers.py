"""A file's bytes become a table, or one clear sentence that says why they do not."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, islice

from analytics.errors import UnreadableFile
from analytics.intake import delimited
from analytics.intake.containers import recognise
from analytics.intake.faults import Fault
from analytics.intake.headers import LOOKED_AT, Fit, Records, best_fit, guessed_header, require
from analytics.intake.layouts import Layout
from analytics.intake.suggestions import did_you_mean, named, quoted
from analytics.intake.tables import LIMITS, Limits, Table, clean, columnise
from analytics.intake.workbook import Workbook
from analytics.wording import count

MUCH_LARGER = 10
"""Where no layout says which sheet, one that has this many times the filled cells of every other is the table."""


class SeveralTables(UnreadableFile):
    """A workbook in which more than one sheet could be meant; `sheets` holds their names."""

    def __init__(self, message: str, sheets: tuple[str, ...]) -> None:
        super().__init__(message)
        self.sheets = sheets


def read_table(
    data: bytes, filename: str, layout: Layout | None = None, limits: Limits = LIMITS, sheet: str | None = None
) -> Table:
    """The table in a CSV file or Excel workbook, every cell as text.

    With a layout, the sheet and the headings are those that it names or fits; without one, those that look most
    like a table; `sheet` overrides both. Raises UnreadableFile, and nothing else, where there is no such table.
    """
    kind = recognise(data, filename, limits)
    if layout is not None and layout.file.kind not in (None, kind):
        raise UnreadableFile(
            f"{quoted(filename)} is {_KINDS[kind]}, and the layout {quoted(layout.name)} is for "
            f"{_KINDS[layout.file.kind]}."
        )
    if kind == "csv":
        return _read_csv(data, filename, layout, limits)
    return _read_workbook(data, filename, layout, limits, sheet)


_KINDS = {"csv": "a CSV file", "xlsx": "an Excel workbook", None: "any file"}


def _read_csv(data: bytes, filename: str, layout: Layout | None, limits: Limits) -> Table:
    """The table in a CSV file."""
    encoding = delimited.find_encoding(data, layout.file.encoding if layout else None, filename)
    delimiter = delimited.find_delimiter(data, encoding.name, layout, filename)
    records = delimited.records(data, encoding.name, delimiter, filename)
    table = _table(records, filename, layout, limits, kind="csv", encoding=encoding.name, delimiter=delimiter)
    if not encoding.guessed:
        return table
    return _with_faults(table, [Fault(None, None, "", encoding.name, _guessed(encoding.name), "warned")])


def _guessed(encoding: str) -> str:
    """What to say of an encoding that had to be guessed."""
    name = {"cp1252": "Windows-1252", "mac_roman": "Mac Roman"}.get(encoding, encoding)
    return (
        f"The file is not UTF-8 and was read as {name}, by the look of its letters. If accents, quotation "
        f'marks or dashes look wrong, write the right encoding in the layout, for instance encoding = "{encoding}".'
    )


def _read_workbook(data: bytes, filename: str, layout: Layout | None, limits: Limits, sheet: str | None) -> Table:
    """The table in the sheet of a workbook that is named, fits, or stands out."""
    book = Workbook(data, filename)
    chosen = _chosen_sheet(book, filename, layout, sheet or (layout.file.sheet if layout else None))
    table = _table(book.records(chosen), filename, layout, limits, kind="xlsx", sheet=chosen)
    rows = set(table.source_rows.tolist())
    return _with_faults(
        table,
        [
            Fault(row, None, table.header[column], text, _error_message(row, table.header[column], text), "warned")
            for (row, column), text in sorted(book.error_cells(chosen).items())
            if row in rows and column < len(table.header)
        ],
    )


def _error_message(row: int, heading: str, text: str) -> str:
    """What to say of a cell that holds an Excel error."""
    return f"Row {row}, {heading}: the cell holds the Excel error {text}; it was read as blank."


def _chosen_sheet(book: Workbook, filename: str, layout: Layout | None, wanted: str | None) -> str:
    """The sheet asked for, the one whose headings fit the layout, or the one that is much the largest."""
    sheets = book.sheets
    if wanted is not None:
        found = {name.casefold(): name for name in reversed(sheets)}.get(wanted.casefold())
        if found is None:
            suggestion = did_you_mean(wanted, sheets)
            raise UnreadableFile(
                f"{quoted(filename)} has no sheet {quoted(wanted)}; it has {named(sheets)}.{suggestion}"
            )
        return found
    if not sheets:
        raise UnreadableFile(f"{quoted(filename)} has no sheet that holds a table.")
    if len(sheets) == 1:
        return sheets[0]
    return _largest(book, filename) if layout is None else _fitting(book, filename, layout)


def _fitting(book: Workbook, filename: str, layout: Layout) -> str:
    """The one sheet whose headings fit the layout best of those that fit; the best where none does."""
    ranks = {name: best_fit(book.head(name, _rows_needed(layout)), layout) for name in book.sheets}
    whole = [name for name, one in ranks.items() if not one.missing]
    most = max((len(ranks[name].positions) for name in whole), default=0)
    best = [name for name in whole if len(ranks[name].positions) == most]
    if len(best) > 1:
        raise _several(filename, tuple(best))
    return best[0] if best else max(ranks, key=lambda name: ranks[name].rank[:2])


def _largest(book: Workbook, filename: str) -> str:
    """The sheet that is much larger than the others, or SeveralTables."""
    sizes = {name: sum(bool(cell) for row in book.records(name) for cell in row) for name in book.sheets}
    first, second = sorted(sizes, key=lambda name: -sizes[name])[:2]
    if sizes[first] < MUCH_LARGER * sizes[second]:
        raise _several(filename, tuple(name for name in sizes if sizes[name]))
    return first


def _several(filename: str, sheets: tuple[str, ...]) -> SeveralTables:
    """The sentence for a workbook in which several sheets could be meant."""
    return SeveralTables(
        f"{quoted(filename)} has several tables, on the sheets {named(sheets)}; say which one is the register, or name "
        "it in the layout under [file] as sheet.",
        sheets,
    )


def _rows_needed(layout: Layout | None) -> int:
    """How many first rows have to be looked at to find the headings."""
    return max(LOOKED_AT, (layout.file.header_row if layout else None) or 0)


def _table(
    records: Iterator[list[str]],
    filename: str,
    layout: Layout | None,
    limits: Limits,
    *,
    kind: str,
    sheet: str | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
) -> Table:
    """The table under the headings, which are found among the first rows."""
    first = list(islice(records, _rows_needed(layout)))
    index = _header_index(first, filename, layout)
    header = [" ".join((clean(heading) or "").split()) for heading in _trimmed(first[index])]
    if len(header) > limits.columns:
        raise UnreadableFile(f"{quoted(filename)} has {count(len(header))} columns, more than {count(limits.columns)}.")
    under = chain(first[index + 1 :], records)
    columns, source_rows, faults = columnise(under, len(header), index + 2, limits)
    return Table(header, tuple(columns), source_rows, index + 2, kind, sheet, encoding, delimiter, tuple(faults))


def _header_index(first: Records, filename: str, layout: Layout | None) -> int:
    """The place of the headings among the first rows. Raises UnreadableFile where they are not to be found."""
    if layout is None:
        index = guessed_header(first)
        if index is None:
            raise UnreadableFile(f"{quoted(filename)} holds no table: none of its first rows looks like headings.")
        return index
    found: Fit = best_fit(first, layout)
    header = list(first[found.index]) if found.index < len(first) else []
    require(found, header, layout, filename)
    return found.index


def _trimmed(header: list[str]) -> list[str]:
    """The headings without blank ones at the end."""
    filled = [place for place, heading in enumerate(header) if clean(heading)]
    return header[: filled[-1] + 1] if filled else []


def _with_faults(table: Table, faults: list[Fault]) -> Table:
    """The table with further faults of the file itself before those it has."""
    return Table(
        table.header, table.columns, table.source_rows, table.first_row, table.kind, table.sheet, table.encoding,
        table.delimiter, (*faults, *table.faults),
    )  # fmt: skip
