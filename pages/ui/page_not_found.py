"""What answers to an address that is no page of the menu: that there is none, and the way on."""

from __future__ import annotations

from typing import Any

import streamlit as st

from analytics.intake.suggestions import nearest
from pages.ui import headings, links, menu, saved_views
from pages.ui.streamlit_gaps import runtime

FORMER = {"about": "definitions"}
"""The present address of a page by one that it had before."""

_NAME = "_missing_page"


def page(entries: tuple[menu.MenuEntry, ...]) -> Any | None:
    """A page outside the menu for the address that was asked for; None where it is one of the menu's.

    Without it Streamlit shows the first page, changes the address, and speaks of a folder that readers know nothing of.
    """
    requested = runtime.requested_page()
    if requested and not saved_views.is_address(requested) and all(entry.url_path != requested for entry in entries):
        st.session_state[_NAME] = requested
    name = st.session_state.get(_NAME)
    return (
        st.Page(lambda: _show_message(name), title="No such page", url_path=name, visibility="hidden") if name else None
    )


def _show_message(name: str) -> None:
    words = {entry.title: entry for entry in menu.ENTRIES} | {entry.url_path: entry for entry in menu.ENTRIES}
    nearest_entry, first = words.get(FORMER.get(name) or nearest(name, words) or ""), menu.ENTRIES[0]
    headings.page_headline(
        f"There is no page called “{name}”{f'. Did you mean “{nearest_entry.title}”?' if nearest_entry else '.'}",
        "Check the address, or choose a page from the menu.",
    )
    for entry in dict.fromkeys((nearest_entry or first, first)):
        links.to(entry.url_path, f"{entry.title}: {entry.purpose}")
