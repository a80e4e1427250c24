"""What stands on the cover beside what the register says."""

from __future__ import annotations

import streamlit as st

from analytics.files.pack.build import TITLE
from analytics.vocabulary import Marking
from pages.ui import screen
from pages.ui.prepare.pack import draft_settings
from pages.ui.prepare.pack.meeting_and_days import show

MOST_LETTERS = 120
"""Letters of a title."""


def ask() -> None:
    """A title of the analyst's own, and the marking where it is to be higher than that of the rows."""
    with st.popover("Title and marking", type="tertiary"):
        show("pack_title", draft_settings.draft().title)
        st.text_input(
            "Title on the cover",
            key="pack_title",
            placeholder=TITLE,
            max_chars=MOST_LETTERS,
            on_change=lambda: draft_settings.change(title=st.session_state["pack_title"].strip()),
        )
        show("pack_marking", draft_settings.draft().marking)
        screen.radio(
            "Marking, at least",
            list(Marking),
            key="pack_marking",
            on_change=lambda: draft_settings.change(marking=st.session_state["pack_marking"]),
        )
        st.caption(
            "The recommendations can raise this marking but not lower it. Commentary and actions have no marking."
        )
