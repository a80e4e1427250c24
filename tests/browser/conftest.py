"""Fixtures of the browser tests: `app`, `app_on`, `page`, `new_page`; all run in one worker."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser import browser as browsers
from tests.browser.looking import PATIENCE, WATCH
from tests.browser.server import Server

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One server and one browser serve all these tests, so they share a worker."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """A headless browser. None installed: a failure in CI, elsewhere a skip that says what to install."""
    try:
        path = browsers.find()
    except browsers.NoBrowser as error:
        if os.environ.get("CI") == "true":
            pytest.fail(str(error))
        pytest.skip(str(error))
    with sync_playwright() as playwright:
        running = browsers.launch(playwright, path)
        yield running
        running.close()


@pytest.fixture(scope="package")
def app_on(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[Path | None], str]]:
    """The address of a dashboard on that register folder; one server a folder, kept for the whole run."""
    with ExitStack() as running:
        urls: dict[Path | None, str] = {}

        def start(register: Path | None) -> str:
            if register not in urls:
                log = tmp_path_factory.mktemp("server") / "log.txt"
                urls[register] = running.enter_context(Server(register, log=log)).url
            return urls[register]

        yield start


@pytest.fixture(scope="package")
def app(app_on: Callable[[Path | None], str]) -> str:
    """The address of a dashboard on the demonstration register."""
    return app_on(None)


@pytest.fixture
def new_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """A page in a browser profile of its own; takes Playwright's context options (`color_scheme="dark"`, …)."""
    with ExitStack() as opened:

        def open_page(**options: Any) -> Page:
            settings: dict[str, Any] = {
                "viewport": {"width": 1440, "height": 900},
                "color_scheme": "light",
                "locale": "en-GB",
                "timezone_id": "Europe/London",
            }
            context = browser.new_context(**settings | options)
            opened.callback(context.close)
            context.set_default_timeout(PATIENCE)
            context.add_init_script(WATCH)
            return context.new_page()

        yield open_page


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    """A page of 1,440 by 900 pixels in a light theme."""
    return new_page()
