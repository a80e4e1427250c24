"""The sessions of people who are signed in: kept in the meetings' database, so that replicas and restarts share them.

A browser holds nothing but a random token. Ending a session here ends it in every tab and on every replica.
"""

from __future__ import annotations

import hashlib
import logging
import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, RowMapping, delete, insert, select, update

from analytics import people
from analytics.meetings import engine
from analytics.meetings.schema import sign_in_session as session
from analytics.people import Person, Right, Role
from analytics.sign_in.service import AccessEnded, ServiceUnavailable, SignInService
from analytics.vocabulary import Marking

log = logging.getLogger(__name__)

KEEP_FOR = timedelta(days=30)
"""How long a session that has ended is kept before it is deleted."""

RECHECKED = timedelta(seconds=2)
"""How long a session that was found is taken to go on: an end on another replica takes effect within it."""

RECORDED = timedelta(seconds=30)
"""How far the recorded moment of last use may lag behind."""

RETRY_AFTER = timedelta(minutes=1)
"""When a sign-in service that did not answer is asked again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """Somebody's being signed in on one browser, from `started_at`; `number` tells it from others and opens nothing.

    `refresh_token` is encrypted, and blank where the sign-in service gave none; `checked_at` is when the service last
    said who this is.
    """

    number: str
    person: Person
    started_at: datetime
    used_at: datetime
    refresh_token: str = ""
    checked_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class SessionCheck:
    """How a session is checked with the sign-in service: by whom, how often, and what is called on a change.

    `changed(before, after)` is called once where a person's role or clearance has changed; `after` is None where the
    service no longer lets them in.
    """

    service: SignInService
    interval: timedelta
    changed: Callable[[Person, Person | None], None]


class Sessions:
    """The sessions in one database. One ends on signing out, after `idle` without use, and after `longest`.

    With `check`, a session that is used is checked with the sign-in service from time to time: it has the role that
    its person has now, and ends where the service says so. Raises StoreUnavailable where the database does not answer.
    """

    def __init__(self, url: str, *, idle: timedelta, longest: timedelta, check: SessionCheck | None = None) -> None:
        self._engine = engine.open_engine(url)
        self._check = check
        self._idle, self._longest = idle, longest
        self._lock = threading.Lock()
        self._recent: dict[str, tuple[datetime, Session]] = {}

    def close(self) -> None:
        """Give back every connection."""
        self._engine.dispose()

    def start(self, person: Person, at: datetime, refresh_token: str = "") -> str:
        """Begin a session; the token that its browser shows from then on. Sessions ended long ago are deleted.

        `refresh_token` is what the sign-in service gave to ask again with.
        """
        token = secrets.token_urlsafe(32)
        about = {"subject": person.subject, "name": person.name, "clearance": str(person.clearance)}
        times = {"started_at": at, "used_at": at, "checked_at": at}
        stored = self._check.service.encrypted(refresh_token) if self._check else ""
        row = {"token_hash": hash_of(token), **about, "role": person.role or "", "refresh_token": stored, **times}
        with engine.writing(self._engine) as connection:
            connection.execute(delete(session).where(session.c.used_at < at - KEEP_FOR))
            connection.execute(insert(session).values(row))
        return token

    def find(self, token: str, at: datetime, *, is_use: bool = True) -> Session | None:
        """The session of a token; None where it has ended or never was. With `is_use`, it counts as used now."""
        number = hash_of(token)
        with self._lock:
            self._forget_old(at)
            checked_at, result = self._recent.get(number, (at, None))
        result = result or self._read(number)
        if result is None or not self._goes_on(result, at):
            return None
        if is_use:
            checked = self._checked(result, at)
            if checked is None:
                return None
            result = self._record_use(checked, at) if at - checked.used_at >= RECORDED else checked
        with self._lock:
            self._recent[number] = (checked_at, result)
        return result

    def ends_at(self, answer: Session) -> datetime:
        """When a session ends if it is not used again."""
        return min(answer.used_at + self._idle, answer.started_at + self._longest)

    def end(self, token: str, at: datetime) -> None:
        """End the session of a token, in every tab."""
        self.end_number(hash_of(token), at)

    def end_number(self, number: str, at: datetime) -> None:
        """End the session of that number."""
        self._end(at, session.c.token_hash == number)

    def end_all(self, subject: str, at: datetime) -> None:
        """End every session of a person, on every device, for that person."""
        self._end(at, session.c.subject == subject)

    def end_all_of_other(self, subject: str, at: datetime) -> None:
        """The same for an administrator. Raises NotAllowed where who acts is none."""
        people.require(Right.ADMINISTER)
        self._end(at, session.c.subject == subject)

    def open(self, at: datetime, subject: str | None = None) -> tuple[Session, ...]:
        """The sessions that go on, of one person or of everybody, the last used first.

        Raises NotAllowed where who acts may not see them: anybody may see their own, an administrator all.
        """
        if subject is None or subject != people.acting().subject:
            people.require(Right.ADMINISTER)
        statement = select(session).where(session.c.ended_at.is_(None)).order_by(session.c.used_at.desc())
        if subject is not None:
            statement = statement.where(session.c.subject == subject)
        with engine.reading(self._engine) as connection:
            result = [_session(row) for row in connection.execute(statement).mappings()]
        return tuple(open_session for open_session in result if self._goes_on(open_session, at))

    def _goes_on(self, answer: Session, at: datetime) -> bool:
        return at < self.ends_at(answer)

    def _end(self, at: datetime, which: ColumnElement[bool]) -> None:
        with engine.writing(self._engine) as connection:
            connection.execute(update(session).where(which, session.c.ended_at.is_(None)).values(ended_at=at))
        with self._lock:
            self._recent.clear()

    def _checked(self, answer: Session, at: datetime) -> Session | None:
        """The session with what the sign-in service says now, where it is due to be asked; None where it has ended."""
        check, last = self._check, answer.checked_at
        if check is None or last is None or not answer.refresh_token or at - last < check.interval:
            return answer
        if not self._claim_check(answer, at):
            return self._read(answer.number)  # another request, or another replica, asks
        try:
            renewal = check.service.renew(answer.refresh_token, answer.person.subject)
        except ServiceUnavailable as error:
            log.warning("A session was not checked: %s", error)
            self._update(answer.number, checked_at=at - check.interval + RETRY_AFTER)
            return answer
        except AccessEnded:
            self.end_number(answer.number, at)
            check.changed(answer.person, None)
            return None
        # The name stays that of the sign-in: it is what stands beside changes.
        person = replace(answer.person, role=renewal.person.role, clearance=renewal.person.clearance)
        rights = {"role": person.role or "", "clearance": str(person.clearance)}
        self._update(answer.number, refresh_token=renewal.refresh_token, **rights)
        if person != answer.person:
            check.changed(answer.person, person)
        return replace(answer, person=person, refresh_token=renewal.refresh_token, checked_at=at)

    def _claim_check(self, answer: Session, at: datetime) -> bool:
        """Whether this process is the one to ask: a refresh token may be good for a single use."""
        which = session.c.token_hash == answer.number, session.c.checked_at == answer.checked_at
        with engine.writing(self._engine) as connection:
            return connection.execute(update(session).where(*which).values(checked_at=at)).rowcount == 1

    def _update(self, number: str, **values: object) -> None:
        with engine.writing(self._engine) as connection:
            connection.execute(update(session).where(session.c.token_hash == number).values(values))

    def _read(self, number: str) -> Session | None:
        with engine.reading(self._engine) as connection:
            statement = select(session).where(session.c.token_hash == number, session.c.ended_at.is_(None))
            row = connection.execute(statement).mappings().first()
        return _session(row) if row else None

    def _record_use(self, answer: Session, at: datetime) -> Session:
        self._update(answer.number, used_at=at)
        return replace(answer, used_at=at)

    def _forget_old(self, at: datetime) -> None:
        recent = {number: entry for number, entry in self._recent.items() if entry[0] <= at < entry[0] + RECHECKED}
        self._recent = recent


def _session(values: RowMapping) -> Session:
    person = Person(
        name=values["name"],
        subject=values["subject"],
        role=Role(values["role"]) if values["role"] else None,
        clearance=Marking(values["clearance"]),
    )
    return Session(
        number=values["token_hash"],
        person=person,
        **{name: values[name] for name in ("started_at", "used_at", "refresh_token", "checked_at")},
    )


def hash_of(token: str) -> str:
    """What is kept of a token: who reads the database cannot sign in with it."""
    return hashlib.sha256(token.encode()).hexdigest()
