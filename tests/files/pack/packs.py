"""What tests of packs share: the tables of a pack and of its workbook, by section."""

from __future__ import annotations

import io
from typing import Any

import openpyxl

from analytics.files.pack.content import Pack, PackTable, Sentence
from analytics.files.pack.write import write

Rows = list[dict[str, Any]]


def words(pack: Pack, key: str) -> str:
    """The sentences of one section."""
    return "\n".join(block.text for block in section(pack, key).blocks if isinstance(block, Sentence))


def section(pack: Pack, key: str) -> Any:
    return next(section for section in pack.sections if section.key == key)


def tables(pack: Pack, key: str) -> list[PackTable]:
    return [block for block in section(pack, key).blocks if isinstance(block, PackTable)]


def written(pack: Pack, kind: str) -> bytes:
    to = io.BytesIO()
    write(pack, kind, to)
    return to.getvalue()


def workbook(pack: Pack) -> Any:
    return openpyxl.load_workbook(io.BytesIO(written(pack, "xlsx")))


def sheet_rows(sheet: Any) -> Rows:
    """The rows of the one table of a sheet, by its headings."""
    (table,) = sheet.tables.values()
    cells = [[cell.value for cell in row] for row in sheet[table.ref]]
    rows = [dict(zip(cells[0], row, strict=True)) for row in cells[1:]]
    return [row for row in rows if any(value is not None for value in row.values())]


def titled(book: Any, title: str) -> Rows:
    """The table of the first sheet whose title begins so."""
    return sheet_rows(next(sheet for sheet in book if str(sheet["A1"].value).startswith(title)))
