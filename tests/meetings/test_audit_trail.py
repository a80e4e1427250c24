"""The audit trail in the store: many writers add to it; what is changed by force is reported."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.exc import DatabaseError

from analytics.audit.entries import AuditAction
from analytics.audit.trail import Choice
from analytics.errors import RegisterError
from analytics.meetings.store import Store
from tests.meetings.records import MORNING, NOON, meeting


@contextmanager
def by_hand(url: str) -> Iterator[Connection]:
    """A connection of somebody who has the database's password."""
    engine = create_engine(url)
    try:
        with engine.begin() as connection:
            yield connection
    finally:
        engine.dispose()


def take_away_the_triggers(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        for act in ("update", "delete"):
            connection.execute(text(f"drop trigger audit_entry_no_{act}"))
    else:
        connection.execute(text("drop trigger audit_entry_append_only on audit_entry"))


def recorded(store: Store, number: int = 3) -> None:
    for hour in range(number):
        store.record(AuditAction.EXPORTED, by="analyst", at=MORNING + timedelta(hours=hour), details={"rows": hour})


def test_an_entry_says_who_did_what_when(store: Store) -> None:
    given = store.record(AuditAction.LOADED, by="Jane Doe", at=NOON, details={"extract": date(2022, 11, 28)})
    (entry,), number = store.audit_entries(Choice())
    assert entry == given
    assert (entry.number, entry.at, entry.by, entry.action) == (1, NOON, "Jane Doe", "extract loaded")
    assert entry.facts == {"extract": "2022-11-28"}
    assert number == 1
    assert store.verify_audit().is_intact


@pytest.mark.parametrize("statement", ["update audit_entry set by = 'nobody'", "delete from audit_entry"])
def test_the_database_refuses_to_change_or_delete_an_entry(url: str, statement: str) -> None:
    with Store(url) as store:
        recorded(store)
    with pytest.raises(DatabaseError, match="never changed or deleted"), by_hand(url) as connection:
        connection.execute(text(statement.replace("by =", '"by" =')))


@pytest.mark.parametrize(
    ("statement", "problem"),
    [
        ("update audit_entry set details = '{}' where number = 2", "Entry 2 was altered"),
        ("update audit_entry set at = 'yesterday' where number = 2", "Entry 2 was altered"),
        ("delete from audit_entry where number = 2", "Entry 2 is missing."),
    ],
)
def test_what_is_changed_by_force_is_found(url: str, statement: str, problem: str) -> None:
    with Store(url) as store:
        recorded(store)
        with by_hand(url) as connection:
            take_away_the_triggers(connection)
            connection.execute(text(statement))
        (sentence,) = store.verify_audit().problems
        assert sentence.startswith(problem)


def test_entries_removed_at_the_end_are_found_with_the_hash_noted_before(url: str) -> None:
    with Store(url) as store:
        recorded(store)
        noted = store.verify_audit().last_hash
        with by_hand(url) as connection:
            take_away_the_triggers(connection)
            connection.execute(text("delete from audit_entry where number = 3"))
        assert store.verify_audit().is_intact
        assert not store.verify_audit(noted).is_intact


def test_writers_of_several_servers_make_one_chain(url: str) -> None:
    Store(url).close()

    def write(name: int) -> None:
        with Store(url) as store:
            for _ in range(5):
                store.record(AuditAction.EXPORTED, by=f"server {name}", at=MORNING)
                store.add(meeting(), by=f"server {name}", at=MORNING)

    with ThreadPoolExecutor(4) as servers:
        list(servers.map(write, range(4)))
    with Store(url) as store:
        verification = store.verify_audit()
        assert (verification.entries, verification.problems) == (40, ())
        assert store.audited_people() == [f"server {name}" for name in range(4)]


def test_an_edit_of_a_record_is_in_the_trail_or_was_not_made(store: Store) -> None:
    kept = store.add(meeting(title="Monthly"), by="analyst", at=MORNING)
    store.change(replace(kept, title="Quarterly"), by="head", at=NOON)
    (second, first), _ = store.audit_entries(Choice())
    assert (first.by, first.action, first.facts["records"]) == ("analyst", "meeting records edited", ["meeting 1.1"])
    assert (second.by, second.facts["records"], second.facts["fields"]) == ("head", ["meeting 1.2"], ["title"])
    with pytest.raises(RegisterError), store.transaction(by="analyst", at=NOON) as writing:
        writing.change(replace(writing.add(meeting()), id=99))
    assert store.audit_entries(Choice())[1] == 2
    assert store.change(store.meetings()[0], by="head", at=NOON)
    assert store.audit_entries(Choice())[1] == 2, "a change of nothing is no edit"


@pytest.mark.parametrize(
    ("statement", "problem"),
    [
        ("update edit set after = 'Weekly' where version = 2", "The history of version 2 of meeting 1 is not what"),
        ("update edit set \"by\" = 'nobody' where version = 1", "The history of version 1 of meeting 1 is not what"),
        ("delete from edit where version = 2", "The history of version 2 of meeting 1 is not what entry 2 recorded."),
    ],
)
def test_a_history_of_meetings_changed_by_force_is_found(url: str, statement: str, problem: str) -> None:
    with Store(url) as store:
        kept = store.add(meeting(title="Monthly"), by="analyst", at=MORNING)
        store.change(replace(kept, title="Quarterly"), by="head", at=NOON)
        with by_hand(url) as connection:
            connection.execute(text(statement))
        (sentence,) = store.verify_audit().problems
        assert sentence.startswith(problem)


def test_an_edit_put_in_by_force_is_found(url: str) -> None:
    with Store(url) as store:
        store.add(meeting(title="Monthly"), by="analyst", at=MORNING)
        with by_hand(url) as connection:
            connection.execute(
                text(
                    'insert into edit (at, "by", record, record_id, version, field, before, after) '
                    "select at, 'head', record, record_id, 9, field, after, 'x' from edit"
                )
            )
        (sentence,) = store.verify_audit().problems
        assert sentence == "The history has version 9 of meeting 1, which no entry of the audit trail recorded."


def test_entries_are_found_by_action_person_day_and_text(store: Store) -> None:
    store.record(AuditAction.LOADED, by="analyst", at=MORNING, details={"file": "november.csv"})
    store.record(AuditAction.EXPORTED, by="Board member", at=NOON, details={"rows": 12, "file": "100%.csv"})
    store.record(AuditAction.EXPORTED, by="analyst", at=NOON + timedelta(days=1), details={"rows": 3})

    def numbers(**choice: object) -> list[int]:
        entries, number = store.audit_entries(Choice(**choice))
        assert number == len(entries)
        return [entry.number for entry in entries]

    assert numbers() == [3, 2, 1]
    assert numbers(actions=("file exported",)) == [3, 2]
    assert numbers(by="analyst") == [3, 1]
    assert numbers(first_day=date(2022, 11, 29)) == [3]
    assert numbers(last_day=date(2022, 11, 28)) == [2, 1]
    assert numbers(search="NOVEMBER") == [1]
    assert numbers(search="%") == [2], "a text is searched for letter by letter"
    entries, number = store.audit_entries(Choice(), 1)
    assert ([entry.number for entry in entries], number) == ([3], 3)
