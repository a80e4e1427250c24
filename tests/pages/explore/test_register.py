"""The page Register, run on small registers: what it lists, which one it reads in full, and what it says of none."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from analytics.filters import Filters
from analytics.meetings.store import Store
from tests.meetings.databases import sqlite_url
from tests.meetings.records import MORNING, action, meeting
from tests.registers import write_register
from tests.tables import tables

PAGE = Path(__file__).resolve().parents[3] / "pages" / "explore" / "register.py"
JUNE, JULY = date(2022, 6, 30), date(2022, 7, 31)


def row(reference: str, source: str = "DARA", **others: Any) -> dict[str, Any]:
    return {"reference": reference, "source": source, "status": "open", **others}


ROWS = [
    row("DA-1", text="Improve the *vetting* of officers", report="Audit of vetting", made_on=date(2022, 1, 5),
        original_due_on=date(2022, 6, 1), due_on=date(2022, 7, 3), successor_reference="DA-2"),
    row("DA-2", text="Publish one schedule", report="Audit of vetting", made_on=date(2022, 1, 5),
        due_on=date(2022, 7, 21)),
    row("HM-1", "HMICFRS", status="closed", close_reason="implemented", closed_on=date(2022, 6, 4), text="x" * 700,
        progress_note="A long reply. " * 800, made_on=date(2022, 2, 1)),
    row("CA-1", kind="cause of concern", text="Counted apart", report="Audit of vetting"),
]  # fmt: skip

Run = Callable[..., AppTest]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The page, run on a register of these rows with these filters and this address."""

    def run_page(rows: list[dict[str, Any]] = ROWS, filters: Filters | None = None, **address: str) -> AppTest:
        # In the first extract there is one more, which the second no longer holds: it is dropped.
        extracts = {JUNE: [*rows, row("HM-9", "HMICFRS", text="No longer held")], JULY: rows} if rows else {}
        monkeypatch.setenv("REGISTER", str(write_register(tmp_path, extracts)))
        page = AppTest.from_file(str(PAGE), default_timeout=60)
        page.session_state["_filters"] = filters or Filters()
        for name, value in address.items():
            page.query_params[name] = value
        page.run()
        assert not page.exception
        return page

    return run_page


FOUR = "4 recommendations, 2 of them open and 1 no longer on the register"


def listed(page: AppTest) -> pd.DataFrame:
    """The list itself: the first table of the page."""
    return tables(page)[0]


def references(page: AppTest) -> list[str]:
    return list(listed(page)["Reference"])


def said(page: AppTest) -> str:
    return "\n".join(element.value for kind in ("title", "header", "markdown", "caption") for element in page.get(kind))


def test_it_lists_what_is_open_and_all_on_asking_the_longest_overdue_first(run: Run) -> None:
    page = run()
    assert page.title[0].value == "2 open recommendations, longest overdue first"
    assert references(page) == ["DA-1", "DA-2"]
    show = page.get("button_group")[0]
    assert list(show.options) == ["Open 2", "All 4"]
    show.set_value("all").run()
    assert page.query_params["list_show"] == "all"
    assert page.title[0].value == f"{FOUR}, longest overdue first"
    assert references(page) == ["DA-1", "DA-2", "HM-1", "HM-9"]
    assert list(listed(page)["Days late"].fillna(0)) == [28, 10, 0, 0]


def test_a_filter_by_state_or_the_lack_of_any_open_one_decides_what_is_listed(run: Run) -> None:
    assert references(run(filters=Filters(status=("closed",)))) == ["HM-1"]
    assert references(run(filters=Filters(overdue="current"))) == ["DA-1", "DA-2"]
    page = run(filters=Filters(source=("HMICFRS",)))
    assert references(page) == ["HM-1", "HM-9"]
    # Without an open one there is nothing to choose between, and of the groups of buttons only the filters are left.
    assert [group.key for group in page.get("button_group")] == ["filter_chips"]


