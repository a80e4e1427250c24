"""The store gives back what was put in, keeps every edit, and lets nobody overwrite what was not seen."""

from __future__ import annotations

import stat
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path
from threading import Barrier

import pytest
from sqlalchemy import create_engine, text

from analytics.errors import RegisterError
from analytics.meetings.engine import StoreUnavailable
from analytics.meetings.records import ActionState, Meeting, MeetingKind, Record
from analytics.meetings.store import EditConflict, Store
from tests.meetings.records import MORNING, NOON, action, decision, ended, letter, meeting


@pytest.fixture
def first(store: Store) -> Meeting:
    """The first meeting in the store, of 25 October 2022."""
    return store.add(meeting(), by="analyst", at=MORNING)


def test_every_record_comes_back_as_it_was_added(store: Store) -> None:
    lists = {"themes": ("Vetting", "Data; quality"), "strategic_priorities": ("Trust",), "programmes": ("A", "B", "C")}
    held = store.add(meeting(title="Monthly", note="Room 3\nBring the pack", **lists), by="analyst", at=MORNING)
    sent = store.add(letter(held.id, address="https://example.org/1", references=("R-2",)), by="analyst", at=MORNING)
    agreed = action(held.id, due_on=date(2022, 11, 30), references=("R-2", "R-1"), letter_id=sent.id, outcome="“soon”")
    agreed = store.add(agreed, by="analyst", at=MORNING)
    done = store.add(ended(held.id, date(2022, 11, 1)), by="analyst", at=MORNING)
    decided = store.add(decision(held.id, references=("R-9",)), by="analyst", at=MORNING)

    assert store.meetings() == (held,)
    assert store.letters() == (sent,)
    assert store.actions() == (agreed, done)
    assert store.decisions() == (decided,)
    assert held.themes == ("Vetting", "Data; quality")
    assert agreed.references == ("R-2", "R-1")
    assert (held.id, held.version) == (1, 1)


def test_meetings_come_by_day(store: Store) -> None:
    days = [date(2022, 11, 28), date(2022, 9, 27), date(2022, 10, 25)]
    for held_on in days:
        store.add(meeting(held_on), by="analyst", at=MORNING)
    assert [result.held_on for result in store.meetings()] == sorted(days)


def test_contents_are_all_records_at_once(store: Store, first: Meeting) -> None:
    agreed = store.add(action(first.id), by="analyst", at=MORNING)
    decided = store.add(decision(first.id), by="analyst", at=MORNING)
    contents = store.contents()
    assert contents.meeting(first.id) == first
    assert (contents.actions, contents.decisions, contents.letters) == ((agreed,), (decided,), ())


def test_contents_are_those_of_the_last_edit_whoever_made_it(url: str) -> None:
    with Store(url) as store, Store(url) as other:
        held = store.add(meeting(), by="analyst", at=MORNING)
        first = other.contents()
        assert first is other.contents()
        for number in range(1, 4):
            held = store.change(replace(held, title=f"Title {number}"), by="analyst", at=NOON)
            assert other.contents().meetings == (held,)
        store.add(action(held.id), by="analyst", at=NOON)
        assert other.contents().actions == store.actions()


def test_a_change_gives_the_next_version_and_one_edit_a_field(store: Store, first: Meeting) -> None:
    agreed = store.add(action(first.id, references=("R-1",)), by="analyst", at=MORNING)
    moved = replace(agreed, due_on=date(2022, 12, 1), references=("R-1", "R-2"))
    changed = store.change(moved, by="head of oversight", at=NOON)

    assert changed == replace(moved, version=2)
    assert store.actions() == (changed,)
    reported = [
        (edit.by, edit.at, edit.version, edit.field, edit.before, edit.after) for edit in store.edits("action", 1)
    ]
    assert reported == [
        ("analyst", MORNING, 1, "meeting_id", "", "1"),
        ("analyst", MORNING, 1, "text", "", "Ask for the training plan"),
        ("analyst", MORNING, 1, "owner_role", "", "Head of Training"),
        ("analyst", MORNING, 1, "state", "", "open"),
        ("analyst", MORNING, 1, "references", "", '["R-1"]'),
        ("head of oversight", NOON, 2, "due_on", "", "2022-12-01"),
        ("head of oversight", NOON, 2, "references", '["R-1"]', '["R-1", "R-2"]'),
    ]


def test_a_change_of_nothing_is_no_edit(store: Store, first: Meeting) -> None:
    before = store.edits("meeting", first.id)
    assert store.change(first, by="analyst", at=NOON) == first
    assert store.edits("meeting", first.id) == before


def test_a_record_can_be_read_as_it_was(store: Store, first: Meeting) -> None:
    agreed = store.add(action(first.id), by="analyst", at=MORNING)
    closed = replace(agreed, state=ActionState.COMPLETE, completed_on=date(2022, 11, 20))
    closed = store.change(closed, by="analyst", at=NOON)
    again = store.change(replace(closed, state=ActionState.OPEN, completed_on=None), by="analyst", at=NOON)
    assert [store.as_it_was("action", 1, version) for version in (1, 2, 3)] == [agreed, closed, again]


