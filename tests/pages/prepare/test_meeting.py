"""The page of meetings and actions: empty, worked by hand, written to, and edited by two people at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from analytics.filters import Filters
from analytics.meetings.records import Action, ActionState, Meeting, MeetingKind
from analytics.meetings.store import Store
from tests.meetings.databases import sqlite_url
from tests.meetings.records import MORNING, NOON, action, decision, ended, letter, meeting
from tests.registers import write_register
from tests.tables import headings, headlines, tables

PAGE = Path(__file__).resolve().parents[3] / "pages" / "prepare" / "meeting.py"
OCTOBER, NOVEMBER = date(2022, 10, 25), date(2022, 11, 28)
AS_AT = Filters(as_at=NOVEMBER)
Held = tuple[Meeting, Meeting, Action]

pytestmark = pytest.mark.usefixtures("register", "store")


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """The store that the page shows, empty."""
    monkeypatch.setenv("ACTIONS_URL", sqlite_url(tmp_path))
    with Store(sqlite_url(tmp_path)) as opened:
        yield opened


@pytest.fixture
def held(store: Store) -> Held:
    """Meetings of October and November, and an action of October's, past its day in November."""
    october = store.add(meeting(OCTOBER), by="analyst", at=MORNING)
    november = store.add(meeting(NOVEMBER), by="analyst", at=MORNING)
    late = action(october.id, due_on=date(2022, 11, 1), references=("R-1", "R-9"))
    return october, november, store.add(late, by="analyst", at=MORNING)


