"""Whom the running session serves: the person who is signed in, or the one person where nobody signs in."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import streamlit as st
from starlette.middleware import Middleware

from analytics.audit.entries import Action
from analytics.errors import RegisterError
from analytics.meetings import location
from analytics.people import LOCAL, NotAllowed, Person
from analytics.sign_in.configuration import Mode, read
from pages.ui import access
from pages.ui.access import Access
from pages.ui.gate import Gate
from pages.ui.menu import ROOT
from pages.ui.prepare.meetings_store import store
from pages.ui.sign_in_routes import SIGN_OUT, SignInRoutes


def set_up() -> Middleware:
    """The gate of a server that starts; where a setting of sign-in is wrong, the server says why and does not start."""
    try:
        configuration = read(os.environ, st.get_option("server.address"))
        allowed = Access(configuration, location.database_url(os.environ.get("ACTIONS_URL"), ROOT))
    except RegisterError as error:
        sys.exit(str(error))
    access.set_up(allowed)
    routes = SignInRoutes(allowed, _record).app() if configuration.mode == Mode.OIDC else None
    return Middleware(Gate, access=allowed, sign_in=routes)


def person() -> Person:
    """The person of the running session. Raises NotAllowed where they are no longer signed in."""
    allowed = access.in_force()
    if allowed is None or not allowed.configuration.signs_in:
        return LOCAL
    headers = [(name, value) for name in st.context.headers for value in st.context.headers.get_all(name)]
    visitor = allowed.visitor(headers)
    if visitor is None or visitor.person.role is None:
        raise NotAllowed("You are signed out. Open the page again and sign in to go on.")
    return visitor.person


def is_open_to_all() -> bool:
    """Whether somebody set on purpose that nobody has to sign in."""
    allowed = access.in_force()
    return allowed is not None and allowed.configuration.mode == Mode.NONE


def counts_hidden() -> bool:
    """Whether a reader may know how many recommendations are marked above their clearance."""
    allowed = access.in_force()
    return allowed is None or allowed.configuration.counts_hidden


def sign_out_address() -> str:
    """Where the person of this session signs out; blank where that is not known."""
    allowed = access.in_force()
    if allowed is None or not allowed.configuration.signs_in:
        return ""
    return SIGN_OUT if allowed.configuration.mode == Mode.OIDC else allowed.configuration.sign_out_path


def _record(action: Action, details: Mapping[str, Any], by: str) -> None:
    store().record(action, by=by, at=datetime.now(UTC), details=details)
