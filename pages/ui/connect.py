"""The fold in the foot of a page that tells how Excel and other programs read what the page shows."""

from __future__ import annotations

import streamlit as st

from analytics import people
from analytics.api.connect import EXCEL, Connection, recipes, web_query
from analytics.api.resources import PAGES
from pages.ui import downloads, menu, screen, session

OF_PAGE = {"register": ("list_show",), "trends": ("months",), "changes": ("since",)}
"""The choices of a page's own that its data depend on."""

SECTIONS = ("Explore", "Oversee")
"""The sections of the menu whose pages show recommendations that the filters choose."""

RECOMMENDATIONS = "recommendations"
WITHOUT = frozenset({"recommendation", "definitions", "dictionary", "quality", "meeting", "views", "notifications"})
"""Pages that show one recommendation, or no figures of the filters."""

TOKEN = "The program needs a token, which you make on the page People."  # noqa: S105 - a sentence
THIS_MACHINE = "There is no sign-in, so this works only on the machine that the dashboard runs on."
MENU_WIDTH = 400
"""Pixels: as wide as the words of a menu are."""

_CONNECTION = "_connection_of_page"
UNKNOWN = "http://localhost:8501"
"""The dashboard's address where no browser says it, as in a test of a page."""


def draw(entry: menu.MenuEntry) -> None:
    """The fold; nothing on a page without recommendations or figures that the filters choose."""
    connection = st.session_state[_CONNECTION] = of_page(entry, st.context.url or UNKNOWN)
    if connection is None:
        return
    with st.container(key="connect"):
        fold = screen.expander(
            "Connect Excel, Power BI, Python or R", type="compact", key="connect_fold", on_change="rerun"
        )
        if fold.open:
            with fold:
                _recipes(connection)


def draw_in_menu(key: str) -> None:
    """The address of the page's data in the menu of one of its charts or tables; nothing where the page has none."""
    connection: Connection | None = st.session_state.get(_CONNECTION)
    if connection is None:
        return
    with st.container(width=MENU_WIDTH, gap="xxsmall"):
        screen.caption(
            f"Excel can read {_data_of(connection)} by itself: under Data, From Web, paste this address. For Power BI, "
            "Python and R see Connect, at the foot of the page."
        )
        st.code(connection.address, language=None, wrap_lines=True)
        _web_query(connection, key)


def _web_query(connection: Connection, key: str) -> None:
    """The same as a file that Excel opens."""
    downloads.built(
        "Web query for Excel (IQY)",
        lambda: (web_query(connection), None),
        downloads.file_name(f"connect {connection.name}", "iqy"),
        "text/x-ms-iqy",
        key=f"iqy_{key}",
    )


def of_page(entry: menu.MenuEntry, here: str) -> Connection | None:
    """What a page shows as a program reads it; `here` is the address of the page. None where there is nothing."""
    if entry.url_path in WITHOUT or (entry.url_path not in PAGES and entry.section not in SECTIONS):
        return None
    parameters = {name: st.query_params.get_all(name) for name in OF_PAGE.get(entry.url_path, ())}
    chosen = {name: values for name, values in parameters.items() if values}
    return Connection(
        base=here.rstrip("/").removesuffix(f"/{entry.url_path}"),
        name=entry.url_path if entry.url_path in PAGES else RECOMMENDATIONS,
        query={**session.filters().to_query(), **chosen},
        needs_token=people.acting().is_signed_in,
    )


def _recipes(connection: Connection) -> None:
    screen.caption(
        f"These give another program {_data_of(connection)} as CSV. If no day is chosen under As at, it gets the "
        f"newest extract each time. {TOKEN if connection.needs_token else THIS_MACHINE}"
    )
    for recipe in recipes(connection):
        screen.markdown(screen.Markdown("**{}** · {}").format(recipe.program, recipe.steps))
        st.code(recipe.text, language=recipe.language, wrap_lines=True)
        if recipe.program == EXCEL:
            _web_query(connection, "foot")


def _data_of(connection: Connection) -> str:
    if connection.name == "register":
        return "the recommendations listed"
    return "the figures of this page" if connection.name in PAGES else "the recommendations that the filters choose"