def test_the_first_is_read_in_full_until_one_is_chosen(run: Run) -> None:
    page = run()
    assert page.header[0].value == "Improve the \\*vetting\\* of officers"
    assert "**Open**, 28 days past its due date and 60 days past the date first agreed." in said(page)
    assert "DA-1 · DARA · recommendation 1 of 2" in said(page)


def test_the_address_says_which_one_is_read_in_full(run: Run) -> None:
    page = run(reference="HM-1", list_show="all")
    assert "**Closed** on 4 June 2022 as implemented." in said(page)
    assert [part.label for part in page.expander] == ["The recommendation in full", "Progress in full, 11,200 letters"]


def test_what_the_list_does_not_hold_is_not_shown_beside_it(run: Run) -> None:
    page = run(filters=Filters(search="schedule"), reference="DA-1")
    assert references(page) == ["DA-2"]
    assert page.header[0].value == "Publish one :blue-background[**schedule**]"
    assert not run(filters=Filters(search="no such words"), reference="DA-1").header


def test_a_dropped_one_is_listed_and_says_so(run: Run) -> None:
    page = run(reference="HM-9", list_show="all")
    assert "**Dropped**: an earlier extract had it and no later one does" in said(page)


def test_a_search_marks_its_hits_in_the_list_and_in_the_text(run: Run) -> None:
    page = run(filters=Filters(search="VETTING officers"))
    assert references(page) == ["DA-1"]
    assert list(listed(page)["Recommendation"]) == ["Improve the *vetting* of officers"]
    assert "the *<mark>vetting</mark>* of <mark>officers</mark>" in page.get("html")[0].proto.body
    assert page.header[0].value == ("Improve the \\*:blue-background[**vetting**]\\* of :blue-background[**officers**]")


def test_words_in_the_search_box_become_the_filter_of_all_pages(run: Run) -> None:
    page = run()
    page.text_input(key="list_search").set_value(" schedule ").run()
    assert page.session_state["_filters"] == Filters(search="schedule")
    assert references(page) == ["DA-2"]


def test_the_others_of_its_report_and_the_one_that_replaced_it_are_links(run: Run) -> None:
    words = said(run())
    assert "Superseded by: [DA-2](recommendation?reference=DA-2)" in words
    assert "[DA-2](recommendation?reference=DA-2&from_list=report) Publish one schedule :gray[open]" in words
    assert "[CA-1](recommendation?reference=CA-1&from_list=report) Counted apart :gray[cause of concern, open]" in words


def test_the_order_and_the_columns_are_the_readers_to_choose(run: Run) -> None:
    page = run(list_show="all")
    page.selectbox(key="list_order").set_value("reference").run()
    page.multiselect(key="list_columns").set_value(["reference", "status", "made_on"]).run()
    assert page.title[0].value == f"{FOUR}, in order of reference"
    assert list(listed(page).columns) == ["Reference", "Status", "Made"]
    assert list(listed(page)["Status"]) == ["Open", "Open", "Closed", "Dropped"]


def test_a_link_opens_with_its_order_and_its_columns(run: Run) -> None:
    page = run(list_show="all", list_order="Newest first", list_columns="Made")
    assert page.title[0].value == f"{FOUR}, newest first"
    assert list(listed(page).columns) == ["Reference", "Made"]
    assert (page.selectbox(key="list_order").value, page.multiselect(key="list_columns").value) == (
        "newest first",
        ["made_on"],
    )


def test_where_nothing_matches_it_says_so_and_offers_the_way_out(run: Run) -> None:
    page = run(filters=Filters(source=("IOPC",)))
    assert page.title[0].value == "No recommendations match these filters"
    assert said(page).count("No recommendations match") == 1
    assert not tables(page)
    page.button(key="clear_all").click().run()
    assert len(references(page)) == 2


