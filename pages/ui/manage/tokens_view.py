"""The tokens on the page People: the reader's own, a new one, and for administrators everybody's."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import pandas as pd
import streamlit as st

from analytics.audit.entries import AuditAction
from analytics.english import plural
from analytics.people import Person
from analytics.sign_in.tokens import DAYS, LONGEST_LABEL, WITHOUT_SIGN_IN, Token
from pages.ui import audit, error_messages, headings, screen, tables, today
from pages.ui.personal_tokens import tokens

VIEW = (
    "A program such as Excel shows a token in place of you, and reads what you may read. A token has your role and "
    "clearance of the day it was made. When you have less, so has the token. It stops when you have not signed in for "
    f"{WITHOUT_SIGN_IN.days} days, until you sign in again. Revoke it when it is no longer needed, or when somebody "
    "else may have seen it."
)
ONCE = "This is the token. It is shown now and never again. Give it as the password, with any name."


def own(person: Person) -> None:
    """The reader's tokens, how one is revoked, and how one is made."""
    headings.section_heading("Tokens for programs", VIEW)
    own_tokens = tokens().listed(person.subject)
    if own_tokens:
        tables.plain(_table(own_tokens).drop(columns=["Who"]), alt="Your tokens")
    _revoke(own_tokens, "Revoke one of your tokens", "own")
    _make()


def of_everybody() -> None:
    """Everybody's tokens, and how one is revoked."""
    all_tokens = tokens().listed()
    headings.section_heading(f"{plural(len(all_tokens), 'token')} of everybody")
    if all_tokens:
        tables.plain(_table(all_tokens), alt="Tokens of everybody")
    _revoke(all_tokens, "Revoke a token of anybody", "any")


def _make() -> None:
    with st.form("make_token", border=False):
        label = screen.text_input(
            "Which program is a new token for?", max_chars=LONGEST_LABEL, placeholder="for example, Excel at my desk"
        )
        days = screen.selectbox("How long does it last?", DAYS, index=1, format_func=lambda days: f"{days} days")
        is_submitted = screen.form_submit_button("Make a token")
    if is_submitted:
        with error_messages.protected():
            audit.trail()
            text, token = tokens().make(label, days, today.now())
            audit.record(AuditAction.TOKEN_MADE, _details(token))
            screen.success(ONCE)
            st.code(text, language=None)


def _revoke(listed: Sequence[Token], words: str, key: str) -> None:
    """A way to revoke one of those that still open something."""
    valid = {token.number: token for token in listed if token.is_valid(today.now())}
    if not valid:
        return
    chosen = screen.selectbox(
        words,
        list(valid),
        index=None,
        format_func=lambda number: f"{valid[number].label}, {valid[number].person.name}",
        placeholder="Choose a token",
        key=f"revoke_{key}",
    )
    if chosen is not None and st.button("Revoke this token", key=f"revoke_now_{key}"):
        audit.trail()
        revoked = tokens().revoke(chosen, today.now())
        audit.record(AuditAction.TOKEN_REVOKED, _details(revoked))
        st.rerun()


def _details(token: Token) -> dict[str, object]:
    """What the audit trail says of a token; its text is kept nowhere."""
    about = {"token": token.number[:12], "program": token.label, "account": token.person.subject}
    return {**about, "clearance": str(token.person.clearance), "expires": token.expires_at}


def _table(listed: Sequence[Token]) -> pd.DataFrame:
    at = today.now()
    rows = [
        (
            token.person.name,
            token.label,
            str(token.person.clearance),
            today.time_in_london(token.made_at),
            today.time_in_london(token.used_at) if token.used_at else "Not yet",
            _state(token, at),
        )
        for token in listed
    ]
    return pd.DataFrame(rows, columns=["Who", "Program", "Clearance", "Made", "Last used", "Until"])


def _state(token: Token, at: datetime) -> str:
    if token.revoked_at is not None:
        return f"Revoked {today.time_in_london(token.revoked_at)}"
    until = today.time_in_london(token.expires_at)
    if at < token.expires_at and token.is_paused(at):
        return f"Stopped until {token.person.name} signs in"
    return until if token.is_valid(at) else f"Expired {until}"
