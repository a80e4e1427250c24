"""The one place that makes a link to the page of a recommendation, and that knows the list a reader came from."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from urllib.parse import urlencode

import streamlit as st

from analytics.english import sentence_case
from pages.ui import html_table, screen, session
from pages.ui.screen import Markdown

PAGE = "recommendation"
"""The address of the page of one recommendation."""

REFERENCE = "reference"
"""The name in the address of the recommendation that is shown."""

FROM_LIST = "from_list"
"""The name in the address of the list that a reader came from: its previous and next are offered."""

REGISTER = "register"
LIST_SHOW = "list_show"
"""The name in the address of which recommendations the register lists."""

FROM_ORDER = "from_order"
"""The name in the address of the register's order when a reader left it: that of its own widget leaves the address."""

LONGEST_QUERY = 400
"""Letters of filters that a link carries; of more it carries the days alone, and the page adds the rest on a click."""

_LISTS = "_lists_of_references"
MOST_LISTS = 50
"""Lists that a session remembers."""


def address(reference: str, from_list: str | None = None, order: str | None = None) -> str:
    """The address of a recommendation's page, relative to every other page, with the reader's days and filters.

    `from_list` names the list that the link stands in, `order` says the order of the register where it is that.
    """
    named = {REFERENCE: reference, FROM_LIST: from_list, FROM_ORDER: order or st.query_params.get(FROM_ORDER)}
    return _address(PAGE, {name: [value] for name, value in named.items() if value})


def _address(page: str, named: dict[str, list[str]]) -> str:
    chosen = session.filters().to_query()
    if len(urlencode(chosen, doseq=True)) > LONGEST_QUERY:
        chosen = {name: chosen[name] for name in ("as_at", "known_at") if name in chosen}
    columns = {LIST_SHOW: st.query_params.get_all(LIST_SHOW)} if LIST_SHOW in st.query_params else {}
    query = urlencode(named | chosen | columns, doseq=True)
    return f"{page}?{query}" if query else page


def reference_in_address() -> str | None:
    """The recommendation that the address asks for."""
    return st.query_params.get(REFERENCE)


def list_in_address() -> str | None:
    """The name of the list that the reader came from."""
    return st.query_params.get(FROM_LIST)


def order_in_address() -> str | None:
    """The order of the register that the reader came from."""
    return st.query_params.get(FROM_ORDER)


def in_table(
    reference: str, from_list: str | None = None, *, marked: str | None = None, order: str | None = None
) -> str:
    """The link as HTML, for a cell of a table: its words are the reference, or what is `marked`, HTML already."""
    if not reference:
        return ""
    return html_table.link_around(marked or escape(short(reference)), address(reference, from_list, order))


def markdown(reference: str, from_list: str | None = None) -> Markdown:
    """The link as Markdown."""
    return screen.link(short(reference), address(reference, from_list))


def draw_steps(place: str, previous: str | None, following: str | None, from_list: str | None) -> None:
    """Back to where the reader came from, and the previous and the next recommendation of the same list."""
    back = html_table.link("← Back", _address(REGISTER, _order_of_register()))
    steps = [
        html_table.link(words, address(reference, from_list))
        for words, reference in (("Previous", previous), ("Next", following))
        if reference
    ]
    between = f"<span>{escape(place)}</span>" if place else ""
    st.html(
        f'<nav class="recommendation-nav" aria-label="List"><span class="recommendation-back">{back}</span>'
        f'<span class="recommendation-steps">{between}{"".join(steps)}</span></nav>'
    )


def _order_of_register() -> dict[str, list[str]]:
    """The order that the reader had chosen, as the register's own widget writes it."""
    order = order_in_address()
    return {"list_order": [sentence_case(order)]} if order else {}


def short(reference: str) -> str:
    """A reference in a narrow place: of an address only its last part."""
    return reference.rstrip("/").rsplit("/", 1)[-1] if "://" in reference else reference


def remember_list(name: str, references: Iterable[str]) -> None:
    """Remember the references of a list that is shown, in its order, under a name that `address` is given."""
    lists: dict[str, tuple[str, ...]] = st.session_state.setdefault(_LISTS, {})
    lists.pop(name, None)
    lists[name] = tuple(references)
    while len(lists) > MOST_LISTS:
        lists.pop(next(iter(lists)))


def remembered_list(name: str | None) -> tuple[str, ...]:
    """The references of a list that this session has shown; empty where it has not."""
    lists: dict[str, tuple[str, ...]] = st.session_state.get(_LISTS, {})
    return lists.get(name or "", ())
