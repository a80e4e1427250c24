"""How the history is worked out of the extracts: versions of rows, then spans in which nothing changes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from duckdb import DuckDBPyConnection

from analytics.register.folder import Loading
from analytics.register.steps import read_step
from analytics.vocabulary import COLUMNS

SQL = Path(__file__).with_name("sql")
_TYPES = {"date": "date", "list": "varchar[]"}
SPAN_STEPS = ("held", "birth", "redating", "spell", "turn", "placed", "ended", "unsure", "live", "judged", "stated")


def create_tables(con: DuckDBPyConnection) -> None:
    """The empty tables of a history: extracts in order, rows rejected in them, and versions of rows."""
    columns = ", ".join(f"{column.name} {_TYPES.get(column.type, 'varchar')}" for column in COLUMNS)
    con.execute("create table extract (n integer, as_at date, file varchar)")
    con.execute("create table rejected (n integer, reference varchar)")
    con.execute(
        "create table version "
        f"(id bigint, first_n integer, last_n integer, row_hash ubigint, {columns}, search_text varchar)"
    )


def append(con: DuckDBPyConnection, loadings: Sequence[Loading]) -> None:
    """Add extracts that are newer than all there are; costs in proportion to them and the newest one there is."""
    before = _number(con, "select coalesce(max(n), 0) from extract")
    highest = _number(con, "select coalesce(max(id), 0) from version")
    for n, loading in enumerate(loadings, start=before + 1):
        con.execute("insert into extract values (?, ?, ?)", [n, loading.as_at, str(loading.rows)])
        for reference in loading.manifest.rejected_references:
            con.execute("insert into rejected values (?, ?)", [n, reference])
    files = [str(loading.rows) for loading in loadings]
    _make(con, "run", {"files": files, "before": before}, step="runs")
    con.execute(
        "update version set last_n = run.last_n from run "
        "where run.first_n <= $before and version.reference = run.reference and version.last_n = $before",
        {"before": before},
    )
    columns = ", ".join(f"file_row.{column.name}" for column in COLUMNS)
    insert = read_step(SQL, "insert_versions").replace("{columns}", columns)
    con.execute(f"insert into version {insert}", {"files": files, "before": before, "highest": highest})
    con.execute("drop table run")


def make_spans(con: DuckDBPyConnection, table: str, known: int) -> None:
    """The spans of the history as the first `known` extracts tell it, as a table of that name."""
    for step in SPAN_STEPS:
        _make(con, step, {"known": known} if step == "held" else {})
    con.execute(f"create table {table} as {read_step(SQL, 'span')}")
    for step in SPAN_STEPS:
        con.execute(f"drop table temp.{step}")


def make_position(con: DuckDBPyConnection, table: str, spans: str, as_at: date) -> None:
    """Where every recommendation stands on a day, as a table of that name."""
    show_spans(con, spans)
    con.execute(f"create table {table} as {read_step(SQL, 'position')}", {"as_at": as_at})


def make_steps(con: DuckDBPyConnection, table: str, spans: str, days: Sequence[date]) -> None:
    """Which spans give way to which between successive days, as a table of that name."""
    show_spans(con, spans)
    con.execute(f"create table {table} as {read_step(SQL, 'step')}", {"days": list(days)})


def show_spans(con: DuckDBPyConnection, spans: str, *, searched: bool = False) -> None:
    """Let this cursor see those spans as `span`, and with all that filters ask of them as `history`."""
    con.execute(f"create or replace temp view span as select * from {spans}")
    history = f"({read_step(SQL, 'history')})"
    con.execute(f"create or replace temp view history as {_searchable(history, searched=searched)}")


def show_position(con: DuckDBPyConnection, name: str, table: str, *, searched: bool = False) -> None:
    """Let this cursor see that position under a name."""
    con.execute(f"create or replace temp view {name} as {_searchable(table, searched=searched)}")


def _searchable(relation: str, *, searched: bool) -> str:
    """The relation, with the text to search in only where a query asks for it: the join is not free."""
    if not searched:
        return f"select * from {relation}"
    return (
        f"select placed.*, version.search_text from {relation} as placed join version on version.id = placed.version"
    )


def _make(con: DuckDBPyConnection, table: str, bound: dict[str, Any], step: str | None = None) -> None:
    con.execute(f"create or replace temp table {table} as {read_step(SQL, step or table)}", bound)


def _number(con: DuckDBPyConnection, query: str) -> int:
    found = con.execute(query).fetchone()
    assert found is not None
    return int(found[0])
