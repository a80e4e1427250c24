"""Links from one page to another, by the address that the menu gives it."""

from __future__ import annotations

from urllib.parse import urlencode

from streamlit.errors import StreamlitAPIException

from analytics.filters import Filters
from pages.ui import menu, screen
from pages.ui.screen import Markdown


def list_address(filters: Filters) -> str:
    """The address of the list of the recommendations that filters choose, relative to every page."""
    return f"register?{urlencode(filters.to_query(), doseq=True)}"


def to(url_path: str, words: str, **query: str) -> None:
    """A link to a page of the menu; the session and its filters go along. Nothing where the menu has no such page.

    `query` is what the page's own choices are to be.
    """
    entry = next((entry for entry in menu.ENTRIES if entry.url_path == url_path), None)
    if entry is None:
        return
    try:
        # Streamlit draws such a link as plain text; the arrow and the colour say that it leads on.
        screen.page_link(menu.path(entry), label=Markdown(":primary[{} →]").format(words), query_params=query or None)
    except StreamlitAPIException:
        # Outside the frame, as in the test of a page alone, no navigation knows the page.
        requested = f"?{urlencode(query)}" if query else ""
        screen.markdown(screen.link(words, f"{url_path}{requested}"))
