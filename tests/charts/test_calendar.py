"""A calendar of the coming days: where each day stands, which are filled, and the same in words."""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd

from analytics.charts.calendar import calendar
from analytics.charts.palette import LIGHT

# Wednesday 30 November 2022 and the eleven days after it: two fall on 1 December, a Thursday, one on 11, a Sunday.
FIRST = date(2022, 11, 30)
DAYS = pd.DataFrame({"day": [FIRST + timedelta(days=n) for n in range(12)], "count": [0, 2, *[0] * 9, 1]})


def test_each_day_has_its_place_in_its_week() -> None:
    chart = calendar(DAYS, name="x", quantity="responses due", headline="h", subtitle="s", table=DAYS)
    ground, empty, filled, falling = chart.figure.to_plotly_json()["data"]
    none = [None] * 2
    assert ground["z"] == [[*none, 0, 1, 0, 0, 0], [0, 0, 0, 0, 0, 0, 1]]
    assert empty["text"] == ["30 Nov", "2", "3", "4", "5", "6", "7", "8", "9", "10"]
    assert (filled["text"], falling["text"]) == (["1 Dec", "11"], ["<b>2</b>", "<b>1</b>"])
    assert (filled["y"], [round(x) for x in filled["x"]]) == ([0, 1], [3, 6])
    assert filled["textfont"]["color"] == LIGHT.ground


def test_the_words_name_every_filled_day() -> None:
    chart = calendar(DAYS, name="x", quantity="responses due", headline="h", subtitle="s", table=DAYS)
    assert chart.alternative == (
        "Calendar from 30 November 2022 to 11 December 2022. Responses due: 1 December 2022 2 and 11 December 2022 1."
    )
    none = calendar(DAYS.assign(count=0), name="x", quantity="due", headline="h", subtitle="s", table=DAYS)
    assert none.alternative.endswith("Due: none.")
