"""Real registers that nobody here wrote, read as their expected answers say."""

from __future__ import annotations

import csv
import io
import json
import random
from collections import Counter
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from analytics.filters import EVERYTHING
from analytics.intake.anomalies import anomalies
from analytics.intake.faults import Reading
from analytics.intake.layouts import FileOptions, Layout, layout_from_toml, load_layout
from analytics.intake.propose import propose_layout
from analytics.intake.readers import read_table
from analytics.intake.rows import read_extract
from analytics.measures import received_and_closed, recommendations
from analytics.register.database import Register
from tests.registers import load_taic

TAIC = "taic/TAIC_recommendations_04_04_2024.xlsx"
MONTHS = {
    "2024-10": date(2024, 10, 31),
    "2024-11": date(2024, 11, 30),
    "2024-12": date(2024, 12, 31),
    "2025-01": date(2025, 1, 31),
    "2025-02": date(2025, 2, 28),
    "2025-03": date(2025, 3, 31),
}


@cache
def reading_of(path: Path, layout: str, as_at: date) -> Reading:
    """What a real file gives; read once for all tests."""
    return read_extract(path.read_bytes(), path.name, load_layout(layout), as_at)


@pytest.fixture(scope="module")
def expected(shared_data: Path) -> dict[str, Any]:
    """The counts worked out with a plain reader and loops."""
    answers: dict[str, Any] = json.loads((shared_data / "expected.json").read_text(encoding="utf-8"))
    return answers


@pytest.fixture(scope="module")
def taic(shared_data: Path) -> Reading:
    """The whole register of New Zealand's Transport Accident Investigation Commission."""
    return reading_of(shared_data / TAIC, "taic", date(2024, 4, 4))


@pytest.fixture(scope="module")
def months(shared_data: Path) -> dict[str, Reading]:
    """Six month-end extracts of one register of coroners' reports."""
    return {
        month: reading_of(shared_data / f"pfd/database_{month}.csv", "pfd-tracker", as_at)
        for month, as_at in MONTHS.items()
    }


def test_taic_rows_and_repeats(taic: Reading, expected: dict[str, Any]) -> None:
    """Seven reused numbers: three rows told twice, four other recommendations."""
    assert taic.read == expected["taic"]["rows"] == 2192
    assert (taic.accepted, taic.repeated, taic.rejected) == (2189, 3, 0)
    suffixed = sorted(name for name in taic.rows["reference"] if name.endswith(")"))
    assert suffixed == ["012/21 (2)", "012/23 (2)", "019/23 (2)", "020/23 (2)"]
    shared = next(fault.message for fault in taic.faults if "share a number" in fault.message)
    assert "8 of 2,189 rows" in shared
    twice = {name for name in expected["taic"]["duplicate_numbers"] if f"'{name}'" in shared}
    twice |= {fault.value for fault in taic.faults if "repeats row" in fault.message}
    assert twice == set(expected["taic"]["duplicate_numbers"])


def test_taic_statuses(shared_data: Path, expected: dict[str, Any]) -> None:
    """The status of every row read, repeats included, is the one that the layout says."""
    table = read_table((shared_data / TAIC).read_bytes(), TAIC, load_layout("taic"))
    assert dict(Counter(row[4] for row in table.rows)) == expected["taic"]["status"]


def test_taic_states_of_the_rows_kept(taic: Reading) -> None:
    """The three rows told twice were all unconfirmed."""
    pairs = Counter(zip(taic.rows["status"], taic.rows["close_reason"], strict=True))
    assert pairs == {
        ("open", None): 267,
        ("closed", "implemented"): 1178,
        ("closed", "superseded"): 25,
        ("closed", "no longer applicable"): 269,
        ("closed", "withdrawn"): 110,
        ("unknown", None): 343 - 3,
    }


def test_taic_dates(taic: Reading, expected: dict[str, Any]) -> None:
    answers = expected["taic"]
    made = Counter(str(year) for year in taic.rows["made_on"].dropna().dt.year)
    told_twice = Counter(answers["made_by_year"]) - made
    assert sum(told_twice.values()) <= 3
    closed = Counter(str(year) for year in taic.rows["closed_on"].dropna().dt.year)
    assert closed == answers["closed_by_year"]
    absent = sum(number for status, number in answers["status_x_closed_date"].items()
                 if status.startswith(("Closed", "Withdrawn")) and status.endswith("absent"))  # fmt: skip
    assert sum("no closing date" in fault.message for fault in taic.faults) == absent == 109


