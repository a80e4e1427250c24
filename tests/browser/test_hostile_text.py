"""Text from a register, an address or a meeting in a real browser: shown letter by letter, never a link or a mark."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Page

from analytics.meetings.records import Action, Decision, Letter, Meeting, MeetingKind
from analytics.meetings.store import Store
from analytics.vocabulary import COLUMNS, allowed_values
from pages.ui import address_parameters, menu
from tests.browser.looking import visit
from tests.browser.server import Server
from tests.registers import write_register

SCRIPT = """
import json, pathlib
import streamlit as st
from pages.ui import screen
for number, text in enumerate(json.loads(pathlib.Path({file!r}).read_text("utf-8"))):
    with st.container(key=f"shown_{{number}}"):
        screen.markdown(text)
"""

LINK = "[**Session expired, sign in**](http://evil.example/)"
TEXTS = (
    LINK,
    "see http://evil.example/a or HTTPS://evil.example/b, (http://evil.example) and _http://evil.example",
    "see www.evil.example and WWW.evil.example/a",
    "write to who@evil.example or mailto:who@evil.example",
    "<http://evil.example> <a href='http://evil.example'>sign in</a> <img src=x onerror=alert(1)> <!-- a -->",
    "![picture](http://evil.example/p.png) [a]: http://evil.example [^1]",
    ":red[red] :blue-background[b] :material/home: :smile: :small[s] :streamlit: at 10:30",
    "$a$ $$b$$ `c` ``d`` **e** __f__ ***g*** ~~h~~ ^i^ {j}",
    "# head",
    "> quoted",
    "- one\n- two\n+ three\n* four",
    "1. one\n2) two",
    "head\n===",
    "head\n---",
    "a\n\n    code\n\n\tcode",
    "| a | b |\n|---|---|\n| 1 | 2 |",
    "a | b\n:-- | --:\n1 | 2",
    "&lt;b&gt; &#42; &amp; &copy;",
    "```\nfenced\n```",
    "back\\slash \\*a\\* \\[b\\](c)",
    "::directive[a] :::container\na\n:::",
)

READ = """() => [...document.querySelectorAll('[class*="st-key-shown_"]')].map(box => ({
    text: box.innerText, marks: [...box.querySelectorAll('[data-testid="stMarkdownContainer"] *')]
        .map(one => one.tagName.toLowerCase()).filter(name => name !== 'p')}))"""

INJECTED = """() => [...document.querySelectorAll('body *')]
    .filter(one => (one.href || one.src) && new URL(one.href || one.src, location).host.includes('evil.example')
        || (['STRONG', 'B', 'A', 'H1', 'IMG'].includes(one.tagName) && one.textContent === 'Session expired, sign in'))
    .map(one => one.outerHTML.slice(0, 200))"""


def plain(text: str) -> str:
    return " ".join(text.replace("\u2060", "").split())


def test_every_mark_of_markdown_is_shown_as_it_is_written(page: Page, tmp_path: Path) -> None:
    (tmp_path / "texts.json").write_text(json.dumps(TEXTS), encoding="utf-8")
    script = tmp_path / "app.py"
    script.write_text(SCRIPT.format(file=str(tmp_path / "texts.json")), encoding="utf-8")
    with Server(script=script) as server:
        shown = visit(page, server.url).evaluate(READ)
    assert [plain(item["text"]) for item in shown] == [plain(text) for text in TEXTS]
    assert [item["marks"] for item in shown] == [[]] * len(TEXTS)


def hostile_row(reference: str, **given: object) -> dict[str, object]:
    """A row whose every text column holds a link."""
    names = [column.name for column in COLUMNS if column.type in ("text", "long text")]
    texts = {name: LINK for name in names if allowed_values(name) is None}
    lists = {column.name: [LINK] for column in COLUMNS if column.type == "list"}
    days = {"received_on": date(2024, 1, 2), "made_on": date(2024, 1, 1), "due_on": date(2024, 2, 1)}
    return {**texts, **lists, **days, "reference": reference, "status": "open", "kind": "recommendation", **given}


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("hostile")
    rows = [
        hostile_row(LINK),
        hostile_row("https://example.org/) [Session expired, sign in](http://evil.example", parent_reference=LINK),
        hostile_row("www.evil.example", status="closed", close_reason=None, closed_on=date(2024, 3, 1)),
    ]
    anomaly = {"kind": "rows", "message": LINK, "column": None, "before": 1, "after": 2}
    manifest = {"note": LINK, "accepted_because": LINK, "anomalies": (anomaly,), "loaded_by": LINK, "filename": LINK}
    write_register(folder, {date(2024, 2, 29): rows[:2], date(2024, 3, 31): rows}, **manifest)
    with Server(folder) as server:
        with Store(f"sqlite:///{Path(server._meetings.name) / 'actions.sqlite'}") as store:
            at = datetime(2024, 3, 1, tzinfo=UTC)
            with store.transaction(by=LINK, at=at) as writing:
                about = {"themes": (LINK,), "programmes": (LINK,)}
                kind = next(iter(MeetingKind))
                held = writing.add(Meeting(id=0, kind=kind, held_on=date(2024, 3, 1), title=LINK, note=LINK, **about))
                letter = writing.add(Letter(id=0, meeting_id=held.id, sent_on=held.held_on, subject=LINK, address=LINK))
                writing.add(Decision(id=0, meeting_id=held.id, text=LINK, references=(LINK,)))
                texts = {"text": LINK, "owner_role": LINK, "outcome": LINK, "references": (LINK,)}
                writing.add(Action(id=0, meeting_id=held.id, letter_id=letter.id, **texts))
        yield server.url


ADDRESSES = [
    *(f"{entry.url_path if entry.url_path != 'overview' else ''}" for entry in menu.ENTRIES),
    f"register?reference={quote(LINK)}",
    f"register?reference={quote('https://example.org/) [Session expired, sign in](http://evil.example')}",
    "meeting?meeting=1&list=agreed&action=1",
    f"no-such-{quote(LINK.replace('/', ''), safe='')}",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_text_of_a_register_or_a_meeting_becomes_a_link(hostile: str, page: Page, address: str) -> None:
    assert visit(page, f"{hostile}/{address}").evaluate(INJECTED) == []


def test_the_page_of_an_address_of_several_parts_repeats_nothing_of_it(hostile: str, page: Page) -> None:
    answer = page.goto(f"{hostile}/no-such-{quote(LINK, safe='')}")
    assert answer is not None
    assert answer.status == 404
    assert "Session expired" not in page.locator("body").inner_text()
    assert page.evaluate(INJECTED) == []


NAMES = (*(name for name in address_parameters.OF_PAGES), "source", "theme", "report", "programme", "tag", "search",
         "as_at", "overdue", "received_from", "unknown_name", "see_source")  # fmt: skip


@pytest.mark.parametrize("where", ["", "register", "changes", "plan", "meeting", "pack", "turnaround", "themes"])
def test_no_word_of_an_address_becomes_a_link(app: str, page: Page, where: str) -> None:
    query = "&".join(f"{name}={quote(LINK, safe='')}" for name in NAMES)
    assert visit(page, f"{app}/{where}?{query}").evaluate(INJECTED) == []
