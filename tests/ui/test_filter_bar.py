"""The filters at the head of a page: what a widget holds becomes the choice."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analytics.filters import BLANK, FIELD, FIELDS, Filters
from analytics.views.view import SavedView, Sharing, ViewDates, as_query
from analytics.vocabulary import Status
from pages.ui import filter_bar, filter_chips, saved_views
from pages.ui.facts import RegisterInfo


def page() -> None:
    from datetime import date

    from pages.ui import filter_bar
    from pages.ui.facts import RegisterInfo

    filter_bar.draw(RegisterInfo(version="", extracts=(date(2022, 11, 28),), loaded_on=date(2022, 11, 28)))


def test_those_without_a_date_are_chosen_with_a_box() -> None:
    app = AppTest.from_function(page, default_timeout=60)
    app.session_state["_filters"] = Filters()
    app.run()
    assert not app.exception
    boxes = [field.name for field in FIELDS if field.type == "no date"]
    assert {box.key for box in app.checkbox} == {f"filter_{name}" for name in boxes}
    app.checkbox(key="filter_due").check().run()
    assert not app.exception
    assert app.session_state["_filters"] == Filters(due=BLANK)
    app.checkbox(key="filter_due").uncheck().run()
    assert app.session_state["_filters"] == Filters()


def test_the_two_days_of_a_range_stand_side_by_side() -> None:
    app = AppTest.from_function(page, default_timeout=60)
    app.session_state["_filters"] = Filters()
    app.run()
    edges = [field.label for field in FIELDS if field.type in ("from", "to")]
    left, right = edges[::2], edges[1::2]
    drawn = [element.label for element in app.date_input if element.label in edges]
    assert drawn == [*left, *right]
    assert [label.replace(" from", " to") for label in left] == right


def test_a_choice_made_while_its_numbers_change_is_that_value() -> None:
    # The browser sends the words as it drew them; by then the server may offer the same value with another number.
    status, source = FIELD["status"], FIELD["source"]
    assert filter_bar._without_number(source, "DARA internal audit (1,193)", ("DARA", "IOPC")) == "DARA internal audit"
    assert filter_bar._without_number(source, "Review (2020)", ("Review (2020)",)) == "Review (2020)"
    assert filter_bar._without_number(source, "IOPC", ("DARA", "IOPC")) == "IOPC"
    alone = "Open but not proposed for closure (140)"
    assert filter_bar._without_number(status, alone, (Status.OPEN, Status.PROPOSED)) == Status.OPEN


def chips() -> None:
    from pages.ui import filter_chips

    filter_chips.draw()


def test_each_chosen_value_is_a_chip_and_a_press_removes_that_one_alone() -> None:
    app = AppTest.from_function(chips, default_timeout=60)
    app.session_state["_filters"] = Filters(source=("HMICFRS", "IOPC"), overdue="current", as_at=date(2022, 6, 30))
    app.run()
    pills = app.get("button_group")[0]
    assert list(pills.options) == ["HMICFRS ✕", "IOPC ✕", "Past the current date ✕"]
    pills.set_value([("source", "IOPC"), ("overdue", "")]).run()
    assert app.session_state["_filters"] == Filters(source=("IOPC",), overdue="current", as_at=date(2022, 6, 30))
    app.get("button_group")[0].set_value([("source", "IOPC")]).run()
    assert app.session_state["_filters"] == Filters(source=("IOPC",), as_at=date(2022, 6, 30))
    app.get("button_group")[0].set_value([]).run()
    assert app.session_state["_filters"] == Filters(as_at=date(2022, 6, 30))
    assert not app.get("button_group")


def test_a_preset_takes_the_place_of_the_filters_and_keeps_the_days() -> None:
    facts = RegisterInfo(
        version="", extracts=(date(2022, 11, 28),), loaded_on=date(2022, 11, 28), options={"tag": (("Engage", 51),)}
    )
    day, later = date(2022, 6, 30), date(2022, 7, 30)
    result = filter_chips.preset_filters(Filters(source=("IOPC",), as_at=day), facts)
    is_open = ("open", "proposed for closure")
    assert result == {
        "Overdue": Filters(overdue="current", as_at=day),
        "Due in 30 days": Filters(status=is_open, due_from=day, due_to=later, as_at=day),
        "Engage": Filters(status=is_open, tag=("Engage",), as_at=day),
    }


def test_a_published_view_is_a_preset_that_keeps_the_days_unless_its_own_are_fixed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ACTIONS_URL", f"sqlite:///{tmp_path / 'actions.sqlite'}")
    facts = RegisterInfo(version="", extracts=(date(2022, 11, 28),), loaded_on=date(2022, 11, 28))
    day = date(2022, 6, 30)
    view = SavedView(name="DARA", page="trends", query=as_query({"source": ["DARA"]}), saved_for=facts.newest)
    fixed = as_query({"as_at": ["2022-03-31"], "known_at": ["2022-03-31"]})
    for saved in (
        replace(view, sharing=Sharing.PRESET),
        replace(view, name="March", sharing=Sharing.PRESET, query=fixed, dates=ViewDates.FIXED),
        replace(view, name="Private"),
    ):
        saved_views.views().add(saved, by="analyst", at=datetime(2022, 12, 1, tzinfo=UTC))
    assert filter_chips.published_filters(Filters(source=("IOPC",), as_at=day), facts) == {
        "DARA": Filters(source=("DARA",), as_at=day),
        "March": Filters(as_at=date(2022, 3, 31), known_at=date(2022, 3, 31)),
    }
