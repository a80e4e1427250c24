"""Numbers as a spreadsheet shows them. The expected texts are those that Excel shows for the format."""

from __future__ import annotations

import pytest

from analytics.intake.number_formats import is_plain, shown_month, shown_number


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        ("7", "General", "7"),
        ("7", "@", "7"),
        ("7", '"REC-"0000', "REC-0007"),
        ("12345", '"REC-"0000', "REC-12345"),
        ("7", "\\R\\-000", "R-007"),
        ("1.1", "0.00", "1.10"),
        ("1.1", "0.0#", "1.1"),
        ("1.25", "0.0", "1.3"),
        ("202207", '0000"/"00', "2022/07"),
        ("1234567", "000-000", "1234-567"),
        ("1234567", "#,##0", "1,234,567"),
        ("0.5", "0%", "50%"),
        ("1234567", "0,", "1235"),
        ("-3", "#,##0 ;(#,##0)", "(3)"),
        ("-7", "0000", "-0007"),
        ("0", '0;-0;"none"', "none"),
        ("7", "[Red]00", "07"),
        ("7", "[$£-809]0.00", "£7.00"),
        ("7", 'General" (2)"', "7 (2)"),
        ("1.23e+17", "0.00E+00", "1.23E+17"),
        ("7", '[>5]"A"0;"B"0', None),
        ("7", "0 ?/?", None),
        ("seven", "0000", None),
    ],
)
def test_a_number_as_its_format_shows_it(value: str, code: str, shown: str | None) -> None:
    assert shown_number(value, code) == shown


def test_a_format_of_months_shows_the_month_of_a_first_day_only() -> None:
    assert shown_month("2023-03-01", "mmm-yy") == "Mar 2023"
    assert shown_month("2023-03-01", "[$-809]mmmm yyyy") == "Mar 2023"
    assert shown_month("2023-03-02", "mmm-yy") is None
    assert shown_month("2023-03-01", "dd/mm/yyyy") is None


def test_a_plain_format_shows_a_number_as_it_is() -> None:
    assert is_plain("General")
    assert not is_plain("0")
