"""Who reaches this server: the people whom its settings of sign-in let in, asked for each request and each run."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from http.cookies import CookieError, SimpleCookie
from typing import Any

from analytics.audit.entries import Action
from analytics.people import LOCAL, Person
from analytics.sign_in.configuration import Configuration, Mode
from analytics.sign_in.proxy import PublicKeys, person_from_headers
from analytics.sign_in.sessions import Session, Sessions

Headers = Sequence[tuple[str, str]]
Record = Callable[[Action, Mapping[str, Any], str], None]


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who sent a request, and until when that is believed without another; None: until the server stops."""

    person: Person
    until: datetime | None = None


class Access:
    """The one answer to who somebody is. `sessions` are None where nobody signs in here."""

    def __init__(self, configuration: Configuration, database: str | None = None) -> None:
        """Open the sessions in a database where people sign in here. Raises StoreUnavailable where it fails."""
        self.configuration = configuration
        self.sessions: Sessions | None = None
        if configuration.mode == Mode.OIDC:
            assert database is not None
            self.sessions = Sessions(database, idle=configuration.idle, longest=configuration.longest)
        self._keys = PublicKeys()

    @property
    def cookie(self) -> str:
        """The name of the cookie that holds the token; browsers take one with that prefix from this host alone."""
        return "__Host-register-session" if self.configuration.is_secure else "register-session"

    def visitor(self, headers: Headers, *, is_use: bool = True) -> Visitor | None:
        """Who sent these headers; None for a stranger. With `is_use`, the session counts as used now.

        Raises StoreUnavailable where the sessions cannot be read.
        """
        if self.configuration.mode == Mode.OIDC:
            result = self.session(headers, is_use=is_use)
            assert self.sessions is not None
            return Visitor(result.person, self.sessions.ends_at(result)) if result else None
        if self.configuration.mode == Mode.PROXY:
            person = person_from_headers(headers, self.configuration, self._keys)
            return Visitor(person, now() + self.configuration.idle) if person else None
        return Visitor(LOCAL)

    def session(self, headers: Headers, *, is_use: bool = False) -> Session | None:
        """The session that these headers belong to."""
        token = self.token(headers)
        if token is None or self.sessions is None:
            return None
        return self.sessions.find(token, now(), is_use=is_use)

    def token(self, headers: Headers) -> str | None:
        """The token of a session that these headers show."""
        for name, value in headers:
            if name.lower() == "cookie":
                try:
                    result = SimpleCookie(value).get(self.cookie)
                except CookieError:
                    result = None
                if result is not None and result.value:
                    return result.value
        return None


def record_sign_in(record: Record, person: Person) -> None:
    """Record that somebody signed in, or was refused because they have no role."""
    about = {"account": person.subject, "clearance": str(person.clearance)}
    if person.role is None:
        record(Action.REFUSED, about | {"attempt": "sign in", "why": "no role"}, person.name)
    else:
        record(Action.SIGNED_IN, about | {"role": str(person.role)}, person.name)


def now() -> datetime:
    """This moment."""
    return datetime.now(UTC)


_in_force: list[Access] = []


def set_up(access: Access) -> None:
    """Let this server ask whom it serves."""
    _in_force[:] = [access]


def in_force() -> Access | None:
    """What decides who is let in; None where a script runs without its server, as in a test."""
    return _in_force[0] if _in_force else None
