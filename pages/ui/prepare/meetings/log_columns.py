"""The columns and words of an action log from elsewhere: proposed, and confirmed by the analyst."""

from __future__ import annotations

from datetime import date
from typing import Any

import streamlit as st

from analytics.english import count, plural
from analytics.intake.tables import Table
from analytics.meetings.log_mapping import LogMapping, LogProposal, propose_mapping
from analytics.meetings.log_row import COLUMNS, LABELS, NEEDED
from analytics.meetings.records import ActionState, MeetingKind
from pages.ui import screen
from pages.ui.prepare.meetings import saving

WIDTH = 348
MOST_TEXTS = 40
"""Different words, and texts in place of a date, of one column that are asked about; the rest become faults."""

CHOICES: dict[str, tuple[str, ...]] = {"state": tuple(ActionState), "meeting_kind": tuple(MeetingKind)}


def ask(table: Table, saved: LogMapping | None = None) -> LogMapping | None:
    """What the headings and words of a log mean; None until all that must be said is said.

    Nothing is asked where the log has our own headings and words. `saved` is how an earlier log was read.
    """
    proposal = propose_mapping(table, saved=saved)
    if proposal.is_plain:
        return proposal.mapping()
    screen.caption("Check which column of the log is which. A word left open becomes a fault.")
    proposal = propose_mapping(table, _headings(table, proposal), saved)
    mapping = proposal.mapping()
    words = _words(proposal)
    for column, days in _days(proposal).items():
        words[column] = days
    log_mapping = LogMapping(
        columns=mapping.columns, constants=_constants(table, mapping, words), words=words, orders=mapping.orders
    )
    if log_mapping.missing:
        missing = ", ".join(LABELS[name] for name in log_mapping.missing)
        screen.info(f"Still to be said: {missing}.")
        return None
    return log_mapping


def _headings(table: Table, proposal: LogProposal) -> dict[str, str]:
    """A heading for each column, "" where the log has none."""
    proposed = {match.column: match.heading for match in proposal.matches}
    options = ["", *(heading for heading in table.header if heading)]
    chosen: dict[str, str] = {}
    with st.container(horizontal=True, gap=38):
        for column in COLUMNS:
            chosen[column.name] = screen.selectbox(
                column.label + (" (needed)" if column.name in NEEDED else ""),
                options,
                index=options.index(proposed.get(column.name, "")),
                format_func=lambda heading: heading or "Not in the log",
                key=saving.key(f"log_column_{column.name}"),
                width=WIDTH,
            )
    left = [heading for heading in table.header if heading and heading not in chosen.values()]
    if left:
        screen.caption(f"Not read: {', '.join(left)}.")
    return chosen


def _words(proposal: LogProposal) -> dict[str, dict[str, str]]:
    """Our word for each of theirs."""
    answers: dict[str, dict[str, str]] = {}
    requested = {name: [value for value in proposal.words if value.column == name] for name in CHOICES}
    with st.container(horizontal=True, gap=38):
        for name, values in requested.items():
            for value in values[:MOST_TEXTS]:
                chosen = screen.selectbox(
                    f"{LABELS[name]} “{value.theirs}”, in {plural(value.times, 'row')}",
                    CHOICES[name],
                    index=CHOICES[name].index(value.ours) if value.ours else None,
                    placeholder="Not yet mapped",
                    key=saving.key(f"log_word_{name}_{value.theirs}"),
                    width=WIDTH,
                )
                if chosen:
                    answers.setdefault(name, {})[value.theirs] = chosen
    _say_more({name: len(values) for name, values in requested.items()})
    return answers


def _days(proposal: LogProposal) -> dict[str, dict[str, str]]:
    """The day that each text in place of a date means: no date where none is given and it is confirmed."""
    answers: dict[str, dict[str, str]] = {}
    texts = {
        date_column.column: [each for each in proposal.undated if each.column == date_column.column]
        for date_column in proposal.dates
    }
    with st.container(horizontal=True, gap=38):
        for name, result in texts.items():
            for undated in result[:MOST_TEXTS]:
                text, likely = undated.text, undated.day
                key = saving.key(f"log_day_{name}_{text}")
                label = f"{LABELS[name]} “{text}”"
                with st.container(width=WIDTH, gap="xxsmall"):
                    means = screen.date_input(
                        f"{label} means the day",
                        date.fromisoformat(likely) if likely else None,
                        format="DD/MM/YYYY",
                        key=key,
                        min_value=date(1990, 1, 1),
                    )
                    is_blank = name != "meeting_date" and means is None
                    if is_blank and not screen.checkbox(
                        f"{label} means no date", value=likely == "", key=f"{key}_none"
                    ):
                        continue
                if means or is_blank:
                    answers.setdefault(name, {})[text] = means.isoformat() if means else ""
    _say_more({name: len(result) for name, result in texts.items()})
    return answers


def _constants(table: Table, mapping: LogMapping, words: dict[str, dict[str, str]]) -> dict[str, str]:
    """What the log does not say for each row: the meeting, its day, the owner, and when what has ended ended."""
    answers: dict[str, str] = {}
    with st.container(horizontal=True, gap=38):
        for name in mapping.missing:
            if value := _constant(name):
                answers[name] = value
        if "completed_on" not in mapping.columns and _has_ended(table, mapping, words):
            ended = _day_of("completed_on", "Completed on, for actions that have ended")
            answers |= {"completed_on": ended} if ended else {}
    return answers


def _constant(name: str) -> str:
    """One value for the whole log."""
    label, key = f"{LABELS[name]} of every action", saving.key(f"log_constant_{name}")
    if name in CHOICES:
        return screen.selectbox(label, CHOICES[name], index=None, placeholder="Choose one", key=key, width=WIDTH) or ""
    if name == "meeting_date":
        return _day_of(name, label)
    return "" if name == "action" else str(screen.text_input(label, key=key, width=WIDTH)).strip()


def _day_of(name: str, label: str) -> str:
    """A day for the whole log, in ISO 8601; "" until one is given."""
    key = saving.key(f"log_constant_{name}")
    chosen: Any = screen.date_input(label, None, format="DD/MM/YYYY", key=key, min_value=date(1990, 1, 1), width=WIDTH)
    return chosen.isoformat() if chosen else ""


def _has_ended(table: Table, mapping: LogMapping, words: dict[str, dict[str, str]]) -> bool:
    """Whether any row of the log is of an action that has ended."""
    heading = mapping.columns.get("state")
    if heading is None:
        return False
    log_mapping = LogMapping(columns=mapping.columns, words=words)
    states = table.columns[table.header.index(heading)].distinct
    return any(log_mapping.cells({"state": state})["state"] not in (None, ActionState.OPEN) for state in states)


def _say_more(numbers: dict[str, int]) -> None:
    """Say of which columns more different texts are than are asked about."""
    for name, number in numbers.items():
        if number > MOST_TEXTS:
            screen.caption(f"{LABELS[name]}: {count(number - MOST_TEXTS)} more are not asked about, and become faults.")
