"""Where the store is: beside the register by default, never in the demonstration, wherever one setting says."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import make_url

from analytics.errors import RegisterError
from analytics.meetings.location import database_exists, database_url
from analytics.meetings.store import Store
from analytics.register import folder
from tests.meetings.records import MORNING, meeting


@pytest.mark.parametrize("setting", [None, ""])
def test_without_a_setting_it_is_a_file_beside_the_register(setting: str | None, tmp_path: Path) -> None:
    assert make_url(database_url(setting, tmp_path)).database == str(tmp_path / "data" / "register" / "actions.sqlite")


def test_a_store_beside_the_register_makes_no_register(tmp_path: Path) -> None:
    (tmp_path / "data" / "demonstration").mkdir(parents=True)
    with Store(database_url(None, tmp_path)) as store:
        store.add(meeting(date(2022, 10, 25)), by="analyst", at=MORNING)
    assert (tmp_path / "data" / "register" / "actions.sqlite").is_file()
    assert folder.choose(None, tmp_path) == tmp_path / "data" / "demonstration"


@pytest.mark.parametrize(
    ("setting", "driver"),
    [
        ("postgresql://role:word@host/name", "postgresql"),
        ("postgres://role:word@host/name", "postgresql"),
        ("postgresql+psycopg://role:word@host/name", "postgresql+psycopg"),
        ("sqlite:////srv/actions.sqlite", "sqlite"),
    ],
)
def test_one_setting_names_another_database(setting: str, driver: str, tmp_path: Path) -> None:
    result = make_url(database_url(setting, tmp_path))
    assert result.drivername == driver
    assert result.render_as_string(hide_password=False).partition("://")[2] == setting.partition("://")[2]


@pytest.mark.parametrize(
    ("setting", "reason"),
    [
        ("/srv/s3cret.sqlite", "not the address of a database"),
        ("mysql://role:s3cret@host/name", "SQLite or PostgreSQL"),
        ("sqlite://", "names no file"),
        ("sqlite:///:memory:", "names no file"),
    ],
)
def test_another_setting_is_refused_in_a_sentence_without_its_password(
    setting: str, reason: str, tmp_path: Path
) -> None:
    with pytest.raises(RegisterError, match=reason) as error:
        database_url(setting, tmp_path)
    assert "s3cret" not in str(error.value)


def test_the_demonstration_is_never_written_into(project_root: Path) -> None:
    inside = project_root / "data" / "demonstration" / "extracts" / "actions.sqlite"
    with pytest.raises(RegisterError, match="inside the demonstration"):
        database_url(f"sqlite:///{inside}", project_root)


def test_a_store_is_there_once_something_opened_it(tmp_path: Path) -> None:
    where = database_url(None, tmp_path)
    assert not database_exists(where)
    Store(where).close()
    assert database_exists(where)
    assert database_exists("postgresql://role@host/name")
