"""The plan of a query against the files that are read when it is answered."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from analytics.__main__ import main
from analytics.errors import WrongUsage
from analytics.filters import EVERYTHING, Filters
from analytics.measures import assurance, changes, due_dates, figures, reopening, responses, stock_and_flow, themes
from analytics.measures.plan import names, plan
from analytics.measures.query import SQL as QUERIES
from analytics.register import database, history
from analytics.register.database import Register
from analytics.register.sql_files import read_sql
from tests.registers import write_register

OCTOBER, NOVEMBER = date(2022, 10, 31), date(2022, 11, 28)
READING_EXTRACTS = {
    "extract_row", "distinct_row", "interrupted_reference", "run", "new_references", "insert_versions",
    "insert_carried",
}  # fmt: skip
"""The steps that read extracts into tables when a register is opened; no query names them."""

MEASURES: dict[str, Callable[[Register], Any]] = {
    "figures": lambda register: figures.figures(register, EVERYTHING),
    "changes": lambda register: changes.changes(register, EVERYTHING, OCTOBER),
    "dates": lambda register: due_dates.dates(register, EVERYTHING, frozenset({"due_on"})),
    "assurance": lambda register: assurance.assurance(register, EVERYTHING),
    "responses": lambda register: responses.responses(register, EVERYTHING, frozenset({"responded_on"})),
    "themes": lambda register: themes.theme_counts(register, Filters(theme=("Custody",)), "theme"),
    "series": lambda register: stock_and_flow.by_day(register, EVERYTHING, (OCTOBER, NOVEMBER)),
    "reopened": lambda register: reopening.reopening_rate(register, EVERYTHING),
}


def small_register(folder: Path) -> Register:
    row = {"reference": "R1", "source": "DARA", "status": "open", "made_on": date(2022, 9, 1), "theme": "Custody"}
    closed = {**row, "status": "closed", "closed_on": date(2022, 11, 20)}
    return Register(write_register(folder, {OCTOBER: [row], NOVEMBER: [closed]}))


@pytest.mark.parametrize("measure", MEASURES)
def test_the_plans_name_the_steps_that_are_run(measure: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    register, run = small_register(tmp_path), set()

    def reading(folder: Path, name: str) -> str:
        run.add(name.removesuffix("_as_at"))
        return read_sql(folder, name)

    for module in (database, history):
        monkeypatch.setattr(module, "read_sql", reading)
    MEASURES[measure](register)
    queries = {name for name in run if (QUERIES / f"{name}.sql").exists()}
    planned = {step.name for query in queries for step in plan(query)}
    assert queries
    # Whether a group of rows or each row is counted, and whether cells are carried, depends on filters and files.
    by_choice = {"changed_groups", "altered_span_groups", "received_and_closed_groups", "carried_version"}
    assert planned - run - by_choice == set()
    assert run - planned - by_choice - READING_EXTRACTS == set()


def test_every_query_has_a_plan_in_which_each_step_comes_after_what_it_reads() -> None:
    assert names()
    for query in names():
        done: set[str] = set()
        steps = plan(query)
        for step in steps:
            assert step.returns.startswith("One row per"), step.name
            assert {each for each in step.reads if each in {other.name for other in steps}} <= done
            done.add(step.name)
        assert steps[-1].name == query


def test_the_steps_of_the_statement_are_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "statement"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 2 * len(plan("statement")) <= 40
    assert lines[0].startswith(" 1. known_version: One row per version of a recommendation")
    assert lines[-2].startswith(f"{len(lines) // 2}. statement: One row per period")


def test_a_name_that_no_query_has_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(WrongUsage, match="statement"):
        plan("statment")
    assert main(["explain", "statment"]) == 2
    assert "Did you mean 'statement'?" in capsys.readouterr().err
