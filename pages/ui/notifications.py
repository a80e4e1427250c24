"""The notifications of this dashboard: their database, and what is sent once an extract was loaded."""

from __future__ import annotations

import logging
import os
import threading

from analytics import people
from analytics.alerts.delivery import sends_after_load
from analytics.alerts.run import send_due
from analytics.alerts.store import Alerts
from analytics.errors import RegisterError
from analytics.meetings import location
from pages.ui import audit, cached, menu
from pages.ui.meetings_store import store

SERVER = "notifications"
"""Who sent messages, in the audit trail."""

log = logging.getLogger(__name__)
_lock = threading.Lock()
_opened: dict[str, Alerts] = {}


def alerts() -> Alerts:
    """The notifications. Raises StoreUnavailable where the database does not answer."""
    url = _url()
    with _lock:
        if url not in _opened:
            store()  # makes the tables, or brings an older database up to date
            _opened[url] = Alerts(url)
        return _opened[url]


def send_after_load() -> threading.Thread | None:
    """Begin to send what is due, beside the page, where that is set up; None where it is not."""
    if not sends_after_load(os.environ):
        return None
    work = threading.Thread(target=_send, daemon=True)
    work.start()
    return work


def _send() -> None:
    """Send what is due; what waits is sent by the next run. The log names no address and no view."""
    with people.acting_as(people.LOCAL):
        try:
            result = send_due(
                cached.register_path(), _url(), os.environ, lambda action, facts: audit.record(action, facts, SERVER)
            )
        except RegisterError as error:
            log.warning("Notifications were not sent: %s", type(error).__name__)
        else:
            log.info("Notifications: %d sent, %d refused, %d wait", result.sent, result.refused, result.waiting)


def _url() -> str:
    return location.database_url(os.environ.get("ACTIONS_URL"), menu.ROOT)
