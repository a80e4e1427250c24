"""Headings as people write them are proposed for the columns that they mean."""

from __future__ import annotations

import pytest

from analytics.intake.heading_words import _QUESTIONS, column_of_question, in_full
from analytics.intake.propose import propose_layout
from analytics.intake.readers import read_table
from analytics.vocabulary import COLUMN, DATE_COLUMNS

CELLS = {"reference": ["A1", "A2", "A3"], "status": ["Open", "Closed", "Open"], "source": ["HMICFRS", "DARA", "IOPC"],
         "text": ["Train every officer in it.", "Buy a van for the team.", "Write down why."]}  # fmt: skip

MEANT = {
    "reference": ["Our Ref", "Our ref.", "The Ref No.", "Rec Ref No", "Ref #", "URN", "Met's ref", "MPS Ref",
                  "Rec. No.", "Unique ref no", "Recs no", "What number"],
    "source": ["Who said it", "Who said it?", "Who asked for it", "Whose recommendation is it", "Where it came from",
               "Who's it from?", "From whom", "Said by", "Src", "Who made it", "Where from"],
    "text": ["What they asked for", "What they want", "What did they say?", "What was recommended", "The ask", "Recs",
             "What we must do", "What needs doing", "What HMICFRS said", "What is required", "Rec desc"],
    "status": ["Where are we", "Where are we now?", "Where we are", "Is it done?", "Sts", "State of play",
               "How is it going?", "Our status", "Still open?"],
    "due_on": ["By when", "When due", "When is it due?", "Due by", "Tgt date", "Target dt", "When must it be done",
               "When do they want it"],
    "closed_on": ["When closed", "When was it closed?", "When did we finish", "Closed when"],
    "made_on": ["When did they say", "When made", "When was it made?", "When they asked", "Dt made"],
    "owner_role": ["Who owns it", "Who's responsible", "Who leads", "Who is doing it?", "Whose job is it", "Resp off"],
    "addressed_to": ["Who is it for", "Who it is to", "To whom", "Who to"],
    "progress_note": ["What have we done", "What has been done?", "What's happened", "Any progress?", "Cmts"],
    "theme": ["What is it about?", "What it's about", "What this is about"],
    "report": ["Which report", "Which inspection was it"],
    "business_group": ["Which command", "Which department?", "Dept"],
    "risk": ["How serious", "How bad is it?"],
    "close_reason": ["Why closed", "Why was it closed?"],
    "finding": ["What they found", "What was wrong?"],
}  # fmt: skip


@pytest.mark.parametrize(("column", "heading"), [(column, heading) for column in MEANT for heading in MEANT[column]])
def test_a_heading_in_everyday_words_is_proposed_for_its_column(column: str, heading: str) -> None:
    """The other headings are those of the standard layout, so that only the one is to be recognised."""
    dates = ["01/02/2023", "15/02/2023", "28/02/2023"]
    columns = {name: cells for name, cells in CELLS.items() if name != column}
    cells = dates if column in DATE_COLUMNS else CELLS.get(column, ["Low", "High", "Other words"])
    header = [*columns, heading]
    rows = [list(row) for row in zip(*columns.values(), cells, strict=True)]
    text = "\n".join(",".join(f'"{cell}"' for cell in row) for row in [header, *rows])
    proposal = propose_layout(read_table(text.encode(), "tracker.csv"), layouts=())
    assert {match.heading: match.column for match in proposal.matches if match.heading == heading} == {heading: column}


def test_a_file_of_nothing_but_such_headings_is_a_register() -> None:
    data = b"Our Ref,Who said it,What they asked for\nA1,HMICFRS,Do one thing\nA2,DARA,Do another\n"
    proposal = propose_layout(read_table(data, "tracker.csv"))
    assert {match.column: match.heading for match in proposal.matches} == {
        "reference": "Our Ref", "source": "Who said it", "text": "What they asked for",
    }  # fmt: skip
    assert proposal.is_of_register


def test_our_reference_goes_before_theirs() -> None:
    data = b"Their ref,Our ref,Source,Status\nH1,A1,HMICFRS,Open\nH2,A2,DARA,Open\n"
    proposal = propose_layout(read_table(data, "tracker.csv"))
    assert {match.column: match.heading for match in proposal.matches}["reference"] == "Our ref"


@pytest.mark.parametrize("heading", ["Notes of who said no", "Whatsoever", "When", "Where", "Norm", "Nos", "Off"])
def test_other_words_ask_for_nothing(heading: str) -> None:
    assert column_of_question(heading) is None


@pytest.mark.parametrize("column", COLUMN)
def test_our_own_labels_ask_for_nothing_else(column: str) -> None:
    assert column_of_question(COLUMN[column].label) in (None, column)


def test_questions_are_of_columns_that_there_are() -> None:
    assert {column for column, _ in _QUESTIONS} <= {*COLUMN}


def test_words_in_full() -> None:
    assert in_full("Our Rec. No.") == in_full("Recommendation number") == "recommendation number"
    assert in_full("The") == "the"
