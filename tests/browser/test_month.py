"""An analyst's month in a real browser: from the extract that comes in to the pack that is taken to the meeting."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from analytics.english import day
from analytics.filters import Filters
from analytics.measures.changes import changes
from analytics.measures.figures import figures
from analytics.register.database import Register
from analytics.sections import changes as section
from analytics.vocabulary import EventKind
from tests.browser.looking import axe, clipped, settled, visit
from tests.browser.test_loading import load, upload
from tests.files.pack.packs import titled

OCTOBER, NOVEMBER = date(2022, 10, 31), date(2022, 11, 28)
ASKED, ASKED_NEXT = "Ask for the plan behind each later date", "Say why this date moved"
MAKING, SENDING = 120_000, 500
"""Milliseconds in which a file of any kind is made, and in which what was typed has left the browser."""

SAID = "Two dates moved that the last meeting took as firm."


@pytest.fixture
def register(tmp_path: Path) -> Path:
    """An empty register of the analyst's own."""
    return tmp_path / "register"


def take_in(page: Page, url: str, extract: Path) -> None:
    """Load an extract through the page."""
    visit(page, f"{url}/load")
    load(upload(page, extract))


def write_as(page: Page, role: str) -> None:
    field = page.get_by_label("Your role (shown beside your changes)")
    field.fill(role)
    field.press("Enter")
    page.wait_for_timeout(SENDING)
    settled(page)


def add_meeting(page: Page, url: str, held_on: date) -> None:
    """Add a meeting of the usual kind on the as-at day, as the form proposes it."""
    visit(page, f"{url}/meeting?as_at={held_on}")
    write_as(page, "oversight analyst")
    button = page.get_by_role("button", name="Add the meeting")
    if not button.is_visible():
        page.get_by_text("Add a meeting", exact=True).click()
        settled(page)
    button.click()
    page.get_by_text(f"Monthly oversight analysis of {day(held_on)}. Actions at {day(held_on)}").wait_for()
    settled(page)


def add_action(page: Page, text: str, about: str = "") -> None:
    """Add an action agreed in the meeting that is shown."""
    page.get_by_text("Add an action agreed in this meeting").click()
    form = page.get_by_test_id("stForm").filter(has=page.get_by_role("button", name="Add the action"))
    form.get_by_role("textbox", name="Action", exact=True).fill(text)
    form.get_by_role("textbox", name="Owner role").fill("Head of Vetting")
    form.get_by_role("textbox", name="Recommendations it is about").fill(about)
    form.get_by_role("button", name="Add the action").click()
    page.get_by_role("heading", name=text).wait_for()
    settled(page)


def complete_action(page: Page, outcome: str) -> None:
    """Complete the action that is read in full."""
    page.get_by_text("Complete or cancel this action").click()
    form = page.get_by_test_id("stForm").filter(has=page.get_by_role("button", name="Save", exact=True))
    form.get_by_label("Outcome").fill(outcome)
    form.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("button", name="Open it again").wait_for()
    settled(page)


def read(page: Page, section: str) -> None:
    """Choose a section of the pack, by keyboard alone."""
    sections = page.get_by_role("radiogroup", name="Section to read and comment on")
    sections.get_by_role("radio", checked=True).focus()
    for _ in range(sections.get_by_role("radio").count()):
        if sections.get_by_role("radio", name=section).is_checked():
            break
        page.keyboard.press("ArrowDown")
        settled(page)
    expect(page.get_by_role("heading", name=section, exact=True)).to_be_visible()


def taken(page: Page, words: str) -> tuple[str, bytes]:
    """The pack as a file of one kind: its name and what is in it."""
    settled(page).get_by_role("button", name=f"Make the {words}").click()
    ready = page.get_by_role("button", name=f"Download the {words}")
    ready.wait_for(timeout=MAKING)
    settled(page)
    with page.expect_download() as handed:
        ready.click()
    return handed.value.suggested_filename, Path(handed.value.path()).read_bytes()


def test_a_month_from_the_extract_to_the_pack(
    app_on: Callable[[Path], str], page: Page, register: Path, demonstration: Path, tmp_path: Path
) -> None:
    url = app_on(register)
    for as_at in (OCTOBER, NOVEMBER):
        file = tmp_path / f"register {as_at}.csv"
        file.write_bytes((demonstration / "extracts" / str(as_at) / "original.csv").read_bytes())
    take_in(page, url, tmp_path / f"register {OCTOBER}.csv")
    add_meeting(page, url, OCTOBER)
    add_action(page, ASKED)

    # A month later: the new extract, and what it changed.
    take_in(page, url, tmp_path / f"register {NOVEMBER}.csv")
    page.get_by_role("link", name="See what changed").click()
    known = Register(register)
    moved = changes(known, Filters(), OCTOBER)
    expect(page.get_by_role("heading", level=1)).to_have_text(section.sentence(moved))
    slipped = str(moved.of(EventKind.RE_DATED).iloc[0]["reference"])
    expect(page.get_by_text(slipped).first).to_be_visible()

    # The meeting: one action completed, another agreed about a date that moved.
    add_meeting(page, url, NOVEMBER)
    expect(page.get_by_role("heading", name=ASKED)).to_be_visible()
    complete_action(page, "The plans came on 21 November.")
    add_action(page, ASKED_NEXT, about=slipped)
    expect(page.get_by_role("link", name=slipped)).to_be_visible()

    # The pack: its days proposed, its sections read, one commented on.
    visit(page, f"{url}/pack?as_at={NOVEMBER}")
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Meeting pack: monthly oversight analysis, 28 November 2022"
    )
    expect(page.get_by_text("Movement since 31 October 2022.")).to_be_visible()
    expect(page.get_by_text("The plans came on 21 November.")).to_be_visible()
    read(page, "Dates that slipped")
    comment = page.get_by_label("Commentary on “Dates that slipped”")
    comment.fill(SAID)
    comment.blur()
    page.wait_for_timeout(SENDING)
    expect(page.get_by_text("With commentary: Dates that slipped.")).to_be_visible()
    expect(page.get_by_role("radio", name="Dates that slipped")).to_be_checked()
    check_workbook(*taken(page, "workbook"), known)
    assert axe(settled(page)) == []
    assert clipped(page) == []
    name, data = taken(page, "PDF")
    assert name == "pack-monthly-oversight-analysis-2022-11-28-official-sensitive.pdf"
    text = " ".join(" ".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(data)).pages).split())
    for words in (SAID, ASKED, "The plans came on 21 November.", slipped):
        assert words in text, words


def check_workbook(name: str, data: bytes, register: Register) -> None:
    """The workbook holds the figures of that day, the action that was completed, and the commentary."""
    assert name.endswith("-official-sensitive.xlsx")
    book = openpyxl.load_workbook(io.BytesIO(data))
    result = figures(register, Filters(), OCTOBER)
    now = titled(book, "The figures, and their movement")[0]
    assert (now["Figure"], now["28 November 2022"]) == ("Open", result["open"])
    (action,) = titled(book, "Actions from last time")
    assert (action["Action"], action["State"]) == (ASKED, "Complete since 28 November 2022")
    assert SAID in [line["Paragraph"] for line in titled(book, "What the pack says in words")]
