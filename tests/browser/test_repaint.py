"""The stopwatch of the benchmark counts what is painted, not what is only read out."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page

from bench.repaint import STOPWATCH

BODY = "<p>seen</p><div data-live-announcer='true'><div>heard</div></div><canvas><span>heard</span></canvas>"
ALTERED = "selector => { document.querySelector(selector).textContent += ' more' }"
PAINTED = "() => new Promise(done => setTimeout(() => done(window.__watch.painted), 200))"


def test_what_is_only_read_out_is_no_repaint(new_page: Callable[..., Page]) -> None:
    page = new_page()
    page.add_init_script(STOPWATCH)
    page.goto("data:text/html,<!doctype html>")
    page.evaluate("body => { document.body.innerHTML = body }", BODY)
    page.evaluate(PAINTED)
    page.keyboard.press("Enter")
    for heard in ("[data-live-announcer] div", "canvas span"):
        page.evaluate(ALTERED, heard)
        assert page.evaluate(PAINTED) is None
    page.evaluate(ALTERED, "p")
    assert page.evaluate(PAINTED) > 0
