"""The reader's day and moment: what people write down is of today, not of the newest extract."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from analytics.english import day
from pages.ui import meetings_store, register_info, session

LONDON = ZoneInfo("Europe/London")


def today() -> date:
    """The day in London."""
    return datetime.now(LONDON).date()


def now() -> datetime:
    """This moment, for the history of an edit."""
    return datetime.now(UTC)


def as_at() -> date:
    """The day on which an action is overdue or not: the one that the reader chose, else today.

    Invented meetings are looked at on the day of the newest extract of the demonstration.
    """
    if chosen := session.filters().as_at:
        return chosen
    return register_info.facts().newest if meetings_store.are_invented() else today()


def time_in_london(instant: datetime) -> str:
    """A moment as people in London read it: "28 November 2022, 09:05"."""
    local = instant.astimezone(LONDON)
    return f"{day(local.date())}, {local:%H:%M}"
