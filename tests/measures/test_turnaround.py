"""The portfolio: counted by hand, and a second time in plain Python on random histories."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings

from analytics.filters import Filters
from analytics.measures.turnaround import framework, portfolio
from analytics.register.database import Register
from analytics.vocabulary import NOVEMBER_2022
from tests.independent import history, measures
from tests.independent.strategies import Case, cases
from tests.measures.test_second_computation import filters, opened, several
from tests.registers import write_register

FEW = settings(several, max_examples=12)
DAY = date(2022, 11, 28)


@FEW
@given(cases(statuses=True))
def test_every_combination_of_priority_route_and_programme(case: Case) -> None:
    with opened(case.extracts) as register:
        cells = portfolio(register, filters(case)).cells
    columns = ("priority_framework", "strategic_priority", "delivery_route", "programme")
    records = history.view(case.extracts, case.t1, case.k1)
    standing = [one for one in measures.filtered(records, measures.chosen(case.choice)) if measures.is_open(one)]
    expected: Counter[tuple[str, ...]] = Counter()
    for one in standing:
        at = tuple(history.value(one.attributes, column) or "" for column in columns)
        expected[(*at, "open")] += 1
        expected[(*at, "overdue_original")] += one.overdue_original
        expected[(*at, "overdue_masked")] += one.overdue_masked
    found = Counter(
        {
            (*(row[column] for column in columns), count): row[count]
            for row in cells.to_dict("records")
            for count in ("open", "overdue_original", "overdue_masked")
        }
    )
    assert +found == +expected


def test_priorities_stand_in_the_frameworks_order_with_zeros_and_others_follow(tmp_path: Path) -> None:
    third, fourth = NOVEMBER_2022.names[2], NOVEMBER_2022.names[3]
    rows = [
        {"reference": "A", "source": "S", "status": "open", "strategic_priority": fourth, "programme": "P",
         "delivery_route": "programme", "due_on": date(2022, 11, 1)},
        {"reference": "B", "source": "S", "status": "proposed for closure", "strategic_priority": third,
         "programme": "Q", "delivery_route": "programme"},
        {"reference": "C", "source": "S", "status": "open", "strategic_priority": "Another", "programme": "P",
         "delivery_route": "local improvement"},
        {"reference": "D", "source": "S", "status": "open"},
        {"reference": "E", "source": "S", "status": "closed", "strategic_priority": third, "closed_on": DAY},
        {"reference": "F", "source": "S", "status": "awaiting on-boarding", "strategic_priority": third},
    ]  # fmt: skip
    found = portfolio(Register(write_register(tmp_path, {DAY: rows})), Filters())
    assert found.priorities() == (*NOVEMBER_2022.names, "Another", "")
    by_route = found.by_route()
    assert by_route["open"].tolist() == [0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 1, 1]
    assert by_route["programme"].tolist() == [0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0]
    assert by_route["local improvement"].tolist() == [0] * 10 + [1, 0]
    assert by_route[""].tolist() == [0] * 11 + [1]
    by_programme = found.by_programme()
    assert by_programme["programme"].tolist() == ["P", "Q", ""]
    assert by_programme["open"].tolist() == [2, 1, 1]
    assert by_programme["overdue_original"].tolist() == [1, 0, 0]


@pytest.mark.parametrize(
    ("as_at", "found"),
    [
        (date(2022, 11, 23), None),
        (date(2022, 11, 24), NOVEMBER_2022),
        (date(2022, 12, 31), NOVEMBER_2022),
        (date(2023, 1, 1), None),
    ],
)
def test_the_framework_is_that_of_the_day(as_at: date, found: object) -> None:
    assert framework(as_at) == found
