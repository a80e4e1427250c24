"""The page Definitions: one screen of terms, links that lead to one of them, and the rules of the figures, unfolded."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.looking import at_width, axe, clipped, settled, visit


@pytest.mark.parametrize("width", [390, 1440])
def test_the_rules_unfolded_have_no_violation_and_nothing_cut_short(app: str, page: Page, width: int) -> None:
    at_width(visit(page, f"{app}/definitions"), width)
    page.get_by_text("How the figures are worked out").click()
    page.get_by_role("heading", name="Two days: as at and known at").wait_for()
    assert axe(settled(page)) == []
    assert clipped(page) == []


def test_the_terms_are_one_screen(app: str, page: Page) -> None:
    visit(page, f"{app}/definitions")
    first, last = page.get_by_text("As at", exact=True).first, page.get_by_text("Withdrawn or merged", exact=True)
    expect(first).to_be_in_viewport()
    expect(last).to_be_in_viewport()


def test_the_heading_of_a_column_leads_to_its_term_and_back_leads_on(app: str, page: Page) -> None:
    visit(page, f"{app}/register?source=HMICFRS")
    page.get_by_role("columnheader", name="Days late").get_by_role("link").click()
    page.wait_for_url("**/definitions?*#days-late")
    settled(page)
    term = page.locator("#days-late")
    expect(term).to_be_focused()
    expect(term).to_be_in_viewport()
    expect(page.get_by_role("button", name="Filters: 1")).to_be_visible()
    page.go_back()
    expect(page).to_have_url(f"{app}/register?source=HMICFRS")
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("longest overdue first$"))
