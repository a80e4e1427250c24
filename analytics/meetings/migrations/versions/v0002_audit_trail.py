"""The audit trail, with triggers that refuse to change or delete an entry."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

MESSAGE = "entries of the audit trail are never changed or deleted"

SQLITE = [
    f"create trigger audit_entry_no_{act} before {act} on audit_entry begin select raise(abort, '{MESSAGE}'); end"
    for act in ("update", "delete")
]
POSTGRESQL = [
    f"""create function audit_entry_refuse() returns trigger language plpgsql as $$
    begin raise exception '{MESSAGE}'; end $$""",
    """create trigger audit_entry_append_only before update or delete or truncate on audit_entry
    for each statement execute function audit_entry_refuse()""",
]


def upgrade() -> None:
    """Make the table of entries and its triggers."""
    op.create_table(
        "audit_entry",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("action", sa.String(40), nullable=False),
        sa.Column("details", sa.Text, nullable=False),
        sa.Column("previous", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False, unique=True),
    )
    for statement in POSTGRESQL if op.get_bind().dialect.name == "postgresql" else SQLITE:
        op.execute(statement)
