"""What a reader who does not see the page, or has no mouse, meets: announcements, focus, names, tables, colours."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.looking import at_width, settled, visit

STATUS = "#register-status"
OUTLINE = "getComputedStyle(document.activeElement).outlineStyle"
REPEATED = """() => {
    const names = {};
    for (const one of document.querySelectorAll('[data-testid="stMain"] button')) {
        if (!one.checkVisibility()) continue;
        const name = one.getAttribute('aria-label') ?? one.innerText.trim();
        if (/^(Show as table|Download|List the recommendations|Close|Open in the register)/.test(name))
            names[name] = (names[name] ?? 0) + 1;
    }
    return Object.keys(names).filter(name => names[name] > 1);
}"""


def test_a_filter_and_a_turn_of_the_page_are_announced(app: str, page: Page) -> None:
    visit(page, f"{app}/?source=HMICFRS")
    status = page.locator(STATUS)
    expect(status).to_have_attribute("role", "status")
    expect(status).to_have_text("")
    page.get_by_role("button", name="Clear", exact=True).click()
    expect(status).to_have_text(re.compile("^152 recommendations from 48 reports are open"))
    page.get_by_role("button", name="Explore").click()
    page.get_by_test_id("stTopNavDropdownLink").filter(has_text="Trends").click()
    expect(status).to_have_text(re.compile("^In the two years to November 2022"))


def test_what_was_pressed_and_is_gone_gives_the_keyboard_to_the_heading_above_it(app: str, page: Page) -> None:
    visit(page, f"{app}/assurance")
    page.get_by_role("button", name="See all 34").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="See all 34")).to_have_count(0)
    expect(page.get_by_role("heading", name="34 recommendations were superseded")).to_be_focused()


def test_a_message_that_answers_gets_the_keyboard(app: str, page: Page) -> None:
    visit(page, f"{app}/meeting")
    page.get_by_role("textbox", name="Your role").fill("analyst")
    page.keyboard.press("Tab")
    settled(page)
    page.get_by_role("button", name="Add the meeting").focus()
    page.keyboard.press("Enter")
    expect(page.locator(STATUS)).to_have_text(re.compile("^This is the first"))
    expect(page.locator("[data-testid=stAlert]:focus")).to_have_count(1)


def test_a_movement_is_in_words(app: str, page: Page) -> None:
    visit(page, app)
    expect(page.get_by_test_id("stMetric").first).to_contain_text("5 more")
    expect(page.get_by_test_id("stMetric").last).to_contain_text("5 fewer")


@pytest.mark.parametrize("path", ["/", "/assurance", "/changes", "/dates"])
def test_no_two_buttons_of_a_page_have_one_name(app: str, page: Page, path: str) -> None:
    visit(page, app + path)
    page.wait_for_timeout(600)
    assert page.evaluate(REPEATED) == []
    expect(page.get_by_role("button", name=re.compile("^Show as table: ")).first).to_be_visible()


def test_the_keyboard_is_seen_in_the_readers_own_colours(app: str, new_page: Callable[..., Page]) -> None:
    page = visit(new_page(forced_colors="active"), app)
    unseen = []
    for _ in range(16):
        page.keyboard.press("Tab")
        where = page.evaluate("document.activeElement.innerText || document.activeElement.tagName")
        if page.evaluate(OUTLINE) in ("none", "hidden"):
            unseen.append(where)
    assert unseen == []


def test_a_table_that_scrolls_is_a_region_with_a_name_that_the_keyboard_reaches(app: str, page: Page) -> None:
    at_width(visit(page, f"{app}/changes"), 320)
    regions = page.locator(".register-table[role=region]")
    expect(regions.first).to_have_attribute("tabindex", "0")
    names = regions.evaluate_all("all => all.map(one => one.getAttribute('aria-label'))")
    assert "Table" not in names
    regions.first.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(300)
    assert regions.first.evaluate("one => one.scrollLeft") > 0


def test_a_link_to_a_page_opens_where_one_is_and_one_that_does_not_says_so(app: str, page: Page) -> None:
    visit(page, app)
    page.wait_for_timeout(600)
    foot = page.locator(".st-key-foot_links a")
    assert foot.evaluate_all("all => all.map(one => one.target)") == ["", ""]
    foot.first.click()
    page.wait_for_url("**/definitions")
    expect(page.get_by_role("heading", level=1)).to_have_text("What the words and figures mean")


def test_a_recommendation_is_read_by_keyboard_alone(app: str, page: Page) -> None:
    visit(page, f"{app}/register")
    page.locator(".st-key-register_list tbody th a").nth(3).focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**reference=**")
    expect(page.locator(".st-key-detail h2").first).to_be_focused()
