"""The views that people save, and with which of them the dashboard opens."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Make the tables of views."""
    op.create_table(
        "saved_view",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("page", sa.String(40), nullable=False),
        sa.Column("query", sa.Text, nullable=False),
        sa.Column("dates", sa.String(20), nullable=False),
        sa.Column("saved_for", sa.Date, nullable=False),
        sa.Column("sharing", sa.String(20), nullable=False),
        sa.Column("owner", sa.Text, nullable=False),
        sa.Column("owner_name", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
    )
    op.create_index("ix_saved_view_owner", "saved_view", ["owner"])
    op.create_table(
        "start_page",
        sa.Column("subject", sa.Text, primary_key=True),
        sa.Column("view_id", sa.Integer, sa.ForeignKey("saved_view.id"), nullable=False),
    )
