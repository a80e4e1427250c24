"""Whom the running session serves: the person who is signed in, or the one person where nobody signs in."""

from __future__ import annotations

import streamlit as st

from analytics.people import LOCAL, NotAllowed, Person
from analytics.sign_in.configuration import Mode
from pages.ui import access
from pages.ui.sign_in_addresses import SIGN_OUT

_PERSON = "_signed_in_person"


def person() -> Person:
    """The person of the running session. Raises NotAllowed where they are no longer signed in."""
    allowed = access.in_force()
    if allowed is None or not allowed.configuration.signs_in:
        return LOCAL
    visitor = allowed.visitor(headers())
    if visitor is None or visitor.person.role is None:
        raise NotAllowed("You are signed out. Open the page again and sign in to go on.")
    return visitor.person


def headers() -> access.Headers:
    """The headers with which the browser opened the connection of this session."""
    headers = st.context.headers
    return [(name, value) for name in headers for value in headers.get_all(name)]


def forget_other_person(present: Person) -> None:
    """Empty the session where it was somebody else's, or theirs with another role or clearance."""
    if st.session_state.get(_PERSON, present) != present:
        st.session_state.clear()
    st.session_state[_PERSON] = present


def is_open_to_all() -> bool:
    """Whether somebody set on purpose that nobody has to sign in."""
    allowed = access.in_force()
    return allowed is not None and allowed.configuration.mode == Mode.NONE


def shows_number_above() -> bool:
    """Whether a reader may know how many recommendations are marked above their clearance."""
    allowed = access.in_force()
    return allowed is None or allowed.configuration.shows_number_above


def sign_out_address() -> str:
    """Where the person of this session signs out; blank where that is not known."""
    allowed = access.in_force()
    if allowed is None or not allowed.configuration.signs_in:
        return ""
    return SIGN_OUT if allowed.configuration.mode == Mode.OIDC else allowed.configuration.sign_out_path
