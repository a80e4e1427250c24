"""The page of changes: run, run where nothing fits, run empty, and run on a register of another shape."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analytics.filters import Filters
from tests.registers import write_register
from tests.tables import headlines, tables
from tests.worked_changes import worked

PAGE = Path(__file__).resolve().parents[3] / "pages" / "prepare" / "changes.py"


def page(register: Path, monkeypatch: pytest.MonkeyPatch, filters: Filters | None = None, **query: str) -> AppTest:
    """The page, run once on a register with a choice and what its address says."""
    monkeypatch.setenv("REGISTER", str(register))
    at = AppTest.from_file(str(PAGE), default_timeout=60)
    if filters:
        at.session_state["_filters"] = filters
    for name, value in query.items():
        at.query_params[name] = value
    at.run()
    assert not at.exception
    return at


def headers(at: AppTest) -> list[str]:
    return headlines(at)


def captions(at: AppTest) -> str:
    return "\n".join(str(caption.value) for caption in at.caption)


def test_the_first_of_each_group_stand_with_what_happened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = page(worked(tmp_path), monkeypatch)
    assert at.title[0].value.startswith("Since 31 October, 2 recommendations came in")
    assert headers(at) == [
        "The number open did not change: 4", "From 4 outstanding to 5: each change",
        "6 recommendations are new or changed status: 1 went from closed to open",
        "1 was given a later date", "1 was closed",
        "1 was withdrawn or merged", "2 are new",
        "1 was recorded late", "1 was re-routed", "1 was reopened", "1 was dropped",
    ]  # fmt: skip
    assert "5 were outstanding: 4 open and 1 awaiting on-boarding" in captions(at)
    assert "Nothing was corrected." in captions(at)
    total, later = tables(at)[0], tables(at)[1]
    assert total.iloc[:, 1].tolist() == [4, 2, 1, 1, -1, -1, -1, 5, 0]
    assert later["Before → after"].tolist() == ["31 December 2022 → 31 March 2023, 90 days later"]


def test_one_kind_of_change_and_another_day_by_the_address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = page(worked(tmp_path), monkeypatch, change="new", since="2022-11-08")
    # H, received on 5 November, is told in November and so is late recorded in a period that begins on the 8th.
    assert headers(at)[3:] == ["1 is new"]
    assert at.date_input(key="since_day").value == date(2022, 11, 8)
    assert "Download" in [popover.proto.popover.label for popover in at.get("popover")]


@pytest.mark.parametrize("since", ["2023-01-01", "0001-01-01", "9999-12-31", "soon"])
def test_a_day_that_cannot_be_is_replaced_and_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, since: str) -> None:
    at = page(worked(tmp_path), monkeypatch, since=since)
    assert not at.exception
    assert f"'{since}' is not a date before 30 November 2022. 31 October 2022 is used instead." in captions(at)


def test_a_later_day_shows_what_changed_up_to_the_newest_extract(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = page(worked(tmp_path), monkeypatch)
    # The newest extract is of 30 November: of a period that begins with it nothing is known.
    at = page(tmp_path, monkeypatch, Filters(as_at=date(2023, 2, 1)), since="2022-11-30")
    assert at.title[0].value == known.title[0].value
    assert headers(at) == headers(known)
    assert "'2022-11-30' is not a date before 30 November 2022. 31 October 2022 is used instead." in captions(at)


def test_choosing_in_the_control_shows_one_list(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = page(worked(tmp_path), monkeypatch)
    at.button_group(key="change_chosen").set_value("dropped").run()
    assert not at.exception
    assert headers(at)[3:] == ["1 was dropped"]


def test_no_recommendation_fits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = page(worked(tmp_path), monkeypatch, Filters(source=("IOPC",)))
    assert "No recommendations match these filters." in captions(at)
    assert headers(at) == []


def test_another_shape_one_extract_and_only_what_must_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [{"reference": "1", "source": "S", "status": "open"}, {"reference": "2", "source": "S", "status": "closed"}]
    at = page(write_register(tmp_path, {date(2024, 4, 4): rows}), monkeypatch)
    assert (
        at.title[0].value == "There is only one extract, from 4 April 2024, so there is nothing to compare it with yet."
    )
    assert "There is no extract of 31 March 2024 or earlier." in captions(at)
    assert "On 4 April 2024, 1 was outstanding, open." in captions(at)
    assert not tables(at)  # what the one extract tells, a closing without a date too, is no news of the period
    assert headers(at) == []


def test_a_day_before_the_first_extract_lists_only_what_happened_after_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = page(worked(tmp_path), monkeypatch, since="2022-10-01")
    assert at.title[0].value == "What changed since 1 October is not known: the first extract is from 31 October 2022."
    # C's closing of 5 October was taken back in November, and G, received on 1 October, is no news.
    assert headers(at) == [
        "1 was given a later date", "1 was closed", "1 was withdrawn or merged", "2 are new", "1 was re-routed",
        "1 was reopened", "1 was dropped",
    ]  # fmt: skip


def test_the_rows_behind_a_line_of_the_sum(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = page(worked(tmp_path), monkeypatch, term="closing")
    assert tables(at)[1]["Reference"].tolist() == ["A", "C", "E", "F", "G"]
    assert any(str(text.value).startswith("**5 recommendations:** Outstanding on 30 November") for text in at.markdown)
    at.button(key="close_term").click().run()
    assert "Reference" not in tables(at)[0]


def test_the_rows_behind_a_move(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = page(worked(tmp_path), monkeypatch, see_changes_status="New → awaiting on-boarding")
    assert any(str(text.value) == "**1 recommendation:** New → awaiting on-boarding" for text in at.markdown)
    assert ["F"] in [list(each["Reference"]) for each in tables(at) if "Reference" in each]
