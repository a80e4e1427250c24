"""The page Notifications: one is set up for a view, refused in words where it cannot be, listed, stopped and ended."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analytics import people
from analytics.alerts.subscription import Cadence, Channel
from analytics.audit.trail import Choice
from analytics.meetings.records import MeetingKind
from analytics.people import LOCAL, Person, Role
from analytics.views.view import SavedView, ViewDates
from analytics.vocabulary import Marking
from pages.ui import notifications, saved_views
from pages.ui.meetings_store import store
from pages.ui.prepare import notifications_view

READER = Person(name="Rita Reader", subject="rita", role=Role.READER)
CLEARED = replace(READER, clearance=Marking.OFFICIAL_SENSITIVE)


@pytest.fixture(autouse=True)
def own_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ACTIONS_URL", f"sqlite:///{tmp_path / 'actions.sqlite'}")


@pytest.fixture
def mail(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {
        "SMTP_HOST": "mail.example.org",
        "MAIL_FROM": "register@example.org",
        "MAIL_DOMAINS": "example.org",
        "PUBLIC_URL": "https://register.example",
    }.items():
        monkeypatch.setenv(name, value)


def save(person: Person, name: str = "Late", dates: ViewDates = ViewDates.LATEST) -> SavedView:
    view = SavedView(name=name, page="register", saved_for=date(2022, 11, 28), dates=dates)
    with people.acting_as(person):
        return saved_views.views().add(view, by=person.name, at=datetime(2022, 12, 1, tzinfo=UTC))


def page(person: Person, monkeypatch: pytest.MonkeyPatch, root: Path) -> AppTest:
    monkeypatch.setattr(people, "_find_person", [lambda: person])
    shown = AppTest.from_file(str(root / "pages" / "prepare" / "notifications.py"), default_timeout=60).run()
    assert not shown.exception
    return shown


def press(shown: AppTest, label: str) -> AppTest:
    next(button for button in shown.button if button.label == label).click()
    return shown.run()


def texts(shown: AppTest) -> str:
    return " ".join(str(element.value) for element in (*shown.markdown, *shown.warning, *shown.error))


def test_it_says_what_is_missing(monkeypatch: pytest.MonkeyPatch, project_root: Path) -> None:
    shown = page(READER, monkeypatch, project_root)
    assert shown.title[0].value == "You have no notifications"
    assert "E-mail and Teams are not set up" in texts(shown)


@pytest.mark.usefixtures("mail")
def test_without_a_view_that_can_change_there_is_nothing_to_follow(
    monkeypatch: pytest.MonkeyPatch, project_root: Path
) -> None:
    save(READER, "Then", ViewDates.FIXED)
    assert notifications_view.NO_VIEW in texts(page(READER, monkeypatch, project_root))


@pytest.mark.usefixtures("mail")
def test_a_notification_is_set_up_stopped_and_ended(monkeypatch: pytest.MonkeyPatch, project_root: Path) -> None:
    view = save(READER)
    shown = page(READER, monkeypatch, project_root)
    assert shown.code[0].value == "https://register.example/api/v1/views/Late/changes.atom"
    assert len(shown.selectbox(key="cadence").options) == 3, "meetings are not hers to see"
    shown.text_input[0].input("rita@elsewhere.org")
    shown = press(shown, "Set up this notification")
    assert shown.error[0].value == "E-mail is sent only to addresses at example.org, not at elsewhere.org."
    shown.text_input[0].input(" rita@example.org ")
    shown = press(shown, "Set up this notification")
    assert shown.title[0].value == "You have 1 notification"
    with people.acting_as(READER):
        (made,) = notifications.alerts().subscriptions()
        assert (made.address, made.cadence, made.channel) == ("rita@example.org", Cadence.LOAD, Channel.EMAIL)
        assert (made.covered_until, made.view_id) == (date(2022, 11, 28), view.id)
    notifications.alerts().stop(made.id, "The mail server answered 550 No such user")
    shown = page(READER, monkeypatch, project_root)
    assert shown.title[0].value == "You have 1 notification, 1 of them stopped"
    assert "Nothing more is sent to rita" in shown.warning[0].value
    assert "550 No such user" in shown.warning[0].value
    shown = shown.selectbox(key="ended_notification").select_index(0).run()
    shown = press(shown, "End this notification")
    assert shown.title[0].value == "You have no notifications"
    with people.acting_as(LOCAL):
        entries, _ = store().audit_entries(Choice())
    assert [entry.action for entry in reversed(entries)] == [
        "view saved",
        "notification set up",
        "notification ended",
    ]
    assert entries[0].facts["address"] == "rita@example.org"


@pytest.mark.usefixtures("mail")
def test_a_notification_before_a_meeting_asks_which_and_how_long_before(
    monkeypatch: pytest.MonkeyPatch, project_root: Path
) -> None:
    save(CLEARED)
    shown = page(CLEARED, monkeypatch, project_root)
    shown = shown.selectbox(key="cadence").select_index(2).run()
    shown.selectbox(key="notified_meeting").select_index(1)
    shown.number_input[0].set_value(5)
    shown.text_input[0].input("rita@example.org")
    press(shown, "Set up this notification")
    with people.acting_as(CLEARED):
        (made,) = notifications.alerts().subscriptions()
    assert (made.cadence, made.days, made.meeting_kind) == (Cadence.MEETING, 5, MeetingKind.PEEL)
