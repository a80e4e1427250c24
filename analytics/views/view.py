"""A saved view: what it shows, for whom, and the address that it means on a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from analytics.errors import RegisterError
from analytics.filters import FIELD, Filters, from_address
from analytics.normalise import comparison_key
from analytics.people import Person, Right, Role

LONGEST_NAME = 60
LONGEST_QUERY = 20_000
"""Letters of a view's choices: more than an address can hold."""

PATH = "view-"
"""How the path of a view begins."""

SINCE = "since"
"""The day with which the page Changes compares: a choice of that page, not a filter."""

Query = tuple[tuple[str, tuple[str, ...]], ...]


class WrongView(RegisterError):
    """A view cannot be saved as it is."""


class ViewDates(StrEnum):
    """What becomes of the dates of a view when a new extract is loaded."""

    LATEST = "latest"
    MOVING = "moving"
    FIXED = "fixed"


class Sharing(StrEnum):
    """Who else sees a view: nobody, people with a role or one with more rights, everybody in the panel of filters."""

    PRIVATE = "private"
    ADMINISTRATORS = "administrators"
    ANALYSTS = "analysts"
    EVERYBODY = "everybody"
    PRESET = "preset"


_LEAST_ROLE = {
    Sharing.ADMINISTRATORS: Role.ADMINISTRATOR,
    Sharing.ANALYSTS: Role.ANALYST,
    Sharing.EVERYBODY: Role.READER,
    Sharing.PRESET: Role.READER,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedView:
    """A page with its choices, saved on a day.

    `query` is the address's query as it was saved, with `as_at` and `known_at` only where the dates are fixed.
    `saved_for` is the as-at day at that moment, from which moving dates are counted. `owner` is the subject of the
    person whose view it is, blank for the installation's; `owner_name` is shown. `version` counts its changes.
    """

    id: int = 0
    name: str
    page: str
    query: Query = ()
    dates: ViewDates = ViewDates.LATEST
    saved_for: date
    sharing: Sharing = Sharing.PRIVATE
    owner: str = ""
    owner_name: str = ""
    version: int = 1

    @property
    def path(self) -> str:
        """Its path from the dashboard's address, which stays when it is renamed or changed."""
        return f"{PATH}{self.id}"

    def query_for(self, newest: date) -> dict[str, list[str]]:
        """The query of the page's address where the newest extract is of that day."""
        days = (newest - self.saved_for).days if self.dates == ViewDates.MOVING else 0
        return {name: [_moved(name, value, days) for value in values] for name, values in self.query}

    def filters(self, newest: date) -> Filters:
        """The filters where the newest extract is of that day; what cannot be read chooses nothing."""
        return from_address(self.query_for(newest))[0]

    def belongs_to(self, person: Person) -> bool:
        """Whether a person may change it: its owner, and an administrator what belongs to the installation."""
        is_owner = self.owner == person.subject and person.role is not None
        return is_owner or (self.owner == "" and person.may(Right.ADMINISTER))

    def is_visible_to(self, person: Person) -> bool:
        """Whether a person may open it."""
        if self.belongs_to(person):
            return True
        if self.sharing == Sharing.PRIVATE or person.role is None:
            return False
        roles = list(Role)
        return roles.index(person.role) >= roles.index(_LEAST_ROLE[self.sharing])


def has_dates(query: Mapping[str, Iterable[str]]) -> bool:
    """Whether a query has dates beside the as-at and known-at days, which could move with the newest extract."""
    return any(_is_date(name) for name in query)


def as_query(query: Mapping[str, Iterable[str]]) -> Query:
    """A query as a view holds it, without parameters that have no value."""
    pairs = ((name, tuple(map(str, values))) for name, values in query.items())
    return tuple((name, values) for name, values in pairs if values)


def checked_name(name: str) -> str:
    """A name as it is stored. Raises WrongView, a sentence, where it cannot be one."""
    text = " ".join("".join(letter if letter.isprintable() else " " for letter in name).split())
    if not comparison_key(text).strip():
        raise WrongView("Give the view a name.")
    if len(text) > LONGEST_NAME:
        raise WrongView(f"The name has {len(text)} letters. It can have at most {LONGEST_NAME}.")
    if "/" in text or text.startswith("."):
        raise WrongView("The name must not contain / or begin with a full stop, because it is part of an address.")
    return text


def _is_date(name: str) -> bool:
    return name == SINCE or (name in FIELD and FIELD[name].type in ("from", "to"))


def _moved(name: str, value: str, days: int) -> str:
    """A value, moved by so many days where it is a date."""
    if not days or not _is_date(name):
        return value
    try:
        return (date.fromisoformat(value) + timedelta(days=days)).isoformat()
    except (ValueError, OverflowError):
        return value
