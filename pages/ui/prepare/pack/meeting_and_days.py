"""Which meeting the pack is for, and its days: that of the figures and that of the last meeting."""

from __future__ import annotations

from datetime import date, timedelta

import streamlit as st

from analytics.english import day, sentence_case
from analytics.files.pack.settings import PackSettings, settled
from analytics.filters import FIRST_DAY
from analytics.measures.changes import default_start
from analytics.meetings.contents import Contents
from analytics.meetings.records import Meeting, MeetingKind
from pages.ui import cached, params, screen, session
from pages.ui.facts import RegisterInfo
from pages.ui.prepare.pack import draft_settings

ADDRESS = "meeting"
OTHER = "other"
WIDTH = 255
GAP = 33
"""Pixels: four fields fit on the measure side by side."""


def ask(contents: Contents | None, facts: RegisterInfo) -> PackSettings:
    """The fields of the meeting and its days, and the pack that they ask for."""
    as_at = session.filters().as_at or facts.newest
    with st.container(horizontal=True, gap=GAP, vertical_alignment="bottom"):
        meeting = _meeting(contents, as_at)
        kind, held_on = (meeting.kind, meeting.held_on) if meeting else _kind_and_day(as_at)
        _as_at(as_at, facts.newest)
        since = _since(contents, kind, held_on, as_at)
    if held_on < as_at:
        screen.caption(_is_earlier(held_on, as_at))
    return settled(draft_settings.draft(), filters=session.filters(), kind=kind, held_on=held_on, since=since)


def _is_earlier(held_on: date, as_at: date) -> str:
    """That the meeting lies before its figures, and the two ways to mend that."""
    return (
        f"The day of the meeting, {day(held_on)}, lies before that of the figures, {day(as_at)}: "
        "choose another meeting, or figures as at a day no later than the meeting."
    )


def _meeting(contents: Contents | None, as_at: date) -> Meeting | None:
    """The meeting out of those on record; None for another, or where none is on record."""
    stored = (
        {str(meeting.id): meeting for meeting in reversed(contents.meetings) if not meeting.is_cancelled}
        if contents
        else {}
    )
    if not stored:
        return None
    chosen = params.param_value(ADDRESS, [*stored, OTHER]) or _usual(stored, as_at)
    st.session_state[params.widget_key(ADDRESS)] = chosen
    st.selectbox(
        "Meeting",
        [*stored, OTHER],
        format_func=lambda key: _meeting_name(stored[key]) if key in stored else "Another, not on record",
        key=params.widget_key(ADDRESS),
        on_change=params.save_widget_value,
        args=(ADDRESS,),
        width=2 * WIDTH + GAP,
    )
    return stored.get(chosen)


def _usual(stored: dict[str, Meeting], as_at: date) -> str:
    """The next meeting from the as-at day on, else the last that was held; unless the reader keeps another kind."""
    if draft_settings.draft().held_on:
        return OTHER
    upcoming = [key for key, meeting in stored.items() if meeting.held_on >= as_at]
    return upcoming[-1] if upcoming else next(iter(stored))


def _meeting_name(meeting: Meeting) -> str:
    title = f": {meeting.title}" if meeting.title else ""
    return f"{sentence_case(meeting.kind)}, {day(meeting.held_on)}{title}"


def _kind_and_day(as_at: date) -> tuple[MeetingKind, date]:
    """The kind and the day of a meeting that is not on record."""
    held_on = draft_settings.draft().held_on or as_at
    show("pack_kind", draft_settings.draft().kind)
    st.selectbox(
        "Kind of meeting",
        list(MeetingKind),
        format_func=sentence_case,
        key="pack_kind",
        width=WIDTH,
        on_change=lambda: draft_settings.change(kind=st.session_state["pack_kind"]),
    )
    show("pack_held_on", held_on)
    st.date_input(
        "Day of the meeting",
        min_value=FIRST_DAY,
        format="DD/MM/YYYY",
        key="pack_held_on",
        width=WIDTH,
        on_change=lambda: draft_settings.change(held_on=st.session_state["pack_held_on"]),
    )
    return draft_settings.draft().kind, held_on


def _as_at(as_at: date, newest: date) -> None:
    """The day of the figures: the same choice as that of the page's head."""

    def take() -> None:
        chosen = st.session_state["pack_as_at"]
        session.change(as_at=None if chosen == newest else chosen)

    show("pack_as_at", as_at)
    st.date_input(
        "Figures as at", min_value=FIRST_DAY, format="DD/MM/YYYY", key="pack_as_at", width=WIDTH, on_change=take
    )


def _since(contents: Contents | None, kind: MeetingKind, held_on: date, as_at: date) -> date:
    """The day of the last meeting: as chosen, else that of the last one on record, else of the extract before."""
    chosen = draft_settings.draft().since
    since = chosen if chosen and chosen < as_at else _last(contents, kind, min(held_on, as_at))
    show("pack_since", since)
    st.date_input(
        "Since the last meeting, on",
        min_value=min(FIRST_DAY, since),
        max_value=as_at - timedelta(days=1),
        format="DD/MM/YYYY",
        key="pack_since",
        width=WIDTH,
        on_change=lambda: draft_settings.change(since=st.session_state["pack_since"]),
    )
    return since


def _last(contents: Contents | None, kind: MeetingKind, before: date) -> date:
    """The day of the last meeting of that kind on record before a day, else of the extract before the as-at day."""
    days = (
        [meeting.held_on for meeting in contents.meetings if meeting.kind == kind and not meeting.is_cancelled]
        if contents
        else []
    )
    earlier = [day for day in days if day < before]
    usual: date = max(earlier) if earlier else cached.result(default_start, session.filters())
    return usual


def show(key: str, value: object) -> None:
    """Let a widget show a value."""
    if st.session_state.get(key) != value:
        st.session_state[key] = value
