"""Changes in a real browser: what is chosen stands in the address, and a link opens the same."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.looking import axe, settled, visit


def test_a_kind_of_change_and_a_day_stand_in_the_address(app: str, page: Page, new_page: Callable[..., Page]) -> None:
    visit(page, f"{app}/changes?since=2022-08-31")
    page.get_by_role("radio", name=re.compile("^Re-dated")).click()
    page.wait_for_url(re.compile("change=re-dated"))
    headings = page.get_by_role("heading", level=2, name=re.compile("were given (a later|another) date"))
    expect(headings).to_have_count(1)
    expect(page.get_by_role("heading", name=re.compile("^Since 31 August"))).to_be_visible()
    other = visit(new_page(), settled(page).url)
    expect(other.get_by_role("heading", level=2, name=re.compile("were given (a later|another) date"))).to_be_visible()
    expect(other.get_by_role("heading", level=2, name=re.compile("were closed"))).to_have_count(0)


def test_a_line_of_the_sum_opens_its_rows_and_shuts_them(app: str, page: Page) -> None:
    visit(page, f"{app}/changes")
    page.get_by_role("button", name=re.compile("List the recommendations: From 183 outstanding")).click()
    page.locator("label", has_text=re.compile("^New$")).click()
    page.wait_for_url(re.compile("term=new"))
    opened = page.get_by_text(re.compile(r"^\d+ recommendations: New$"))
    expect(opened).to_be_visible()
    page.keyboard.press("Escape")
    assert axe(settled(page)) == []
    page.get_by_role("button", name=re.compile("^Close")).click()
    expect(opened).to_have_count(0)
    assert "term=" not in settled(page).url
