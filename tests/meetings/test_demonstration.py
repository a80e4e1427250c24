"""The invented meetings: which store is shown, that they are written once, and that they fit the register."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from analytics import people
from analytics.errors import RegisterError
from analytics.filters import Filters
from analytics.measures import recommendations
from analytics.meetings import demonstration, location
from analytics.meetings.records import ActionState
from analytics.meetings.store import Store
from analytics.people import Person
from analytics.register.database import Register
from tests.meetings.databases import sqlite_url
from tests.meetings.records import MORNING, meeting


@pytest.fixture
def project(tmp_path: Path, project_root: Path) -> Path:
    """A project with the demonstration's meetings and nothing of its own."""
    (tmp_path / "data" / "demonstration").mkdir(parents=True)
    shutil.copy(project_root / "data/demonstration/meetings.toml", tmp_path / "data/demonstration")
    return tmp_path


def test_beside_the_demonstration_invented_meetings_are_shown_in_a_store_of_their_own(project: Path) -> None:
    url = demonstration.shown_url(None, project, project / "data" / "demonstration")
    assert location.is_demonstration(url)
    with demonstration.open_filled(url, project) as store:
        assert {meeting.note for meeting in store.meetings()} == {"Invented for demonstration."}
    assert not (project / "data" / "register" / location.FILE).exists()


def test_another_register_or_a_setting_or_a_meeting_of_ones_own_shows_the_usual_store(
    project: Path, tmp_path: Path
) -> None:
    shown = project / "data" / "demonstration"
    usual = location.database_url(None, project)
    assert demonstration.shown_url(None, project, project / "data" / "register") == usual
    named = sqlite_url(tmp_path)
    assert demonstration.shown_url(named, project, shown) == named
    with Store(usual) as store:
        assert location.is_demonstration(demonstration.shown_url(None, project, shown)), "it has no meeting yet"
        store.add(meeting(), by="analyst", at=MORNING)
    assert demonstration.shown_url(None, project, shown) == usual


def test_they_are_written_once_whoever_opens_them_first(project: Path) -> None:
    url = location.demonstration_url(project)
    with people.acting_as(Person(name="", subject="somebody without a role")), pytest.raises(RegisterError):
        demonstration.open_filled(url, project).meetings()
    with demonstration.open_filled(url, project) as store:
        first = store.contents()
    with demonstration.open_filled(url, project) as store:
        assert store.contents() == first
    assert len(first.meetings) == 7


def test_a_usual_store_is_opened_as_it_is(project: Path) -> None:
    with demonstration.open_filled(location.database_url(None, project), project) as store:
        assert store.meetings() == ()


def test_what_they_are_about_is_in_the_register(project_root: Path, tmp_path: Path) -> None:
    url = sqlite_url(tmp_path).replace("actions.sqlite", location.DEMONSTRATION_FILE)
    with demonstration.open_filled(url, project_root) as store:
        contents = store.contents()
    register = Register(project_root / "data" / "demonstration")
    rows = recommendations.rows(register, Filters(), ("reference", "theme"), "reference", 5_000, 0)
    records = (*contents.actions, *contents.decisions, *contents.letters)
    assert {reference for record in records for reference in record.references} <= set(rows["reference"])
    assert {theme for meeting in contents.meetings for theme in meeting.themes} <= set(rows["theme"])
    ended = [action for action in contents.actions if action.state != ActionState.OPEN]
    assert {action.completed_on for action in ended} <= {date(2022, 10, 31), date(2022, 11, 3), date(2022, 11, 17)}
