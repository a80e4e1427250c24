"""Overview and Trends in a real browser: bars lead to their rows, by mouse and keyboard, and a link opens the same."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.looking import at_width, axe, clipped, settled, visit

CULTURE = "We will raise culture, values and standards"


def choose_bar(page: Page, label: str) -> None:
    """Click the bar of that name, wherever in the page it is."""
    page.get_by_role("button", name=re.compile(f"^{re.escape(label)}, ")).click()
    page.get_by_role("button", name="CSV of these").wait_for()
    settled(page)


def test_a_click_on_a_bar_opens_exactly_its_rows(app: str, page: Page) -> None:
    visit(page, f"{app}/?source=HMICFRS")
    number = page.get_by_role("button", name=re.compile(f"^{CULTURE}, ")).get_attribute("aria-label").rsplit(", ", 1)[1]
    choose_bar(page, CULTURE)
    expect(page.get_by_text(f"{number} recommendations: {CULTURE}")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="CSV of these").click()
    text = Path(download.value.path()).read_bytes().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == int(number)
    assert {row["Source"] for row in rows} == {"HMICFRS"}
    assert "official-sensitive" in download.value.suggested_filename


def test_the_same_bar_again_or_close_shuts_its_rows(app: str, page: Page) -> None:
    visit(page, app)
    choose_bar(page, "IOPC")
    assert "see_source=IOPC" in page.url
    page.get_by_role("button", name="Close", exact=True).click()
    page.get_by_role("button", name="CSV of these").wait_for(state="detached")
    assert "see_source" not in settled(page).url


def test_the_keyboard_chooses_and_changes_a_bar(app: str, page: Page) -> None:
    visit(page, app)
    page.get_by_role("button", name="See the rows").first.focus()
    page.keyboard.press("Enter")
    page.get_by_role("radio", name="HMICFRS").focus()
    page.keyboard.press("Space")
    expect(page.get_by_text(re.compile(r"^\d+ recommendations: HMICFRS"))).to_be_visible()
    settled(page)
    page.get_by_role("radio", name="HMICFRS").focus()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_text(re.compile(r"^\d+ recommendations: DARA internal audit"))).to_be_visible()


def test_the_arrow_keys_move_between_bars(app: str, page: Page) -> None:
    visit(page, app)
    page.get_by_role("button", name=re.compile("^HMICFRS, ")).focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_text(re.compile(r"^\d+ recommendations: DARA internal audit"))).to_be_visible()


def test_a_link_opens_the_same_filters_and_the_same_bar(app: str, page: Page, new_page: Callable[..., Page]) -> None:
    visit(page, f"{app}/?source=HMICFRS&tag=Engage")
    choose_bar(page, CULTURE)
    sentence = page.get_by_role("heading", level=1).inner_text()
    other = visit(new_page(), page.url)
    assert other.get_by_role("heading", level=1).inner_text() == sentence
    expect(other.get_by_text(re.compile(rf"recommendations: {CULTURE}"))).to_be_visible()


def test_the_rows_of_a_bar_open_in_the_register(app: str, page: Page) -> None:
    visit(page, app)
    choose_bar(page, "IOPC")
    number = page.get_by_text(re.compile(r"^\d+ recommendations: IOPC")).inner_text().split(" ", 1)[0]
    page.get_by_role("button", name="Open in the register").click()
    page.wait_for_url(re.compile("/register"))
    settled(page)
    assert "source=IOPC" in page.url
    assert "status=open" in page.url
    assert page.get_by_role("heading", level=1).inner_text().startswith(f"{number} open recommendations")


@pytest.mark.parametrize("width", [390, 768, 1440])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_opened_rows_are_whole_and_accessible(
    app: str, new_page: Callable[..., Page], theme: str, width: int
) -> None:
    page = at_width(visit(new_page(color_scheme=theme), f"{app}/?see_programme=Victim+care"), width)
    page.get_by_role("button", name="CSV of these").wait_for()
    assert clipped(settled(page)) == []
    if width > 390:  # below it Streamlit's own menu breaks its list
        assert axe(page) == []


def test_a_chart_opens_its_table(app: str, page: Page) -> None:
    visit(page, f"{app}/trends")
    page.get_by_role("button", name="Table", exact=True).first.click()
    expect(page.get_by_role("button", name="Take it as CSV")).to_be_visible()
    assert axe(settled(page)) == []


def test_the_period_of_the_trends_stays_in_the_address(app: str, page: Page, new_page: Callable[..., Page]) -> None:
    visit(page, f"{app}/trends")
    page.get_by_role("radio", name="Five years").click()
    page.wait_for_url(re.compile("months="))
    expect(page.get_by_role("heading", name=re.compile("in 60 months"))).to_be_visible()
    other = visit(new_page(), settled(page).url)
    expect(other.get_by_role("heading", name=re.compile("in 60 months"))).to_be_visible()
