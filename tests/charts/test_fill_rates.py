"""The picture of fill rates: its numbers, its words, and what is left out of it."""

from __future__ import annotations

from datetime import date

import pandas as pd

from analytics.charts.fill_rates import NARROW_NEWEST, NEWEST, fill_rates

DAYS = [date(2022, month, 28) for month in range(1, 12)]


def fill(shares: dict[str, list[float]]) -> pd.DataFrame:
    """One row an extract and column."""
    rows = [(DAYS[n], name, share) for name, given in shares.items() for n, share in enumerate(given)]
    return pd.DataFrame(rows, columns=["as_at", "column_name", "share"])


def test_a_number_stands_in_every_cell_in_the_layouts_order() -> None:
    chart = fill_rates(fill({"status": [1, 1], "reference": [1, 1], "theme": [0.5, 0.004], "due_on": [0, 0.999]}))
    assert list(chart.figure.data[0].text) == ["100", "100", "50", "&lt;1", "100", "100", "0", "99"]
    assert [note.text for note in chart.figure.layout.annotations] == ["Reference", "Theme", "Status", "Due"]
    assert chart.headline == "2 of 4 columns are filled in every row of the newest extract"


def test_a_column_that_is_never_filled_is_named_and_not_drawn() -> None:
    chart = fill_rates(fill({"reference": [1], "evidence": [0]}))
    assert chart.subtitle.endswith(". Never filled: Evidence")
    assert chart.table.iloc[:, 0].tolist() == ["Reference"]


def test_many_that_are_never_filled_are_counted() -> None:
    empty = ("evidence", "theme", "risk", "tags", "finding", "text", "owner_role")
    chart = fill_rates(fill({"reference": [1.0], **{name: [0.0] for name in empty}}))
    assert chart.subtitle.endswith(". 7 more columns are never filled")


def test_the_table_holds_whole_per_cent_an_extract_a_column() -> None:
    chart = fill_rates(fill({"reference": [1, 1], "theme": [0.504, 0.25]}))
    assert chart.table.iloc[1].tolist() == ["Theme", 50, 25]
    assert chart.alternative == "Table of 2 columns by 2 extracts. Newest, per cent: Reference 100; Theme 25."


def test_a_telephone_sees_the_newest_three() -> None:
    chart = fill_rates(fill({"reference": [1.0] * len(DAYS)}))
    narrow = chart.figure.layout.meta["narrow"]
    assert len(narrow["trace"]["x"]) == NARROW_NEWEST
    assert narrow["xaxis"]["range"][1] == len(DAYS) - 0.5
    assert len(DAYS) <= NEWEST
