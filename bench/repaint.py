"""How long a reader waits: from the key that changes the filter to the last repaint before the page is quiet."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

from playwright.sync_api import Locator, Page

from tests.browser.looking import settled, visit

QUIET = 400
"""Milliseconds without a change to the document after which the last repaint was the last."""

PATIENCE = 60_000
"""Milliseconds after which a page that never gets quiet is given up."""

STOPWATCH = """
window.__watch = {pressed: null, painted: null, heard: null};
window.WebSocket = class extends window.WebSocket {
    constructor(...address) {
        super(...address);
        this.addEventListener("message", () => { window.__watch.heard = performance.now(); });
    }
};
document.addEventListener("keydown", event => {
    if (event.key === "Enter") window.__watch = {pressed: performance.now(), painted: null, heard: null};
}, true);
let isNoted = false;
const noted = () => {
    if (isNoted) return;
    isNoted = true;
    requestAnimationFrame(() => {
        isNoted = false;
        // A message runs after the frame that it was sent from is painted.
        const channel = new MessageChannel();
        channel.port1.onmessage = () => { window.__watch.painted = performance.now(); };
        channel.port2.postMessage(null);
    });
};
// What lies within a canvas, or is announced, is read out and never painted; what is drawn on a canvas is no change of
// the document.
const isReadOut = ({target}) =>
    (target.closest ? target : target.parentElement)?.closest("canvas, [data-live-announcer]");
new MutationObserver(changes => { if (!changes.every(isReadOut)) noted(); })
    .observe(document, {subtree: true, childList: true, characterData: true, attributes: true});
for (const name of ["drawImage", "fillRect", "fillText", "stroke"]) {
    const draw = CanvasRenderingContext2D.prototype[name];
    CanvasRenderingContext2D.prototype[name] = function (...how) { noted(); return draw.apply(this, how); };
}
"""
"""Runs before anything else in the page: notes when Enter was pressed and when a change was last painted."""

READ = """quiet => {
    const {pressed, painted, heard} = window.__watch;
    const app = document.querySelector('[data-testid="stApp"]');
    // A busy server may be silent for longer than that before its answer comes.
    if (heard === null || app.dataset.testScriptState === "running") return null;
    if (pressed === null || painted === null || performance.now() - Math.max(painted, heard) < quiet) return null;
    return painted - pressed;
}"""

SOURCES = ("HMICFRS", "DARA", "IOPC", "Coroner", "MOPAC", "Casey")
"""What is typed to choose each source; a beginning of its label suffices."""


@dataclass
class Reader:
    """Somebody at one page, who chooses sources that nobody chose before, so that no answer lies ready."""

    name: str
    page: Page
    url: str
    behind_a_popover: bool

    def __post_init__(self) -> None:
        self._wanted = _choices()
        self._chosen: tuple[str, ...] = ()

    def open(self) -> None:
        """Bring the page to the point where its Source filter can be typed into."""
        visit(self.page, self.url)
        self._box().wait_for()
        settled(self.page)

    def change(self) -> float:
        """Choose one source more, on a choice made before or on none; milliseconds to the last repaint."""
        sources = self._wanted.pop(0)
        while self._chosen != sources[: len(self._chosen)]:
            self._take_last_away()
        for source in sources[len(self._chosen) : -1]:
            self._add(source)
        return self._add(sources[-1])

    def _take_last_away(self) -> None:
        self._box().press("Backspace")
        self._chosen = self._chosen[:-1]
        self.page.wait_for_timeout(QUIET)
        settled(self.page)

    def _add(self, source: str) -> float:
        self._box().fill(source)
        self.page.get_by_role("option", name=source).wait_for()
        self.page.wait_for_timeout(100)
        self._box().press("Enter")
        took = self._stopped()
        self._chosen = (*self._chosen, source)
        settled(self.page)
        return took

    def _stopped(self) -> float:
        for _ in range(PATIENCE // 50):
            took = self.page.evaluate(READ, QUIET)
            if took is not None:
                return float(took)
            self.page.wait_for_timeout(50)
        raise TimeoutError(f"{self.name} was not quiet within {PATIENCE // 1000} seconds of a filter change")

    def _box(self) -> Locator:
        box = self.page.get_by_role("combobox", name="Source").first
        if self.behind_a_popover and not box.is_visible():
            self.page.get_by_role("button", name="Filters:").click()
        return box


def _choices() -> list[tuple[str, ...]]:
    """Every choice of one to three sources once, so ordered that most add one source to the choice before."""
    choices = [chosen for n in (1, 2, 3) for chosen in combinations(SOURCES, n)]
    return sorted(choices, key=lambda chosen: [SOURCES.index(source) for source in chosen])
