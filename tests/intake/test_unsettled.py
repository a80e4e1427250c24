"""What a file leaves open: months and words in place of dates, short years, values written once for several rows."""

from __future__ import annotations

from datetime import date

import pandas as pd

from analytics.intake.layouts import Layout, layout_from_toml, layout_to_toml
from analytics.intake.propose import propose_layout
from analytics.intake.readers import read_table
from analytics.intake.rows import read_rows
from analytics.intake.unsettled import NO_DATE, NOT_READ, THIS_CENTURY, VALUE_ABOVE, known_answer, left_open, settled

TRACKER = """Ref,Source,Report,Status,Target date
1,HMICFRS,PEEL,Open,Mar-23
2,HMICFRS,,Open,TBC
3,HMICFRS,Custody,Open,30/04/23
4,HMICFRS,,Open,2023-05-31
5,HMICFRS,,Open,ongoing
"""


def layout(**entries: object) -> Layout:
    columns = {name: (heading,) for name, heading in (
        ("reference", "Ref"), ("source", "Source"), ("report", "Report"), ("status", "Status"),
        ("due_on", "Target date"),
    )}  # fmt: skip
    return Layout(name="t", title="T", columns=columns, **entries)  # type: ignore[arg-type]


def test_each_kind_is_found_with_its_rows() -> None:
    result = left_open(read_table(TRACKER.encode(), "t.csv"), layout())
    assert [(question.kind, question.column, question.texts, question.rows) for question in result] == [
        ("periods", "due_on", ("Mar-23",), 1),
        ("words", "due_on", ("TBC", "ongoing"), 2),
        ("two-digit years", "due_on", ("30/04/23",), 1),
        ("fill down", "report", (), 3),
    ]


def test_what_is_answered_is_read_and_not_asked_again() -> None:
    table = read_table(TRACKER.encode(), "t.csv")
    result = left_open(table, layout())
    answers = dict(zip(result, ("last day", NO_DATE, THIS_CENTURY, VALUE_ABOVE), strict=True))
    wider = settled(layout(), answers)
    assert layout_from_toml(layout_to_toml(wider), "t") == wider
    assert left_open(table, wider) == ()
    assert [known_answer(wider, question) for question in result] == list(answers.values())
    reading = read_rows(table, wider, date(2022, 11, 28))
    days = [None if pd.isna(day) else day.date().isoformat() for day in reading.rows["due_on"]]
    assert days == ["2023-03-31", None, "2023-04-30", "2023-05-31", None]
    assert reading.rows["report"].tolist() == ["PEEL", "PEEL", "Custody", "Custody", "Custody"]
    assert settled(wider, dict.fromkeys(result, NOT_READ)) == layout()


def test_a_layout_with_a_built_or_joined_reference_proposes_the_same_again() -> None:
    table = read_table(b"Body,Report,No,Recommendation,Status\nDARA,A,1,Do it,Open\nDARA,B,1,Do that,Open\n", "t.csv")
    common = {"source": ("Body",), "report": ("Report",), "text": ("Recommendation",), "status": ("Status",)}
    joined = Layout(name="t", title="T", columns=common | {"reference": ("Report", "No")}, join={"reference": "/"})
    again = propose_layout(table, layouts=(), start=joined)
    assert again.reference is not None
    assert again.layout("t", "T", reference=again.reference).join == {"reference": "/"}
    assert again.layout("t", "T", reference=again.reference).columns["reference"] == ("Report", "No")
    built = Layout(name="t", title="T", columns=common, built={"reference": ("source", "text")})
    nothing = propose_layout(table, {"reference": ""}, layouts=(), start=built)
    assert nothing.reference is not None
    assert nothing.layout("t", "T", reference=nothing.reference).built == {"reference": ("source", "text")}
