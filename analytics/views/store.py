"""The saved views in the database of meetings. Every change is recorded in the audit trail, in the same transaction."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, delete, insert, select, update

from analytics import people
from analytics.audit import trail
from analytics.audit.entries import AuditAction
from analytics.errors import RegisterError
from analytics.intake.suggestions import did_you_mean, quoted
from analytics.meetings import engine
from analytics.meetings.schema import saved_view, start_page, subscription
from analytics.normalise import comparison_key
from analytics.people import NotAllowed, Person, Right
from analytics.views.view import LONGEST_QUERY, SavedView, Sharing, ViewDates, WrongView, checked_name

MOST_VIEWS = 200
"""Views that one person may have."""


class NoSuchView(RegisterError):
    """There is no view of that name, or the person may not see it: nothing says which."""


class SavedViews:
    """The views in one database, as whoever acts may see them. Raises StoreUnavailable where it does not answer."""

    def __init__(self, url: str) -> None:
        self._engine = engine.open_engine(url)

    def close(self) -> None:
        """Give back every connection."""
        self._engine.dispose()

    def visible(self) -> tuple[SavedView, ...]:
        """Every view that whoever acts may open: their own first, then the others, by name."""
        person = people.acting()
        with engine.reading(self._engine) as connection:
            views = [view for view in _all_views(connection) if view.is_visible_to(person)]
        return tuple(sorted(views, key=lambda view: (view.owner != person.subject, comparison_key(view.name), view.id)))

    def named(self, name: str) -> SavedView:
        """The view of that name that whoever acts may open, their own before another's. Raises NoSuchView."""
        views, key = self.visible(), comparison_key(name)
        for view in views:
            if comparison_key(view.name) == key:
                return view
        suggestion = did_you_mean(name, [view.name for view in views])
        raise NoSuchView(f"There is no saved view called {quoted(name)}, or it is not shared with you.{suggestion}")

    def numbered(self, number: int) -> SavedView:
        """The view of that number, if whoever acts may open it. Raises NoSuchView."""
        with engine.reading(self._engine) as connection:
            view = view_or_none(connection, number)
        if view is None or not view.is_visible_to(people.acting()):
            raise NoSuchView("This view was deleted, or is no longer shared with you.")
        return view

    def add(self, view: SavedView, *, by: str, at: datetime) -> SavedView:
        """Save a new view for whoever acts; it comes back with its id.

        Raises WrongView where its name cannot be used, NotAllowed where it is shared and whoever acts may not share.
        """
        person = _require_person()
        view = replace(_checked(view, person), owner=person.subject, owner_name=by, version=1)
        with engine.writing(self._engine) as connection:
            if sum(1 for view in _all_views(connection) if view.owner == person.subject) >= MOST_VIEWS:
                raise WrongView(f"You have {MOST_VIEWS} saved views, the most there can be. Delete one first.")
            _require_free_name(connection, view)
            result = insert(saved_view).values(_row(view)).returning(saved_view.c.id)
            view = replace(view, id=connection.execute(result).scalar_one())
            trail.append(connection, by, at, AuditAction.VIEW_SAVED, _facts(view))
        return view

    def change(self, view: SavedView, *, by: str, at: datetime) -> SavedView:
        """Keep a view's new name, choices or sharing; it comes back with the next version.

        Raises NotAllowed unless it belongs to whoever acts, WrongView where somebody changed or deleted it since, and
        as `add` does.
        """
        person = _require_person()
        with engine.writing(self._engine) as connection:
            stored = _own_view(connection, view.id, person)
            view = replace(_checked(view, person, stored), owner=stored.owner, owner_name=stored.owner_name)
            if stored == view:
                return view
            if stored.version != view.version:
                raise WrongView("This view was changed by somebody else after you opened it. Look at it and try again.")
            _require_free_name(connection, view)
            view = replace(view, version=view.version + 1)
            connection.execute(update(saved_view).where(saved_view.c.id == view.id).values(_row(view)))
            trail.append(connection, by, at, AuditAction.VIEW_CHANGED, {**_facts(view), "before": _facts(stored)})
        return view

    def delete(self, number: int, *, by: str, at: datetime) -> None:
        """Delete a view with its notifications; nobody's dashboard opens with it any more.

        Raises NotAllowed unless it belongs to whoever acts.
        """
        person = _require_person()
        with engine.writing(self._engine) as connection:
            stored = _own_view(connection, number, person)
            for table in (start_page, subscription):
                connection.execute(delete(table).where(table.c.view_id == number))
            connection.execute(delete(saved_view).where(saved_view.c.id == number))
            trail.append(connection, by, at, AuditAction.VIEW_DELETED, _facts(stored))

    def start(self) -> SavedView | None:
        """The view that the dashboard opens with for whoever acts; None where that is the Overview."""
        person = people.acting()
        with engine.reading(self._engine) as connection:
            statement = select(start_page.c.view_id).where(start_page.c.subject == person.subject)
            number = connection.execute(statement).scalar()
            view = view_or_none(connection, number) if number is not None else None
        return view if view is not None and view.is_visible_to(person) else None

    def choose_start(self, view: SavedView | None, *, by: str, at: datetime) -> None:
        """Let the dashboard open with a view for whoever acts; None: with the Overview."""
        person = _require_person()
        with engine.writing(self._engine) as connection:
            stored = None if view is None else view_or_none(connection, view.id)
            if view is not None and (stored is None or not stored.is_visible_to(person)):
                raise NoSuchView("This view was deleted, or is no longer shared with you.")
            connection.execute(delete(start_page).where(start_page.c.subject == person.subject))
            if stored is not None:
                connection.execute(insert(start_page).values(subject=person.subject, view_id=stored.id))
            facts = {"name": stored.name if stored else "Overview"}
            trail.append(connection, by, at, AuditAction.START_PAGE_CHOSEN, facts)


