"""A view as a link: copied, opened elsewhere, stepped back through; and what an address of no page answers."""

from __future__ import annotations

import json
import re
import urllib.request
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.looking import axe, clipped, settled, visit

REFUSES = "Object.defineProperty(navigator, 'clipboard', { value: undefined })"
"""A browser that opens the dashboard over plain http from another machine offers no clipboard."""

VIEWS = (
    "/?source=DARA&see_source=DARA+internal+audit",
    "/register?status=open&search=vetting&list_order=Oldest+first",
    "/trends?theme=%5Bblank%5D&as_at=2022-06-30",
    "/changes?since=2022-09-30&delivery_route=programme",
)


def copy(page: Page) -> None:
    page.get_by_role("button", name="Copy link to this view").click()


def shown(page: Page) -> tuple[list[str], list[str], list[str]]:
    """What a reader sees of a view: its headings, its captions, and its bars with the one that is chosen."""
    bars = page.locator(".register-rows button").all()
    return (
        page.get_by_role("heading").all_inner_texts(),
        page.get_by_test_id("stCaptionContainer").all_inner_texts(),
        [f"{bar.get_attribute('aria-label')} {bar.get_attribute('aria-pressed')}" for bar in bars],
    )


@pytest.mark.parametrize("view", VIEWS)
def test_a_copied_link_opens_the_same_view_elsewhere(app: str, new_page: Callable[..., Page], view: str) -> None:
    page = visit(new_page(permissions=["clipboard-read", "clipboard-write"]), app + view)
    copy(page)
    expect(page.get_by_role("status").filter(has_text="Link copied")).to_be_visible()
    link = page.evaluate("navigator.clipboard.readText()")
    requested, copied = (parse_qs(urlsplit(url).query) for url in (app + view, link))
    assert copied == {"as_at": ["2022-11-28"], "known_at": ["2022-11-28"]} | requested
    elsewhere = visit(new_page(), link)
    assert shown(elsewhere) == shown(page)


def test_where_the_clipboard_is_refused_the_link_stands_in_a_field(app: str, page: Page) -> None:
    page.add_init_script(REFUSES)
    visit(page, f"{app}/dates?source=IOPC")
    copy(page)
    field = page.get_by_role("textbox", name="Link to this view")
    expect(field).to_be_focused()
    query = parse_qs(urlsplit(field.input_value()).query)
    assert query == {"source": ["IOPC"], "as_at": ["2022-11-28"], "known_at": ["2022-11-28"]}
    assert page.evaluate("getSelection().toString()") == field.input_value()
    expect(page.get_by_role("status").filter(has_text="does not let it be copied")).to_be_visible()
    assert axe(page) == []
    for width in (1440, 390):
        page.set_viewport_size({"width": width, "height": 900})
        assert [fault for fault in clipped(settled(page)) if "Copy" in fault or "copied" in fault] == []
    page.keyboard.press("Escape")
    expect(field).to_be_hidden()
    expect(page.get_by_role("button", name="Copy link to this view")).to_be_focused()


def test_back_undoes_a_choice_and_forward_makes_it_again(app: str, page: Page) -> None:
    view = page.get_by_test_id("stCaptionContainer").first
    visit(page, f"{app}/trends")
    page.goto(app)
    settled(page)
    page.get_by_test_id("stPopoverButton").filter(has_text="Filters").click()
    field = page.get_by_test_id("stMultiSelect").first.locator("input")
    for source in ("DARA", "IOPC"):
        field.fill(source)
        expect(page.get_by_role("option")).to_have_count(1)
        field.press("Enter")
        expect(page).to_have_url(re.compile(f"source={source}$"))
        settled(page)
    page.keyboard.press("Escape")
    page.go_back()
    expect(view).to_have_text(re.compile("^DARA internal audit, at"))
    expect(page.get_by_test_id("stPopoverButton").filter(has_text="Filters: 1")).to_be_visible()
    assert settled(page).url == f"{app}/?source=DARA"
    page.go_back()
    expect(view).to_have_text(re.compile("^All recommendations at"))
    page.go_forward()
    expect(view).to_have_text(re.compile("^DARA internal audit, at"))
    settled(page).go_back()
    expect(view).to_have_text(re.compile("^All recommendations at"))
    settled(page).go_back()
    expect(page).to_have_url(f"{app}/trends")


def test_back_closes_the_rows_of_a_bar_and_undoes_the_order_of_a_list(app: str, page: Page) -> None:
    visit(page, app)
    bar = page.get_by_role("button", name=re.compile("^IOPC, "))
    bar.click()
    expect(bar).to_have_attribute("aria-pressed", "true")
    settled(page).go_back()
    expect(bar).to_have_attribute("aria-pressed", "false")
    expect(page.get_by_role("button", name="Download these")).to_have_count(0)
    visit(page, f"{app}/register")
    sentence = page.get_by_role("heading", level=1)
    first = sentence.inner_text()
    page.get_by_role("button", name="Columns and order").click()
    page.get_by_test_id("stSelectbox").get_by_role("combobox").click()
    page.get_by_role("option").nth(2).click()
    expect(sentence).not_to_have_text(first)
    assert "list_order=" in settled(page).url
    page.keyboard.press("Escape")
    page.go_back()
    expect(sentence).to_have_text(first)


