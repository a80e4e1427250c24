"""The lists of actions: from last time, agreed in this meeting, or all; and the one row that is chosen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from html import escape

import pandas as pd
import streamlit as st

from analytics.english import count, cut, day, plural, sentence_case, unbroken_day
from analytics.meetings.agenda import agenda
from analytics.meetings.contents import Contents
from analytics.meetings.records import Action, ActionState, Meeting
from pages.ui import headings, html_table, params, screen
from pages.ui.prepare.meetings import all_actions, chosen_records

WIDTH = 660
LETTERS = 82
CARRIED = "Carried over: how many later meetings of this kind left the action open."
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
            days = {other.id: other.held_on for other in contents.meetings}
            rows = [ActionList(action, days[action.meeting_id]) for action in chosen]
        elif which == AGREED:
            agreed = [action for action in contents.actions if action.meeting_id == meeting.id]
            rows = [ActionList(action, meeting.held_on) for action in agreed]
        else:
            result = agenda(contents, meeting, as_at).actions
            rows = [ActionList(item.action, item.agreed_on, item.carried_over) for item in result]
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
    past = f", {late} overdue" if late else ""
    if which == LAST_TIME:
        subtitle = f"Actions from an earlier {meeting.kind}, open or ended since the last one, overdue first"
        return f"{number} from last time{past}", subtitle
    if which == AGREED:
        return f"{number} agreed in this meeting{past}", f"On {day(meeting.held_on)}"
    return f"{number} listed{past}", "From all meetings. Open actions first, by due date"


def _list(rows: list[ActionList], as_at: date, contents: Contents) -> Action | None:
    """The list itself; the chosen action, the one in the address where that is on no row here, else the first."""
    named = chosen_records.action(contents)
    if not rows:
        st.caption("No actions.")
        return named
    chosen = named or rows[0].action
    numbers = [row.action.id for row in rows]
    html_table.show(
        _cells(rows, as_at),
        numbers=["Carried over"],
        alt="Actions",
        row_header="Action",
        current=numbers.index(chosen.id) if chosen.id in numbers else None,
        becomes_cards=True,
    )
    return chosen


def _cells(rows: list[ActionList], as_at: date) -> pd.DataFrame:
    """The rows as HTML; the text of each action leads to it."""
    cells = {
        "Action": [html_table.link(cut(row.action.text, LETTERS), chosen_records.address(row.action)) for row in rows],
        "Owner role": [escape(row.action.owner_role) for row in rows],
        "Due": [unbroken_day(row.action.due_on) if row.action.due_on else "" for row in rows],
        "State": [_state(row.action, as_at) for row in rows],
    }
    if any(row.carried_over is not None for row in rows):
        cells["Carried over"] = ["" if row.carried_over is None else count(row.carried_over) for row in rows]
    return pd.DataFrame(cells, dtype=object)


def _state(action: Action, as_at: date) -> str:
    """The state in a word: open ones that are overdue say so."""
    late = action.state == ActionState.OPEN and action.is_overdue(as_at)
    return "Overdue" if late else sentence_case(action.state)
