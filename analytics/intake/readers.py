"""A file's bytes become a table, or one clear sentence that says why they do not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain, islice

from analytics.english import count
from analytics.errors import UnreadableFile
from analytics.intake import csv_files
from analytics.intake.error_cells import with_blank_errors
from analytics.intake.extract_day import names_a_month
from analytics.intake.faults import Fault
from analytics.intake.file_types import RIGHT, recognise
from analytics.intake.handmade import as_plain_table
from analytics.intake.headings import (
    LOOKED_AT,
    Headings,
    Records,
    best_fit,
    fit,
    guessed_headings,
    heading_key,
    is_usual_heading,
    require,
)
from analytics.intake.layouts import FileOptions, Layout
from analytics.intake.own_exports import with_long_texts
from analytics.intake.presentation import (
    as_displayed,
    blank_columns,
    with_colour_notes,
    with_hidden_and_struck_notes,
    with_merged_cells,
    without_totals,
)
from analytics.intake.sheet_xml import read_sheet_xml
from analytics.intake.suggestions import did_you_mean, quoted, quoted_list
from analytics.intake.tables import LIMITS, Limits, Surroundings, Table, clean, columnise
from analytics.intake.workbook import Workbook

MUCH_LARGER = 10
"""Where no layout says which sheet, one that has this many times the filled cells of every other is the table."""


MOST_SHEETS = 200
"""Sheets looked through for the table. A workbook with more is no tracker kept by hand, and the sheet can be named."""


class SeveralTables(UnreadableFile):
    """A workbook in which more than one sheet could be meant; `sheets` holds their names."""

    def __init__(self, message: str, sheets: tuple[str, ...]) -> None:
        super().__init__(message)
        self.sheets = sheets


@dataclass(frozen=True, slots=True)
class _Source:
    """A file as given, and what is known of how to read it."""

    data: bytes
    filename: str
    layout: Layout | None
    limits: Limits
    sheet: str | None
    tell: Callable[[int], None] | None
    plain_quotes: bool

    @property
    def options(self) -> FileOptions:
        """What the layout says of the file itself."""
        return self.layout.file if self.layout is not None else FileOptions()

    @property
    def name(self) -> str:
        """The file's name for a sentence."""
        return quoted(self.filename)


def read_table(
    data: bytes,
    filename: str,
    layout: Layout | None = None,
    limits: Limits = LIMITS,
    sheet: str | None = None,
    *,
    tell: Callable[[int], None] | None = None,
    plain_quotes: bool = False,
) -> Table:
    """The table in a CSV file or Excel workbook, every cell as text.

    With a layout, the sheet and the headings are those that it names or fits; without one, those that look most
    like a table; `sheet` overrides both. `tell` is called with the rows read so far. With `plain_quotes`, or where the
    layout says so, a quotation mark of a CSV file that is never closed is part of the text. Raises UnreadableFile, and
    nothing else, where there is no such table; OpenQuote is one.
    """
    source = _Source(data, filename, layout, limits, sheet, tell, plain_quotes)
    kind = recognise(data, filename, limits)
    if layout is not None and layout.file.kind not in (None, kind):
        expected_kind = _KINDS[layout.file.kind]
        raise UnreadableFile(
            f"{source.name} is {_KINDS[kind]}, and the layout {quoted(layout.name)} is for {expected_kind}."
        )
    table = _read_csv(source) if kind == "csv" else _read_workbook(source)
    table = as_plain_table(with_blank_errors(table, layout))
    if layout is not None:
        require(fit(table.header, layout), table.header, layout, filename)
    elif _is_transposed(table):
        raise UnreadableFile(
            f"{source.name} has its headings in the first column and a recommendation in each column. Copy the table, "
            "paste it with Paste Special and Transpose, and load that."
        )
    elif not _is_tabular(table):
        raise UnreadableFile(
            f"{source.name} holds text and no table. A register has one row of headings, and under it a row for each "
            f"recommendation with its reference, source and status in columns. {RIGHT}"
        )
    return table


MOSTLY_ONE_CELL = 0.5
"""Of the rows. From here on the lines are those of a text, and what separates the few other cells is punctuation."""

FEW_ROWS = 10
"""Rows up to which a table may be one that somebody has only begun to fill."""


def _is_tabular(table: Table) -> bool:
    """Whether a table has several columns, and rows that fill more than one of them."""
    if sum(map(bool, table.header)) < 2:
        return False
    return len(table) <= FEW_ROWS or float((table.filled_cells() <= 1).mean()) <= MOSTLY_ONE_CELL


LEAST_NAMED = 3
"""Headings of a register that a first column must hold to be one of headings."""


def _is_transposed(table: Table) -> bool:
    """Whether the usual headings stand in the first column, and not beside one another."""
    if not 0 < len(table) <= LOOKED_AT or not table.columns:
        return False
    column = [table.header[0], *table.columns[0].array().tolist()]
    down, across = (sum(bool(text and is_usual_heading(text)) for text in texts) for texts in (column, table.header))
    return down >= LEAST_NAMED > across and down >= MOSTLY_ONE_CELL * len(column)


