"""The filters at the head of a page: what a widget holds becomes the choice."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from analytics.filters import BLANK, FIELDS, Filters


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
    drawn = [one.label for one in app.date_input if one.label in edges]
    assert drawn == [*left, *right]
    assert [label.replace(" from", " to") for label in left] == right
