"""Loading in a real browser: a real register, a broken file, and an anomaly that is accepted with a reason."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from analytics.register.folder import in_force
from tests.browser.looking import axe, clipped, settled, visit

BROKEN = """ref,body,recommendation,state,date made,closed
R1,HMICFRS,Do one thing,Open,21/02/2022,
R2,HMICFRS,Do another,In progres,03/02/2022,
,DARA,Nobody knows which this is,Open,05/03/2022,
R4,DARA,Closed before it was made,Closed,15/03/2022,01/03/2022
R5,IOPC,Made on no day,Open,2022-13-45,
"""


@pytest.fixture
def register(tmp_path: Path) -> Path:
    """An empty register of the test's own."""
    return tmp_path / "register"


def upload(page: Page, file: Path) -> Page:
    page.set_input_files('[data-testid="stFileUploader"] input[type=file]', file)
    page.get_by_text("with the headings in row").wait_for()
    return settled(page)


def mark(page: Page) -> None:
    """Choose the handling marking where the page asks for it."""
    if page.get_by_role("heading", name="Which handling marking do the rows have?").is_visible():
        choices = page.get_by_role("radiogroup").or_(page.get_by_test_id("stButtonGroup"))
        choices.get_by_text("OFFICIAL", exact=True).first.click()
        page.wait_for_timeout(300)
        settled(page)


def load(page: Page, *, because: str | None = None) -> Page:
    """Fill in what a load asks for, and press Load."""
    mark(page)
    if because:
        page.get_by_label("Why you accept this").fill(because)
    page.get_by_label("Your role, recorded with the extract").fill("oversight analyst")
    page.get_by_role("button", name="Load", exact=True).click()
    page.get_by_text("is loaded and on every page").first.wait_for()
    return settled(page)


def heading(page: Page, words: str) -> None:
    expect(page.get_by_role("heading", name=words).first).to_be_visible()


def extract(folder: Path, day: str, *statuses: str) -> Path:
    """A file in the standard layout with a row for each status."""
    rows = "".join(f"{number},DARA,{status}\n" for number, status in enumerate(statuses))
    file = folder / f"register {day}.csv"
    file.write_text(f"reference,source,status\n{rows}", encoding="utf-8")
    return file


def test_the_taic_workbook_is_loaded_and_shown_without_a_restart(
    app_on: Callable[[Path], str], page: Page, register: Path, shared_data: Path
) -> None:
    url = app_on(register)
    visit(page, f"{url}/load")
    upload(page, shared_data / "taic" / "TAIC_recommendations_04_04_2024.xlsx")
    heading(page, "2,192 rows read = 2,189 accepted + 3 repeated + 0 rejected")
    load(page)
    assert in_force(register)[0].manifest.accepted == 2189
    page.get_by_role("link", name="See the Overview").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("are open")
    expect(page.get_by_text("Source: recommendations register, extract of 4 April 2024")).to_be_visible()


def test_a_broken_file_shows_every_fault_and_its_layout_is_kept(
    app_on: Callable[[Path], str], page: Page, register: Path, tmp_path: Path
) -> None:
    file = tmp_path / "inspections 2022-04-30.csv"
    file.write_text(BROKEN, encoding="utf-8")
    visit(page, f"{app_on(register)}/load")
    upload(page, file)
    heading(page, "Which of the file's headings is which column of the register")
    assert axe(page) == []
    assert clipped(page) == []
    page.get_by_role("button", name="Save the layout and check the file").click()
    heading(page, "5 rows read = 4 accepted + 0 repeated + 1 rejected")
    settled(page)
    for words in ("a row without a reference cannot be kept", "before it was made", "is not a day of the calendar"):
        expect(page.get_by_text(words).first).to_be_visible()
    assert axe(page) == []
    page.get_by_role("button", name="Load", exact=True).click()
    expect(page.get_by_text("Nothing was loaded: write why you accept")).to_be_visible()
    for words in ("Why you accept this", "Your role, recorded with the extract"):
        field = page.get_by_label(words)
        expect(field).to_have_attribute("aria-required", "true")
        expect(field).to_have_attribute("aria-invalid", "true")
    page.get_by_label("Your role, recorded with the extract").fill("oversight analyst")
    expect(page.get_by_label("Your role, recorded with the extract")).to_have_attribute("aria-invalid", "false")
    load(page, because="the owner was told of the row without a reference")
    assert in_force(register)[0].manifest.layout == "Inspections"


def test_an_anomaly_stops_a_load_until_it_is_accepted_with_a_reason(
    app_on: Callable[[Path], str], page: Page, register: Path, tmp_path: Path
) -> None:
    before = extract(tmp_path, "2022-10-31", *["open"] * 5, *["closed"] * 20)
    after = extract(tmp_path, "2022-11-28", *["open"] * 25)
    visit(page, f"{app_on(register)}/load")
    load(upload(page, before))
    upload(page, after)
    expect(page.get_by_text("20 of the 20 that were closed or not accepted")).to_be_visible()
    page.get_by_role("button", name="Load", exact=True).click()
    expect(page.get_by_text("Nothing was loaded: write why you accept")).to_be_visible()
    assert len(in_force(register)) == 1
    load(page, because="the closures of October were a slip")
    page.get_by_role("link", name="See what changed").click()
    page.get_by_text("Accepted because: the closures of October were a slip").wait_for()
    settled(page)
    visit(page, f"{page.url.rsplit('/', 1)[0]}/quality")
    expect(page.get_by_text("the closures of October were a slip").last).to_be_visible()


def test_a_file_that_is_no_table_gets_one_sentence_and_no_traceback(
    app_on: Callable[[Path], str], page: Page, register: Path, tmp_path: Path
) -> None:
    file = tmp_path / "picture.xlsx"
    file.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    visit(page, f"{app_on(register)}/load")
    page.set_input_files('[data-testid="stFileUploader"] input[type=file]', file)
    expect(page.get_by_text("'picture.xlsx' is a picture (PNG), not a table.")).to_be_visible()
    assert page.locator('[data-testid="stException"]').count() == 0
