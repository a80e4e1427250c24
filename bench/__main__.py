"""`make bench`: one interleaved run in a real browser, printed as a table; nothing here passes or fails by time."""

from __future__ import annotations

import argparse
import statistics
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager

from playwright.sync_api import Browser, Page, sync_playwright

from bench.costs import MEGABYTE, PeakMemory, first_load
from bench.large_register import large_register
from bench.repaint import STOPWATCH, Reader
from tests.browser.browser import find, launch
from tests.browser.looking import PATIENCE, WATCH
from tests.browser.server import ROOT, Server

PAGES = {
    "Overview": "/",
    "Register": "/register",
    "Trends": "/trends",
    "Dates and slippage": "/dates",
    "Turnaround": "/turnaround",
    "Engage": "/engage",
    "On-boarding": "/onboarding",
    "Assurance": "/assurance",
    "Responses": "/responses",
    "Themes": "/themes",
    "Changes": "/changes",
}
EMPTY = "empty page"


def main(arguments: list[str]) -> None:
    """Measure everything and print it."""
    options = _parser().parse_args(arguments)
    demonstration = ROOT / "data" / "demonstration"
    large = large_register(demonstration, ROOT / "build" / "bench", options.size, options.extracts)
    path = find()
    with ExitStack() as running:
        small_app = running.enter_context(Server(demonstration))
        large_server = Server(large)
        memory = running.enter_context(PeakMemory(large_server.process.pid))
        large_app = running.enter_context(large_server)
        empty = running.enter_context(Server(script=ROOT / "bench" / "empty_page.py"))
        plain = running.enter_context(Server(script=ROOT / "bench" / "plain_page.py"))
        browser = launch(running.enter_context(sync_playwright()), path)
        readers = [
            _reader(browser, EMPTY, empty.url),
            _reader(browser, "plain page, four plotly charts", plain.url),
            *_readers_of(browser, small_app, "demonstration", options.pages),
            *_readers_of(browser, large_app, f"{options.size:,}", options.pages),
        ]
        print_repaints(interleaved(readers, options.rounds))
        for name, server in (("demonstration", small_app), (f"{options.size:,}", large_app)):
            _print_first_load(browser, name, server.url)
        browser.close()
    print(f"Peak memory of the server at {options.size:,}: {memory.bytes / MEGABYTE:,.0f} MB")


def interleaved(readers: list[Reader], rounds: int) -> dict[str, list[float]]:
    """Milliseconds of each reader's filter changes: one each in every round, so that all meet the same machine."""
    took: dict[str, list[float]] = {reader.name: [] for reader in readers}
    for reader in readers:
        reader.open()
        reader.change()  # the first choice of all loads what later ones have
    for _ in range(rounds):
        for reader in readers:
            took[reader.name].append(reader.change())
    return took


def print_repaints(took: dict[str, list[float]]) -> None:
    """The table of medians, middle halves and multiples of the empty page."""
    yardstick = statistics.median(took[EMPTY])
    print(f"\nFilter change to last repaint, {len(took[EMPTY])} changes each, interleaved")
    print(f"{'page':<34}{'median ms':>10}{'middle half':>14}{'× empty':>9}")
    for name, times in took.items():
        low, middle, high = statistics.quantiles(times, n=4)
        print(f"{name:<34}{middle:>10.0f}{f'{low:.0f}–{high:.0f}':>14}{middle / yardstick:>9.1f}")


def _print_first_load(browser: Browser, name: str, url: str) -> None:
    with _page(browser) as page:
        wire = first_load(page, url)
        files, messages = wire.files / MEGABYTE, wire.messages / MEGABYTE
        print(f"First load with a cold cache, {name}: {files:.2f} MB of files, {messages:.2f} MB of messages")


def _readers_of(browser: Browser, server: Server, size: str, titles: Sequence[str]) -> list[Reader]:
    return [_reader(browser, f"{title}, {size}", server.url + PAGES[title], behind_a_popover=True) for title in titles]


def _reader(browser: Browser, name: str, url: str, *, behind_a_popover: bool = False) -> Reader:
    return Reader(name, _open_page(browser), url, behind_a_popover)


def _open_page(browser: Browser) -> Page:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, color_scheme="light", locale="en-GB")
    context.set_default_timeout(PATIENCE)
    context.add_init_script(WATCH + STOPWATCH)
    return context.new_page()


@contextmanager
def _page(browser: Browser) -> Iterator[Page]:
    page = _open_page(browser)
    yield page
    page.context.close()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--size", type=int, default=300_000, help="recommendations of the large register")
    parser.add_argument("--extracts", type=int, default=3, help="extracts of the large register, the newest ones")
    parser.add_argument("--rounds", type=int, default=15, help="filter changes of each page")
    parser.add_argument("--pages", nargs="+", choices=PAGES, default=list(PAGES), help="titles of the pages to measure")
    return parser


if __name__ == "__main__":
    main(sys.argv[1:])
