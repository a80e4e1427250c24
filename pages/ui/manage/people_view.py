"""What the page People shows: what is kept about the reader, their sessions, and for administrators everybody's."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from analytics.audit.entries import AuditAction
from analytics.english import plural, sentence_case
from analytics.people import Person
from analytics.sign_in.sessions import KEEP_FOR, Session, Sessions
from pages.ui import audit, headings, screen, signed_in, tables, today
from pages.ui.access import Access

VIEW = "What the dashboard stores about people who use it, why, and for how long."
WRITTEN = (
    "The dashboard stores {name} with each extract that you load or withdraw, each edit of a meeting and each entry of "
    "the audit trail. It is part of the record of the register, and is stored for as long as the register."
)
SIGN_IN = (
    "Your sign-in service gives your name, an identifier, your role and your clearance. They are stored with "
    "the times at which each of your sessions began, was last used and last checked with the service, and with what "
    "the service gives to ask it again, encrypted. They show whether you are still signed in. "
)
VIEWS = (
    "Your name and identifier are stored with the views that you save, until you delete them on the page Saved views. "
    "With each of your notifications its address, your role and your clearance are stored, until you end it on the "
    "page Notifications."
)
READING = (
    "Which pages and recommendations you read is not recorded. Files that you download are recorded in the audit trail."
)

CHECKED = (
    "The sign-in service is asked again for the role and clearance of whoever is active. To end somebody's access at "
    "once, end their sessions and revoke their tokens."
)
NOT_CHECKED = (
    "The sign-in service cannot be asked again, so role and clearance are those of the sign-in. End somebody's "
    "sessions when either changes."
)


def position(person: Person) -> str:
    """The opening sentence: who is signed in."""
    if not person.is_signed_in:
        return "Nobody signs in to this dashboard"
    return f"You are signed in as {person.name}, {person.role}, cleared for {person.clearance}"


def stored_facts(person: Person, allowed: Access | None) -> None:
    """What is kept about the reader, and for how long."""
    headings.section_heading("What is stored about you")
    if person.is_signed_in:
        has_sessions = allowed is not None and allowed.sessions is not None
        days = f"They are deleted at the first sign-in of anybody that is {KEEP_FOR.days} days after their last use."
        screen.markdown(SIGN_IN + (days if has_sessions else "Here that is done by the proxy that signs you in."))
    screen.markdown(WRITTEN.format(name="your name" if person.is_signed_in else "the role that you type"))
    if person.is_signed_in:
        screen.markdown(VIEWS)
    screen.markdown(READING)
    if allowed is not None and allowed.configuration.signs_in:
        contact = allowed.configuration.contact
        screen.markdown(f"Ask {contact} for a copy of what is stored about you, or to have it corrected.")


def own_sessions(person: Person, sessions: Sessions) -> None:
    """Where the reader is signed in, and the way out of all of them."""
    own_open_sessions = sessions.open(today.now(), person.subject)
    headings.section_heading(f"You are signed in on {plural(len(own_open_sessions), 'browser')}")
    tables.plain(_table(own_open_sessions, sessions).drop(columns=["Who", "Role", "Clearance"]), alt="Your sessions")
    screen.markdown(screen.link("Sign out on all of them", f"{signed_in.sign_out_address()}?everywhere=1"))


def every_session(sessions: Sessions) -> None:
    """Everybody who is signed in, and a way to end somebody's sessions."""
    present = sessions.open(today.now())
    are_checked = all(session.refresh_token for session in present)
    headings.section_heading(
        f"{plural(len(present), 'session')} of everybody who is signed in", CHECKED if are_checked else NOT_CHECKED
    )
    tables.plain(_table(present, sessions), alt="Sessions of everybody who is signed in")
    names = {session.person.subject: session.person.name for session in present}
    chosen = screen.selectbox(
        "End every session of", list(names), index=None, format_func=names.__getitem__, placeholder="Choose a person"
    )
    if chosen is not None and st.button("End these sessions"):
        audit.trail()
        sessions.end_all_of_other(chosen, today.now())
        audit.record(AuditAction.SIGNED_OUT, {"account": chosen, "person": names[chosen], "everywhere": True})
        st.rerun()


def _table(listed: Sequence[Session], sessions: Sessions) -> pd.DataFrame:
    rows = [
        (
            session.person.name,
            sentence_case(session.person.role or "none"),
            str(session.person.clearance),
            *(today.time_in_london(at) for at in (session.started_at, session.used_at, sessions.ends_at(session))),
        )
        for session in listed
    ]
    return pd.DataFrame(rows, columns=["Who", "Role", "Clearance", "Signed in", "Last used", "Ends if not used"])