@pytest.fixture
def register(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A register of one recommendation, R-1."""
    folder = write_register(tmp_path / "register", {NOVEMBER: [{"reference": "R-1", "theme": "Vetting"}]})
    monkeypatch.setenv("REGISTER", str(folder))
    return folder


def page(role: str = "", **query: str) -> AppTest:
    """The page, run once by a reader who looks at 28 November 2022."""
    at = AppTest.from_file(str(PAGE), default_timeout=60)
    at.session_state["_filters"] = AS_AT
    at.session_state["_role_of_writer"] = role
    for name, value in query.items():
        at.query_params[name] = value
    return run(at)


def run(at: AppTest) -> AppTest:
    at.run()
    assert not at.exception
    return at


def widget(at: AppTest, kind: str, name: str) -> Any:
    """The one widget of that kind whose key begins so."""
    (result,) = [element for element in at.get(kind) if str(element.key).startswith(f"meetings_{name}")]
    return result


def press(at: AppTest, words: str) -> AppTest:
    (button,) = [element for element in at.button if element.label == words]
    button.click()
    return run(at)


def headers(at: AppTest) -> list[str]:
    return headlines(at)


def captions(at: AppTest) -> str:
    return "\n".join(str(caption.value) for caption in at.caption)


def test_before_the_first_meeting_the_page_says_what_to_do_first() -> None:
    at = page()
    assert at.title[0].value == "No meetings have been recorded yet"
    assert [element.label for element in at.expander] == ["Add a meeting", "Import an action log"]
    assert at.expander[0].proto.expanded


def test_a_meeting_is_added_with_values_of_the_register(store: Store) -> None:
    at = page("oversight analyst")
    widget(at, "selectbox", "new_meeting_kind").select(MeetingKind.BILATERAL)
    widget(at, "date_input", "new_meeting_held_on").set_value(date(2022, 12, 5))
    themes = widget(at, "multiselect", "new_meeting_themes")
    assert themes.options == ["Vetting"]
    themes.select("Vetting")
    press(at, "Add the meeting")
    assert store.meetings() == (meeting(date(2022, 12, 5), MeetingKind.BILATERAL, id=1, themes=("Vetting",)),)
    assert {edit.by for edit in store.edits("meeting", 1)} == {"oversight analyst"}
    assert at.success[0].value == "The meeting is added."
    assert at.title[0].value == "This is the first bilateral, so there are no actions from last time"


def test_nothing_is_kept_before_the_reader_says_in_which_role(store: Store) -> None:
    at = press(page(), "Add the meeting")
    assert "in which role you write" in at.error[0].value
    assert store.meetings() == ()


def test_the_role_is_asked_once(store: Store) -> None:
    at = page()
    at.text_input(key="meetings_role").set_value(" head of oversight ")
    run(at)
    assert at.session_state["_role_of_writer"] == "head of oversight"
    press(at, "Add the meeting")
    assert store.edits("meeting", 1)[0].by == "head of oversight"


@pytest.mark.usefixtures("held")
def test_without_a_register_meetings_work_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "empty").mkdir()
    monkeypatch.setenv("REGISTER", str(tmp_path / "empty"))
    at = page()
    assert at.title[0].value == "1 action from 25 October 2022 is open and overdue"
    assert "R-1 and R-9 are not on the register that is shown." in captions(at)


def test_the_agenda_opens_with_actions_from_last_time(store: Store, held: Held) -> None:
    october, november, late = held
    store.add(action(october.id, "Not yet due", due_on=date(2022, 12, 1)), by="analyst", at=MORNING)
    store.add(ended(october.id, date(2022, 11, 2), text="Done since"), by="analyst", at=MORNING)
    store.add(action(november.id, "Agreed today"), by="analyst", at=MORNING)
    at = page()
    assert at.title[0].value == (
        "2 actions from 25 October 2022 are open, 1 of them overdue. 1 other ended since 25 October 2022"
    )
    assert headers(at)[:2] == ["3 actions from last time, 1 overdue", "Ask for the training plan"]
    listed = tables(at)[0]
    assert listed["Action"].tolist() == ["Ask for the training plan", "Not yet due", "Done since"]
    assert listed["State"].tolist() == ["Overdue", "Open", "Complete"]
    assert listed["Carried over"].tolist() == [0, 0, 0]
    assert "**Open, 27 days overdue** (due 1 November 2022), not carried over yet" in at.markdown[0].value
    assert "R-9 is not on the register that is shown." in captions(at)
    assert any("recommendation?reference=R-1" in str(element.value) for element in at.markdown)
    assert late.id == 1


def test_the_address_says_which_meeting_list_and_action(held: Held) -> None:
    october, _, late = held
    at = page(meeting=str(october.id), list="agreed", action=str(late.id))
    assert headers(at)[0] == "1 action agreed in this meeting, 1 overdue"
    other = page(meeting="77", list="nonsense", action="88")
    assert headers(other)[0] == "1 action from last time, 1 overdue"


def test_an_action_is_added_and_read(store: Store, held: Held) -> None:
    _, november, _ = held
    at = page("analyst")
    widget(at, "text_area", "new_action_text").set_value(" Publish the ratio ")
    widget(at, "text_input", "new_action_owner_role").set_value("Commander")
    widget(at, "date_input", "new_action_due_on").set_value(date(2022, 12, 9))
    widget(at, "text_input", "new_action_references").set_value("R-1;  R-2 ; R-1")
    press(at, "Add the action")
    wanted = action(
        november.id, "Publish the ratio", id=2, owner_role="Commander", due_on=date(2022, 12, 9),
        references=("R-1", "R-2"),
    )  # fmt: skip
    assert store.actions()[1] == wanted
    assert "Publish the ratio" in headers(at)


@pytest.mark.usefixtures("held")
def test_a_recommendation_can_bring_its_reference_along() -> None:
    at = page(about="R-1")
    assert widget(at, "text_input", "new_action_references").value == "R-1"
    (form,) = [element for element in at.expander if element.label == "Add an action agreed in this meeting"]
    assert form.proto.expanded


@pytest.mark.usefixtures("held")
def test_an_action_without_a_text_is_refused_and_what_was_written_stands(store: Store) -> None:
    at = page("analyst")
    widget(at, "text_input", "new_action_owner_role").set_value("Commander")
    press(at, "Add the action")
    assert at.error[0].value == "An action needs its text."
    assert widget(at, "text_input", "new_action_owner_role").value == "Commander"
    assert len(store.actions()) == 1


def test_an_action_is_completed_reopened_and_its_history_told(store: Store, held: Held) -> None:
    _, _, late = held
    at = page("head of oversight")
    widget(at, "text_area", "end_outcome").set_value("The plan came")
    press(at, "Save")
    done = replace(late, state=ActionState.COMPLETE, completed_on=NOVEMBER, outcome="The plan came", version=2)
    assert store.actions() == (done,)
    assert at.title[0].value == "No actions from earlier meetings are open. 1 ended since 25 October 2022"
    press(at, "Open it again")
    assert store.actions() == (replace(done, state=ActionState.OPEN, completed_on=None, version=3),)
    history = next(table for table in tables(at) if "When and who" in table.columns)
    assert history["What, from and to"].head(5).tolist() == [
        "Ended on: 28 November 2022 → blank",
        "State: Complete → Open",
        "Outcome: blank → The plan came",
        "Ended on: blank → 28 November 2022",
        "State: Open → Complete",
    ]
    assert history["When and who"].iloc[0].endswith(", head of oversight")
    assert history["When and who"].iloc[-1] == "28 November 2022, 09:00, analyst"


def test_every_field_of_an_action_can_be_edited(store: Store, held: Held) -> None:
    _, _, late = held
    at = page("analyst")
    widget(at, "text_area", "edit_text_action").set_value("Ask again")
    widget(at, "selectbox", "edit_state").select(ActionState.CANCELLED)
    widget(at, "date_input", "edit_completed_on").set_value(date(2022, 11, 20))
    press_in(at, "edit_text_action", "Save the changes")
    assert store.actions()[0] == replace(
        late, text="Ask again", state=ActionState.CANCELLED, completed_on=date(2022, 11, 20), version=2
    )


def press_in(at: AppTest, field: str, words: str) -> AppTest:
    """Press the button of the form in which a field stands."""
    kinds = ("text_area", "text_input", "selectbox")
    (form,) = {
        element.form_id
        for kind in kinds
        for element in at.get(kind)
        if str(element.key).startswith(f"meetings_{field}")
    }
    (button,) = [element for element in at.button if element.label == words and element.form_id == form]
    button.click()
    return run(at)


def test_the_second_of_two_editors_sees_both_versions_and_chooses(store: Store, held: Held) -> None:
    _, _, late = held
    at = page("second reader")
    theirs = replace(late, text="Ask for the plan by Friday", due_on=date(2022, 12, 2))
    theirs = store.change(theirs, by="first reader", at=NOON)
    widget(at, "text_area", "edit_text_action").set_value("Ask for the plan and its costs")
    widget(at, "text_input", "edit_owner_role").set_value("Director of Training")
    press_in(at, "edit_text_action", "Save the changes")

    assert store.actions() == (theirs,)
    assert headers(at)[0] == "Somebody else changed this action while you were editing it"
    assert any(words.startswith("Kept by first reader on 28 November 2022, 12:00") for words in headings(at))
    both = tables(at)[0]
    assert both.values.tolist() == [
        ["Text", "Ask for the training plan", "Ask for the plan by Friday", "Ask for the plan and its costs"],
        ["Owner role", "Head of Training", "Head of Training", "Director of Training"],
        ["Due", "1 November 2022", "2 December 2022", "1 November 2022"],
    ]
    assert [(radio.label, radio.value) for radio in at.radio] == [
        ("Text", "theirs"), ("Owner role", "mine"), ("Due", "theirs"),
    ]  # fmt: skip
    at.radio[0].set_value("mine")
    press(at, "Save what is chosen")
    merged = replace(theirs, text="Ask for the plan and its costs", owner_role="Director of Training", version=3)
    assert store.actions() == (merged,)
    assert {edit.by for edit in store.edits("action", late.id) if edit.version == 3} == {"second reader"}


def test_the_second_editor_may_drop_what_was_written(store: Store, held: Held) -> None:
    _, _, late = held
    at = page("second reader")
    theirs = store.change(replace(late, text="Theirs"), by="first reader", at=NOON)
    widget(at, "text_area", "edit_text_action").set_value("Mine")
    press_in(at, "edit_text_action", "Save the changes")
    press(at, "Drop what I wrote")
    assert store.actions() == (theirs,)
    assert widget(at, "text_area", "edit_text_action").value == "Theirs"


def test_a_third_edit_between_is_shown_again(store: Store, held: Held) -> None:
    _, _, late = held
    at = page("second reader")
    theirs = store.change(replace(late, text="Theirs"), by="first reader", at=NOON)
    widget(at, "text_area", "edit_text_action").set_value("Mine")
    press_in(at, "edit_text_action", "Save the changes")
    at.radio[0].set_value("mine")
    third = store.change(replace(theirs, text="A third"), by="third reader", at=NOON)
    press(at, "Save what is chosen")
    assert store.actions() == (third,)
    assert "A third" in tables(at)[0]["Theirs, kept"].tolist()
    at.radio[0].set_value("mine")
    press(at, "Save what is chosen")
    assert store.actions()[0].text == "Mine"


def test_who_has_a_form_open_is_told_of_a_later_version(store: Store, held: Held) -> None:
    _, _, late = held
    at = page("second reader")
    store.change(replace(late, text="Theirs"), by="first reader", at=NOON)
    run(at)
    assert [warning.value for warning in at.warning] == [
        "Somebody else has changed this action since you opened it."
    ]  # fmt: skip
    press(at, "Show the present version")
    assert not at.warning
    assert widget(at, "text_area", "edit_text_action").value == "Theirs"


def test_a_meeting_is_edited_and_cancelled(store: Store, held: Held) -> None:
    _, november, _ = held
    at = page("analyst")
    widget(at, "text_input", "meeting_title").set_value("The last of the year")
    widget(at, "checkbox", "meeting_is_cancelled").check()
    press_in(at, "meeting_title", "Save the changes")
    assert store.meetings()[1] == replace(november, title="The last of the year", is_cancelled=True, version=2)


def test_decisions_and_letters_are_added_and_edited(store: Store, held: Held) -> None:
    _, november, _ = held
    at = page("analyst")
    assert headers(at)[2:4] == ["No decision yet", "No letter yet"]
    widget(at, "text_area", "new_decision_text").set_value("Take vetting to the Board")
    widget(at, "text_input", "new_decision_references").set_value("R-1; R-7")
    press(at, "Add the decision")
    widget(at, "text_input", "new_letter_subject").set_value("Pace of vetting")
    widget(at, "text_input", "new_letter_address").set_value("https://example.org/1")
    press(at, "Add the letter")
    assert store.decisions() == (decision(november.id, id=1, references=("R-1", "R-7")),)
    assert "R-7 is not on the register that is shown." in captions(at)
    assert store.letters() == (letter(november.id, NOVEMBER, id=1, address="https://example.org/1"),)
    (sent,) = [table for table in tables(at) if "What it is about" in table.columns]
    assert sent["What it is about"].tolist() == ["Pace of vetting"]
    bodies = "".join(html.proto.body for html in at.get("html"))
    assert '<a href="https://example.org/1">Pace of vetting</a>' in bodies
    widget(at, "text_area", "edit_text_decision").set_value("Take it in January")
    press_in(at, "edit_text_decision", "Save the changes")
    assert store.decisions() == (
        decision(november.id, "Take it in January", id=1, version=2, references=("R-1", "R-7")),
    )
    assert headers(at)[2:4] == ["1 decision", "1 letter"]


def test_all_actions_are_chosen_by_owner_and_lateness(store: Store, held: Held) -> None:
    october, november, _ = held
    store.add(action(november.id, "Other", owner_role="Commander"), by="analyst", at=MORNING)
    store.add(ended(october.id, date(2022, 11, 2), text="Done"), by="analyst", at=MORNING)
    at = page(list="all")
    assert tables(at)[0]["Action"].tolist() == ["Ask for the training plan", "Other", "Done"]
    at.multiselect(key="action_owner").select("Commander")
    run(at)
    assert tables(at)[0]["Action"].tolist() == ["Other"]
    assert "Commander." in captions(at)
    at.multiselect(key="action_owner").unselect("Commander")
    at.checkbox(key="action_overdue").check()
    run(at)
    assert tables(at)[0]["Action"].tolist() == ["Ask for the training plan"]
    at.text_input(key="action_search").set_value("nowhere")
    run(at)
    assert "No actions." in captions(at)


@pytest.mark.parametrize(
    ("theirs", "field", "mine", "words"),
    [
        (meeting(NOVEMBER), "text_input:meeting_title", "Mine", "meeting"),
        (decision(0), "text_area:edit_text_decision", "Mine", "decision"),
        (letter(0), "text_input:edit_subject_letter", "Mine", "letter"),
    ],
)
def test_an_edit_of_any_record_is_shown_beside_the_other(
    store: Store, held: Held, theirs: Any, field: str, mine: str, words: str
) -> None:
    _, november, _ = held
    kept = november if words == "meeting" else store.add(replace(theirs, meeting_id=november.id), by="a", at=MORNING)
    column = {"meeting": "title", "decision": "text", "letter": "subject"}[words]
    at = page("second reader")
    store.change(replace(kept, **{column: "Theirs"}), by="first reader", at=NOON)
    kind, name = field.split(":")
    widget(at, kind, name).set_value(mine)
    press_in(at, name, "Save the changes")
    assert headers(at)[0] == f"Somebody else changed this {words} while you were editing it"
    assert tables(at)[0].iloc[0, 2:].tolist() == ["Theirs", "Mine"]
    at.radio[0].set_value("mine")
    press(at, "Save what is chosen")
    everything = (*store.meetings(), *store.decisions(), *store.letters())
    assert replace(kept, **{column: "Mine", "version": 3}) in everything


@pytest.mark.usefixtures("held")
def test_a_form_that_changes_nothing_keeps_nothing(store: Store) -> None:
    at = press_in(page("analyst"), "edit_text_action", "Save the changes")
    assert at.info[0].value == "Nothing was changed, so nothing was kept."
    assert store.actions()[0].version == 1


@pytest.mark.usefixtures("held")
def test_what_meetings_write_is_marked() -> None:
    assert "Treat everything written here as OFFICIAL-SENSITIVE" in captions(page())


def test_a_log_is_shown_before_it_is_added(store: Store) -> None:
    at = page("analyst")
    lines = [
        "Meeting kind,Meeting date,Action,Owner role,State",
        "bilateral,2022-11-21,Write to the coroner,Head of Inquests,open",
        "bilateral,2022-11-21,Write again,,open",
    ]
    at.file_uploader[0].set_value(("log.csv", "\n".join(lines).encode(), "text/csv"))
    run(at)
    assert "**2 rows read = 1 accepted + 0 repeated + 1 rejected**" in [element.value for element in at.markdown]
    faults = next(table for table in tables(at) if "Effect" in table)
    assert faults.values.tolist() == [
        ["Row 3, Owner role: is blank: an action needs the role that carries it out.", "Row left out"]
    ]
    assert store.actions() == ()
    press(at, "Add 1 action, leaving out 1 row")
    assert store.meetings() == (meeting(date(2022, 11, 21), MeetingKind.BILATERAL, id=1),)
    assert [action.text for action in store.actions()] == ["Write to the coroner"]
    assert at.success[0].value == "1 action of the log is added."


def test_a_log_from_elsewhere_is_mapped_before_it_is_added(store: Store) -> None:
    at = page("analyst")
    lines = [
        "Ref,Date raised,Task,Lead,By when,Status,Latest update",
        "1,31/10/2022,Send the list,Head of Vetting,15/11/2022,Done,Sent",
        "2,31/10/2022,Agree the plan,Head of Training,TBC,Underway,",
        "3,31/10/2022,Name the owner,Head of Custody,Dec-22,Open,Asked twice",
    ]
    at.file_uploader[0].set_value(("log.csv", "\n".join(lines).encode(), "text/csv"))
    run(at)
    assert "Still to be said: Meeting kind." in [element.value for element in at.info]
    labelled(at.selectbox, "Meeting kind of every action").set_value(MeetingKind.BILATERAL)
    labelled(at.selectbox, "State “Underway”, in 1 row").set_value("open")
    labelled(at.checkbox, "Due date “TBC” means no date").check()
    labelled(at.date_input, "Due date “Dec-22” means the day").set_value(date(2022, 12, 31))
    labelled(at.date_input, "Completed on, for actions that have ended").set_value(date(2022, 11, 14))
    run(at)
    press(at, "Add 3 actions")
    assert [(action.text, action.due_on, action.completed_on) for action in store.actions()] == [
        ("Send the list", date(2022, 11, 15), date(2022, 11, 14)),
        ("Agree the plan", None, None),
        ("Name the owner", date(2022, 12, 31), None),
    ]


def labelled(widgets: Any, label: str) -> Any:
    """The widget with a label, as a screen shows it."""
    return next(element for element in widgets if element.label.replace("\\", "") == label)


def test_of_a_file_that_is_no_log_it_is_said_what_is_missing(store: Store) -> None:
    at = page("analyst")
    at.file_uploader[0].set_value(("log.csv", b"reference,status\nA,open\n", "text/csv"))
    run(at)
    assert "Still to be said: Meeting kind, Meeting date, Action, Owner role." in [element.value for element in at.info]
    assert not [element for element in at.button if element.label.startswith("Add 1 action")]
    assert store.meetings() == ()


LOG = "Date raised,Task,Lead,By when,Progress status\n{},Agree the plan,Head of Training,Dec-22,Parked\n"


def given_log(day: str) -> AppTest:
    """The page with a log from elsewhere, of a meeting of that day."""
    at = page("oversight analyst")
    at.file_uploader[0].set_value(("log.csv", LOG.format(day).encode(), "text/csv"))
    return run(at)


@pytest.mark.usefixtures("register")
def test_the_second_log_is_read_as_the_first_was(store: Store) -> None:
    at = given_log("31/10/2022")
    assert widget(at, "date_input", "log_day_due_date_Dec-22").value == date(2022, 12, 31)
    widget(at, "selectbox", "log_word_state_Parked").select("open")
    widget(at, "selectbox", "log_constant_meeting_kind").select(MeetingKind.BILATERAL)
    press(run(at), "Add 1 action")
    assert [(action.due_on, action.state) for action in store.contents().actions] == [
        (date(2022, 12, 31), ActionState.OPEN)
    ]
    again = given_log("30/11/2022")
    assert widget(again, "selectbox", "log_word_state_Parked").value == "open"
    assert widget(again, "selectbox", "log_constant_meeting_kind").value is None
