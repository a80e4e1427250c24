"""A chart far from the view waits to be drawn, and never shows what was true before."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.looking import scrolled_to, settled, visit


def far(page: Page) -> Locator:
    return page.locator("[class*='st-key-block_'][class*='strategic-priority'] .register-chart")


def numbers_on(chart: Locator) -> list[str]:
    """The numbers at the ends of the bars, from the top."""
    texts = chart.locator(".register-plot text").all_text_contents()
    return [text for text in texts if re.fullmatch(r"[\d,]+", text)]


def numbers_told(chart: Locator) -> list[str]:
    """The numbers that the buttons over the bars tell."""
    buttons = chart.get_by_role("button")
    return [name.rsplit(", ", 1)[1] for name in buttons.evaluate_all("all => all.map(one => one.ariaLabel)")]


def test_it_is_drawn_when_it_comes_near(app: str, page: Page) -> None:
    chart = far(visit(page, app))
    expect(chart).to_have_attribute("data-waiting", "")
    scrolled_to(chart)
    assert numbers_on(chart) == numbers_told(chart) != []


def test_what_was_drawn_before_a_filter_changed_is_hidden_till_it_is_drawn_anew(app: str, page: Page) -> None:
    chart = far(visit(page, app))
    scrolled_to(chart)
    before = numbers_on(chart)
    page.get_by_role("button", name="Filters:").click()
    page.get_by_role("combobox", name="Source").fill("HMICFRS")
    page.keyboard.press("Enter")
    page.get_by_text("HMICFRS (", exact=False).first.wait_for()
    settled(page)
    expect(chart.locator(".register-plot")).to_be_hidden()
    page.keyboard.press("Escape")
    expect(scrolled_to(chart).locator(".register-plot")).to_be_visible()
    assert numbers_on(chart) == numbers_told(chart) != before


def test_a_dot_is_pressed_and_lists_its_recommendations(app: str, page: Page) -> None:
    visit(page, f"{app}/themes")
    dot = page.get_by_role("button", name=re.compile(r"^Public protection, HMICFRS, \d+$"))
    number = (dot.get_attribute("aria-label") or "").rsplit(", ", 1)[1]
    dot.click()
    expect(page.get_by_text(f"{number} recommendations:", exact=True)).to_be_visible()
    expect(settled(page).get_by_role("button", name=f"Public protection, HMICFRS, {number}")).to_have_attribute(
        "aria-pressed", "true"
    )


def test_a_row_of_squares_is_chosen_by_keyboard(app: str, page: Page) -> None:
    visit(page, f"{app}/engage")
    rows = page.get_by_role("group", name=re.compile("come from .* choose one to list")).get_by_role("button")
    rows.first.focus()
    page.keyboard.press("ArrowDown")
    second = rows.nth(1)
    expect(second).to_be_focused()
    number = (second.get_attribute("aria-label") or "").rsplit(", ", 1)[1]
    page.keyboard.press("Enter")
    expect(page.get_by_text(f"{number} recommendations:", exact=True)).to_be_visible()
