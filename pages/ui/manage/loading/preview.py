"""What the file would change on the register if it were loaded: counted by kind of change, and listed."""

from __future__ import annotations

from datetime import date

import pandas as pd
import streamlit as st

from analytics.english import count, day, plural, sentence_case
from analytics.files import changes_workbook
from analytics.intake.renumbering import Why
from analytics.measures.changes import GROUPS
from analytics.measures.preview import Preview, previews
from analytics.register.folder import fingerprint
from analytics.register.loading import Check
from analytics.sections import changes as words
from analytics.vocabulary import Marking
from pages.ui import headings, load_state, screen, tables
from pages.ui.load_target import Target
from pages.ui.manage.loading import files


def what_changes(checked: Check, as_at: date, goal: Target) -> None:
    """What loading the file would change, against the extract before it and against the one that it would replace."""
    st.space("small")
    result = _previews(checked, as_at, goal)
    if not result:
        accepted = plural(checked.reading.accepted, "recommendation")
        headings.section_heading(
            f"This would be the first extract, with {accepted}", "There is no earlier extract to compare with"
        )
    for preview in result:
        _show(preview, checked, as_at, goal)


def _previews(checked: Check, as_at: date, goal: Target) -> tuple[Preview, ...]:
    def compare() -> tuple[Check, tuple[Preview, ...]]:
        with st.spinner("Comparing with the register"):
            return checked, previews(checked, as_at, goal.folder, tables.MOST_ROWS)

    # The check is kept beside its previews, so that no other object can have its id while they are kept.
    _, result = load_state.cached("preview", (id(checked), as_at, fingerprint(goal.folder)), compare)
    return result


def _show(preview: Preview, checked: Check, as_at: date, goal: Target) -> None:
    """One comparison: the counts, the recommendations of one kind of change, and the file of all."""
    against = f"the extract of {day(preview.against)}{' that it would replace' if preview.replaces else ''}"
    result = preview.happened
    if not result.number():
        headings.section_heading("This file would change nothing", f"Compared with {against}")
        _show_renumbered(preview)
        return
    changed = plural(result.recommendations, "recommendation")
    headings.section_heading(
        f"This file would change {changed}", f"Compared with {against}. Causes of concern and advice are not counted."
    )
    tables.plain(words.counted_by_kind(result), alt=f"Changes by kind, compared with {against}")
    _show_renumbered(preview)
    key = load_state.key(f"preview_{preview.replaces}")
    with st.expander("List the recommendations"):
        _list(preview, key)

    def every_change() -> Preview:
        return next(each for each in previews(checked, as_at, goal.folder) if each.replaces == preview.replaces)

    sensitive = Marking.OFFICIAL_SENSITIVE in (preview.marking, files.marking(checked.reading))
    files.csv(
        lambda: changes_workbook.table(every_change().happened),
        "changes-to-the-replaced-extract" if preview.replaces else "changes-before-loading",
        as_at,
        Marking.OFFICIAL_SENSITIVE if sensitive else Marking.OFFICIAL,
        key=f"{key}_csv",
        label="All changes as CSV",
    )


_WHY: dict[Why, str] = {
    "written differently": "Only case, dashes, blanks or leading zeros differ",
    "same text": "The source and the text are the same",
    "accepted before": "Accepted with an earlier extract",
    "reworded": "The text was reworded a little",
}


def _show_renumbered(preview: Preview) -> None:
    """The references of the file that are read as those of the register, and why."""
    if not preview.renumbered:
        return
    renumbered = plural(len(preview.renumbered), "reference is", "references are")
    with screen.expander(f"Renumbered: {renumbered} read as one of the register"):
        frame = pd.DataFrame(
            [(entry.in_file, entry.reference, _WHY[entry.why]) for entry in preview.renumbered],
            columns=["In the file", "On the register", "Why"],
        )
        tables.plain(frame.head(tables.HTML_ROWS), alt="References of the file that are read as those of the register")
        if len(frame) > tables.HTML_ROWS:
            screen.caption(f"The first {tables.HTML_ROWS} of {count(len(frame))}.")


def _list(preview: Preview, key: str) -> None:
    """The recommendations of the kind of change that is chosen."""
    numbers = preview.happened.counts()
    chosen = screen.segmented_control(
        "Kind of change",
        [group for group in GROUPS if numbers[group]],
        default=next(group for group in GROUPS if numbers[group]),
        format_func=lambda group: f"{sentence_case(group)} {count(numbers[group])}",
        key=f"{key}_kind",
        required=True,
    )
    rows = words.lines(preview.happened.of(chosen), chosen).drop(columns="Date")
    tables.listing(rows, key=f"{key}_list", total=preview.happened.number(chosen), alt=sentence_case(chosen))
