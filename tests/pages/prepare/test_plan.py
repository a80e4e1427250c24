"""The forward plan: run with meetings and without, run empty, narrowed, and on registers of another shape."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from analytics.filters import Filters
from analytics.meetings.records import Meeting, MeetingKind
from analytics.meetings.store import Store
from pages.ui import today
from tests.pages.oversee.pages import texts
from tests.registers import write_register
from tests.tables import headlines, tables

PAGE = Path(__file__).resolve().parents[3] / "pages" / "prepare" / "plan.py"
GUARDED = "import runpy\nfrom pages.ui import error_messages\nwith error_messages.protected():\n    "
NOVEMBER = date(2022, 11, 28)


def run(register: Path, patch: pytest.MonkeyPatch, filters: Filters | None = None, **query: str) -> AppTest:
    """The page, run once on a register as at 28 November 2022, or with a choice, and what its address says."""
    patch.setenv("REGISTER", str(register))
    at = AppTest.from_string(f"{GUARDED}runpy.run_path({str(PAGE)!r})", default_timeout=60)
    at.session_state["_filters"] = Filters(as_at=NOVEMBER) if filters is None else filters
    for name, value in query.items():
        at.query_params[name] = value
    at.run()
    assert not at.exception
    assert not at.error
    return at


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """A store of meetings for this test alone."""
    url = f"sqlite:///{tmp_path / 'meetings' / 'actions.sqlite'}"
    monkeypatch.setenv("ACTIONS_URL", url)
    return Store(url)


def keep(store: Store, on: date, **said: Any) -> None:
    meeting = Meeting(**{"id": 0, "kind": MeetingKind.DEEP_DIVE, "held_on": on, **said})
    store.add(meeting, by="Analyst", at=datetime(2022, 11, 28, 9, tzinfo=UTC))


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Vetting with two late ones of three, Custody with one that is not, one without a theme; of two programmes."""
    past, soon = date(2022, 11, 1), date(2023, 1, 31)
    rows = [
        {"reference": "A", "theme": "Vetting", "due_on": past, "programme": "Culture"},
        {"reference": "B", "theme": "Vetting", "due_on": past, "programme": "Culture"},
        {"reference": "C", "theme": "Vetting", "due_on": soon, "programme": "Data"},
        {"reference": "D", "theme": "Custody", "due_on": soon},
        {"reference": "E", "due_on": soon},
    ]
    held = [{"source": "DARA", "status": "open", **row} for row in rows]
    return write_register(tmp_path_factory.mktemp("small"), {NOVEMBER: held})


def lines(at: AppTest, place: int = 0) -> list[list[Any]]:
    """A table as read, with plain spaces."""
    return [
        [cell.replace("\u00a0", " ") if isinstance(cell, str) else cell for cell in row]
        for row in tables(at)[place].to_numpy().tolist()
    ]


