"""The forward plan in a real browser: weights and rows kept in the address, and the way to a new meeting."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Page, expect

from tests.browser.looking import axe, settled, visit

NOVEMBER = "as_at=2022-11-28"


def test_chosen_weights_stay_in_the_address_and_survive_a_reload(app: str, page: Page) -> None:
    visit(page, f"{app}/plan?{NOVEMBER}")
    page.get_by_role("button", name="Weights").click()
    late = page.get_by_label("Past first date: past the date first agreed for it")
    late.fill("5")
    late.press("Enter")
    expect(page).to_have_url(re.compile("weights=1-5-1-1-1"))
    assert axe(settled(page)) == []
    page.reload()
    settled(page)
    expect(page.get_by_text("Priority score = 1 × open + 5 × past first date")).to_be_visible()


def test_a_bar_leads_to_its_rows_and_another_dimension_lets_them_go(app: str, page: Page) -> None:
    visit(page, f"{app}/plan?{NOVEMBER}")
    page.get_by_role("group", name=re.compile("choose one")).get_by_role("button").first.press("Enter")
    expect(page.get_by_text(re.compile(r"^\d+ recommendations: "))).to_be_visible()
    expect(page).to_have_url(re.compile("see_weight="))
    page.get_by_test_id("stButtonGroup").get_by_role("radio", name="Programmes").click()
    expect(page.get_by_text(re.compile(r"^\d+ recommendations: "))).to_have_count(0)
    expect(page).to_have_url(re.compile("by=programme"))


def test_the_form_of_a_new_meeting_is_filled_in(app: str, page: Page) -> None:
    visit(page, f"{app}/plan?{NOVEMBER}&by=programme")
    page.get_by_role("link", name="Plan a meeting").click()
    settled(page)
    expect(page).to_have_url(re.compile("/meeting.*programmes="))
    (name,) = parse_qs(urlsplit(page.url).query)["programmes"]
    form = page.get_by_test_id("stForm").filter(has_text="Add the meeting")
    expect(form.get_by_test_id("stMultiSelect").filter(has_text="Programmes")).to_contain_text(name)
