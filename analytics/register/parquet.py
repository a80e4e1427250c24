"""The rows of one extract as Parquet: the standard layout, typed, and what tells whether a row has changed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import duckdb
import pandas as pd

from analytics.vocabulary import COLUMNS, DATE_COLUMNS, LATER_COLUMNS, LIST_COLUMNS


def write_rows(rows: pd.DataFrame, path: Path) -> None:
    """The rows as Parquet, by reference, each with a hash of what it says so that changes are found by it alone."""
    with _door().cursor() as con:
        con.register("given", rows)
        copy_rows(con, "given", path)


def copy_rows(con: duckdb.DuckDBPyConnection, relation: str, path: Path) -> None:
    """The same from a relation of a connection, which has every standard column and `source_row`.

    A column that the layout did not always have enters the hash only where it is filled: a row without it is the
    same row as in an extract kept from before.
    """
    columns = ", ".join(_stored(column.name) for column in COLUMNS)
    first = [column.name for column in COLUMNS if column.name not in LATER_COLUMNS]
    said = ", ".join(
        [f"coalesce({_stored(name, named=False)}::varchar, chr(0))" for name in first]
        + [f"'{name} ' || {_filled(name)}::varchar" for name in LATER_COLUMNS]
    )
    con.execute(
        f"copy (select {columns}, source_row::integer as source_row, "
        f"md5_number_lower(concat_ws(chr(31), {said})) as row_hash from {relation} order by reference) "
        f"to '{str(path).replace(chr(39), chr(39) * 2)}' (format parquet, compression zstd)"
    )


def _stored(column: str, *, named: bool = True) -> str:
    return f"{column}::{_kind(column)}" + (f" as {column}" if named else "")


def _filled(column: str) -> str:
    """A column as SQL, null where it is blank, as an empty list is."""
    stored = _stored(column, named=False)
    return f"nullif({stored}, [])" if column in LIST_COLUMNS else stored


def _kind(column: str) -> str:
    return "date" if column in DATE_COLUMNS else "varchar[]" if column in LIST_COLUMNS else "varchar"


def read_rows(path: Path) -> pd.DataFrame:
    """The rows of an extract in the standard layout, with their source row numbers."""
    held = held_columns([path])
    columns = ", ".join([column.name if column.name in held else blank(column.name) for column in COLUMNS])
    with _door().cursor() as con:
        return con.execute(f"select {columns}, source_row from read_parquet($file)", {"file": str(path)}).df()


def held_columns(paths: Sequence[Path]) -> frozenset[str]:
    """The columns that any of these extracts holds; one kept from before lacks those that came later."""
    with _door().cursor() as con:
        names = "select distinct name from parquet_schema($files)"
        return frozenset(name for (name,) in con.execute(names, {"files": [str(path) for path in paths]}).fetchall())


def blank(column: str) -> str:
    """A column that no file holds, as SQL."""
    return f"null::{_kind(column)} as {column}"


@cache
def _door() -> duckdb.DuckDBPyConnection:
    """One connection for all reading and writing of extracts; each call takes a cursor of its own."""
    return duckdb.connect(":memory:")
