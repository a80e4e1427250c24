"""What prints of a page: the content alone, marked on every A4 sheet, no chart cut in two, dark ink on white."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.browser.looking import at_width, scrolled_to, stretched, visit

A4_LYING = (842, 595)
"""Points, to the nearest."""

BAR = ".st-key-block_source .register-plot .bars path"
CHARTS = """() => [...document.querySelectorAll('[class*="st-key-block_"]')].map(block =>
    [block.querySelector('h2'), ...block.querySelectorAll('.register-plot text')].map(one => one.textContent))"""


def sheets(page: Page) -> list[str]:
    """The text of each sheet of paper, without blanks and ligatures: a PDF keeps only where its letters stand."""
    reader = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    assert {(round(sheet.mediabox.width), round(sheet.mediabox.height)) for sheet in reader.pages} == {A4_LYING}
    return [unspaced(sheet.extract_text()) for sheet in reader.pages]


def unspaced(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


@pytest.mark.parametrize("path", ["/", "/trends", "/quality", "/changes"])
def test_no_chart_is_cut_in_two(app: str, page: Page, path: str) -> None:
    charts = stretched(visit(page, app + path)).evaluate(CHARTS)
    assert charts
    at_width(page, 1440, 900)
    result = sheets(visit(page, app + path))  # what lies below the window has not been drawn yet
    for headline, *labels in charts:
        (sheet,) = [text for text in result if unspaced(headline) in text]
        assert [label for label in labels if unspaced(label) not in sheet] == [], headline


def test_a_long_table_goes_on_with_its_head_and_the_days_chosen_are_on_paper(app: str, page: Page) -> None:
    visit(page, f"{app}/reconciliation?as_at=2022-06-30")
    heads = [sheet for sheet in sheets(page) if "CountedintheregisterasAssumed" in sheet]
    assert len(heads) == 2
    assert all("at30June2022,usingeverythingrecordedupto28November2022" in sheet for sheet in heads)


def test_a_dark_page_prints_dark_ink_on_white(app: str, new_page: Callable[..., Page]) -> None:
    page = visit(new_page(color_scheme="dark"), app)
    scrolled_to(page.locator(".st-key-block_source .register-chart"))
    fill = f"getComputedStyle(document.querySelector('{BAR}')).fill"
    dark = page.evaluate(fill)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print", color_scheme="dark")
    expect(page.get_by_role("heading", level=1)).to_have_css("color", "rgb(11, 18, 24)")
    assert page.evaluate(fill) == "rgb(18, 67, 109)" != dark
    page.emulate_media(media="screen", color_scheme="dark")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(page.locator(BAR).first).to_have_css("fill", dark)
