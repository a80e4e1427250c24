"""Who reaches this server: the people whom its settings of sign-in let in, asked for each request and each run."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from http.cookies import CookieError, SimpleCookie
from typing import Any

from analytics.audit.entries import AuditAction
from analytics.people import LOCAL, Person
from analytics.sign_in.configuration import Configuration, Mode
from analytics.sign_in.proxy import PublicKeys, person_from_headers
from analytics.sign_in.service import SignInService
from analytics.sign_in.sessions import Session, SessionCheck, Sessions

Headers = Sequence[tuple[str, str]]
Record = Callable[[AuditAction, Mapping[str, Any], str], None]
UpdateTokens = Callable[[Person], None]


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who sent a request, and until when that is believed without another; None: until the server stops."""

    person: Person
    until: datetime | None = None


class Access:
    """The one answer to who somebody is. `sessions` are None where nobody signs in here."""

    def __init__(
        self,
        configuration: Configuration,
        database: str | None = None,
        *,
        record: Record = lambda *_: None,
        update_tokens: UpdateTokens = lambda _: None,
    ) -> None:
        """Open the sessions in a database where people sign in here. Raises StoreUnavailable where it fails.

        `record(action, details, by)` adds an entry to the audit trail; `update_tokens(person)` lets a person's tokens
        do no more than the person may now.
        """
        self.configuration, self.record, self._update_tokens = configuration, record, update_tokens
        self.sessions: Sessions | None = None
        if configuration.mode == Mode.OIDC:
            assert database is not None
            check = SessionCheck(SignInService(configuration), configuration.check_every, self._changed)
            self.sessions = Sessions(database, idle=configuration.idle, longest=configuration.longest, check=check)
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

    def note_sign_in(self, person: Person) -> None:
        """Record that somebody signed in, or was refused because they have no role, and limit their tokens."""
        about = {"account": person.subject, "clearance": str(person.clearance)}
        if person.role is None:
            self.record(AuditAction.REFUSED, about | {"attempt": "sign in", "why": "no role"}, person.name)
        else:
            self.record(AuditAction.SIGNED_IN, about | {"role": str(person.role)}, person.name)
        self._update_tokens(person)

    def _changed(self, before: Person, after: Person | None) -> None:
        """Record what the sign-in service said of somebody during a session, and limit their tokens."""
        about = {"account": before.subject}
        if after is None:
            self.record(AuditAction.SIGNED_OUT, about | {"why": "the sign-in service ended it"}, before.name)
            return
        was = {"role_before": str(before.role or "none"), "clearance_before": str(before.clearance)}
        now_has = {"role": str(after.role or "none"), "clearance": str(after.clearance)}
        self.record(AuditAction.ROLE_CHANGED, about | was | now_has, before.name)
        self._update_tokens(after)

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