def test_the_second_of_two_editors_is_told_and_shown_both(store: Store, first: Meeting) -> None:
    read = store.add(action(first.id), by="analyst", at=MORNING)
    theirs = store.change(replace(read, owner_role="Head of Vetting"), by="one", at=NOON)
    own_edit = replace(read, due_on=date(2022, 12, 1))
    with pytest.raises(EditConflict, match="Somebody else changed this action") as conflict:
        store.change(own_edit, by="other", at=NOON)
    assert (conflict.value.theirs, conflict.value.refused) == (theirs, own_edit)
    assert store.actions() == (theirs,)
    assert {edit.by for edit in store.edits("action", read.id)} == {"analyst", "one"}


def test_of_writers_at_the_same_moment_exactly_one_wins(url: str) -> None:
    writers, rounds = 4, 5
    with Store(url) as store:
        held = store.add(meeting(), by="analyst", at=MORNING)
        read = store.add(action(held.id), by="analyst", at=MORNING)
    starting = Barrier(writers)
    seen: list[Record] = []

    def write(number: int) -> list[bool]:
        won = []
        with Store(url) as own:
            for turn in range(rounds):
                starting.wait(timeout=60)
                current = own.actions()[0]
                starting.wait(timeout=60)
                text = f"Text of writer {number} in turn {turn}"
                try:
                    own.change(replace(current, text=text), by=f"writer {number}", at=NOON)
                except EditConflict as conflict:
                    won.append(False)
                    seen.append(conflict.theirs)
                else:
                    won.append(True)
        return won

    with ThreadPoolExecutor(writers) as threads:
        outcomes = list(threads.map(write, range(writers)))
    assert [sum(turn) for turn in zip(*outcomes, strict=True)] == [1] * rounds
    losers = Counter(theirs.version for theirs in seen)
    assert losers == dict.fromkeys(range(2, rounds + 2), writers - 1)
    with Store(url) as store:
        edits = store.edits("action", read.id)
        assert [edit.version for edit in edits if edit.version > 1] == list(range(2, rounds + 2))
        assert store.actions()[0].text == edits[-1].after
        chain = [edit for edit in edits if edit.field == "text"]
        assert [edit.before for edit in chain[1:]] == [edit.after for edit in chain[:-1]]


def test_what_is_written_together_is_kept_together_or_not_at_all(store: Store) -> None:
    def write_a_whole_and_a_blank_record() -> None:
        with store.transaction(by="analyst", at=MORNING) as writing:
            held = writing.add(meeting())
            writing.add(action(held.id, text=" "))

    with pytest.raises(RegisterError, match="needs its text"):
        write_a_whole_and_a_blank_record()
    assert store.meetings() == ()
    assert store.edits("meeting", 1) == ()


@pytest.mark.parametrize(
    ("said", "want"),
    [
        ({"text": ""}, "An action needs its text"),
        ({"owner_role": "  "}, "needs an owner"),
        ({"completed_on": date(2022, 11, 1)}, "open action has no day on which it ended"),
        ({"state": ActionState.CANCELLED}, "that is cancelled needs the day"),
    ],
)
def test_an_action_that_lacks_something_is_refused(store: Store, first: Meeting, said: dict, want: str) -> None:
    with pytest.raises(RegisterError, match=want):
        store.add(action(first.id, **said), by="analyst", at=MORNING)
    assert store.actions() == ()


def test_whoever_writes_says_in_which_role(store: Store) -> None:
    with pytest.raises(RegisterError, match="in which role"):
        store.add(meeting(), by=" ", at=MORNING)


def test_a_record_that_is_not_there_cannot_be_changed(store: Store) -> None:
    with pytest.raises(RegisterError, match="no meeting with the number 7"):
        store.change(replace(meeting(), id=7), by="analyst", at=MORNING)


def test_actions_are_found_by_the_recommendation_that_they_are_about(store: Store, first: Meeting) -> None:
    about = store.add(action(first.id, references=("R-1", "R-2")), by="analyst", at=MORNING)
    store.add(action(first.id, references=("R-12",)), by="analyst", at=MORNING)
    assert store.actions_about("R-2") == (about,)
    assert store.actions_about("R-3") == ()
    store.change(replace(about, references=("R-1",)), by="analyst", at=NOON)
    assert store.actions_about("R-2") == ()


def test_a_reopened_store_holds_what_was_kept(url: str) -> None:
    with Store(url) as store:
        kept = store.add(meeting(kind=MeetingKind.PPOG), by="analyst", at=MORNING)
    with Store(url) as again:
        assert again.meetings() == (kept,)


def test_several_servers_may_open_a_new_database_at_once(url: str) -> None:
    starting = Barrier(4)

    def open_and_add(number: int) -> None:
        starting.wait(timeout=60)
        with Store(url) as store:
            store.add(meeting(title=str(number)), by="analyst", at=MORNING)

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(open_and_add, range(4)))
    with Store(url) as store:
        assert {result.title for result in store.meetings()} == {"0", "1", "2", "3"}