def _require_person() -> Person:
    person = people.acting()
    if person.role is None:
        raise NotAllowed("Only somebody who has a role may save views.")
    return person


def _checked(view: SavedView, person: Person, stored: SavedView | None = None) -> SavedView:
    """The view with its name as it is stored. What was shared already may stay shared."""
    if view.sharing != Sharing.PRIVATE and (stored is None or stored.sharing != view.sharing):
        person.require(Right.SHARE_VIEWS)
    if len(json.dumps(view.query)) > LONGEST_QUERY:
        raise WrongView("The filters of this view hold too many values to be saved. Choose fewer.")
    return replace(view, name=checked_name(view.name))


def _require_free_name(connection: Connection, view: SavedView) -> None:
    """Raise WrongView where its owner has another view of that name, or another shared view has it."""
    for other in _all_views(connection):
        if other.id == view.id or comparison_key(other.name) != comparison_key(view.name):
            continue
        if other.owner == view.owner:
            raise WrongView(f"You already have a view called {quoted(other.name)}. Choose another name.")
        if Sharing.PRIVATE not in (other.sharing, view.sharing):
            raise WrongView(f"Another shared view is called {quoted(other.name)}. Choose another name.")


def _own_view(connection: Connection, number: int, person: Person) -> SavedView:
    """The stored view of that number. Raises WrongView where it is gone, NotAllowed where it is another's."""
    stored = view_or_none(connection, number)
    if stored is None or not stored.is_visible_to(person):
        raise WrongView("This view was deleted, or is no longer shared with you.")
    if not stored.belongs_to(person):
        raise NotAllowed("Only the person who saved a view may change or delete it.")
    return stored


def _all_views(connection: Connection) -> list[SavedView]:
    rows = connection.execute(select(saved_view).order_by(saved_view.c.id)).mappings()
    return list(map(_view, rows))


def view_or_none(connection: Connection, number: int) -> SavedView | None:
    """The view of that number, whoever may see it; None where there is none."""
    row = connection.execute(select(saved_view).where(saved_view.c.id == number)).mappings().first()
    return None if row is None else _view(row)


def _view(row: RowMapping) -> SavedView:
    query = tuple((name, tuple(values)) for name, values in json.loads(row["query"]))
    words = {"dates": ViewDates(row["dates"]), "sharing": Sharing(row["sharing"])}
    return SavedView(**{**row, **words, "query": query})


def _row(view: SavedView) -> dict[str, Any]:
    names = ("name", "page", "saved_for", "owner", "owner_name", "version")
    words = {"dates": str(view.dates), "sharing": str(view.sharing), "query": json.dumps(view.query)}
    return {**{name: getattr(view, name) for name in names}, **words}


def _facts(view: SavedView) -> dict[str, Any]:
    """What the audit trail says of a view."""
    choices = {name: ", ".join(values) for name, values in view.query}
    return {"name": view.name, "page": view.page, "choices": choices, "dates": view.dates, "sharing": view.sharing}
