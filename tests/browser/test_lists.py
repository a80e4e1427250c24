"""The long lists in a real browser: their own tools cover nothing, and offer no file without marking and day."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.looking import at_width, axe, clipped, visit

ROWS = "/assurance?see_closed-basis=Judged+by+another+role"
LISTS = (ROWS, "/register")

COVERED = """tools => {
    const faults = [], edge = tools.getBoundingClientRect();
    const grid = tools.closest('[data-testid="stDataFrame"]');
    const words = document.createTreeWalker(document.querySelector('[data-testid="stMain"]'), NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    while (words.nextNode()) {
        const node = words.currentNode;
        if (grid.contains(node) || !node.data.trim() || node.parentElement.closest("style, script")) continue;
        range.selectNodeContents(node);
        for (const box of range.getClientRects())
            if (Math.min(box.right, edge.right) - Math.max(box.left, edge.left) > 1 &&
                Math.min(box.bottom, edge.bottom) - Math.max(box.top, edge.top) > 1) faults.push(node.data);
    }
    return faults;
}"""


def tools(page: Page) -> Locator:
    """The tools of the first list, come into view as they do under the mouse."""
    grid = page.get_by_test_id("stDataFrame").first
    grid.scroll_into_view_if_needed()
    grid.hover()
    shown = grid.get_by_test_id("stElementToolbar").locator("> *").first
    expect(shown.get_by_role("button", name="Search")).to_be_visible()
    expect(shown.get_by_role("button", name="Fullscreen")).to_be_visible()
    return shown


@pytest.mark.parametrize("width", [1440, 768])
@pytest.mark.parametrize("path", LISTS)
def test_the_tools_of_a_list_offer_no_download_and_cover_nothing(app: str, page: Page, path: str, width: int) -> None:
    visit(page, app + path)
    shown = tools(at_width(page, width))
    expect(shown.get_by_role("button", name="Download as CSV", include_hidden=True)).to_be_hidden()
    assert shown.evaluate(COVERED) == []
    shown.get_by_role("button", name="Fullscreen").click()
    expect(page.get_by_role("button", name="Close fullscreen")).to_be_visible()
    expect(page.get_by_role("button", name="Download as CSV")).to_have_count(0)


def test_the_keyboard_reaches_the_search_of_a_list_and_no_download(app: str, page: Page) -> None:
    visit(page, app + ROWS)
    page.get_by_role("button", name="Close", exact=True).focus()
    reached = []
    for _ in range(5):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.getAttribute('aria-label') ?? ''"))
    assert "Search" in reached
    assert "Fullscreen" in reached
    assert "Download as CSV" not in reached


def test_a_long_list_says_how_many_rows_it_has_and_that_it_scrolls(app: str, page: Page) -> None:
    visit(page, app + ROWS)
    grid = page.get_by_test_id("stDataFrame").first.locator("[role=grid]")
    rows = int(grid.get_attribute("aria-rowcount") or 0) - 1
    assert rows > 25
    expect(page.get_by_text(f"{rows} rows; the list scrolls.")).to_be_visible()
    assert axe(page, "[class*=st-key-scrolls_]") == []
    for width in (1440, 768, 390):
        assert clipped(at_width(page, width)) == []
