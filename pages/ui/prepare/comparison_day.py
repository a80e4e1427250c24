"""The day that a page compares the as-at day with: in the address, so that the page can be sent and opened exactly."""

from __future__ import annotations

from datetime import date, timedelta

import streamlit as st

from analytics.english import day
from analytics.filters import possible_day
from analytics.measures.changes import Changes
from pages.ui import register_info, screen
from pages.ui.facts import RegisterInfo

SINCE = "since"
_KEY = "since_day"


def since(facts: RegisterInfo) -> date | None:
    """The chosen day; None where none is chosen, or one that is not before the end of the period."""
    day_in_address, end = _day_in_address(), register_info.filters_to_latest().as_at or facts.newest
    return day_in_address if day_in_address and day_in_address < end else None


def choose(changes: Changes) -> None:
    """The field in which the day is chosen, and what is wrong with the one in the address."""
    if st.session_state.get(_KEY) != changes.since:
        st.session_state[_KEY] = changes.since
    st.date_input(
        "Compare with (date)",
        value=None,
        min_value=min(date(1990, 1, 1), changes.since),
        max_value=changes.as_at - timedelta(days=1),
        format="DD/MM/YYYY",
        key=_KEY,
        on_change=_save_day,
        args=(changes.previous_extract,),
        width=348,
    )
    if SINCE in st.query_params and _day_in_address() != changes.since:
        screen.caption(
            f"'{st.query_params[SINCE]}' is not a date before {day(changes.as_at)}. "
            f"{day(changes.since)} is used instead."
        )


def _day_in_address() -> date | None:
    try:
        return possible_day(st.query_params.get(SINCE, ""))
    except ValueError:
        return None


def _save_day(usual: date | None) -> None:
    """Let the address say the chosen day; what is taken anyway need not be said."""
    chosen = st.session_state[_KEY]
    if chosen is None or chosen == usual:
        st.query_params.pop(SINCE, None)
    else:
        st.query_params[SINCE] = chosen.isoformat()
