"""An extract against the one before it: what is ordinary, and what is not."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from analytics.intake.anomalies import Anomaly, anomalies
from analytics.intake.faults import Reading
from tests.intake.files import HEADER, plain_layout, read

OCTOBER, NOVEMBER = date(2022, 10, 31), date(2022, 11, 28)


def row(number: int, status: str = "Open", made: str = "01/02/2022", tags: str = "Engage", text: str = "Do it") -> str:
    """One row of the small register."""
    closed = "01/03/2022" if status == "Closed" else ""
    return f"A{number},{text},{status},,{made},{closed},{tags}"


def compare(before: list[str], now: list[str], months: int = 1) -> tuple[Anomaly, ...]:
    """The anomalies of one small file against another."""
    previous_as_at = date(2022, 11 - months, 28)
    return anomalies(read(before).rows, read(now), NOVEMBER, previous_as_at)


def kinds(found: tuple[Anomaly, ...]) -> list[str]:
    """The kinds of the anomalies, in order."""
    return [one.kind for one in found]


HUNDRED = [row(number, "Closed" if number < 50 else "Open") for number in range(100)]


def test_the_first_extract_has_nothing_to_differ_from() -> None:
    assert anomalies(None, read(HUNDRED), NOVEMBER, None) == ()
    assert anomalies(read([]).rows, read(HUNDRED), NOVEMBER, OCTOBER) == ()


def test_days_of_which_none_can_be_read_are_told_of_the_first_extract_too() -> None:
    """Written month-first where the layout says day-first: the 13th to the 28th cannot be a month."""
    wrong = [row(number, "Open", made=f"03/{13 + number}/2022") for number in range(16)]
    found = anomalies(None, read(wrong), NOVEMBER, None)
    assert kinds(found) == ["column unreadable"]
    assert found[0].message.startswith("Made (made_on): none of 16 filled cells can be read as a day.")
    assert anomalies(None, read([*wrong, row(99, "Open")]), NOVEMBER, None) == ()
    assert anomalies(None, read(wrong[:2]), NOVEMBER, None) == ()


def test_the_same_again_is_no_anomaly() -> None:
    assert compare(HUNDRED, HUNDRED) == ()


def test_ordinary_movement_is_no_anomaly() -> None:
    """Two closed, one reopened, three new, one gone, five tags taken off."""
    now = [row(number, "Closed" if number < 51 and number != 3 else "Open", tags="" if 60 <= number < 65 else "Engage")
           for number in range(103) if number != 99]  # fmt: skip
    assert compare(HUNDRED, now) == ()


def test_a_column_that_lost_a_quarter_of_its_cells() -> None:
    now = [
        row(number, "Closed" if number < 50 else "Open", tags="" if number < 26 else "Engage") for number in range(100)
    ]
    found = compare(HUNDRED, now)
    assert kinds(found) == ["column emptied"]
    assert found[0].message == (
        "Tags (tags) is blank now in 26 of the 100 rows in which the extract of 28 October 2022 had it filled."
    )
    assert (found[0].column, len(found[0].references)) == ("tags", 26)


@pytest.mark.parametrize(("filled", "found"), [(2, []), (3, ["column emptied"])])
def test_a_sparse_column_that_lost_every_cell(filled: int, found: list[str]) -> None:
    before = [row(number, tags="Engage" if number < filled else "") for number in range(20)]
    now = [row(number, tags="") for number in range(20)]
    assert kinds(compare(before, now)) == found


def test_a_column_that_the_file_no_longer_has() -> None:
    lines = [HEADER.removesuffix(",Tags"), *(row(number, tags="").removesuffix(",") for number in range(20))]
    current = read("\n".join(lines))
    found = anomalies(read([row(number) for number in range(20)]).rows, current, NOVEMBER, OCTOBER)
    assert [one.message for one in found] == [
        "The file has no column for Tags (tags); the extract of 31 October 2022 had it filled in 20 rows."
    ]


@pytest.mark.parametrize(("gone", "found"), [(4, []), (5, ["references vanished"])])
def test_vanished_references(gone: int, found: list[str]) -> None:
    """Others take their place, so that the number of rows says nothing."""
    now = HUNDRED[:-gone] + [row(number) for number in range(200, 200 + gone)]
    result = compare(HUNDRED, now)
    assert kinds(result) == found
    assert all(one.references == tuple(f"A{number}" for number in range(100 - gone, 100)) for one in result)


def test_a_rejected_row_has_not_vanished() -> None:
    now = [*HUNDRED[:-5], *(row(number, "Lost") for number in range(95, 100))]
    assert compare(HUNDRED, now) == ()


@pytest.mark.parametrize(("again", "found"), [(4, []), (5, ["closed ones open again"])])
def test_closed_ones_open_again(again: int, found: list[str]) -> None:
    now = [row(number, "Closed" if again <= number < 50 else "Open") for number in range(100)]
    result = compare(HUNDRED, now)
    assert kinds(result) == ([*found] if again < 13 else ["column emptied", *found])
    assert all(len(one.references) == again for one in result)


def test_a_status_nobody_used_before() -> None:
    result = compare(
        [row(number) for number in range(9)], [row(number, "Closed" if number == 8 else "Open") for number in range(9)]
    )
    assert [one.message for one in result] == [
        "1 row has the status 'closed', which nobody had in the extract of 28 October 2022."
    ]
    assert result[0].references == ("A8",)


def test_far_fewer_rows() -> None:
    assert kinds(compare(HUNDRED, HUNDRED[:94])) == ["far fewer rows", "references vanished"]
    assert compare(HUNDRED, HUNDRED[:96]) == ()


@pytest.mark.parametrize(
    ("new", "months", "found"), [(10, 1, []), (11, 1, ["far more rows"]), (30, 3, []), (40, 3, ["far more rows"])]
)
def test_far_more_rows_for_the_months_between(new: int, months: int, found: list[str]) -> None:
    result = compare(HUNDRED, [*HUNDRED, *(row(number) for number in range(100, 100 + new))], months)
    assert [kind for kind in kinds(result) if kind != "source grew"] == found


def sourced(counts: dict[str, int]) -> Reading:
    """A register with so many rows of each source."""
    layout = plain_layout().__class__(
        name="sourced",
        title="Sources",
        columns={"reference": ("Ref",), "source": ("Source",), "status": ("Status",)},
    )
    lines = [f"{source}{number},{source},open" for source, times in counts.items() for number in range(times)]
    return read("\n".join(["Ref,Source,Status", *lines]), layout)


@pytest.mark.parametrize(
    ("before", "now", "found"),
    [
        ({"DARA": 200, "IOPC": 12}, {"DARA": 210, "IOPC": 14}, []),
        ({"DARA": 200, "IOPC": 12}, {"DARA": 212}, ["references vanished", "source gone"]),
        ({"DARA": 900, "IOPC": 40}, {"DARA": 935, "IOPC": 34}, ["source shrank"]),
        ({"DARA": 900, "IOPC": 40}, {"DARA": 900, "IOPC": 71}, ["source grew"]),
        ({"DARA": 900}, {"DARA": 900, "Casey review": 8}, []),
        ({"DARA": 900}, {"DARA": 900, "Casey review": 31}, ["source grew"]),
    ],
)
def test_sources(before: dict[str, int], now: dict[str, int], found: list[str]) -> None:
    assert kinds(anomalies(sourced(before).rows, sourced(now), NOVEMBER, OCTOBER)) == found


def test_a_source_that_is_gone_is_named_by_its_label() -> None:
    found = anomalies(sourced({"DARA": 200, "IOPC": 2}).rows, sourced({"DARA": 200}), NOVEMBER, OCTOBER)
    assert [(one.message, one.references) for one in found] == [
        ("IOPC is not in this file; the extract of 31 October 2022 has 2 rows of it.", ("IOPC0", "IOPC1"))
    ]


def test_rows_as_they_come_back_from_a_file() -> None:
    """Lists as arrays, blanks as not-a-number: what was kept reads as what was found."""
    kept = read(HUNDRED).rows
    kept["tags"] = kept["tags"].map(pd.array).map(lambda items: items.to_numpy())
    kept["theme"] = float("nan")
    kept["text"] = kept["text"].astype("str")
    assert anomalies(kept, read(HUNDRED), NOVEMBER, OCTOBER) == ()
