"""Who writes: whoever is signed in, else the reader's role, asked once and kept for the session."""

from __future__ import annotations

import streamlit as st

from analytics import people
from analytics.people import Right

_ROLE = "_role_of_writer"
_KEY = "meetings_role"


def role() -> str:
    """The name of whoever is signed in, else the role in which the reader writes; blank until it is given."""
    if (person := people.acting()).is_signed_in:
        return person.name
    return str(st.session_state.get(_ROLE, ""))


def may_write() -> bool:
    """Whether the reader may change meetings and actions; the store checks it too."""
    return people.acting().may(Right.EDIT_MEETINGS)


def ask() -> None:
    """Ask for the role, where nobody is signed in."""
    if people.acting().is_signed_in or not may_write():
        return
    st.session_state[_KEY] = role()
    st.text_input(
        "Your role (shown beside your changes)",
        key=_KEY,
        placeholder="For example oversight analyst",
        on_change=_save_role,
        width=348,
    )


def _save_role() -> None:
    st.session_state[_ROLE] = st.session_state[_KEY].strip()
