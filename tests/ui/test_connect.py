"""Connect: the address of each page's data, and where it is offered."""

from __future__ import annotations

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from pages.ui import menu

OFFERED = {"overview", "register", "trends", "dates", "turnaround", "engage", "assurance", "onboarding", "responses",
           "themes", "changes"}  # fmt: skip


def connections() -> None:
    import streamlit as st

    from pages.ui import connect, menu, session

    session.adopt_address()
    here = "https://register.example/app/"
    for entry in menu.ENTRIES:
        result = connect.of_page(entry, here if entry == menu.ENTRIES[0] else f"{here}{entry.url_path}")
        if result is not None:
            st.text(f"{entry.url_path} {result.address}")
    connect.draw(menu.ENTRIES[1])


@pytest.fixture
def shown() -> AppTest:
    return AppTest.from_function(connections, default_timeout=60)


def addresses(page: AppTest) -> dict[str, str]:
    return dict(element.value.split(" ") for element in page.text)


def test_every_page_of_figures_offers_its_data(shown: AppTest) -> None:
    result = addresses(shown.run())
    assert not shown.exception
    assert result.keys() == OFFERED <= {entry.url_path for entry in menu.ENTRIES}
    api = "https://register.example/app/api/v1"
    assert result["overview"] == f"{api}/overview.csv"
    assert result["themes"] == f"{api}/recommendations.csv"


def test_the_filters_and_the_choices_of_the_page_go_along(shown: AppTest) -> None:
    given: dict[str, Any] = {"source": ["DARA", "IOPC"], "list_show": "all", "months": "60", "see_x": "y"}
    for name, value in given.items():
        shown.query_params[name] = value
    result = addresses(shown.run())
    assert result["register"].endswith("/register.csv?source=DARA&source=IOPC&list_show=all")
    assert result["trends"].endswith("/trends.csv?source=DARA&source=IOPC&months=60")
    assert result["dates"].endswith("/recommendations.csv?source=DARA&source=IOPC")


def test_the_fold_is_empty_until_it_is_opened(shown: AppTest) -> None:
    shown.run()
    assert not shown.code


def menu_of_a_chart() -> None:
    from pages.ui import connect, menu

    connect.draw(menu.ENTRIES[1])
    connect.draw_in_menu("chart")


def test_the_menu_of_each_chart_and_table_has_the_address() -> None:
    page = AppTest.from_function(menu_of_a_chart, default_timeout=60)
    page.query_params["list_show"] = "all"
    page.run()
    assert not page.exception
    (code,) = page.code
    assert code.value == "http://localhost:8501/api/v1/register.csv?list_show=all"
    assert "Excel can read the recommendations listed by itself" in page.caption[0].value


def menu_of_a_page_without() -> None:
    from pages.ui import connect, menu

    connect.draw(menu.ENTRIES[1])
    connect.draw(next(entry for entry in menu.ENTRIES if entry.url_path == "people"))
    connect.draw_in_menu("chart")


def test_the_menu_of_a_page_without_data_has_none() -> None:
    page = AppTest.from_function(menu_of_a_page_without, default_timeout=60).run()
    assert not page.exception
    assert not page.code
