"""The long lists in a real browser: real tables in pages, each row a link, whole and accessible at every width."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.looking import at_width, axe, clipped, settled, visit

ROWS = "/assurance?see_closed-basis=Checked+by+someone+else"
LISTS = {ROWS: ".st-key-paged_listing_closed-basis", "/register?list_show=all": ".st-key-register_list"}
"""A page with a long list, and where the list stands on it."""


@pytest.mark.parametrize("width", [1440, 768, 390])
@pytest.mark.parametrize("path", LISTS)
def test_a_long_list_is_whole_at_every_width(app: str, page: Page, path: str, width: int) -> None:
    at_width(visit(page, app + path), width)
    assert clipped(page) == []
    assert axe(page, LISTS[path]) == []


@pytest.mark.parametrize("path", LISTS)
def test_a_list_is_turned_page_by_page_and_says_where_it_is(app: str, page: Page, path: str) -> None:
    visit(page, app + path)
    rows = page.locator(f"{LISTS[path]} tbody tr")
    number, first = rows.count(), rows.first.inner_text()
    expect(page.get_by_text(f"Showing 1 to {number} of ")).to_be_visible()
    page.get_by_role("button", name="Page 2", exact=True).click()
    expect(page.get_by_text(f"Showing {number + 1} to {2 * number} of ")).to_be_visible()
    settled(page)
    assert rows.first.inner_text() != first
