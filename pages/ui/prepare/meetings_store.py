"""The store of meetings: opened once for each address, shared by all readers."""

from __future__ import annotations

import os
import threading

from analytics.meetings import location
from analytics.meetings.store import Store
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


def _url() -> str:
    return location.database_url(os.environ.get("ACTIONS_URL"), ROOT)


def _open_store(url: str) -> Store:
    with _lock:
        if url not in _stores:
            _stores[url] = Store(url)
        return _stores[url]
