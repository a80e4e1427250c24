"""Tables of counts: of very many rows the first are drawn with the total, and the page says so."""

from __future__ import annotations

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from pages.ui.count_table import MOST_ROWS
from tests.tables import tables


def page(number: int, totals: int) -> None:
    import pandas as pd

    from pages.ui import count_table

    rows = [(f"Report {n}", n) for n in range(number)] + ([("Total", sum(range(number)))] if totals else [])
    count_table.table(pd.DataFrame(rows, columns=["Report", "Open"]), alt="Reports", total=bool(totals))


def drawn(number: int, totals: int) -> tuple[pd.DataFrame, list[str]]:
    """The table and the captions of a page with a table of so many rows."""
    app = AppTest.from_function(page, args=(number, totals), default_timeout=60).run()
    assert not app.exception
    return tables(app)[0], [caption.value for caption in app.caption]


@pytest.mark.parametrize("totals", [0, 1])
def test_as_many_as_are_drawn_are_drawn_without_remark(totals: int) -> None:
    table, captions = drawn(MOST_ROWS, totals)
    assert (len(table), captions) == (MOST_ROWS + totals, [])


@pytest.mark.parametrize("totals", [0, 1])
def test_of_more_the_first_are_drawn_with_the_total_of_all(totals: int) -> None:
    table, captions = drawn(MOST_ROWS + 1, totals)
    assert len(table) == MOST_ROWS + totals
    assert captions == [f"The first {MOST_ROWS} of {MOST_ROWS + 1} rows; the CSV has them all."]
    assert table["Report"].tolist()[MOST_ROWS:] == ["Total"] * totals
    if totals:
        assert int(table["Open"].iloc[-1]) == sum(range(MOST_ROWS + 1))


def with_rows() -> None:
    import pandas as pd

    from pages.ui import count_table

    frame = pd.DataFrame({"Source": ["DARA", "IOPC"], "Open": [1, 2]})
    words = {"DARA": "DARA, 1", "IOPC": "IOPC, 2"}
    count_table.rows(
        words, lambda source: pd.DataFrame({"Reference": [f"{source}-1"]}), key="source",
        label="Source to list",
        name="by-source", frame=frame,
    )  # fmt: skip


def test_none_is_chosen_at_first_so_that_the_rows_of_the_first_can_be_seen_too() -> None:
    app = AppTest.from_function(with_rows, default_timeout=60).run()
    assert app.radio[0].value is None
    assert not app.markdown
    app.radio[0].set_value("DARA").run()
    assert not app.exception
    assert [element.value for element in app.markdown] == ["**1 recommendation:** DARA, 1"]
    assert app.query_params["see_source"] == "DARA"
    next(element for element in app.button if element.label == "Close").click().run()
    assert app.radio[0].value is None
