"""A reader without a browser sees what a reader with one sees: the page, and its filter's choice."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Iterator
from time import perf_counter

import pytest

from analytics.filters import Filters
from analytics.measures.headline_figures import headline
from analytics.register.database import Register
from bench import sessions
from bench.load import Waits, _reader
from bench.sessions import Answer, Session
from tests.browser.server import DEMONSTRATION, Server


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with Server() as server:
        yield server.url


def test_a_filter_change_is_answered_with_the_page_of_that_filter(url: str) -> None:
    async def read() -> tuple[Answer | None, list[str]]:
        async with Session(url, "register") as session:
            titles = [session.title]
            for sources in (("DARA",), ()):
                await session.change(sources)
                titles.append(session.title)
            return session.opened, titles

    opened, (everything, of_source, again) = asyncio.run(read())
    assert opened is not None
    assert opened.received > 10_000
    open_ones = headline(Register(DEMONSTRATION), Filters(source=("DARA",))).open
    assert of_source.startswith(f"{open_ones} open recommendations")
    assert everything == again != of_source


def test_a_page_without_the_filter_is_an_error_and_not_a_short_wait(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sessions, "FILTER", "Nothing")

    async def read() -> None:
        async with Session(url, "register") as session:
            await session.change(("DARA",))

    with pytest.raises(RuntimeError, match="has no filter Nothing"):
        asyncio.run(read())


def test_a_reader_notes_every_wait(url: str) -> None:
    waits = Waits()
    asyncio.run(_reader(url, random.Random(1), perf_counter() + 2, waits))
    assert waits.opened
    assert waits.errors == []
    assert min(waits.opened + waits.changed) > 0


def test_a_server_that_is_not_there_is_an_error() -> None:
    waits = Waits()
    asyncio.run(_reader("http://127.0.0.1:9", random.Random(1), perf_counter() + 5, waits))
    assert waits.errors
    assert not waits.opened
