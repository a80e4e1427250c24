"""The rows of one extract as Parquet: the standard layout, typed, and what tells whether a row has changed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from functools import cache, lru_cache
from pathlib import Path

import duckdb
import pandas as pd

from analytics.english import listed
from analytics.errors import RegisterError
from analytics.vocabulary import COLUMNS, DATE_COLUMNS, LATER_COLUMNS, LIST_COLUMNS, REQUIRED_COLUMNS


def write_rows(rows: pd.DataFrame, path: Path) -> None:
    """The rows as Parquet, by reference, each with a hash of what it says so that changes are found by it alone.

    Rows of an extract in parts have a column `part`, the folder of theirs, and keep it.
    """
    with _door().cursor() as con:
        con.register("given", rows)
        copy_rows(con, "given", path, further=("part",) if "part" in rows else ())


def copy_rows(con: duckdb.DuckDBPyConnection, relation: str, path: Path, *, further: Sequence[str] = ()) -> None:
    """The same from a relation of a connection, which has every standard column, `source_row` and `further` ones.

    A column that the layout did not always have enters the hash only where it is filled: a row without it is the
    same row as in an extract kept from before.
    """
    columns = ", ".join([*(_stored(column.name) for column in COLUMNS), *further])
    first = [column.name for column in COLUMNS if column.name not in LATER_COLUMNS]
    text = ", ".join(
        [f"coalesce({_stored(name, named=False)}::varchar, chr(0))" for name in first]
        + [f"'{name} ' || {_filled(name)}::varchar" for name in LATER_COLUMNS]
    )
    con.execute(
        f"copy (select {columns}, source_row::integer as source_row, "
        f"md5_number_lower(concat_ws(chr(31), {text})) as row_hash from {relation} order by reference) "
        f"to {_quoted(path)} (format parquet, compression zstd)"
    )


def _quoted(path: Path) -> str:
    return f"'{str(path).replace(chr(39), chr(39) * 2)}'"


def _stored(column: str, *, named: bool = True) -> str:
    return f"{column}::{_kind(column)}" + (f" as {column}" if named else "")


def _filled(column: str) -> str:
    """A column as SQL, null where it is blank, as an empty list is."""
    stored = _stored(column, named=False)
    return f"nullif({stored}, [])" if column in LIST_COLUMNS else stored


def _kind(column: str) -> str:
    return "date" if column in DATE_COLUMNS else "varchar[]" if column in LIST_COLUMNS else "varchar"


def read_rows(path: Path) -> pd.DataFrame:
    """The rows of an extract in the standard layout, with their source row numbers.

    Raises RegisterError where the file is damaged.
    """
    try:
        files = columns_in_files([path])
        columns = ", ".join([column.name if column.name in files else blank(column.name) for column in COLUMNS])
        with _door().cursor() as con:
            return con.execute(f"select {columns}, source_row from read_parquet($file)", {"file": str(path)}).df()
    except duckdb.Error as error:
        raise RegisterError(f"The rows of the extract {path.parent.name} cannot be read: {path} is damaged.") from error


def check(path: Path) -> None:
    """Raise RegisterError, which says what is wrong, where a file is no Parquet file of rows or is cut short."""
    try:
        result = path.stat()
    except OSError:
        raise RegisterError(f"{path.name} is missing") from None
    if fault := _fault(path, result.st_mtime_ns, result.st_size):
        raise RegisterError(fault)


@lru_cache(maxsize=4096)
def _fault(path: Path, _time: int, _size: int) -> str | None:
    """What is wrong with a file, by its footer; looked at once for each time and size of it."""
    try:
        lacking = {*REQUIRED_COLUMNS, "source_row", "row_hash"} - columns_in_files([path])
    except duckdb.Error:
        return f"{path.name} is cut short or is no Parquet file"
    return f"{path.name} lacks {listed(sorted(lacking))}" if lacking else None


def is_readable(path: Path) -> bool:
    """Whether every cell of a file can be read, which takes as long as reading it."""
    try:
        read_rows(path)
    except RegisterError:
        return False
    return True


def read_parts(path: Path) -> dict[str, str]:
    """The folder of the part of each reference of an extract; empty where the extract is not in parts."""
    with _door().cursor() as con:
        if "part" not in columns_in_files([path]):
            return {}
        rows = con.execute("select reference, part from read_parquet($file)", {"file": str(path)}).fetchall()
        return dict(rows)


def copy_changed(paths: Sequence[Path], dates: Sequence[str], since: date, to: Sequence[Path]) -> None:
    """Copy of each extract only the recommendations that differ between the last two, or have one of `dates` later.

    `paths` are the rows of successive extracts, `to` where the copies go. A recommendation differs where its row does,
    or where only one of the two has it; `dates` are columns, and later means after `since` in the last extract.
    """
    old, new = map(str, paths[-2:])
    columns = columns_in_files(paths[-1:])
    later = " or ".join(["false", *(f"new.{name} > $since" for name in dates if name in columns)])
    with _door().cursor() as con:
        con.execute(
            "create temp table changed as select coalesce(old.reference, new.reference) as reference "
            "from read_parquet($old) as old full join read_parquet($new) as new using (reference) "
            f"where old.row_hash is distinct from new.row_hash or {later}",
            {"old": old, "new": new} | ({"since": since} if "$since" in later else {}),
        )
        for path, copy in zip(paths, to, strict=True):
            changed_rows = "select * from read_parquet($file) semi join changed using (reference) order by reference"
            con.execute(f"copy ({changed_rows}) to {_quoted(copy)} (format parquet)", {"file": str(path)})


def newest_rows(paths: Sequence[Path], references: Collection[str]) -> pd.DataFrame | None:
    """The row of each recommendation whose reference is one of these, with or without a number in brackets behind it.

    Of several extracts the first in `paths` that has it counts. None where no extract has any.
    """
    if not paths:
        return None
    files = columns_in_files(paths)
    columns = ", ".join([column.name if column.name in files else blank(column.name) for column in COLUMNS])
    query = (
        f"select {columns} from read_parquet($files, filename = true, union_by_name = true) "
        "where reference in $names or regexp_replace(reference, ' \\(\\d+\\)$', '') in $names "
        "qualify row_number() over (partition by reference order by list_position($files, filename)) = 1 "
        "order by reference"
    )
    with _door().cursor() as con:
        result = con.execute(query, {"files": [str(path) for path in paths], "names": list(references)}).df()
    return result if len(result) else None


def columns_in_files(paths: Sequence[Path]) -> frozenset[str]:
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
    return duckdb.connect(
        ":memory:",
        config={
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
            "lock_configuration": "true",
        },
    )
