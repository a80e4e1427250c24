"""How meetings and actions read."""

from __future__ import annotations

from datetime import date

import pytest

from analytics.meetings import sentences
from analytics.meetings.agenda import agenda
from analytics.meetings.contents import Contents
from analytics.meetings.records import Action, ActionState, Meeting
from tests.meetings.records import action, ended, meeting

SEPTEMBER, OCTOBER, NOVEMBER = date(2022, 9, 27), date(2022, 10, 25), date(2022, 11, 28)
MEETINGS = (meeting(SEPTEMBER, id=1), meeting(OCTOBER, id=2), meeting(NOVEMBER, id=3))
LATE = date(2022, 11, 1)


def told(*actions: Action, meetings: tuple[Meeting, ...] = MEETINGS) -> str:
    contents = Contents(meetings=meetings, actions=actions)
    return sentences.position(agenda(contents, meetings[-1]), NOVEMBER)


@pytest.mark.parametrize(
    ("actions", "words"),
    [
        ((action(2), action(2, due_on=LATE), action(2, due_on=NOVEMBER)),
         "3 actions from 25 October 2022 are open, 1 of them overdue"),
        ((action(1, due_on=LATE), action(2, due_on=LATE), action(2)),
         "3 actions from earlier meetings are open, 2 of them overdue"),
        ((action(2, due_on=LATE), action(2, due_on=LATE), ended(2, LATE), ended(1, LATE)),
         "2 actions from 25 October 2022 are open, all of them overdue. 2 others ended since 25 October 2022"),
        ((action(2),), "1 action from 25 October 2022 is open"),
        ((action(2, due_on=LATE), ended(2, LATE)),
         "1 action from 25 October 2022 is open and overdue. 1 other ended since 25 October 2022"),
        ((ended(2, LATE),), "No actions from earlier meetings are open. 1 ended since 25 October 2022"),
        ((), "No actions from earlier meetings are open"),
    ],
)  # fmt: skip
def test_the_position_of_a_meeting_is_one_sentence(actions: tuple[Action, ...], words: str) -> None:
    assert told(*actions) == words
    assert len(words.split()) <= 25


def test_the_first_meeting_of_its_kind_says_so() -> None:
    assert told(meetings=MEETINGS[:1]) == (
        "This is the first monthly oversight analysis, so there are no actions from last time"
    )


@pytest.mark.parametrize(
    ("item", "words"),
    [
        (action(1), "Open, with no due date"),
        (action(1, due_on=date(2022, 11, 27)), "Open, 1 day overdue"),
        (action(1, due_on=NOVEMBER), "Open, due today"),
        (action(1, due_on=date(2022, 11, 30)), "Open, due in 2 days"),
        (ended(1, LATE), "Complete since 1 November 2022"),
        (ended(1, LATE, ActionState.CANCELLED), "Cancelled since 1 November 2022"),
    ],
)
def test_where_an_action_stands(item: Action, words: str) -> None:
    assert sentences.action_status(item, NOVEMBER) == words


def test_a_meeting_is_called_by_its_kind_and_day() -> None:
    assert sentences.name(meeting()) == "Monthly oversight analysis of 25 October 2022"
    assert sentences.name(meeting(is_cancelled=True)).endswith("2022, cancelled")


@pytest.mark.parametrize(("times", "words"), [(0, "not carried over yet"), (1, "once"), (2, "twice"), (3, "3 times")])
def test_how_often_an_action_was_carried_over(times: int, words: str) -> None:
    assert sentences.carried(times).endswith(words)
