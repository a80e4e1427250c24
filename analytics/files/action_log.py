"""Actions as files: the columns of an action log, so that what is taken away can be read in again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, BinaryIO

from analytics.english import day, plural, sentence_case
from analytics.files import csv, file_names
from analytics.files.workbook import Cover, Heading, Sheet
from analytics.files.workbook import write as write_workbook
from analytics.meetings.action_log import SHEET
from analytics.meetings.contents import Contents
from analytics.meetings.log_row import COLUMNS
from analytics.meetings.records import MARKING, Action

WIDTHS = {"meeting_kind": 40, "action": 70, "owner_role": 30, "outcome": 50, "references": 24}


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionFile:
    """The actions to take away, in order, the choice that they follow in words, and the day that they are about."""

    contents: Contents
    actions: tuple[Action, ...]
    chosen: str
    as_at: date

    def rows(self) -> list[tuple[Any, ...]]:
        """A row an action, in the columns of a log."""
        meetings = {meeting.id: meeting for meeting in self.contents.meetings}
        return [
            (
                meetings[action.meeting_id].kind.value,
                meetings[action.meeting_id].held_on,
                action.text,
                action.owner_role,
                action.due_on,
                action.state.value,
                action.completed_on,
                action.outcome or None,
                "; ".join(action.references) or None,
            )
            for action in self.actions
        ]

    def file_name(self, extension: str) -> str:
        """A name that says what is in the file, its day and its marking."""
        return file_names.file_name("actions", self.as_at, MARKING, extension, chosen=self.chosen)

    def write(self, extension: str, to: BinaryIO) -> None:
        """Write the file, "csv" or "xlsx", to a stream."""
        if extension == "csv":
            csv.write([column.label for column in COLUMNS], [self.rows()], to)
        else:
            write_workbook(self._cover(), (self._sheet(),), to)

    def _cover(self) -> Cover:
        return Cover(
            title=f"{plural(len(self.actions), 'action')} as at {day(self.as_at)}",
            marking=MARKING,
            day=self.as_at,
            parts=(
                ("Handling", (f"{MARKING}.",)),
                ("What was chosen", (f"{sentence_case(self.chosen) or 'All actions'}.",)),
                ("Reading it in again", ("The sheet of actions has the columns of an action log.",)),
            ),
        )

    def _sheet(self) -> Sheet:
        return Sheet(
            tab=SHEET,
            title="Actions agreed in meetings",
            notes=("This sheet holds one table, an action a row.", "A blank cell: there is no value."),
            headings=tuple(Heading(column.label, WIDTHS.get(column.name, 16)) for column in COLUMNS),
            batches=(self.rows(),),
        )
