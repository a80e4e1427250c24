"""Fixtures of the tests of meetings: each store on SQLite and on PostgreSQL, never skipped."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from pytest_postgresql import factories

from analytics.meetings.store import Store
from tests.meetings.databases import new_database, pg_ctl, postgresql_server, sqlite_url

__all__ = ["installed_postgresql", "postgresql_server"]

_NUMBERS = count(1)

installed_postgresql = factories.postgresql_proc(executable=pg_ctl(), port=None)


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database, of SQLite and of PostgreSQL in turn."""
    if request.param == "sqlite":
        yield sqlite_url(tmp_path)
    else:
        with new_database(request.getfixturevalue("postgresql_server"), f"meetings_{next(_NUMBERS)}") as address:
            yield address


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    """An empty store."""
    with Store(url) as opened:
        yield opened