def test_a_longer_list_is_paged_and_says_so(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pages.ui.explore.register_list.PAGE_ROWS", 3)
    page = run(list_show="all")
    assert references(page) == ["DA-1", "DA-2", "HM-1"]
    assert "Showing 1 to 3 of 4." in said(page)


def test_an_empty_register_is_told_in_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REGISTER", str(tmp_path))
    page = AppTest.from_file(str(PAGE.parents[2] / "app.py"), default_timeout=60)
    page.run()
    page.switch_page(str(PAGE)).run()
    assert not page.exception
    assert "There is no extract yet." in said(page)


def test_a_text_that_is_not_there_is_a_blank_cell(run: Run) -> None:
    page = run([row("A", "DARA", text="Told"), row("B", "DARA", text=None)], list_show="all")
    shown = listed(page).set_index("Reference")["Recommendation"]
    assert dict(shown) == {"A": "Told", "B": "", "HM-9": "No longer held"}


def test_one_without_a_source_is_read_in_full_beside_one_without_a_text(run: Run) -> None:
    same = {"report": "Audit of vetting", "made_on": date(2022, 1, 5)}
    rows = [{**row("A", text="Do it", **same), "source": None}, {**row("B", **same), "source": None}]
    page = run(rows, reference="A")
    assert "A · Source not recorded · recommendation 1 of 2" in said(page)
    assert [heading.value for heading in page.subheader] == ["1 other in the same report"]


def test_a_register_of_another_shape_shows_what_it_has(run: Run) -> None:
    """References that are addresses, no text, no due dates: as the tracker of coroners' reports has them."""
    page = run(
        [
            {"reference": f"https://example.org/reports/{name}/", "source": "Coroner", "status": status,
             "kind": "matter of concern", "report": report, "addressed_to": ["NHS England", "a trust"],
             "made_on": date(2024, 7, 24)}
            for name, status, report in (("0005f5", "open", "2024-0479"), ("0006a1", "closed", "2024-0480"))
        ],
        reference="https://example.org/reports/0005f5/",
        list_show="all",
    )  # fmt: skip
    assert page.title[0].value == "3 recommendations, 1 of them open and 1 no longer on the register, newest first"
    assert list(listed(page).columns) == ["Reference", "Source", "Recommendation", "Status", "Made"]
    assert page.header[0].value == "Report 2024-0479, to NHS England and a trust"
    assert "[The page of the source](https://example.org/reports/0005f5/)" in said(page)


def test_what_meetings_agreed_about_it_stands_beside_it(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ACTIONS_URL", sqlite_url(tmp_path))
    page = run(reference="DA-2")
    assert "actions of meetings" not in said(page)
    assert not (tmp_path / "actions.sqlite").exists()
    with Store(sqlite_url(tmp_path)) as store:
        held = store.add(meeting(), by="analyst", at=MORNING)
        late = action(held.id, "Ask for the schedule", due_on=date(2022, 7, 30), references=("DA-2",))
        store.add(late, by="analyst", at=MORNING)
    page = run(reference="DA-2", filters=Filters(as_at=JULY))
    assert "1 action from meetings" in [element.value for element in page.subheader]
    words = "\n".join(str(element.value) for element in page.markdown)
    assert "Ask for the schedule :gray[Open, 1 day overdue; agreed on 25 October 2022]" in words
    assert "[Action 1](meeting?meeting=1&list=agreed&action=1)" in words
    assert "[Add a follow-up action](meeting?about=DA-2)" in words
    assert "Action 1" not in "\n".join(str(element.value) for element in run(reference="DA-1").markdown)


def test_meetings_out_of_reach_leave_the_recommendation_readable(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ACTIONS_URL", "postgresql://nobody@127.0.0.1:1/nothing")
    page = run(reference="DA-1")
    assert "The database of meetings does not answer" in "\n".join(str(element.value) for element in page.caption)
    assert "Improve" in "\n".join(str(element.value) for element in page.header)
