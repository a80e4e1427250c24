"""The one browser of a test run: Playwright allows one of its loops in a process, so every test shares it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser import browser as browsers
from tests.browser.looking import PATIENCE, WATCH

# Playwright's own five seconds are too few for a click's answer on a machine that is busy with other tests.
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
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


@pytest.fixture
def new_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """A page in a browser profile of its own; takes Playwright's context options (`color_scheme="dark"`, …)."""
    with ExitStack() as opened:
        yield partial(page_of_its_own, opened, browser)


def page_of_its_own(opened: ExitStack, browser: Browser, **options: Any) -> Page:
    """A page in a new browser profile, which is gone when `opened` is closed."""
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
