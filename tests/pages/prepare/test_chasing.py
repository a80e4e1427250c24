"""The page Chasing: owners, the draft to one of them, and what becomes of it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analytics import people
from analytics.audit.trail import Choice
from analytics.meetings.records import Meeting, MeetingKind
from analytics.people import LOCAL, Person, Role
from analytics.vocabulary import Marking
from pages.ui import notifications
from pages.ui.meetings_store import store
from tests.registers import write_register

DAY = date(2022, 11, 28)
ANALYST = Person(name="Anne", subject="anne", role=Role.ANALYST, clearance=Marking.OFFICIAL_SENSITIVE)
READER = Person(name="Rita Reader", subject="rita", role=Role.READER)
OWNER = "Head of custody"
ROWS = [
    {"reference": "A", "due_on": date(2022, 11, 1), "owner_role": OWNER, "classification": "OFFICIAL"},
    {"reference": "S", "due_on": date(2022, 11, 1), "owner_role": OWNER, "classification": "OFFICIAL-SENSITIVE"},
    {"reference": "B", "due_on": date(2022, 12, 1), "classification": "OFFICIAL"},
]


@pytest.fixture(autouse=True)
def own_register(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [{"source": "DARA", "status": "open", "received_on": date(2022, 1, 1)} | row for row in ROWS]
    monkeypatch.setenv("REGISTER", str(write_register(tmp_path / "register", {DAY: rows})))
    monkeypatch.setenv("ACTIONS_URL", f"sqlite:///{tmp_path / 'actions.sqlite'}")
    for name, value in {
        "SMTP_HOST": "mail.example.org",
        "MAIL_FROM": "register@example.org",
        "MAIL_DOMAINS": "example.org",
    }.items():
        monkeypatch.setenv(name, value)


def page(person: Person, monkeypatch: pytest.MonkeyPatch, root: Path, owner: str | None = OWNER) -> AppTest:
    monkeypatch.setattr(people, "_find_person", [lambda: person])
    shown = AppTest.from_file(str(root / "pages" / "prepare" / "chasing.py"), default_timeout=60)
    if owner:
        shown.query_params["chased_owner"] = owner
    shown.run()
    assert not shown.exception
    return shown


def press(shown: AppTest, label: str) -> AppTest:
    next(button for button in shown.button if button.label == label).click()
    return shown.run()


def test_a_reader_sees_their_part_and_writes_nothing(monkeypatch: pytest.MonkeyPatch, project_root: Path) -> None:
    shown = page(READER, monkeypatch, project_root)
    assert shown.title[0].value.startswith("1 recommendation is overdue and 1 is due in the next 30 days.")
    (draft,) = shown.code
    assert draft.value.startswith("OFFICIAL\n")
    assert "- A (DARA" in draft.value
    assert "- S (DARA" not in draft.value
    assert not [button for button in shown.button if button.label in ("Send", "Record the action")]


def test_a_message_is_sent_through_the_outbox_with_its_marking(
    monkeypatch: pytest.MonkeyPatch, project_root: Path
) -> None:
    shown = page(ANALYST, monkeypatch, project_root)
    assert "- S (DARA" in shown.code[0].value
    shown.text_input[0].input("head@elsewhere.org")
    shown = press(shown, "Send")
    assert "only to addresses at example.org" in shown.error[0].value
    shown.text_input[0].input("head@example.org")
    shown = press(shown, "Send")
    with people.acting_as(LOCAL):
        (waiting,) = notifications.alerts().unsent()
        entries, _ = store().audit_entries(Choice())
    assert (waiting.address, waiting.marking) == ("head@example.org", Marking.OFFICIAL_SENSITIVE)
    assert waiting.text.subject == "OFFICIAL-SENSITIVE: recommendations that are due: Head of custody"
    assert [entry.action for entry in entries] == ["message written"]


def test_what_is_asked_is_recorded_as_an_action_of_a_meeting(
    monkeypatch: pytest.MonkeyPatch, project_root: Path
) -> None:
    shown = page(ANALYST, monkeypatch, project_root)
    assert any("add a meeting" in caption.value for caption in shown.caption)
    with people.acting_as(ANALYST):
        meeting = Meeting(id=0, kind=MeetingKind.ANALYSIS, held_on=DAY)
        store().add(meeting, by="Anne", at=datetime(2022, 11, 28, tzinfo=UTC))
    shown = press(page(ANALYST, monkeypatch, project_root), "Record the action")
    with people.acting_as(ANALYST):
        (action,) = store().actions()
    assert (action.owner_role, action.references, action.meeting_id) == (OWNER, ("A", "S"), 1)
    assert action.text == "Say what has been done on A, S, what is left to do, and when it will be complete."
    assert "recorded in Monthly oversight analysis, 28 November 2022" in shown.success[0].value


def test_nothing_to_chase(monkeypatch: pytest.MonkeyPatch, project_root: Path, tmp_path: Path) -> None:
    row = {"reference": "A", "source": "DARA", "status": "open"}
    monkeypatch.setenv("REGISTER", str(write_register(tmp_path / "other", {DAY: [row]})))
    shown = page(ANALYST, monkeypatch, project_root, owner=None)
    assert shown.title[0].value == "This register does not record due dates."
