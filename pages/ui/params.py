"""A choice that belongs to one page, kept in the address by its stored value, so that the page can be sent."""

from __future__ import annotations

from collections.abc import Callable, Collection

import streamlit as st

from analytics.intake.suggestions import did_you_mean, quoted
from pages.ui import screen


def param_value(name: str, offered: Collection[str], missing: Callable[[str], str] | None = None) -> str | None:
    """What the address asks for under a name, where it is offered; the widget of that key then shows it.

    What is not offered, by a slip or because the filters leave it out, is named where it would be shown; `missing` says
    it in a page's own words.
    """
    requested = st.query_params.get(name)
    value = requested if requested in offered else None
    if requested and value is None:
        usual = f"The address asks for {quoted(requested)}, which is not among what is offered here."
        reported = missing(requested) if missing else usual
        screen.caption(reported + did_you_mean(requested, offered))
    if st.session_state.get(widget_key(name)) != value:
        st.session_state[widget_key(name)] = value
    return value


def widget_key(name: str) -> str:
    """The key of the widget in which it is chosen."""
    return f"{name}_chosen"


def save_widget_value(name: str) -> None:
    """Let the address say what the widget says: for its `on_change`."""
    set_param(name, st.session_state[widget_key(name)])


def set_param(name: str, value: str | None) -> None:
    """Let the address say this choice; None takes it away."""
    if value is None:
        st.query_params.pop(name, None)
    else:
        st.query_params[name] = value
