"""Every page of the menu, in a real browser: everybody can use it, nothing is cut short, nothing complains."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Response, expect

from bench.costs import MEGABYTE, first_load
from pages.ui.menu import ENTRIES, MenuEntry
from tests.browser.fixtures import page_of_its_own, shared_page
from tests.browser.looking import at_width, axe, clipped, settled, visit
from tests.browser.test_printing import sheets

WIDTHS = (390, 768, 1024, 1280, 1440, 1920)
"""A telephone, a tablet upright and lying, a small laptop, a large one, a wall."""

FIRST = ENTRIES[0]

DARK = "rgb(16, 24, 31)"
"""The ground of a dark page."""

COLOURS = ("color-contrast", "link-in-text-block")
"""What axe finds of colours; the rest is the same in light and in dark."""

HEAD = '[data-testid="stPopoverBody"], [data-testid="stPopoverButton"]'
"""What opening a popover of the head changes: itself and its button."""


PRESSED = """() => [...document.querySelectorAll(
    'button, input, select, textarea, summary, nav, [role="button"], [role="combobox"], [role="tab"], [role="dialog"]')]
    .filter(one => one.checkVisibility({opacityProperty: true, visibilityProperty: true}))
    .filter(one => one.getBoundingClientRect().width > 1 && one.getBoundingClientRect().height > 1)
    .map(one => one.outerHTML.slice(0, 160))"""
"""What can be pressed and is seen."""

TABLES = "all => all.map(one => [one.caption?.textContent ?? '', one.querySelector('tbody th[scope=row]') !== null])"
"""Of each table its name, and whether its rows have headers."""


@dataclass(frozen=True)
class Visit:
    """A page of the menu as one reader sees it, and what the browser complained of since it was opened."""

    entry: MenuEntry
    page: Page
    complaints: list[str]


@pytest.fixture(scope="module", params=ENTRIES, ids=lambda entry: entry.url_path)
def visited(request: pytest.FixtureRequest, app: str, shared_profile: BrowserContext) -> Iterator[Visit]:
    """Each page of the menu, visited once for all that is asked of it."""
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
        page = shared_page(opened, shared_profile)
        page.on("console", hear)
        page.on("response", see)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        entry: MenuEntry = request.param
        visit(page, app if entry is FIRST else f"{app}/{entry.url_path}")
        yield Visit(entry, page, complaints)


def with_popovers(page: Page, look: Callable[[], list[str]]) -> dict[str, list[str]]:
    """What is found with each popover of the head open."""
    result = {}
    for name in ("As at", "Filters:"):
        page.get_by_role("button", name=name).first.click()
        page.locator('[data-testid="stPopoverBody"]').first.wait_for()
        settled(page)
        result[name] = look()
        page.keyboard.press("Escape")
        settled(page)
    return {state: faults for state, faults in result.items() if faults}


def test_a_page_has_its_own_title_and_every_table_a_name_and_row_headers(visited: Visit) -> None:
    expect(visited.page).to_have_title(f"{visited.entry.title} - Recommendations")
    tables = visited.page.locator(".register-table table").evaluate_all(TABLES)
    assert [name for name, has_rows in tables if not name or not has_rows] == []


def test_axe_finds_no_violation_with_the_popovers_of_the_head_closed_and_open(visited: Visit) -> None:
    page = visited.page
    assert axe(page) == []
    # The popovers are the same on every page: what else opening one does to a page is looked at on the first.
    within = None if visited.entry is FIRST else HEAD
    assert with_popovers(page, lambda: axe(page, within)) == {}


def test_axe_finds_no_violation_where_the_page_is_as_narrow_as_text_of_four_times_the_size_makes_it(
    visited: Visit,
) -> None:
    assert axe(at_width(visited.page, 320)) == []


def test_no_label_is_cut_short_from_a_telephone_to_a_wall(visited: Visit) -> None:
    assert {width: faults for width in WIDTHS if (faults := clipped(at_width(visited.page, width)))} == {}


def test_paper_holds_the_content_marked_and_nothing_to_press(visited: Visit) -> None:
    page = at_width(visited.page, 1440)
    page.emulate_media(media="print")
    assert page.evaluate(PRESSED) == []
    expect(page.get_by_text("OFFICIAL-SENSITIVE").first).to_be_visible()
    expect(page.get_by_text("Recommendations register, at 28 November 2022").first).to_be_visible()
    result = sheets(page)
    page.emulate_media(media="screen")
    for number, sheet in enumerate(result, start=1):
        assert sheet.count("OFFICIAL-SENSITIVE·demonstrationdata") >= 2, f"head and foot of sheet {number}"
        assert "at28November2022" in sheet
        assert f"Page{number}of{len(result)}" in sheet


def test_every_colour_can_be_read_in_dark_too(visited: Visit) -> None:
    page = visited.page
    page.emulate_media(color_scheme="dark")
    visit(page, page.url)  # the colours are chosen when a page is opened
    assert page.evaluate("getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor") == DARK
    assert axe(page, only=COLOURS) == []
    if visited.entry is FIRST:
        assert with_popovers(page, lambda: axe(page, only=COLOURS)) == {}


def test_the_page_shows_no_error_and_the_browser_reports_none(visited: Visit) -> None:
    """The last of each page: what its popovers, its widths and its colours set off counts too."""
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


def test_a_first_visit_with_a_cold_cache_is_under_two_megabytes(app: str, browser: Browser) -> None:
    with ExitStack() as opened:
        wire = first_load(page_of_its_own(opened, browser), app)
    assert wire.files > MEGABYTE, "the page has loaded, plotly.js with it"
    assert wire.files + wire.messages < 2 * MEGABYTE