def test_one_back_leads_from_the_register_to_the_rows_that_were_open(app: str, page: Page) -> None:
    visit(page, app)
    page.get_by_role("button", name=re.compile("^IOPC, ")).click()
    page.get_by_role("button", name="Download these").wait_for()
    before, seen = settled(page).url, shown(page)
    page.get_by_role("button", name="Open in the register").click()
    expect(page).to_have_url(re.compile("/register"))
    there, listed = settled(page).url, shown(page)
    page.go_back()
    expect(page.get_by_role("button", name="Download these")).to_be_visible()
    assert settled(page).url == before
    assert shown(page) == seen
    page.go_forward()
    expect(page).to_have_url(there)
    expect(page.get_by_role("heading", level=1)).to_have_text(listed[0][0])
    assert shown(settled(page)) == listed
    page.go_back()
    expect(page.get_by_role("button", name="Download these")).to_be_visible()
    settled(page).go_back()
    expect(page.get_by_role("button", name="Download these")).to_have_count(0)
    assert settled(page).url == f"{app}/"


@pytest.mark.parametrize(
    ("asked", "near"), [("Overviw", "Overview"), ("Trends", "Trends"), ("Dates-and-slipage", "Dates and slippage")]
)
def test_a_mistyped_page_is_told_with_the_one_that_was_meant(app: str, page: Page, asked: str, near: str) -> None:
    visit(page, f"{app}/{asked}")
    heading = page.get_by_role("heading", name=f"There is no page called “{asked}”. Did you mean “{near}”?")
    expect(heading).to_be_visible()
    page.get_by_test_id("stPageLink").get_by_role("link", name=f"{near}: ").click()
    expect(heading).to_have_count(0)
    assert settled(page).url != f"{app}/{asked}"
    page.go_back()
    expect(heading).to_be_visible()


def test_an_address_like_no_page_guesses_none(app: str, page: Page) -> None:
    visit(page, f"{app}/xyzzy")
    expect(page.get_by_role("heading", name="There is no page called “xyzzy”.", exact=True)).to_be_visible()
    expect(page.get_by_test_id("stPageLink")).to_have_count(1)


def test_an_address_of_no_page_says_so_and_leads_on(app: str, page: Page) -> None:
    heading = "There is no page called “trend”. Did you mean “Trends”?"
    visit(page, f"{app}/trend?source=DARA")
    expect(page.get_by_role("heading", name=heading)).to_be_visible()
    assert page.url == f"{app}/trend?source=DARA"
    assert page.get_by_role("dialog").count() == 0
    assert axe(page) == []
    page.get_by_role("link", name="Trends: How many are received").click()
    expect(page).to_have_url(f"{app}/trends?source=DARA")
    settled(page).go_back()
    expect(page.get_by_role("heading", name=heading)).to_be_visible()


def test_a_mistyped_filter_is_told_with_what_was_meant(app: str, page: Page) -> None:
    visit(page, f"{app}/register?source=HMICFSR")
    alert = page.get_by_role("alert").filter(has_text="There is no source called 'HMICFSR' in this register")
    expect(alert).to_contain_text("Did you mean 'HMICFRS'?")
    assert axe(page) == []


def test_a_name_that_nothing_answers_to_is_told(app: str, page: Page) -> None:
    visit(page, f"{app}/register?foo=1&sorce=DARA&list_order=Oldest+first&source=")
    (alert,) = page.get_by_role("alert").all()
    expect(alert).to_contain_text("The address asks for 'foo', which is no filter and no choice of a page.")
    expect(alert).to_contain_text("Did you mean 'source'?")
    assert "list_order" not in alert.inner_text()
    assert "source=&" not in f"{page.url}&"


def test_no_page_that_might_frame_it_may_command_it(app: str) -> None:
    with urllib.request.urlopen(f"{app}/_stcore/host-config") as answer:
        assert json.load(answer)["allowedOrigins"] == []


@pytest.mark.parametrize("path", ["/", "/register", "/explore/trends"])
def test_a_page_asks_for_nothing_that_is_not_there(app: str, page: Page, path: str) -> None:
    refused: list[str] = []
    page.on("response", lambda answer: refused.append(answer.url) if answer.status >= 400 else None)
    page.on("console", lambda said: refused.append(said.text) if said.type == "error" else None)
    visit(page, f"{app}{path}")
    assert refused == []


def test_an_address_with_too_many_choices_says_so(app: str, page: Page) -> None:
    page.goto(f"{app}/register?{'&'.join(['source=DARA'] * 1001)}")
    expect(page.get_by_role("heading", name="The address is too long")).to_be_visible()
    page.get_by_role("link", name="Open this page without filters").click()
    settled(page)
    assert page.url.rstrip("?") == f"{app}/register"
