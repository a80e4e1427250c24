"""Two people changed one record: both versions side by side, and the second chooses field by field."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import streamlit as st

from analytics.english import plural
from analytics.meetings.contents import Contents
from analytics.meetings.history import as_value, field_texts
from analytics.meetings.records import Record, name_of
from pages.ui import headings, screen, tables, today
from pages.ui.meetings_store import meetings_shown
from pages.ui.prepare.meetings import fields, saving
from pages.ui.prepare.meetings.saving import Conflict

THEIRS, YOURS = "theirs", "mine"


def draw(conflict: Conflict, contents: Contents) -> None:
    """Show both versions and let the reader choose; nothing is kept until then, and nothing is lost."""
    theirs = _present(conflict.refused, contents)
    was, now, yours = field_texts(conflict.opened), field_texts(theirs), field_texts(conflict.refused)
    differing = [field for field in now if now[field] != yours[field]]
    headings.section_heading(
        f"Somebody else changed this {name_of(theirs)} while you were editing it",
        f"{_who(theirs)}; what you wrote is not kept yet. {plural(len(differing), 'field')} to look at",
    )
    _side_by_side(differing, (was, now, yours), contents)
    chosen = {field: _ask(field, (was, now, yours), theirs, contents) for field in differing}
    with st.container(horizontal=True):
        pressed = st.button("Save what is chosen", key=saving.key("merge", theirs))
        st.button("Drop what I wrote", key=saving.key("drop", theirs), on_click=saving.clear)
    if pressed and YOURS not in chosen.values():
        saving.finish_save(f"The {name_of(theirs)} stays as it was kept by the other.")
        st.rerun()
    if pressed:
        chosen_values = {field: as_value(field, yours[field]) for field, whose in chosen.items() if whose == YOURS}
        saving.change(replace(theirs, **chosen_values), theirs, f"The {name_of(theirs)} is kept as you chose.")


def _present(yours: Record, contents: Contents) -> Record:
    """The stored record."""
    everything = (*contents.meetings, *contents.actions, *contents.decisions, *contents.letters)
    return next(record for record in everything if isinstance(record, type(yours)) and record.id == yours.id)


def _who(theirs: Record) -> str:
    """Who kept the present version, and when."""
    last = meetings_shown().edits(name_of(theirs), theirs.id)[-1]
    return f"Kept by {last.by} on {today.time_in_london(last.at)}"


def _side_by_side(differing: list[str], versions: tuple[dict[str, str], ...], contents: Contents) -> None:
    rows = [
        (fields.LABELS[field], *(fields.display_text(field, version[field], contents) for version in versions))
        for field in differing
    ]
    frame = pd.DataFrame(rows, columns=["What", "When you opened it", "Theirs, kept", "Yours, not kept"])
    tables.plain(frame, alt="Both versions side by side")


def _ask(field: str, versions: tuple[dict[str, str], ...], theirs: Record, contents: Contents) -> str:
    """Whose value of a field is kept: proposed is the only one that was changed, else theirs."""
    was, now, yours = (version[field] for version in versions)
    words = {
        THEIRS: f"Theirs: {fields.display_text(field, now, contents) or 'blank'}",
        YOURS: f"Yours: {fields.display_text(field, yours, contents) or 'blank'}",
    }
    return screen.radio(
        fields.LABELS[field],
        (THEIRS, YOURS),
        index=1 if now == was and yours != was else 0,
        format_func=words.__getitem__,
        key=saving.key(f"whose_{field}", theirs),
    )
