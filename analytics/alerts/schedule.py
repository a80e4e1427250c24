"""Which digests of a subscription are due on a day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from analytics.alerts.digest import Digest, of_changes, of_due_dates
from analytics.alerts.subscription import Cadence, Subscription
from analytics.meetings.records import Meeting
from analytics.register.database import Register
from analytics.views.view import SavedView

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Due:
    """The subscription as it is once this is sent, and the digest; None where only the day was noted.

    `about` tells the digest from another of the same days: the meeting that it comes before.
    """

    subscription: Subscription
    digest: Digest | None
    about: str = ""


def due(
    of: Subscription, view: SavedView, register: Register, meetings: Iterable[Meeting], today: date
) -> Iterator[Due]:
    """What is to be sent to a subscription today, as its person may read the register.

    When an extract is loaded: once for what is known by the newest extract and was not covered yet. Every week: seven
    days after the last. Before a meeting: from `days` before it until its day, from the meeting before on. When due:
    once a day, where anything became overdue or came within 30 days of its date since it was last looked.
    """
    newest = register.newest.as_at
    match of.cadence:
        case Cadence.LOAD if newest > of.covered_until:
            yield Due(replace(of, covered_until=newest), of_changes(register, view, of.covered_until))
        case Cadence.WEEKLY if today - of.checked_on >= WEEK:
            done = replace(of, covered_until=max(newest, of.covered_until), checked_on=today)
            yield Due(done, of_changes(register, view, of.covered_until))
        case Cadence.MEETING:
            yield from _before_meetings(of, view, register, meetings, today)
        case Cadence.DUE if today > of.checked_on:
            digest = of_due_dates(register, view, (of.checked_on, min(of.covered_until, newest)), today)
            yield Due(replace(of, covered_until=newest, checked_on=today), digest)


def _before_meetings(
    of: Subscription, view: SavedView, register: Register, meetings: Iterable[Meeting], today: date
) -> Iterator[Due]:
    to_be_held = sorted(
        (meeting for meeting in meetings if meeting.kind == of.meeting_kind and not meeting.is_cancelled), key=_day
    )
    for meeting in to_be_held:
        if today <= meeting.held_on <= today + timedelta(days=of.days):
            earlier = [other.held_on for other in to_be_held if other.held_on < meeting.held_on]
            since = earlier[-1] if earlier else register.previous_extract(register.dates(view.filters(today)))
            digest = of_changes(register, view, since or register.newest.as_at)
            yield Due(of, digest, f"meeting {meeting.id} {meeting.held_on}")


def _day(meeting: Meeting) -> date:
    return meeting.held_on
