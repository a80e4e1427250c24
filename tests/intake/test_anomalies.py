"""An extract against the one before it: what is ordinary, and what is not."""

from __future__ import annotations

from dataclasses import replace
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
    return [anomaly.kind for anomaly in found]


HUNDRED = [row(number, "Closed" if number < 50 else "Open") for number in range(100)]


def test_the_first_extract_has_nothing_to_differ_from() -> None:
    assert anomalies(None, read(HUNDRED), NOVEMBER, None) == ()
    assert anomalies(read([]).rows, read(HUNDRED), NOVEMBER, OCTOBER) == ()


def test_days_of_which_none_can_be_read_are_told_of_the_first_extract_too() -> None:
    """Written month-first where the layout says day-first: the 13th to the 28th cannot be a month."""
    wrong = [row(number, "Open", made=f"03/{13 + number}/2022") for number in range(16)]
    answer = anomalies(None, read(wrong), NOVEMBER, None)
    assert kinds(answer) == ["column unreadable"]
    assert answer[0].message.startswith("Made (made_on): none of 16 filled cells can be read as a day.")
    assert anomalies(None, read([*wrong, row(99, "Open")]), NOVEMBER, None) == ()
    assert anomalies(None, read(wrong[:2]), NOVEMBER, None) == ()


def test_the_same_rows_a_month_later_are_the_file_of_the_month_before() -> None:
    assert [anomaly.message for anomaly in compare(HUNDRED, HUNDRED)] == [
        "All 100 rows are the same as in the extract of 28 October 2022. Is this the file of that extract again?"
    ]
    assert kinds(compare(HUNDRED, list(reversed(HUNDRED)))) == ["nothing changed"]
    assert compare(HUNDRED, [*HUNDRED[1:], row(0, "Closed", text="Do it now")]) == ()
    assert compare(HUNDRED[:9], HUNDRED[:9]) == ()
    assert anomalies(read(HUNDRED).rows, read(HUNDRED), NOVEMBER, date(2022, 11, 22)) == ()


def test_ordinary_movement_is_no_anomaly() -> None:
    """Two closed, one reopened, three new, one gone, five tags taken off."""
    now = [row(number, "Closed" if number < 51 and number != 3 else "Open", tags="" if 60 <= number < 65 else "Engage")
           for number in range(103) if number != 99]  # fmt: skip
    assert compare(HUNDRED, now) == ()


def test_a_column_that_lost_a_quarter_of_its_cells() -> None:
    now = [
        row(number, "Closed" if number < 50 else "Open", tags="" if number < 26 else "Engage") for number in range(100)
    ]
    answer = compare(HUNDRED, now)
    assert kinds(answer) == ["column emptied"]
    assert answer[0].message == (
        "Tags (tags) is blank now in 26 of the 100 rows in which the extract of 28 October 2022 had it filled."
    )
    assert (answer[0].column, len(answer[0].references)) == ("tags", 26)


@pytest.mark.parametrize(("filled", "found"), [(2, []), (3, ["column emptied"])])
def test_a_sparse_column_that_lost_every_cell(filled: int, found: list[str]) -> None:
    before = [row(number, tags="Engage" if number < filled else "") for number in range(20)]
    now = [row(number, tags="") for number in range(20)]
    assert kinds(compare(before, now)) == found


def test_a_column_that_the_file_no_longer_has() -> None:
    lines = [HEADER.removesuffix(",Tags"), *(row(number, tags="").removesuffix(",") for number in range(20))]
    current = read("\n".join(lines))
    answer = anomalies(read([row(number) for number in range(20)]).rows, current, NOVEMBER, OCTOBER)
    assert [anomaly.message for anomaly in answer] == [
        "The file has no column for Tags (tags); the extract of 31 October 2022 had it filled in 20 rows."
    ]


@pytest.mark.parametrize(("gone", "found"), [(4, []), (5, ["references vanished"])])
def test_vanished_references(gone: int, found: list[str]) -> None:
    """Others take their place, so that the number of rows says nothing."""
    now = HUNDRED[:-gone] + [row(number) for number in range(200, 200 + gone)]
    result = compare(HUNDRED, now)
    assert kinds(result) == found
    assert all(anomaly.references == tuple(f"A{number}" for number in range(100 - gone, 100)) for anomaly in result)


def test_a_rejected_row_has_not_vanished() -> None:
    now = [*HUNDRED[:-5], *(row(number, "Lost") for number in range(95, 100))]
    assert compare(HUNDRED, now) == ()


