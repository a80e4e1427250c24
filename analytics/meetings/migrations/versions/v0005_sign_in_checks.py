"""When the sign-in service was last asked about a session, and when the maker of a token last signed in."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add what is needed to ask again; a token's maker is taken to have signed in when it was made."""
    op.add_column("sign_in_session", sa.Column("refresh_token", sa.Text, nullable=False, server_default=""))
    op.add_column("sign_in_session", sa.Column("checked_at", sa.DateTime(timezone=True)))
    op.add_column("personal_token", sa.Column("signed_in_at", sa.DateTime(timezone=True)))
    op.execute("update personal_token set signed_in_at = made_at")
