"""The audit trail in a database: its table, how an entry is added, and how entries are read back."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Column, Connection, Integer, MetaData, String, Table, Text, func, insert, or_, select, text
from sqlalchemy.engine import RowMapping

from analytics.audit.entries import AuditAction, AuditEntry, next_entry

log = logging.getLogger(__name__)

METADATA = MetaData()

_LOCK = 4_733_188
"""Any number, the same for every server, by which PostgreSQL lets one writer after the other add an entry."""

audit_entry = Table(
    "audit_entry",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=False),
    # Text, so that the hash is of the same letters in every database; in UTC, so that it sorts by time.
    Column("at", String(32), nullable=False),
    Column("by", Text, nullable=False),
    Column("action", String(40), nullable=False),
    Column("details", Text, nullable=False),
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False, unique=True),
)
"""Made by a migration, with triggers that refuse to change or delete a row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Which entries to read: of some actions, by one person, from and to a day in UTC, with a text anywhere in them."""

    actions: tuple[str, ...] = ()
    by: str | None = None
    first_day: date | None = None
    last_day: date | None = None
    search: str = ""


def append(
    connection: Connection, by: str, at: datetime, action: AuditAction, details: Mapping[str, Any] | None = None
) -> AuditEntry:
    """Add an entry at the end of the chain, within the connection's transaction, which must have begun as a writer.

    Writers take turns: SQLite has one at a time, and in PostgreSQL each holds a lock until its transaction ends.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("select pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    entry = next_entry(last(connection), at, by, action, details)
    values = {field.name: getattr(entry, field.name) for field in fields(AuditEntry)}
    connection.execute(insert(audit_entry).values(values | {"at": entry.at.isoformat()}))
    # The hash alone: in a log that is kept elsewhere it shows later whether entries were cut off.
    log.info("Audit entry %d has the hash %s", entry.number, entry.hash)
    return entry


def last(connection: Connection) -> AuditEntry | None:
    """The newest entry; None where there is none."""
    newest = select(audit_entry).order_by(audit_entry.c.number.desc()).limit(1)
    row = connection.execute(newest).mappings().first()
    return _entry(row) if row else None


def chain(connection: Connection) -> Iterator[AuditEntry]:
    """Every entry in the order of their numbers, read some thousands at a time."""
    statement = select(audit_entry).order_by(audit_entry.c.number)
    yield from map(_entry, connection.execution_options(yield_per=5_000).execute(statement).mappings())


def chosen(connection: Connection, choice: Choice, most: int | None = None) -> list[AuditEntry]:
    """The entries of a choice, newest first, at most so many."""
    statement = select(audit_entry).where(*_conditions(choice)).order_by(audit_entry.c.number.desc()).limit(most)
    return [_entry(row) for row in connection.execute(statement).mappings()]


def number_chosen(connection: Connection, choice: Choice) -> int:
    """How many entries a choice has."""
    return int(
        connection.execute(select(func.count()).select_from(audit_entry).where(*_conditions(choice))).scalar_one()
    )


def people(connection: Connection) -> list[str]:
    """Everyone who has an entry, by name."""
    return list(connection.execute(select(audit_entry.c.by).distinct().order_by(audit_entry.c.by)).scalars())


def _conditions(choice: Choice) -> list[Any]:
    columns = audit_entry.c
    conditions: list[Any] = []
    if choice.actions:
        conditions.append(columns.action.in_(choice.actions))
    if choice.by is not None:
        conditions.append(columns.by == choice.by)
    if choice.first_day:
        conditions.append(columns.at >= choice.first_day.isoformat())
    if choice.last_day:
        conditions.append(columns.at < (choice.last_day + timedelta(days=1)).isoformat())
    if search := choice.search.strip():
        conditions.append(
            or_(*(columns[name].icontains(search, autoescape=True) for name in ("by", "action", "details")))
        )
    return conditions


def _entry(row: RowMapping) -> AuditEntry:
    try:
        at = datetime.fromisoformat(row["at"])
    except ValueError:  # altered by hand: no hash fits it
        at = datetime.combine(date.min, time(), UTC)
    return AuditEntry(**{**row, "at": at})
