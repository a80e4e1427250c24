"""References that no single column gives: joined from several, or built from what the row says."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from analytics.errors import LayoutError, UnreadableFile
from analytics.intake.layouts import Layout, layout_from_toml, layout_to_toml
from analytics.intake.propose import propose_layout
from analytics.intake.readers import read_table
from analytics.intake.rows import read_extract
from tests.intake.files import messages, read

COLUMNS = {"reference": '["Report", "No."]', "report": '"Report"', "text": '"Recommendation"', "status": '"Status"'}
JOINED = {"join": {"reference": '" / "'}}
BUILT = {"built": {"reference": '["source", "report", "text"]'}}


def layout(columns: dict[str, str], sections: dict[str, dict[str, str]]) -> Layout:
    """A layout of these columns and further sections, every row of one source."""
    tables = {"columns": columns, "constants": {"source": '"HMICFRS"'}, **sections}
    lines = [
        f"[{name}]\n" + "".join(f"{ours} = {value}\n" for ours, value in table.items())
        for name, table in tables.items()
    ]
    return layout_from_toml('title = "Tracker"\n' + "".join(lines), "tracker")


HEADER = "Report,No.,Recommendation,Status\n"
RESTARTS = HEADER + "".join(
    f"{report} review,{number},{report} asks for {number},open\n"
    for report in ("Fleet", "Estate")
    for number in (1, 2, 3)
)


def test_a_reference_is_joined_from_all_its_columns() -> None:
    reading = read(RESTARTS, layout(COLUMNS, JOINED))
    assert reading.rows["reference"].tolist() == [
        f"{report} review / {number}" for report in ("Fleet", "Estate") for number in (1, 2, 3)
    ]
    assert reading.rows["report"].tolist() == ["Fleet review"] * 3 + ["Estate review"] * 3
    assert reading.faults == ()


def test_without_a_separator_a_list_of_headings_means_the_first_that_is_there() -> None:
    reading = read(RESTARTS, layout(COLUMNS | {"reference": '["Reference", "No."]'}, {}))
    assert set(reading.rows["reference"]) == {"1", "2", "3", "1 (2)", "2 (2)", "3 (2)"}


def test_a_row_that_lacks_a_part_is_warned_of_and_one_that_lacks_all_is_rejected() -> None:
    body = HEADER + "Fleet,1,a,open\nFleet,,b,open\n,,c,open\n"
    reading = read(body, layout(COLUMNS, JOINED))
    assert reading.rows["reference"].tolist() == ["Fleet / 1", "Fleet"]
    assert messages(reading) == [
        "Row 3, reference (Report): the part under 'No.' is blank, so the reference is incomplete.",
        "Row 4, reference (Report): the cell is blank; a row without a reference cannot be kept.",
    ]


def test_every_heading_that_is_joined_must_be_there() -> None:
    body = "Report,Number,Recommendation,Status\nFleet,1,a,open\n"
    with pytest.raises(UnreadableFile, match=r"no column for reference \(headed 'No.'\)"):
        read(body, layout(COLUMNS, JOINED))


BODY = "Report,Recommendation,Status\nFleet review 2021/22,Count the cars,open\nEstate,Count the roofs,open\n"
WITHOUT = {name: heading for name, heading in COLUMNS.items() if name != "reference"}


def test_a_reference_is_built_from_source_report_and_text() -> None:
    references = read(BODY, layout(WITHOUT, BUILT)).rows["reference"].tolist()
    assert [name.rpartition("-")[0] for name in references] == ["hmicfrs-fleet-review-2021-22", "hmicfrs-estate"]
    assert len(set(references)) == 2


def test_a_built_reference_does_not_depend_on_order_case_or_dashes() -> None:
    lines = BODY.splitlines()
    other = (
        "\n".join([lines[0], *reversed(lines[1:])]).replace("Count the cars", "COUNT  the cars.").replace("1/2", "1–2")
    )
    references, again = (read(body, layout(WITHOUT, BUILT)).rows["reference"] for body in (BODY, other))
    assert set(references) == set(again)


def test_a_row_that_says_nothing_has_no_built_reference() -> None:
    tracker = layout(WITHOUT, {"built": {"reference": '["report", "text"]'}})
    assert read("Report,Recommendation,Status\n,,open\n", tracker).rejected == 1


@pytest.mark.parametrize(
    ("columns", "sections", "sentence"),
    [
        (COLUMNS, {"join": {"reference": '""'}}, r"a separator in \[join\] must not be empty"),
        (COLUMNS, {"join": {"report": '" "'}}, r"\[join\] report needs the list of headings"),
        (COLUMNS, {"join": {"status": '" "'}}, r"\[join\] may name a column of text, not 'status'"),
        (COLUMNS, BUILT, r"only where \[columns\] does not"),
        (COLUMNS, {"built": {"report": '["text"]'}}, r"\[built\] may name 'reference' only"),
        (WITHOUT, {"built": {"reference": '["reports"]'}}, "Did you mean 'report'"),
        (WITHOUT, {"built": {"reference": '["theme"]'}}, r"'theme' is not an entry of \[built\]"),
        (WITHOUT, {}, "Each recommendation needs a reference"),
    ],
)
def test_a_layout_that_no_file_can_be_read_by_is_refused(
    columns: dict[str, str], sections: dict[str, dict[str, str]], sentence: str
) -> None:
    with pytest.raises(LayoutError, match=sentence):
        layout(columns, sections)


@pytest.mark.parametrize("made", [layout(COLUMNS, JOINED), layout(WITHOUT, BUILT)])
def test_a_layout_with_such_references_reads_back_as_it_was_written(made: Layout) -> None:
    assert layout_from_toml(layout_to_toml(made), made.name) == made


def test_a_number_that_restarts_in_each_report_is_proposed_with_the_report() -> None:
    proposal = propose_layout(read_table(RESTARTS.encode(), "tracker.csv"), None, ())
    assert proposal.reference is not None
    assert (proposal.reference.headings, proposal.reference.columns) == (("Report", "No."), ())
    assert proposal.reference.reason == (
        "6 of 6 rows share a number under 'No.', but none within one 'Report': together they tell the rows apart."
    )
    made = proposal.layout("tracker", "Tracker", constants={"source": "HMICFRS"}, reference=proposal.reference)
    reading = read_extract(RESTARTS.encode(), "tracker.csv", made, date(2023, 10, 31))
    assert (reading.accepted, reading.rows["reference"].nunique()) == (6, 6)
    assert replace(made, name="tracker") == layout_from_toml(layout_to_toml(made), "tracker")


def test_a_number_of_its_own_for_each_row_is_left_alone() -> None:
    body = HEADER + "".join(f"Fleet,{n},Ask {n},open\n" for n in range(20)) + "Fleet,3,Ask again,open\n"
    assert propose_layout(read_table(body.encode(), "tracker.csv"), None, ()).reference is None


def test_numbers_that_no_other_column_tells_apart_are_left_alone() -> None:
    body = HEADER + "".join(f"Fleet,{n % 2},Ask {n},open\n" for n in range(20))
    assert propose_layout(read_table(body.encode(), "tracker.csv"), None, ()).reference is None


def test_references_are_proposed_to_be_built_where_the_file_has_none() -> None:
    proposal = propose_layout(read_table(BODY.encode(), "tracker.csv"), None, ())
    assert proposal.missing == ("reference", "source")
    assert proposal.reference is not None
    assert (proposal.reference.headings, proposal.reference.columns) == ((), ("source", "report", "text"))
    made = proposal.layout("tracker", "Tracker", constants={"source": "HMICFRS"}, reference=proposal.reference)
    assert read_extract(BODY.encode(), "tracker.csv", made, date(2023, 10, 31)).accepted == 2


def test_the_universal_periodic_review_gets_a_reference_a_row(shared_data: Path) -> None:
    """About 9,000 real rows without references: those that say the same are one, the others are told apart."""
    data = (shared_data / "upr/upr_6-9.csv").read_bytes()
    upr = layout_from_toml(
        'title = "UPR"\n[file]\nencoding = "mac-roman"\n[columns]\nsource = "From"\ntext = "Text"\n'
        'status = "Response"\naddressed_to = "To"\nreport = "Session"\n'
        '[values.status]\n"Accepted" = "open"\n"Noted" = "not accepted"\n'
        '[built]\nreference = ["source", "report", "text", "addressed_to"]\n',
        "upr",
    )
    reading = read_extract(data, "upr.csv", upr, date(2022, 11, 28))
    assert reading.accepted + reading.repeated + reading.rejected == reading.read > 8_000
    assert reading.rows["reference"].is_unique
    numbered = reading.rows["reference"].str.endswith(")").sum()
    assert numbered < 0.01 * reading.accepted
    lines = data.split(b"\r")
    body = [line for line in lines[1:] if line and line.count(b'"') % 2 == 0]
    random.Random(1).shuffle(body)
    again = read_extract(b"\r".join([lines[0], *body]), "upr.csv", upr, date(2022, 11, 28))
    assert len(set(again.rows["reference"]) - set(reading.rows["reference"])) <= 0.01 * reading.accepted
