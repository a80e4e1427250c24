"""The columns of every table that the API gives: name, type and meaning, for its description and its files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from analytics import vocabulary
from analytics.export_format import WORKED_OUT
from analytics.measures.recommendations import EXPORTED
from analytics.meetings.records import ActionState, MeetingKind

Type = Literal["text", "date", "time", "number", "list", "boolean"]


@dataclass(frozen=True, slots=True)
class ApiColumn:
    """One column: its name, what a cell of it is, and its meaning. A cell may be blank, except where `is_filled`."""

    name: str
    type: Type
    meaning: str
    values: tuple[str, ...] = ()
    is_filled: bool = False


_WORKED_OUT_TYPES: dict[str, Type] = {
    "state": "text",
    "born_on": "date",
    "first_agreed_on": "date",
    "redatings": "number",
    "days_late": "number",
    "counted_closed_on": "date",
}


def _exported(name: str) -> ApiColumn:
    """A column of an export: of the data dictionary, or worked out."""
    if name in WORKED_OUT:
        values = tuple(vocabulary.State) if name == "state" else ()
        return ApiColumn(name, _WORKED_OUT_TYPES[name], WORKED_OUT[name][1], values)
    of_dictionary = vocabulary.COLUMN[name]
    cell: Type = of_dictionary.type if of_dictionary.type in ("date", "list") else "text"
    return ApiColumn(name, cell, of_dictionary.meaning, vocabulary.allowed_values(name) or (), name == "reference")


RECOMMENDATION = tuple(_exported(name) for name in EXPORTED)
"""The columns of an export, in its order."""

FIGURE = (
    ApiColumn(
        "figure", "text", "The name of the figure: its names in the JSON document with dots between.", is_filled=True
    ),
    ApiColumn("value", "text", "Its value: a number, a day, or true or false."),
)

EVENT = (
    ApiColumn("reference", "text", "The recommendation.", is_filled=True),
    ApiColumn("kind", "text", "What happened to it.", tuple(vocabulary.EventKind), is_filled=True),
    ApiColumn("took_effect_on", "date", "The day on which it took effect.", is_filled=True),
    ApiColumn("extract_day", "date", "The day of the extract that first said so.", is_filled=True),
    ApiColumn("column", "text", "The column that changed, where one did."),
    ApiColumn("before", "text", "Its value before."),
    ApiColumn("after", "text", "Its value after."),
)

_STOCKS = {
    "outstanding": "Outstanding on the day.",
    "open": "Open on the day, those proposed for closure included.",
    "awaiting_onboarding": "Awaiting on-boarding on the day.",
    "disputed": "Disputed on the day.",
    "overdue_original": "Outstanding and past the date first agreed.",
    "open_overdue_original": "Open and past the date first agreed.",
    "overdue_current": "Outstanding and past the current date.",
    "overdue_masked": "Outstanding and past the date first agreed but not the current one.",
    "late_no_current_date": "Outstanding and past the date first agreed, with no current due date.",
    "state_unknown": "Where they stand is not known.",
}
TERMS = {
    "opening": "Outstanding at the beginning of the period.",
    "moved_in": "Came into what the filters choose.",
    "moved_out": "Left what the filters choose.",
    "new": "Received in the period.",
    "late_recorded": "Came onto the register in the period, but were received before it or without a date.",
    "reopened": "Closed at the beginning and outstanding at the end.",
    "returned": "Were no longer on the register and came back.",
    "corrected": "Known to be outstanding only now, less those of which it is no longer known.",
    "closed": "Closed in the period.",
    "withdrawn_or_merged": "Withdrawn or merged in the period.",
    "dropped": "No longer on the register.",
    "residual": "The difference that the terms do not explain: 0.",
}
"""The terms of the stock and flow, in the order of the statement."""

SERIES = (
    ApiColumn("day", "date", "A month end, or last the as-at day.", is_filled=True),
    *(ApiColumn(name, "number", meaning) for name, meaning in _STOCKS.items()),
    *(ApiColumn(name, "number", f"Since the row before. {meaning}") for name, meaning in TERMS.items()),
    ApiColumn("received", "number", "Received in the calendar month, by the day received."),
    ApiColumn("closed_in_month", "number", "Closed, withdrawn or merged in the calendar month and not reopened since."),
)

EXTRACT = (
    ApiColumn("as_at", "date", "The day that the extract is about.", is_filled=True),
    ApiColumn("loaded_at", "time", "When it was loaded.", is_filled=True),
    ApiColumn("loaded_by", "text", "The role that loaded it."),
    ApiColumn("filename", "text", "The name of the file that was loaded."),
    ApiColumn("sha256", "text", "The SHA-256 hash of that file."),
    ApiColumn("layout", "text", "The layout that it was read with."),
    ApiColumn("read", "number", "Rows read.", is_filled=True),
    ApiColumn("accepted", "number", "Rows accepted.", is_filled=True),
    ApiColumn("repeated", "number", "Rows that repeat another and are counted once.", is_filled=True),
    ApiColumn("rejected", "number", "Rows that could not be used.", is_filled=True),
    ApiColumn("warned", "number", "Cells that did not fit.", is_filled=True),
    ApiColumn("is_demonstration", "boolean", "Whether the data are invented.", is_filled=True),
)

DEFINITION = (
    ApiColumn("kind", "text", "What is defined.", ("measure", "column", "filter"), is_filled=True),
    ApiColumn(
        "name", "text", "The name of the column or filter as an address has it; of a measure its title.", is_filled=True
    ),
    ApiColumn("title", "text", "Its name on a screen.", is_filled=True),
    ApiColumn("definition", "text", "What it means.", is_filled=True),
)

MEETING = (
    ApiColumn("id", "number", "The number of the meeting.", is_filled=True),
    ApiColumn("kind", "text", "Which meeting of oversight it is.", tuple(MeetingKind), is_filled=True),
    ApiColumn("held_on", "date", "The day on which it was or will be held.", is_filled=True),
    ApiColumn("title", "text", "What it is called.", is_filled=True),
    ApiColumn("themes", "list", "The themes that it is about."),
    ApiColumn("strategic_priorities", "list", "The strategic priorities that it is about."),
    ApiColumn("programmes", "list", "The programmes that it is about."),
    ApiColumn("note", "text", "What else was noted.", is_filled=True),
    ApiColumn("is_cancelled", "boolean", "Whether it was cancelled.", is_filled=True),
)

ACTION = (
    ApiColumn("id", "number", "The number of the action.", is_filled=True),
    ApiColumn("meeting_id", "number", "The meeting that agreed it.", is_filled=True),
    ApiColumn("text", "text", "What was agreed.", is_filled=True),
    ApiColumn("owner_role", "text", "The role that answers for it; never a person's name.", is_filled=True),
    ApiColumn("due_on", "date", "The day by which it is to be done."),
    ApiColumn("state", "text", "Where it stands.", tuple(ActionState), is_filled=True),
    ApiColumn("completed_on", "date", "The day on which it ended, complete or cancelled."),
    ApiColumn("outcome", "text", "What came of it.", is_filled=True),
    ApiColumn("references", "list", "The recommendations that it is about."),
    ApiColumn("is_overdue", "boolean", "Whether it is open and its day is before the as-at day.", is_filled=True),
)
