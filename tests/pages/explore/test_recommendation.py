"""The page of one recommendation, run on a small register: what it says, its neighbours, and what is not there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from analytics.filters import Filters
from tests.registers import write_extract, write_register
from tests.tables import tables

PAGE = Path(__file__).resolve().parents[3] / "pages" / "explore" / "recommendation.py"
JULY = date(2022, 7, 31)
AUDIT = {"source": "DARA", "report": "Audit of vetting", "made_on": date(2022, 1, 5), "status": "open"}
ROWS: list[dict[str, Any]] = [
    {**AUDIT, "reference": "DA-1", "text": "Improve vetting", "due_on": date(2022, 7, 3), "theme": "Vetting"},
    {**AUDIT, "reference": "DA-2", "text": "Publish a schedule. " + "x " * 200, "due_on": date(2022, 7, 21)},
    {**AUDIT, "reference": "DA-3", "text": "Closed already", "status": "closed", "closed_on": date(2022, 6, 4)},
]

Run = Callable[..., AppTest]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The page, run with this address on a register of ROWS; `lists` are those that the session has shown."""
    register = write_register(tmp_path, {JULY: ROWS})

    def run_page(
        filters: Filters | None = None, lists: dict[str, tuple[str, ...]] | None = None, **address: str
    ) -> AppTest:
        monkeypatch.setenv("REGISTER", str(register))
        page = AppTest.from_file(str(PAGE), default_timeout=60)
        page.session_state["_filters"] = filters or Filters()
        page.session_state["_lists_of_references"] = lists or {}
        for name, value in address.items():
            page.query_params[name] = value
        page.run()
        assert not page.exception
        return page

    return run_page


def steps(page: AppTest) -> str:
    """The links to the recommendations beside it, as HTML."""
    (nav,) = [element.proto.body for element in page.get("html") if "recommendation-nav" in element.proto.body]
    return str(nav)


def test_it_says_what_is_asked_where_it_stands_and_what_happened(run: Run) -> None:
    page = run(reference="DA-1")
    assert page.title[0].value == "Improve vetting"
    assert page.caption[0].value.startswith("DA-1 · DARA · recommendation 1 of 3, at 31 July 2022")
    assert "**Open**, 28 days past its due date." in [element.value for element in page.markdown]
    happened, details = tables(page)
    assert list(happened["Date"]) == ["5\u00a0January\u00a02022", "3\u00a0July\u00a02022", "31\u00a0July\u00a02022"]
    assert details.to_numpy().tolist() == [["Report", "Audit of vetting"], ["Theme", "Vetting"]]


def test_a_long_text_is_cut_in_the_heading_and_given_in_full_below(run: Run) -> None:
    page = run(reference="DA-2")
    assert page.title[0].value.endswith("x\u00a0…")
    assert ROWS[1]["text"].strip() in [element.value.strip() for element in page.markdown]


def test_the_neighbours_are_those_of_the_register_as_it_lists_them(run: Run) -> None:
    first = steps(run(reference="DA-1"))
    assert "1 of 2 in the register" in first
    assert '<a href="recommendation?reference=DA-2">Next</a>' in first
    assert "Previous" not in first
    everything = steps(run(reference="DA-2", list_show="all"))
    assert "2 of 3 in the register" in everything
    assert '<a href="recommendation?reference=DA-1&amp;list_show=all">Previous</a>' in everything
    assert '<a href="recommendation?reference=DA-3&amp;list_show=all">Next</a>' in everything


def test_the_neighbours_are_those_of_the_list_that_the_reader_came_from(run: Run) -> None:
    lists = {"some": ("DA-3", "DA-1")}
    nav = steps(run(reference="DA-1", from_list="some", lists=lists))
    assert "2 of 2 in the list" in nav
    assert '<a href="recommendation?reference=DA-3&amp;from_list=some">Previous</a>' in nav
    assert "Next" not in nav
    assert "1 of 2 in the register" in steps(run(reference="DA-1", from_list="not shown in this session"))


def test_one_that_the_filters_leave_out_is_shown_without_neighbours(run: Run) -> None:
    page = run(Filters(search="schedule"), reference="DA-1")
    assert page.title[0].value == "Improve vetting"
    assert "reference=" not in steps(page)


@pytest.mark.parametrize(
    ("address", "headline"),
    [
        ({"reference": "DA-404"}, "No recommendation with the reference DA-404 is on the register at 31 July 2022"),
        ({}, "The address does not say which recommendation to show"),
    ],
)
def test_what_is_not_there_is_said(run: Run, address: dict[str, str], headline: str) -> None:
    page = run(**address)
    assert page.title[0].value == headline
    assert "Check the reference, or search for it in the register." in page.caption[0].value


def test_a_rejected_row_is_said_beside_the_state_that_an_earlier_extract_gives(run: Run, tmp_path: Path) -> None:
    august = date(2022, 8, 31)
    write_extract(tmp_path, august, ROWS[1:], rejected_references=("DA-1",))
    said = "Its row in the extract of 31 August 2022 was rejected. What is shown here is from an earlier extract."
    page = run(reference="DA-1")
    assert any(element.value.startswith("**Open**, 59 days past its due date") for element in page.markdown)
    assert [element.value for element in page.warning] == [said]
    assert not run(reference="DA-2").warning
    assert not run(Filters(as_at=JULY), reference="DA-1").warning
    write_extract(tmp_path, date(2022, 9, 30), ROWS)
    assert not run(reference="DA-1").warning, "a later extract has its row"
