"""A file that is no register: what it is, and where it belongs."""

from __future__ import annotations

from analytics.english import listed
from analytics.meetings.log_mapping import is_action_log
from pages.ui import headings, links, load_state, screen
from pages.ui.manage.loading.upload import Upload

MOST_HEADINGS = 8
"""Headings named of a file that is no register."""


def is_refused(result: Upload) -> bool:
    """Say what a file is that looks like no register; it is refused until the reader asks for it to be read as one."""
    if is_action_log(result.table):
        headings.section_heading(
            "This file looks like an action log", "Its headings name actions, the meetings that agreed them and owners"
        )
        links.to("meeting", "Import it under Meetings and actions")
    elif not result.proposal.is_of_register:
        names = [f"“{heading}”" for heading in result.table.header if heading]
        examples = [
            *names[:MOST_HEADINGS],
            *([f"{len(names) - MOST_HEADINGS} more"] if len(names) > MOST_HEADINGS else []),
        ]
        headings.section_heading(
            "This file does not look like a register",
            f"No heading names a reference, a recommendation or a status. The headings found are {listed(examples)}.",
        )
    else:
        return False
    return not screen.checkbox("Read it as a register", key=load_state.key(f"register_{result.id[:12]}"))