_KINDS = {"csv": "a CSV file", "xlsx": "an Excel workbook", None: "any file"}


def sheet_names(data: bytes, filename: str, limits: Limits = LIMITS) -> tuple[str, ...]:
    """The sheets of a workbook that can hold a table, hidden ones last; empty for a CSV file.

    Raises UnreadableFile where the file is neither.
    """
    return tuple(Workbook(data, filename).sheets) if recognise(data, filename, limits) == "xlsx" else ()


def fitting_sheets(data: bytes, filename: str, layouts: Iterable[Layout], limits: Limits = LIMITS) -> tuple[str, ...]:
    """The sheets of a workbook that a layout names, else those with the headings that one needs; none of a CSV file."""
    if recognise(data, filename, limits) == "csv":
        return ()
    book, layouts = Workbook(data, filename), tuple(layouts)
    named_ = {layout.file.sheet.casefold() for layout in layouts if layout.file.sheet is not None}
    if result := tuple(name for name in book.sheets if name.casefold() in named_):
        return result
    heads = {name: book.head(name, LOOKED_AT) for name in book.sheets}
    return tuple(name for name, head in heads.items() if any(not best_fit(head, layout).missing for layout in layouts))


def _read_csv(source: _Source) -> Table:
    """The table in a CSV file."""
    data, filename = source.data, source.filename
    encoding = csv_files.find_encoding(data, source.options.encoding, filename)
    delimiter = csv_files.find_delimiter(data, encoding.name, source.layout, filename)
    escapes = csv_files.Escapes(delimiter)
    plain_quotes = source.plain_quotes or source.options.quotes == "text"
    rows = csv_files.records(data, encoding.name, delimiter, filename, escapes, plain_quotes=plain_quotes)
    table = _table(rows, source)
    faults = [*escapes.faults(), *table.faults]
    if encoding.guessed:
        faults.insert(0, Fault(None, None, "", encoding.name, _guessed(encoding.name), "warned"))
    notes = tuple(csv_files.spoilt_cells(data, encoding, table))
    return without_totals(
        replace(table, encoding=encoding.name, delimiter=delimiter, faults=tuple(faults), notes=notes)
    )


def _guessed(encoding: str) -> str:
    """What to say of an encoding that had to be guessed."""
    name = {"cp1252": "Windows-1252", "mac_roman": "Mac Roman", "utf-16-le": "UTF-16", "utf-16-be": "UTF-16"}.get(
        encoding, encoding
    )
    return (
        f"The file does not say its encoding and was read as {name}, by the look of its letters. If accents, quotation "
        f'marks or dashes look wrong, write the right encoding in the layout, for instance encoding = "{encoding}".'
    )


def _read_workbook(source: _Source) -> Table:
    """The table in the sheet of a workbook that is named, fits, or stands out."""
    book = Workbook(source.data, source.filename)
    sheet = _chosen_sheet(book, source)
    table = with_long_texts(_table(book.records(sheet), source), book)
    xml = read_sheet_xml(source.data, sheet, blank_columns(table), table.first_row)
    around = replace(table.around, page_headers=xml.page_headers)
    table = as_displayed(replace(table, kind="xlsx", sheet=sheet, notes=xml.notes, around=around), xml.formatted)
    table = with_merged_cells(table, book.merged(sheet))
    table = replace(table, faults=(*_renamed_sheet(source, sheet), *_other_sheets(book, sheet, table), *table.faults))
    table = with_hidden_and_struck_notes(table, xml.hidden_rows, xml.struck_rows)
    return without_totals(with_colour_notes(table, xml.colours))


def _chosen_sheet(book: Workbook, source: _Source) -> str:
    """The sheet the analyst chose, the one the layout names or fits, or the one that is much the largest.

    A sheet that the layout names and the workbook lacks was probably renamed: another is read where it fits.
    """
    sheets, wanted_sheet = book.sheets, source.sheet or source.options.sheet
    if not sheets:
        raise UnreadableFile(f"{source.name} has no sheet that holds a table.")
    if wanted_sheet is not None:
        result = {name.casefold(): name for name in reversed(sheets)}.get(wanted_sheet.casefold())
        if result is not None:
            return result
        if source.sheet is not None or source.layout is None or not _fits(book, source, source.layout):
            suggestion = did_you_mean(wanted_sheet, sheets)
            raise UnreadableFile(
                f"{source.name} has no sheet {quoted(wanted_sheet)}; it has {quoted_list(sheets)}.{suggestion}"
            )
    if len(sheets) == 1:
        return sheets[0]
    if len(sheets) > MOST_SHEETS:
        raise SeveralTables(
            f"{source.name} has {count(len(sheets))} sheets, too many to look through; say which one is the register, "
            "or name it in the layout under [file] as sheet.",
            tuple(sheets),
        )
    return _largest(book, source) if source.layout is None else _fitting(book, source, source.layout)


