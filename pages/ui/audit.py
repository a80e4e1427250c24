"""Recording in the audit trail what a reader does on a page."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from analytics import people
from analytics.audit.entries import AuditAction
from analytics.audit.trail import Choice
from analytics.meetings import location
from analytics.meetings.store import Store
from analytics.settings import SETTINGS
from pages.ui import author, load_state
from pages.ui.meetings_store import store, store_if_made

SERVER = "server start"
"""Who changed settings, as far as the dashboard can know: whoever started it."""

NO_NAME = "not signed in"
"""Who did something, where there is no sign-in and no role was typed."""


def who() -> str:
    """The person of this session, as the trail names them: the role that they typed, where there is no sign-in."""
    if (person := people.acting()).is_signed_in:
        return person.name
    typed = load_state.value("role")
    return author.role() or (typed if isinstance(typed, str) else "") or NO_NAME


def record(action: AuditAction, details: Mapping[str, Any], by: str | None = None) -> None:
    """Add an entry; `by` is the person of this session, and must be given outside of its run, as in a download.

    Raises StoreUnavailable where the trail does not answer.
    """
    trail().record(action, by=by or who(), at=datetime.now(UTC), details=details)


def trail() -> Store:
    """The store that holds the trail, opened. Raises StoreUnavailable where it does not answer.

    To be called before something is done that must be recorded: what cannot be recorded is not done.
    """
    return store()


def record_settings() -> None:
    """Record the settings of a server that starts, where they are others than those recorded last.

    A database is not made for this. Raises StoreUnavailable where there is one that does not answer.
    """
    opened = store_if_made()
    if opened is None:
        return
    names = [setting.name for setting in SETTINGS]
    settings = {name: _shown(name, value) for name in names if (value := os.environ.get(name))}
    last, _ = opened.audit_entries(Choice(actions=(AuditAction.SETTINGS_CHANGED,)), 1)
    if settings != (last[0].facts.get("settings") if last else {}):
        record(AuditAction.SETTINGS_CHANGED, {"settings": settings}, SERVER)


def _shown(name: str, value: str) -> str:
    """A setting as it is recorded, without a secret or a password."""
    if name.endswith(("SECRET", "PASSWORD")):
        return "set"
    return location.without_password(value) if name.endswith("URL") else value
