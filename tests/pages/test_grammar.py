"""The grammar of every count: no page and no section of a pack speaks of one as of several, or of several as of one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from analytics.filters import Filters
from analytics.register.database import Register
from tests.pages.walk import PAGES, pack_texts, page_texts
from tests.registers import write_register

OCTOBER, NOVEMBER = date(2022, 10, 31), date(2022, 11, 28)
NOUNS = (
    "recommendations|rows|extracts|reports|closures|closings|changes|events|days|months|years|sources|themes|programmes"
    "|responses|decisions|dates|cells|columns|entries|arrivals|clocks|actions|meetings|faults|warnings"
)
SEVERAL = "are|were|have|do|come|go|show|fall|await|stand|need|belong"
WRONG = re.compile(
    rf"\ball 1\b|(?<![\d,./–])\b1( more| outstanding| open| of (them|these|the)?( ?\d+)?)? ({SEVERAL})\b"
    rf"|(?<![\d,./–])\b1 (open |outstanding |closed |new )?({NOUNS})\b"
    r"|(?<![\d,./–])(?<!of )(?<!of the )\b([2-9]|\d\d+)( more)? (is|was|has|does|comes)\b",
    re.IGNORECASE,
)


def row(reference: str, status: str = "open", **cells: Any) -> dict[str, Any]:
    """A recommendation with something in nearly every column, past its date, of a source with a clock."""
    day = date(2022, 3, 1)
    return {
        "reference": reference, "source": "HMICFRS", "status": status, "report": "PEEL", "text": "Do it",
        "kind": "recommendation", "risk": "high", "theme": "Custody", "root_cause": "Training", "tags": ["Engage"],
        "priority_framework": "2022-11", "strategic_priority": "We will set the frontline up to succeed",
        "delivery_route": "programme", "programme": "Custody programme", "business_group": "Frontline",
        "owner_role": "Head of custody", "made_on": day, "received_on": day, "report_published_on": day,
        "onboarded_on": None if status == "awaiting on-boarding" else date(2022, 4, 1),
        "original_due_on": date(2022, 9, 1), "due_on": date(2022, 10, 1), **cells,
    }  # fmt: skip


def registers() -> Iterator[tuple[str, dict[date, list[dict[str, Any]]]]]:
    """Small registers, so that there is one of nearly everything that is counted."""
    closed = {"closed_on": date(2022, 11, 10), "close_reason": "superseded", "successor_reference": "B"}
    checked = {"assured_by_role": "Auditor", "assurance_outcome": "yes", "evidence": "Seen"}
    yield "one open", {NOVEMBER: [row("A")]}
    yield "one that stays", {OCTOBER: [row("A")], NOVEMBER: [row("A", due_on=date(2023, 2, 1))]}
    yield "one closed", {OCTOBER: [row("A")], NOVEMBER: [row("A", "closed", **closed)]}
    yield "one reopened", {
        date(2022, 9, 30): [row("A", "proposed for closure")],
        OCTOBER: [row("A", "closed", closed_on=date(2022, 10, 10), close_reason="implemented", **checked)],
        NOVEMBER: [row("A")],
    }  # fmt: skip
    yield "one of each", {
        OCTOBER: [row("A"), row("C", "awaiting on-boarding"), row("D")],
        NOVEMBER: [row("B", "unknown"), row("A", "closed", **closed, **checked), row("E", kind="advice"),
                   row("C", programme="Other", owner_role="Head", action_complete_on=date(2022, 11, 1))],
    }  # fmt: skip
    yield "two", {OCTOBER: [row("A")], NOVEMBER: [row("A"), row("B", made_on=date(2022, 11, 1), source="DARA")]}
    yield "one without dates", {
        OCTOBER: [{"reference": "A", "source": "DARA", "status": "open"}],
        NOVEMBER: [{"reference": "A", "source": "DARA", "status": "closed"}],
    }  # fmt: skip


SMALL = dict(registers())
ON_PAGES = ("one open", "one closed", "one reopened", "one of each")
"""Those that every page is run on; a pack, whose sections say the same, is built of all."""


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    made = {name: tmp_path_factory.mktemp("small") for name in SMALL}
    return {name: write_register(folder, SMALL[name]) for name, folder in made.items()}


def wrong(said: list[str]) -> list[str]:
    return [text for text in said if WRONG.search(text.replace("\u00a0", " "))]


@pytest.mark.parametrize("page", PAGES)
def test_a_page_counts_in_english(page: str, folders: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    result = {name: wrong(page_texts(page, folders[name], monkeypatch)) for name in ON_PAGES}
    assert {name: texts for name, texts in result.items() if texts} == {}


@pytest.mark.parametrize("name", SMALL)
def test_a_pack_counts_in_english(name: str, folders: dict[str, Path]) -> None:
    register = Register(folders[name])
    assert wrong(pack_texts(register, OCTOBER)) == []
    assert wrong(pack_texts(register, date(2022, 9, 1), Filters(status=("open",)))) == []


@pytest.mark.parametrize(
    ("text", "is_wrong"),
    [
        ("All 1 comes from DARA", True), ("1 are closed", True), ("1 recommendations", True), ("1 of 3 are late", True),
        ("1 is closed, 31 are open", False), ("2 is late", True), ("11 have a date", False),
        ("1 more were closed", True), ("1 of 2 comes from DARA", False),
    ],
)  # fmt: skip
def test_what_is_wrong(text: str, is_wrong: bool) -> None:  # noqa: FBT001 - one fact of a text
    assert bool(wrong([text])) == is_wrong
