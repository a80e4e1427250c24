"""The browser tests' own tools, proved on a small page of their own and on the dashboard's front page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.looking import at_width, axe, clipped, settled, stretched, visit
from tests.browser.server import Server, free_port

SCRIPT = """
import os
import streamlit as st
import time
st.title("A page of the tests")
name = st.selectbox("Body", ["DARA", "IOPC"], key="body", bind="query-params")
time.sleep(0.5)
st.write(f"Chosen: {name}")
st.write(f"Register: {os.environ['REGISTER']}")
st.html('<p style="width:60px;overflow:hidden;white-space:nowrap">A label far too long for its place</p>'
        if name == "IOPC" else "<p>short</p>")
st.html("<p style='height:3000px'>tall</p>")
"""


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("small")
    script = folder / "small.py"
    script.write_text(SCRIPT, encoding="utf-8")
    with Server(folder / "register", script=script) as server:
        yield server.url


def test_a_visit_ends_when_the_slow_script_has_drawn_its_last_line(small: str, page: Page) -> None:
    visit(page, small)
    assert page.get_by_text("Chosen: DARA").is_visible()


def test_a_choice_is_settled_when_its_rerun_is_drawn(small: str, page: Page) -> None:
    visit(page, small)
    page.get_by_role("combobox").click()
    page.get_by_role("option", name="IOPC").click()
    expect(page.get_by_text("Chosen: IOPC")).to_be_visible()
    assert settled(page).url.endswith("?body=IOPC")


def test_the_register_folder_is_the_one_asked_for(small: str, page: Page) -> None:
    visit(page, small)
    assert "/register" in page.get_by_text("Register:").inner_text()


def test_a_label_cut_short_is_reported_and_a_whole_one_is_not(small: str, page: Page) -> None:
    assert clipped(visit(page, small)) == []
    assert any("A label far too long" in fault for fault in clipped(visit(page, f"{small}/?body=IOPC")))


def test_axe_reports_a_violation_and_none_on_a_plain_page(small: str, page: Page) -> None:
    assert axe(visit(page, small)) == []
    page.evaluate("document.querySelector('h1').insertAdjacentHTML('afterend', '<img src=\"x.png\">')")
    assert any(fault.startswith("image-alt") for fault in axe(page))


def test_axe_looks_within_a_part_of_the_page_and_nowhere_else(small: str, page: Page) -> None:
    visit(page, small)
    page.evaluate("document.querySelector('h1').insertAdjacentHTML('beforeend', '<img src=\"x.png\">')")
    assert any(fault.startswith("image-alt") for fault in axe(page, '[data-testid="stHeading"], h1'))
    assert axe(page, '[data-testid="stSelectbox"]') == []


def test_a_window_is_widened_and_stretched_to_the_whole_page(small: str, page: Page) -> None:
    visit(page, small)
    assert at_width(page, 390).evaluate("window.innerWidth") == 390
    assert stretched(page).evaluate("window.innerHeight") > 3000


def test_each_page_has_a_profile_and_a_theme_of_its_own(small: str, new_page: Callable[..., Page]) -> None:
    dark = visit(new_page(color_scheme="dark"), small)
    assert dark.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")


def test_a_server_that_dies_at_its_start_is_told_and_leaves_nothing_running(tmp_path: Path) -> None:
    server = Server(script=tmp_path / "absent.py")
    with pytest.raises(RuntimeError, match="stopped at its start"):
        server.__enter__()
    assert server.process.poll() is not None


def test_a_stopped_server_answers_no_more(tmp_path: Path) -> None:
    script = tmp_path / "short.py"
    script.write_text("import streamlit as st\nst.write('here')\n", encoding="utf-8")
    with Server(script=script) as server:
        assert server.process.poll() is None
    assert server.process.poll() is not None


def test_two_free_ports_can_be_had() -> None:
    assert 1024 < free_port() < 65536
