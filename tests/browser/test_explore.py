"""Overview and Trends in a real browser: bars lead to their rows, by mouse and keyboard, and a link opens the same."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.looking import at_width, axe, clipped, settled, visit

CULTURE = "We will raise culture, values and standards"


def choose_bar(page: Page, label: str) -> None:
    """Click the bar of that name, wherever in the page it is."""
    page.get_by_role("button", name=re.compile(f"^{re.escape(label)}, ")).click()
    page.get_by_role("button", name=re.compile("^Close")).wait_for()
    settled(page)


def test_a_click_on_a_bar_opens_exactly_its_rows(app: str, page: Page) -> None:
    visit(page, f"{app}/?source=HMICFRS")
    number = page.get_by_role("button", name=re.compile(f"^{CULTURE}, ")).get_attribute("aria-label").rsplit(", ", 1)[1]
    choose_bar(page, CULTURE)
    expect(page.get_by_text(f"{number} recommendations: {CULTURE}")).to_be_visible()
    page.locator("[class*='st-key-behind_']").get_by_role("button", name=re.compile("^Download")).click()
    with page.expect_download() as download:
        page.get_by_role("button", name="CSV", exact=True).click()
    text = Path(download.value.path()).read_bytes().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == int(number)
    assert {row["Source"] for row in rows} == {"HMICFRS"}
    assert "official-sensitive" in download.value.suggested_filename


def test_a_report_is_chosen_of_very_many_by_its_first_words_and_enter(app: str, page: Page) -> None:
    visit(page, app)
    page.get_by_role("button", name="Filters:").click()
    page.get_by_role("combobox", name="Source").wait_for()
    field = page.get_by_role("combobox", name="Report")
    expect(field).to_have_count(0)
    page.get_by_text("Report", exact=True).click()
    field.wait_for()
    settled(page)  # the run that opens the field would take the words away again
    field.click()  # where the panel has to scroll to it, that closes the options
    settled(page)
    field.fill("how the public")
    page.get_by_role("option", name="How the public reach the police 2021").wait_for()
    field.press("Enter")
    expect(page.get_by_text("How the public reach the police 2021, at")).to_be_visible()
    assert settled(page).url.endswith("?report=How+the+public+reach+the+police+2021")
    expect(field).to_be_visible()


def test_the_same_bar_again_or_close_shuts_its_rows(app: str, page: Page) -> None:
    visit(page, app)
    choose_bar(page, "IOPC")
    assert "see_source=IOPC" in page.url
    page.get_by_role("button", name=re.compile("^Close")).click()
    page.get_by_role("button", name=re.compile("^Close")).wait_for(state="detached")
    assert "see_source" not in settled(page).url


def test_the_keyboard_chooses_and_changes_a_bar(app: str, page: Page) -> None:
    visit(page, app)
    page.get_by_role("button", name="List the recommendations").first.focus()
    page.keyboard.press("Enter")
    page.get_by_role("radio", name="HMICFRS").focus()
    page.keyboard.press("Space")
    expect(page.get_by_text(re.compile(r"^\d+ recommendations: HMICFRS"))).to_be_visible()
    settled(page)
    page.get_by_role("radio", name="HMICFRS").focus()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_text(re.compile(r"^\d+ recommendations: DARA internal audit"))).to_be_visible()


def test_the_arrow_keys_move_between_bars(app: str, page: Page) -> None:
    visit(page, app)
    page.get_by_role("button", name=re.compile("^HMICFRS, ")).focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_text(re.compile(r"^\d+ recommendations: DARA internal audit"))).to_be_visible()


def test_a_link_opens_the_same_filters_and_the_same_bar(app: str, page: Page, new_page: Callable[..., Page]) -> None:
    visit(page, f"{app}/?source=HMICFRS&tag=Engage")
    choose_bar(page, CULTURE)
    sentence = page.get_by_role("heading", level=1).inner_text()
    other = visit(new_page(), page.url)
    assert other.get_by_role("heading", level=1).inner_text() == sentence
    expect(other.get_by_text(re.compile(rf"recommendations: {CULTURE}"))).to_be_visible()


def test_the_rows_of_a_bar_open_in_the_register(app: str, page: Page) -> None:
    visit(page, app)
    choose_bar(page, "IOPC")
    number = page.get_by_text(re.compile(r"^\d+ recommendations: IOPC")).inner_text().split(" ", 1)[0]
    page.get_by_role("button", name="Open in the register").click()
    page.wait_for_url(re.compile("/register"))
    settled(page)
    assert "source=IOPC" in page.url
    assert "status=open" in page.url
    assert page.get_by_role("heading", level=1).inner_text().startswith(f"{number} open recommendations")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_opened_rows_are_whole_and_accessible(app: str, new_page: Callable[..., Page], theme: str) -> None:
    page = visit(new_page(color_scheme=theme), f"{app}/?see_programme=Victim+care")
    for width in (390, 768, 1440):
        at_width(page, width).get_by_role("button", name=re.compile("^Close")).wait_for()
        assert clipped(settled(page)) == [], width
        if width > 390:  # below it Streamlit's own menu breaks its list
            assert axe(page) == [], width


def test_a_chart_opens_its_table(app: str, page: Page) -> None:
    visit(page, f"{app}/trends")
    page.get_by_role("button", name="Show as table").first.click()
    expect(page.get_by_role("button", name="Download CSV")).to_be_visible()
    assert axe(settled(page)) == []


def test_the_period_of_the_trends_stays_in_the_address(app: str, page: Page, new_page: Callable[..., Page]) -> None:
    visit(page, f"{app}/trends")
    page.get_by_role("radio", name="Five years").click()
    page.wait_for_url(re.compile("months="))
    expect(page.get_by_role("heading", name=re.compile("^From January 2018 to November 2022"))).to_be_visible()
    other = visit(new_page(), settled(page).url)
    expect(other.get_by_role("heading", name=re.compile("^From January 2018 to November 2022"))).to_be_visible()


@pytest.mark.parametrize(("width", "rows"), [(1440, [5]), (1000, [2, 3]), (768, [2, 3]), (390, [1, 1, 1, 1, 1])])
def test_five_figures_fill_the_rows_that_they_stand_in(app: str, page: Page, width: int, rows: list[int]) -> None:
    at_width(visit(page, app), width)
    total = page.locator(".st-key-figures_5").bounding_box()
    boxes = [element.bounding_box() for element in page.locator(".st-key-figures_5").get_by_test_id("stMetric").all()]
    tops = sorted({round(box["y"]) for box in boxes})
    assert [sum(round(box["y"]) == top for box in boxes) for top in tops] == rows
    for top in tops:
        row = [box for box in boxes if round(box["y"]) == top]
        assert min(box["x"] for box in row) == pytest.approx(total["x"], abs=1)
        assert max(box["x"] + box["width"] for box in row) == pytest.approx(total["x"] + total["width"], abs=1)


IN_VIEW = """(box, bar) => {
    const [{ top, bottom }, all] = [box.getBoundingClientRect(), document.querySelector('[data-testid="stMain"]')];
    const [first, above] = [all.getBoundingClientRect().top, bar.getBoundingClientRect().top];
    const hasRoomForBoth = bottom - above <= innerHeight - first;
    return top >= first && bottom <= innerHeight + 1 && (above >= first || !hasRoomForBoth);
}"""
SCROLLED = "document.querySelector('[data-testid=\"stMain\"]').scrollTop"


def in_view(page: Page, bar: Locator) -> bool:
    """Whether the box with the rows of a bar is whole within the window, and the bar with it where there is room."""
    return bool(page.locator("[class*='st-key-behind_']").evaluate(IN_VIEW, bar.element_handle()))


def until(page: Page, holds: Callable[[], bool]) -> None:
    """Wait for what a smooth scroll comes to."""
    for _ in range(1200):
        if holds():
            return
        page.wait_for_timeout(50)
    raise AssertionError("it did not come to pass within a minute")


def at_rest(page: Page) -> int:
    """How far down the page is once a smooth scroll has ended."""
    places = [-1]

    def is_at_rest() -> bool:
        places.append(page.evaluate(SCROLLED))
        page.wait_for_timeout(100)
        return places[-1] == places[-2]

    until(page, is_at_rest)
    return places[-1]


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
@pytest.mark.parametrize("size", [(768, 1024), (1440, 800)])
def test_the_rows_of_a_bar_chosen_here_come_into_view(
    app: str, new_page: Callable[..., Page], size: tuple[int, int], motion: str
) -> None:
    page = at_width(visit(new_page(reduced_motion=motion), app), *size)
    bar = page.get_by_role("button", name=re.compile("^HMICFRS, "))
    bar.click()
    page.get_by_role("button", name=re.compile("^Close")).wait_for()
    until(page, lambda: in_view(page, bar))
    expect(page.get_by_text(re.compile(r"^\d+ recommendations: HMICFRS"))).to_be_focused()
    assert page.evaluate(SCROLLED) > 0
    page.get_by_role("button", name=re.compile("^Close")).focus()
    page.keyboard.press("Enter")
    expect(bar).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    dara = page.get_by_text(re.compile(r"^\d+ recommendations: DARA internal audit"))
    expect(dara).to_be_focused()
    page.go_back()
    expect(dara).to_have_count(0)


def test_a_link_with_a_bar_chosen_opens_at_its_rows_and_what_else_is_chosen_scrolls_nothing(
    app: str, page: Page
) -> None:
    page.set_viewport_size({"width": 768, "height": 1024})
    visit(page, f"{app}/?see_source=HMICFRS")
    bar = page.get_by_role("button", name=re.compile("^HMICFRS, "))
    until(page, lambda: in_view(page, bar))
    expect(page.get_by_text(re.compile(r"^\d+ recommendations: HMICFRS"))).to_be_focused()
    low = at_rest(settled(page))
    page.get_by_role("button", name=re.compile("^Close")).evaluate("button => button.click()")
    page.get_by_role("button", name=re.compile("^Close")).wait_for(state="detached")
    assert at_rest(settled(page)) <= low


PUSHED = """addEventListener('focusin', event => {
    if (!event.target.closest('[class*="st-key-behind_"]')) return
    const main = document.querySelector('[data-testid="stMain"]')
    const late = document.createElement('div')
    late.style.height = '900px'
    main.style.overflowAnchor = 'none'
    setTimeout(() => main.prepend(late), 400)
}, { once: true })"""
"""When the keyboard has come to the rows of a bar, something above them is drawn late and pushes them out of view."""


def test_rows_that_something_drawn_late_pushes_away_come_back_into_view(app: str, page: Page) -> None:
    page.add_init_script(PUSHED)
    page.set_viewport_size({"width": 768, "height": 1024})
    visit(page, f"{app}/?see_source=HMICFRS")
    expect(page.get_by_text(re.compile(r"^\d+ recommendations: HMICFRS"))).to_be_focused()
    until(page, lambda: in_view(page, page.get_by_role("button", name=re.compile("^HMICFRS, "))))
    assert page.evaluate("document.querySelector('[data-testid=\"stMain\"]').firstChild.style.height") == "900px"


def test_a_turn_of_the_page_starts_at_the_top_and_a_choice_does_not(app: str, page: Page) -> None:
    at_width(visit(page, f"{app}/?see_source=HMICFRS"), 768, 600)
    opens = page.get_by_role("button", name="Open in the register")
    opens.scroll_into_view_if_needed()
    low = page.evaluate(SCROLLED)
    assert low > 300
    page.get_by_role("button", name=re.compile("^Culture and standards, ")).evaluate("bar => bar.click()")
    expect(page).to_have_url(re.compile("see_programme="))
    assert settled(page).evaluate(SCROLLED) > 300
    opens.first.click()
    page.wait_for_url(re.compile("/register"))
    assert settled(page).evaluate(SCROLLED) == 0
