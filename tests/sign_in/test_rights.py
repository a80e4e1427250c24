"""A reader writes by no route: each function that writes asks who acts, whichever page or address led to it."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analytics import people
from analytics.audit.entries import AuditAction
from analytics.audit.trail import Choice
from analytics.files.pack.build import build
from analytics.files.pack.settings import PackSettings
from analytics.intake import saved_layouts
from analytics.intake.layouts import layout_to_toml, load_layout, save_layout
from analytics.meetings.records import Meeting, MeetingKind
from analytics.meetings.store import Store
from analytics.people import NotAllowed, Person, Right, Role
from analytics.register.database import Register
from analytics.register.folder import Withdrawal, in_force, seal_all, withdraw
from analytics.register.loading import load_extract
from analytics.vocabulary import Marking
from pages.ui import menu
from tests.registers import write_register

DAY, NEXT = date(2022, 10, 31), date(2022, 11, 30)
NOW = datetime(2022, 12, 1, 9, tzinfo=UTC)
SENSITIVE = Marking.OFFICIAL_SENSITIVE
BOARD = Person(name="Bo Board", subject="board", role=Role.READER, clearance=SENSITIVE)
OFFICIAL_ANALYST = Person(name="Olga", subject="olga", role=Role.ANALYST)
ANALYST = Person(name="Ana Analyst", subject="analyst", role=Role.ANALYST, clearance=SENSITIVE)
ADMINISTRATOR = Person(name="Ada", subject="ada", role=Role.ADMINISTRATOR, clearance=SENSITIVE)
NOBODY = Person(name="Stan", subject="stan")
FILE = b"reference,source,status\nR-1,DARA,open\n"
MEETING = Meeting(id=0, kind=MeetingKind.ANALYSIS, held_on=DAY)


class Place:
    """A register, a layout and a store of meetings to write to."""

    def __init__(self, folder: Path) -> None:
        rows = [{"reference": "R-1", "source": "DARA", "status": "open", "classification": "OFFICIAL"}]
        self.folder = write_register(folder / "register", {DAY: rows})
        self.layouts = self.folder / "layouts"
        saved_layouts.copy_layout(load_layout("standard"), "Ours", self.layouts)
        self.ours = load_layout("ours", (self.layouts,))
        self.store = Store(f"sqlite:///{folder / 'actions.sqlite'}")
        self.meeting = self.store.add(MEETING, by="test", at=NOW)

    def load(self) -> object:
        return load_extract(
            FILE, "next.csv", load_layout("standard"), NEXT, self.folder,
            loaded_at=NOW, loaded_by="typed", accept_reason="known", marking="OFFICIAL",
        )  # fmt: skip

    def snapshot(self) -> tuple[object, ...]:
        """Every file of the register and every meeting."""
        files = {path: path.read_bytes() for path in self.folder.rglob("*") if path.is_file() and path.name != ".lock"}
        return files, self.store.meetings()


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    made = Place(tmp_path)
    yield made
    made.store.close()


WRITES: dict[str, Callable[[Place], object]] = {
    "load": Place.load,
    "withdraw": lambda place: withdraw(place.folder, DAY, Withdrawal(NOW, "typed", "wrong")),
    "seal": lambda place: seal_all(place.folder),
    "save a layout": lambda place: save_layout(place.ours, place.layouts, replace=True),
    "copy a layout": lambda place: saved_layouts.copy_layout(place.ours, "Copy", place.layouts),
    "rename a layout": lambda place: saved_layouts.rename_layout(place.ours, "Other", place.layouts),
    "replace a layout": lambda place: saved_layouts.replace_layout("ours", layout_to_toml(place.ours), place.layouts),
    "delete a layout": lambda place: saved_layouts.delete_layout("ours", place.layouts),
    "add a meeting": lambda place: place.store.add(MEETING, by="typed", at=NOW),
    "change a meeting": lambda place: place.store.change(place.meeting, by="typed", at=NOW),
}
AUDIT = {
    "read the trail": lambda place: place.store.audit_entries(Choice()),
    "check the trail": lambda place: place.store.verify_audit(),
    "see who is in it": lambda place: place.store.audited_people(),
}


@pytest.mark.parametrize("person", [BOARD, OFFICIAL_ANALYST, NOBODY], ids=lambda person: person.name)
@pytest.mark.parametrize("write", WRITES)
def test_who_may_not_write_changes_nothing(write: str, person: Person, place: Place) -> None:
    before = place.snapshot()
    with people.acting_as(person), pytest.raises(NotAllowed):
        WRITES[write](place)
    assert place.snapshot() == before


@pytest.mark.parametrize("write", WRITES)
def test_an_analyst_may(write: str, place: Place) -> None:
    with people.acting_as(ANALYST):
        WRITES[write](place)


@pytest.mark.parametrize("person", [BOARD, OFFICIAL_ANALYST, ANALYST, NOBODY], ids=lambda person: person.name)
@pytest.mark.parametrize("read", AUDIT)
def test_the_audit_trail_is_for_administrators(read: str, person: Person, place: Place) -> None:
    with people.acting_as(person), pytest.raises(NotAllowed):
        AUDIT[read](place)
    with people.acting_as(ADMINISTRATOR):
        AUDIT[read](place)


@pytest.mark.parametrize("person", [OFFICIAL_ANALYST, NOBODY], ids=lambda person: person.name)
def test_meetings_are_for_those_cleared_for_their_marking(person: Person, place: Place) -> None:
    store = place.store
    with people.acting_as(person):
        for read in (
            store.contents, store.meetings, store.actions, store.decisions, store.letters,
            lambda: store.actions_about("R-1"), lambda: store.edits("meeting", 1),
        ):  # fmt: skip
            with pytest.raises(NotAllowed):
                read()
    with people.acting_as(BOARD):
        assert store.meetings() == (place.meeting,)


def test_packs_are_made_by_analysts(place: Place) -> None:
    register, choice = Register(place.folder), PackSettings(since=date(2022, 9, 30), sections=("position",))
    with people.acting_as(BOARD), pytest.raises(NotAllowed, match="Only an analyst or an administrator may make packs"):
        build(register, choice, None)
    with people.acting_as(OFFICIAL_ANALYST):
        build(register, choice, None)


def test_changes_carry_whoever_is_signed_in_whatever_was_typed(place: Place) -> None:
    with people.acting_as(ANALYST):
        place.load()
        withdraw(place.folder, DAY, Withdrawal(NOW, "somebody else", "wrong"))
        place.store.add(MEETING, by="somebody else", at=NOW)
    (loading,) = in_force(place.folder)
    assert loading.manifest.loaded_by == "Ana Analyst"
    assert {edit.by for edit in place.store.edits("meeting", place.meeting.id + 1)} == {"Ana Analyst"}
    entries, _ = place.store.audit_entries(Choice(actions=(AuditAction.MEETINGS_EDITED,)), 1)
    assert entries[0].by == "Ana Analyst"
    (withdrawn,) = (place.folder / "extracts").glob("*/withdrawn.json")
    assert "Ana Analyst" in withdrawn.read_text(encoding="utf-8")


def test_every_writer_of_the_store_is_tried_here() -> None:
    public = {name for name, method in inspect.getmembers(Store, inspect.isfunction) if not name.startswith("_")}
    tried = {"add", "change", "transaction", "contents", "meetings", "actions", "decisions", "letters", "actions_about"}
    tried |= {"edits", "as_it_was", "audit_entries", "audited_people", "verify_audit"}
    assert public - tried == {"close", "record"}, "record adds an entry to the audit trail, for whoever acts"


def test_the_menu_has_what_a_person_may_open_and_the_other_pages_are_hidden() -> None:
    def shown(person: Person) -> set[str]:
        return {entry.url_path for entry in menu.ENTRIES if menu.is_shown(entry, person)}

    number = sum(len(section) for section in menu.pages(person=NOBODY).values())
    assert number == len(menu.ENTRIES), "a link to a hidden page says why it is not shown"
    assert shown(ADMINISTRATOR) - shown(ANALYST) == {"audit"}
    assert shown(ANALYST) - shown(BOARD) == {"load", "pack"}
    assert shown(BOARD) - shown(Person(name="R", role=Role.READER)) == {"meeting", "plan", "quality"}


FRAME = """
import streamlit as st
from analytics import people
from analytics.people import Person, Role
from pages.ui import frame, menu
with people.acting_as(Person(name="Bo Board", subject="board", role=Role.READER, clearance="OFFICIAL-SENSITIVE")):
    frame.draw(tuple(entry for entry in menu.ENTRIES if entry.url_path == {page!r}))
"""


@pytest.mark.parametrize("page", [entry.url_path for entry in menu.ENTRIES if entry.right is not None])
def test_a_page_that_somebody_may_not_open_says_so(page: str) -> None:
    right = next(entry.right for entry in menu.ENTRIES if entry.url_path == page)
    at = AppTest.from_string(FRAME.format(page=page), default_timeout=60).run()
    errors = [error.value for error in at.error]
    assert right is not None
    assert errors == ([] if BOARD.may(right) else [f"{refusal(right)}"])


def refusal(right: Right) -> str:
    with pytest.raises(NotAllowed) as refused:
        BOARD.require(right)
    return str(refused.value)
