"""The API beside the pages: the same register, the same audit trail."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.routing import Mount

from analytics.api.access import THIS_MACHINE, require_this_machine
from analytics.api.application import PREFIX, application
from analytics.audit.entries import Action
from analytics.register.database import Register
from pages.ui import address_parameters, audit, cached


class Dashboard:
    """What the API needs of this server."""

    def register(self) -> Register:
        """The register that the pages show."""
        return cached.register()

    def caller(self, request: Request) -> str:
        """The caller. Nobody signs in here, so it is a program on this machine."""
        require_this_machine(request)
        return THIS_MACHINE

    def record(self, by: str, details: Mapping[str, Any]) -> None:
        """Add a call to the audit trail."""
        audit.record(Action.API_READ, details, by)

    def is_of_page(self, name: str) -> bool:
        """Whether a name in an address is a choice of a page."""
        return name in address_parameters.OF_PAGES or name.startswith(address_parameters.SEEN)


def mount() -> Mount:
    """The API at its address."""
    return Mount(PREFIX, application(Dashboard()))
