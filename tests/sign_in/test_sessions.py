"""Sessions end on signing out, after a time without use, and after the longest time; in every process."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from analytics import people
from analytics.meetings.store import Store
from analytics.people import LOCAL, NotAllowed, Person, Role
from analytics.sign_in.sessions import KEEP_FOR, RECHECKED, Sessions

START = datetime(2026, 11, 29, 9, tzinfo=UTC)
IDLE, LONGEST = timedelta(minutes=30), timedelta(hours=10)
READER = Person(name="Rita Reader", subject="reader", role=Role.READER)


def minutes(number: float) -> datetime:
    return START + timedelta(minutes=number)


@pytest.fixture
def address(tmp_path: Path) -> str:
    url = f"sqlite:///{tmp_path / 'actions.sqlite'}"
    Store(url).close()
    return url


@pytest.fixture
def two(address: str) -> Iterator[tuple[Sessions, Sessions]]:
    """Two processes on one database."""
    opened = Sessions(address, idle=IDLE, longest=LONGEST), Sessions(address, idle=IDLE, longest=LONGEST)
    yield opened
    for sessions in opened:
        sessions.close()


def test_a_session_of_one_process_is_known_to_the_other(two: tuple[Sessions, Sessions]) -> None:
    first_process, second_process = two
    token = first_process.start(READER, START)
    result = second_process.find(token, minutes(1))
    assert result is not None
    assert result.person == READER
    assert second_process.find("guessed", minutes(1)) is None


def test_it_ends_without_use_and_use_prolongs_it(two: tuple[Sessions, Sessions]) -> None:
    first_process, second_process = two
    token = first_process.start(READER, START)
    assert first_process.find(token, minutes(29)) is not None
    assert second_process.find(token, minutes(58)) is not None
    assert first_process.find(token, minutes(88)) is None
    assert second_process.find(token, minutes(88)) is None


def test_a_look_that_is_no_use_prolongs_nothing(two: tuple[Sessions, Sessions]) -> None:
    token = two[0].start(READER, START)
    for minute in range(1, 30):
        assert two[0].find(token, minutes(minute), is_use=False) is not None
    assert two[0].find(token, minutes(30), is_use=False) is None


def test_it_ends_after_the_longest_time_however_much_it_is_used(two: tuple[Sessions, Sessions]) -> None:
    token = two[0].start(READER, START)
    for minute in range(10, 600, 10):
        assert two[0].find(token, minutes(minute)) is not None
    assert two[0].find(token, minutes(600)) is None


def test_an_end_counts_at_once_here_and_soon_in_other_processes(two: tuple[Sessions, Sessions]) -> None:
    first_process, second_process = two
    token = first_process.start(READER, START)
    assert second_process.find(token, minutes(1)) is not None
    first_process.end(token, minutes(1))
    assert first_process.find(token, minutes(1)) is None
    assert second_process.find(token, minutes(1) + RECHECKED) is None


def test_a_person_ends_every_session_of_theirs_and_nobody_elses(two: tuple[Sessions, Sessions]) -> None:
    sessions, _ = two
    mine, elsewhere = sessions.start(READER, START), sessions.start(READER, START)
    others = sessions.start(Person(name="B", subject="other", role=Role.READER), START)
    sessions.end_all("reader", minutes(1))
    assert [sessions.find(token, minutes(1)) is None for token in (mine, elsewhere, others)] == [True, True, False]


def test_the_database_has_no_token(address: str, two: tuple[Sessions, Sessions]) -> None:
    token = two[0].start(READER, START)
    with create_engine(address).connect() as connection:
        (row,) = connection.execute(text("select * from sign_in_session"))
    assert token not in str(row)


def test_what_ended_long_ago_is_deleted(address: str, two: tuple[Sessions, Sessions]) -> None:
    two[0].start(READER, START)
    two[0].start(Person(name="B", subject="other", role=Role.READER), START + KEEP_FOR + timedelta(days=1))
    with create_engine(address).connect() as connection:
        rows = connection.execute(text("select subject from sign_in_session")).scalars()
        assert list(rows) == ["other"]


def test_a_reader_sees_and_ends_no_sessions_but_their_own(two: tuple[Sessions, Sessions]) -> None:
    sessions, _ = two
    sessions.start(READER, START)
    with people.acting_as(READER):
        assert len(sessions.open(START, "reader")) == 1
        for refused in (lambda: sessions.open(START), lambda: sessions.open(START, "other")):
            with pytest.raises(NotAllowed):
                refused()
        with pytest.raises(NotAllowed):
            sessions.end_all_of_other("other", START)
    with people.acting_as(LOCAL):
        sessions.end_all_of_other("reader", minutes(1))
        assert sessions.open(minutes(1)) == ()
