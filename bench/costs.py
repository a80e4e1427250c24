"""What a dashboard costs its server in memory, and its reader's line in bytes at the first load."""

from __future__ import annotations

import threading
from types import TracebackType
from typing import Any, Self

import psutil
from playwright.sync_api import Page

from tests.browser.looking import visit

EVERY = 0.02
"""Seconds between two looks at the server's memory."""

MEGABYTE = 1_000_000

BINARY = 2
"""The WebSocket protocol's number for a message that is not text."""


class PeakMemory:
    """The most memory that a process and its children have held, in bytes, while this was open."""

    def __init__(self, pid: int) -> None:
        self.bytes = 0
        self._process = psutil.Process(pid)
        self._enough = threading.Event()
        self._watcher = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Self:
        self._watcher.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._enough.set()
        self._watcher.join()

    def _watch(self) -> None:
        while not self._enough.wait(EVERY):
            try:
                family = [self._process, *self._process.children(recursive=True)]
                self.bytes = max(self.bytes, sum(each.memory_info().rss for each in family))
            except psutil.NoSuchProcess:
                return


class Wire:
    """Bytes that a page received: files as they came, compressed; the socket's messages as they were unpacked."""

    def __init__(self, page: Page) -> None:
        self.files = 0
        self.messages = 0
        self._session = page.context.new_cdp_session(page)
        self._session.send("Network.enable")
        self._session.send("Network.setCacheDisabled", {"cacheDisabled": True})
        self._session.on("Network.loadingFinished", self._file)
        self._session.on("Network.webSocketFrameReceived", self._message)

    def _file(self, event: dict[str, Any]) -> None:
        self.files += int(event["encodedDataLength"])

    def _message(self, event: dict[str, Any]) -> None:
        response = event["response"]
        length = len(response["payloadData"])
        # A binary message (opcode 2) is reported in base64: four characters for three bytes.
        self.messages += length * 3 // 4 if response["opcode"] == BINARY else length


def first_load(page: Page, url: str) -> Wire:
    """What the first visit of a reader with an empty cache brings over the line, until the page is settled."""
    wire = Wire(page)
    visit(page, url)
    return wire
