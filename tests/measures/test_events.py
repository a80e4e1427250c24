"""Every event against a second computation, on random histories; and what stands or falls with the order of loading."""

from __future__ import annotations

import random
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from analytics.filters import Filters
from analytics.measures import events
from analytics.register.database import AsAt, Query, Register
from analytics.register.history import COMPARED
from analytics.vocabulary import COLUMNS as STANDARD_COLUMNS
from tests.examples import examples
from tests.independent import events as independent
from tests.independent import history, measures
from tests.independent.strategies import Case, cases, histories
from tests.registers import write_extract, write_history

several = examples(20)
EVERY_EVENT = Path(__file__).with_name("every_event.sql")
COLUMNS = ["reference", "kind", "took_effect_on", "extract_day", "column_name", "before", "after"]
STATE_OF_EACH = Path(__file__).with_name("state_of_each.sql")


def told(register: Register, known_at: date) -> list[tuple[Any, ...]]:
    """Every event as the register tells it with the knowledge of a day."""
    return register.rows(Query(sql=EVERY_EVENT, dates=AsAt(known_at, known_at)))


def expected(extracts: list[history.Extract], known_at: date) -> list[tuple[Any, ...]]:
    """The same by the second computation."""
    return as_text(independent.events(history.used(extracts, known_at)))


def as_text(found: list[independent.Event]) -> list[tuple[Any, ...]]:
    """Events with their values as text, as the register gives them."""
    return [(*event[:5], *(None if cell is None else str(cell) for cell in event[5:])) for event in found]


@pytest.mark.parametrize("column", COMPARED)
def test_a_column_left_out_and_back_as_it_was_is_no_event(column: str, tmp_path: Path) -> None:
    row = {"reference": "A", "source": "DARA", "status": "closed", "close_reason": "implemented"}
    row |= {name: date(2022, 1, 10) for name in COMPARED if name.endswith("_on")}
    absent = {each.name: [] if each.type == "list" else None for each in STANDARD_COLUMNS} | row
    days = [date(2022, 1, 31), date(2022, 2, 28), date(2022, 3, 31)]
    extracts = [history.Extract(day, [dict(absent)]) for day in days]
    extracts[1] = history.Extract(days[1], [{**absent, column: None}], absent=frozenset({column}))
    register = Register(write_history(tmp_path, extracts))
    assert {event[3] for event in told(register, days[-1])} == {days[0]}


def test_a_blank_after_a_column_left_out_is_an_event_of_its_own_extract(tmp_path: Path) -> None:
    row = {each.name: [] if each.type == "list" else None for each in STANDARD_COLUMNS}
    row |= {"reference": "A", "source": "DARA", "status": "open", "received_on": date(2022, 1, 10)}
    days = [date(2022, 1, 31), date(2022, 2, 28), date(2022, 3, 31)]
    extracts = [
        history.Extract(days[0], [{**row, "theme": "Custody"}]),
        history.Extract(days[1], [row], absent=frozenset({"theme"})),
        history.Extract(days[2], [row]),
    ]
    register = Register(write_history(tmp_path, extracts))
    changed = [event for event in told(register, days[-1]) if event[1] == "theme changed"]
    assert [event[3] for event in changed] == [days[2]]


@several
@given(cases())
def test_every_event_and_those_of_a_period(case: Case) -> None:
    with tempfile.TemporaryDirectory() as folder:
        register = Register(write_history(Path(folder), case.extracts))
        everything = told(register, case.k1)
        chosen = Filters(**{**case.choice, "known_at": case.k1})
        result = events.events(register, chosen, case.t0, case.t1)
    assert sorted(everything, key=repr) == sorted(expected(case.extracts, case.k1), key=repr)
    assert sorted(result[COLUMNS].itertuples(index=False, name=None), key=repr) == sorted(of_period(case), key=repr)


def of_period(case: Case) -> list[tuple[Any, ...]]:
    """The events that the view of the second day tells and that of the first, as it was known then, did not."""
    records = history.view(case.extracts, case.t1, case.k1)
    inside = {record.reference for record in measures.filtered(records, measures.chosen(case.choice))}
    result = independent.between(case.extracts, case.t0, case.t1, case.k1)
    return as_text([event for event in result if event.reference in inside])


@several
@given(histories())
def test_every_event_and_state_where_rows_were_rejected(extracts: list[history.Extract]) -> None:
    newest = extracts[-1].as_at
    with tempfile.TemporaryDirectory() as folder:
        write_history(Path(folder), extracts)
        register = Register(Path(folder))
        assert sorted(told(register, newest), key=repr) == sorted(expected(extracts, newest), key=repr)
        states = {row[0]: row[1] for row in register.rows(Query(sql=STATE_OF_EACH, dates=AsAt(newest, newest)))}
    view = history.view(extracts, newest, newest)
    assert states == {reference: record.state for reference, record in view.items() if record.state != "not yet"}


@several
@given(histories())
def test_out_of_order_and_replaced_extracts_give_the_history_of_those_in_order(extracts: list[history.Extract]) -> None:
    newest = extracts[-1].as_at
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as other_folder:
        in_order = Register(write_history(Path(folder), extracts))
        write_extract(Path(other_folder), extracts[0].as_at, extracts[-1].rows)  # loaded in error, replaced below
        for extract in random.Random(len(extracts)).sample(extracts, len(extracts)):
            write_history(Path(other_folder), [extract])
        shuffled = Register(Path(other_folder))
        assert told(shuffled, newest) == told(in_order, newest)
        question = Query(sql=STATE_OF_EACH, dates=AsAt(extracts[len(extracts) // 2].as_at, newest))
        assert sorted(shuffled.rows(question)) == sorted(in_order.rows(question))