def test_taic_closings_are_of_the_year_of_their_date(
    shared_data: Path, taic: Reading, expected: dict[str, Any], tmp_path: Path
) -> None:
    """Also that of the one row whose only date is its closing; none is closed on a day that the file does not give."""
    register = Register(load_taic(shared_data, tmp_path))
    unconfirmed = taic.rows.loc[taic.rows["status"] == "unknown", "closed_on"].dropna().dt.year.astype(str)
    assert len(unconfirmed) == expected["taic"]["status_x_closed_date"]["Unconfirmed / closed date present"]
    closed: Counter[str] = Counter()
    for row in received_and_closed.by_month(register, EVERYTHING).itertuples():
        closed[str(row.month.year)] += row.closed
    assert closed + Counter(unconfirmed) == Counter(expected["taic"]["closed_by_year"])
    listed = recommendations.rows(register, EVERYTHING, ("reference", "closed_on"), "reference").dropna()
    given = taic.rows[["reference", "closed_on"]].dropna()
    assert dict(listed.to_numpy()) == dict(zip(given["reference"], given["closed_on"].dt.date, strict=True))
    register.close()


def test_taic_texts(taic: Reading, expected: dict[str, Any]) -> None:
    assert not taic.rows["text"].str.contains("_x000D_", na=False).any()
    assert not taic.rows["text"].str.contains("\r", na=False).any()
    assert taic.rows["progress_note"].str.len().max() <= expected["taic"]["max_reply_len"]
    assert set(taic.rows["source"]) == {"TAIC"}


@pytest.mark.parametrize("month", MONTHS)
def test_a_month_of_the_tracker(month: str, months: dict[str, Reading], expected: dict[str, Any]) -> None:
    reading, answers = months[month], expected["pfd_monthly"][month]
    statuses = answers["status"]
    assert (reading.read, reading.accepted, reading.repeated, reading.rejected) == (
        answers["rows"],
        answers["rows"],
        0,
        0,
    )
    assert dict(reading.rows["status"].value_counts()) == {
        "closed": statuses["completed"],
        "open": statuses["pending"] + statuses["overdue"] + statuses["partial"],
    }
    assert reading.rows["report"].isna().sum() == answers["blank_ref"]
    assert reading.rows["made_on"].notna().all()
    future = [fault for fault in reading.faults if "later than the extract" in fault.message]
    assert len(future) == sum(fault.row is not None for fault in reading.faults) == (month >= "2025-01")
    names = [fault.message for fault in reading.faults if fault.row is None]
    assert all("written in several ways were read as one" in message for message in names)


def test_references_that_come_and_go(months: dict[str, Reading], expected: dict[str, Any]) -> None:
    names = list(MONTHS)
    for before, after in pairwise(names):
        old, new = (set(months[month].rows["reference"]) for month in (before, after))
        answers = expected["pfd_monthly"][after]
        assert (len(new - old), len(old - new)) == (answers["new_urls"], answers["gone_urls"])


def test_ordinary_months_are_no_anomaly(months: dict[str, Reading]) -> None:
    names = list(MONTHS)
    for before, after in pairwise(names):
        assert anomalies(months[before].rows, months[after], MONTHS[after], MONTHS[before]) == ()


def test_an_export_that_lost_its_cells_is_an_anomaly(shared_data: Path, months: dict[str, Reading]) -> None:
    """March as it would look had it lost nine cells in ten and had 3,043 completed ones turned to pending."""
    chance = random.Random(3043)
    text = (shared_data / "pfd/database_2025-03.csv").read_text(encoding="utf-8")
    rows = list(csv.reader(io.StringIO(text, newline="")))
    completed = [row for row in rows if row[0] == "completed"]
    for row in completed[:3043]:
        row[0] = "pending"
    for row in rows[1:]:
        row[1:-1] = ["" if chance.random() < 0.9 else cell for cell in row[1:-1]]
    target = io.StringIO()
    csv.writer(target).writerows(rows)
    lost = read_extract(target.getvalue().encode(), "lost.csv", load_layout("pfd-tracker"), MONTHS["2025-03"])
    result = anomalies(months["2025-02"].rows, lost, MONTHS["2025-03"], MONTHS["2025-02"])
    assert {anomaly.column for anomaly in result if anomaly.kind == "column emptied"} == {
        "made_on", "received_on", "report", "tags", "addressed_to",
    }  # fmt: skip
    reopened = [anomaly for anomaly in result if anomaly.kind == "closed ones open again"]
    assert len(reopened) == 1
    assert len(reopened[0].references) > 2900


