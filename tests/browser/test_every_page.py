"""Every page of the menu, in a real browser: everybody can use it, nothing is cut short, nothing complains."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import ConsoleMessage, Page, Response, expect

from bench.costs import MEGABYTE, first_load
from pages.ui.menu import ENTRIES
from tests.browser.looking import at_width, axe, clipped, settled, visit

WIDTHS = (390, 768, 1024, 1280, 1440, 1920)
"""A telephone, a tablet upright and lying, a small laptop, a large one, a wall."""

PATHS = ["/" if number == 0 else f"/{entry.url_path}" for number, entry in enumerate(ENTRIES)]

every_page = pytest.mark.parametrize("path", PATHS)


@every_page
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_no_violation_with_the_popovers_of_the_head_closed_and_open(
    app: str, new_page: Callable[..., Page], path: str, theme: str
) -> None:
    page = visit(new_page(color_scheme=theme), app + path)
    assert axe(page) == []
    for name in ("As at", "Filters:"):
        page.get_by_role("button", name=name).first.click()
        page.locator('[data-testid="stPopoverBody"]').first.wait_for()
        assert axe(settled(page)) == [], name
        page.keyboard.press("Escape")
        settled(page)


def test_axe_finds_no_violation_on_a_telephone_with_the_menu_closed_and_open(
    app: str, new_page: Callable[..., Page]
) -> None:
    page = visit(new_page(viewport={"width": 390, "height": 844}), f"{app}/trends")
    assert axe(page) == []
    page.get_by_test_id("stExpandSidebarButton").click()
    expect(page.get_by_role("list", name="Oversee").get_by_role("listitem")).not_to_have_count(0)
    assert axe(settled(page)) == []


@every_page
def test_no_label_is_cut_short_from_a_telephone_to_a_wall(app: str, page: Page, path: str) -> None:
    visit(page, app + path)
    assert {width: faults for width in WIDTHS if (faults := clipped(at_width(page, width)))} == {}


@every_page
def test_the_page_shows_no_error_and_the_browser_reports_none(app: str, page: Page, path: str) -> None:
    complaints: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        # A file that is missing is told below, with its address.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            complaints.append(message.text)

    def see(response: Response) -> None:
        # Streamlit first asks for its own addresses below the page's, to find out where it is mounted.
        if response.status >= 400 and "/_stcore/" not in response.url:
            complaints.append(f"{response.status} {response.url}")

    page.on("console", hear)
    page.on("response", see)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    visit(page, app + path)
    assert complaints == []
    assert page.locator('[data-testid="stException"], [data-testid="stAlertContentError"]').count() == 0
    assert page.get_by_text("Page not found").count() == 0


def test_a_first_visit_with_a_cold_cache_is_under_three_megabytes(app: str, page: Page) -> None:
    wire = first_load(page, app)
    assert wire.files > MEGABYTE, "the page has loaded, plotly.js with it"
    assert wire.files + wire.messages < 3 * MEGABYTE