def _fits(book: Workbook, source: _Source, layout: Layout) -> bool:
    """Whether any sheet has the headings that the layout needs."""
    return any(not best_fit(book.head(name, _rows_needed(source)), layout).missing for name in book.sheets)


def _renamed_sheet(source: _Source, sheet: str) -> tuple[Fault, ...]:
    """A remark where the layout names a sheet that the workbook lacks, and another was read for it."""
    name = source.options.sheet
    if source.sheet is not None or name is None or name.casefold() == sheet.casefold():
        return ()
    message = (
        f"The workbook has no sheet {quoted(name)}, which the layout names. "
        f"The sheet {quoted(sheet)} has the layout's headings and was read."
    )
    return (Fault(None, None, "", sheet, message, "noted"),)


MOST_COMPARED = 20
"""Other sheets whose headings are compared with those of the sheet that is read."""

SAME_HEADINGS = 0.8
"""Of the headings of two sheets. From here on they hold the same kind of rows."""


def _other_sheets(book: Workbook, sheet: str, table: Table) -> tuple[Fault, ...]:
    """A warning where other sheets have the headings of the one that is read; sheets named after months are others'."""
    keys_of_table = {heading_key(heading) for heading in table.header if heading}
    others = []
    for name in [name for name in book.sheets if name != sheet and not names_a_month(name)][:MOST_COMPARED]:
        headings = guessed_headings(book.head(name, LOOKED_AT))
        keys = {heading_key(heading) for heading in headings.names if heading} if headings else set()
        if keys_of_table and len(keys_of_table & keys) >= SAME_HEADINGS * len(keys_of_table | keys):
            others.append(name)
    if not others:
        return ()
    have, are = ("sheets {} have", "are") if len(others) > 1 else ("sheet {} has", "is")
    message = (
        f"The {have.format(quoted_list(others))} the same headings as {quoted(sheet)} and {are} not read. If they hold "
        "recommendations too, load each sheet as a part of the extract, or put them on one sheet."
    )
    return (Fault(None, None, "", ", ".join(others), message, "warned"),)


def _fitting(book: Workbook, source: _Source, layout: Layout) -> str:
    """The one sheet whose headings fit the layout best of those that fit; the best where none does."""
    ranks = {name: best_fit(book.head(name, _rows_needed(source)), layout) for name in book.sheets}
    total = [name for name, fit_ in ranks.items() if not fit_.missing]
    most = max((len(ranks[name].positions) for name in total), default=0)
    best = [name for name in total if len(ranks[name].positions) == most]
    if len(best) > 1:
        raise _several(source, tuple(best))
    return best[0] if best else max(ranks, key=lambda name: ranks[name].rank[:2])


def _largest(book: Workbook, source: _Source) -> str:
    """The sheet that is much larger than the others, or SeveralTables."""
    sizes = {name: book.size(name) for name in book.sheets}
    first, second = sorted(sizes, key=lambda name: -sizes[name])[:2]
    if sizes[second] and sizes[first] < MUCH_LARGER * sizes[second]:
        raise _several(source, tuple(name for name in sizes if sizes[name]))
    return first


def _several(source: _Source, sheets: tuple[str, ...]) -> SeveralTables:
    """The sentence for a workbook in which several sheets could be meant."""
    return SeveralTables(
        f"{source.name} has several tables, on the sheets {quoted_list(sheets)}; say which one is the register, or "
        "name it in the layout under [file] as sheet.",
        sheets,
    )


def _rows_needed(source: _Source) -> int:
    """How many first rows have to be looked at to find the headings."""
    return max(LOOKED_AT, (source.options.header_row or 0) + 1)


def _table(records: Iterator[list[str]], source: _Source) -> Table:
    """The table under the headings, which are found among the first rows."""
    first = list(islice(records, _rows_needed(source)))
    headings = _headings(first, source)
    header, index = list(headings.names), headings.rows[-1]
    if len(header) > source.limits.columns:
        widest = count(source.limits.columns)
        raise UnreadableFile(f"{source.name} has {count(len(header))} columns, more than {widest}.")
    data_rows = chain(first[index + 1 :], records)
    columns, source_rows, faults = columnise(data_rows, len(header), index + 2, source.limits, source.tell)
    if len(headings.rows) > 1:
        message = f"The headings are in two rows, {headings.rows[0] + 1} and {index + 1}, which were read as one."
        faults.insert(0, Fault(None, None, "", "", message, "noted"))
    above = ["; ".join(cell for text in row if (cell := clean(text))) for row in first[:index]]
    around = Surroundings(
        title_lines=tuple(line for line in above if line), heading_rows=tuple(row + 1 for row in headings.rows)
    )
    return Table(header, tuple(columns), source_rows, index + 2, "csv", faults=tuple(faults), around=around)


def _headings(first: Records, source: _Source) -> Headings:
    """The headings among the first rows. Raises UnreadableFile where they are not to be found."""
    if source.layout is None:
        headings = guessed_headings(first)
        if headings is None:
            raise UnreadableFile(f"{source.name} holds no table: none of its first rows looks like headings.")
        return headings
    return best_fit(first, source.layout).headings
