"""The curve of the share still open: its steps, its words, its table, and where it stops."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pandas as pd
import pytest

from analytics.charts.lines import LABEL
from analytics.charts.survival_curve import HEIGHT, still_open
from analytics.measures.closure_rates import Curve
from analytics.sections import closure_rates

# 40 are watched; 10 close after 31 days, 20 more after 100: 30/40, then 10/30 of that. Stops with 10 left, on day 101.
STEPS = pd.DataFrame({"days": [31, 100], "at_risk": [40, 30], "closed": [10, 20], "still_open": [0.75, 0.25]})
WHOLE = Curve(STEPS, 101)
FEW = Curve(STEPS.head(1), 32)


def test_the_line_steps_down_at_each_closing_and_stops() -> None:
    chart = still_open({"All": WHOLE}, name="x", headline="h", subtitle="s")
    drawn = chart.figure.to_plotly_json()
    line = chart.figure.data[0]
    assert line.line.shape == "hv"
    assert list(zip(line.x, line.y, strict=True)) == [(0, 1), (31, 0.75), (100, 0.25), (101, 0.25)]
    assert drawn["layout"]["xaxis"]["range"] == [0, 101]
    assert drawn["layout"]["xaxis"]["ticktext"] == ["Made<br>40", "3 months<br>30"]


def test_the_words_say_the_median_or_that_it_is_not_reached() -> None:
    chart = still_open({"All": WHOLE, "IOPC": FEW}, name="x", headline="h", subtitle="s")
    assert chart.alternative == (
        "Falling steps, the share still open by days since made. "
        "All: 40 watched, half are closed after 100 days; 25 per cent are still open at its end, after 100 days. "
        "IOPC: 40 watched, the median is not reached; 75 per cent are still open at its end, after 31 days."
    )


def test_the_table_goes_as_far_as_each_curve() -> None:
    curves = {"All": replace(WHOLE, left_out=3), "IOPC": FEW}
    table = still_open(curves, name="x", headline="h", subtitle="s").table
    # A month is 30.4 days: months 0 to 3 lie before day 101, months 0 and 1 before day 32.
    assert table.to_numpy().tolist() == [
        ["All", 0, "100", 40, 3], ["All", 1, "100", 40, 3], ["All", 2, "75", 30, 3], ["All", 3, "75", 30, 3],
        ["IOPC", 0, "100", 40, 0], ["IOPC", 1, "100", 40, 0],
    ]  # fmt: skip
    assert list(table.columns)[-1] == "Closures without a date, left out"


def test_at_most_four_lines_and_none_of_a_curve_without_steps() -> None:
    curves = {"All": WHOLE, "Nobody": Curve(STEPS.head(0), 0), **dict.fromkeys("ABCDE", WHOLE)}
    drawn = still_open(curves, name="x", headline="h", subtitle="s").figure.to_plotly_json()
    assert len(drawn["data"]) == 3
    assert len(drawn["layout"]["annotations"]) == 3


def test_each_name_stands_beside_its_curves_end_and_covers_no_curve() -> None:
    layout = still_open({"All": WHOLE, "IOPC": FEW}, name="x", headline="h", subtitle="s").figure.to_plotly_json()[
        "layout"
    ]
    room = HEIGHT - 10 - 66
    for drawn in (layout, layout["meta"]["narrow"]):
        names = drawn["annotations"]
        assert [note["x"] for note in names] == [101, 32]
        assert names[0]["yshift"] == pytest.approx(room * 0.25 / 1.02)
        # IOPC stops at 75 per cent, where the curve of all runs on to 25: its name is above, and a line leads to it.
        assert names[1]["yshift"] - LABEL / 2 > room * 0.75 / 1.02
        _, of_all, of_iopc = drawn["shapes"]  # the first is the line at one half
        assert of_all["y0"] == pytest.approx(of_all["y1"])
        assert (of_iopc["x0"], of_iopc["y0"]) == (32, 0.75)
        assert of_iopc["y1"] * room / 1.02 == pytest.approx(names[1]["yshift"])


def test_no_chart_where_no_time_can_be_told() -> None:
    assert closure_rates.chart({"": Curve(STEPS, 101, left_out=2, ended=12)}) is None
    assert closure_rates.chart({"": Curve(STEPS.head(0), 0)}) is None
    drawn = closure_rates.chart({"": WHOLE, "DARA": FEW})
    assert drawn is not None
    assert drawn.headline == "Half are closed within 4 months of being made"
    assert drawn.table["Source"].unique().tolist() == ["All", "DARA internal audit"]


@pytest.mark.parametrize("last", [40, 400, 4000, 9000])
def test_the_names_of_months_have_room(last: int) -> None:
    steps = pd.DataFrame({"days": [last - 1], "at_risk": [20], "closed": [1], "still_open": [0.95]})
    chart = still_open({"All": Curve(steps, last)}, name="x", headline="h", subtitle="s")
    layout = chart.figure.to_plotly_json()["layout"]
    at = layout["xaxis"]["tickvals"]
    assert at[0] == 0
    assert min((b - a for a, b in pairwise(at)), default=last) >= 0.12 * last
    few = layout["meta"]["narrow"]["xaxis"]["tickvals"]
    assert set(few) <= {months * 365.25 / 12 for months in range(361)}
    assert len(few) <= 3
