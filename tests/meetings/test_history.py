"""The edits of a record add up to the record, whatever was written."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from analytics.meetings.history import as_text, as_value, differences, field_texts, replay
from analytics.meetings.records import Action, ActionState, Edit, Meeting, MeetingKind, name_of
from analytics.meetings.store import Store
from tests.examples import examples
from tests.meetings.records import NOON, action, meeting

# What a database can hold as text: PostgreSQL takes no null character, no half of a surrogate pair.
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=30)
WORDS = TEXT.filter(str.strip)
LISTS = st.lists(TEXT, max_size=3).map(tuple)
DAYS = st.dates(date(1900, 1, 1), date(2100, 1, 1))

MEETINGS = st.fixed_dictionaries(
    {"kind": st.sampled_from(MeetingKind), "held_on": DAYS, "title": TEXT, "themes": LISTS, "programmes": LISTS,
     "strategic_priorities": LISTS, "note": TEXT, "is_cancelled": st.booleans()}
)  # fmt: skip
ENDS = st.one_of(
    st.just({"state": ActionState.OPEN, "completed_on": None}),
    st.fixed_dictionaries(
        {"state": st.sampled_from([ActionState.COMPLETE, ActionState.CANCELLED]), "completed_on": DAYS}
    ),
)
ACTIONS = st.builds(
    lambda end, rest: end | rest,
    ENDS,
    st.fixed_dictionaries(
        {"text": WORDS, "owner_role": WORDS, "due_on": st.none() | DAYS, "outcome": TEXT, "references": LISTS}
    ),
)


@given(st.lists(MEETINGS, min_size=1, max_size=5))
def test_edits_of_a_meeting_replay_to_it(states: list[dict[str, Any]]) -> None:
    assert_replayed([Meeting(id=3, version=n, **wording) for n, wording in enumerate(states, 1)])


@given(st.lists(ACTIONS, min_size=1, max_size=5))
def test_edits_of_an_action_replay_to_it(states: list[dict[str, Any]]) -> None:
    assert_replayed([Action(id=3, meeting_id=1, version=n, **wording) for n, wording in enumerate(states, 1)])


def assert_replayed(states: list[Any]) -> None:
    """Each state of a record is what the edits up to it add up to."""
    edits: list[Edit] = []
    before = None
    for state in states:
        changes = list(differences(before, state))
        edits += [
            Edit(at=NOON, by="a", record=name_of(state), record_id=3, version=state.version,
                 field=field, before=old, after=new)
            for field, old, new in changes
        ]  # fmt: skip
        if changes:
            assert replay(edits) == state
        before = state


@examples(25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(states=st.lists(ACTIONS, min_size=1, max_size=4))
def test_the_stored_edits_of_an_action_replay_to_the_stored_action(store: Store, states: list[dict[str, Any]]) -> None:
    held = store.add(meeting(), by="analyst", at=NOON)
    kept = store.add(replace(action(held.id), **states[0]), by="analyst", at=NOON)
    for wording in states[1:]:
        kept = store.change(replace(kept, **wording), by="analyst", at=NOON)
    stored = next(result for result in store.actions() if result.id == kept.id)
    assert stored == kept == replay(store.edits("action", kept.id))


def test_a_record_is_told_field_by_field() -> None:
    agreed = action(4, due_on=date(2022, 12, 1), references=("R-1",))
    assert field_texts(agreed) == {
        "meeting_id": "4",
        "text": "Ask for the training plan",
        "owner_role": "Head of Training",
        "due_on": "2022-12-01",
        "state": "open",
        "completed_on": "",
        "outcome": "",
        "references": '["R-1"]',
        "letter_id": "",
    }


def test_every_text_of_the_history_can_be_read_back() -> None:
    for record in (meeting(is_cancelled=True, themes=("a", 'b "c"')), action(1, letter_id=2)):
        for field, text in field_texts(record).items():
            assert as_text(as_value(field, text)) == text
            assert as_value(field, text) == getattr(record, field)


def test_no_test_writes_beside_the_register(project_root: Path, url: str) -> None:
    assert str(project_root) not in url
