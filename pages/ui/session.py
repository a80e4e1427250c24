"""The reader's session: the one choice of filters that all pages share, and its way to and from the address bar.

The widgets of the filter bar are only a view of it. Streamlit can bind a widget to the address by itself, but then the
address holds the words on the screen ("HMICFRS (71)") and goes stale with the next extract; here it holds the values.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from analytics.filters import EVERYTHING, FIELD, Filters, from_address
from pages.ui.streamlit_gaps import browser, runtime

MOST_CHOICES, LONGEST_QUERY = runtime.MOST_CHOICES - 100, runtime.LONGEST_QUERY // 2
"""What an address may hold of the filters, so that there is room for the choices of single pages."""

_CHOICE = "_filters"
_WRONG = "_wrong_filters"


def filters() -> Filters:
    """The reader's choice of recommendations and of days, for every page."""
    chosen = st.session_state.get(_CHOICE)
    return chosen if isinstance(chosen, Filters) else EVERYTHING


def choose(chosen: Filters) -> None:
    """Make this the choice; the widgets and the address follow."""
    st.session_state[_CHOICE] = chosen


def change(**fields: Any) -> None:
    """Change some fields of the choice."""
    choose(replace(filters(), **fields))


def clear() -> None:
    """Choose everything again; the days stay."""
    chosen = filters()
    choose(Filters(as_at=chosen.as_at, known_at=chosen.known_at))


def wrong_filters() -> str | None:
    """What was wrong with the filters in the address, in a sentence; None where all was well."""
    return st.session_state.get(_WRONG)


def adopt_address() -> None:
    """Take the choice from the address: at a session's first run, and after the browser's Back and Forward."""
    # A choice of another make is left from before the code was changed under a running server.
    if isinstance(st.session_state.get(_CHOICE), Filters) and not runtime.is_after_back():
        return
    choose(_read(_filters_in_address()))


def write_address(sections: Iterable[str] = ()) -> None:
    """Let the address say the choice, so that it can be sent by e-mail and opened exactly.

    `sections` are those of the menu, for what watches the address in the browser.
    """
    query = filters().to_query()
    browser.watch(sections)
    if _filters_in_address() == query or too_many(query):
        return
    for name in FIELD:
        if name in query:
            st.query_params[name] = query[name]
        elif name in st.query_params:
            del st.query_params[name]


def too_many(query: Mapping[str, list[str]]) -> bool:
    """Whether the server would not read an address with these choices, nor any of its choices."""
    return sum(map(len, query.values())) > MOST_CHOICES or len(urlencode(query, doseq=True)) > LONGEST_QUERY


def _filters_in_address() -> dict[str, list[str]]:
    return {name: st.query_params.get_all(name) for name in FIELD if name in st.query_params}


def _read(query: Mapping[str, list[str]]) -> Filters:
    """The filters of an address; a field that is empty is not chosen, a day that cannot be read is left out and said.

    A word that nothing answers to stays and chooses nothing: to leave it out would show what was not asked for.
    """
    chosen, wrong = from_address(query)
    st.session_state[_WRONG] = " ".join(wrong) or None
    return chosen