RAW = Layout(
    name="raw",
    title="An uncorrected scrape",
    columns={
        "reference": ("report_url",),
        "made_on": ("date_of_report",),
        "received_on": ("date_added",),
        "report": ("ref",),
    },
    constants={"source": "Coroner", "status": "unknown"},
)


def test_three_date_styles_in_one_column(shared_data: Path, expected: dict[str, Any]) -> None:
    data = (shared_data / "pfd/reports_raw_2024-03-24.csv").read_bytes()
    answers = expected["pfd_reports_raw_2024_03_24"]
    reading = read_extract(data, "raw.csv", RAW, date(2024, 12, 31))
    unread = Counter(fault.value for fault in reading.faults if fault.column == "made_on")
    assert reading.read == answers["rows"]
    assert sum(unread.values()) == answers["n_bad"] == 37
    assert unread == dict(answers["dates_neither_format"])


def test_the_same_column_read_month_first_says_that_it_is_day_first(shared_data: Path) -> None:
    data = (shared_data / "pfd/reports_raw_2024-03-24.csv").read_bytes()
    reading = read_extract(data, "raw.csv", replace(RAW, file=FileOptions(date_order="MDY")), date(2024, 12, 31))
    wording = [fault for fault in reading.faults if fault.row is None]
    assert [fault.column for fault in wording] == ["made_on", "received_on"]
    assert all("can be read day/month/year" in fault.message for fault in wording)


UPR = """
title = "Universal Periodic Review"
[file]
kind = "csv"
encoding = "mac_roman"
[columns]
reference = "Text"
addressed_to = "To"
source = "From"
status = "Response"
theme = "Issue"
[values.status]
"Accepted" = "open"
"Noted" = "not accepted"
"""


def test_mac_roman_with_carriage_returns_only(shared_data: Path) -> None:
    data = (shared_data / "upr/upr_6-9.csv").read_bytes()
    assert b"\n" not in data
    layout = layout_from_toml(UPR, "upr")
    reading = read_extract(data, "upr_6-9.csv", layout, date(2024, 1, 1))
    assert reading.read == data.count(b"\r") == 8343
    assert reading.rejected == 0
    plain = data.decode("mac_roman").replace("\r", "\n")
    responses = Counter(row["Response"] for row in csv.DictReader(io.StringIO(plain, newline="")))
    table = read_table(data, "upr_6-9.csv", layout)
    place = table.header.index("Response")
    assert Counter(row[place] for row in table.rows) == responses
    guessed = read_table(data, "upr_6-9.csv")
    assert (guessed.encoding, guessed.rows) == ("mac_roman", table.rows)


@pytest.mark.parametrize("path", [TAIC, "pfd/database_2024-10.csv"])
def test_a_known_register_is_recognised(shared_data: Path, path: str) -> None:
    table = read_table((shared_data / path).read_bytes(), path)
    known = "taic" if path == TAIC else "pfd-tracker"
    proposal = propose_layout(table)
    assert proposal.fits is not None
    assert proposal.fits.name == known
    made = proposal.layout(known, proposal.fits.title)
    assert made.columns == {name: headings[:1] for name, headings in load_layout(known).columns.items()}
    assert made.values == load_layout(known).values


def test_the_taic_register_is_understood_without_its_layout(shared_data: Path) -> None:
    """Names, statuses and reasons as an analyst would map them; only the source has to be given."""
    table = read_table((shared_data / TAIC).read_bytes(), TAIC)
    proposal = propose_layout(table, layouts=())
    assert proposal.missing == ("source",)
    made = proposal.layout("mine", "Mine", constants={"source": "TAIC", "kind": "recommendation"})
    known = load_layout("taic")
    assert (made.columns, made.values, made.constants) == (known.columns, known.values, known.constants)
