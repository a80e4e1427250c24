"""The menu and where one is in it: the title of each page's window, and what a tablet and a telephone show."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from pages.ui.menu import ENTRIES, MenuEntry
from tests.browser.looking import at_width, clipped, settled, visit


@pytest.mark.parametrize("entry", ENTRIES[:4], ids=lambda entry: entry.url_path)
def test_each_page_has_its_own_title_and_says_where_it_is(app: str, page: Page, entry: MenuEntry) -> None:
    visit(page, f"{app}/{entry.url_path}?reference=HM-2021-001")
    is_one = entry.url_path == "recommendation"
    expect(page).to_have_title(f"{'HM-2021-001' if is_one else entry.title} - Recommendations")
    place = f"{entry.section} › {entry.title}{' › HM-2021-001' if is_one else ''}"
    expect(page.get_by_role("navigation", name="You are here")).to_have_text(place)


def test_a_page_that_is_not_there_has_a_title_too(app: str, page: Page) -> None:
    visit(page, f"{app}/no-such-page")
    expect(page).to_have_title("No such page - Recommendations")


def test_a_tablet_names_the_sections_it_has_no_room_for(app: str, page: Page) -> None:
    at_width(visit(page, f"{app}/trends"), 768)
    rest = page.get_by_role("button", name="Prepare, Manage")
    expect(rest).to_be_visible()
    assert rest.bounding_box()["width"] > 100
    assert clipped(page) == []
    rest.click()
    page.get_by_text("Changes", exact=True).click()
    page.wait_for_url("**/changes")
    expect(page).to_have_title("Changes - Recommendations")


def test_a_telephone_calls_the_menu_a_menu(app: str, page: Page) -> None:
    at_width(visit(page, f"{app}/trends"), 390)
    shown = page.get_by_test_id("stExpandSidebarButton")
    assert shown.evaluate("button => getComputedStyle(button, '::after').content") == '"Menu"'
    assert clipped(settled(page)) == []
