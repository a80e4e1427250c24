"""Tokens: only a hash is stored, and one opens nothing once it has expired or was revoked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from analytics import people
from analytics.errors import RegisterError
from analytics.meetings.store import Store
from analytics.people import LOCAL, NotAllowed, Person, Role
from analytics.sign_in.tokens import DAYS, PREFIX, RECORDED, WITHOUT_SIGN_IN, Tokens
from analytics.vocabulary import Marking

START = datetime(2026, 11, 29, 9, tzinfo=UTC)
DAY = timedelta(days=1)
READER = Person(name="Rita Reader", subject="reader", role=Role.READER)
ANALYST = Person(name="Ana", subject="analyst", role=Role.ANALYST, clearance=Marking.OFFICIAL_SENSITIVE)
ADMINISTRATOR = Person(name="Ada", subject="ada", role=Role.ADMINISTRATOR, clearance=Marking.OFFICIAL_SENSITIVE)


@pytest.fixture
def address(tmp_path: Path) -> str:
    url = f"sqlite:///{tmp_path / 'actions.sqlite'}"
    Store(url).close()
    return url


@pytest.fixture
def tokens(address: str) -> Iterator[Tokens]:
    opened = Tokens(address)
    yield opened
    opened.close()


def made(tokens: Tokens, person: Person = READER, days: int = 90) -> str:
    with people.acting_as(person):
        return tokens.make(" Excel ", days, START)[0]


def test_a_token_is_its_makers_until_it_expires(tokens: Tokens) -> None:
    given = made(tokens, days=30)
    result = tokens.find(given, START)
    assert result is not None
    assert (result.person, result.label, result.expires_at) == (READER, "Excel", START + 30 * DAY)
    assert tokens.find(given, START + 30 * DAY - timedelta(seconds=1)) is not None
    assert tokens.find(given, START + 30 * DAY) is None
    for other in ("", PREFIX, given[:-1], f"{given}x", given.upper(), result.number):
        assert tokens.find(other, START) is None


def test_no_two_are_alike_and_the_database_holds_none(tokens: Tokens, address: str) -> None:
    given = {made(tokens) for _ in range(5)}
    assert len(given) == 5
    assert all(token.startswith(PREFIX) and len(token) >= 40 for token in given)
    with create_engine(address).connect() as connection:
        stored = str(connection.execute(text("select * from personal_token")).all())
    assert not [token for token in given if token in stored or token.removeprefix(PREFIX) in stored]


def test_its_last_use_is_recorded_now_and_then(tokens: Tokens) -> None:
    given = made(tokens)

    def used_at() -> datetime | None:
        with people.acting_as(READER):
            return tokens.listed(READER.subject)[0].used_at

    assert used_at() is None
    tokens.find(given, START + DAY)
    tokens.find(given, START + DAY + RECORDED / 2)
    assert used_at() == START + DAY
    tokens.find(given, START + DAY + RECORDED)
    assert used_at() == START + DAY + RECORDED


def test_a_revoked_token_opens_nothing_and_stays_listed(tokens: Tokens) -> None:
    given, other = made(tokens), made(tokens)
    result = tokens.find(given, START)
    assert result is not None
    with people.acting_as(READER):
        tokens.revoke(result.number, START + DAY)
        tokens.revoke(result.number, START + 2 * DAY)
        revoked = {token.number: token.revoked_at for token in tokens.listed(READER.subject)}
    assert tokens.find(given, START + DAY) is None
    assert tokens.find(other, START + DAY) is not None
    assert sorted(map(str, revoked.values())) == sorted([str(START + DAY), "None"])


def test_only_who_made_it_and_an_administrator_see_it_and_end_it(tokens: Tokens) -> None:
    result = tokens.find(made(tokens), START)
    assert result is not None
    for person in (ANALYST, Person(name="Nobody", subject="", role=Role.READER)):
        with people.acting_as(person):
            for refused in (
                lambda: tokens.revoke(result.number, START),
                lambda: tokens.listed(READER.subject),
                tokens.listed,
            ):
                with pytest.raises(NotAllowed):
                    refused()
    with people.acting_as(ADMINISTRATOR):
        assert [token.number for token in tokens.listed()] == [result.number]
        tokens.revoke(result.number, START)
        with pytest.raises(RegisterError, match="no such token"):
            tokens.revoke("0" * 64, START)


@pytest.mark.parametrize("person", [LOCAL, Person(name="No role", subject="x"), Person(name="", role=Role.READER)])
def test_nobody_else_makes_one(tokens: Tokens, person: Person) -> None:
    with pytest.raises(NotAllowed):
        made(tokens, person)


@pytest.mark.parametrize(("label", "days"), [(" ", 30), ("x" * 81, 30), ("Excel", 0), ("Excel", DAYS[-1] + 1)])
def test_a_token_says_what_it_is_for_and_does_not_last_for_ever(tokens: Tokens, label: str, days: int) -> None:
    with people.acting_as(READER), pytest.raises(RegisterError):
        tokens.make(label, days, START)


def test_a_token_stops_when_its_maker_does_not_sign_in_and_goes_on_when_they_do(tokens: Tokens) -> None:
    given, others = made(tokens, days=365), made(tokens, ANALYST, days=365)
    assert tokens.find(given, START + WITHOUT_SIGN_IN - DAY) is not None
    assert tokens.find(given, START + WITHOUT_SIGN_IN) is None
    assert tokens.note_sign_in(READER, START + WITHOUT_SIGN_IN) == ()
    assert tokens.find(given, START + WITHOUT_SIGN_IN + DAY) is not None
    assert tokens.find(others, START + WITHOUT_SIGN_IN + DAY) is None


def test_a_token_is_cut_to_less_and_never_raised(tokens: Tokens) -> None:
    given = made(tokens, ANALYST)

    def has() -> tuple[Role | None, Marking]:
        result = tokens.find(given, START)
        assert result is not None
        return result.person.role, result.person.clearance

    tokens.note_sign_in(replace(ANALYST, role=Role.ADMINISTRATOR), START)
    assert has() == (Role.ANALYST, Marking.OFFICIAL_SENSITIVE)
    tokens.note_sign_in(replace(ANALYST, clearance=Marking.OFFICIAL), START)
    assert has() == (Role.ANALYST, Marking.OFFICIAL)
    tokens.note_sign_in(replace(ANALYST, role=Role.READER), START)
    tokens.note_sign_in(ANALYST, START)
    assert has() == (Role.READER, Marking.OFFICIAL)
    ((before, after),) = tokens.note_sign_in(replace(ANALYST, role=None), START)
    assert (before.revoked_at, after.revoked_at) == (None, START)
    assert tokens.find(given, START) is None
    assert tokens.note_sign_in(replace(ANALYST, role=None), START) == ()
