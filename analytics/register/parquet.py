"""The rows of one extract as Parquet: the standard layout, typed, and what tells whether a row has changed."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import duckdb
import pandas as pd

from analytics.vocabulary import COLUMNS, DATE_COLUMNS, LIST_COLUMNS


def write_rows(rows: pd.DataFrame, path: Path) -> None:
    """The rows as Parquet, by reference, each with a hash of what it says so that changes are found by it alone."""
    with _door().cursor() as con:
        con.register("given", rows)
        copy_rows(con, "given", path)


def copy_rows(con: duckdb.DuckDBPyConnection, relation: str, path: Path) -> None:
    """The same from a relation of a connection, which has every standard column and `source_row`."""
    columns = ", ".join(_stored(column.name) for column in COLUMNS)
    said = ", ".join(f"coalesce({_stored(column.name, named=False)}::varchar, chr(0))" for column in COLUMNS)
    con.execute(
        f"copy (select {columns}, source_row::integer as source_row, "
        f"md5_number_lower(concat_ws(chr(31), {said})) as row_hash from {relation} order by reference) "
        f"to '{str(path).replace(chr(39), chr(39) * 2)}' (format parquet, compression zstd)"
    )


def _stored(column: str, *, named: bool = True) -> str:
    kind = "date" if column in DATE_COLUMNS else "varchar[]" if column in LIST_COLUMNS else "varchar"
    return f"{column}::{kind}" + (f" as {column}" if named else "")


def read_rows(path: Path) -> pd.DataFrame:
    """The rows of an extract in the standard layout, with their source row numbers."""
    with _door().cursor() as con:
        return con.execute("select * exclude (row_hash) from read_parquet($file)", {"file": str(path)}).df()


@cache
def _door() -> duckdb.DuckDBPyConnection:
    """One connection for all reading and writing of extracts; each call takes a cursor of its own."""
    return duckdb.connect(":memory:")
