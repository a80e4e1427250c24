"""Meetings, actions, decisions and letters, their lists, and every edit of them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

LISTED = ("meeting", "action", "decision", "letter")


def upgrade() -> None:
    """Make the tables of schema 1."""
    op.create_table("schema_number", sa.Column("number", sa.Integer, nullable=False))
    _create_records()
    op.create_table(
        "edit",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("record", sa.String(20), nullable=False),
        sa.Column("record_id", sa.Integer, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("field", sa.String(40), nullable=False),
        sa.Column("before", sa.Text, nullable=False),
        sa.Column("after", sa.Text, nullable=False),
    )
    op.create_index("edit_of_record", "edit", ["record", "record_id"])
    for record in LISTED:
        op.create_table(
            f"{record}_value",
            sa.Column("record_id", sa.Integer, sa.ForeignKey(f"{record}.id"), primary_key=True),
            sa.Column("field", sa.String(40), primary_key=True),
            sa.Column("place", sa.Integer, primary_key=True),
            sa.Column("value", sa.Text, nullable=False),
        )
        op.create_index(f"{record}_by_value", f"{record}_value", ["value"])


def _create_records() -> None:
    """The tables of the four kinds of record."""
    op.create_table(
        "meeting",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("kind", sa.String(80), nullable=False),
        sa.Column("held_on", sa.Date, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("is_cancelled", sa.Boolean, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
    )
    op.create_table(
        "letter",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("meeting_id", sa.Integer, sa.ForeignKey("meeting.id"), nullable=False, index=True),
        sa.Column("sent_on", sa.Date, nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("address", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
    )
    op.create_table(
        "action",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("meeting_id", sa.Integer, sa.ForeignKey("meeting.id"), nullable=False, index=True),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("owner_role", sa.Text, nullable=False),
        sa.Column("due_on", sa.Date),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("completed_on", sa.Date),
        sa.Column("outcome", sa.Text, nullable=False),
        sa.Column("letter_id", sa.Integer, sa.ForeignKey("letter.id"), index=True),
        sa.Column("version", sa.Integer, nullable=False),
    )
    op.create_table(
        "decision",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("meeting_id", sa.Integer, sa.ForeignKey("meeting.id"), nullable=False, index=True),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
    )
