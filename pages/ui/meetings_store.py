"""The store of meetings: opened once for each address, shared by all readers."""

from __future__ import annotations

import os
import threading

from analytics.meetings import place
from analytics.meetings.store import Store
from pages.ui.menu import ROOT

_lock = threading.Lock()
_stores: dict[str, Store] = {}


def store() -> Store:
    """The store that the setting ACTIONS_URL names, else the file beside the register.

    Raises RegisterError where the setting is no such address, or the database does not answer.
    """
    url = place.url(os.environ.get("ACTIONS_URL"), ROOT)
    with _lock:
        if url not in _stores:
            _stores[url] = Store(url)
        return _stores[url]
