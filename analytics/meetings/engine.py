"""How the store's database is opened: its settings, its tables, and what is said where it does not answer."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import (
    Connection,
    Engine,
    NullPool,
    create_engine,
    delete,
    event,
    insert,
    inspect,
    make_url,
    select,
    text,
)
from sqlalchemy.exc import DatabaseError, InternalError, OperationalError

from analytics.errors import RegisterError
from analytics.meetings.schema import SCHEMA, schema

WAITS_SECONDS = 15
"""How long a writer waits for another to finish before it gives up."""

MIGRATIONS = Path(__file__).with_name("migrations")

_LOCK = 4_733_187
"""Any number, the same for every server, by which they make the tables in PostgreSQL one after the other."""


class StoreUnavailable(RegisterError):
    """The database of meetings does not answer, is damaged, gone or replaced, or has tables of a newer dashboard."""


def open_engine(url: str) -> Engine:
    """The database at that address, its tables made where they are missing.

    Raises StoreUnavailable where it does not answer, is damaged, can hold no tables, or holds those of a newer
    dashboard.
    """
    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        engine = _sqlite(Path(str(address.database)), url)
    else:
        engine = create_engine(address, pool_pre_ping=True, connect_args={"connect_timeout": WAITS_SECONDS})
    try:
        with writing(engine) as connection:
            _prepare(connection)
    except DatabaseError as error:
        engine.dispose()
        raise StoreUnavailable(
            "What ACTIONS_URL names cannot keep meetings: the role may not make tables there. Nothing was changed."
        ) from error
    except BaseException:
        engine.dispose()
        raise
    return engine


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A connection to read with. Raises StoreUnavailable where the database fails."""
    with _errors_as_sentences(), engine.connect() as connection:
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction to write in, kept where nothing is raised. Raises StoreUnavailable where the database fails.

    In SQLite a writer waits for its turn before it reads what it changes.
    """
    with _errors_as_sentences(), engine.execution_options(writes=True).begin() as connection:
        yield connection


@contextmanager
def _errors_as_sentences() -> Iterator[None]:
    """Raise StoreUnavailable, a sentence, where the database fails; its address may hold a password."""
    try:
        yield
    except OperationalError as error:
        why = f" ({error.orig})" if isinstance(error.orig, sqlite3.Error) else ""
        raise StoreUnavailable(
            f"The database of meetings does not answer{why}, so nothing was read or kept. Try again; if it stays so, "
            "ask whoever runs the dashboard to look at the database that ACTIONS_URL names."
        ) from error
    except DatabaseError as error:
        if type(error) not in (DatabaseError, InternalError):
            raise
        raise _damaged(str(error.orig)) from error


def require_sound(connection: Connection) -> None:
    """Raise StoreUnavailable where SQLite finds its file damaged; a server looks after its own."""
    if connection.dialect.name == "sqlite":
        result = connection.exec_driver_sql("pragma quick_check(1)").scalar()
        if result != "ok":
            raise _damaged(str(result))


def _damaged(why: str) -> StoreUnavailable:
    return StoreUnavailable(
        f"The file of the meetings' database is damaged or is no SQLite database ({' '.join(why.split())}), so nothing "
        "was read or kept. Ask whoever runs the dashboard to put it back from a backup."
    )


def identity(engine: Engine) -> tuple[int, int] | None:
    """What tells the SQLite file from another in its place, its device and number; None for a server.

    Raises StoreUnavailable where the file is gone.
    """
    if engine.dialect.name != "sqlite":
        return None
    try:
        result = Path(str(engine.url.database)).stat()
    except OSError as error:
        raise StoreUnavailable(
            f"The file of the meetings' database, {engine.url.database}, has been removed, so nothing was read or "
            "kept. Put it back from a backup, or start the dashboard again to begin an empty one."
        ) from error
    return result.st_dev, result.st_ino


def _sqlite(file: Path, url: str) -> Engine:
    """A SQLite file that several processes may read while one writes; its owner's alone.

    Each use opens the file anew and closes it: what is written never goes to a file that is gone.
    """
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(file, os.O_CREAT | os.O_RDWR, 0o600))
        file.chmod(file.stat().st_mode & ~0o007)
    except OSError as error:
        raise StoreUnavailable(
            f"The file of the meetings' database cannot be made or written to: {file} ({error.strerror})."
        ) from error
    address = f"{file.absolute().as_uri()}?mode=rw"  # never made anew by a mere look

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(address, uri=True, timeout=WAITS_SECONDS, check_same_thread=False)

    engine = create_engine(url, creator=connect, poolclass=NullPool)
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", _begin)
    return engine


def _set_up(connection: Any, _record: Any) -> None:
    """Leave transactions to `_begin`, and let readers and a writer go on side by side."""
    connection.isolation_level = None
    for setting in ("journal_mode = wal", "foreign_keys = on"):
        connection.execute(f"pragma {setting}").close()


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("begin immediate" if writes else "begin")


def _prepare(connection: Connection) -> None:
    """Make the tables, or bring those of an older dashboard up to date, unless a newer one made them."""
    require_sound(connection)
    if connection.dialect.name == "postgresql":
        connection.execute(text("select pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    has_schema = inspect(connection).has_table(schema.name)
    number = connection.execute(select(schema.c.number)).scalar() if has_schema else None
    if number is not None and number > SCHEMA:
        raise StoreUnavailable(
            f"The database of meetings was made by a newer dashboard (its tables have number {number}, this "
            f"dashboard knows {SCHEMA}). Start the newer one; nothing was changed."
        )
    if number != SCHEMA:
        _migrate(connection, number)


def _migrate(connection: Connection, number: int | None) -> None:
    """Run the steps that lead from the tables of that number, or from none, to those of this dashboard."""
    from alembic import command
    from alembic.config import Config

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    # Databases of schema 1 were made before Alembic kept its own record of the steps.
    if number == 1 and not inspect(connection).has_table("alembic_version"):
        command.stamp(config, "0001")
    command.upgrade(config, "head")
    connection.execute(delete(schema))
    connection.execute(insert(schema).values(number=SCHEMA))
