"""The line of rates: a point a cohort, none where there is no rate, and the target beside it."""

from __future__ import annotations

import pandas as pd

from analytics.charts.chart import Chart
from analytics.charts.palette import LIGHT, Palette
from analytics.charts.rate_line import rate_line

COHORTS = pd.DataFrame({"label": ["Nov<br>2019", "Nov<br>2020", "Nov<br>2021"], "rate": [0.95, None, 0.4]})


def line(target: float | None = None, palette: Palette = LIGHT) -> Chart:
    return rate_line(COHORTS, name="r", headline="h", subtitle="s", table=COHORTS, target=target, palette=palette)


def test_a_cohort_without_a_rate_has_no_point() -> None:
    chart = line()
    (drawn,) = chart.figure.data
    assert list(drawn.y) == [0.95, None, 0.4]
    assert list(drawn.text) == ["95%", "", "<b>40%</b>"]
    assert chart.alternative == "Line of rates: Nov 2019 95 per cent, Nov 2020 not shown and Nov 2021 40 per cent."
    assert not chart.figure.layout.shapes


def test_the_target_is_a_line_with_its_name_and_no_number_stands_on_it() -> None:
    chart = line(0.5)
    (target,) = chart.figure.layout.shapes
    assert (target.y0, target.y1) == (0.5, 0.5)
    assert [note.text for note in chart.figure.layout.annotations] == ["Target 50%"]
    assert chart.alternative.endswith(" The target is 50 per cent.")
    # 95 is too near the top for its number to stand above it, 40 too near the line of the target.
    assert list(chart.figure.data[0].textposition) == ["bottom center", "top center", "bottom center"]
    assert list(line().figure.data[0].textposition) == ["bottom center", "top center", "top center"]
