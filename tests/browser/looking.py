"""What a test asks of a page in the browser: is it settled, is it accessible, is every label whole."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Error, Locator, Page, expect

QUIET = 300
"""Milliseconds without a change to the document after which it is settled."""

PATIENCE = 60_000
"""Milliseconds a page may take to settle, on a machine that is busy with other tests."""

WATCH = """
window.__lastChange = performance.now();
new MutationObserver(() => { window.__lastChange = performance.now(); }).observe(document, {
    subtree: true, childList: true, characterData: true, attributes: true,
});
"""
"""Runs before anything else in every page: notes when the document last changed."""

SETTLED = """quiet => {
    const app = document.querySelector('[data-testid="stApp"]');
    if (!app || document.fonts.status !== "loaded") return false;
    if (app.dataset.testConnectionState !== "CONNECTED" || app.dataset.testScriptState !== "notRunning") return false;
    const waits = '[data-testid="stSkeleton"], [data-testid="stSpinner"], [data-stale="true"]';
    if (document.querySelector(waits)) return false;
    const fades = each => each instanceof CSSTransition && each.playState === "running";
    if (document.getAnimations().some(fades)) return false;
    const undrawn = chart => chart.clientWidth && !("waiting" in chart.dataset) &&
        !chart.dataset.drawn && !chart.querySelector(".register-plot").textContent;
    if ([...document.querySelectorAll(".register-chart")].some(undrawn)) return false;
    return performance.now() - window.__lastChange > quiet;
}"""

RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
    "resultTypes": ["violations"],  # what passed is not listed element by element
}
"""What axe looks for: by itself it leaves out what is new in WCAG 2.2."""

RUN = "([within, rules]) => axe.run(within ?? document, rules).then(result => result.violations)"
_AXE = Axe()

CLIPPED = """() => {
    const faults = [];
    const shown = element => {
        const box = element.getBoundingClientRect();
        return box.width > 1 && box.height > 1 &&
            element.checkVisibility({opacityProperty: true, visibilityProperty: true});
    };
    const say = (element, why) =>
        faults.push(`${why}: <${element.tagName.toLowerCase()}> "${element.textContent.trim().slice(0, 80)}"`);
    const wide = document.documentElement.scrollWidth;
    if (wide > window.innerWidth + 1) faults.push(`the page is ${wide} pixels wide in ${window.innerWidth}`);
    const main = document.querySelector('[data-testid="stMain"]');
    if (main && main.scrollWidth > main.clientWidth + 1) {
        faults.push(`the page scrolls sideways: ${main.scrollWidth} pixels in ${main.clientWidth}`);
        const edge = main.getBoundingClientRect().right + 1;
        const out = element => element.getBoundingClientRect().right > edge;
        for (const element of main.querySelectorAll("*"))
            if (out(element) && ![...element.children].some(out)) say(element, "sticks out");
    }
    const hasOwnText = element => [...element.childNodes].some(n => n.nodeType === 3 && n.data.trim());
    for (const element of document.querySelectorAll("body *")) {
        if (!hasOwnText(element) || !shown(element) || element.closest("[data-icon], [data-testid^=stIcon]")) continue;
        if (element.closest('[data-testid="stSidebar"][aria-expanded="false"]')) continue;
        const box = element.getBoundingClientRect();
        const drawing = element.closest("svg");
        if (drawing) {
            if (["STYLE", "SCRIPT", "TITLE", "DESC"].includes(element.tagName.toUpperCase())) continue;
            const frame = (element.closest(".js-plotly-plot") ?? drawing).getBoundingClientRect();
            if (box.left < frame.left - 1 || box.right > frame.right + 1 ||
                box.top < frame.top - 1 || box.bottom > frame.bottom + 1) say(element, "outside its chart");
            continue;
        }
        const style = getComputedStyle(element);
        if (["hidden", "clip"].includes(style.overflowX) && style.display !== "inline" &&
            element.scrollWidth > element.clientWidth + 1) say(element, "cut short");
        if (style.overflowY === "hidden" && element.clientHeight > 8 && element.scrollHeight > element.clientHeight + 2)
            say(element, "cut at the bottom");
    }
    return faults;
}"""


def settled(page: Page) -> Page:
    """The same page, once the script is idle, nothing is loading and the document no longer changes."""
    deadline = time.monotonic() + PATIENCE / 1000
    # Asked again and again from here: the page's own security policy forbids what wait_for_function does in it.
    while not _is_settled(page):
        if time.monotonic() > deadline:
            raise TimeoutError(f"{page.url} did not settle within {PATIENCE // 1000} seconds")
        page.wait_for_timeout(50)
    return page


def _is_settled(page: Page) -> bool:
    try:
        return bool(page.evaluate(SETTLED, QUIET))
    except Error as error:
        if "context was destroyed" in error.message:
            return False  # the page is on its way to another address
        raise


def visit(page: Page, url: str) -> Page:
    """The page at the address, settled."""
    page.goto(url)
    return settled(page)


def axe(page: Page, within: str | None = None, only: Sequence[str] = ()) -> list[str]:
    """Every accessibility violation that axe finds, each a line: rule, impact, what to do, where.

    `within` is a selector: what it selects is looked at, with what it refers to, and nothing else. `only` names the
    rules that are tried instead of all.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(_AXE.axe_script)
    rules = {"runOnly": {"type": "rule", "values": list(only)}} if only else RULES
    violations: list[dict[str, Any]] = page.evaluate(RUN, [within, rules])
    return [
        f"{fault['id']} ({fault['impact']}): {fault['help']}: {[node['target'] for node in fault['nodes']]}"
        for fault in violations
    ]


def clipped(page: Page) -> list[str]:
    """Every label that is cut short, leaves its chart, or makes the page scroll sideways."""
    faults: list[str] = page.evaluate(CLIPPED)
    return faults


def at_width(page: Page, width: int, height: int = 900) -> Page:
    """The same page in a window of another width, settled."""
    page.set_viewport_size({"width": width, "height": height})
    page.wait_for_timeout(200)  # a chart measures its frame a moment after the window has its new width
    return settled(page)


def scrolled_to(chart: Locator) -> Locator:
    """The same chart (`.register-chart`), come into view and drawn: far from the view it waits."""
    chart.scroll_into_view_if_needed()
    expect(chart).not_to_have_attribute("data-waiting", "")
    settled(chart.page)
    return chart


def stretched(page: Page) -> Page:
    """The same page in a window as tall as its content: Streamlit scrolls a box inside the window, not the page."""
    width = page.viewport_size["width"] if page.viewport_size else 1440
    for _ in range(3):
        tall = page.evaluate("""() => {
            const main = document.querySelector('[data-testid="stMain"]');
            return Math.ceil(main.getBoundingClientRect().top + main.scrollHeight);
        }""")
        if page.viewport_size and tall <= page.viewport_size["height"]:
            break
        at_width(page, width, tall)
    expect(page.locator("[data-waiting]")).to_have_count(0)
    return page
