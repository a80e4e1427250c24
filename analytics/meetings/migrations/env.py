"""Run by Alembic for every command: the steps go through the connection of the store, in its transaction."""

from __future__ import annotations

from alembic import context

from analytics.audit.trail import METADATA as AUDIT
from analytics.meetings.schema import METADATA as MEETINGS

context.configure(connection=context.config.attributes["connection"], target_metadata=[MEETINGS, AUDIT])
with context.begin_transaction():
    context.run_migrations()
