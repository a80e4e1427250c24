"""When a recommendation is born and when a closure begins and ends, on histories worked out by hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from analytics.filters import Filters
from analytics.measures import recommendations
from analytics.register.database import Register
from tests.registers import write_register

EXTRACT_DAYS = (date(2022, 1, 28), date(2022, 2, 28), date(2022, 3, 28))


def row(status: str, **columns: Any) -> dict[str, Any]:
    return {"source": "DARA", "status": status, "received_on": date(2022, 1, 10), **columns}


def closed(month: int, day: int, **columns: Any) -> dict[str, Any]:
    return row("closed", closed_on=date(2022, month, day), **columns)


OPEN, UNDATED = row("open"), row("closed")
HISTORIES: dict[str, tuple[dict[str, Any] | None, ...]] = {
    "undated": (OPEN, UNDATED, UNDATED),
    "undated from the first": (UNDATED, UNDATED, UNDATED),
    "undated after an absence": (OPEN, None, UNDATED),
    "dated": (OPEN, closed(1, 20), closed(1, 25)),
    "before birth": (closed(1, 1), closed(1, 1), closed(1, 1)),
    "after its extract": (closed(3, 31), closed(3, 31), closed(3, 31)),
    "reopened": (closed(1, 20), OPEN, OPEN),
    "closed again": (closed(1, 20, close_reason="implemented"), OPEN, closed(1, 15, close_reason="superseded")),
    "blank again": (closed(1, 20), UNDATED, UNDATED),
    "received later": (OPEN, {**OPEN, "received_on": date(2022, 1, 20)}, {**OPEN, "received_on": None}),
}
"""The rows of one recommendation in the extracts of January, February and March; None where it is absent."""

ANSWERS = [
    ("undated", "01-28", "outstanding"),
    ("undated", "01-29", "unknown"),
    ("undated", "02-27", "unknown"),
    ("undated", "02-28", "closed"),
    ("undated from the first", "01-09", "not yet"),
    ("undated from the first", "01-10", "unknown"),
    ("undated from the first", "01-27", "unknown"),
    ("undated from the first", "01-28", "closed"),
    ("undated after an absence", "01-28", "outstanding"),
    ("undated after an absence", "01-29", "unknown"),
    ("undated after an absence", "02-27", "unknown"),
    ("undated after an absence", "02-28", "dropped"),
    ("undated after an absence", "03-27", "dropped"),
    ("undated after an absence", "03-28", "closed"),
    ("dated", "01-24", "outstanding"),
    ("dated", "01-25", "closed"),
    ("before birth", "01-09", "not yet"),
    ("before birth", "01-10", "closed"),
    ("after its extract", "01-27", "outstanding"),
    ("after its extract", "01-28", "closed"),
    ("reopened", "01-19", "outstanding"),
    ("reopened", "01-20", "closed"),
    ("reopened", "02-27", "closed"),
    ("reopened", "02-28", "outstanding"),
    ("closed again", "01-14", "outstanding"),
    ("closed again", "01-15", "withdrawn or merged"),
    ("closed again", "02-28", "withdrawn or merged"),
    ("blank again", "01-19", "outstanding"),
    ("blank again", "01-20", "closed"),
    ("received later", "01-19", "not yet"),
    ("received later", "01-20", "outstanding"),
]


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    extracts = {
        day: [{**rows[n], "reference": name} for name, rows in HISTORIES.items() if rows[n] is not None]
        for n, day in enumerate(EXTRACT_DAYS)
    }
    opened = Register(write_register(tmp_path_factory.mktemp("spells"), extracts))
    yield opened
    opened.close()


@pytest.mark.parametrize(("name", "day", "state"), ANSWERS)
def test_the_state_on_a_day(register: Register, name: str, day: str, state: str) -> None:
    dates = Filters(as_at=date.fromisoformat(f"2022-{day}"), known_at=EXTRACT_DAYS[-1])
    rows = recommendations.rows(register, dates, ("reference", "state"))
    states = dict(zip(rows["reference"], rows["state"], strict=True))
    assert states.get(name, "not yet") == state


@pytest.mark.parametrize(
    ("name", "closed_on"),
    [("before birth", date(2022, 1, 10)), ("after its extract", date(2022, 1, 28)), ("dated", date(2022, 1, 25))],
)
def test_a_closing_day_is_neither_before_birth_nor_after_its_extract(
    register: Register, name: str, closed_on: date
) -> None:
    rows = recommendations.rows(register, Filters(as_at=EXTRACT_DAYS[-1]), ("reference", "closed_on"))
    assert rows.set_index("reference")["closed_on"][name] == closed_on
