"""A register without dates: no page and no section of a pack claims movement that the register does not show."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from analytics.filters import EVERYTHING, Filters
from analytics.measures.due_dates import dates
from analytics.measures.filter_options import recorded
from analytics.measures.overview import overview
from analytics.register.database import Register
from pages.ui.explore import due_dates_view as dates_page
from pages.ui.explore import overview_figures
from tests.pages.walk import PAGES, pack_texts, page_texts
from tests.registers import write_register

SEPTEMBER, OCTOBER, NOVEMBER = date(2022, 9, 30), date(2022, 10, 31), date(2022, 11, 28)
CLAIMS = re.compile(
    r"\brisen\b|\baverage\b|\b(0|no recommendations?) (was |were )?(received|new)\b|\bnew (in|since)\b|\bexpected\b"
    r"|\b(2\d|4\d) (were )?closed\b|\busual(ly)?\b",
    re.IGNORECASE,
)
"""Words that a register without dates gives no ground for; 40 are closed in its first extract, and two later."""


def rows(is_open: int, more: int = 0) -> list[dict[str, Any]]:
    """43 recommendations of which so many are open, and more that are open as well."""
    statuses = ["open"] * is_open + ["closed"] * (43 - is_open) + ["open"] * more
    return [
        {"reference": f"C{number}", "source": "DARA", "status": status, "close_reason": "implemented"}
        for number, status in enumerate(statuses)
    ]


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three extracts at month ends: three open, then two, then one, and two more come in November."""
    extracts = {SEPTEMBER: rows(3), OCTOBER: rows(2), NOVEMBER: rows(1, more=2)}
    return write_register(tmp_path_factory.mktemp("three"), extracts)


@pytest.fixture(scope="module")
def single(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One extract in the middle of a month."""
    return write_register(tmp_path_factory.mktemp("single"), {date(2022, 11, 14): rows(3)})


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("shape", ["three", "single"])
def test_no_page_claims_movement(
    page: str, shape: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    wording = page_texts(page, request.getfixturevalue(shape), monkeypatch)
    assert wording
    assert [text for text in wording if CLAIMS.search(text)] == []


@pytest.mark.parametrize("shape", ["three", "single"])
def test_no_section_of_a_pack_claims_movement(shape: str, request: pytest.FixtureRequest) -> None:
    wording = pack_texts(Register(request.getfixturevalue(shape)), OCTOBER if shape == "three" else date(2022, 10, 1))
    assert wording
    assert [text for text in wording if CLAIMS.search(text)] == []


def test_what_the_extracts_show_is_shown(three: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wording = page_texts("explore/overview", three, monkeypatch)
    assert "3 recommendations are open, 1 more than on 31 October. No due dates are recorded." in wording
    assert {"Closed in November: 1 against October", "Late recorded in November: 2 against October"} <= {*wording}
    assert "Since 31 October: 2 open + 2 recorded late − 1 closed = 3." in "\n".join(wording)
    trends = page_texts("explore/trends", three, monkeypatch)
    assert trends[0] == (
        "From October 2022 to November 2022, 2 recommendations were closed. "
        "When recommendations were received is not recorded. 40 closures have no date."
    )


def test_small_lines_begin_with_the_first_extract(tmp_path: Path) -> None:
    due = {"due_on": date(2022, 8, 1)}
    extracts = {day: [{**row, **due} for row in rows(number)] for day, number in ((SEPTEMBER, 3), (NOVEMBER, 2))}
    register = Register(write_register(tmp_path, extracts))
    columns = recorded(register, EVERYTHING)
    first, *_ = dates_page.figures(dates(register, EVERYTHING, columns), EVERYTHING)
    # In October the state of the one that was closed by November is not known.
    assert first.series == (3, 2, 2)
    tiles = {each.label: each.series for each in overview_figures.figures(overview(register, EVERYTHING, columns))}
    assert tiles["Open"] == tiles["Open past the date first agreed"] == (3, 2, 2)
    assert "Closed since 30 September" in tiles


def test_a_day_before_the_first_extract_is_not_recorded(three: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before_first = Filters(as_at=date(2022, 6, 30))
    wording = page_texts("explore/overview", three, monkeypatch, before_first)
    assert wording[0] == (
        "How many were open on 30 June 2022 is not recorded: the first extract is from 30 September 2022."
    )
    assert not [text for text in wording if text.startswith(("Open:", "Closed in"))]
