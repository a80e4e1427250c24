"""A layout proposed for a file that nobody described, and made after the analyst's edits."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.errors import LayoutError, UnreadableFile
from analytics.export_format import WORKED_OUT
from analytics.intake.layouts import layout_from_toml, layout_to_toml
from analytics.intake.propose import Proposal, propose_layout, proposed_source, readable_headings, suggested
from analytics.intake.readers import read_table
from analytics.intake.rows import read_extract
from analytics.intake.synonyms import HEADINGS, VALUE_SYNONYMS
from analytics.vocabulary import COLUMN, allowed_values
from tests.examples import examples
from tests.intake.files import AS_AT, csv_text, read, workbook

BODY = """Rec No;Body;Recomendation text;Current status;RAG;Date raised;Target date;Closed?;Tags;Loaded by
R1;HMICFRS;Do this;In progress;Amber;03/04/2022;13/04/2023;No;Engage | Plan;me
R2;DARA;Do that;Closed - implemented;High;05/04/2022;04/05/2023;Yes;Engage;me
R3;DARA;Do it;Closed - superseded;Red;06/04/2022;;Yes;;me
R4;IOPC;Do so;Mothballed;;07/04/2022;;;;me
"""


def proposal(body: str = BODY, **more: object) -> Proposal:
    """What is proposed for a CSV file."""
    return propose_layout(read_table(body.encode(), "extract.csv"), **more)  # type: ignore[arg-type]


def test_names_are_matched_by_synonym_and_nearness() -> None:
    matches = {match.column: (match.heading, match.how) for match in proposal().matches}
    assert matches == {
        "reference": ("Rec No", "known synonym"),
        "source": ("Body", "known synonym"),
        "text": ("Recomendation text", "similar name"),
        "tags": ("Tags", "same name"),
        "status": ("Current status", "known synonym"),
        "close_reason": ("Current status", "known synonym"),
        "made_on": ("Date raised", "known synonym"),
        "due_on": ("Target date", "known synonym"),
    }


def test_what_is_left_over_is_listed_and_a_yes_or_no_is_no_date() -> None:
    result = proposal()
    assert result.unmatched == ("RAG", "Closed?", "Loaded by")
    assert result.missing == ()
    assert result.fits is None


def test_the_order_of_each_date_column_is_looked_at() -> None:
    dates = {column.column: (column.order, column.certain, column.evidence) for column in proposal().dates}
    assert dates == {
        "made_on": (
            "DMY", False,
            "No date shows which number is the day; day/month/year is supposed. Look at the file before you accept it.",
        ),
        "due_on": ("DMY", True, "1 different date can only be day/month/year, and none speaks against it."),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("cells", "order", "certain", "unread"),
    [
        (["2022-04-03", "4 April 2022"], "DMY", True, 0),
        (["04/13/2022", "04/05/2022"], "MDY", True, 0),
        (["2022/04/13"], "DMY", True, 0),
        (["04/13/2022", "13/04/2022", "14/04/2022"], "DMY", False, 1),
        (["04/13/2022", "not yet"], "MDY", True, 1),
    ],
)
def test_date_orders(cells: list[str], order: str, *, certain: bool, unread: int) -> None:
    body = "Ref,Status,Date made\n" + "".join(f"A{place},open,{cell}\n" for place, cell in enumerate(cells))
    (result,) = proposal(body).dates
    assert (result.column, result.order, result.certain, result.unread) == ("made_on", order, certain, unread)


def test_values_are_listed_with_a_suggestion_each() -> None:
    values = {(value.column, value.theirs): value.ours for value in proposal().values}
    assert values == {
        ("status", "In progress"): "open",
        ("status", "Closed - implemented"): "closed",
        ("status", "Closed - superseded"): "closed",
        ("status", "Mothballed"): None,
        ("close_reason", "In progress"): "",
        ("close_reason", "Closed - implemented"): "implemented",
        ("close_reason", "Closed - superseded"): "superseded",
        ("close_reason", "Mothballed"): "",
    }


def test_a_choice_of_the_analyst_stands_and_what_follows_from_it_is_looked_at() -> None:
    result = proposal(chosen={"risk": "RAG", "tags": "", "theme": "Tags"})
    matches = {match.column: match.heading for match in result.matches}
    assert (matches["risk"], matches["theme"], "tags" in matches) == ("RAG", "Tags", False)
    assert {value.theirs: value.ours for value in result.values if value.column == "risk"} == {
        "Amber": "medium", "High": "high", "Red": "high",
    }  # fmt: skip


def test_the_proposal_becomes_a_layout_that_reads_the_file() -> None:
    result = proposal(chosen={"risk": "RAG"})
    layout = result.layout(
        "mine", "My register", values={"status": result.mapping()["status"] | {"Mothballed": "disputed"}}
    )
    assert layout.file.delimiter == ";"
    assert layout.split == {"tags": " | "}
    assert layout_from_toml(layout_to_toml(layout), "mine") == layout
    reading = read(BODY, layout)
    assert (reading.read, reading.accepted) == (4, 4)
    assert reading.rows["status"].tolist() == ["open", "closed", "closed", "disputed"]
    assert reading.rows["close_reason"].tolist() == [None, "implemented", "superseded", None]
    assert reading.rows["tags"].tolist()[0] == ["Engage", "Plan"]


def test_a_value_left_unmapped_is_a_fault_and_not_a_guess() -> None:
    assert read(BODY, proposal().layout("mine", "Mine")).rejected == 1


def test_our_own_words_need_no_table() -> None:
    body = "Ref,Source,Status\nA1,X,Open\nA2,X,closed\n"
    assert proposal(body).layout("mine", "Mine").values == {}


def test_a_proposed_constant_or_separator_is_taken_out_by_an_empty_one() -> None:
    made = proposal(chosen={"source": ""}).layout("mine", "Mine", constants={"source": "X"}, separators={"tags": ""})
    assert (dict(made.constants), dict(made.split)) == ({"source": "X"}, {})


def test_a_heading_that_is_there_twice_is_matched_to_nothing() -> None:
    body = "Ref,Source,Status,Date made,DATE MADE\nA1,X,open,01/02/2022,02/02/2022\n"
    result = proposal(body)
    assert {match.column for match in result.matches} == {"reference", "source", "status"}
    assert read(body, result.layout("mine", "Mine")).accepted == 1


def test_a_sheet_named_after_a_month_is_not_kept_and_another_is() -> None:
    result = proposal()
    assert result.layout("mine", "Mine", sheet="November 2023").file.sheet is None
    assert result.layout("mine", "Mine", sheet="Tracker").file.sheet == "Tracker"


def test_a_new_layout_starts_from_the_nearest_saved_one() -> None:
    saved = proposal().layout(
        "saved", "Saved", values={"status": {"Mothballed": "disputed"}}, constants={"addressed_to": "the MPS"}
    )
    body = BODY.replace("Body;", "Made by;").replace("Current status;", "Current status;")
    result = proposal(body, start=saved)
    assert {match.column: match.how for match in result.matches if match.how == "layout"}.keys() >= {"text", "status"}
    assert {match.column: match.heading for match in result.matches}["source"] == "Made by"
    assert {value.theirs: value.ours for value in result.values if value.column == "status"}["Mothballed"] == "disputed"
    assert result.constants == {"addressed_to": "the MPS"}
    assert result.fits is None


@pytest.mark.parametrize(
    ("cells", "is_date"),
    [
        (["TBC", "ongoing", "16/07/2022"], True),
        (["Mar-23", "Q3 2023/24", "TBC"], True),
        (["Yes", "No"], False),
        (["12", "13", "01/02/2022"], False),
        (["Chased on 3 May 2022, to be agreed at the board", "Chased again on 4 June 2022 by the lead"], False),
    ],
)
def test_a_heading_that_sounds_like_a_date_is_one_where_its_cells_are_dates_or_words_in_place_of_dates(
    cells: list[str], *, is_date: bool
) -> None:
    rows = [f'A{place},X,open,"{cell}"\n' for place, cell in enumerate(cells)]
    body = "Ref,Source,Status,Target date\n" + "".join(rows)
    assert ("due_on" in {match.column for match in proposal(body).matches}) is is_date


@pytest.mark.parametrize("headings", ["Deadline,Revised deadline", "Target date (revised),Target date"])
def test_a_deadline_beside_a_revised_one_is_the_date_first_agreed(headings: str) -> None:
    result = proposal(f"Ref,Source,Status,{headings}\nA1,X,open,01/02/2022,02/03/2022\n")
    matches = {match.column: match.heading for match in result.matches}
    assert "evised" in matches["due_on"]
    assert "evised" not in matches["original_due_on"]
    alone = proposal("Ref,Source,Status,Revised deadline\nA1,X,open,01/02/2022\n")
    assert "original_due_on" not in {match.column for match in alone.matches}


@pytest.mark.parametrize(
    ("filename", "sheet", "source"),
    [("HMICFRS-tracker 2023.xlsx", "Sheet1", "HMICFRS"), ("tracker.xlsx", "IOPC", "IOPC"),
     ("HMICFRS and IOPC.xlsx", "Sheet1", ""), ("tracker.xlsx", "Sheet1", "")],
)  # fmt: skip
def test_the_source_that_the_file_is_named_after_is_proposed(filename: str, sheet: str, source: str) -> None:
    table = read_table(workbook({sheet: [["Ref", "Status"], ["1", "open"]]}), filename)
    assert proposed_source(table, filename) == source


cell_texts = st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), max_size=12)
known_headings = st.sampled_from(["Ref", "REF", "Source", "Status", "Date made", "Made on", "Theme", "Recommendation"])


@st.composite
def tables(draw: st.DrawFn) -> list[list[str]]:
    """Headings, known and unknown, some of them twice, over rows of any text, with titles above them."""
    width = draw(st.integers(3, 7))
    row = st.lists(cell_texts, min_size=width, max_size=width)
    header = draw(st.lists(st.one_of(known_headings, cell_texts), min_size=width, max_size=width))
    titles = draw(st.lists(st.lists(cell_texts, max_size=width), max_size=3))
    return [*titles, header, *draw(st.lists(row, min_size=1, max_size=5))]


@examples(200)
@given(tables(), st.sampled_from(["tracker.csv", "tracker.xlsx"]))
def test_a_proposed_layout_can_always_read_the_file_it_is_proposed_for(rows: list[list[str]], filename: str) -> None:
    is_csv = filename.endswith("csv")
    data = csv_text(rows).encode() if is_csv else workbook({"Notes": [["x"]], "Tracker": rows})
    try:
        table = read_table(data, filename, sheet=None if is_csv else "Tracker")
    except UnreadableFile:
        return  # there is no table, so nothing is proposed
    result = propose_layout(table)
    headings = readable_headings(table)
    if "reference" in result.missing and not headings:
        return
    chosen = {match.column: match.heading for match in result.matches} | (
        {"reference": headings[0]} if "reference" in result.missing else {}
    )
    fixed = {name: "open" if name == "status" else "X" for name in result.missing if name != "reference"}
    layout = propose_layout(table, chosen).layout("mine", "Mine", constants=fixed, sheet=table.sheet)
    reading = read_extract(data, filename, layout, AS_AT)  # refuses nothing
    assert reading.read == reading.accepted + reading.repeated + reading.rejected


def test_what_is_missing_needs_a_constant() -> None:
    body = "Ref,Status\nA1,Open\n"
    result = proposal(body)
    assert result.missing == ("source",)
    with pytest.raises(LayoutError, match="needs a source"):
        result.layout("mine", "Mine")
    assert result.layout("mine", "Mine", constants={"source": "X"}).constants == {"source": "X"}


def test_the_heading_that_tells_rows_apart_is_the_reference() -> None:
    body = "Ref,URL,Source,Status\n1,a,X,open\n1,b,X,open\n,c,X,open\n"
    assert {match.column: match.heading for match in proposal(body).matches}["reference"] == "URL"


def test_the_standard_layout_is_recognised() -> None:
    body = ",".join(COLUMN) + "\n"
    result = proposal(body).fits
    assert result is not None
    assert result.name == "standard"


def test_synonyms_are_of_columns_and_values_that_there_are() -> None:
    assert set(HEADINGS) == set(COLUMN)
    for column, words in VALUE_SYNONYMS.items():
        assert set(words.values()) <= set(allowed_values(column) or ())


@pytest.mark.parametrize("column", VALUE_SYNONYMS)
def test_our_own_words_are_suggested_for_themselves(column: str) -> None:
    for word in allowed_values(column) or ():
        assert suggested(column, word.upper()) == word


def test_no_heading_is_a_synonym_of_two_columns() -> None:
    """A heading under two columns would go to whichever comes first; of "Rec" the length of its cells decides."""
    twice = {
        word
        for column in HEADINGS
        for word in HEADINGS[column]
        for other in HEADINGS
        if other > column and word in HEADINGS[other]
    }
    assert twice == {"rec"}


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        ("Complete – pending HMICFRS sign-off", "proposed for closure"),
        ("Complete, awaiting IOPC approval", "proposed for closure"),
        ("Closed - subject to assurance", "proposed for closure"),
        ("With HMICFRS for sign-off", "proposed for closure"),
        ("Awaiting signoff", "proposed for closure"),
        ("Evidence submitted", "proposed for closure"),
        ("Evidence has been provided to the inspectorate", "proposed for closure"),
        ("Pending closure by the Board", "proposed for closure"),
        ("Closed – approved by HMICFRS", "closed"),
        ("Complete", "closed"),
        ("Signed off", "closed"),
        ("Not signed off", "open"),
        ("Not complete", "open"),
        ("Incomplete", "open"),
        ("Not yet started", "open"),
        ("In progress (delayed)", "open"),
        ("Awaiting triage", "awaiting on-boarding"),
        ("Not agreed", "not accepted"),
    ],
)
def test_what_a_status_most_likely_means(theirs: str, ours: str) -> None:
    assert suggested("status", theirs) == ours


def test_a_closure_that_is_pending_gives_no_reason_for_closing() -> None:
    assert suggested("close_reason", "Implemented – pending sign-off") is None


@pytest.mark.parametrize("levels", [["High", "Medium", "low"], ["P1", "P2", "P3"], ["H", "M", "L"]])
def test_a_priority_of_levels_is_a_risk(levels: list[str]) -> None:
    body = "Ref,Source,Status,Priority\n" + "".join(f"{n},X,open,{level}\n" for n, level in enumerate(levels))
    result = proposal(body)
    columns = {match.heading: match.column for match in result.matches}
    assert columns["Priority"] == "risk"
    assert {value.ours for value in result.values if value.column == "risk"} == {"high", "medium", "low"}


def test_a_priority_of_names_is_a_strategic_priority() -> None:
    body = "Ref,Source,Status,MPS priority\n1,X,open,Set the frontline up to succeed\n2,X,open,Culture and values\n"
    columns = {match.heading: match.column for match in proposal(body).matches}
    assert columns["MPS priority"] == "strategic_priority"


def test_our_own_export_is_read_in_the_standard_layout_though_few_columns_are_recorded() -> None:
    names = ["Reference", "Source", "Status", *(heading for heading, _ in WORKED_OUT.values())]
    result = proposal(",".join(names) + "\nR-1,DARA,open,,,,,,\n").fits
    assert result is not None
    assert result.name == "standard"


@pytest.mark.parametrize(
    ("heading", "meant"),
    [("Complete?", {"Y": "closed", "N": "open", "": "open"}), ("Open?", {"Y": "open", "N": "closed", "": "closed"})],
)
def test_yes_and_no_under_an_end_are_statuses(heading: str, meant: dict[str, str]) -> None:
    result = proposal(f"Ref,Source,{heading},Recommendation\n1,DARA,Y,Do one\n2,DARA,N,Do two\n3,DARA,,Do three\n")
    assert {value.theirs: value.ours for value in result.values if value.column == "status"} == meant
    assert result.missing == ()


def test_pictures_in_a_status_say_nothing() -> None:
    result = proposal("Ref,Source,Status\n1,DARA,🟢 On track\n2,DARA,⚪ Not started\n3,DARA,🔵 Complete\n")
    meant = {value.theirs: value.ours for value in result.values}
    assert meant == {"🟢 On track": "open", "⚪ Not started": "open", "🔵 Complete": "closed"}


def test_rec_is_a_reference_or_a_text_by_the_length_of_its_cells() -> None:
    rows = "1,Set out how every record is checked,DARA,Open\n2,Do more of the same now,DARA,Open\n"
    long = proposal(f"#,Rec,Source,Status\n{rows}")
    assert {("reference", "#"), ("text", "Rec")} <= {(match.column, match.heading) for match in long.matches}
    short = proposal("Rec,Source,Status\nR1,DARA,Open\nR2,DARA,Open\n")
    assert short.matches[0].column == "reference"


def test_what_brackets_add_to_a_heading_is_passed_over() -> None:
    body = "Ref\nno.,Source,Recommendation (full text),Status*,Target date (dd/mm/yyyy)\n"
    result = proposal(f'"Ref\nno.",{body.partition(",")[2]}1,DARA,Do it,Open,31/03/2023\n')
    assert {match.column for match in result.matches} >= {"reference", "source", "text", "status", "due_on"}
