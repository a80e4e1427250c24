"""The page of the pack: its days, its sections and their order, its commentary, what it shows and what it hands out."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from analytics.audit.trail import Choice
from analytics.files.pack.section_registry import KEYS, SECTION_BY_KEY, SECTIONS
from analytics.files.pack.settings import PackSettings, SavedDraft
from analytics.filters import Filters
from analytics.meetings.records import MeetingKind
from analytics.meetings.store import Store
from pages.ui.prepare.pack.files import PackFile
from tests.files.pack.packs import sheet_rows
from tests.meetings.databases import sqlite_url
from tests.meetings.records import MORNING, action, meeting
from tests.registers import write_register
from tests.tables import headlines, tables
from tests.worked_changes import NOVEMBER, OCTOBER, worked

PAGE = Path(__file__).resolve().parents[3] / "pages" / "prepare" / "pack.py"

pytestmark = pytest.mark.usefixtures("store")


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """The store that the page shows, empty."""
    monkeypatch.setenv("ACTIONS_URL", sqlite_url(tmp_path))
    with Store(sqlite_url(tmp_path)) as opened:
        yield opened


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return worked(tmp_path_factory.mktemp("register"))


@pytest.fixture
def register(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The register that the page shows; no test writes to it."""
    monkeypatch.setenv("REGISTER", str(folder))
    return folder


def page(filters: Filters | None = None, section: str | None = None, **query: str) -> AppTest:
    """The page, run once with a choice, a section to read, and what its address says."""
    at = AppTest.from_file(str(PAGE), default_timeout=120)
    if filters:
        at.session_state["_filters"] = filters
    if section:
        at.session_state["pack_section"] = section
    for name, value in query.items():
        at.query_params[name] = value
    return run(at)


def run(at: AppTest) -> AppTest:
    at.run()
    assert not at.exception
    return at


def said(at: AppTest) -> str:
    return "\n".join(str(element.value) for element in (*at.title, *at.caption, *at.markdown))


def draft(at: AppTest) -> SavedDraft:
    result = at.session_state["_pack_draft"]
    assert isinstance(result, SavedDraft)
    return result


@pytest.mark.usefixtures("register")
def test_without_a_meeting_on_record_the_days_are_those_of_the_extracts() -> None:
    at = page()
    assert at.title[0].value == "Meeting pack: monthly oversight analysis, 30 November 2022"
    assert "Movement since 31 October 2022." in said(at)
    assert [at.date_input(key=key).value for key in ("pack_held_on", "pack_as_at", "pack_since")] == [
        NOVEMBER, NOVEMBER, OCTOBER,
    ]  # fmt: skip
    assert at.radio(key="pack_section").value == "actions"
    assert "No meetings have been recorded yet, so there are no actions from last time" in said(at)


@pytest.mark.usefixtures("register")
def test_a_meeting_on_record_brings_its_days_and_its_actions(store: Store) -> None:
    peel = MeetingKind.PEEL
    last = store.add(meeting(date(2022, 11, 14), peel), by="analyst", at=MORNING)
    store.add(meeting(date(2022, 11, 1)), by="analyst", at=MORNING)
    upcoming = store.add(meeting(date(2022, 12, 5), peel, title="Custody"), by="analyst", at=MORNING)
    store.add(action(last.id, "Ask for the dates"), by="analyst", at=MORNING)
    at = page()
    assert at.selectbox(key="meeting_chosen").value == str(upcoming.id)
    assert at.title[0].value.endswith("fortnightly PEEL coordination, 5 December 2022")
    assert at.date_input(key="pack_since").value == date(2022, 11, 14)
    assert tables(at)[0]["Action"].tolist() == ["Ask for the dates"]
    assert page(meeting=str(last.id)).title[0].value.endswith("PEEL coordination, 14 November 2022")
    at = page(meeting="other")
    at.selectbox(key="pack_kind").set_value(MeetingKind.DEEP_DIVE)
    assert run(at).title[0].value.endswith("deep dive, 30 November 2022")


BEFORE = "The day of the meeting, 14 November 2022, lies before that of the figures, 30 November 2022"


@pytest.mark.usefixtures("register")
def test_a_meeting_before_the_day_of_its_figures_is_remarked_upon_until_one_of_them_changes(store: Store) -> None:
    last = store.add(meeting(date(2022, 11, 14)), by="analyst", at=MORNING)
    at = page()
    assert at.selectbox(key="meeting_chosen").value == str(last.id)
    assert BEFORE in said(at)
    at.date_input(key="pack_as_at").set_value(last.held_on)
    assert "lies before that of the figures" not in said(run(at))
    at = page(meeting="other")
    assert "lies before that of the figures" not in said(at)
    at.date_input(key="pack_held_on").set_value(last.held_on)
    assert BEFORE in said(run(at))


@pytest.mark.usefixtures("register")
@pytest.mark.parametrize("entry", SECTIONS, ids=lambda entry: entry.key)
def test_each_section_is_shown(entry: object) -> None:
    key = str(entry.key)  # type: ignore[attr-defined]
    at = page(section=key)
    assert SECTION_BY_KEY[key].heading in headlines(at)
    assert at.text_area(key=f"pack_commentary_{key}").value == ""


@pytest.mark.usefixtures("register")
def test_the_section_shown_says_what_the_pack_says() -> None:
    at = page(section="movement")
    total = next(table for table in tables(at) if "Term" in table)
    assert total["Recommendations"].tolist() == [4, 2, 1, 1, -1, -1, -1, 5, 0]


