"""Meetings in a real browser: a log is imported, an action is edited by two people, and pages lead to each other."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlparse

import pytest
from playwright.sync_api import Browser, Page, expect

from analytics.intake.readers import read_table
from tests.browser.looking import PATIENCE, WATCH, at_width, axe, clipped, settled, visit

WIDTHS = (768, 1024, 1440)
DAY = "as_at=2022-11-28"


@pytest.fixture(scope="module")
def meetings(app_on: Callable[[Path | None], str], demonstration: Path) -> str:
    """The address of a dashboard on the demonstration register, with a store of meetings of its own."""
    return app_on(demonstration)


def opened(page: Page, words: str) -> Page:
    """The page with an expander open."""
    summary = page.locator("summary").filter(has_text=words)
    summary.scroll_into_view_if_needed()
    if page.locator("details[open] > summary").filter(has_text=words).count() == 0:
        summary.click()
    return settled(page)


def say_role(page: Page, role: str) -> Page:
    field = page.get_by_label("Your role (shown beside your changes)")
    field.fill(role)
    field.press("Enter")
    return settled(page)


@pytest.fixture(scope="module")
def imported(meetings: str, browser: Browser, demonstration: Path) -> str:
    """The same, once the demonstration's action log was imported by a reader."""
    context = browser.new_context(locale="en-GB", viewport={"width": 1440, "height": 900})
    context.set_default_timeout(PATIENCE)
    context.add_init_script(WATCH)
    page = visit(context.new_page(), f"{meetings}/meeting?{DAY}")
    page.get_by_role("heading", name="No meetings have been recorded yet").wait_for()
    say_role(page, "oversight analyst")
    file = demonstration / "action-log.csv"
    opened(page, "Import an action log")
    page.locator('input[type="file"]').set_input_files(file)
    number = len(read_table(file.read_bytes(), file.name))
    page.get_by_role("button", name=f"Add {number} actions").click()
    page.get_by_text(f"{number} actions of the log are added.").wait_for()
    context.close()
    return meetings


def test_everybody_can_use_the_page_with_its_forms_open(imported: str, new_page: Callable[..., Page]) -> None:
    for theme in ("light", "dark"):
        page = visit(new_page(color_scheme=theme), f"{imported}/meeting?{DAY}&list=all")
        for summary in page.locator('[data-testid="stExpander"] > details > summary').all():
            summary.click()
        assert axe(settled(page)) == [], theme
    assert {width: faults for width in WIDTHS if (faults := clipped(at_width(page, width)))} == {}


def test_the_second_of_two_people_is_shown_both_versions(imported: str, new_page: Callable[..., Page]) -> None:
    address = f"{imported}/meeting?{DAY}&list=all&action=1"
    first, second = (visit(new_page(), address) for _ in range(2))
    for page, role in ((first, "first reader"), (second, "second reader")):
        say_role(page, role)
        opened(page, "Edit this action")
    edit(first, "Owner role", "Director of Vetting")
    first.get_by_text("The action is kept as you changed it.").wait_for()
    edit(second, "Outcome", "Waits for the people board")

    second.get_by_role("heading", name="Somebody else changed this action").wait_for()
    both = second.get_by_role("table", name="Both versions side by side")
    expect(both).to_contain_text("Director of Vetting")
    expect(both).to_contain_text("Waits for the people board")
    assert axe(settled(second)) == []
    second.get_by_role("button", name="Save what is chosen").click()
    second.get_by_text("The action is kept as you chose.").wait_for()
    visit(first, address)
    first.get_by_text("Owner: Director of Vetting").wait_for()
    first.get_by_text("Waits for the people board").first.wait_for()


def edit(page: Page, label: str, text: str) -> None:
    """Write into a field of the open form of the action, and keep it."""
    form = page.locator('[data-testid="stForm"]').filter(has=page.get_by_label("Ended on"))
    form.get_by_label(label, exact=True).fill(text)
    form.get_by_role("button", name="Save the changes").click()
    settled(page)


def test_an_action_and_its_recommendation_lead_to_each_other(imported: str, page: Page) -> None:
    visit(page, f"{imported}/meeting?{DAY}&list=all")
    page.get_by_label("Search action, owner").fill("vetting renewals")
    page.get_by_label("Search action, owner").press("Enter")
    settled(page)
    settled(page).get_by_role("link", name="DA-2022-156").click()
    page.get_by_role("heading", name="1 action from meetings").wait_for()
    assert parse_qs(urlparse(page.url).query)["reference"] == ["DA-2022-156"]
    settled(page).get_by_role("link", name="Action 1 →", exact=True).click()
    page.get_by_role("heading", name="Set out how many vetting renewals").wait_for()
    query = parse_qs(urlparse(settled(page).url).query)
    assert (query["list"], query["action"]) == (["agreed"], ["1"])


def test_back_undoes_a_choice_of_the_page(imported: str, page: Page, demonstration: Path) -> None:
    rows = (demonstration / "action-log.csv").read_text(encoding="utf-8").splitlines()[1:]
    every, some = (f"{len(result)} actions listed" for result in (rows, [row for row in rows if "Engage" in row]))
    visit(page, f"{imported}/meeting?{DAY}&list=all")
    page.get_by_role("heading", name=every).wait_for()
    search = page.get_by_label("Search action, owner")
    search.fill("engage")
    search.press("Enter")
    page.get_by_role("heading", name=some).wait_for()
    settled(page)
    page.get_by_text("Agreed in this meeting (").click()
    page.get_by_role("heading", name="agreed in this meeting").wait_for()
    settled(page)
    page.go_back()
    page.get_by_role("heading", name=some).wait_for()
    settled(page)
    page.go_back()
    page.get_by_role("heading", name=every).wait_for()
    expect(page.get_by_label("Search action, owner")).to_have_value("")


def test_what_is_taken_away_is_what_is_listed(imported: str, page: Page) -> None:
    visit(page, f"{imported}/meeting?{DAY}&list=all&action_search=engage")
    with page.expect_download() as download:
        page.get_by_role("button", name="CSV", exact=True).click()
    name = download.value.suggested_filename
    assert name.startswith("actions-with-the-words-engage-")
    assert name.endswith("-2022-11-28-official-sensitive.csv")
    table = read_table(Path(download.value.path()).read_bytes(), "actions.csv")
    texts = [cells[table.header.index("Action")] for cells in table.rows]
    owners = [cells[table.header.index("Owner role")] for cells in table.rows]
    assert len(texts) >= 2
    assert all("engage" in f"{text} {owner}".casefold() for text, owner in zip(texts, owners, strict=True))
