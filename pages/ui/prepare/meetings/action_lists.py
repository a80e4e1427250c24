"""The lists of actions: from last time, agreed in this meeting, or all; and the one row that is chosen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd
import streamlit as st
from streamlit.elements.arrow import DataframeStateInput

from analytics.english import cut, day, plural, sentence_case
from analytics.meetings.agenda import agenda
from analytics.meetings.contents import Contents
from analytics.meetings.records import Action, ActionState, Meeting
from pages.ui import headings, params, screen
from pages.ui.prepare.meetings import all_actions, chosen_records
from pages.ui.tables import HEADER_HEIGHT, ROW_HEIGHT

WIDTH = 660
ROWS_IN_VIEW = 8
LETTERS = 82
CARRIED = "Carried over: the meetings of this kind held since it was agreed, before this one, that left it open."
LIST = "list"
LAST_TIME, AGREED, EVERY = "last-time", "agreed", "all"


@dataclass(frozen=True, slots=True)
class ActionList:
    """One row of a list: the action, the day that agreed it, and how often it was carried over where that is asked."""

    action: Action
    agreed_on: date
    carried_over: int | None = None


def draw(meeting: Meeting, contents: Contents, as_at: date) -> Action | None:
    """Draw the list that the reader chose; the action to be read in full, None where there is none."""
    with st.container(width=WIDTH, gap="small"):
        which = _which(meeting, contents)
        if which == EVERY:
            chosen = all_actions.choose(contents, as_at)
            days = {one.id: one.held_on for one in contents.meetings}
            rows = [ActionList(action, days[action.meeting_id]) for action in chosen]
        elif which == AGREED:
            mine = [action for action in contents.actions if action.meeting_id == meeting.id]
            rows = [ActionList(action, meeting.held_on) for action in mine]
        else:
            found = agenda(contents, meeting, as_at).actions
            rows = [ActionList(one.action, one.agreed_on, one.carried_over) for one in found]
        headings.section_heading(*_list_headline(which, rows, meeting, as_at))
        chosen_action = _list(rows, as_at, contents)
        if which == LAST_TIME and rows:
            screen.caption(CARRIED)
        return chosen_action


def _which(meeting: Meeting, contents: Contents) -> str:
    """Which list the reader looks at; the address says which."""
    words = {
        LAST_TIME: f"From last time ({len(agenda(contents, meeting).actions)})",
        AGREED: f"Agreed in this meeting ({sum(action.meeting_id == meeting.id for action in contents.actions)})",
        EVERY: f"All actions ({len(contents.actions)})",
    }
    if params.param_value(LIST, words) is None:
        st.session_state[params.widget_key(LIST)] = LAST_TIME
    chosen = screen.segmented_control(
        "Actions",
        list(words),
        format_func=words.__getitem__,
        key=params.widget_key(LIST),
        required=True,
        on_change=params.save_widget_value,
        args=(LIST,),
        label_visibility="collapsed",
    )
    return str(chosen)


def _list_headline(which: str, rows: list[ActionList], meeting: Meeting, as_at: date) -> tuple[str, str]:
    """The headline of a list and its subtitle."""
    number = plural(len(rows), "action")
    late = sum(row.action.is_overdue(as_at) for row in rows)
    past = f", {late} past {'its' if late == 1 else 'their'} day" if late else ""
    if which == LAST_TIME:
        subtitle = f"Agreed in an earlier {meeting.kind}; open, or ended since the last; those past their day first"
        return f"{number} from last time{past}", subtitle
    if which == AGREED:
        return f"{number} agreed in this meeting{past}", f"On {day(meeting.held_on)}"
    return f"{number} listed{past}", "Of every meeting; open ones first, by the day they are due"


def _list(rows: list[ActionList], as_at: date, contents: Contents) -> Action | None:
    """The list itself; the chosen action, the one in the address where that is on no row here, else the first."""
    named = chosen_records.action(contents)
    numbers = [row.action.id for row in rows]
    if not rows:
        st.caption("There is none.")
        return named
    place = numbers.index(named.id) if named and named.id in numbers else (None if named else 0)
    key = f"actions_{hash((tuple(numbers), place is None))}"
    selection: DataframeStateInput = {
        "selection": {"rows": [] if place is None else [place], "columns": [], "cells": []}
    }
    if place is not None and key in st.session_state:
        st.session_state[key] = selection
    st.dataframe(
        _cells(rows, as_at),
        hide_index=True,
        height=HEADER_HEIGHT + ROW_HEIGHT * min(len(rows), ROWS_IN_VIEW),
        row_height=ROW_HEIGHT,
        column_config={
            "Action": st.column_config.TextColumn(width=214),
            "Owner role": st.column_config.TextColumn(width=106),
            "Due": st.column_config.DateColumn(format="D MMMM YYYY", width=132),
            "State": st.column_config.TextColumn(width=84),
            "Carried over": st.column_config.NumberColumn(width=90),
        },
        placeholder="",
        key=key,
        on_select=lambda: _save_choice(key, numbers),
        selection_mode="single-row" if place is None else "single-row-required",
        selection_default=selection,
        alt="Actions",
    )
    return named or rows[0].action


def _save_choice(key: str, numbers: list[int]) -> None:
    chosen = st.session_state[key].selection.rows
    if chosen:
        chosen_records.choose_action(numbers[chosen[0]])


def _cells(rows: list[ActionList], as_at: date) -> pd.DataFrame:
    frame = pd.DataFrame(
        {
            "Action": [cut(row.action.text, LETTERS) for row in rows],
            "Owner role": [row.action.owner_role for row in rows],
            "Due": pd.to_datetime(pd.Series([row.action.due_on for row in rows], dtype=object)),
            "State": [_state(row.action, as_at) for row in rows],
        }
    )
    if any(row.carried_over is not None for row in rows):
        frame["Carried over"] = pd.array([row.carried_over for row in rows], dtype="Int64")
    return frame


def _state(action: Action, as_at: date) -> str:
    """The state in a word: open ones past their day say so."""
    late = action.state == ActionState.OPEN and action.is_overdue(as_at)
    return "Past its day" if late else sentence_case(action.state)
