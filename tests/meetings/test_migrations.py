"""A database of an older dashboard is brought up to date from every schema there was, and loses nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, MetaData, Table, create_engine, insert, inspect, select, text

from analytics.audit.trail import METADATA as AUDIT
from analytics.audit.trail import Choice
from analytics.errors import RegisterError
from analytics.meetings.engine import MIGRATIONS
from analytics.meetings.schema import METADATA as MEETINGS
from analytics.meetings.schema import SCHEMA
from analytics.meetings.store import Store
from tests.meetings.records import NOON

OLD_DATABASE = Path(__file__).with_name("schema_1.sql")

ROWS = {
    "schema_number": {},
    "meeting": {"id": 1, "kind": "monthly oversight analysis", "held_on": "2022-11-28", "title": "Monthly",
                "note": "Room 3", "is_cancelled": False, "version": 1},
    "letter": {"id": 1, "meeting_id": 1, "sent_on": "2022-11-29", "subject": "Plan", "address": "", "version": 1},
    "action": {"id": 1, "meeting_id": 1, "text": "Ask", "owner_role": "Head", "state": "open", "outcome": "",
               "letter_id": 1, "version": 1},
    "decision": {"id": 1, "meeting_id": 1, "text": "Agreed", "version": 1},
    "edit": {"id": 1, "at": "2022-11-28 09:00:00+00:00", "by": "analyst", "record": "meeting", "record_id": 1,
             "version": 1, "field": "title", "before": "", "after": "Monthly"},
    "audit_entry": {"number": 1, "at": "2022-11-28T09:00:00+00:00", "by": "analyst", "action": "file exported",
                    "details": "{}", "previous": "0" * 64, "hash": "a" * 64},
    "sign_in_session": {"token_hash": "b" * 64, "subject": "rita", "name": "Rita", "role": "reader",
                        "clearance": "OFFICIAL", "started_at": "2026-11-28 09:00:00+00:00",
                        "used_at": "2026-11-28 10:00:00+00:00"},
    "saved_view": {"id": 1, "name": "Mine", "page": "overview", "query": "source=DARA", "dates": "newest",
                   "saved_for": "2026-11-29", "sharing": "private", "owner": "rita", "owner_name": "Rita",
                   "version": 1},
    "start_page": {"subject": "rita", "view_id": 1},
    "personal_token": {"token_hash": "c" * 64, "subject": "rita", "name": "Rita", "role": "reader",
                       "clearance": "OFFICIAL", "label": "Excel", "made_at": "2026-11-28 09:00:00+00:00",
                       "expires_at": "2027-02-28 09:00:00+00:00"},
}  # fmt: skip
"""A row for each table, with the columns that the table had when it was first made."""


@contextmanager
def by_hand(url: str) -> Iterator[Connection]:
    """A connection of somebody who has the database's password."""
    engine = create_engine(url)
    try:
        with engine.begin() as connection:
            yield connection
    finally:
        engine.dispose()


def make_old(url: str, number: int) -> None:
    """A database as the dashboard of that schema made it, with a row in each table."""
    with by_hand(url) as connection:
        config = Config(attributes={"connection": connection})
        config.set_main_option("script_location", str(MIGRATIONS))
        command.upgrade(config, f"{number:04}")
        connection.execute(text("insert into schema_number (number) values (:number)"), {"number": number})
        for table, values in ROWS.items():
            if values and inspect(connection).has_table(table):
                connection.execute(insert(Table(table, MetaData(), autoload_with=connection)), typed(values))


def typed(values: dict[str, Any]) -> dict[str, Any]:
    """The values with days and times as such."""
    days = {name: date.fromisoformat(value) for name, value in values.items() if name.endswith(("_on", "saved_for"))}
    times = {
        name: datetime.fromisoformat(value)
        for name, value in values.items()
        if name.endswith("_at") or (name == "at" and " " in value)
    }
    return values | days | times


def stored(url: str) -> dict[str, dict[str, str]]:
    """The one row of each table of ROWS, as texts."""
    with by_hand(url) as connection:
        names = [table for table in ROWS if inspect(connection).has_table(table)]
        tables = {table: Table(table, MetaData(), autoload_with=connection) for table in names}
        rows = {name: connection.execute(select(table)).mappings().all() for name, table in tables.items()}
    assert all(len(each) == 1 for each in rows.values() if each)
    return {table: {name: str(value) for name, value in each[0].items()} for table, each in rows.items() if each}


@pytest.mark.parametrize("number", range(1, SCHEMA))
def test_every_former_schema_is_brought_up_to_date_and_loses_nothing(url: str, number: int) -> None:
    make_old(url, number)
    before = stored(url)
    Store(url).close()
    after = stored(url)
    assert after["schema_number"] == {"number": str(SCHEMA)}
    assert len(before) > 5
    for table, row in before.items():
        if table != "schema_number":
            assert row.items() <= after[table].items(), table
    with Store(url) as store:
        assert [meeting.title for meeting in store.meetings()] == ["Monthly"]
        assert [action.letter_id for action in store.actions()] == [1]
    assert_is_as_the_code_expects(url)


def test_the_maker_of_an_older_token_is_taken_to_have_signed_in_when_it_was_made(url: str) -> None:
    make_old(url, 4)
    Store(url).close()
    row = stored(url)["personal_token"]
    assert row["signed_in_at"] == row["made_at"]


def assert_is_as_the_code_expects(url: str) -> None:
    with by_hand(url) as connection:
        expected = MetaData()
        for table in (*MEETINGS.tables.values(), *AUDIT.tables.values()):
            table.to_metadata(expected)
        context = MigrationContext.configure(
            connection, opts={"include_name": lambda name, kind, _: not (kind == "table" and name == "alembic_version")}
        )
        assert compare_metadata(context, expected) == []
        assert connection.execute(text("select number from schema_number")).scalars().all() == [SCHEMA]


def test_a_database_of_an_older_dashboard_is_brought_up_to_date_and_loses_nothing(tmp_path: Path) -> None:
    """schema_1.sql is a database as the dashboard wrote it before it had an audit trail."""
    file = tmp_path / "old.sqlite"
    with sqlite3.connect(file) as old:
        old.executescript(OLD_DATABASE.read_text(encoding="utf-8"))
    old.close()
    with Store(f"sqlite:///{file}") as store:
        assert [meeting.title for meeting in store.meetings()] == ["Monthly"]
        (action,) = store.actions()
        assert (action.references, action.due_on, action.version) == (("R-2", "R-1"), date(2022, 11, 30), 2)
        assert store.as_it_was("action", action.id, 1).due_on is None
        assert store.verify_audit().is_intact, "edits from before the audit trail are not held against it"
        store.change(replace(action, due_on=None), by="analyst", at=NOON)
        assert store.audit_entries(Choice())[1] == 1
    with Store(f"sqlite:///{file}") as again:
        assert again.verify_audit().entries == 1


def test_a_step_that_fails_leaves_the_old_database_as_it_was(tmp_path: Path) -> None:
    file = tmp_path / "old.sqlite"
    with sqlite3.connect(file) as old:
        old.executescript(OLD_DATABASE.read_text(encoding="utf-8"))
        # A view in the way of the new table.
        old.execute("create view audit_entry as select 1")
        before = list(old.iterdump())
    old.close()
    with pytest.raises(RegisterError):
        Store(f"sqlite:///{file}")
    with sqlite3.connect(file) as still:
        assert list(still.iterdump()) == before
    still.close()


def test_migrations_make_the_tables_that_the_code_expects(url: str) -> None:
    Store(url).close()
    assert_is_as_the_code_expects(url)
