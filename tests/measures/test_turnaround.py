"""The portfolio: counted by hand, and a second time in plain Python on random histories."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.filters import Filters
from analytics.measures.turnaround import frameworks_used, portfolio, priority_mapping
from analytics.register.database import Register
from analytics.vocabulary import FRAMEWORKS, JANUARY_2023, JULY_2023, NOVEMBER_2022, framework_on
from tests.examples import examples
from tests.independent import history, measures
from tests.independent.strategies import Case, cases
from tests.measures.test_second_computation import filters, opened
from tests.registers import write_register

FEW = examples(12)
DAY = date(2022, 11, 28)


@FEW
@given(cases(statuses=True))
def test_every_combination_of_priority_route_and_programme(case: Case) -> None:
    with opened(case.extracts) as register:
        cells = portfolio(register, filters(case)).cells
    columns = ("priority_framework", "strategic_priority", "delivery_route", "programme")
    records = history.view(case.extracts, case.t1, case.k1)
    standing = [
        record for record in measures.filtered(records, measures.chosen(case.choice)) if measures.is_open(record)
    ]
    expected: Counter[tuple[str, ...]] = Counter()
    for record in standing:
        at = tuple(history.value(record.attributes, column) or "" for column in columns)
        expected[(*at, "open")] += 1
        expected[(*at, "overdue_original")] += record.overdue_original
        expected[(*at, "overdue_masked")] += record.overdue_masked
    result = Counter(
        {
            (*(row[column] for column in columns), count): row[count]
            for row in cells.to_dict("records")
            for count in ("open", "overdue_original", "overdue_masked")
        }
    )
    assert +result == +expected


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
    result = portfolio(Register(write_register(tmp_path, {DAY: rows})), Filters())
    assert result.priorities() == (*NOVEMBER_2022.names, "Another", "")
    by_route = result.by_route()
    assert by_route["open"].tolist() == [0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 1, 1]
    assert by_route["programme"].tolist() == [0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0]
    assert by_route["local improvement"].tolist() == [0] * 10 + [1, 0]
    assert by_route[""].tolist() == [0] * 11 + [1]
    by_programme = result.by_programme()
    assert by_programme["programme"].tolist() == ["P", "Q", ""]
    assert by_programme["open"].tolist() == [2, 1, 1]
    assert by_programme["overdue_original"].tolist() == [1, 0, 0]


@pytest.mark.parametrize(
    ("as_at", "found"),
    [
        (date(2022, 11, 23), None),
        (date(2022, 11, 24), NOVEMBER_2022),
        (date(2022, 12, 31), NOVEMBER_2022),
        (date(2023, 1, 1), JANUARY_2023),
        (date(2023, 6, 30), JANUARY_2023),
        (date(2023, 7, 1), JULY_2023),
        (date(2026, 1, 1), JULY_2023),
    ],
)
def test_the_framework_is_that_of_the_day(as_at: date, found: object) -> None:
    assert framework_on(as_at) == found


def test_no_name_of_a_later_framework_is_invented() -> None:
    assert [(framework.number, len(framework.names)) for framework in FRAMEWORKS] == [(10, 10), (9, 0), (3, 0)]


OCTOBER, JANUARY, JULY = date(2022, 10, 31), date(2023, 1, 31), date(2023, 7, 31)


def placed(reference: str, framework: str | None = None, priority: str | None = None, **more: object) -> dict[str, Any]:
    named = {"priority_framework": framework, "strategic_priority": priority}
    return {"reference": reference, "source": "S", "status": "open", **named, **more}


def test_what_the_register_moves_from_one_framework_to_another_is_the_mapping(tmp_path: Path) -> None:
    old, new = "November 2022", "Plan"
    folder = write_register(
        tmp_path,
        {
            DAY: [
                placed("A", old, "Culture"),
                placed("B", old, "Culture"),
                placed("C", old, "Victims"),
                placed("D", old, "Victims"),
                placed("E"),
                placed("F", old, "Victims"),
            ],
            # A and C move at once. B's blank in between is no move. D only changes priority. E gets its first.
            JANUARY: [
                placed("A", new, "People", status="closed", closed_on=JANUARY),
                placed("B"),
                placed("C", new, "People"),
                placed("D", old, "Culture"),
                placed("E", new, "People"),
                placed("F", old, "Victims"),
            ],
            # B moves now. C moves back and counts again. F is gone.
            JULY: [
                placed("A", new, "People", status="closed", closed_on=JANUARY),
                placed("B", new, "Services"),
                placed("C", old, "Victims"),
                placed("D", old, "Culture"),
                placed("E", new, "People"),
            ],
        },
    )
    register = Register(folder)
    columns = ["framework_before", "priority_before", "framework", "priority", "recommendations"]
    assert priority_mapping(register, Filters())[columns].to_numpy().tolist() == [
        [old, "Culture", new, "People", 1], [old, "Culture", new, "Services", 1], [old, "Victims", new, "People", 1],
        [new, "People", old, "Victims", 1],
    ]  # fmt: skip
    first_mapping = priority_mapping(register, Filters(as_at=JANUARY))
    assert first_mapping["priority_before"].tolist() == ["Culture", "Victims"]
    assert priority_mapping(register, Filters(as_at=DAY)).empty
    assert frameworks_used(register, Filters()).to_numpy().tolist() == [[new, JANUARY, JULY], [old, DAY, JULY]]
    assert portfolio(register, Filters()).frameworks == (new, old)


NAMES = st.sampled_from(
    [(None, None), ("Old", "A"), ("Old", "B"), ("New", "A"), ("New", "C"), ("Old", None), (None, "C")]
)
TOLD = st.lists(st.lists(st.none() | NAMES, min_size=3, max_size=3), min_size=1, max_size=4)


@FEW
@given(TOLD, st.integers(-1, 3), st.booleans())
def test_the_mapping_a_second_time(told: list[list[Any]], place: int, some: bool) -> None:  # noqa: FBT001 - one choice
    days = [DAY + timedelta(days=30 * number) for number in range(len(told))]
    rows = [
        [placed(f"R{n}", *names, theme="X" if n else "Y") for n, names in enumerate(each) if names] for each in told
    ]
    extracts = [history.Extract(day, [placed("Z"), *held]) for day, held in zip(days, rows, strict=True)]
    t = days[place] if 0 <= place < len(days) else days[-1]
    with opened(extracts) as register:
        result = priority_mapping(register, Filters(as_at=t, theme=("X",) if some else ()))
    used = [loading for loading in history.used(extracts, days[-1]) if loading.as_at <= t]
    expected: dict[tuple[str, ...], set[str]] = {}
    for reference in history.references(used):
        last: tuple[str, str] | None = None
        if some and history.attributes(used, reference, t).get("theme") != "X":
            continue
        for _, row, _ in history.rows_of(used, reference):
            named = row["priority_framework"], row["strategic_priority"]
            if None in named:
                continue
            if last and last[0] != named[0]:
                expected.setdefault((*last, *named), set()).add(reference)
            last = named
    counted = {tuple(row[:4]): row[4] for row in result.itertuples(index=False, name=None)}
    assert counted == {pair: len(references) for pair, references in expected.items()}
