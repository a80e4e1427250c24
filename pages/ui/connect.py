"""The fold in the foot of a page that tells how Excel and other programs read what the page shows."""

from __future__ import annotations

import streamlit as st

from analytics import people
from analytics.api.connect import Connection, recipes
from analytics.api.resources import PAGES
from pages.ui import menu, screen, session

OF_PAGE = {"register": ("list_show",), "trends": ("months",), "changes": ("since",)}
"""The choices of a page's own that its data depend on."""

SECTIONS = ("Explore", "Oversee")
"""The sections of the menu whose pages show recommendations that the filters choose."""

RECOMMENDATIONS = "recommendations"
WITHOUT = frozenset({"recommendation", "definitions", "quality", "meeting", "views", "notifications"})
"""Pages that show one recommendation, or no figures of the filters."""

TOKEN = "The program needs a token, which you make on the page People."  # noqa: S105 - a sentence
THIS_MACHINE = "There is no sign-in, so this works only on the machine that the dashboard runs on."
UNKNOWN = "http://localhost:8501"
"""The dashboard's address where no browser says it, as in a test of a page."""


def draw(entry: menu.Entry) -> None:
    """The fold; nothing on a page without recommendations or figures that the filters choose."""
    if (connection := of_page(entry, st.context.url or UNKNOWN)) is None:
        return
    with st.container(key="connect"):
        fold = screen.expander(
            "Connect Excel, Power BI, Python or R", type="compact", key="connect_fold", on_change="rerun"
        )
        if fold.open:
            with fold:
                _recipes(connection)


def of_page(entry: menu.Entry, here: str) -> Connection | None:
    """What a page shows as a program reads it; `here` is the address of the page. None where there is nothing."""
    if entry.url_path in WITHOUT or (entry.url_path not in PAGES and entry.section not in SECTIONS):
        return None
    own = {name: st.query_params.get_all(name) for name in OF_PAGE.get(entry.url_path, ())}
    chosen = {name: values for name, values in own.items() if values}
    return Connection(
        base=here.rstrip("/").removesuffix(f"/{entry.url_path}"),
        name=entry.url_path if entry.url_path in PAGES else RECOMMENDATIONS,
        query={**session.filters().to_query(), **chosen},
        needs_token=people.acting().is_signed_in,
    )


def _recipes(connection: Connection) -> None:
    what = "the figures of this page" if connection.name in PAGES else "the recommendations that the filters choose"
    what = "the recommendations listed" if connection.name == "register" else what
    screen.caption(
        f"These give another program {what} as CSV. If no day is chosen under As at, it gets the newest extract each "
        f"time. {TOKEN if connection.needs_token else THIS_MACHINE}"
    )
    for recipe in recipes(connection):
        screen.markdown(screen.Markdown("**{}** · {}").format(recipe.program, recipe.steps))
        st.code(recipe.text, language=recipe.language, wrap_lines=True)
