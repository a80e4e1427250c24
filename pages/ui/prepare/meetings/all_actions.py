"""All actions: chosen by state, owner, kind of meeting, lateness and words; taken away; read in from a log."""

from __future__ import annotations

import io
from datetime import date
from functools import partial

import streamlit as st

from analytics.english import sentence_case
from analytics.files.action_log import ActionFile
from analytics.filters import LONGEST_SEARCH
from analytics.meetings.action_filter import ActionFilter
from analytics.meetings.contents import Contents
from analytics.meetings.records import Action, ActionState, MeetingKind
from pages.ui import downloads, screen


def choose(contents: Contents, as_at: date) -> tuple[Action, ...]:
    """The widgets of the choice, the actions that it chooses, and their files."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        search = st.text_input(
            "Search action, owner, outcome and reference",
            key="action_search",
            bind="query-params",
            placeholder="for example, vetting",
            icon=":material/search:",
            max_chars=LONGEST_SEARCH,
        )
        with st.popover("Choose actions"):
            choice = _choice(contents, search)
        chosen = choice.chosen(contents, as_at)
        _files(ActionFile(contents=contents, actions=chosen, chosen=choice.describe(), as_at=as_at))
    if words := choice.describe():
        screen.caption(sentence_case(words) + ".")
    return chosen


def _choice(contents: Contents, search: str) -> ActionFilter:
    states = screen.multiselect(
        "State",
        list(ActionState),
        format_func=sentence_case,
        key="action_state",
        bind="query-params",
        placeholder="Any",
    )
    owners = screen.multiselect(
        "Owner role",
        sorted({action.owner_role for action in contents.actions}),
        key="action_owner",
        bind="query-params",
        placeholder="Any",
    )
    kinds = screen.multiselect(
        "Kind of meeting",
        list(MeetingKind),
        format_func=sentence_case,
        key="action_kind",
        bind="query-params",
        placeholder="Any",
    )
    overdue = st.checkbox("Overdue only", key="action_overdue", bind="query-params")
    return ActionFilter(states=tuple(states), owners=tuple(owners), kinds=tuple(kinds), overdue=overdue, search=search)


def _files(file: ActionFile) -> None:
    """The chosen actions as CSV and workbook."""
    for extension, label in (("csv", "CSV"), ("xlsx", "Workbook")):
        downloads.built(
            label,
            partial(_bytes, file, extension),
            file.file_name(extension),
            downloads.TYPES[extension],
            key=f"actions_{extension}",
            kind="secondary",
        )


def _bytes(file: ActionFile, extension: str) -> downloads.Built:
    to = io.BytesIO()
    file.write(extension, to)
    return to.getvalue(), len(file.rows())
