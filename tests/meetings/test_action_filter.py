"""Which actions are listed, in which order, and how the choice reads."""

from __future__ import annotations

from datetime import date

import pytest

from analytics.meetings.action_filter import ActionFilter
from analytics.meetings.contents import Contents
from analytics.meetings.records import ActionState, MeetingKind
from tests.meetings.records import action, ended, meeting

AS_AT = date(2022, 11, 28)
CONTENTS = Contents(
    meetings=(meeting(id=1), meeting(kind=MeetingKind.PEEL, id=2)),
    actions=(
        ended(1, date(2022, 11, 1), id=1, text="Ended early"),
        action(1, "No due date", id=2),
        action(2, "Due later", id=3, due_on=date(2022, 12, 1), owner_role="Head of Vetting"),
        action(1, "Past its day", id=4, due_on=date(2022, 11, 27), references=("HMICFRS-7",)),
        action(2, "Due on the day", id=5, due_on=AS_AT),
        ended(2, date(2022, 11, 20), ActionState.CANCELLED, id=6, text="Ended late", outcome="Vetting does it"),
    ),
)


@pytest.mark.parametrize(
    ("choice", "chosen", "words"),
    [
        (ActionFilter(), [4, 5, 3, 2, 6, 1], ""),
        (ActionFilter(states=(ActionState.OPEN,)), [4, 5, 3, 2], "open"),
        (ActionFilter(states=(ActionState.COMPLETE, ActionState.CANCELLED)), [6, 1], "complete or cancelled"),
        (ActionFilter(owners=("Head of Vetting",)), [3], "Head of Vetting"),
        (
            ActionFilter(kinds=(MeetingKind.PEEL,), states=(ActionState.OPEN,)),
            [5, 3],
            "open · fortnightly PEEL coordination",
        ),
        (ActionFilter(overdue=True), [4], "overdue"),
        (ActionFilter(search="vetting"), [3, 6], "with the words “vetting”"),
        (ActionFilter(search=" hmicfrs day "), [4], "with the words “hmicfrs day”"),
        (ActionFilter(search="nowhere"), [], "with the words “nowhere”"),
    ],
)
def test_a_choice_lists_and_tells(choice: ActionFilter, chosen: list[int], words: str) -> None:
    assert [result.id for result in choice.chosen(CONTENTS, AS_AT)] == chosen
    assert choice.describe() == words
