"""Every page of the menu, in a real browser: everybody can use it, nothing is cut short, nothing complains."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Response, expect

from bench.costs import MEGABYTE, first_load
from pages.ui.menu import ENTRIES
from tests.browser.fixtures import page_of_its_own
from tests.browser.looking import at_width, axe, clipped, settled, visit

WIDTHS = (390, 768, 1024, 1280, 1440, 1920)
"""A telephone, a tablet upright and lying, a small laptop, a large one, a wall."""

PATHS = ["/" if number == 0 else f"/{entry.url_path}" for number, entry in enumerate(ENTRIES)]

HEAD = '[data-testid="stPopoverBody"], [data-testid="stPopoverButton"]'
"""What opening a popover of the head changes: itself and its button."""


@dataclass(frozen=True)
class Visit:
    """A page of the menu as one reader sees it, and what the browser complained of since it was opened."""

    path: str
    page: Page
    complaints: list[str]


@pytest.fixture(scope="module", params=PATHS)
def visited(request: pytest.FixtureRequest, app: str, browser: Browser) -> Iterator[Visit]:
    """Each page of the menu, visited once for all that is asked of it in light."""
    complaints: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        # A file that is missing is told below, with its address.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            complaints.append(message.text)

    def see(response: Response) -> None:
        # Streamlit first asks for its own addresses below the page's, to find out where it is mounted.
        if response.status >= 400 and "/_stcore/" not in response.url:
            complaints.append(f"{response.status} {response.url}")

    with ExitStack() as opened:
        page = page_of_its_own(opened, browser)
        page.on("console", hear)
        page.on("response", see)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        visit(page, app + request.param)
        yield Visit(request.param, page, complaints)


def violations(page: Page, path: str) -> dict[str, list[str]]:
    """What axe finds with the popovers of the head closed, and with each open.

    They are the same on every page: what else opening one does to a page is looked at on the first.
    """
    result = {"closed": axe(page)}
    for name in ("As at", "Filters:"):
        page.get_by_role("button", name=name).first.click()
        page.locator('[data-testid="stPopoverBody"]').first.wait_for()
        result[name] = axe(settled(page), None if path == PATHS[0] else HEAD)
        page.keyboard.press("Escape")
        settled(page)
    return {state: faults for state, faults in result.items() if faults}


def test_axe_finds_no_violation_with_the_popovers_of_the_head_closed_and_open(visited: Visit) -> None:
    assert violations(visited.page, visited.path) == {}


@pytest.mark.parametrize("path", PATHS)
def test_axe_finds_no_violation_in_dark_either(app: str, new_page: Callable[..., Page], path: str) -> None:
    assert violations(visit(new_page(color_scheme="dark"), app + path), path) == {}


@pytest.mark.parametrize("width", [390, 320])
def test_axe_finds_no_violation_where_the_page_is_narrow(visited: Visit, width: int) -> None:
    assert axe(at_width(visited.page, width)) == []


def test_no_label_is_cut_short_from_a_telephone_to_a_wall(visited: Visit) -> None:
    assert {width: faults for width in WIDTHS if (faults := clipped(at_width(visited.page, width)))} == {}


def test_the_page_shows_no_error_and_the_browser_reports_none(visited: Visit) -> None:
    """The last of each page: what its popovers and its widths set off counts too."""
    assert visited.complaints == []
    assert visited.page.locator('[data-testid="stException"], [data-testid="stAlertContentError"]').count() == 0
    assert visited.page.get_by_text("Page not found").count() == 0


def test_axe_finds_no_violation_on_a_telephone_with_the_menu_closed_and_open(
    app: str, new_page: Callable[..., Page]
) -> None:
    page = visit(new_page(viewport={"width": 390, "height": 844}), f"{app}/trends")
    assert axe(page) == []
    page.get_by_test_id("stExpandSidebarButton").click()
    expect(page.get_by_role("list", name="Oversee").get_by_role("listitem")).not_to_have_count(0)
    assert axe(settled(page)) == []


def test_a_first_visit_with_a_cold_cache_is_under_two_megabytes(app: str, page: Page) -> None:
    wire = first_load(page, app)
    assert wire.files > MEGABYTE, "the page has loaded, plotly.js with it"
    assert wire.files + wire.messages < 2 * MEGABYTE
