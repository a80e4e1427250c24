"""How the history is worked out of the extracts: versions of rows, then spans in which nothing changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from duckdb import DuckDBPyConnection

from analytics.normalise import search_form
from analytics.register.folder import Loading
from analytics.register.macros import create_macros, quoted
from analytics.register.parquet import blank, columns_in_files
from analytics.register.sql_files import read_sql
from analytics.vocabulary import CLOCKS, COLUMNS, State, Status

SQL = Path(__file__).with_name("sql")
FACETS = (
    "source",
    "kind",
    "risk",
    "strategic_priority",
    "delivery_route",
    "programme",
    "business_group",
    "theme",
    "classification",
    "close_reason",
)
"""The columns that are filtered and counted by; spans hold them as numbers with names (ENUM)."""

MOST_NAMES = 2_000
"""Values up to which a facet has names: a plan carries all of them along, and of many thousands that is what costs."""

SPAN_STEPS = (
    "known_version",
    "birth",
    "redating_count",
    "closed_spell",
    "becomes_late",
    "state_change_day",
    "version_on_day",
    "closure_on_day",
    "possible_closure",
    "last_open_status",
    "status_on_day",
    "state_on_day",
)
"""The steps from versions to spans, each a temporary table of the name of its file, in order."""

EVENT_STEPS = (
    "known_version",
    "birth",
    "closed_spell",
    "version_with_previous",
    "onboarding",
    "proposal",
    "change",
    "presence_change",
    "reopening",
    "correction",
)
"""The steps from versions to events, each a temporary table of the name of its file, in order."""

CLOSURE_STEPS = ("known_version", "birth", "closed_spell", "version_with_previous", "reopening")
"""The steps from versions to closures, each a temporary table of the name of its file, in order."""

COMPARED = (
    "received_on",
    "made_on",
    "report_published_on",
    "onboarded_on",
    "original_due_on",
    "action_complete_on",
    "proposed_for_closure_on",
    "closed_on",
    "close_reason",
)
"""The columns that a version is compared with the one before it by, but for its status, which no file lacks."""

FILTERED = (
    "source",
    "kind",
    "risk",
    "strategic_priority",
    "delivery_route",
    "programme",
    "business_group",
    "theme",
)
"""The facets that are filtered by."""

POSITION_GROUP = (
    "state",
    "status",
    *FILTERED,
    "overdue_original",
    "overdue_current",
    "overdue_masked",
    "late_no_current_date",
    "no_due_date",
    "tags",
)
"""The columns whose combinations are the groups of a position."""

SERIES_GROUP = (
    "first_n",
    "last_n",
    "was",
    "state",
    "status",
    "is_dated",
    *FILTERED,
    "overdue_original",
    "overdue_current",
    "overdue_masked",
    "late_no_current_date",
    "no_due_date",
)
"""The columns whose combinations are the groups of a series."""

_TYPES = {"date": "date", "list": "varchar[]"}


def create_tables(con: DuckDBPyConnection) -> None:
    """The tables of a history, empty but for `clock`: extracts, rows rejected, recommendations, versions of rows."""
    columns = ", ".join(f"{column.name} {_TYPES.get(column.type, 'varchar')}" for column in COLUMNS)
    con.execute("create table extract (n integer, as_at date, file varchar, columns varchar[])")
    _create_clocks(con)
    con.execute("create table rejected (n integer, reference varchar)")
    con.execute("create table recommendation (id integer, reference varchar)")
    con.execute(
        "create table version (id integer, recommendation integer, first_n integer, last_n integer, "
        f"file_n integer, row_hash ubigint, {columns}, search_text varchar)"
    )
    _create_type(con, "state", list(State))
    _create_type(con, "status", [*Status, State.DROPPED])
    create_macros(con)
    _create_search_form(con)


def _create_clocks(con: DuckDBPyConnection) -> None:
    """The table `clock`, a row a statutory clock of the vocabulary, with those of its fields that a due day needs."""
    con.execute(
        "create table clock (source varchar, start_column varchar, days integer, is_day_stated boolean, "
        "may_be_extended boolean, may_be_paused boolean, has_own_day boolean, route varchar)"
    )
    for clock in CLOCKS:
        days = [clock.source, clock.start_column, clock.days, clock.is_day_stated]
        changes = [clock.may_be_extended, clock.may_be_paused, clock.has_own_day, clock.route]
        con.execute("insert into clock values (?, ?, ?, ?, ?, ?, ?, ?)", [*days, *changes])


COMMON_LETTERS = "‘’“”–—\u2011\u00a0`"
"""Letters of ordinary English typing that `search_form` replaces by one other letter each."""


def _create_search_form(con: DuckDBPyConnection) -> None:
    """The SQL function `search_form`, which gives what `analytics.normalise.search_form` does, but for runs of blanks.

    Nearly every text is plain but for COMMON_LETTERS and needs no Python: of 300,000 texts that saves five seconds.
    """
    con.create_function("search_form_of_any", search_form, ["varchar"], "varchar")
    replaced = "".join(search_form(f"a{letter}a")[1] for letter in COMMON_LETTERS)
    common = f"translate(txt, {quoted(COMMON_LETTERS)}, {quoted(replaced)})"
    con.execute(
        "create macro search_form(txt) as "
        f"case when strlen({common}) = length({common}) then lower({common}) else search_form_of_any(txt) end"
    )


def append(con: DuckDBPyConnection, loadings: Sequence[Loading]) -> None:
    """Add extracts that are newer than all there are; costs in proportion to them and the newest one there is."""
    before = _number(con, "select coalesce(max(n), 0) from extract")
    for n, loading in enumerate(loadings, start=before + 1):
        supplied = list(loading.manifest.columns)
        con.execute("insert into extract values (?, ?, ?, ?)", [n, loading.as_at, str(loading.rows), supplied])
        for reference in loading.manifest.rejected_references:
            con.execute("insert into rejected values (?, ?)", [n, reference])
    files = [str(loading.rows) for loading in loadings]
    make(con, "extract_row", {"files": files, "before": before})
    make(con, "distinct_row", {})
    make(con, "interrupted_reference", {})
    make(con, "run", {})
    con.execute(
        "update version set last_n = run.last_n from run "
        "where run.first_n <= $before and version.reference = run.reference and version.last_n = $before",
        {"before": before},
    )
    highest = _number(con, "select coalesce(max(id), 0) from recommendation")
    names = read_sql(SQL, "new_references").text
    con.execute(f"insert into recommendation {names}", {"before": before, "highest": highest})
    highest = _number(con, "select coalesce(max(id), 0) from version")
    in_files = columns_in_files([loading.rows for loading in loadings])
    columns = ", ".join(f"file_row.{column.name}" for column in COLUMNS)
    values = ", ".join(f"file_row.{each.name}" if each.name in in_files else blank(each.name) for each in COLUMNS)
    rows = read_sql(SQL, "insert_versions").text.replace("{columns}", values)
    con.execute(f"insert into version {rows}", {"files": files, "before": before, "highest": highest})
    carried = read_sql(SQL, "insert_carried").text.replace("{columns}", columns.replace("file_row.", "kept."))
    con.execute(f"insert into version {carried}", {"before": before})
    for step in ("extract_row", "distinct_row", "interrupted_reference", "run"):
        con.execute(f"drop table temp.{step}")


def leave_out(con: DuckDBPyConnection, markings: Sequence[str]) -> int:
    """Remove each recommendation that is marked otherwise than these, in any of its rows; how many those were.

    All that is worked out afterwards is as if no extract had ever held them.
    """
    make(con, "above_clearance", {"markings": list(markings)})
    number = _number(con, "select count(*) from temp.above_clearance")
    left_out = "select recommendation from temp.above_clearance"
    references = f"select reference from recommendation where id in ({left_out})"
    con.execute(f"delete from rejected where reference in ({references})")
    con.execute(f"delete from version where recommendation in ({left_out})")
    con.execute(f"delete from recommendation where id in ({left_out})")
    con.execute("drop table temp.above_clearance")
    return number


def make_spans(con: DuckDBPyConnection, table: str, known: int, as_at: date | None = None) -> None:
    """The spans of the history as the first `known` extracts tell it, as a table of that name.

    With `as_at`, only what stands on that day: cheaper, and enough for a position.
    """
    types = _name_facets(con, table)
    columns = ", ".join(f"{column}::{types[column]} as {column}" for column in FACETS)
    make(con, "version_facets", {"known": known}, holes={"columns": columns})
    for step in SPAN_STEPS:
        if step == "state_change_day" and as_at is not None:
            make(con, step, {"as_at": as_at}, step="state_change_day_as_at")
        else:
            make(con, step, {"known": known} if step == "known_version" else {})
    con.execute(f"create table {table} as {read_sql(SQL, 'span').text}")
    for step in ("version_facets", *SPAN_STEPS):
        con.execute(f"drop table temp.{step}")


def make_events(con: DuckDBPyConnection, table: str, known: int) -> None:
    """What happened to every recommendation as the first `known` extracts tell it, as a table of that name."""
    _make_last(con, table, EVENT_STEPS, "event", known)


def make_closures(con: DuckDBPyConnection, table: str, known: int) -> None:
    """Every closure, and what reopened it, as the first `known` extracts tell it, as a table of that name."""
    _make_last(con, table, CLOSURE_STEPS, "closure", known)


def _make_last(con: DuckDBPyConnection, table: str, steps: Sequence[str], last: str, known: int) -> None:
    """Run steps one after the other, keep what the last one returns as a table of that name, and drop the others."""
    versions = _versions_compared(con, known)
    for step in steps:
        holes = {"carried_version": versions} if step == "version_with_previous" else None
        bound = {"known": known} if step in ("known_version", "version_with_previous", "change") else {}
        make(con, step, bound, holes=holes)
    con.execute(f"create table {table} as {read_sql(SQL, last).text}")
    for step in steps:
        con.execute(f"drop table temp.{step}")
    con.execute("drop table if exists temp.carried_version")


def _versions_compared(con: DuckDBPyConnection, known: int) -> str:
    """The relation of versions that are compared one with the next: with cells carried over where files differ.

    A column that a file does not have is no blank. Where the files of all extracts have the same of these columns, as
    most registers' do, nothing is carried, which saves most of the time.
    """
    kinds = _number(
        con,
        "select count(distinct list_sort(list_intersect(columns, $columns))) from extract where n <= $known",
        {"columns": list(COMPARED), "known": known},
    )
    if kinds < 2:
        return "version"
    make(con, "carried_version", {"known": known})
    return "carried_version"


def make_position(con: DuckDBPyConnection, table: str, spans: str, as_at: date) -> None:
    """Where every recommendation stands on a day, as a table of that name, and its groups."""
    make(con, "position", {"as_at": as_at}, holes={"span": spans})
    _create_with_groups(con, table, "position", POSITION_GROUP, except_columns="exclude (tags)")


def make_series(con: DuckDBPyConnection, table: str, spans: str, days: Sequence[date]) -> None:
    """Which spans are in force on these days, and upon what they follow, as a table of that name, and its groups."""
    make(con, "series_span", {"days": sorted(days)}, holes={"span": spans, "facets": ", ".join(FILTERED)})
    _create_with_groups(con, table, "series_span", SERIES_GROUP)
    con.execute(f"create table {table}_moves as {filled('altered_span_groups', series_span=table)}")


def make_changed(con: DuckDBPyConnection, table: str, opening: str, position: str, since: date) -> None:
    """Which recommendations differ between the positions of `since` and later, as a table of that name, and groups."""
    con.execute(
        f"create table {table} as {filled('changed_between', opening=opening, position=position)}", {"since": since}
    )
    con.execute(f"create table {table}_moves as {filled('changed_groups', changed_between=table)}")


def make_months(con: DuckDBPyConnection, table: str, position: str) -> None:
    """How many of each group of a position were born and ended in which month, as a table of that name."""
    rows = filled("received_and_closed", position=position)
    con.execute(f"create table {table} as {filled('received_and_closed_groups', received_and_closed=rows)}")


def _create_with_groups(
    con: DuckDBPyConnection, table: str, step: str, columns: Sequence[str], except_columns: str = ""
) -> None:
    """Keep a step's rows as a table, each with the number of its group, and the groups beside it.

    A group is a combination of columns that some rows share, and `n` says how many: a question about these columns is
    answered from some hundred groups instead of each row. `except_columns` names what only the groups keep.
    """
    named = ", ".join(columns)
    con.execute(
        f"create table {table}_group as select (row_number() over ())::integer as row_group, {named}, n "
        f"from (select {named}, count(*)::integer as n from temp.{step} group by all)"
    )
    same = " and ".join(f"{table}_group.{column} is not distinct from {step}.{column}" for column in columns)
    con.execute(
        f"create table {table} as select {step}.* {except_columns}, row_group "
        f"from temp.{step} join {table}_group on {same}"
    )
    con.execute(f"drop table temp.{step}")


def filled(step: str, **holes: str) -> str:
    """The text of a step with its holes filled."""
    text = read_sql(SQL, step).text
    for hole, filling in holes.items():
        text = text.replace(f"{{{hole}}}", filling)
    return text


def make(
    con: DuckDBPyConnection,
    table: str,
    bound: Mapping[str, Any],
    *,
    step: str | None = None,
    holes: Mapping[str, str] | None = None,
) -> None:
    """Run a step into a temporary table of its name."""
    con.execute(f"create or replace temp table {table} as {filled(step or table, **(holes or {}))}", dict(bound))


def _name_facets(con: DuckDBPyConnection, table: str) -> dict[str, str]:
    """A type for each facet that names every value it has; a facet without any, or with very many, stays text."""
    types = {}
    for column in FACETS:
        rows = con.execute(f"select distinct {column} from version where {column} is not null order by 1").fetchall()
        is_named = 0 < len(rows) <= MOST_NAMES
        types[column] = f"{column}_of_{table}" if is_named else "varchar"
        if is_named:
            _create_type(con, types[column], [value for (value,) in rows])
    return types


def _create_type(con: DuckDBPyConnection, name: str, values: Sequence[str]) -> None:
    con.execute(f"create type {name} as enum ({', '.join(map(quoted, values))})")


def _number(con: DuckDBPyConnection, query: str, bound: Mapping[str, Any] | None = None) -> int:
    row = con.execute(query, dict(bound or {})).fetchone()
    assert row is not None
    return int(row[0])
