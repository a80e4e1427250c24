"""A view is saved from a page, opened from the menu and by its link, changed, and made the start of the dashboard."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.looking import axe, clipped, settled, visit
from tests.browser.server import Server

HOSTILE = "Late **HMICFRS** <b>:red[x]"


@pytest.fixture
def app(demonstration: Path) -> Iterator[str]:
    """A server of the test's own: what it saves is nobody else's."""
    with Server(demonstration) as server:
        yield server.url


def save(page: Page, name: str, *ticks: str) -> None:
    page.get_by_role("button", name="Save view").click()
    page.get_by_role("textbox", name="Name").fill(name)
    for tick in ticks:
        page.get_by_text(tick, exact=False).click()
    page.get_by_role("button", name="Save this view").click()


def choose(page: Page, name: str) -> None:
    field = settled(page).get_by_role("combobox", name="Rename, share or delete")
    field.fill(name)
    field.press("Enter")
    settled(page)


def test_a_view_is_saved_found_in_the_menu_and_opened(app: str, new_page: Callable[..., Page]) -> None:
    page = visit(new_page(), f"{app}/register?source=HMICFRS&overdue=original&list_order=Oldest+first")
    headline = page.get_by_role("heading", level=1).inner_text()
    page.get_by_role("button", name="Save view").click()
    expect(page.get_by_role("textbox", name="Name")).to_be_visible()
    assert axe(settled(page)) == []
    page.keyboard.press("Escape")
    save(page, HOSTILE)
    expect(page.get_by_text("is saved. It is in the menu, under Explore.")).to_be_visible()

    elsewhere = visit(new_page(), app)
    elsewhere.get_by_test_id("stTopNavSection").filter(has_text="Explore").click()
    elsewhere.get_by_role("menuitem", name=HOSTILE).click()
    expect(elsewhere.get_by_role("heading", level=1)).to_have_text(headline)
    assert re.search(r"/register\?.*source=HMICFRS", elsewhere.url)
    assert "list_order=Oldest" in elsewhere.url
    assert "as_at" not in elsewhere.url

    listed = visit(new_page(), f"{app}/views")
    assert axe(listed) == []
    for width in (1440, 768, 390):
        listed.set_viewport_size({"width": width, "height": 900})
        assert clipped(settled(listed)) == []
    listed.get_by_role("main").get_by_role("link", name=HOSTILE).click()
    expect(listed.get_by_role("heading", level=1)).to_have_text(headline)

    gone = visit(new_page(), f"{app}/view-77")
    expect(gone.get_by_text("There is no saved view at this address, or it is not shared with you.")).to_be_visible()


def test_a_view_is_the_start_and_is_replaced_renamed_and_deleted(app: str, new_page: Callable[..., Page]) -> None:
    page = visit(new_page(), f"{app}/dates?source=IOPC")
    save(page, "Mine", "Open the dashboard with this view")
    expect(page.get_by_text("is saved.")).to_be_visible()
    start = visit(new_page(), app)
    expect(start).to_have_url(re.compile(r"/dates\?source=IOPC"))
    expect(visit(new_page(), f"{app}/?source=DARA")).to_have_url(re.compile(r"/\?source=DARA"))

    again = visit(new_page(), f"{app}/trends?source=DARA")
    save(again, "mine")
    expect(again.get_by_text("You already have a view called 'Mine'.")).to_be_visible()
    again.get_by_text("Replace my view of this name").click()
    again.get_by_role("button", name="Save this view").click()
    expect(again.get_by_text("is saved.")).to_be_visible()
    expect(visit(new_page(), app)).to_have_url(re.compile(r"/trends\?source=DARA"))

    listed = visit(new_page(), f"{app}/views")
    choose(listed, "mine")
    listed.get_by_role("textbox", name="Name").fill("Renamed")
    listed.get_by_role("button", name="Save changes").click()
    expect(listed.get_by_role("main").get_by_role("link", name="Renamed")).to_be_visible()
    choose(listed, "Renamed")
    listed.get_by_role("button", name="Delete this view").click()
    expect(listed.get_by_role("heading", level=1)).to_have_text("No views have been saved yet")
    expect(visit(new_page(), app)).to_have_url(re.compile(r"/$"))
