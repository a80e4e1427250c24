"""The pieces in a real browser: bars by mouse and by keyboard, the address, light and dark, labels, axe, files."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.looking import at_width, axe, clipped, settled, visit

pytestmark = pytest.mark.browser

FIRST_BAR = ".register-plot .bars path, .register-plot .point path"
OVERLAPS = """() => [...document.querySelectorAll('.register-chart')].flatMap(chart => {
    const texts = [...chart.querySelectorAll('text')].map(text => [text.textContent, text.getBoundingClientRect()])
        .filter(([, box]) => box.width);
    return texts.flatMap(([one, a], i) => texts.slice(i + 1)
        .filter(([, b]) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 2 &&
            Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 5)
        .map(([other]) => `${one} over ${other}`));
})"""


@pytest.fixture
def page(new_page: Callable[..., Page], gallery_url: str) -> Page:
    return visit(new_page(), gallery_url)


def bar(page: Page, label: str) -> Locator:
    return page.get_by_role("button", name=label)


def filters(page: Page) -> Locator:
    return page.get_by_test_id("stPopoverButton").filter(has_text="Filters")


def expect_view(page: Page, opening: str) -> None:
    expect(page.get_by_test_id("stCaptionContainer").first).to_have_text(re.compile(f"^{re.escape(opening)}"))


def expect_address(page: Page, ending: str) -> None:
    """What the address ends with, once it does: what a click sets off takes its time on a busy machine."""
    expect(page).to_have_url(re.compile(f"{re.escape(ending)}$"))


def choose_dara(page: Page) -> None:
    filters(page).click()
    field = page.get_by_test_id("stMultiSelect").first.locator("input")
    field.click()
    field.fill("DARA")
    expect(page.get_by_role("option")).to_have_count(1)
    field.press("Enter")
    expect_address(page, "/?source=DARA")


def test_a_click_on_a_bar_opens_its_rows_and_the_same_click_closes_them(page: Page) -> None:
    rows = page.get_by_text("5 recommendations:")
    bar(page, "IOPC, 16").click()
    expect_address(page, "?see_source=IOPC")
    expect(rows).to_be_visible()
    expect(bar(page, "IOPC, 16")).to_have_attribute("aria-pressed", "true")
    bar(page, "IOPC, 16").click()
    expect(rows).to_have_count(0)
    expect_address(page, "/")


def test_bars_are_reached_and_chosen_by_keyboard(page: Page) -> None:
    bar(page, "HMICFRS, 71").focus()
    for key in ("ArrowDown", "ArrowDown", "Enter"):
        page.keyboard.press(key)
    expect_address(page, "?see_source=IOPC")
    expect(bar(page, "IOPC, 16")).to_be_focused()


def test_the_radio_holds_the_same_choice(page: Page) -> None:
    page.get_by_test_id("stPopoverButton").filter(has_text="List the recommendations").nth(2).click()
    page.get_by_test_id("stPopoverBody").get_by_text("Victim care").click()
    expect_address(page, "?see_programme=Victim+care")
    expect(bar(page, "Victim care, 13")).to_have_attribute("aria-pressed", "true")


def test_a_link_opens_the_filters_and_the_rows(page: Page, gallery_url: str) -> None:
    visit(page, f"{gallery_url}/overview?source=IOPC&see_source=HMICFRS")
    expect_view(page, "IOPC, at 28 November 2022")
    expect(page.get_by_text("5 recommendations:")).to_be_visible()


def test_the_address_holds_values_and_the_widget_counts(page: Page) -> None:
    choose_dara(page)
    expect(page.get_by_text(re.compile(r"^DARA internal audit \([\d,]+\)$")).first).to_be_attached()


def test_a_filter_survives_a_turn_of_the_page_a_reload_and_back(page: Page) -> None:
    choose_dara(page)
    page.keyboard.press("Escape")
    page.get_by_test_id("stTopNavSection").first.click()
    page.locator("a").filter(has_text="Nothing").first.click()
    expect_address(page, "/nothing?source=DARA")
    page.reload()
    expect_view(page, "DARA internal audit")
    page.go_back()
    expect_address(page, "/?source=DARA")
    expect_view(page, "DARA internal audit")


def test_charts_and_the_logo_follow_the_system_between_light_and_dark(page: Page) -> None:
    first = page.locator(FIRST_BAR).first
    logo = page.get_by_role("img", name="Logo")
    light = logo.get_attribute("src") or ""
    expect(first).to_have_css("fill", "rgb(32, 115, 188)")
    page.emulate_media(color_scheme="dark")
    expect(first).to_have_css("fill", "rgb(86, 148, 202)")
    expect(logo).not_to_have_attribute("src", light)


@pytest.mark.parametrize("path", ["/", "/more"])
def test_no_label_is_cut_or_covered_at_any_width(page: Page, gallery_url: str, path: str) -> None:
    visit(page, gallery_url + path)
    faults = {}
    for width in (1920, 1440, 1280, 1024, 900, 768, 600, 430, 390):
        at_width(page, width)
        faults[width] = clipped(page) + page.evaluate(OVERLAPS)
    assert not any(faults.values()), faults


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_popovers_and_rows_open(new_page: Callable[..., Page], gallery_url: str, theme: str) -> None:
    page = visit(new_page(color_scheme=theme), gallery_url)
    faults = {"page": axe(page)}
    for label in ("As at", "Filters", "List the recommendations", "Show as table", "Download"):
        page.get_by_test_id("stPopoverButton").filter(has_text=label).first.click()
        faults[label] = axe(settled(page))
        page.keyboard.press("Escape")
    bar(page, "IOPC, 16").click()
    faults["rows"] = axe(settled(page))
    visit(page, f"{gallery_url}/more")
    faults["more"] = axe(page)
    assert not any(faults.values()), faults


def test_the_rows_are_taken_away_as_they_stand(page: Page, gallery_url: str) -> None:
    visit(page, f"{gallery_url}/?see_source=IOPC")
    page.locator("[class*='st-key-behind_']").get_by_role("button", name="Download").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="CSV", exact=True).click()
    assert "open-by-source-iopc" in download.value.suggested_filename
    assert "official-sensitive" in download.value.suggested_filename
    lines = download.value.path().read_text(encoding="utf-8-sig").splitlines()
    assert lines[0] == "Reference,Source,Recommendation,Due,Days late"
    assert len(lines) == 1 + 5


def test_the_drawing_code_and_all_else_comes_from_the_dashboards_own_server(page: Page, gallery_url: str) -> None:
    requested: list[str] = []
    page.on("request", lambda request: requested.append(request.url))
    visit(page, gallery_url)
    assert any("/assets/plotly-" in url for url in requested)
    assert not [url for url in requested if "PlotlyChart" in url]
    own = (gallery_url, "data:", "blob:", gallery_url.replace("http", "ws"))
    elsewhere = [url for url in requested if not url.startswith(own)]
    assert not elsewhere
