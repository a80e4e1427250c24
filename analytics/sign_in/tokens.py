"""Personal tokens: what a program shows in place of a person who signs in, made by that person for one program."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import RowMapping, insert, select, update

from analytics import people
from analytics.errors import RegisterError
from analytics.meetings import engine
from analytics.meetings.schema import personal_token
from analytics.people import CLEARANCES, NotAllowed, Person, Right, Role
from analytics.sign_in.sessions import hash_of
from analytics.vocabulary import Marking

PREFIX = "rec_"
"""How every token begins, so that one that was left in a file is known for what it is."""

DAYS = (30, 90, 365)
"""For how many days a token may be made; the longest is the most."""

WITHOUT_SIGN_IN = timedelta(days=90)
"""How long a token works when its maker does not sign in: who has left is not asked for it."""

LONGEST_LABEL = 80
RECORDED = timedelta(minutes=1)
"""How far the recorded moment of last use may lag behind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A token as it is stored: whose, for which program, from when until when. `number` opens nothing.

    The person has the role and the clearance of when it was made, or less where they had less at a later sign-in.
    """

    number: str
    person: Person
    label: str
    made_at: datetime
    expires_at: datetime
    used_at: datetime | None = None
    revoked_at: datetime | None = None
    signed_in_at: datetime | None = None
    """When its maker was last known to sign in."""

    def is_valid(self, at: datetime) -> bool:
        """Whether it opens anything."""
        return self.revoked_at is None and at < self.expires_at and not self.is_paused(at)

    def is_paused(self, at: datetime) -> bool:
        """Whether it opens nothing until its maker signs in again."""
        return at >= (self.signed_in_at or self.made_at) + WITHOUT_SIGN_IN


class Tokens:
    """The tokens in one database. Raises StoreUnavailable where it does not answer."""

    def __init__(self, url: str) -> None:
        self._engine = engine.open_engine(url)

    def close(self) -> None:
        """Give back every connection."""
        self._engine.dispose()

    def make(self, label: str, days: int, at: datetime) -> tuple[str, Token]:
        """Make a token for whoever acts: its text, which is kept nowhere, and what is kept.

        Raises NotAllowed where nobody is signed in, and RegisterError where the label is blank or the time too long.
        """
        person = people.acting()
        if not person.is_signed_in or person.role is None:
            raise NotAllowed("A token is made by somebody who is signed in and has a role.")
        if not 0 < len(label.strip()) <= LONGEST_LABEL:
            raise RegisterError(f"Say in at most {LONGEST_LABEL} letters which program the token is for.")
        if not 0 < days <= DAYS[-1]:
            raise RegisterError(f"A token lasts from 1 to {DAYS[-1]} days, not {days}.")
        text = PREFIX + secrets.token_urlsafe(32)
        new = Token(
            number=hash_of(text),
            person=person,
            label=label.strip(),
            made_at=at,
            expires_at=at + timedelta(days=days),
        )
        about = {"subject": person.subject, "name": person.name, **_about(person)}
        times = {"made_at": new.made_at, "expires_at": new.expires_at, "signed_in_at": at}
        row = {"token_hash": new.number, **about, "label": new.label, **times}
        with engine.writing(self._engine) as connection:
            connection.execute(insert(personal_token).values(row))
        return text, new

    def find(self, text: str, at: datetime) -> Token | None:
        """The valid token of that text, which counts as used now; None where there is none."""
        with engine.reading(self._engine) as connection:
            statement = select(personal_token).where(personal_token.c.token_hash == hash_of(text))
            row = connection.execute(statement).mappings().first()
        result = _token(row) if row else None
        if result is None or not result.is_valid(at):
            return None
        if result.used_at is None or at - result.used_at >= RECORDED:
            with engine.writing(self._engine) as connection:
                of_it = personal_token.c.token_hash == result.number
                connection.execute(update(personal_token).where(of_it).values(used_at=at))
        return result

    def note_sign_in(self, person: Person, at: datetime) -> tuple[tuple[Token, Token], ...]:
        """Let somebody's tokens do no more than they may now, at a sign-in or when the service was asked again.

        Those that changed, before and after: a token with less stays so, and is revoked where its maker has no role.
        """
        with engine.writing(self._engine) as connection:
            own_tokens = personal_token.c.subject == person.subject, personal_token.c.revoked_at.is_(None)
            before = tuple(map(_token, connection.execute(select(personal_token).where(*own_tokens)).mappings()))
            connection.execute(update(personal_token).where(*own_tokens).values(signed_in_at=at))
            changed = tuple((token, _reduced(token, person, at)) for token in before)
            changed = tuple((token, less) for token, less in changed if token != less)
            for _, less in changed:
                values = {"revoked_at": less.revoked_at, **_about(less.person)}
                of_it = personal_token.c.token_hash == less.number
                connection.execute(update(personal_token).where(of_it).values(values))
        return changed

    def listed(self, subject: str | None = None) -> tuple[Token, ...]:
        """Every token of a person, or of everybody, the newest first.

        Raises NotAllowed where who acts may not see them: anybody may see their own, an administrator all.
        """
        _require_own_or_administer(subject)
        statement = select(personal_token).order_by(personal_token.c.made_at.desc(), personal_token.c.token_hash)
        if subject is not None:
            statement = statement.where(personal_token.c.subject == subject)
        with engine.reading(self._engine) as connection:
            return tuple(map(_token, connection.execute(statement).mappings()))

    def revoke(self, number: str, at: datetime) -> Token:
        """End a token. Raises NotAllowed unless it is of who acts, or an administrator acts."""
        with engine.writing(self._engine) as connection:
            statement = select(personal_token).where(personal_token.c.token_hash == number)
            row = connection.execute(statement).mappings().first()
            if row is None:
                raise RegisterError("There is no such token.")
            _require_own_or_administer(row["subject"])
            of_it = personal_token.c.token_hash == number, personal_token.c.revoked_at.is_(None)
            connection.execute(update(personal_token).where(*of_it).values(revoked_at=at))
        return _token(row)


def _reduced(token: Token, person: Person, at: datetime) -> Token:
    """A token that may do no more than a person."""
    if person.role is None:
        return replace(token, revoked_at=at)
    assert token.person.role is not None
    role = min(token.person.role, person.role, key=list(Role).index)
    clearance = min(token.person.clearance, person.clearance, key=CLEARANCES.index)
    return replace(token, person=replace(token.person, role=role, clearance=clearance))


def _about(person: Person) -> dict[str, str]:
    return {"role": str(person.role), "clearance": str(person.clearance)}


def _require_own_or_administer(subject: str | None) -> None:
    person = people.acting()
    if not person.is_signed_in or subject != person.subject:
        person.require(Right.ADMINISTER)


def _token(row: RowMapping) -> Token:
    person = Person(
        name=row["name"], subject=row["subject"], role=Role(row["role"]), clearance=Marking(row["clearance"])
    )
    times = {name: row[name] for name in ("made_at", "expires_at", "used_at", "revoked_at", "signed_in_at")}
    return Token(number=row["token_hash"], person=person, label=row["label"], **times)
