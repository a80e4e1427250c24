"""The filters in a real browser: chips under the title, counts of what is there, a panel that keeps its place."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.looking import at_width, axe, clipped, settled, visit

PANEL = '[data-testid="stPopoverBody"]'


def test_a_chip_removes_its_filter_and_leaves_the_others_and_the_day(app: str, page: Page) -> None:
    visit(page, f"{app}/?source=HMICFRS&source=IOPC&tag=Engage&as_at=2022-06-30")
    page.get_by_role("button", name="IOPC ✕").click()
    expect(page.get_by_role("button", name="IOPC ✕")).to_have_count(0)
    assert settled(page).url.endswith("?source=HMICFRS&tag=Engage&as_at=2022-06-30")
    assert axe(page) == []
    for width in (768, 390):
        assert clipped(at_width(page, width)) == []


def test_clear_leaves_the_day_and_the_keyboard_at_the_filters(app: str, page: Page) -> None:
    visit(page, f"{app}/?source=HMICFRS&as_at=2022-06-30")
    page.get_by_role("button", name="Clear", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Filters: none")).to_be_focused()
    assert settled(page).url.endswith("?as_at=2022-06-30")


@pytest.mark.parametrize("height", [900, 600])
def test_the_panel_is_whole_and_keeps_its_place_while_choosing(app: str, page: Page, height: int) -> None:
    at_width(visit(page, app), 1440, height)
    page.get_by_role("button", name="Filters:").click()
    field = page.get_by_role("combobox", name="Source")
    field.wait_for()
    before = page.locator(PANEL).bounding_box()
    assert before is not None
    assert before["y"] >= 0
    assert before["y"] + before["height"] <= height
    settled(page)
    field.click()
    page.get_by_role("option", name=re.compile(r"^HMICFRS \(\d+\)$")).click()
    page.wait_for_url(re.compile("source=HMICFRS"))
    settled(page)
    after = page.locator(PANEL).bounding_box()
    assert after is not None
    assert after["height"] == pytest.approx(before["height"], abs=1)
    assert after["y"] == pytest.approx(before["y"], abs=1)


def test_values_that_the_other_filters_leave_none_of_are_not_offered(app: str, page: Page) -> None:
    visit(page, f"{app}/?source=Coroner")
    page.get_by_role("button", name="Filters:").click()
    field = page.get_by_role("combobox", name="Kind")
    field.wait_for()
    settled(page)
    field.click()
    options = page.get_by_role("option").all_inner_texts()
    assert options
    assert all(int(text.rsplit("(", 1)[1].strip(")").replace(",", "")) > 0 for text in options)
    assert not [text for text in options if text.startswith("Agreed action")]


def test_overdue_is_one_press_away_on_the_register(app: str, page: Page) -> None:
    visit(page, f"{app}/register?source=HMICFRS&as_at=2022-06-30")
    page.locator(".st-key-presets_list").get_by_role("button", name="Overdue").click()
    page.wait_for_url(re.compile("overdue=current"))
    query = parse_qs(urlsplit(settled(page).url).query)
    assert query == {"overdue": ["current"], "as_at": ["2022-06-30"]}
    expect(page.locator(".st-key-presets_list").get_by_role("link", name="Changed since the last")).to_be_visible()
