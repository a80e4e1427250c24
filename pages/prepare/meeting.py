"""Meetings and actions: what a meeting opens with, what it agreed, and what has come of it."""

import streamlit as st

from pages.ui import today
from pages.ui.meetings_store import meetings_shown
from pages.ui.prepare.meetings import chosen_records, parts, saving

contents, as_at = meetings_shown().contents(), today.as_at()
meeting = chosen_records.meeting(contents, as_at)

if meeting is None:
    parts.nothing_yet(contents)
else:
    parts.position(meeting, contents, as_at)
    saving.show_last_save()
    parts.choose(meeting, contents)
    parts.about(meeting)
    st.space("small")
    parts.actions(meeting, contents, as_at)
    st.space("small")
    parts.rest(meeting, contents)