@pytest.mark.parametrize(("again", "found"), [(4, []), (5, ["closed ones open again"])])
def test_closed_ones_open_again(again: int, found: list[str]) -> None:
    now = [row(number, "Closed" if again <= number < 50 else "Open") for number in range(100)]
    result = compare(HUNDRED, now)
    assert kinds(result) == ([*found] if again < 13 else ["column emptied", *found])
    assert all(len(anomaly.references) == again for anomaly in result)


def test_a_status_nobody_used_before() -> None:
    result = compare(
        [row(number) for number in range(100)],
        [row(number, "Closed" if number == 8 else "Open") for number in range(100)],
    )
    assert [anomaly.message for anomaly in result] == [
        "1 row has the status 'closed', which nobody had in the extract of 28 October 2022."
    ]
    assert result[0].references == ("A8",)


@pytest.mark.parametrize(("closed", "found"), [(1, []), (4, []), (5, ["status not used before"])])
def test_the_first_closed_ones_of_a_small_register_are_ordinary(closed: int, found: list[str]) -> None:
    before = [row(number) for number in range(99)]
    now = [row(number, "Closed" if number < closed else "Open") for number in range(99)]
    assert kinds(compare(before, now)) == found


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
    answer = anomalies(sourced({"DARA": 200, "IOPC": 2}).rows, sourced({"DARA": 200}), NOVEMBER, OCTOBER)
    assert [(anomaly.message, anomaly.references) for anomaly in answer] == [
        ("IOPC is not in this file; the extract of 31 October 2022 has 2 rows of it.", ("IOPC0", "IOPC1"))
    ]


def test_rows_as_they_come_back_from_a_file() -> None:
    """Lists as arrays, blanks as not-a-number: what was kept reads as what was found."""
    kept = read(HUNDRED).rows
    kept["tags"] = kept["tags"].map(pd.array).map(lambda items: items.to_numpy())
    kept["theme"] = float("nan")
    kept["text"] = kept["text"].astype("str")
    assert kinds(anomalies(kept, read(HUNDRED), NOVEMBER, OCTOBER)) == ["nothing changed"]
    assert anomalies(kept, read([*HUNDRED, row(100)]), NOVEMBER, OCTOBER) == ()


def closed(number: int, day: str) -> str:
    """A closed row with a closing date, or without one."""
    return f"A{number},Do it,Closed,,01/02/2022,{day},Engage"


@pytest.mark.parametrize(("undated", "found"), [(4, []), (5, ["closed without dates"])])
def test_many_closed_at_once_without_dates(undated: int, found: list[str]) -> None:
    """In a register that dates its closings: 50 of 50 closed before have a date."""
    now = [*HUNDRED[: 100 - undated], *(closed(number, "") for number in range(100 - undated, 100))]
    assert kinds(compare(HUNDRED, now)) == (found or [])
    dated = [*HUNDRED[: 100 - undated], *(closed(number, "20/11/2022") for number in range(100 - undated, 100))]
    assert compare(HUNDRED, dated) == ()


@pytest.mark.parametrize(("newly", "months", "found"), [(10, 1, []), (11, 1, ["closed without dates"]), (11, 2, [])])
def test_many_closed_in_a_register_without_closing_dates(newly: int, months: int, found: list[str]) -> None:
    """More than a tenth of the 100 open, for each month begun."""
    undated = [closed(number, "") for number in range(200, 210)]
    before = [*undated, *(row(number) for number in range(100))]
    now = [*undated, *(closed(number, "") if number < newly else row(number) for number in range(100))]
    assert kinds(compare(before, now, months)) == found


def test_a_column_sorted_by_itself() -> None:
    before = [row(number, text=f"Text {number}") for number in range(20)]
    now = [row(number, text=f"Text {19 - number}") for number in range(20)]
    (answer,) = compare(before, now)
    assert (answer.kind, answer.column, len(answer.references)) == ("column shuffled", "text", 20)
    assert answer.message == (
        "Recommendation (text) differs from the extract of 28 October 2022 in 20 rows, but the values are almost the "
        "same ones in another order. Was this column sorted alone?"
    )
    assert compare(before, [row(number, text=f"New {number}") for number in range(20)]) == ()
    exchanged = {0: 1, 1: 0}
    assert compare(before, [row(number, text=f"Text {exchanged.get(number, number)}") for number in range(20)]) == ()


def test_references_sorted_by_themselves() -> None:
    """Every column moves at once, so the references are named and not each column."""
    made = [f"{1 + number:02}/02/2022" for number in range(20)]
    before = [row(number, "Open", made[number], f"Tag {number}", f"Text {number}") for number in range(20)]
    now = [row(number, "Open", made[19 - number], f"Tag {19 - number}", f"Text {19 - number}") for number in range(20)]
    (answer,) = compare(before, now)
    assert (answer.kind, answer.column) == ("column shuffled", "reference")
    assert answer.message.startswith("20 rows hold what other references held in the extract of 28 October 2022, in 3")


