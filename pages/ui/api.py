"""The API beside the pages: the same register, the same people, the same audit trail."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.routing import Mount

from analytics.api.access import THIS_MACHINE, require_this_machine, token, unknown
from analytics.api.application import PREFIX, application
from analytics.api.errors import Refused
from analytics.audit.entries import AuditAction
from analytics.meetings.contents import Contents
from analytics.people import Person
from analytics.register.database import Register
from analytics.views.view import SavedView
from pages.ui import access, address_parameters, audit, cached, load_target, saved_views
from pages.ui.access import Access
from pages.ui.meetings_store import meetings_shown_if_made
from pages.ui.personal_tokens import tokens

_HOW = "Make a token on the page People, and give it as Bearer, or as the password of Basic with any name."


class Dashboard:
    """What the API needs of this server."""

    def register(self) -> Register:
        """The register as whoever acts may read it."""
        return cached.register()

    def caller(self, request: Request) -> Person:
        """Whoever shows a token or is signed in; where nobody signs in, a program on this machine."""
        allowed = access.in_force()
        if allowed is None or not allowed.configuration.signs_in:
            require_this_machine(request)
            return THIS_MACHINE
        text = token(request)
        if text is None and request.method == "POST":
            # Not by a browser's session: another website could send a file in its reader's name.
            raise unknown(f"An extract is sent with a token. {_HOW}")
        person = _signed_in(allowed, request) if text is None else _of_token(text)
        if person.role is None:
            raise Refused(HTTPStatus.FORBIDDEN, f"{person.name} has no role here. Ask {allowed.configuration.contact}.")
        return person

    def record(self, by: str, details: Mapping[str, Any], action: AuditAction = AuditAction.API_READ) -> None:
        """Add a call, or what it did, to the audit trail."""
        audit.record(action, details, by)

    def folder(self) -> Path:
        """The register that extracts are loaded to, as the page Load has it."""
        goal = load_target.find()
        if goal.refusal:
            raise Refused(HTTPStatus.CONFLICT, goal.refusal)
        audit.trail()  # what cannot be recorded is not loaded
        return goal.folder

    def contents(self) -> Contents:
        """What meetings wrote; nothing where nothing was ever kept."""
        opened = meetings_shown_if_made()
        return opened.contents() if opened else Contents()

    def views(self) -> tuple[SavedView, ...]:
        """The saved views that who acts may open."""
        return saved_views.visible()

    def view(self, name: str) -> SavedView:
        """One of them."""
        return saved_views.views().named(name)

    def is_of_page(self, name: str) -> bool:
        """Whether a name in an address is a choice of a page."""
        return name in address_parameters.OF_PAGES or name.startswith(address_parameters.SEEN)


def _of_token(text: str) -> Person:
    result = tokens().find(text, access.now())
    if result is None:
        raise unknown(f"The token is not known, was revoked, or has expired. {_HOW}")
    return result.person


def _signed_in(allowed: Access, request: Request) -> Person:
    """Whoever is signed in in the browser that sends the request."""
    visitor = allowed.visitor([(name, value) for name, value in request.headers.items()])
    if visitor is None:
        raise unknown(f"No token was given. {_HOW}")
    return visitor.person


def mount() -> Mount:
    """The API at its address."""
    return Mount(PREFIX, application(Dashboard()))