def test_tables_of_a_newer_dashboard_are_left_alone(url: str) -> None:
    Store(url).close()
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("update schema_number set number = 99"))
    engine.dispose()
    with pytest.raises(StoreUnavailable, match="made by a newer dashboard"):
        Store(url)


def test_a_file_that_is_no_database_is_refused_in_a_sentence_and_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "letter.txt"
    file.write_text("Dear Deputy Mayor, " * 200, encoding="utf-8")
    with pytest.raises(StoreUnavailable, match="no SQLite database"):
        Store(f"sqlite:///{file}")
    assert file.read_text(encoding="utf-8") == "Dear Deputy Mayor, " * 200


def test_a_server_that_does_not_answer_is_told_in_a_sentence_without_its_password() -> None:
    with pytest.raises(StoreUnavailable, match="does not answer") as error:
        Store("postgresql://someone:s3cret@127.0.0.1:1/nothing")
    assert "s3cret" not in str(error.value)


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """The file of an open store."""
    return tmp_path / "actions.sqlite"


@pytest.fixture
def on_file(database: Path) -> Iterator[Store]:
    with Store(f"sqlite:///{database}") as store:
        store.add(meeting(title="first"), by="analyst", at=MORNING)
        yield store


def other_store(file: Path) -> Path:
    """A database of other meetings."""
    with Store(f"sqlite:///{file}") as store:
        for title in ("other", "another"):
            store.add(meeting(title=title), by="analyst", at=MORNING)
    return file


def titles(store: Store) -> list[str]:
    return sorted(meeting.title for meeting in store.contents().meetings)


def test_nothing_is_kept_in_a_file_that_was_removed(on_file: Store, database: Path) -> None:
    database.rename(database.with_name("elsewhere.sqlite"))
    for use in (lambda: on_file.add(meeting(title="lost"), by="analyst", at=NOON), on_file.contents):
        with pytest.raises(StoreUnavailable, match="has been removed, so nothing was read or kept"):
            use()
    assert not database.exists()
    database.with_name("elsewhere.sqlite").rename(database)
    on_file.add(meeting(title="second"), by="analyst", at=NOON)
    assert titles(on_file) == ["first", "second"]


def test_what_was_meant_for_one_file_is_not_kept_in_the_one_that_took_its_place(on_file: Store, database: Path) -> None:
    other_store(database.with_name("other.sqlite")).replace(database)
    with pytest.raises(StoreUnavailable, match="was replaced by another, so nothing was kept"):
        on_file.add(meeting(title="lost"), by="analyst", at=NOON)
    assert titles(on_file) == ["another", "other"]
    on_file.add(meeting(title="second"), by="analyst", at=NOON)
    with Store(f"sqlite:///{database}") as again:
        assert titles(again) == titles(on_file) == ["another", "other", "second"]


def test_a_file_that_took_the_place_of_another_is_read(on_file: Store, database: Path) -> None:
    assert titles(on_file) == ["first"]
    other_store(database.with_name("other.sqlite")).replace(database)
    assert titles(on_file) == ["another", "other"]


def test_a_file_replaced_while_it_is_written_to_is_told(on_file: Store, database: Path) -> None:
    other = other_store(database.with_name("other.sqlite"))

    def write() -> None:
        with on_file.transaction(by="analyst", at=NOON) as writing:
            writing.add(meeting(title="lost"))
            other.replace(database)

    with pytest.raises(StoreUnavailable, match="was replaced while this was written, so it may be lost"):
        write()


@pytest.mark.parametrize("start", [0, 100, 4096 + 8])
def test_damage_under_an_open_store_is_told_and_nothing_is_kept(on_file: Store, database: Path, start: int) -> None:
    for number in range(40):
        on_file.add(meeting(title=f"{number} " * 50), by="analyst", at=MORNING)
    damaged = bytearray(database.read_bytes())
    damaged[start : start + 3000] = b"x" * 3000
    database.write_bytes(damaged)
    with pytest.raises(StoreUnavailable, match="damaged or is no SQLite database"):
        on_file.add(meeting(title="lost"), by="analyst", at=NOON)
    assert database.read_bytes() == damaged
    with pytest.raises(StoreUnavailable, match="damaged or is no SQLite database"):
        Store(f"sqlite:///{database}")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_nobody_else_reads_the_file(on_file: Store, database: Path) -> None:
    assert stat.S_IMODE(database.stat().st_mode) == 0o600
    with on_file.transaction(by="analyst", at=NOON) as writing:
        writing.add(meeting())
        beside = [file for file in database.parent.iterdir() if file.name.startswith(database.name)]
        assert len(beside) == 3
        assert [file.name for file in beside if stat.S_IMODE(file.stat().st_mode) & 0o077] == []
    database.chmod(0o644)
    Store(f"sqlite:///{database}").close()
    assert stat.S_IMODE(database.stat().st_mode) == 0o640
