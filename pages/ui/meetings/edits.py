"""The history of a record, a row a field changed: when, by whom, from what, to what."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from analytics.meetings.contents import Contents
from analytics.meetings.records import Record, name_of
from analytics.wording import plural
from pages.ui import tables
from pages.ui.meetings import clock, fields
from pages.ui.meetings_store import store


def draw(record: Record, contents: Contents) -> None:
    """The history of one record, folded away."""
    edits = store().edits(name_of(record), record.id)
    versions = len({edit.version for edit in edits})
    with st.expander(f"History: {plural(versions, 'version')}, newest first"):
        rows = [
            (
                clock.in_words(edit.at),
                edit.by,
                fields.LABELS[edit.field],
                fields.shown(edit.field, edit.before, contents),
                fields.shown(edit.field, edit.after, contents),
            )
            for edit in reversed(edits)
        ]
        frame = pd.DataFrame(rows, columns=["When", "Who", "What", "From", "To"])
        tables.plain(frame, alt=f"Every edit of this {name_of(record)}")
