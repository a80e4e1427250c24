"""Who is notified of changes in a view, and the outbox of what is sent to them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Make the tables of subscriptions and of the outbox."""
    op.create_table(
        "subscription",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("owner", sa.Text, nullable=False),
        sa.Column("view_id", sa.Integer, sa.ForeignKey("saved_view.id"), nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("owner_name", "address", "refused")),
        *(sa.Column(name, sa.String(20), nullable=False) for name in ("role", "clearance", "channel", "cadence")),
        sa.Column("days", sa.Integer, nullable=False),
        sa.Column("meeting_kind", sa.String(80), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("covered_until", sa.Date, nullable=False),
        sa.Column("checked_on", sa.Date, nullable=False),
    )
    op.create_index("ix_subscription_owner", "subscription", ["owner"])
    op.create_index("ix_subscription_view_id", "subscription", ["view_id"])
    op.create_table(
        "outgoing_message",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("subscription_id", sa.Integer),
        sa.Column("message_id", sa.String(80), nullable=False, unique=True),
        sa.Column("channel", sa.String(20), nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("address", "subject", "plain", "rich", "refused")),
        sa.Column("marking", sa.String(20), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True)),
        sa.Column("tries", sa.Integer, nullable=False),
    )
    op.create_index("ix_outgoing_message_subscription_id", "outgoing_message", ["subscription_id"])
