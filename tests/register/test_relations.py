"""What a query reads: declared in its file, listed with its columns, and the same whatever a reader chooses."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from analytics.api.subjects import SUBJECTS
from analytics.filters import BLANK, EVERYTHING, FIELDS, OVERDUE, Field, Filters
from analytics.measures import (
    assurance,
    changes,
    chasing,
    due_dates,
    events,
    figures,
    filter_options,
    moves,
    onboarding,
    open_statement,
    overview,
    quality,
    received_and_closed,
    recommendations,
    stock_and_flow,
    turnaround,
)
from analytics.measures.plan import names
from analytics.measures.query import SQL as QUERIES
from analytics.register.database import Query, Register
from analytics.register.history import SQL as STEPS
from analytics.register.relations import RELATIONS, SELECTS, TABLES, cached_query
from analytics.register.sql_files import read_sql
from analytics.vocabulary import CLOSURE_CANDIDATE, ENGAGE, allowed_values
from tests.registers import write_register

OCTOBER, NOVEMBER = date(2022, 10, 31), date(2022, 11, 28)
HOLE = re.compile(r"\{(\w+)\}")


def nodes(tree: Any) -> Iterator[dict[str, Any]]:
    """Every node of a syntax tree as DuckDB gives it."""
    for part in tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ():
        yield from nodes(part)
    if isinstance(tree, dict):
        yield tree


def relations_of(text: str) -> set[str]:
    """The tables and relations that a query names and does not define, as DuckDB reads it; a hole is such a name."""
    row = duckdb.execute("select json_serialize_sql($1)", [HOLE.sub(r"hole_\1", text)]).fetchone()
    assert row is not None
    tree = json.loads(row[0])
    assert not tree["error"], tree
    defined = {entry["key"] for node in nodes(tree) for entry in node.get("cte_map", {}).get("map", ())}
    return {node["table_name"] for node in nodes(tree) if node.get("type") == "BASE_TABLE"} - defined


@pytest.mark.parametrize(
    ("folder", "name"),
    [(folder, path.stem) for folder in (QUERIES, STEPS) for path in sorted(folder.glob("*.sql"))],
    ids=lambda part: part if isinstance(part, str) else part.parent.name,
)
def test_a_query_declares_the_relations_that_it_reads_and_no_other(folder: Path, name: str) -> None:
    file = read_sql(folder, name)
    declared = {relation.strip("{}") for relation in file.reads}
    assert declared == {relation.removeprefix("hole_") for relation in relations_of(file.text)}
    assert list(file.reads) == sorted(file.reads)


def test_a_file_that_does_not_say_what_it_reads_is_refused(tmp_path: Path) -> None:
    (tmp_path / "silent.sql").write_text("-- One row per day.\nselect day from calendar\n")
    with pytest.raises(ValueError, match=r"silent\.sql must open with"):
        read_sql(tmp_path, "silent")


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    shared = {"source": "DARA", "theme": "Custody", "made_on": date(2022, 9, 1), "due_on": date(2022, 10, 1)}
    rows = [
        {**shared, "reference": "R1", "status": "open", "tags": [ENGAGE, CLOSURE_CANDIDATE], "report": "A"},
        {**shared, "reference": "R2", "status": "awaiting on-boarding", "received_on": date(2022, 9, 2)},
    ]
    later = [{**rows[0], "status": "closed", "closed_on": date(2022, 11, 20)}, rows[1]]
    opened = Register(write_register(tmp_path_factory.mktemp("register"), {OCTOBER: rows, NOVEMBER: later}))
    yield opened
    opened.close()


def value_of(field: Field) -> Any:
    """A value that the field can have."""
    if field.has_values:
        return (*(allowed_values(field.column) or ("Custody",))[:1], BLANK)
    if field.type in ("from", "to"):
        return NOVEMBER
    return {"overdue": next(iter(OVERDUE)), "no date": BLANK}.get(field.type, "custody")


CHOSEN = {field.name: value_of(field) for field in FIELDS if field.type != "day"}
CHOICES = [EVERYTHING, *(Filters(**{name: value}) for name, value in CHOSEN.items()), Filters(**CHOSEN)]


@pytest.mark.parametrize("chosen", CHOICES, ids=lambda chosen: chosen.describe()[:60] or "all")
def test_a_relation_has_the_same_columns_whatever_is_chosen(register: Register, chosen: Filters) -> None:
    dates = register.dates(chosen)
    days = (OCTOBER, NOVEMBER)
    query = Query(
        sql=QUERIES / "count.sql",
        dates=dates,
        where=chosen.where(),
        opening=register.before(dates, OCTOBER),
        days=days,
    )
    for name in (*SELECTS, "received_and_closed"):
        text = register._relation(name, query)
        result = register._con.cursor().execute(text, query_values(query, text))
        assert [column[0] for column in result.description or ()] == list(RELATIONS[name].columns), name


def query_values(query: Query, text: str) -> dict[str, Any]:
    return {name: value for name, value in query.where.bound.items() if f"${name}" in text}


def test_the_tables_have_the_columns_listed(register: Register) -> None:
    for name in TABLES:
        described = register._con.cursor().execute(f"describe {name}").fetchall()
        assert [column[0] for column in described] == list(RELATIONS[name].columns), name


def test_every_filter_names_the_columns_of_its_condition() -> None:
    for chosen in CHOICES:
        condition = chosen.where()
        bare = re.sub(r"\$\w+|'[^']*'", "", condition.sql)
        columns = {name for relation in RELATIONS.values() for name in relation.columns}
        assert set(re.findall(r"[a-z_]+", bare)) & columns == condition.columns


def ask_everything(register: Register) -> None:
    """Measures that between them run every query."""
    since, choice = OCTOBER, EVERYTHING
    for parts in SUBJECTS.values():
        for part in parts.values():
            part.work_out(register, choice)
    figures.figures(register, choice, since)
    changes.changes(register, choice, since)
    changes.in_term(register, choice, since, "new")
    chasing.to_chase(register, choice)
    due_dates.in_band(register, choice, "slip", next(iter(due_dates.FAMILIES["slip"])))
    events.recommendation_events(register, "R1")
    filter_options.counts(register, choice)
    for aspect in moves.Aspect:
        moves.moves(register, choice, since, aspect)
        moves.moved_between(register, choice, since, aspect, "open", "closed")
    onboarding.queue(register, choice)
    onboarding.days_waiting(register, choice)
    onboarding.decided_in(register, choice, NOVEMBER)
    onboarding.exceptions(register, choice)
    open_statement.open_statement(register, choice, since, has_onboarding=True)
    overview.overview(register, choice, filter_options.recorded(register, choice), since)
    quality.fill(register)
    received_and_closed.by_month(register, choice)
    received_and_closed.largest_reports(register, choice)
    received_and_closed.undated(register, choice)
    recommendations.rows(register, choice, ("reference", "text"))
    recommendations.neighbours(register, choice, "reference", "R1")
    recommendations.page(register, choice, 1, after="R1")
    recommendations.count_and_sensitive(register, choice)
    stock_and_flow.by_day(register, choice, (OCTOBER, NOVEMBER))
    assurance.closures_with_value(register, choice, "outcome", "yes")
    turnaround.frameworks_used(register, choice)


def test_every_query_runs_with_every_filter(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    """One at a time and all together: no name becomes ambiguous, and no column is missing."""
    queries: dict[str, Query] = {}
    run = Register._run

    def recording(self: Register, cursor: Any, query: Query) -> Any:
        queries.setdefault(f"{query.sql.stem} {query.reads()}", query)
        return run(self, cursor, query)

    monkeypatch.setattr(Register, "_run", recording)
    ask_everything(register)
    monkeypatch.undo()
    read = {name for query in queries.values() for name in query.reads()}
    cached = {cached_query(name) for name in read.difference(RELATIONS)}
    assert {*(query.sql.stem for query in queries.values()), *cached} == {*names()}
    for chosen in CHOICES:
        for query in queries.values():
            register.rows(replace(query, where=chosen.where()))
