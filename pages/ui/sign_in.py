"""How a server that starts lets people in: its settings read, its gate made, and how writers find the person."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import streamlit as st
from starlette.middleware import Middleware
from websockets import http11

from analytics import people
from analytics.audit.entries import AuditAction
from analytics.errors import RegisterError
from analytics.meetings import location
from analytics.people import Person
from analytics.sign_in.configuration import Mode, read
from pages.ui import access, signed_in
from pages.ui.access import Access
from pages.ui.gate import Gate
from pages.ui.meetings_store import store
from pages.ui.menu import ROOT
from pages.ui.personal_tokens import tokens
from pages.ui.sign_in_routes import SignInRoutes

LONGEST_HEADER = 65_536
"""Bytes of one header of a websocket. Its library takes 8,192, and hangs without a word where cookies are more."""


def gate() -> Middleware:
    """The gate of a server that starts; where a setting of sign-in is wrong, the server says why and does not start."""
    try:
        configuration = read(os.environ, st.get_option("server.address"))
        if configuration.mode == Mode.OIDC:
            store()  # makes the table of sessions
        database = location.database_url(os.environ.get("ACTIONS_URL"), ROOT)
        allowed = Access(configuration, database, record=_record, update_tokens=update_tokens)
    except RegisterError as error:
        sys.exit(str(error))
    http11.MAX_LINE_LENGTH = LONGEST_HEADER
    access.set_up(allowed)
    people.ask_session(signed_in.person)
    routes = SignInRoutes(allowed).app() if configuration.mode == Mode.OIDC else None
    return Middleware(Gate, access=allowed, sign_in=routes)


def update_tokens(person: Person) -> None:
    """Let a person's tokens do no more than the person may now, and record each that changed."""
    for before, after in tokens().note_sign_in(person, access.now()):
        about = {"token": after.number[:12], "program": after.label, "account": person.subject}
        if after.revoked_at is not None:
            _record(AuditAction.TOKEN_REVOKED, about | {"why": "its maker has no role"}, person.name)
            continue
        was = {"role_before": str(before.person.role), "clearance_before": str(before.person.clearance)}
        now_has = {"role": str(after.person.role), "clearance": str(after.person.clearance)}
        _record(AuditAction.TOKEN_REDUCED, about | was | now_has, person.name)


def _record(action: AuditAction, details: Mapping[str, Any], by: str) -> None:
    store().record(action, by=by, at=datetime.now(UTC), details=details)
