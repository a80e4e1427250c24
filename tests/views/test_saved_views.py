"""Saved views: who may see, change and share them, what their dates become, and what the audit trail says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from analytics import people
from analytics.audit.trail import Choice
from analytics.filters import Filters
from analytics.meetings.store import Store
from analytics.people import LOCAL, NotAllowed, Person, Role
from analytics.views.store import NoSuchView, SavedViews
from analytics.views.view import SavedView, Sharing, ViewDates, WrongView, as_query, checked_name
from analytics.vocabulary import Marking

AT = datetime(2022, 12, 1, 9, tzinfo=UTC)
RITA = Person(name="Rita Reader", subject="rita", role=Role.READER)
ANNE = Person(name="Anne Analyst", subject="anne", role=Role.ANALYST)
ADAM = Person(name="Adam Administrator", subject="adam", role=Role.ADMINISTRATOR, clearance=Marking.OFFICIAL_SENSITIVE)
NOBODY = Person(name="No Role", subject="nobody")
LATE = SavedView(
    name="Late HMICFRS",
    page="register",
    query=as_query({"source": ["HMICFRS"], "overdue": ["original"], "list_show": ["all"], "theme": []}),
    saved_for=date(2022, 11, 28),
)


@pytest.fixture
def views(url: str) -> Iterator[SavedViews]:
    opened = SavedViews(url)
    yield opened
    opened.close()


def save(views: SavedViews, person: Person, view: SavedView = LATE) -> SavedView:
    with people.acting_as(person):
        return views.add(view, by=person.name, at=AT)


def names(views: SavedViews, person: Person) -> list[str]:
    with people.acting_as(person):
        return [view.name for view in views.visible()]


def test_a_view_comes_back_as_it_was_saved(views: SavedViews) -> None:
    saved = save(views, RITA)
    assert saved == replace(LATE, id=saved.id, owner="rita", owner_name="Rita Reader")
    assert saved.filters(date(2030, 1, 1)) == Filters(source=("HMICFRS",), overdue="original")
    with people.acting_as(RITA):
        assert views.visible() == (saved,)
        assert views.named("late hmicfrs") == saved


@pytest.mark.parametrize(
    ("sharing", "seen_by"),
    [
        (Sharing.PRIVATE, {"Anne Analyst"}),
        (Sharing.ADMINISTRATORS, {"Anne Analyst", "Adam Administrator"}),
        (Sharing.ANALYSTS, {"Anne Analyst", "Adam Administrator"}),
        (Sharing.EVERYBODY, {"Anne Analyst", "Adam Administrator", "Rita Reader"}),
        (Sharing.PRESET, {"Anne Analyst", "Adam Administrator", "Rita Reader"}),
    ],
)
def test_a_view_is_seen_by_those_it_is_shared_with(views: SavedViews, sharing: Sharing, seen_by: set[str]) -> None:
    save(views, ANNE, replace(LATE, sharing=sharing))
    assert {person.name for person in (RITA, ANNE, ADAM, NOBODY) if names(views, person)} == seen_by


def test_what_is_not_shared_is_as_if_it_were_not_there(views: SavedViews) -> None:
    saved = save(views, ANNE)
    with people.acting_as(RITA):
        with pytest.raises(NoSuchView, match="no saved view called 'Late HMICFRS'"):
            views.named("Late HMICFRS")
        with pytest.raises(WrongView, match="deleted, or is no longer shared"):
            views.delete(saved.id, by="Rita Reader", at=AT)
        with pytest.raises(NoSuchView):
            views.choose_start(saved, by="Rita Reader", at=AT)
    assert save(views, RITA).name == LATE.name, "two people may have private views of one name"


def test_only_the_owner_changes_a_view_and_only_analysts_share(views: SavedViews) -> None:
    shared = save(views, ANNE, replace(LATE, sharing=Sharing.EVERYBODY))
    own = save(views, RITA, replace(LATE, name="Mine"))
    with people.acting_as(RITA):
        with pytest.raises(NotAllowed, match="Only the person who saved a view"):
            views.change(replace(shared, name="Hers"), by="Rita Reader", at=AT)
        with pytest.raises(NotAllowed, match="Only the person who saved a view"):
            views.delete(shared.id, by="Rita Reader", at=AT)
        with pytest.raises(NotAllowed, match="Only an analyst or an administrator may share saved views"):
            views.change(replace(own, sharing=Sharing.PRESET), by="Rita Reader", at=AT)
        with pytest.raises(NotAllowed, match="may share"):
            views.add(replace(LATE, name="Other", sharing=Sharing.EVERYBODY), by="Rita Reader", at=AT)
    with people.acting_as(NOBODY), pytest.raises(NotAllowed, match="has a role"):
        views.add(LATE, by="No Role", at=AT)
    assert names(views, RITA) == ["Mine", "Late HMICFRS"]


def test_a_change_made_from_an_old_version_is_refused(views: SavedViews) -> None:
    read = save(views, RITA)
    with people.acting_as(RITA):
        changed = views.change(replace(read, name="Renamed"), by="Rita Reader", at=AT)
        assert changed.version == 2
        with pytest.raises(WrongView, match="changed by somebody else"):
            views.change(replace(read, name="Also renamed"), by="Rita Reader", at=AT)
        assert views.visible() == (changed,)


def test_names_are_unique_among_what_one_person_sees_by_name(views: SavedViews) -> None:
    save(views, ANNE, replace(LATE, sharing=Sharing.EVERYBODY))
    with pytest.raises(WrongView, match="You already have a view called 'Late HMICFRS'"):
        save(views, ANNE, replace(LATE, name="LATE  hmicfrs"))
    with pytest.raises(WrongView, match="Another shared view is called 'Late HMICFRS'"):
        save(views, ADAM, replace(LATE, sharing=Sharing.ANALYSTS))


@pytest.mark.parametrize(
    ("name", "reason"),
    [(" \t", "Give the view a name"), ("x" * 61, "has 61 letters"), ("a/b", "must not contain /"), ("..", "full stop")],
)
def test_a_name_that_cannot_be_one_is_refused_in_words(name: str, reason: str) -> None:
    with pytest.raises(WrongView, match=reason):
        checked_name(name)


def test_a_name_is_one_line() -> None:
    assert checked_name(" Late\n\x00 HMICFRS ") == "Late HMICFRS"


def test_dates_stay_or_move_with_the_newest_extract() -> None:
    """Saved as at 28 November 2022 and opened when the newest extract is of 31 December, 33 days later."""
    query = as_query({"due_from": ["2022-11-28"], "due_to": ["2022-12-28"], "since": ["2022-10-31"], "months": ["12"]})
    moving = SavedView(name="Due", page="changes", query=query, dates=ViewDates.MOVING, saved_for=date(2022, 11, 28))
    assert moving.query_for(date(2022, 12, 31)) == {
        "due_from": ["2022-12-31"],
        "due_to": ["2023-01-30"],
        "since": ["2022-12-03"],
        "months": ["12"],
    }
    for dates in (ViewDates.LATEST, ViewDates.FIXED):
        assert replace(moving, dates=dates).query_for(date(2022, 12, 31))["due_to"] == ["2022-12-28"]


def test_a_start_page_is_a_persons_own_and_goes_with_its_view(views: SavedViews) -> None:
    shared = save(views, ANNE, replace(LATE, sharing=Sharing.EVERYBODY))
    with people.acting_as(RITA):
        views.choose_start(shared, by="Rita Reader", at=AT)
        assert views.start() == shared
    with people.acting_as(ANNE):
        assert views.start() is None
        changed = views.change(replace(shared, sharing=Sharing.PRIVATE), by="Anne Analyst", at=AT)
    with people.acting_as(RITA):
        assert views.start() is None, "it is no longer shared with her"
    with people.acting_as(ANNE):
        views.delete(changed.id, by="Anne Analyst", at=AT)
    with people.acting_as(RITA):
        views.choose_start(None, by="Rita Reader", at=AT)
        assert (views.start(), views.visible()) == (None, ())


def test_without_sign_in_views_belong_to_the_installation(views: SavedViews) -> None:
    saved = save(views, replace(LOCAL, name="analyst"))
    assert saved.owner == ""
    assert names(views, ADAM) == ["Late HMICFRS"], "an administrator looks after them where people sign in later"
    assert names(views, RITA) == []


def test_every_change_is_in_the_audit_trail(url: str, views: SavedViews) -> None:
    with people.acting_as(ANNE):
        saved = views.add(LATE, by="Anne Analyst", at=AT)
        changed = views.change(replace(saved, name="Late", sharing=Sharing.PRESET), by="Anne Analyst", at=AT)
        views.choose_start(changed, by="Anne Analyst", at=AT)
        views.delete(changed.id, by="Anne Analyst", at=AT)
    with Store(url) as store:
        entries, _ = store.audit_entries(Choice())
        assert store.verify_audit().is_intact
    assert [(entry.action, entry.by, entry.facts["name"]) for entry in reversed(entries)] == [
        ("view saved", "Anne Analyst", "Late HMICFRS"),
        ("view changed", "Anne Analyst", "Late"),
        ("start page chosen", "Anne Analyst", "Late"),
        ("view deleted", "Anne Analyst", "Late"),
    ]
    assert entries[2].facts["before"]["name"] == "Late HMICFRS"
    assert entries[2].facts["sharing"] == "preset"
