"""What is overdue or due soon, by owner: worked by hand, and against a second computation on random histories."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given

from analytics.filters import Filters
from analytics.measures.chasing import due_soon, overdue, to_chase, without_current_date
from analytics.register.database import Register
from analytics.sections import chasing as section
from tests.independent import history, measures
from tests.independent.strategies import Case, cases
from tests.measures.test_second_computation import filters, opened, several
from tests.registers import write_register

DAY = date(2022, 11, 28)
RECORDED = frozenset({"due_on"})
ROWS = [
    {"reference": "A", "owner_role": "Head of custody", "due_on": date(2022, 11, 27)},  # overdue by a day
    {"reference": "B", "owner_role": "Head of custody", "due_on": date(2022, 11, 28)},  # due today: not overdue
    {"reference": "C", "owner_role": "Head of vetting", "due_on": date(2022, 12, 28)},  # due in 30 days
    {"reference": "D", "owner_role": "Head of vetting", "due_on": date(2022, 12, 29)},  # in 31: not yet
    {"reference": "E", "owner_role": "Head of vetting", "due_on": date(2022, 8, 20)},  # overdue by 100 days
    {"reference": "F", "owner_role": "Head of vetting", "due_on": date(2022, 8, 20), "status": "closed"},
    {"reference": "G", "owner_role": "Head of custody"},  # no date
    {"reference": "H", "due_on": date(2022, 11, 1)},  # overdue by 27 days, no owner
]
UNDATED = [
    # Past the date first agreed, with no current date; the one whose first date has not passed is not late.
    {"reference": "J", "owner_role": "Head of vetting", "original_due_on": date(2022, 11, 27)},
    {"reference": "K", "owner_role": "Head of vetting", "original_due_on": date(2022, 11, 28)},
    {"reference": "L", "owner_role": "Head of vetting", "original_due_on": date(2022, 11, 1), "status": "closed"},
]


OPENING = (
    "As at 28 November 2022 the register shows 1 recommendation past its due date and 1 recommendation due by "
    "28 December 2022 with you as owner."
)


@pytest.fixture
def register(tmp_path: Path) -> Register:
    plain = {"source": "DARA", "status": "open", "text": "Train staff", "received_on": date(2022, 1, 1)}
    return Register(write_register(tmp_path / "register", {DAY: [plain | row for row in ROWS]}))


def test_what_is_chased(register: Register) -> None:
    rows = to_chase(register, Filters())
    assert list(rows["reference"]) == ["A", "B", "E", "C", "H"]
    assert dict(zip(overdue(rows)["reference"], overdue(rows)["days_late"], strict=True)) == {"A": 1, "E": 100, "H": 27}
    assert list(due_soon(rows)["reference"]) == ["B", "C"]
    assert list(to_chase(register, Filters(owner=("Head of vetting",)))["reference"]) == ["E", "C"]


def test_the_words(register: Register) -> None:
    rows = to_chase(register, Filters())
    assert section.sentence(rows, RECORDED) == (
        "3 recommendations are overdue and 2 are due in the next 30 days. They have 2 owners."
    )
    assert section.by_owner(rows).to_numpy().tolist() == [
        ["Head of custody", 1, 1, 1],
        ["Head of vetting", 1, 1, 100],
        ["No owner recorded", 1, 0, 27],
    ]
    assert section.sentence(rows[:0], RECORDED) == "No recommendations are overdue or due in the next 30 days."
    assert section.sentence(rows[1:2], RECORDED) == "1 recommendation is due in the next 30 days. It has 1 owner."


def test_the_draft_names_each_with_its_date(register: Register) -> None:
    rows = to_chase(register, Filters(owner=("Head of vetting",)))
    assert section.draft("Head of vetting", rows, DAY, "OFFICIAL").splitlines() == [
        "OFFICIAL",
        "",
        "To: Head of vetting",
        "",
        OPENING,
        "",
        "Overdue",
        "- E (DARA internal audit), due 20 August 2022, 100 days overdue: Train staff",
        "",
        "Due by 28 December 2022",
        "- C (DARA internal audit), due 28 December 2022: Train staff",
        "",
        section.QUESTION,
        "",
        "OFFICIAL",
    ]


def test_those_late_with_no_current_date_are_chased_too(tmp_path: Path) -> None:
    plain = {"source": "DARA", "status": "open", "text": "Train staff", "received_on": date(2022, 1, 1)}
    rows = to_chase(
        Register(write_register(tmp_path, {DAY: [plain | row for row in (*ROWS, *UNDATED)]})),
        Filters(owner=("Head of vetting",)),
    )
    assert list(rows["reference"]) == ["E", "C", "J"]
    assert list(without_current_date(rows)["reference"]) == ["J"]
    assert section.sentence(rows, RECORDED) == (
        "1 recommendation is overdue, 1 is past the date first agreed with no current due date and 1 is due in the "
        "next 30 days. They have 1 owner."
    )
    owners = section.by_owner(rows)
    assert list(owners)[1:] == ["Overdue", "No current date", "Due within 30 days", "Longest overdue (days)"]
    assert owners.to_numpy().tolist() == [["Head of vetting", 1, 1, 1, 100]]
    lines = section.draft("Head of vetting", rows, DAY, "OFFICIAL").splitlines()
    at = lines.index("Past the date first agreed, with no current due date")
    assert lines[at + 1] == "- J (DARA internal audit), first agreed for 27 November 2022: Train staff"
    assert "1 recommendation past the date first agreed with no current due date" in lines[4]


@several
@given(cases(statuses=True))
def test_a_second_computation(case: Case) -> None:
    with opened(case.extracts) as register:
        rows = to_chase(register, filters(case))
    records = history.view(case.extracts, case.t1, case.k1)
    chosen = [
        record for record in measures.filtered(records, measures.chosen(case.choice)) if measures.is_outstanding(record)
    ]
    outstanding = [record for record in chosen if record.due_on is not None]
    undated = {record.reference for record in chosen if record.late_no_current_date}
    late = {record.reference: (case.t1 - record.due_on).days for record in outstanding if record.due_on < case.t1}
    last = case.t1 + timedelta(days=30)
    due = {record.reference for record in outstanding if case.t1 <= record.due_on <= last}
    assert dict(zip(overdue(rows)["reference"], overdue(rows)["days_late"], strict=True)) == late
    assert set(due_soon(rows)["reference"]) == due
    assert set(without_current_date(rows)["reference"]) == undated
