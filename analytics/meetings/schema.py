"""The tables of the store: one a record, one for the values of its lists, and one for every edit ever made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
)

from analytics.meetings.records import Action, Decision, Letter, Meeting

SCHEMA = 7
"""The number of the tables as they are below and in the audit trail; a change takes the next, and a migration."""

METADATA = MetaData()


class UtcDateTime(TypeDecorator[datetime]):
    """A moment, kept and given back in UTC: SQLite forgets zones, PostgreSQL gives back its session's."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """The moment in UTC."""
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """The moment in UTC, and said to be."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


schema = Table("schema_number", METADATA, Column("number", Integer, nullable=False))

meeting = Table(
    "meeting",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("kind", String(80), nullable=False),
    Column("held_on", Date, nullable=False),
    Column("title", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("is_cancelled", Boolean, nullable=False),
    Column("version", Integer, nullable=False),
)

letter = Table(
    "letter",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("meeting_id", ForeignKey("meeting.id"), nullable=False, index=True),
    Column("sent_on", Date, nullable=False),
    Column("subject", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("version", Integer, nullable=False),
)

action = Table(
    "action",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("meeting_id", ForeignKey("meeting.id"), nullable=False, index=True),
    Column("text", Text, nullable=False),
    Column("owner_role", Text, nullable=False),
    Column("due_on", Date),
    Column("state", String(20), nullable=False),
    Column("completed_on", Date),
    Column("outcome", Text, nullable=False),
    Column("letter_id", ForeignKey("letter.id"), index=True),
    Column("version", Integer, nullable=False),
)

decision = Table(
    "decision",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("meeting_id", ForeignKey("meeting.id"), nullable=False, index=True),
    Column("text", Text, nullable=False),
    Column("version", Integer, nullable=False),
)

edit = Table(
    "edit",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    Column("by", Text, nullable=False),
    Column("record", String(20), nullable=False),
    Column("record_id", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Column("field", String(40), nullable=False),
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False),
    Index("edit_of_record", "record", "record_id"),
)


sign_in_session = Table(
    "sign_in_session",
    METADATA,
    Column("token_hash", String(64), primary_key=True),
    Column("subject", Text, nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("role", String(20), nullable=False),
    Column("clearance", String(20), nullable=False),
    Column("started_at", UtcDateTime, nullable=False),
    Column("used_at", UtcDateTime, nullable=False),
    Column("ended_at", UtcDateTime),
    Column("refresh_token", Text, nullable=False, server_default=""),
    Column("checked_at", UtcDateTime),
)


personal_token = Table(
    "personal_token",
    METADATA,
    Column("token_hash", String(64), primary_key=True),
    Column("subject", Text, nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("role", String(20), nullable=False),
    Column("clearance", String(20), nullable=False),
    Column("label", Text, nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("used_at", UtcDateTime),
    Column("revoked_at", UtcDateTime),
    Column("signed_in_at", UtcDateTime),
)


saved_view = Table(
    "saved_view",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("page", String(40), nullable=False),
    Column("query", Text, nullable=False),
    Column("dates", String(20), nullable=False),
    Column("saved_for", Date, nullable=False),
    Column("sharing", String(20), nullable=False),
    Column("owner", Text, nullable=False, index=True),
    Column("owner_name", Text, nullable=False),
    Column("version", Integer, nullable=False),
)


start_page = Table(
    "start_page",
    METADATA,
    Column("subject", Text, primary_key=True),
    Column("view_id", ForeignKey("saved_view.id"), nullable=False),
)


subscription = Table(
    "subscription",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("owner", Text, nullable=False, index=True),
    Column("owner_name", Text, nullable=False),
    Column("role", String(20), nullable=False),
    Column("clearance", String(20), nullable=False),
    Column("view_id", ForeignKey("saved_view.id"), nullable=False, index=True),
    Column("channel", String(20), nullable=False),
    Column("address", Text, nullable=False),
    Column("cadence", String(20), nullable=False),
    Column("days", Integer, nullable=False),
    Column("meeting_kind", String(80), nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
    Column("covered_until", Date, nullable=False),
    Column("checked_on", Date, nullable=False),
    Column("refused", Text, nullable=False),
)


outgoing_message = Table(
    "outgoing_message",
    METADATA,
    Column("id", Integer, primary_key=True),
    # No foreign key: what was sent stays known, so that it is not sent again, when its subscription has ended.
    Column("subscription_id", Integer, index=True),
    Column("message_id", String(80), nullable=False, unique=True),
    Column("channel", String(20), nullable=False),
    Column("address", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("plain", Text, nullable=False),
    Column("rich", Text, nullable=False),
    Column("marking", String(20), nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
    Column("sent_at", UtcDateTime),
    Column("tries", Integer, nullable=False),
    Column("refused", Text, nullable=False),
)


def _values(record: Table) -> Table:
    """The values of a record's lists, a row a value, so that who names a reference is found by an index."""
    return Table(
        f"{record.name}_value",
        METADATA,
        Column("record_id", ForeignKey(record.c.id), primary_key=True),
        Column("field", String(40), primary_key=True),
        Column("place", Integer, primary_key=True),
        Column("value", Text, nullable=False),
        Index(f"{record.name}_by_value", "value"),
    )


@dataclass(frozen=True, slots=True)
class Shape:
    """Where the records of one kind are kept: their table, that of their lists, and which fields are lists."""

    table: Table
    values: Table
    lists: tuple[str, ...]


SHAPES: dict[type, Shape] = {
    Meeting: Shape(meeting, _values(meeting), ("themes", "strategic_priorities", "programmes")),
    Action: Shape(action, _values(action), ("references",)),
    Decision: Shape(decision, _values(decision), ("references",)),
    Letter: Shape(letter, _values(letter), ("references",)),
}
