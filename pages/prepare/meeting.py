"""Meetings and actions: what a meeting opens with, what it agreed, and what has come of it."""

import streamlit as st

from pages.ui.prepare.meetings import choosing, clock, keeping, page
from pages.ui.prepare.meetings_store import store

contents, as_at = store().contents(), clock.as_at()
meeting = choosing.meeting(contents, as_at)

if meeting is None:
    page.nothing_yet(contents)
else:
    page.position(meeting, contents, as_at)
    keeping.say_what_was_done()
    page.choose(meeting, contents)
    page.about(meeting)
    st.space("small")
    page.actions(meeting, contents, as_at)
    st.space("small")
    page.rest(meeting, contents)