@pytest.mark.parametrize(("moved", "found"), [(10, []), (11, ["dates shifted"])])
def test_dates_shifted_by_the_same_number_of_days(moved: int, found: list[str]) -> None:
    before = [row(number, made="01/02/2022") for number in range(100)]
    now = [row(number, made="02/02/2022" if number < moved else "01/02/2022") for number in range(100)]
    result = compare(before, now)
    assert kinds(result) == found
    if result:
        assert result[0].message == (
            "Made (made_on) is 1 day later than in the extract of 28 October 2022 in 11 of 100 rows."
        )


MARKED = ["Ref,Source,Status,Risk,Theme,Marking,Updated"]


def marked(lines: list[str]) -> Reading:
    """A small register with a risk, a theme, a marking and the day of the last update."""
    names = {"reference": "Ref", "source": "Source", "status": "Status", "risk": "Risk", "theme": "Theme",
             "classification": "Marking", "updated_on": "Updated"}  # fmt: skip
    layout = plain_layout().__class__(
        name="marked", title="Marked", columns={ours: (theirs,) for ours, theirs in names.items()}
    )
    return read("\n".join([*MARKED, *lines]), layout)


def line(number: int, status: str = "open", theme: str = "Data", marking: str = "", updated: str = "2022-10-01") -> str:
    """One of its rows."""
    return f"A{number},DARA,{status},high,{theme},{marking},{updated}"


def test_one_marking_that_is_lowered() -> None:
    before = marked([line(number, marking="OFFICIAL-SENSITIVE" if number < 2 else "OFFICIAL") for number in range(9)])
    now = marked([line(number, marking="OFFICIAL-SENSITIVE" if number < 1 else "OFFICIAL") for number in range(9)])
    (answer,) = anomalies(before.rows, now, NOVEMBER, OCTOBER)
    assert (answer.kind, answer.references) == ("marking lowered", ("A1",))
    assert answer.message == (
        "1 recommendation marked OFFICIAL-SENSITIVE in the extract of 31 October 2022 is not marked so in this file."
    )
    assert anomalies(now.rows, before, NOVEMBER, OCTOBER) == ()


@pytest.mark.parametrize(("number", "found"), [(2, []), (3, ["value gone"])])
def test_a_theme_that_is_gone(number: int, found: list[str]) -> None:
    before = marked([line(each, theme="Custody" if each < number else "Data") for each in range(9)])
    now = marked([line(each) for each in range(9)])
    result = anomalies(before.rows, now, NOVEMBER, OCTOBER)
    assert kinds(result) == found
    if result:
        assert result[0].message == (
            "Theme (theme): no row says 'Custody'; 3 rows of the extract of 31 October 2022 did."
        )
        assert result[0].references == ("A0", "A1", "A2")


@pytest.mark.parametrize(("number", "found"), [(4, []), (5, ["value gone"])])
def test_a_status_that_is_gone(number: int, found: list[str]) -> None:
    before = marked([line(each, "disputed" if each < number else "open") for each in range(9)])
    now = marked([line(each) for each in range(9)])
    assert kinds(anomalies(before.rows, now, NOVEMBER, OCTOBER)) == found


def test_the_day_of_the_last_update_may_move_everywhere() -> None:
    before = marked([line(number) for number in range(20)])
    now = marked([line(number, updated="2022-11-01") for number in range(20)])
    assert anomalies(before.rows, now, NOVEMBER, OCTOBER) == ()


def test_a_word_that_another_layout_reads_otherwise() -> None:
    """'In progress' was open and would be proposed for closure; a word that neither month uses says nothing."""
    before = plain_layout()
    words = {"Open": "open", "In progress": "proposed for closure", "Closed": "closed", "Unused": "disputed"}
    now = replace(before, values={"status": words})
    rows = [row(number, "Open" if number else "In progress") for number in range(9)]
    earlier, current = read(rows, before).rows, read(rows, now)
    answer = anomalies(earlier, current, NOVEMBER, OCTOBER, layouts=(before, now))
    assert kinds(answer) == ["word means something else"]
    assert answer[0].message == (
        "Status (status): this layout reads 'in progress' as 'Proposed for closure'; the extract of 31 October 2022 "
        "was read with 'in progress' as 'Open'."
    )
    assert answer[0].references == ("A0",)
    unused = replace(before, values={"status": {**before.values["status"], "Unused": "disputed"}})
    assert anomalies(earlier, read(rows, unused), NOVEMBER, date(2022, 11, 27), layouts=(unused, before)) == ()
