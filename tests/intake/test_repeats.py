"""Rows that share a reference: told twice, or another under a reused number."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.examples import examples
from tests.intake.files import messages, read


def kept(rows: list[str]) -> list[tuple[str, str | None]]:
    """Reference and text of each row on the register."""
    reading = read(rows)
    return list(zip(reading.rows["reference"], reading.rows["text"], strict=True))


def test_a_row_told_three_times_is_one() -> None:
    reading = read(["A1,x,Open,,,,"] * 3)
    assert (reading.accepted, reading.repeated) == (1, 2)
    assert reading.rows["source_row"].tolist() == [2]


def test_rows_are_compared_by_what_they_say_not_how_it_is_written() -> None:
    assert read(["A1,x,Open,High,01/02/2022,,", "A1, x ,In progress,HIGH,1 February 2022,,"]).repeated == 1


def test_a_column_that_no_layout_maps_makes_no_difference() -> None:
    reading = read("Ref,Status,Loaded by\nA1,Open,me\nA1,Open,you\n")
    assert (reading.accepted, reading.repeated) == (1, 1)


def test_a_reused_number_is_told_apart_by_the_day_made_then_the_text() -> None:
    rows = ["A1,b,Open,,,,", "A1,c,Open,,01/02/2022,,", "A1,a,Open,,,,", "A1,z,Open,,01/01/2022,,"]
    assert sorted(kept(rows)) == [("A1", "z"), ("A1 (2)", "c"), ("A1 (3)", "a"), ("A1 (4)", "b")]


def test_then_by_the_other_columns() -> None:
    """The same text made on the same day; high comes before low, and a blank last."""
    reading = read(["A1,x,Open,,,,", "A1,x,Open,low,,,", "A1,x,Open,high,,,"])
    assert dict(zip(reading.rows["risk"], reading.rows["reference"], strict=True)) == {
        "high": "A1", "low": "A1 (2)", None: "A1 (3)",
    }  # fmt: skip


def test_a_suffix_that_is_a_real_reference_is_passed_over() -> None:
    rows = ["A1,a,Open,,,,", "A1,b,Open,,,,", "A1 (2),c,Open,,,,"]
    assert sorted(kept(rows)) == [("A1", "a"), ("A1 (2)", "c"), ("A1 (3)", "b")]


def test_a_rejected_row_keeps_its_reference_from_being_given_away() -> None:
    rows = ["A1,a,Open,,,,", "A1,b,Open,,,,", "A1 (2),c,Lost,,,,"]
    assert sorted(kept(rows)) == [("A1", "a"), ("A1 (3)", "b")]


def test_rows_that_share_a_number_are_warned_of_once_for_the_file() -> None:
    (message,) = messages(read(["A1,b,Open,,,,", "A1,a,Open,,,,", "A2,c,Open,,,,"]))
    assert message == (
        "Column reference (Ref): 2 of 3 rows share a number with another row ('A1'): is this column the "
        "recommendation's own? The register tells them apart as 'A1 (2)'."
    )


ROW = st.tuples(
    st.sampled_from(["A1", "A2", "A1 (2)", ""]),
    st.sampled_from(["x", "y", ""]),
    st.sampled_from(["Open", "Closed", "Lost"]),
    st.sampled_from(["high", "", "?"]),
    st.sampled_from(["01/02/2022", "02/01/2022", "", "?"]),
    st.sampled_from(["", "03/02/2022"]),
    st.sampled_from(["", "a;b", "b;a"]),
).map(",".join)


@examples(60)
@given(st.lists(ROW, max_size=12), st.randoms(use_true_random=False))
def test_the_order_of_the_file_makes_no_difference(rows: list[str], chance: random.Random) -> None:
    shuffled = chance.sample(rows, len(rows))
    in_order, reordered = read(rows), read(shuffled)
    assert (in_order.read, in_order.accepted, in_order.repeated, in_order.rejected) == (
        reordered.read, reordered.accepted, reordered.repeated, reordered.rejected,
    )  # fmt: skip
    reported = [
        sorted(map(repr, reading.rows.drop(columns="source_row").to_numpy().tolist()))
        for reading in (in_order, reordered)
    ]
    assert reported[0] == reported[1]
    assert in_order.rows["reference"].is_unique


@pytest.mark.parametrize("times", [500])
def test_many_rows_under_one_number(times: int) -> None:
    reading = read([f"A1,text {number:03},Open,,,," for number in range(times)])
    assert reading.rows["reference"].is_unique
    assert reading.rows["reference"].tolist()[-1] == "A1 (500)"
