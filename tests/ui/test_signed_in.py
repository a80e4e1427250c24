"""Whom a session serves, and that nothing of somebody else is left in it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import streamlit as st
from streamlit.runtime.context import StreamlitHeaders

from analytics import people
from analytics.people import LOCAL, NotAllowed, Person, Right, Role
from analytics.sign_in.configuration import read
from analytics.vocabulary import Marking
from pages.ui import access, signed_in
from pages.ui.access import Access
from tests.sign_in.service import SECRET

READER = Person(name="Rita Reader", subject="reader", role=Role.READER)
HEADERS = {
    "X-Dashboard-Proxy-Secret": SECRET,
    "X-Forwarded-User": "reader",
    "X-Forwarded-Preferred-Username": "Rita Reader",
    "X-Forwarded-Groups": "reader",
}


@pytest.fixture
def behind_proxy(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """This process as a server whose proxy signs people in."""
    monkeypatch.setattr(access, "_in_force", [])
    monkeypatch.setattr(people, "_find_person", [lambda: LOCAL])
    access.set_up(Access(read({"SIGN_IN": "proxy", "PROXY_SECRET": SECRET}, None)))
    people.ask_session(signed_in.person)
    return


def come(monkeypatch: pytest.MonkeyPatch, **changes: str) -> None:
    """Let a browser come with these headers."""
    monkeypatch.setattr(signed_in, "headers", lambda: list((HEADERS | changes).items()))


@pytest.mark.usefixtures("behind_proxy")
def test_who_acts_is_whom_the_headers_of_the_session_name(monkeypatch: pytest.MonkeyPatch) -> None:
    come(monkeypatch)
    assert people.acting() == READER
    with pytest.raises(NotAllowed):
        people.require(Right.LOAD)


@pytest.mark.usefixtures("behind_proxy")
def test_where_nobody_is_signed_in_nobody_acts() -> None:
    with pytest.raises(NotAllowed, match="You are signed out"):
        people.acting()


@pytest.mark.usefixtures("behind_proxy")
@pytest.mark.parametrize("changes", [{"X-Forwarded-Groups": ""}, {"X-Dashboard-Proxy-Secret": "guessed"}])
def test_nobody_acts_without_a_role_or_the_secret(changes: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    come(monkeypatch, **changes)
    with pytest.raises(NotAllowed):
        people.acting()


def test_headers_that_come_twice_are_both_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    twice = StreamlitHeaders([("X-Forwarded-User", "a"), ("x-forwarded-user", "b")])
    monkeypatch.setattr(type(st.context), "headers", property(lambda _: twice))
    assert [value for _, value in signed_in.headers()] == ["a", "b"]


@pytest.mark.parametrize(
    "other",
    [
        Person(name="Bo", subject="board", role=Role.READER),
        Person(name="Rita Reader", subject="reader", role=Role.ANALYST),
        Person(name="Rita Reader", subject="reader", role=Role.READER, clearance=Marking.OFFICIAL_SENSITIVE),
    ],
)
def test_a_session_forgets_what_another_person_left_in_it(other: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    state: dict[str, object] = {}
    monkeypatch.setattr(st, "session_state", state)
    signed_in.forget_other_person(READER)
    state["_loaded_role"] = "kept"
    signed_in.forget_other_person(READER)
    assert state["_loaded_role"] == "kept"
    signed_in.forget_other_person(other)
    assert "_loaded_role" not in state
