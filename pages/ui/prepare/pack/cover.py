"""What stands on the cover beside what the register says."""

from __future__ import annotations

import streamlit as st

from analytics.publish.pack.build import TITLE
from analytics.vocabulary import Marking
from pages.ui import screen
from pages.ui.prepare.pack import draft
from pages.ui.prepare.pack.occasion import show

MOST_LETTERS = 120
"""Letters of a title."""


def ask() -> None:
    """A title of the analyst's own, and the marking where it is to be higher than that of the rows."""
    with st.popover("Title and marking", type="tertiary"):
        show("pack_title", draft.draft().title)
        st.text_input(
            "Title on the cover", key="pack_title", placeholder=TITLE, max_chars=MOST_LETTERS,
            on_change=lambda: draft.change(title=st.session_state["pack_title"].strip()),
        )  # fmt: skip
        show("pack_marking", draft.draft().marking)
        screen.radio(
            "Marking, at least", list(Marking), key="pack_marking",
            on_change=lambda: draft.change(marking=st.session_state["pack_marking"]),
        )  # fmt: skip
        st.caption("The recommendations may raise it, never lower it. Commentary and actions have none of their own.")
