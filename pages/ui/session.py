"""The reader's session: the one choice of filters that all pages share, and its way to and from the address bar.

The widgets of the filter bar are only a view of it. Streamlit can bind a widget to the address by itself, but then the
address holds the words on the screen ("HMICFRS (71)") and goes stale with the next extract; here it holds the values.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.state.query_params import (
    CLIENT_STATE_QUERY_STRING_MAX_FIELDS,
    CLIENT_STATE_QUERY_STRING_MAX_LENGTH,
)

from analytics.filters import EVERYTHING, FIELD, Filters, from_address

_NAMES = ("popovers", "telephone", "navigation", "announcements", "address")
_SCRIPTS = (Path(__file__).with_name(f"{name}.js") for name in _NAMES)
_mount_address = st.components.v2.component(
    "register_address", js="\n".join(path.read_text(encoding="utf-8") for path in _SCRIPTS), isolate_styles=False
)
MOST_CHOICES, LONGEST_QUERY = CLIENT_STATE_QUERY_STRING_MAX_FIELDS - 100, CLIENT_STATE_QUERY_STRING_MAX_LENGTH // 2
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
    if isinstance(st.session_state.get(_CHOICE), Filters) and not is_after_back():
        return
    choose(_read(_filters_in_address()))


def is_after_back() -> bool:
    """Whether this run answers the browser's Back or Forward: the address is right, and what a widget holds is old."""
    context = get_script_run_ctx(suppress_warning=True)
    return context is not None and context.is_history_navigation


def write_address(sections: Iterable[str] = ()) -> None:
    """Let the address say the choice, so that it can be sent by e-mail and opened exactly.

    What watches the address in the browser also names the sections of the menu that a tablet has no room for.
    """
    query = filters().to_query()
    data = {"sections": list(sections)}
    _mount_address(key="address", data=data, on_switched_change=_rerun, on_reconnected_change=_rerun)
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


def _rerun() -> None:
    """Nothing more is to be done: the run that follows chooses the other logo, or draws the page on another server."""


def _filters_in_address() -> dict[str, list[str]]:
    return {name: st.query_params.get_all(name) for name in FIELD if name in st.query_params}


def _read(query: Mapping[str, list[str]]) -> Filters:
    """The filters of an address; a field that is empty is not chosen, a day that cannot be read is left out and said.

    A word that nothing answers to stays and chooses nothing: to leave it out would show what was not asked for.
    """
    chosen, wrong = from_address(query)
    st.session_state[_WRONG] = " ".join(wrong) or None
    return chosen
