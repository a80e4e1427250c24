"""The programmes file: read, refused, and every fault a sentence."""

from __future__ import annotations

from datetime import date

import pytest

from analytics.errors import UnreadableFile
from analytics.intake.programmes import Programme, read_programmes

DAY = date(2022, 11, 28)


def read(*lines: str) -> tuple[tuple[Programme, ...], list[str], tuple[int, int, int]]:
    """The programmes, the messages, and how many were read, repeated and rejected."""
    result = read_programmes("\n".join(lines).encode(), "programmes.csv", DAY)
    assert result.read == result.accepted + result.repeated + result.rejected
    return result.rows, [fault.message for fault in result.faults], (result.read, result.repeated, result.rejected)


def test_a_row_gives_what_it_says_and_the_rest_is_none() -> None:
    rows, messages, counts = read(
        "programme,mandate_status,mandate_approved_on,SRO trained,ended_on,issues",
        "Victim care,Approved,2022-11-01,Yes,,A gap",
        "Foundations,,,,,",
    )
    assert rows == (
        Programme(
            programme="Victim care", mandate_status="approved", mandate_approved_on=date(2022, 11, 1),
            sro_trained="yes", issues="A gap",
        ),
        Programme(programme="Foundations"),
    )  # fmt: skip
    assert (messages, counts) == ([], (2, 0, 0))


def test_what_does_not_fit_is_a_fault_and_left_blank() -> None:
    rows, messages, _ = read(
        "programme,mandate_status,mandate_approved_on,ended_on",
        "Victim care,aproved,2022-12-01,31/31/2022",
    )
    assert rows == (Programme(programme="Victim care", mandate_approved_on=date(2022, 12, 1)),)
    assert messages[0] == (
        "Row 2, Mandate: 'aproved' is not one of in development, submitted to PIB or approved. "
        "Did you mean 'approved'?"
    )  # fmt: skip
    assert messages[1].startswith("Row 2, Mandate approved: '2022-12-01' is later than the extract")
    assert messages[2].startswith("Row 2, Ended: '31/31/2022' is not a day of the calendar")


def test_a_repeated_row_counts_once_and_another_of_the_same_programme_is_rejected() -> None:
    rows, messages, counts = read("programme,sro_role", "Victim care,A", "Victim care,A", "victim care,B", ",C")
    assert [row.sro_role for row in rows] == ["A"]
    assert counts == (4, 1, 2)
    assert messages == [
        "Row 4, Programme: 'victim care' has another row already.",
        "Row 5, Programme: is blank: a row must name its programme.",
    ]


def test_a_heading_that_is_no_column_is_said() -> None:
    _, messages, _ = read("programme,sro_roll", "Victim care,A")
    assert messages == ["'sro_roll' is not a column of the programmes file. Did you mean 'sro_role'?"]


def test_a_file_without_programmes_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="has no column 'programme'"):
        read_programmes(b"reference,status\nA,open\n", "register.csv", DAY)
