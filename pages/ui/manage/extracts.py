"""What the page Quality shows of the extracts: who loaded them, what stands and what does not, and the way out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from analytics import people
from analytics.audit.entries import AuditAction
from analytics.english import count, day, listed, plural, sentence_case, unbroken_day
from analytics.errors import RegisterError
from analytics.files import audit_details
from analytics.measures.quality import AcceptedAnomaly, Extract
from analytics.people import Right
from analytics.register.folder import Withdrawal, unsealed, withdraw
from analytics.register.part_withdrawal import withdraw_part
from analytics.sections import quality as section
from analytics.vocabulary import COLUMN, Marking
from pages.ui import audit, headings, screen, tables
from pages.ui.load_target import Target
from pages.ui.manage.loading import files

NEWEST = tables.HTML_ROWS
"""Extracts and faults listed on the page. The CSV has all."""


def position(extracts: Sequence[Extract]) -> str:
    """The opening sentence: how many extracts are in use, and how many entries have an error."""
    used = [extract.manifest for extract in extracts if extract.status == "in force"]
    if not extracts:
        return "There is no extract yet"
    if not used:
        return "No extract is in use"
    faults = sum(manifest.warned + manifest.rejected for manifest in used)
    wrong = f"{plural(faults, 'entry has', 'entries have')} an error" if faults else "No entry has an error"
    latest = day(used[0].as_at)
    if len(used) == 1:
        return f"1 extract is in use, from {latest}. {wrong}."
    return f"{count(len(used))} extracts are in use, the latest from {latest}. {wrong}."


def listing(extracts: Sequence[Extract]) -> None:
    """Every extract, in use or not, with who loaded it and its counts."""
    out = sum(extract.status != "in force" for extract in extracts)
    subtitle = "Newest first. Rows read = accepted + repeated + rejected. A warning is a cell with an error"
    in_use = f"{count(out)} not in use" if out else "all in use" if len(extracts) > 1 else "in use"
    headline = f"{plural(len(extracts), 'extract')} loaded, {in_use}"
    headings.section_heading(headline, subtitle)
    frame = table(extracts)
    tables.plain(frame.head(NEWEST).drop(columns=["File", "Layout"]), alt="Extracts with who loaded them and counts")
    with st.container(horizontal=True, vertical_alignment="center"):
        if len(extracts) > NEWEST:
            screen.caption(f"The newest {NEWEST} of {count(len(extracts))}. The CSV has all.", width="content")
        files.csv(frame, "extracts", extracts[0].manifest.as_at, Marking.OFFICIAL, key="extracts_csv")


def seals(folder: Path) -> None:
    """Which extracts have no seal, if any."""
    bare = unsealed(folder)
    if not bare:
        return
    these = plural(len(bare), "extract has", "extracts have")
    screen.caption(
        f"{these} no seal: a change of the files by hand would not be found. They were loaded by an earlier version of "
        "the dashboard. Whoever runs the dashboard can seal them with the command python -m analytics seal."
    )


def table(extracts: Sequence[Extract]) -> pd.DataFrame:
    """The extracts as a reader sees them."""
    return pd.DataFrame(
        [
            (
                unbroken_day(extract.manifest.as_at),
                extract_status(extract),
                f"{unbroken_day(extract.manifest.loaded_at.date())} by {extract.manifest.loaded_by}",
                extract.manifest.filename,
                extract.manifest.layout,
                extract.manifest.read,
                extract.manifest.accepted,
                extract.manifest.repeated,
                extract.manifest.rejected,
                extract.manifest.warned,
            )
            for extract in extracts
        ],
        columns=_LISTED,
    )


_LISTED = ["Extract", "Status", "Loaded", "File", "Layout", "Read", "Accepted", "Repeated", "Rejected", "Warnings"]


def extract_status(extract: Extract) -> str:
    """Whether an extract is in use, and if not since when, by whom and why."""
    if extract.status == "in force":
        return "In use"
    why = f": {extract.why}" if extract.why else ""
    if extract.since is None:
        return f"{sentence_case(extract.status)}{why}"
    return f"{sentence_case(extract.status)} on {unbroken_day(extract.since.date())} by {extract.by}{why}"


def anomalies(accepted_anomalies: Sequence[AcceptedAnomaly]) -> None:
    """What was unusual when an extract was loaded, who accepted it and why."""
    if not accepted_anomalies:
        headings.section_heading(section.accepted_heading(accepted_anomalies))
        return
    subtitle = "Warnings about a whole extract compared with the one before it, and who accepted them"
    headings.section_heading(section.accepted_heading(accepted_anomalies), subtitle)
    frame = section.accepted(accepted_anomalies)
    tables.plain(frame.head(tables.HTML_ROWS), alt="Anomalies that were accepted, with the reason")
    files.csv(frame, "accepted-anomalies", accepted_anomalies[0].as_at, Marking.OFFICIAL, key="anomalies_csv")


def moves(fill: pd.DataFrame, faults: pd.DataFrame, days: tuple[str, str]) -> None:
    """What became better or worse from the extract before the newest to the newest."""
    before, now = days
    frame = section.moves(fill, faults)
    if frame.empty:
        headings.section_heading(
            section.moves_heading(frame), f"How complete each column is, and errors. {before} and {now}"
        )
        return
    headings.section_heading(section.moves_heading(frame), f"{section.MOVED}. {before} to {now}")
    tables.plain(frame, alt="What became better or worse since the extract before")


def ask_withdrawal(extracts: Sequence[Extract], goal: Target) -> None:
    """Take an extract that was loaded in error out of all figures, with a reason and a second look.

    Who may not do that is not asked.
    """
    person = people.acting()
    if not person.may(Right.LOAD):
        return
    used = [choice for extract in extracts if extract.status == "in force" for choice in _choices(extract)]
    headings.section_heading(
        "Withdraw an extract that was loaded in error", "Withdrawing keeps the file but removes it from all figures"
    )
    if goal.shows_demonstration:
        st.caption("The demonstration register is never changed.")
        return
    if not used:
        st.caption("No extract is in use.")
        return
    with st.form("withdraw", border=False, clear_on_submit=False):
        chosen = screen.selectbox(
            "Extract", used, index=None, format_func=_choice_words, placeholder="Choose one", width=348
        )
        why = st.text_area("Why it is withdrawn (needed)", width=734)
        role = person.name
        if not person.is_signed_in:
            role = st.text_input("Your role (shown beside the withdrawal)", width=348)
        sure = st.checkbox("Remove this from all figures")
        pressed = st.form_submit_button("Withdraw")
    if pressed:
        missing = [
            words
            for is_given, words in (
                (chosen, "choose the extract"),
                (why.strip(), "write why"),
                (role.strip(), "say your role"),
                (sure, "tick the box"),
            )
            if not is_given
        ]
        if missing or chosen is None:
            raise RegisterError(f"Nothing was withdrawn: {listed(missing)}.")
        audit.trail()
        audit.record(AuditAction.WITHDRAWN, _withdrawn(goal, chosen, role.strip(), why.strip()), role.strip())
        st.rerun()


_Choice = tuple[date, str | None]
"""The day of an extract, and one of its parts or None for all of it."""


def _choices(extract: Extract) -> list[_Choice]:
    """What can be withdrawn of an extract: all of it, and each part where it has several."""
    about = extract.manifest
    return [(about.as_at, None), *((about.as_at, part.name) for part in about.parts if len(about.parts) > 1)]


def _choice_words(choice: _Choice) -> str:
    as_at, part = choice
    return f"{day(as_at)}: only the part {part}" if part else day(as_at)


def _withdrawn(goal: Target, choice: _Choice, role: str, why: str) -> dict[str, Any]:
    """Withdraw an extract or one of its parts; what the audit trail says of it."""
    as_at, part = choice
    withdrawal = Withdrawal(datetime.now(UTC), role, why)
    if part is None:
        return audit_details.of_withdrawal(withdraw(goal.folder, as_at, withdrawal))
    return audit_details.of_part_withdrawal(withdraw_part(goal.folder, as_at, part, withdrawal), part, why)


def faults(frame: pd.DataFrame) -> None:
    """The faults of every extract in force, counted by column and by what is wrong, newest extract first."""
    if frame.empty:
        headings.section_heading("No entry in the extracts has an error")
        return
    headings.section_heading(
        f"{plural(int(frame['faults'].sum()), 'error')} in the extracts in use",
        "By extract, column and kind of error. Newest extract first",
    )
    table = pd.DataFrame(
        {
            "Extract": [unbroken_day(when) for when in frame["as_at"]],
            "Column": [COLUMN[name].label if name else "Whole row or file" for name in frame["column_name"]],
            "What is wrong": frame["problem"],
            "Effect": frame["severity"].map({"rejected": "Row rejected", "warned": "Warning"}),
            "Errors": frame["faults"],
        }
    )
    newest_first = table.iloc[::-1].reset_index(drop=True)
    tables.plain(newest_first.head(NEWEST), alt="Errors by extract, column and kind of error")
    with st.container(horizontal=True, vertical_alignment="center"):
        if len(newest_first) > NEWEST:
            screen.caption(f"The first {NEWEST} of {count(len(newest_first))}. The CSV has all.", width="content")
        files.csv(newest_first, "faults", frame["as_at"].iloc[-1], Marking.OFFICIAL, key="faults_csv")
