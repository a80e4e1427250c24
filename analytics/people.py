"""People: who is at work, in which role, cleared for which marking, and what each role may do."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from enum import StrEnum

from analytics.errors import RegisterError
from analytics.vocabulary import Marking


class Role(StrEnum):
    """What somebody is here for, the one with the fewest rights first."""

    READER = "reader"
    ANALYST = "analyst"
    ADMINISTRATOR = "administrator"


class Right(StrEnum):
    """Something that not everybody may do, in the words of the sentence that refuses it."""

    READ_MEETINGS = "see meetings and actions"
    READ_LOADS = "see how extracts were loaded"
    LOAD = "load or withdraw extracts, or change layouts"
    EDIT_MEETINGS = "change meetings and actions"
    MAKE_PACKS = "make packs"
    SHARE_VIEWS = "share saved views"
    ADMINISTER = "see who is signed in or read the audit trail"


RIGHTS: dict[Role, frozenset[Right]] = {
    Role.READER: frozenset({Right.READ_MEETINGS, Right.READ_LOADS}),
    Role.ANALYST: frozenset(set(Right) - {Right.ADMINISTER}),
    Role.ADMINISTRATOR: frozenset(Right),
}
"""What each role may do beyond reading the register."""

CLEARANCES = (Marking.OFFICIAL, Marking.OFFICIAL_SENSITIVE)
"""The markings that a person can be cleared for, the lowest first."""

HIGHEST = CLEARANCES[-1]
"""The clearance that reads every row."""

_OF_HIGHEST = frozenset(set(Right) - {Right.MAKE_PACKS, Right.SHARE_VIEWS})
"""Rights that need the highest clearance: faults and a file that is loaded are of every row, meetings are marked so,
and the audit trail names both. A pack has what its maker may read, and a view gives each reader what they may read."""


_ARTICLE = {Role.READER: "a reader", Role.ANALYST: "an analyst", Role.ADMINISTRATOR: "an administrator"}


class NotAllowed(RegisterError):
    """Somebody asked for what their role or clearance does not allow."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who uses the dashboard.

    `name` is what is recorded beside their changes. `subject` is the identifier that the sign-in service gives them,
    blank where there is no sign-in. `role` is None for somebody who is signed in and has been given none.
    """

    name: str
    subject: str = ""
    role: Role | None = None
    clearance: Marking = Marking.OFFICIAL

    @property
    def is_signed_in(self) -> bool:
        """Whether a sign-in service says who this is; else the name is a role that somebody typed."""
        return self.subject != ""

    def may(self, right: Right) -> bool:
        """Whether this person may do something."""
        return self.role is not None and right in RIGHTS[self.role] and (right not in _OF_HIGHEST or self.reads_all)

    @property
    def reads_all(self) -> bool:
        """Whether this person is cleared for every marking."""
        return self.clearance == HIGHEST

    def require(self, right: Right) -> None:
        """Raise NotAllowed, which says what is missing, where this person may not do something."""
        if self.may(right):
            return
        if self.role is not None and right in RIGHTS[self.role]:
            raise NotAllowed(f"Clearance for {HIGHEST} is needed to {right}.")
        able = " or ".join(_ARTICLE[role] for role in Role if right in RIGHTS[role])
        raise NotAllowed(f"Only {able} may {right}.")


LOCAL = Person(name="", role=Role.ADMINISTRATOR, clearance=HIGHEST)
"""The one person at a dashboard without sign-in, or at the command line: may do everything."""


_acts: ContextVar[Person | None] = ContextVar("_acts", default=None)
_find_person: list[Callable[[], Person]] = [lambda: LOCAL]


def acting() -> Person:
    """Who acts now: at the command line LOCAL; on a server that people sign in to, the person of the running session.

    Raises NotAllowed on such a server where nobody is signed in. What writes, and what opens the register, asks this
    itself, so that no page can forget to.
    """
    return _acts.get() or _find_person[0]()


def require(right: Right) -> Person:
    """Who acts now, if they may do this; else raises NotAllowed."""
    person = acting()
    person.require(right)
    return person


def writer(right: Right, role: str) -> str:
    """Who is recorded beside what is written: the name of whoever is signed in, else the role that was typed.

    Raises NotAllowed where who acts may not write it.
    """
    person = require(right)
    return person.name if person.is_signed_in else role


def ask_session(find_person: Callable[[], Person]) -> None:
    """Let `acting` ask `find_person` from now on: for a server that starts."""
    _find_person[:] = [find_person]


@contextmanager
def acting_as(person: Person) -> Iterator[None]:
    """Act as a person: LOCAL for what a server does by itself."""
    token = _acts.set(person)
    try:
        yield
    finally:
        _acts.reset(token)


def highest_role(roles: Iterable[Role]) -> Role | None:
    """The role with the most rights; None of none."""
    return max(roles, key=list(Role).index, default=None)
