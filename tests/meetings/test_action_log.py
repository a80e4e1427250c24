"""An action log: read, refused, shown before it is kept, never kept twice, and given back as it came."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.errors import UnreadableFile
from analytics.files.action_log import ActionFile
from analytics.intake.tables import clean
from analytics.meetings.action_log import LogReading, add_actions, read_action_log, read_log_table
from analytics.meetings.contents import Contents
from analytics.meetings.log_mapping import LogMapping, UndatedText, propose_mapping
from analytics.meetings.log_row import COLUMNS, LogRow
from analytics.meetings.records import Action, ActionState, MeetingKind
from analytics.meetings.store import Store
from pages.ui.prepare.meetings.saved_log_mapping import save_mapping, saved_mapping
from tests.meetings.records import MORNING, NOON, action, ended, meeting

TODAY = date(2022, 11, 28)
HEADER = "Meeting kind,Meeting date,Action,Owner role,Due date,State,Completed on,Outcome,References"
PLAN = "monthly oversight analysis,2022-10-25,Ask for the plan,Head of Training,30/11/2022,open,,,R-1; R-2"
LETTER = "Bilateral,26/10/2022,Write to the Commissioner,Head of Oversight,,Complete,2022-11-01,Sent,"


def read(*lines: str, contents: Contents | None = None) -> LogReading:
    """What a log of these lines brings; every reading must add up."""
    result = read_action_log("\n".join(lines).encode(), "log.csv", contents or Contents(), TODAY)
    assert result.read == result.accepted + result.repeated + result.rejected
    return result


def messages(*lines: str) -> list[str]:
    return [fault.message for fault in read(HEADER, *lines).faults]


def test_a_row_gives_its_action_and_its_meeting() -> None:
    plan = Action(
        id=0, meeting_id=0, text="Ask for the plan", owner_role="Head of Training", due_on=date(2022, 11, 30),
        references=("R-1", "R-2"),
    )  # fmt: skip
    letter = Action(
        id=0, meeting_id=0, text="Write to the Commissioner", owner_role="Head of Oversight",
        state=ActionState.COMPLETE, completed_on=date(2022, 11, 1), outcome="Sent",
    )  # fmt: skip
    result = read(HEADER, PLAN, LETTER)
    assert result.rows == (
        LogRow(MeetingKind.ANALYSIS, date(2022, 10, 25), plan),
        LogRow(MeetingKind.BILATERAL, date(2022, 10, 26), letter),
    )
    assert (result.faults, result.read, result.repeated, result.rejected) == ((), 2, 0, 0)


def test_other_headings_are_known_and_the_rest_said() -> None:
    result = read("Meeting,Agreed on,Task,Owner,Ref,Owner role,Update", "deep dive,2022-10-25,a,b,c,d,e")
    assert [fault.message for fault in result.faults] == [
        "'Owner' is not a column of an action log, so it is not read.",
        "'Ref' is not a column of an action log, so it is not read.",
    ]
    (row,) = result.rows
    assert (row.meeting, row.action.text) == ((MeetingKind.DEEP_DIVE, date(2022, 10, 25)), "a")
    assert (row.action.owner_role, row.action.outcome) == ("d", "e")


ELSEWHERE = (
    "No.,Date raised,Task,Lead,By when,Progress status,Latest update",
    "1,31/10/2022,Send the list,Head of Vetting,15/11/2022,Done,Sent",
    "2,31/10/2022,Agree the plan,Head of Training,TBC,In progress,",
    "3,31/10/2022,Name the owner,Head of Custody,Dec-22,Underway,Asked twice",
)


def test_a_log_from_elsewhere_is_proposed_a_mapping() -> None:
    table = read_log_table("\n".join(ELSEWHERE).encode(), "log.csv")
    proposal = propose_mapping(table)
    assert {match.column: match.heading for match in proposal.matches} == {
        "meeting_date": "Date raised", "action": "Task", "owner_role": "Lead", "due_date": "By when",
        "state": "Progress status", "outcome": "Latest update",
    }  # fmt: skip
    assert proposal.unmatched == ("No.",)
    assert proposal.mapping().missing == ("meeting_kind",)
    assert {value.theirs: value.ours for value in proposal.words} == {
        "Done": "complete", "In progress": "open", "Underway": None,
    }  # fmt: skip
    assert proposal.undated == (UndatedText("due_date", "TBC", ""), UndatedText("due_date", "Dec-22", "2022-12-31"))
    assert not proposal.is_plain
    assert propose_mapping(table, {"outcome": "No.", "due_date": ""}).unmatched == ("By when", "Latest update")


def test_the_next_log_starts_from_the_mapping_of_the_last(tmp_path: Path) -> None:
    assert saved_mapping(tmp_path) is None
    mapping = LogMapping(
        columns={"action": "No.", "state": "Progress status", "outcome": "Gone"},
        constants={"meeting_kind": "bilateral"},
        words={"state": {"Underway": "open"}, "due_date": {"TBC": "2023-01-31"}},
    )
    save_mapping(mapping, tmp_path)
    table = read_log_table("\n".join(ELSEWHERE).encode(), "log.csv")
    saved = saved_mapping(tmp_path)
    assert saved == replace(mapping, constants={})
    proposal = propose_mapping(table, saved=saved)
    columns = {match.column: match.heading for match in proposal.matches}
    assert (columns["action"], columns["outcome"]) == ("No.", "Latest update")
    assert {value.theirs: value.ours for value in proposal.words}["Underway"] == "open"
    assert UndatedText("due_date", "TBC", "2023-01-31") in proposal.undated


def test_a_saved_mapping_that_cannot_be_read_is_none(tmp_path: Path) -> None:
    (tmp_path / "action-log.json").write_text("{", encoding="utf-8")
    assert saved_mapping(tmp_path) is None


def test_a_confirmed_mapping_reads_every_row_of_a_log_from_elsewhere() -> None:
    data = "\n".join(ELSEWHERE).encode()
    proposed = propose_mapping(read_log_table(data, "log.csv")).mapping()
    with pytest.raises(UnreadableFile, match="has no column Meeting kind"):
        read_action_log(data, "log.csv", Contents(), TODAY)
    mapping = replace(proposed, constants={"meeting_kind": "deep dive"})
    result = read_action_log(data, "log.csv", Contents(), TODAY, mapping)
    assert [row.action.text for row in result.rows] == ["Agree the plan"]
    assert [fault.message.split(":")[0] for fault in result.faults if fault.row] == [
        "Row 2, Completed on", "Row 3, Due date", "Row 4, State", "Row 4, Due date",
    ]  # fmt: skip
    mapping = replace(
        mapping,
        constants={"meeting_kind": "deep dive", "completed_on": "2022-11-14"},
        words={
            "state": {**mapping.words["state"], "Underway": "open"},
            "due_date": {"TBC": "", "Dec-22": "2022-12-31"},
        },
    )
    result = read_action_log(data, "log.csv", Contents(), TODAY, mapping)
    assert [fault for fault in result.faults if fault.row] == []
    assert [(row.action.state, row.action.due_on, row.action.completed_on) for row in result.rows] == [
        ("complete", date(2022, 11, 15), date(2022, 11, 14)),
        ("open", None, None),
        ("open", date(2022, 12, 31), None),
    ]
    assert {row.meeting for row in result.rows} == {(MeetingKind.DEEP_DIVE, date(2022, 10, 31))}


def test_an_apostrophe_is_taken_off_only_where_the_file_is_our_own() -> None:
    theirs = read("Meeting kind,Meeting date,Action,Owner role", "bilateral,2022-10-25,'-5% is too much,Role")
    assert theirs.rows[0].action.text == "'-5% is too much"
    ours = read(HEADER, "bilateral,2022-10-25,'-5% is too much,Role,,,,,")
    assert ours.rows[0].action.text == "-5% is too much"


def test_every_fault_is_told_at_once_in_a_sentence() -> None:
    result = messages(
        "monthly oversight analysys,25/25/2022,,,soon,opn,,,",
        "bilateral,2022-10-25,Do it,Role,,complete,,,",
        "bilateral,2022-10-25,Do that,Role,,open,2022-11-01,,",
        "bilateral,2022-10-25,Do this,Role,,cancelled,someday,,",
        "bilateral,,Do more,Role,,,,,",
    )
    assert result[0].startswith("Row 2, Meeting kind: 'monthly oversight analysys' is not one of 'monthly oversight")
    assert result[0].endswith("Did you mean 'monthly oversight analysis'?")
    assert result[1].startswith("Row 2, Meeting date: '25/25/2022' is not a day of the calendar")
    assert result[2:5] == [
        "Row 2, Action: is blank: an action needs its text.",
        "Row 2, Owner role: is blank: an action needs the role that carries it out.",
        "Row 2, State: 'opn' is not one of open, complete or cancelled. Did you mean 'open'?",
    ]
    assert result[5].startswith("Row 2, Due date: 'soon' is not a date written day/month/year")
    assert result[6:8] == [
        "Row 3, Completed on: is blank, and the action is complete: give the day it ended.",
        "Row 4, Completed on: '2022-11-01' stands beside an open action: one of the two is wrong.",
    ]
    assert result[8].startswith("Row 5, Completed on: 'someday' is not a date")
    assert result[9] == "Row 6, Meeting date: is blank: an action needs the day of its meeting."
    assert len(result) == 10


def test_a_row_is_kept_with_a_warning_where_only_a_day_is_odd() -> None:
    result = read(
        HEADER,
        "bilateral,2022-10-25,Do it,Role,someday,,,,",
        "bilateral,2022-10-25,Do that,Role,,,2022-10-01,,",
        "bilateral,2022-10-25,Do this,Role,,cancelled,2022-12-24,,",
    )
    assert [row.action.state for row in result.rows] == ["open", "complete", "cancelled"]
    assert result.rows[0].action.due_on is None
    reported = [fault.message for fault in result.faults]
    assert reported[0].startswith("Row 2, Due date: 'someday' is not a date")
    assert reported[1:] == [
        "Row 3, State: is blank; read as complete, since it ended on 1 October 2022.",
        "Row 3, Completed on: '2022-10-01' is earlier than its meeting, of 25 October 2022.",
        "Row 4, Completed on: '2022-12-24' is later than today, 28 November 2022.",
    ]
    assert {fault.severity for fault in result.faults} == {"warned"}


def test_a_row_told_twice_counts_once_and_a_contradiction_is_rejected() -> None:
    result = read(HEADER, PLAN, PLAN.replace("Ask for", "Ask  for"), PLAN.replace("30/11", "01/12"))
    assert (result.accepted, result.repeated, result.rejected) == (1, 1, 1)
    assert [fault.message for fault in result.faults] == [
        (
            "Row 4, Action: 'Ask for the plan' is kept already with another due date. An import changes nothing that "
            "is kept: edit the action instead."
        )
    ]


@pytest.mark.parametrize(
    ("file", "reason"),
    [
        (b"reference,status\nA,open\n", "has no column Meeting kind, Meeting date, Action and Owner role"),
        (b"Meeting kind,Meeting date,Action\na,b,c\n", "has no column Owner role"),
        (b"", "empty"),
    ],
)
def test_a_file_that_is_no_log_is_refused(file: bytes, reason: str) -> None:
    with pytest.raises(UnreadableFile, match=reason):
        read_action_log(file, "log.csv", Contents(), TODAY)


def test_a_log_is_added_once_and_a_meeting_that_is_there_is_used(store: Store) -> None:
    held = store.add(meeting(date(2022, 10, 25)), by="analyst", at=MORNING)
    first = read(HEADER, PLAN, LETTER, contents=store.contents())
    assert first.new_meetings(store.contents()) == ((MeetingKind.BILATERAL, date(2022, 10, 26)),)
    assert add_actions(first, store, by="analyst", at=NOON) == 2

    contents = store.contents()
    assert [(meeting.kind, meeting.held_on) for meeting in contents.meetings] == [
        (MeetingKind.ANALYSIS, date(2022, 10, 25)), (MeetingKind.BILATERAL, date(2022, 10, 26)),
    ]  # fmt: skip
    assert [action.meeting_id for action in contents.actions] == [held.id, contents.meetings[1].id]
    assert {edit.by for edit in store.edits("action", contents.actions[0].id)} == {"analyst"}

    again = read(HEADER, PLAN, LETTER, contents=contents)
    assert (again.accepted, again.repeated, again.rejected, again.faults) == (0, 2, 0, ())
    assert add_actions(again, store, by="analyst", at=NOON) == 0
    assert store.contents() == contents


def test_an_action_edited_since_is_neither_doubled_nor_changed_back(store: Store) -> None:
    add_actions(read(HEADER, PLAN), store, by="analyst", at=NOON)
    kept = store.actions()[0]
    done = store.change(
        replace(kept, state=ActionState.COMPLETE, completed_on=TODAY, outcome="Done"), by="analyst", at=NOON
    )
    result = read(HEADER, PLAN, contents=store.contents())
    assert (result.accepted, result.rejected) == (0, 1)
    assert "kept already with another state, completed on and outcome" in result.faults[0].message
    assert store.actions() == (done,)


def test_an_action_of_a_cancelled_meeting_goes_to_the_one_held_instead() -> None:
    cancelled, held = meeting(date(2022, 10, 25), id=1, is_cancelled=True), meeting(date(2022, 10, 25), id=2)
    result = read(HEADER, PLAN, contents=Contents(meetings=(cancelled, held)))
    assert result.new_meetings(Contents(meetings=(cancelled, held))) == ()


TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\x00"), min_size=1, max_size=20)
CLEAN = TEXTS.filter(lambda text: clean(text) == text)
MARKED = st.builds(lambda mark, text: mark + text, st.sampled_from(["", "=", "- ", "'=", "@", "+44 "]), CLEAN)
REFERENCES = st.lists(CLEAN.filter(lambda text: ";" not in text and text.strip() == text), max_size=3, unique=True)
OPEN = st.builds(
    action, st.just(1), MARKED, owner_role=MARKED, due_on=st.none() | st.dates(date(2022, 1, 1), date(2023, 1, 1)),
    references=REFERENCES.map(tuple), outcome=st.just("") | MARKED,
)  # fmt: skip
ENDED = st.builds(
    ended, st.just(2), st.dates(date(2022, 11, 1), TODAY), st.sampled_from(["complete", "cancelled"]).map(ActionState),
    text=MARKED, outcome=st.just("") | MARKED,
)  # fmt: skip


@pytest.mark.parametrize("extension", ["csv", "xlsx"])
@given(st.lists(OPEN | ENDED, min_size=1, max_size=4, unique_by=lambda action: " ".join(action.text.split())))
def test_what_is_taken_away_can_be_read_in_again(extension: str, actions: list[Action]) -> None:
    meetings = (meeting(date(2022, 10, 25), id=1), meeting(date(2022, 10, 26), MeetingKind.PERFORMANCE, id=2))
    contents = Contents(meetings=meetings, actions=tuple(actions))
    file = ActionFile(contents=contents, actions=tuple(actions), chosen="", as_at=TODAY)
    to = io.BytesIO()
    file.write(extension, to)
    result = read_action_log(to.getvalue(), file.file_name(extension), Contents(), TODAY)
    assert result.faults == ()
    assert [
        replace(row.action, meeting_id=action.meeting_id) for row, action in zip(result.rows, actions, strict=True)
    ] == (actions)
    assert [row.meeting for row in result.rows] == [
        (meetings[action.meeting_id - 1].kind, meetings[action.meeting_id - 1].held_on) for action in actions
    ]
    assert read_action_log(to.getvalue(), "again.csv", contents, TODAY).repeated == len(actions)


def test_the_name_of_a_file_says_its_day_and_its_marking() -> None:
    file = ActionFile(contents=Contents(), actions=(), chosen="", as_at=TODAY)
    assert file.file_name("csv") == "actions-2022-11-28-official-sensitive.csv"
    names = {replace(file, chosen=chosen).file_name("csv") for chosen in ("", "open", "open · overdue")}
    assert len(names) == 3


def test_a_workbook_says_what_was_chosen_and_its_marking() -> None:
    to = io.BytesIO()
    ActionFile(contents=Contents(), actions=(), chosen="open", as_at=TODAY).write("xlsx", to)
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(to.getvalue()))
    wording = [cell for (cell,) in book["Cover"].iter_rows(values_only=True) if cell]
    assert wording[:2] == ["0 actions as at 28 November 2022", "Handling"]
    assert wording[2:5] == ["OFFICIAL-SENSITIVE.", "What was chosen", "Open."]
    assert [cell.value for cell in book["Actions"][4]] == [column.label for column in COLUMNS]


def test_the_demonstrations_log_can_be_read_as_it_is(demonstration: Path) -> None:
    file = demonstration / "action-log.csv"
    result = read_action_log(file.read_bytes(), file.name, Contents(), TODAY)
    assert result.faults == ()
    assert (result.read, result.accepted) == (len(file.read_text(encoding="utf-8").splitlines()) - 1, result.read)
    assert all("invented for the demonstration" in row.action.text for row in result.rows)
