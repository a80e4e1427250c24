"""The chosen filters under the title of a page, each of which a press removes; and choices that are one press away."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import islice
from typing import Any

import streamlit as st

from analytics.english import count, sentence_case
from analytics.errors import RegisterError
from analytics.filters import FIELDS, Filters
from analytics.views.view import Sharing, ViewDates
from analytics.vocabulary import ENGAGE, OPEN_STATUSES
from pages.ui import links, saved_views, screen, session
from pages.ui.facts import RegisterInfo
from pages.ui.meetings_store import meetings_shown_if_made

MOST_CHIPS = 12
DUE_WITHIN = 30
"""Days in which a recommendation falls due, for the choice of those due soon."""

_KEY = "filter_chips"


def draw() -> None:
    """A chip for each chosen value; nothing where no filter is chosen."""
    chips = chosen(session.filters())
    if not chips:
        return
    first = dict(islice(chips.items(), MOST_CHIPS))
    st.session_state[_KEY] = list(first)
    screen.pills(
        "Filters chosen: press one to remove it",
        list(first),
        selection_mode="multi",
        format_func=lambda chip: f"{first[chip]} ✕",
        key=_KEY,
        label_visibility="collapsed",
        on_change=_remove,
    )
    if len(chips) > len(first):
        screen.caption(f"and {count(len(chips) - len(first))} more values")


def chosen(filters: Filters) -> dict[tuple[str, str], str]:
    """Each chosen value in words, by its field and, where the field may have several, the value itself."""
    chips: dict[tuple[str, str], str] = {}
    for field in FIELDS:
        value = getattr(filters, field.name)
        if field.type == "day" or not value:
            continue
        for item in value if field.has_values else ("",):
            single: Any = (item,) if field.has_values else value
            chips[field.name, item] = sentence_case(Filters(**{field.name: single}).describe())
    return chips


def _remove() -> None:
    """Take what is no longer chosen among the chips out of the filters."""
    filters = session.filters()
    first = islice(chosen(filters), MOST_CHIPS)
    for name, value in set(first) - set(st.session_state[_KEY]):
        left: Any = tuple(other for other in getattr(filters, name) if other != value) if value else None
        filters = replace(filters, **{name: left})
    session.choose(filters)


def presets(facts: RegisterInfo, key: str) -> None:
    """Choices that readers ask for most; each takes the place of the filters but keeps the days."""
    filters = session.filters()
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"presets_{key}"):
        for words, preset in {**preset_filters(filters, facts), **published_filters(filters, facts)}.items():
            screen.button(words, type="tertiary", key=f"preset_{key}_{words}", on_click=session.choose, args=(preset,))
        since = _last_meeting(filters.as_at or facts.newest)
        words = "Changed since the last meeting" if since else "Changed since the last extract"
        links.to("changes", words, **({"since": since.isoformat()} if since else {}))


def preset_filters(filters: Filters, facts: RegisterInfo) -> dict[str, Filters]:
    """The filters of each choice: those that this register has the columns for."""
    days = Filters(as_at=filters.as_at, known_at=filters.known_at)
    as_at = filters.as_at or facts.newest
    result = {
        "Overdue": replace(days, overdue="current"),
        f"Due in {DUE_WITHIN} days": replace(
            days, status=tuple(map(str, OPEN_STATUSES)), due_from=as_at, due_to=as_at + timedelta(days=DUE_WITHIN)
        ),
    }
    if any(value == ENGAGE for value, _ in facts.options.get("tag", ())):
        result[ENGAGE] = replace(days, status=tuple(map(str, OPEN_STATUSES)), tag=(ENGAGE,))
    return result


def published_filters(filters: Filters, facts: RegisterInfo) -> dict[str, Filters]:
    """The filters of each view that is published as a preset; its days only where they are fixed."""
    try:
        views = [view for view in saved_views.last_seen() if view.sharing == Sharing.PRESET]
    except RegisterError:
        return {}
    result = {}
    for view in views:
        chosen = view.filters(facts.newest)
        is_fixed = view.dates == ViewDates.FIXED
        result[view.name] = chosen if is_fixed else replace(chosen, as_at=filters.as_at, known_at=filters.known_at)
    return result


def _last_meeting(as_at: date) -> date | None:
    """The day of the last meeting before the as-at day; None where none is recorded, or they cannot be read."""
    try:
        store = meetings_shown_if_made()
        days = [meeting.held_on for meeting in store.meetings() if not meeting.is_cancelled] if store else []
    except RegisterError:
        return None
    return max((day for day in days if day < as_at), default=None)
