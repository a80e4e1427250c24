"""The page Saved views: views are listed in words, renamed, shared, deleted, and one is made the start."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analytics import people
from analytics.audit.trail import Choice
from analytics.people import LOCAL, Person, Role
from analytics.views.view import SavedView, Sharing, ViewDates, as_query
from pages.ui import saved_views, today
from pages.ui.meetings_store import store

READER = Person(name="Rita Reader", subject="rita", role=Role.READER)
ANALYST = Person(name="Anne Analyst", subject="anne", role=Role.ANALYST)


@pytest.fixture(autouse=True)
def own_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ACTIONS_URL", f"sqlite:///{tmp_path / 'actions.sqlite'}")


def save(person: Person, name: str, **more: object) -> SavedView:
    view = SavedView(name=name, page="register", saved_for=date(2022, 11, 28), **more)  # type: ignore[arg-type]
    with people.acting_as(person):
        return saved_views.views().add(view, by=person.name or "analyst", at=today.now())


def page(person: Person, monkeypatch: pytest.MonkeyPatch, root: Path) -> AppTest:
    monkeypatch.setattr(people, "_find_person", [lambda: person])
    shown = AppTest.from_file(str(root / "pages" / "explore" / "views.py"), default_timeout=60).run()
    assert not shown.exception
    return shown


def text(shown: AppTest) -> str:
    return " ".join(block.proto.body for block in shown.get("html"))


def press(shown: AppTest, label: str) -> AppTest:
    next(button for button in shown.button if button.label == label).click()
    return shown.run()


def test_a_view_is_listed_in_words(monkeypatch: pytest.MonkeyPatch, project_root: Path) -> None:
    fixed = as_query({"source": ["DARA"], "as_at": ["2022-06-30"], "known_at": ["2022-06-30"]})
    save(ANALYST, "In June <b>", query=fixed, dates=ViewDates.FIXED, sharing=Sharing.EVERYBODY)
    save(READER, "Mine")
    shown = page(READER, monkeypatch, project_root)
    assert shown.title[0].value == "2 saved views, 1 of them yours"
    listed = text(shown)
    for words in (
        "In June &lt;b&gt;",
        "DARA",
        "Fixed: as at 30 June 2022",
        "Everybody. Saved by Anne Analyst",
        "Only you",
    ):
        assert words in listed
    assert [element.label for element in shown.selectbox] == ["The dashboard opens with", "Rename, share or delete"]
    shown = shown.selectbox[1].select_index(0).run()
    assert [element.label for element in shown.selectbox][2:] == [], "a reader shares nothing"


def test_a_view_is_renamed_shared_and_deleted(monkeypatch: pytest.MonkeyPatch, project_root: Path) -> None:
    save(ANALYST, "Mine")
    shown = page(ANALYST, monkeypatch, project_root)
    shown = shown.selectbox[1].select_index(0).run()
    shown.text_input[0].input("Renamed")
    shown.selectbox[2].select_index(3)
    shown = press(shown, "Save changes")
    assert "Renamed" in text(shown)
    with people.acting_as(READER):
        (seen,) = saved_views.visible()
    assert (seen.name, seen.sharing) == ("Renamed", Sharing.EVERYBODY)
    shown = press(shown, "Delete this view")
    assert shown.title[0].value == "No views have been saved yet"
    with people.acting_as(LOCAL):
        entries, _ = store().audit_entries(Choice())
    assert [entry.action for entry in reversed(entries)] == ["view saved", "view changed", "view deleted"]


def test_the_start_is_chosen(monkeypatch: pytest.MonkeyPatch, project_root: Path) -> None:
    saved = save(READER, "Mine")
    shown = page(READER, monkeypatch, project_root)
    shown = shown.selectbox[0].select_index(1).run()
    with people.acting_as(READER):
        assert saved_views.views().start() == saved
    shown.selectbox[0].select_index(0).run()
    with people.acting_as(READER):
        assert saved_views.views().start() is None
