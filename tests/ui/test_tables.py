"""Tables: texts cut at a word, cells as they are read, references as links, long lists in pages."""

from datetime import date

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from analytics.filters import Filters
from pages.ui.tables import _cell, _in_html, cut
from tests.tables import tables as drawn


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("short", "short"),
        ("exactly ten", "exactly\u00a0…"),
        ("one, two three", "one, two\u00a0…"),
        ("averyverylongword", "averyveryl\u00a0…"),
        (None, None),
    ],
)
def test_a_text_is_cut_at_a_word(text: str | None, shown: str | None) -> None:
    assert cut(text, 10) == shown


def test_cells_as_read() -> None:
    assert _cell(date(2022, 11, 28)) == "28\u00a0November\u00a02022"
    assert _cell(pd.NaT) == _cell(None) == _cell(float("nan")) == _cell(pd.NA) == ""
    assert _cell(["Engage", "100-day plan"]) == "Engage, 100-day plan"


def test_whole_numbers_have_commas_and_a_true_minus() -> None:
    shown = _in_html(pd.Series([-1234, None], dtype="Int64"))
    assert shown == ["−1,234", ""]


def long_list() -> None:
    import pandas as pd

    from pages.ui import tables

    tables.listing(pd.DataFrame({"Reference": [f"A-{number}" for number in range(1, 61)]}), key="long", total=2_000)


def references(app: AppTest) -> list[str]:
    (table,) = drawn(app)
    return table["Reference"].tolist()


def test_a_long_list_is_paged_and_says_what_it_shows() -> None:
    app = AppTest.from_function(long_list).run()
    assert references(app) == [f"A-{number}" for number in range(1, 26)]
    assert app.caption[0].value == "Showing 1 to 25 of 2,000. The CSV has them all."


def one_row() -> None:
    import pandas as pd

    from pages.ui import tables

    rows = {"Reference": ["HM 1/2"], "Successor": [None], "Text": ["word " * 40]}
    tables.listing(pd.DataFrame(rows), key="few", letters=20)


def test_a_reference_is_a_link_to_its_recommendation_with_the_days_and_the_list() -> None:
    app = AppTest.from_function(one_row)
    app.session_state["_filters"] = Filters(as_at=date(2022, 6, 30))
    body = app.run().get("html")[0].proto.body
    address = "recommendation?reference=HM+1%2F2&amp;from_list=few&amp;as_at=2022-06-30"
    assert f'<th scope="row" class="name"><a href="{address}">HM 1/2</a></th>' in body
    assert "word word word word\u00a0…" in body
