"""The history of a record, a row a field changed: when, by whom, from what, to what."""

from __future__ import annotations

from html import escape

import pandas as pd

from analytics.english import plural
from analytics.meetings.contents import Contents
from analytics.meetings.records import Edit, Record, name_of
from pages.ui import html_table, screen, today
from pages.ui.meetings_store import meetings_shown
from pages.ui.prepare.meetings import fields


def draw(record: Record, contents: Contents) -> None:
    """The history of one record, folded away; two columns, since it stands in a narrow place."""
    edits = meetings_shown().edits(name_of(record), record.id)
    versions = len({edit.version for edit in edits})
    with screen.expander(f"History: {plural(versions, 'version')}, newest first"):
        rows = [(_who(edit), _what(edit, contents)) for edit in reversed(edits)]
        frame = pd.DataFrame(rows, columns=["When and who", "What, from and to"])
        html_table.show(frame, alt=f"Every edit of this {name_of(record)}")


def _who(edit: Edit) -> str:
    return escape(f"{today.time_in_london(edit.at)}, {edit.by}")


def _what(edit: Edit, contents: Contents) -> str:
    """One field before and after; a new record's fields were nothing before."""
    before, after = (fields.display_text(edit.field, text, contents) for text in (edit.before, edit.after))
    was = "" if edit.version == 1 else html_table.soft(f"{before or 'blank'} →") + " "
    return f"{escape(fields.LABELS[edit.field])}: {was}{html_table.bold(after or 'blank')}"
