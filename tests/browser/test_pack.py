"""The pack's page in a real browser: nobody is shut out, nothing is cut off, nothing is asked of any server."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from playwright.sync_api import Page
from pypdf import PdfReader

from analytics.files.pack import html
from tests.browser.looking import axe
from tests.files.pack.papers import of_register


@pytest.fixture(scope="module")
def address(demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    file = tmp_path_factory.mktemp("pack") / "pack.html"
    with file.open("wb") as stream:
        html.write(of_register(demonstration, date(2022, 10, 31)), stream)
    return file.as_uri()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation_with_the_tables_closed_and_open(
    new_page: Callable[..., Page], address: str, scheme: str
) -> None:
    page = new_page(color_scheme=scheme)
    requested: list[str] = []
    page.on("request", lambda request: requested.append(request.url))
    page.goto(address)
    assert axe(page) == []
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    assert axe(page) == []
    assert [url for url in requested if not url.startswith("file:")] == []


@pytest.mark.parametrize("width", [320, 390, 768, 1440])
def test_nothing_is_wider_than_the_window(new_page: Callable[..., Page], address: str, width: int) -> None:
    page = new_page(viewport={"width": width, "height": 900})
    page.goto(address)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_no_name_of_a_chart_runs_into_its_bar(new_page: Callable[..., Page], address: str) -> None:
    page = new_page()
    page.goto(address)
    over = page.evaluate("""() => [...document.querySelectorAll('svg')].flatMap(svg => {
        const bars = [...svg.querySelectorAll('rect.looked-at')].map(bar => bar.getBoundingClientRect());
        const names = [...svg.querySelectorAll('text[x="0"]')];
        return names.filter(name => bars.some(bar => {
            const box = name.getBoundingClientRect();
            return bar.width > 0 && box.right > bar.left && box.top < bar.bottom && box.bottom > bar.top;
        })).map(name => name.textContent);
    })""")
    assert over == []


def test_the_first_stop_leads_past_the_cover(new_page: Callable[..., Page], address: str) -> None:
    page = new_page()
    page.goto(address)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the first section"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "section-1"


def test_each_printed_page_has_its_marking(new_page: Callable[..., Page], address: str) -> None:
    page = new_page()
    page.goto(address)
    pages = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True))).pages
    assert len(pages) > 5
    for number, printed in enumerate(pages, start=1):
        text = " ".join(printed.extract_text().split())
        assert "OFFICIAL-SENSITIVE · demonstration data" in text
        assert f"Page {number} of {len(pages)}" in text
        assert float(printed.mediabox.width) > float(printed.mediabox.height)
