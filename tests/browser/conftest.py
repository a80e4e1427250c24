"""Fixtures of the browser tests: `app`, `app_on` and `page`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.server import Server


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
def page(new_page: Callable[..., Page]) -> Page:
    """A page of 1,440 by 900 pixels in a light theme."""
    return new_page()
