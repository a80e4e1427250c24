"""Who writes: the reader's role, asked once and kept for the session."""

from __future__ import annotations

import streamlit as st

_ROLE = "_role_of_writer"
_KEY = "meetings_role"


def role() -> str:
    """The role in which the reader writes; blank until it is given."""
    return str(st.session_state.get(_ROLE, ""))


def ask() -> None:
    """Ask for the role."""
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