def test_where_no_meeting_is_kept_the_page_says_so(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = run(small, monkeypatch)
    assert at.title[0].value == (
        "2 themes have open recommendations and no meeting is planned on any of them. "
        "2 of their 4 recommendations are past the date first agreed."
    )
    assert [row[-1] for row in lines(at)] == ["", "", "", ""]
    assert "No meetings have been recorded yet" in texts(at).split("\n")


def test_without_any_meeting_to_come_everything_lacks_one(
    small: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(store, NOVEMBER - timedelta(days=1), themes=("Vetting",))
    at = run(small, monkeypatch)
    assert at.title[0].value == (
        "None of the 2 themes with open recommendations has a meeting planned. "
        "2 of their 4 recommendations are past the date first agreed."
    )
    # Vetting: 3 open + 2 x 2 late = 7; nothing was re-dated, so nothing is masked.
    assert lines(at) == [
        ["Vetting", 3, 2, 0, 0, 0, 7, "None planned"],
        ["Custody", 1, 0, 0, 0, 0, 1, "None planned"],
        ["No theme", 1, 0, 0, 0, 0, 1, ""],
        ["Total", 5, 2, 0, 0, 0, 9, ""],
    ]
    assert "No meeting is planned" in texts(at).split("\n")
    formula = (
        "Priority score = 1 × open + 2 × past first date + 1 × masked + 1 × late with no current date + 1 × re-dated."
    )
    assert formula in texts(at)


def test_a_meeting_added_moves_its_theme_down_at_once(
    small: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = run(small, monkeypatch)
    keep(store, date(2022, 12, 12), themes=("Vetting",), title="On vetting")
    keep(store, NOVEMBER - timedelta(days=1), themes=("Custody",))
    keep(store, date(2022, 12, 1), themes=("Custody",), is_cancelled=True)
    at.run()
    assert at.title[0].value.startswith("1 of 2 themes with open recommendations has no meeting planned. Its one")
    assert [row[0] for row in lines(at)] == ["Custody", "Vetting", "No theme", "Total"]
    assert lines(at)[1][-1] == "12 December 2022, deep dive"
    assert lines(at, 1) == [["December 2022", "Monday 12", "Deep dive: On vetting", "Vetting"]]


def test_the_programmes_by_the_address_and_in_the_control(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = run(small, monkeypatch, by="programme")
    # Culture: 2 open + 2 x 2 late = 6; Data: 1; three on no programme.
    assert [(row[0], row[6]) for row in lines(at)][:2] == [("Culture", 6), ("Data", 1)]
    at.button_group(key="by_chosen").set_value("theme").run()
    assert not at.exception
    assert lines(at)[0][0] == "Vetting"
    at = run(small, monkeypatch, by="no such")
    assert lines(at)[0][0] == "Vetting"


def test_other_weights_by_the_address_and_in_the_fields(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = run(small, monkeypatch, weights="3-0-0-0-0")
    assert [(row[0], row[6]) for row in lines(at)][:2] == [("Vetting", 9), ("Custody", 3)]
    assert "Priority score = 3 × open + 0 × past first date" in texts(at)
    assert "These are not the usual weights." in texts(at)
    at.number_input(key="weight_of_overdue").set_value(5).run()
    assert lines(at)[0][6] == 9 + 2 * 5
    next(button for button in at.button if button.label == "Use the usual weights").click().run()
    assert lines(at)[0][6] == 7


@pytest.mark.parametrize("weights", ["x", "1-2-1-1", "1-2-1-1-10", "1-2-1-1-1-1", "-1-2-1-1-1", "١-2-1-1-1"])
def test_weights_that_cannot_be_read_are_said_and_the_usual_taken(
    small: Path, monkeypatch: pytest.MonkeyPatch, weights: str
) -> None:
    at = run(small, monkeypatch, weights=weights)
    assert lines(at)[0][6] == 7
    assert "is not 5 weights from 0 to 9, such as 1-2-1-1-1. The usual weights are used." in texts(at)


def test_a_line_leads_to_its_recommendations(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = run(small, monkeypatch, see_ranked="Vetting")
    assert "**3 recommendations:** Vetting: 3" in texts(at).replace("\\", "")
    assert tables(at)[1]["Reference"].tolist() == ["A", "B", "C"]
    at = run(small, monkeypatch, see_ranked="[blank]")
    assert tables(at)[1]["Reference"].tolist() == ["E"]


def test_the_filters_choose_recommendations_and_no_meetings(
    small: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(store, date(2022, 12, 12), themes=("Custody",))
    at = run(small, monkeypatch, Filters(theme=("Vetting",), as_at=NOVEMBER))
    assert [row[0] for row in lines(at)] == ["Vetting", "Total"]
    assert "Meetings to come also name the theme “Custody”" in texts(at)
    assert lines(at, 1)[0][-1] == "Custody"


def test_what_is_planned_depends_on_the_as_at_day(small: Path, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(store, date(2022, 12, 12), themes=("Vetting",))
    assert lines(run(small, monkeypatch, Filters(as_at=date(2022, 12, 12))))[1][-1].startswith("12 December")
    after = run(small, monkeypatch, Filters(as_at=date(2022, 12, 13)))
    assert lines(after)[0][-1] == "None planned"
    assert "Latest extract: 28 November 2022." in texts(after)


def test_without_an_as_at_day_meetings_count_from_today(
    small: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(store, today.today() - timedelta(days=2), themes=("Custody",))
    keep(store, today.today() + timedelta(days=2), themes=("Vetting",))
    at = run(small, monkeypatch, Filters())
    assert [(row[0], row[-1] == "None planned") for row in lines(at)[:2]] == [("Custody", True), ("Vetting", False)]
    assert "at 28 November 2022" in texts(at)


def test_a_meeting_is_planned_on_the_heaviest_first(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = run(small, monkeypatch)
    assert at.selectbox(key="arrange_theme").options == ["Vetting", "Custody"]
    assert "(meeting?themes=Vetting)" in texts(at)
    at.selectbox(key="arrange_theme").set_value("Custody").run()
    assert "(meeting?themes=Custody)" in texts(at)


def meetings_page(register: Path, patch: pytest.MonkeyPatch, **query: str) -> AppTest:
    """The page of meetings as the plan leads to it, for a reader who has said a role."""
    patch.setenv("REGISTER", str(register))
    at = AppTest.from_file(str(PAGE.with_name("meeting.py")), default_timeout=60)
    at.session_state["_filters"] = Filters(as_at=NOVEMBER)
    at.session_state["_role_of_writer"] = "analyst"
    for name, value in query.items():
        at.query_params[name] = value
    at.run()
    assert not at.exception
    return at


@pytest.mark.parametrize("earlier", [(), (date(2022, 10, 1),)])
def test_the_plan_leads_to_the_form_filled_in_and_the_theme_is_planned(
    small: Path, store: Store, monkeypatch: pytest.MonkeyPatch, earlier: tuple[date, ...]
) -> None:
    for held_on in earlier:
        keep(store, held_on)
    at = meetings_page(small, monkeypatch, themes="Vetting")
    form = next(each for each in at.expander if each.label == "Add a meeting")
    assert form.proto.expanded
    assert next(each for each in form.multiselect if each.label == "Themes").value == ["Vetting"]
    next(each for each in form.button if each.label == "Add the meeting").click().run()
    assert not at.exception
    assert store.meetings()[-1].themes == ("Vetting",)
    assert "themes" not in at.query_params
    assert next(each for each in at.expander if each.label == "Add a meeting").multiselect[0].value == []
    plan = run(small, monkeypatch)
    assert lines(plan)[1][0] == "Vetting"
    assert lines(plan)[1][-1] == "28 November 2022, monthly oversight analysis"


def test_later_meetings_stand_behind_the_first(small: Path, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(14):
        keep(store, NOVEMBER + timedelta(days=number))
    at = run(small, monkeypatch)
    assert "14 meetings are planned, the next on 28 November 2022" in texts(at)
    assert [len(lines(at, place)) for place in (1, 2)] == [12, 2]
    assert at.expander[0].label == "2 later meetings"


def test_no_match_keeps_the_calendar(small: Path, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(store, date(2022, 12, 12))
    at = run(small, monkeypatch, Filters(source=("No such",), as_at=NOVEMBER))
    assert at.title[0].value == "No recommendations match these filters."
    assert "No recommendations match these filters." in texts(at)
    assert "1 meeting is planned, the next on 12 December 2022" in texts(at)
    at = run(small, monkeypatch, Filters(status=("closed",), as_at=NOVEMBER))
    assert at.title[0].value == "No recommendations match these filters."


def test_an_empty_register_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "no extract yet" in texts(run(tmp_path / "none", monkeypatch))


def test_a_dimension_that_is_not_recorded_is_said(taic: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = run(taic, monkeypatch, Filters(), by="programme")
    assert "Programme: not recorded in this register." in texts(at)
    assert tables(at)[0].columns[0] == "Theme"


def test_where_none_has_a_theme_the_heading_says_so_and_nothing_is_drawn(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = run(small, monkeypatch, Filters(theme=("[blank]",), as_at=NOVEMBER))
    assert at.title[0].value == "1 recommendation is open, none under a theme."
    assert headlines(at) == ["No open recommendation has a theme", "No meetings have been recorded yet"]
    assert [row[0] for row in lines(at)] == ["No theme", "Total"]


def test_only_what_must_be_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [{"reference": "1", "source": "S", "status": "open"}]
    at = run(write_register(tmp_path / "bare", {date(2024, 4, 4): rows}), monkeypatch, Filters(), by="theme")
    assert at.title[0].value == (
        "1 recommendation is open. This register records no theme, strategic priority or programme."
    )
    assert not tables(at)


def test_a_register_without_due_dates_weighs_the_open_alone(taic: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = run(taic, monkeypatch, Filters())
    assert re.fullmatch(
        r"\d+ themes have open recommendations and no meeting is planned on any of them. "
        r"\d+ recommendations are open under them\.", at.title[0].value,
    )  # fmt: skip
    assert "This register records no due dates" in texts(at)
    assert not at.number_input
    assert (lines(at)[-1][0], lines(at)[-1][1]) == ("Total", 267)
    assert lines(at)[-2][0] == "No theme"


def test_the_demonstration_by_every_dimension(demonstration: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for by in ("theme", "strategic_priority", "programme"):
        total = lines(run(demonstration, monkeypatch, by=by))[-1]
        assert total[:2] == ["Total", 152]
        assert total[6] == total[1] + 2 * total[2] + total[3] + total[4] + total[5]
    priorities = lines(run(demonstration, monkeypatch, by="strategic_priority"))
    assert len(priorities) == 10 + 2
