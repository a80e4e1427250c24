"""The waterfall: 145 + 24 + 2 + 1 − 17 − 3 = 152."""

import pandas as pd

from analytics.charts.waterfall import waterfall

TERMS = [("Open on 31 October", 145), ("New", 24), ("Late recorded", 2), ("Reopened", 1), ("Closed", -17),
         ("Withdrawn or merged", -3), ("Dropped", 0), ("Open on 28 November", 152)]  # fmt: skip
STATEMENT = pd.DataFrame(TERMS, columns=["term", "value"])


def test_each_change_floats_between_the_levels_it_leads_from_and_to() -> None:
    bar = waterfall(STATEMENT, name="x", subtitle="").figure.data[0]
    assert list(bar.base) == [145, 169, 171, 155, 152]  # up from 145, 169, 171; down from 172 to 155 and to 152
    assert list(bar.y) == [24, 2, 1, 17, 3]


def test_opening_and_closing_are_lines_not_bars() -> None:
    thick = [
        shape for shape in waterfall(STATEMENT, name="x", subtitle="").figure.layout.shapes if shape.line.width == 4
    ]
    assert [shape.y0 for shape in thick] == [145, 152]


def test_labels_are_signed_with_a_true_minus() -> None:
    texts = [note.text for note in waterfall(STATEMENT, name="x", subtitle="").figure.layout.annotations]
    assert texts == ["+24", "+2", "+1", "−17", "−3", "<b>145</b>", "<b>152</b>"]


def test_a_change_of_nought_is_in_the_table_only() -> None:
    chart = waterfall(STATEMENT, name="x", subtitle="")
    assert "Dropped" not in str(chart.figure.layout.xaxis.ticktext)
    assert chart.table["Term"].tolist() == [term for term, _ in TERMS]
    assert chart.table["Recommendations"].sum() - 145 - 152 == 152 - 145


def test_a_day_and_its_month_stay_together() -> None:
    assert waterfall(STATEMENT, name="x", subtitle="").figure.layout.xaxis.ticktext[0] == "Open on<br>31\u00a0October"


def test_the_words() -> None:
    chart = waterfall(STATEMENT, name="x", subtitle="s")
    assert chart.headline == "Outstanding rose from 145 to 152"
    assert chart.alternative == (
        "Waterfall. Open on 31 October: 145. New +24, Late recorded +2, Reopened +1, Closed −17 and "
        "Withdrawn or merged −3. Open on 28 November: 152."
    )


def test_a_period_without_any_change() -> None:
    still = pd.DataFrame([("Then", 5), ("New", 0), ("Now", 5)], columns=["term", "value"])
    chart = waterfall(still, name="x", subtitle="")
    assert chart.headline == "The number outstanding did not change: 5"
    assert "no change" in chart.alternative
