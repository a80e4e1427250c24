"""The handling marking that a file shows is that of its unmarked rows."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import openpyxl
import pytest

from analytics.intake.anomalies import anomalies
from analytics.intake.layouts import load_layout
from analytics.intake.markings import proposed_marking
from analytics.intake.readers import read_table
from analytics.intake.rows import read_extract
from tests.intake.files import AS_AT, workbook

HEADINGS = "reference,source,status,classification"
ROWS = "A1,X,open,\nA2,X,open,OFFICIAL\n"


def markings(body: str, name: str = "extract.csv", **more: Any) -> list[str | None]:
    return list(read_extract(body.encode(), name, load_layout("standard"), AS_AT, **more).rows["classification"])


@pytest.mark.parametrize(
    ("title", "name", "marking"),
    [
        ("", "extract.csv", None),
        ("", "register_OFFICIAL-SENSITIVE_2022-11.csv", "OFFICIAL-SENSITIVE"),
        ("", "register (official - sensitive).csv", "OFFICIAL-SENSITIVE"),
        ("OFFICIAL SENSITIVE: position at 31 October,,,\n", "extract.csv", "OFFICIAL-SENSITIVE"),
        ("OFFICIAL,,,\n", "extract.csv", "OFFICIAL"),
        ("Official register of the force,,,\n", "officials.csv", None),
        ("OFFICIAL,,,\n", "OFFICIAL-SENSITIVE.csv", "OFFICIAL-SENSITIVE"),
    ],
)
def test_unmarked_rows_have_the_highest_marking_that_the_file_shows(title: str, name: str, marking: str | None) -> None:
    body = f"{title}{HEADINGS}\n{ROWS}"
    assert markings(body, name) == [marking, "OFFICIAL"]
    assert proposed_marking(read_table(body.encode(), name), name).marking == marking


def test_a_given_marking_never_lowers_that_of_the_file() -> None:
    assert markings(f"{HEADINGS}\n{ROWS}", marking="OFFICIAL") == ["OFFICIAL", "OFFICIAL"]
    assert markings(f"{HEADINGS}\n{ROWS}", "OFFICIAL-SENSITIVE.csv", marking="OFFICIAL") == [
        "OFFICIAL-SENSITIVE",
        "OFFICIAL",
    ]
    assert markings(f"OFFICIAL,,,\n{HEADINGS}\n{ROWS}", marking="OFFICIAL-SENSITIVE") == [
        "OFFICIAL-SENSITIVE",
        "OFFICIAL",
    ]


@pytest.mark.parametrize(
    ("title", "given", "constant", "marking", "told"),
    [
        ("OFFICIAL-SENSITIVE", "OFFICIAL", None, "OFFICIAL-SENSITIVE", "since the marking chosen, OFFICIAL, is lower."),
        ("OFFICIAL-SENSITIVE", None, "OFFICIAL", "OFFICIAL-SENSITIVE", "marking of the layout, OFFICIAL, is lower."),
        ("OFFICIAL", "OFFICIAL-SENSITIVE", None, "OFFICIAL-SENSITIVE", "the marking chosen, which is higher."),
        ("OFFICIAL", None, "OFFICIAL-SENSITIVE", "OFFICIAL-SENSITIVE", "the marking of the layout, which is higher."),
        ("OFFICIAL", "OFFICIAL", None, "OFFICIAL", ""),
        ("Register", "OFFICIAL", None, "OFFICIAL", ""),
    ],
)
def test_a_marking_that_differs_from_the_file_is_told(
    title: str, given: str | None, constant: str | None, marking: str, told: str
) -> None:
    layout = load_layout("standard")
    if constant:
        columns = {name: theirs for name, theirs in layout.columns.items() if name != "classification"}
        layout = replace(layout, columns=columns, constants={"classification": constant})
    body = f"{title},,\nreference,source,status\nA1,DARA,open\n"
    result = read_extract(body.encode(), "extract.csv", layout, AS_AT, marking=given)
    assert result.rows["classification"].tolist() == [marking]
    messages = [fault.message for fault in result.faults if fault.column == "classification"]
    assert len(messages) == bool(told)
    assert all(message.startswith(f"The file says '{title}'.") and message.endswith(told) for message in messages)


def test_rows_without_any_marking_are_counted() -> None:
    result = read_extract(f"{HEADINGS}\n{ROWS}".encode(), "extract.csv", load_layout("standard"), AS_AT)
    assert (result.marking, result.unmarked) == (None, 1)


def test_a_marking_in_a_page_header_a_sheet_s_name_or_a_note_under_the_table_counts() -> None:
    rows = [["reference", "source", "status"], ["A1", "X", "open"]]
    opened = openpyxl.load_workbook(io.BytesIO(workbook({"Register": rows})))
    opened["Register"].oddHeader.center.text = "OFFICIAL-SENSITIVE"
    target = io.BytesIO()
    opened.save(target)
    for data in (
        target.getvalue(),
        workbook({"OFFICIAL-SENSITIVE": rows}),
        workbook({"Register": [*rows, [], ["Note: OFFICIAL-SENSITIVE"]]}),
    ):
        result = read_extract(data, "extract.xlsx", load_layout("standard"), AS_AT)
        assert result.rows["classification"].tolist() == ["OFFICIAL-SENSITIVE"]


def test_a_marking_above_those_of_the_register_stops_the_load() -> None:
    body = f"SECRET,,,\n{HEADINGS}\n{ROWS}"
    result = read_extract(body.encode(), "extract.csv", load_layout("standard"), AS_AT)
    (anomaly,) = anomalies(None, result, AS_AT, None)
    assert "'SECRET', which is above OFFICIAL-SENSITIVE" in anomaly.message
    assert result.rows["classification"].tolist() == ["OFFICIAL-SENSITIVE", "OFFICIAL"]
