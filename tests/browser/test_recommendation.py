"""One recommendation in a real browser: opened from every list without a reload, by touch and by keyboard, and Back."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.looking import at_width, axe, clipped, settled, visit

SCROLLED = "document.querySelector('[data-testid=\"stMain\"]').scrollTop"
FOCUSED = "document.activeElement.innerText"
MARK = "window.notReloaded = true"
KEPT = "window.notReloaded === true"


def test_beside_the_list_on_a_wide_screen_the_whole_row_opens_it(app: str, page: Page) -> None:
    visit(page, f"{app}/register").evaluate(MARK)
    row = page.locator(".st-key-register_list tbody tr").nth(3)
    reference = row.locator("th").inner_text()
    row.locator("td").nth(1).click(force=True)  # the link covers the row
    expect(page.locator(".st-key-detail").get_by_text(re.compile(f"^{reference} · "))).to_be_visible()
    assert f"/register?reference={reference}" in settled(page).url
    assert page.evaluate(KEPT)
    assert page.evaluate(FOCUSED) == page.locator(".st-key-detail h2").first.inner_text()
    assert row.get_attribute("class") == "current"
    assert axe(page) == []
    page.go_back()
    expect(page.locator(".st-key-detail").get_by_text(re.compile(f"^{reference} · "))).to_have_count(0)


def test_below_1100_pixels_it_has_a_page_and_back_returns_to_the_same_place(app: str, page: Page) -> None:
    at_width(visit(page, f"{app}/register?search=officers&list_order=Oldest+first"), 768)
    page.evaluate(MARK)
    expect(page.locator(".st-key-detail")).to_be_hidden()
    link = page.locator(".st-key-register_list tbody th a").nth(10)
    following = page.locator(".st-key-register_list tbody th a").nth(11).inner_text()
    reference = link.inner_text()
    link.focus()
    top = page.evaluate(SCROLLED)
    assert top > 0
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(f"/recommendation.*reference={reference}"))
    expect(page.get_by_text(re.compile(r"^11 of \d+ in the register"))).to_be_visible()
    assert settled(page).evaluate(KEPT)
    assert page.evaluate(FOCUSED) == page.get_by_role("heading", level=1).inner_text()
    page.get_by_role("link", name="Next").click()
    page.wait_for_url(re.compile(f"reference={following}"))
    settled(page).go_back()
    page.wait_for_url(re.compile("/register"))
    expect(page.get_by_role("link", name=reference, exact=True)).to_be_focused()
    assert page.evaluate(SCROLLED) == pytest.approx(top, abs=2)
    assert page.evaluate(KEPT)


def test_on_a_telephone_rows_are_cards_that_open_it(app: str, page: Page) -> None:
    at_width(visit(page, f"{app}/register"), 390)
    row = page.locator(".st-key-register_list tbody tr").first
    assert row.evaluate("row => getComputedStyle(row).display") == "block"
    assert clipped(page) == []
    reference = row.locator("th").inner_text()
    row.get_by_text("HMICFRS").click(force=True)  # the link covers the card
    page.wait_for_url(re.compile(f"/recommendation.*reference={reference}"))
    assert clipped(settled(page)) == []
    page.get_by_role("link", name="← Back").click()
    page.wait_for_url(re.compile("/register"))


def test_from_the_rows_behind_a_bar_it_opens_and_back_returns_to_the_bar(app: str, page: Page) -> None:
    visit(page, f"{app}/?see_source=IOPC&as_at=2022-06-30").evaluate(MARK)
    rows = page.locator("[class*=st-key-behind_] tbody th a")
    first, second = rows.nth(0).inner_text(), rows.nth(1).inner_text()
    rows.nth(0).click()
    page.wait_for_url(re.compile("/recommendation"))
    expect(page.get_by_text(re.compile(f"^{first} · IOPC · .*, at 30 June 2022"))).to_be_visible()
    assert settled(page).evaluate(KEPT)
    page.get_by_role("link", name="Next").click()
    expect(page.get_by_text(re.compile(f"^{second} · IOPC"))).to_be_visible()
    settled(page).go_back()
    expect(page.get_by_role("link", name=first, exact=True)).to_be_focused()
    assert "see_source=IOPC" in page.url


def test_a_link_to_it_opens_elsewhere_and_back_leads_to_the_register(app: str, new_page: Callable[..., Page]) -> None:
    page = visit(new_page(), f"{app}/recommendation?reference=HM-2021-001")
    expect(page.get_by_text(re.compile("^HM-2021-001 · HMICFRS"))).to_be_visible()
    assert axe(page) == []
    page.get_by_role("link", name="← Back").click()
    page.wait_for_url(re.compile("/register"))


def test_an_old_link_beside_the_list_opens_the_page_where_there_is_no_room(
    app: str, new_page: Callable[..., Page]
) -> None:
    page = new_page(viewport={"width": 768, "height": 1024})
    page.goto(f"{app}/register?reference=HM-2021-001")
    page.wait_for_url(re.compile("/recommendation"))
    expect(page.get_by_text(re.compile("^HM-2021-001 · HMICFRS"))).to_be_visible()


@pytest.mark.parametrize("width", [1440, 768, 390])
def test_the_page_is_whole_and_accessible(app: str, page: Page, width: int) -> None:
    at_width(visit(page, f"{app}/recommendation?reference=HM-2019-043"), width)
    assert clipped(page) == []
    if width > 390:  # below it Streamlit's own menu breaks its list
        assert axe(page) == []
