"""The saved views of this dashboard: their database, the pages of the menu that open them, and each person's start."""

from __future__ import annotations

import os
import threading
from collections.abc import Sequence
from datetime import date
from typing import Any

import streamlit as st

from analytics.errors import RegisterError
from analytics.meetings import location
from analytics.views.store import NoSuchView, SavedViews
from analytics.views.view import PATH, SavedView
from pages.ui import cached, menu, screen, session
from pages.ui.meetings_store import store, store_if_made

MOST_IN_MENU = 8
"""Views in the menu, a person's own first; the page Saved views lists all."""

_STARTED = "_has_started"
_SEEN = "_views_seen"

_lock = threading.Lock()
_opened: dict[str, SavedViews] = {}


def views() -> SavedViews:
    """The views. Raises StoreUnavailable where the database does not answer."""
    url = location.database_url(os.environ.get("ACTIONS_URL"), menu.ROOT)
    with _lock:
        if url not in _opened:
            store()  # makes the table, or brings an older database up to date
            _opened[url] = SavedViews(url)
        return _opened[url]


def visible() -> tuple[SavedView, ...]:
    """The views that the reader may open; none where the database was never made, so that a look makes none."""
    return views().visible() if store_if_made() else ()


def seen() -> tuple[SavedView, ...]:
    """The same, remembered for the rest of this run."""
    st.session_state[_SEEN] = result = visible()
    return result


def last_seen() -> tuple[SavedView, ...]:
    """What `seen` gave in this run, without another look into the database."""
    result: tuple[SavedView, ...] | None = st.session_state.get(_SEEN)
    return seen() if result is None else result


def is_address(name: str) -> bool:
    """Whether an address is of some view, be it there or not."""
    return name.startswith(PATH)


def menu_pages(seen: Sequence[SavedView], requested: str | None) -> list[Any]:
    """A page for each view, which opens it; beyond MOST_IN_MENU the menu does not show them.

    `requested` is an address that the reader asked for: where it is of no view that they may open, its page says so.
    """
    pages = [
        st.Page(
            _no_register,
            title=str(screen.escaped(view.name)),
            url_path=view.path,
            visibility="visible" if number < MOST_IN_MENU else "hidden",
        )
        for number, view in enumerate(seen)
    ]
    if requested and is_address(requested) and requested not in [view.path for view in seen]:
        pages.append(st.Page(_no_view, title="No such view", url_path=requested, visibility="hidden"))
    return pages


def open_requested(url_path: str, query: Any, seen: Sequence[SavedView], newest: date) -> None:
    """Turn to the page of a view, with its filters, where the reader opens one, or begins a session with one."""
    view = next((view for view in seen if view.path == url_path), None)
    is_first = not st.session_state.get(_STARTED)
    st.session_state[_STARTED] = True
    if view is None and is_first and url_path == "" and not query and seen:
        try:
            view = views().start()
        except RegisterError:  # the Overview is a good page too
            view = None
    if view is None:
        return
    entry = next((entry for entry in menu.ENTRIES if entry.url_path == view.page), menu.ENTRIES[0])
    session.choose(view.filters(newest))
    st.switch_page(menu.path(entry), query_params=view.query_for(newest))


def _no_register() -> None:
    """What stays where a view cannot be opened: the register has no extract, which the page says."""
    cached.register()


def _no_view() -> None:
    raise NoSuchView("There is no saved view at this address, or it is not shared with you.")
