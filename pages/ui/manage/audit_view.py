"""What the page Audit trail shows: which entries, the entries themselves, and whether they are as they were written."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd
import streamlit as st

from analytics.audit.entries import AuditAction, AuditEntry
from analytics.audit.trail import Choice
from analytics.audit.words import details_in_words
from analytics.english import count, plural, sentence_case
from analytics.filters import LONGEST_SEARCH
from analytics.meetings.store import Store
from analytics.vocabulary import Marking
from pages.ui import downloads, headings, screen, tables, today

NOTHING = "Nothing has been recorded yet"
_COLUMNS = ["When", "Who", "What", "Details"]
_FILE = ["number", "at", "by", "action", "details", "previous", "hash"]


def position(number: int, newest: AuditEntry | None) -> str:
    """The opening sentence: how many entries there are, and when the newest was made."""
    if newest is None:
        return NOTHING
    entries = plural(number, "entry", "entries")
    return f"{entries} in the audit trail, the latest of {today.time_in_london(newest.at)}"


def choose(store: Store) -> Choice:
    """The widgets by which entries are chosen."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        search = st.text_input(
            "Search who, what and details",
            key="audit_search",
            bind="query-params",
            icon=":material/search:",
            max_chars=LONGEST_SEARCH,
        )
        with st.popover("Choose entries"):
            actions = screen.multiselect(
                "What was done",
                list(AuditAction),
                format_func=sentence_case,
                key="audit_action",
                bind="query-params",
                placeholder="Any",
            )
            by = screen.selectbox("Who", store.audited_people(), index=None, key="audit_by", placeholder="Anybody")
            first = st.date_input("From", None, key="audit_from", format="DD/MM/YYYY")
            last = st.date_input("To", None, key="audit_to", format="DD/MM/YYYY")
    days = {"first_day": first, "last_day": last}
    return Choice(
        actions=tuple(map(str, actions)),
        by=by,
        search=search,
        **{name: day for name, day in days.items() if isinstance(day, date)},
    )


def listing(entries: Sequence[AuditEntry], number: int, store: Store, choice: Choice) -> None:
    """The newest of the chosen entries, and a file of all of them."""
    headings.section_heading(
        plural(number, "entry", "entries"), "Newest first, in London time. Hashes and all details are in the CSV."
    )
    if not entries:
        return
    tables.listing(table(entries), key="audit_entries", total=number, alt="Entries of the audit trail")

    def build() -> downloads.Built:
        return downloads.csv_of(file(store.audit_entries(choice)[0]))

    name = downloads.file_name("audit trail", "csv", Marking.OFFICIAL_SENSITIVE)
    downloads.built("CSV", build, name, downloads.TYPES["csv"], key="audit_csv", marking=Marking.OFFICIAL_SENSITIVE)


def table(entries: Sequence[AuditEntry]) -> pd.DataFrame:
    """The entries as a reader sees them."""
    rows = [
        (today.time_in_london(entry.at), entry.by, sentence_case(entry.action), details_in_words(entry))
        for entry in entries
    ]
    return pd.DataFrame(rows, columns=_COLUMNS)


def file(entries: Sequence[AuditEntry]) -> pd.DataFrame:
    """The entries as the file has them, oldest first, with everything that their hashes are made of."""
    rows = [[getattr(entry, name) if name != "at" else entry.at.isoformat() for name in _FILE] for entry in entries]
    return pd.DataFrame(rows[::-1], columns=_FILE)


def ask_check(store: Store) -> None:
    """Check every entry on a click, and show the result."""
    headings.section_heading(
        "Check that no entry was altered or removed",
        "Each entry carries the hash of the one before it. Entries removed at the end show only against a hash that "
        "was noted elsewhere.",
    )
    expected = st.text_input("A hash noted before (optional)", key="audit_expected", width=734, max_chars=64)
    if not st.button("Check every entry"):
        return
    verification = store.verify_audit(expected.strip() or None)
    if verification.is_intact:
        screen.success(str(verification))
        return
    screen.error(str(verification))
    for problem in verification.problems[: tables.HTML_ROWS]:
        screen.markdown(problem)
    if (more := len(verification.problems) - tables.HTML_ROWS) > 0:
        screen.caption(f"And {count(more)} more; python -m analytics audit verify prints all.")
