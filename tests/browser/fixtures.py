"""The one browser of a test run: Playwright allows one of its loops in a process, so every test shares it."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterator
from contextlib import ExitStack, suppress
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, expect, sync_playwright

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


@pytest.fixture(scope="session")
def shared_profile(browser: Browser) -> Iterator[BrowserContext]:
    """The browser profile that tests take in turn: one process draws all its pages and keeps the scripts compiled."""
    with ExitStack() as opened:
        profile = new_profile(opened, browser)
        # A page that nobody sees keeps the process alive between tests.
        keeper = profile.new_page()
        keeper.route("**/*", lambda route: route.fulfill(body="<!doctype html><title>keeper</title>"))
        keeper.goto("http://127.0.0.1:9/")
        yield profile


@pytest.fixture
def new_page(browser: Browser, shared_profile: BrowserContext) -> Iterator[Callable[..., Page]]:
    """A page in a browser profile of which no other page of the test knows; takes Playwright's context options.

    The first page is in the shared profile, emptied after the test, where its options can be set on a page.
    """
    with ExitStack() as opened:
        is_free = True

        def new(**options: Any) -> Page:
            nonlocal is_free
            if is_free and options.keys() <= OF_A_PAGE:
                is_free = False
                return shared_page(opened, shared_profile, **options)
            return page_of_its_own(opened, browser, **options)

        yield new


OF_A_PAGE = {"viewport", "color_scheme", "reduced_motion", "forced_colors"}
"""Options of a profile that can be set on one page."""

SETTINGS: dict[str, Any] = {
    "viewport": {"width": 1440, "height": 900},
    "color_scheme": "light",
    "locale": "en-GB",
    "timezone_id": "Europe/London",
}


def new_profile(opened: ExitStack, browser: Browser, **options: Any) -> BrowserContext:
    """A new browser profile, which is gone when `opened` is closed."""
    profile = browser.new_context(**SETTINGS | options)
    opened.callback(profile.close)
    profile.set_default_timeout(PATIENCE)
    profile.add_init_script(WATCH)
    return profile


def page_of_its_own(opened: ExitStack, browser: Browser, **options: Any) -> Page:
    """A page in a new browser profile, which is gone when `opened` is closed."""
    return new_profile(opened, browser, **options).new_page()


def shared_page(opened: ExitStack, profile: BrowserContext, **options: Any) -> Page:
    """A page in a profile that others take too: closed with `opened`, and all that the profile stored goes with it."""
    opened.callback(_empty, profile, tuple(profile.pages))
    page = profile.new_page()
    if viewport := options.pop("viewport", None):
        page.set_viewport_size(viewport)
    if options:
        page.emulate_media(**options)
    return page


def _empty(profile: BrowserContext, before: Collection[Page]) -> None:
    for page in profile.pages:
        if page in before:
            continue
        with suppress(Error):  # a page that shows an error of the browser has no storage
            page.evaluate("localStorage.clear()")
        page.close()
    profile.clear_cookies()
    profile.clear_permissions()
