"""Recording in the audit trail what a reader does on a page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from analytics.audit.entries import Action
from analytics.meetings.store import Store
from pages.ui.manage.loading import load_state
from pages.ui.prepare.meetings import author
from pages.ui.prepare.meetings_store import store

NO_NAME = "not signed in"
"""Who did something, where there is no sign-in and no role was typed."""


def who() -> str:
    """The person of this session, as the trail names them: the role that they typed, where there is no sign-in."""
    typed = load_state.value("role")
    return author.role() or (typed if isinstance(typed, str) else "") or NO_NAME


def record(action: Action, details: Mapping[str, Any], by: str | None = None) -> None:
    """Add an entry; `by` is the person of this session, and must be given outside of its run, as in a download.

    Raises StoreUnavailable where the trail does not answer.
    """
    trail().record(action, by=by or who(), at=datetime.now(UTC), details=details)


def trail() -> Store:
    """The store that holds the trail, opened. Raises StoreUnavailable where it does not answer.

    To be called before something is done that must be recorded: what cannot be recorded is not done.
    """
    return store()
