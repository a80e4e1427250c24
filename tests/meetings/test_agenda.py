"""What a meeting opens with, worked by hand on five meetings of one kind and one of another."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.meetings.agenda import Agenda, agenda
from analytics.meetings.contents import Contents
from analytics.meetings.records import Action, ActionState, Meeting, MeetingKind
from tests.meetings.records import action, ended, meeting

AUGUST, SEPTEMBER, OCTOBER, NOVEMBER = (
    date(2022, 8, 30), date(2022, 9, 27), date(2022, 10, 25), date(2022, 11, 28),
)  # fmt: skip
MEETINGS = (
    meeting(AUGUST, id=1),
    meeting(SEPTEMBER, id=2),
    meeting(date(2022, 10, 11), id=3, is_cancelled=True),
    meeting(date(2022, 10, 20), MeetingKind.PEEL, id=4),
    meeting(OCTOBER, id=5),
    meeting(NOVEMBER, id=6),
)
ACTIONS = (
    action(1, "open since August, no day", id=1),
    ended(1, date(2022, 9, 1), id=2, text="ended before September"),
    ended(2, date(2022, 10, 30), id=3, text="ended since October"),
    action(2, "due in December", id=4, due_on=date(2022, 12, 20)),
    action(5, "due the day of the meeting", id=5, due_on=NOVEMBER),
    action(5, "past its day", id=6, due_on=date(2022, 11, 27)),
    action(4, "of another kind", id=7),
    action(6, "agreed in this very meeting", id=8),
    ended(5, OCTOBER, ActionState.CANCELLED, id=9, text="cancelled on the day of October's meeting"),
    action(3, "agreed before its meeting was cancelled", id=10, due_on=date(2022, 11, 1)),
)
CONTENTS = Contents(meetings=MEETINGS, actions=ACTIONS)


def of(number: int, as_at: date | None = None) -> Agenda:
    return agenda(CONTENTS, CONTENTS.meeting(number), as_at)


def test_november_opens_with_what_is_open_and_what_ended_since_october() -> None:
    result = of(6)
    assert result.previous == CONTENTS.meeting(5)
    assert [(listed.action.id, listed.agreed_on, listed.carried_over) for listed in result.actions] == [
        (10, date(2022, 10, 11), 1),  # past its day longest; open at the end of October's meeting
        (6, OCTOBER, 0),  # past its day; agreed last time, so not carried over yet
        (5, OCTOBER, 0),  # due on the day is not late
        (4, SEPTEMBER, 1),  # carried over in October; the cancelled meeting does not count
        (1, AUGUST, 2),  # in September and October; without a day it comes after those that have one
        (3, SEPTEMBER, 1),  # ended on 30 October, so October's meeting still carried it
        (9, OCTOBER, 0),  # ended on the day of October's meeting, whether before or after it
    ]


def test_the_first_meeting_of_a_kind_opens_with_nothing() -> None:
    assert of(1) == Agenda(CONTENTS.meeting(1), None, ())
    assert of(4) == Agenda(CONTENTS.meeting(4), None, ())


def test_what_is_late_depends_on_the_day_asked_about() -> None:
    assert [listed.action.id for listed in of(6, as_at=date(2022, 10, 26)).actions][:4] == [10, 6, 5, 4]
    assert [listed.action.id for listed in of(6, as_at=date(2022, 12, 21)).actions][:4] == [10, 6, 5, 4]
    late = replace(CONTENTS, actions=(action(5, id=1, due_on=date(2022, 12, 1)), action(5, id=2)))
    assert [listed.action.id for listed in agenda(late, late.meeting(6)).actions] == [1, 2]


def test_of_two_meetings_on_one_day_the_first_written_down_comes_first() -> None:
    same_day = (meeting(OCTOBER, id=1), meeting(OCTOBER, id=2))
    contents = Contents(meetings=same_day, actions=(action(1, id=1), action(2, id=2)))
    result = agenda(contents, same_day[1])
    assert result.previous == same_day[0]
    assert [listed.action.id for listed in result.actions] == [1]


DAYS = st.dates(date(2022, 1, 1), date(2022, 3, 1))


@st.composite
def stores(draw: st.DrawFn) -> Contents:
    """Some meetings of two kinds by day, and actions agreed in them, some of which ended."""
    days = sorted(draw(st.lists(DAYS, min_size=1, max_size=8)))
    kinds = st.sampled_from([MeetingKind.ANALYSIS, MeetingKind.PEEL])
    meetings = [
        meeting(day, draw(kinds), id=number, is_cancelled=draw(st.booleans())) for number, day in enumerate(days, 1)
    ]
    agreed = draw(st.lists(st.tuples(st.sampled_from(meetings), st.none() | DAYS), max_size=8))
    actions = [ended(held.id, end, id=n) if end else action(held.id, id=n) for n, (held, end) in enumerate(agreed, 1)]
    return Contents(meetings=tuple(meetings), actions=tuple(actions))


@given(stores(), st.data())
def test_the_agenda_agrees_with_walking_through_the_meetings(contents: Contents, data: st.DataObject) -> None:
    """A second computation: hold the meetings one after the other and keep a list of what is carried on."""
    chosen = data.draw(st.sampled_from(contents.meetings))
    result = agenda(contents, chosen)
    assert {listed.action.id: listed.carried_over for listed in result.actions} == walked(contents, chosen)


def walked(contents: Contents, chosen: Meeting) -> dict[int, int]:
    """How often each action on the agenda was carried over, by holding every earlier meeting in turn."""
    times: dict[int, int] = {}
    last: date | None = None
    for held in contents.meetings:
        if held == chosen:
            break
        if held.kind != chosen.kind:
            continue
        if not held.is_cancelled:
            last = held.held_on
            for number in times:
                times[number] += still_open(contents.actions[number - 1], held.held_on)
        times |= {agreed.id: 0 for agreed in contents.actions if agreed.meeting_id == held.id}
    return {
        number: count for number, count in times.items() if is_news(contents.actions[number - 1].completed_on, last)
    }


def still_open(agreed: Action, day: date) -> bool:
    return agreed.completed_on is None or day < agreed.completed_on


def is_news(ended_on: date | None, last: date | None) -> bool:
    return ended_on is None or last is None or not ended_on < last


@pytest.mark.parametrize("state", ActionState)
def test_only_an_open_action_is_overdue(state: ActionState) -> None:
    due = action(1, state=state, due_on=date(2022, 11, 27))
    assert due.is_overdue(NOVEMBER) == (state == ActionState.OPEN)
    assert not due.is_overdue(date(2022, 11, 27))