@pytest.mark.usefixtures("register")
def test_sections_are_moved_left_out_and_put_back() -> None:
    at = page(section="position")
    button(at, "Move up").click()
    assert draft(run(at)).sections[:3] == ("position", "actions", "movement")
    assert button(at, "Move up").disabled
    button(at, "Remove").click()
    assert draft(run(at)).sections == tuple(key for key in KEYS if key != "position")
    assert at.radio(key="pack_section").value == "actions"
    assert len(at.radio[0].options) == 13
    at.selectbox(key="pack_back").set_value("position")
    assert draft(run(at)).sections[-1] == "position"
    assert at.radio(key="pack_section").value == "position"
    button(at, "Restore all sections").click()
    assert draft(run(at)).sections == KEYS


def button(at: AppTest, label: str) -> object:
    return next(element for element in at.button if element.label == label)


@pytest.mark.usefixtures("register")
def test_the_days_are_chosen_and_the_last_meeting_stays_before_the_figures() -> None:
    at = page()
    at.date_input(key="pack_since").set_value(date(2022, 11, 8))
    assert "Movement since 8 November 2022." in said(run(at))
    at.date_input(key="pack_as_at").set_value(date(2022, 11, 4))
    run(at)
    assert at.session_state["_filters"].as_at == date(2022, 11, 4)
    assert at.date_input(key="pack_since").value == OCTOBER  # the 8th is no longer before the figures


@pytest.mark.usefixtures("register")
def test_a_file_holds_the_sections_and_the_commentary() -> None:
    at = page(section="position")
    at.text_area(key="pack_commentary_position").set_value("One more is open.")
    assert draft(run(at)).commentary == (("position", "One more is open."),)
    at.button(key="pack_make_xlsx").click()
    run(at)
    made = at.session_state["_pack_made"]
    assert isinstance(made, PackFile)
    assert made.name == "pack-monthly-oversight-analysis-2022-11-30-official.xlsx"
    assert "pack-monthly-oversight-analysis" in said(at)
    lines = sheet_rows(openpyxl.load_workbook(io.BytesIO(made.data))["Text"])
    assert {"Section": "Position", "Whose words": "Commentary", "Paragraph": "One more is open."} in lines
    at.text_area(key="pack_commentary_position").set_value("Two more are open.")
    assert "The workbook was made before your last change. Make it again." in said(run(at))


@pytest.mark.usefixtures("register")
def test_a_kept_choice_is_taken_up_again() -> None:
    kept = PackSettings(
        since=date(2022, 11, 8),
        filters=Filters(source=("DARA",), as_at=date(2022, 11, 20)),
        kind=MeetingKind.BILATERAL,
        held_on=date(2022, 12, 1),
        sections=("sources", "position"),
        commentary=(("sources", "Only one."),),
    )
    at = page()
    at.file_uploader[0].set_value(("choice.json", kept.to_json().encode(), "application/json"))
    run(at)
    assert at.title[0].value == "Meeting pack: bilateral, 1 December 2022"
    assert "DARA internal audit, at 20 November 2022" in said(at)
    assert at.text_area(key="pack_commentary_sources").value == "Only one."
    at.button(key="pack_make_xlsx").click()
    assert run(at).session_state["_pack_made"].of[1] == kept


@pytest.mark.usefixtures("register")
def test_a_file_that_is_no_choice_is_refused_in_a_sentence() -> None:
    at = page()
    at.file_uploader[0].set_value(("choice.json", b"\xff\xfe", "application/json"))
    assert [error.value for error in run(at).error] == [
        "The choice of a pack is not JSON; take it from the page Pack, which writes it."
    ]
    assert len(at.radio[0].options) == 14


@pytest.mark.usefixtures("register")
def test_the_title_and_a_higher_marking_are_the_analysts(store: Store) -> None:
    at = page()
    at.text_input(key="pack_title").set_value("Monthly pack")
    at.radio(key="pack_marking").set_value("OFFICIAL-SENSITIVE")
    run(at)
    at.button(key="pack_make_xlsx").click()
    made = run(at).session_state["_pack_made"]
    assert made.name.endswith("-official-sensitive.xlsx")
    assert openpyxl.load_workbook(io.BytesIO(made.data))["Cover"]["A1"].value == "Monthly pack"
    (entry,), _ = store.audit_entries(Choice())
    assert (entry.action, entry.facts["file"], entry.facts["marking"]) == ("pack made", made.name, "OFFICIAL-SENSITIVE")
    assert entry.facts["sha256"] == hashlib.sha256(made.data).hexdigest()


def test_another_shape_and_a_choice_that_fits_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [{"reference": "1", "source": "S", "status": "open"}, {"reference": "2", "source": "S", "status": "unknown"}]
    folder = write_register(tmp_path / "other", {date(2024, 4, 4): rows})
    monkeypatch.setenv("REGISTER", str(folder))
    assert "1 more may be open." in said(page(section="position"))
    nothing = page(Filters(source=("IOPC",)), section="position")
    assert "No recommendations match these filters" in said(nothing)


def test_a_store_that_does_not_answer_leaves_the_rest(register: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ACTIONS_URL", f"sqlite:///{register}")  # a folder is no database
    at = page(section="position")
    assert at.error
    assert "are open" in said(at)
