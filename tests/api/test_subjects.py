"""What the API gives of a subject is what its measures give, table by table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from analytics.api.subjects import SUBJECTS
from analytics.api.values import plain
from analytics.filters import Filters
from analytics.measures import (
    assurance,
    closure_rates,
    due_dates,
    engage,
    filter_options,
    forward_plan,
    onboarding,
    programmes,
    reopening,
    responses,
    themes,
    turnaround,
)
from analytics.register.database import Register
from analytics.vocabulary import ENGAGE_PHASE, PLAN_OF_100_DAYS, Status
from tests.api.client import Client, client
from tests.registers import write_register


@pytest.fixture(scope="module")
def register(demonstration: Path) -> Register:
    return Register(demonstration)


@pytest.fixture(scope="module")
def asked(register: Register) -> Client:
    return client(register)[0]


def same(found: Any, expected: Any, where: str) -> None:
    """The same tables, numbers and days, read off the document a second time and cell by cell."""
    if isinstance(expected, pd.DataFrame):
        rows = [{name: expected[name].iloc[row] for name in expected.columns} for row in range(len(expected))]
        for item, other in zip(found, rows, strict=True):
            same(item, other, where)
    elif is_dataclass(expected):
        same(found, {field.name: getattr(expected, field.name) for field in fields(expected)}, where)
    elif isinstance(expected, dict):
        assert found.keys() == {name or "" for name in expected}, where
        for name, value in expected.items():
            same(found[name or ""], value, f"{where}.{name}")
    elif isinstance(expected, list | tuple | np.ndarray | pd.Series):
        if len(expected) and isinstance(expected[0], dict):
            # Rows that a query gives in no order of its own.
            found, expected = sorted(found, key=row_key), sorted(expected, key=row_key)
        for item, other in zip(found, expected, strict=True):
            same(item, other, where)
    elif isinstance(expected, frozenset):
        assert set(found) == expected, where
    else:
        same_cell(found, expected, where)


def row_key(row: dict[str, Any]) -> list[str]:
    return [str(value) for value in row.values()]


def same_cell(found: Any, expected: Any, where: str) -> None:
    if expected is None or pd.isna(expected):
        assert found is None, where
    elif isinstance(expected, date):
        assert found == f"{expected:%Y-%m-%d}", where
    else:
        assert found == expected, where


def recorded(register: Register, filters: Filters) -> frozenset[str]:
    return filter_options.recorded(register, Filters(as_at=filters.as_at))


EXPECTED: dict[str, dict[str, Callable[[Register, Filters], Any]]] = {
    "dates": {
        "dates": lambda register, chosen: due_dates.dates(register, chosen, recorded(register, chosen)),
        "most_redated": due_dates.most_redated,
    },
    "turnaround": {
        "portfolio": turnaround.portfolio,
        "priority_mapping": turnaround.priority_mapping,
        "programmes": programmes.programmes,
    },
    "engage": {
        "engage": lambda register, chosen: engage.tagged(register, chosen, ENGAGE_PHASE),
        "hundred_day_plan": lambda register, chosen: engage.tagged_alone(register, chosen, PLAN_OF_100_DAYS),
    },
    "assurance": {
        "assurance": assurance.assurance,
        "closed_within_12_months": closure_rates.closure_by_cohort,
        "closed_on_time": closure_rates.on_time,
        "reopened_within_6_months": reopening.reopening_rate,
        "time_to_close": closure_rates.time_to_close,
        "reopened": assurance.reopened,
        "sent_back": assurance.sent_back,
        "closure_candidates": assurance.candidates,
        "superseded": assurance.superseded,
    },
    "onboarding": {"onboarding": onboarding.onboarding},
    "responses": {
        "responses": lambda register, chosen: responses.responses(register, chosen, recorded(register, chosen))
    },
    "themes": {
        "themes": lambda register, chosen: themes.theme_counts(register, chosen, "theme"),
        "root_causes": lambda register, chosen: themes.theme_counts(register, chosen, "root_cause"),
    },
    "plan": {"parts": forward_plan.parts},
}
"""What the pages ask for, as they ask for it."""


@pytest.mark.parametrize("choice", [Filters(), Filters(source=("HMICFRS", "IOPC"), as_at=date(2022, 6, 30))])
@pytest.mark.parametrize("subject", SUBJECTS)
def test_a_subject_is_its_measures(asked: Client, register: Register, subject: str, choice: Filters) -> None:
    query = "" if choice == Filters() else "?source=HMICFRS&source=IOPC&as_at=2022-06-30"
    result = asked.get(f"/{subject}{query}").data
    assert result.keys() == EXPECTED[subject].keys()
    for name, measure in EXPECTED[subject].items():
        same(result[name], measure(register, choice), f"{subject}.{name}")


def test_each_part_has_a_definition() -> None:
    definitions = [part.definition for parts in SUBJECTS.values() for part in parts.values()]
    assert all(len(definition) > 40 and "`" not in definition for definition in definitions)


@pytest.mark.parametrize("subject", ["assurance", "onboarding", "themes"])
def test_after_the_newest_extract_it_is_as_on_that_day(asked: Client, subject: str) -> None:
    """As on their pages: what came and went is not known of a later day."""
    later = asked.get(f"/{subject}?as_at=2023-06-30").document
    assert later["about"]["latest_extract"] == "2022-11-28"
    assert sorted_rows(later["data"]) == sorted_rows(asked.get(f"/{subject}").data)


def sorted_rows(value: Any) -> Any:
    """The same with every list of rows in one order."""
    if isinstance(value, dict):
        return {name: sorted_rows(each) for name, each in value.items()}
    return sorted(map(str, value)) if isinstance(value, list) else value


@pytest.mark.parametrize("subject", SUBJECTS)
def test_a_register_with_hardly_anything_has_every_subject(subject: str, tmp_path: Path) -> None:
    row = {"reference": "A", "source": "DARA", "status": "open"}
    requested, _ = client(write_register(tmp_path, {date(2022, 1, 31): [row]}))
    assert requested.get(f"/{subject}").data.keys() == SUBJECTS[subject].keys()


def test_values_as_json_has_them() -> None:
    frame = pd.DataFrame(
        {"a": [1.0, None], "b": [pd.Timestamp("2022-01-31"), pd.NaT], "c": pd.array([1, None], "Int64")}
    )
    assert plain(frame) == [{"a": 1.0, "b": "2022-01-31", "c": 1}, {"a": None, "b": None, "c": None}]
    assert plain({None: np.float64("nan"), Status.OPEN: {2, 1}}) == {"": None, "open": [1, 2]}
    assert type(plain(Status.OPEN)) is str
    assert plain(np.array([True, False])) == [True, False]
    with pytest.raises(TypeError):
        plain(object())
