"""Faults of the same kind are counted together, whatever their rows and values."""

from __future__ import annotations

from analytics.intake.fault_groups import FaultGroup, grouped, in_full, in_sentences, problem
from analytics.intake.faults import Fault


def fault(row: int, column: str, value: str, message: str, severity: str = "warned") -> Fault:
    return Fault(row, None, column, value, message, severity)  # type: ignore[arg-type]


def test_rejected_come_first_then_the_rarest() -> None:
    unknown = "Row {}, status (State): '{}' is not a status of this layout. Did you mean 'In progress'?"
    undated = "Row {}, closed_on (Closed): the row is closed but has no closing date."
    result = grouped(
        [
            *(fault(row, "closed_on", "", undated.format(row)) for row in (5, 9, 12)),
            fault(7, "status", "In progres", unknown.format(7, "In progres"), "rejected"),
            fault(8, "status", "Mayor's", unknown.format(8, "Mayor's"), "rejected"),
            fault(2, "made_on", "", "Row 2, made_on: the cell is blank."),
        ]
    )
    assert tuple(result) == (
        FaultGroup("status", "… is not a status of this layout", "rejected", 2),
        FaultGroup("made_on", "The cell is blank", "warned", 1),
        FaultGroup("closed_on", "The row is closed but has no closing date", "warned", 3),
    )


def test_days_and_the_numbers_of_other_rows_are_left_out() -> None:
    late = fault(3, "made_on", "2025-12-17", "Row 3, made_on: Made on 17 December 2025 is later than the extract.")
    again = fault(4, "reference", "R1", "Row 4 repeats row 3 in every column that is read; it is counted once.")
    heading = fault(5, "due_on", "TBC", "Row 5, due_on (Target date (revised)): 'TBC' is not a date.")
    assert problem(heading) == "… is not a date"
    assert problem(late) == "Made on … is later than the extract"
    assert problem(again) == "Repeats … in every column that is read; it is counted once"


def test_no_faults_no_groups() -> None:
    assert grouped(()) == {}


def test_a_group_is_told_by_its_first_fault_and_the_rows_of_the_others() -> None:
    undated = "Row {}, closed_on (Closed): the row is closed but has no closing date."
    faults = [fault(row, "closed_on", "", undated.format(row)) for row in (5, 9, 1012)]
    rejected = fault(7, "status", "opne", "Row 7, status: 'opne' is not a status of this layout.", "rejected")
    first, second = in_sentences([*faults, rejected])
    assert first == "rejected: Row 7, status: 'opne' is not a status of this layout."
    assert second == (
        "warned: Row 5, closed_on (Closed): the row is closed but has no closing date. "
        "2 others are like it, in rows 9 and 1012."
    )
    assert in_sentences(faults[:2])[0].endswith("1 other is like it, in row 9.")


def test_of_very_many_rows_the_first_are_named_and_the_rest_counted() -> None:
    undated = "Row {}, closed_on (Closed): the row is closed but has no closing date."
    (sentence,) = in_sentences(fault(row, "closed_on", "", undated.format(row)) for row in range(1, 31))
    assert sentence.endswith("29 others are like it, in rows 2, 3, 4, 5, 6, 7, 8, 9 and 21 more.")


def test_a_group_is_shown_with_the_values_of_its_faults() -> None:
    undated = "Row {}, due_on (Target): '{}' is not a date."
    faults = [fault(row, "due_on", text, undated.format(row, text)) for row, text in ((2, "TBC"), (3, "soon"))]
    assert in_full(faults) == "'TBC' is not a date. Also 'soon'."
    assert in_full([*faults[:1], *faults[:1]]) == "'TBC' is not a date."
    many = [fault(row, "due_on", f"T{row}", undated.format(row, f"T{row}")) for row in range(1, 13)]
    assert in_full(many).endswith("'T8', 'T9' and 3 more.")


def test_notes_come_last() -> None:
    note = fault(1, "", "", "Merged cells: B4:B5.", "noted")
    result = grouped(
        [note, fault(2, "text", "x", "Row 2, text: wrong."), fault(3, "status", "", "Row 3: no.", "rejected")]
    )
    assert [group.severity for group in result] == ["rejected", "warned", "noted"]
