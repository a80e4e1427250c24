"""Tables: text cleaned, rows blank throughout left out, each different text kept once."""

from __future__ import annotations

import pytest

from analytics.intake.readers import read_table
from analytics.intake.tables import LIMITS, clean, columnise


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("", None),
        (" \u00a0\t\u200b\ufeff", None),
        ("\x00\x01\x7f", None),
        (" a  b ", "a  b"),
        ("a\r\nb\rc\nd", "a\nb\nc\nd"),
        ("a_x000D_\nb_x000d_c", "a\nb\nc"),
        ("a\x07b\tc", "ab\tc"),
        ("\ra\r", "a"),
        ("–", "–"),
    ],
)
def test_clean(text: str, cleaned: str | None) -> None:
    assert clean(text) == cleaned


def test_each_different_text_is_kept_once() -> None:
    records = iter([["a", "x"], ["a", ""], ["b", "x"], ["", ""], ["a"]])
    columns, rows, faults = columnise(records, 2, 10, LIMITS)
    assert [column.array().tolist() for column in columns] == [["a", "a", "b", "a"], ["x", None, "x", None]]
    assert len(columns[0].distinct) == 3
    assert rows.tolist() == [10, 11, 12, 14]
    assert [fault.row for fault in faults] == [14]


def test_rows_read_are_told_from_time_to_time() -> None:
    reported: list[int] = []
    read_table(b"Ref,Text\n" + b"A,x\n" * 45_000, "extract.csv", tell=reported.append)
    assert reported == [20_000, 40_000, 45_000]
