"""The store of meetings, actions and the audit trail, and that of the meetings shown; each opened once an address."""

from __future__ import annotations

import os
import threading

from analytics.meetings import demonstration, location
from analytics.meetings.store import Store
from pages.ui import cached
from pages.ui.menu import ROOT

_lock = threading.Lock()
_stores: dict[str, Store] = {}


def store() -> Store:
    """The store that the setting ACTIONS_URL names, else the file beside the register.

    Raises RegisterError where the setting is no such address, or the database does not answer.
    """
    return _open_store(_url())


def store_if_made() -> Store | None:
    """The same store; None where nothing was ever kept, so that a look at another page makes no file."""
    url = _url()
    return _open_store(url) if location.database_exists(url) else None


def meetings_shown() -> Store:
    """The store whose meetings the pages show: `store`, or that of the invented meetings of the demonstration."""
    return _open_store(_shown_url())


def meetings_shown_if_made() -> Store | None:
    """The same store; None where it is `store` and nothing was ever kept."""
    url = _shown_url()
    return _open_store(url) if location.is_demonstration(url) or location.database_exists(url) else None


def are_invented() -> bool:
    """Whether the meetings that the pages show are those of the demonstration."""
    return location.is_demonstration(_shown_url())


def _url() -> str:
    return location.database_url(os.environ.get("ACTIONS_URL"), ROOT)


def _shown_url() -> str:
    return demonstration.shown_url(os.environ.get("ACTIONS_URL"), ROOT, cached.register_path())


def _open_store(url: str) -> Store:
    with _lock:
        if url not in _stores:
            _stores[url] = demonstration.open_filled(url, ROOT)
        return _stores[url]
