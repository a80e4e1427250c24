"""Where the store of meetings is: the database that the setting ACTIONS_URL names, else a file beside the register."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from analytics.errors import RegisterError

FILE = "actions.sqlite"
DEMONSTRATION_FILE = "demonstration-meetings.sqlite"
"""The file of the invented meetings: a store of its own, so that they never mix with meetings that took place."""

_EXAMPLES = "sqlite:////srv/meetings/actions.sqlite or postgresql://role:password@host/database"


def database_url(setting: str | None, project: Path) -> str:
    """The address of the store: the setting, else a SQLite file in data/register, whichever register is shown.

    Raises RegisterError where the setting is no address of SQLite or PostgreSQL, or lies inside the demonstration.
    The setting may hold a password, so no message repeats it.
    """
    if not setting:
        return _text(URL.create("sqlite", database=str(project / "data" / "register" / FILE)))
    try:
        url = make_url(setting)
    except ArgumentError as error:
        raise RegisterError(f"ACTIONS_URL is not the address of a database; one reads {_EXAMPLES}.") from error
    if url.drivername == "postgres":
        url = url.set(drivername="postgresql")
    if url.get_backend_name() not in {"sqlite", "postgresql"}:
        raise RegisterError(f"Meetings are kept in SQLite or PostgreSQL; ACTIONS_URL names another: write {_EXAMPLES}.")
    if url.get_backend_name() == "sqlite":
        _refuse_the_demonstration(url, project)
    return _text(url)


def demonstration_url(project: Path) -> str:
    """The address of the store of the invented meetings, beside the store that is used where nothing is set."""
    return _text(URL.create("sqlite", database=str(project / "data" / "register" / DEMONSTRATION_FILE)))


def is_demonstration(address: str) -> bool:
    """Whether an address is that of a store of invented meetings, by the name of its file."""
    url = make_url(address)
    return url.get_backend_name() == "sqlite" and Path(str(url.database)).name == DEMONSTRATION_FILE


def database_exists(address: str) -> bool:
    """Whether the store can be opened without making a file: who only reads makes none."""
    url = make_url(address)
    return url.get_backend_name() != "sqlite" or Path(str(url.database)).is_file()


def without_password(setting: str) -> str:
    """An address as it may be shown: its password hidden; what is no address is hidden whole."""
    try:
        return make_url(setting).render_as_string(hide_password=True)
    except ArgumentError:
        return "***"


def _refuse_the_demonstration(url: URL, project: Path) -> None:
    """Raise RegisterError unless the URL names a file, and one outside the committed demonstration."""
    if url.database in {None, "", ":memory:"}:
        raise RegisterError("ACTIONS_URL names no file: meetings kept in memory would be lost when the server stops.")
    demonstration = (project / "data" / "demonstration").resolve()
    if demonstration in Path(str(url.database)).resolve().parents:
        raise RegisterError("ACTIONS_URL lies inside the demonstration register; keep meetings in another folder.")


def _text(url: URL) -> str:
    return url.render_as_string(hide_password=False)
