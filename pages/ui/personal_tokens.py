"""The tokens of this dashboard's database: opened once for each address, shared by the API and the page People."""

from __future__ import annotations

import os
import threading

from analytics.meetings import location
from analytics.sign_in.tokens import Tokens
from pages.ui.meetings_store import store
from pages.ui.menu import ROOT

_lock = threading.Lock()
_opened: dict[str, Tokens] = {}


def tokens() -> Tokens:
    """The tokens. Raises StoreUnavailable where the database does not answer."""
    url = location.database_url(os.environ.get("ACTIONS_URL"), ROOT)
    with _lock:
        if url not in _opened:
            store()  # makes the table, or brings an older database up to date
            _opened[url] = Tokens(url)
        return _opened[url]
