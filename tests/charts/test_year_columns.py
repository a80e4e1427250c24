"""Columns by year."""

from datetime import date

import pandas as pd

from analytics.charts.palette import LIGHT
from analytics.charts.year_columns import NAMED, columns

YEARS = pd.DataFrame({"label": ["2020", "2021", "2022"], "count": [61, 71, 58]})


def test_the_last_year_that_is_over_makes_the_headline() -> None:
    assert (
        columns(YEARS, name="x", quantity="received", width=1120).headline
        == "58 received in 2022, 13 fewer than in 2021"
    )
    unfinished = columns(YEARS, name="x", quantity="received", unfinished=date(2022, 11, 28), width=1120)
    assert unfinished.headline == "71 received in 2021, 10 more than in 2020"


def test_on_a_tile_the_headline_is_short() -> None:
    assert columns(YEARS, name="x", quantity="received", subject="HMICFRS").headline == "HMICFRS: 58 received in 2022"


def test_the_columns_carry_their_numbers_at_their_feet() -> None:
    figure = columns(YEARS, name="x", quantity="received").figure
    assert list(figure.data[0].y) == [61, 71, 58]
    assert list(figure.layout.xaxis.ticktext) == ["<b>61</b><br>2020", "<b>71</b><br>2021", "<b>58</b><br>2022"]


def test_what_is_expected_is_said_and_drawn() -> None:
    chart = columns(YEARS, name="x", quantity="received", expected=70)
    assert chart.figure.layout.shapes[0].y0 == 70
    assert "Dotted line: about 70 expected" in chart.subtitle
    assert chart.alternative.endswith("2020 61, 2021 71 and 2022 58. About 70 are expected.")


def test_names_of_months_take_two_lines_where_they_would_touch() -> None:
    months = pd.DataFrame({"label": ["Nov 2022", "Dec 2022", "Jan 2023"], "count": [3, 0, 1_200]})
    meta = columns(months, name="x", quantity="due", by="month").figure.to_plotly_json()["layout"]["meta"]
    assert meta["narrow"]["xaxis"]["ticktext"] == [
        "<b>3</b><br>Nov<br>2022", "<b>0</b><br>Dec<br>", "<b>1,200</b><br>Jan<br>2023",
    ]  # fmt: skip
    assert meta["below"] == 3 * NAMED
    assert columns(YEARS, name="x", quantity="received").figure.to_plotly_json()["layout"]["meta"] == {}


def test_what_is_past_a_limit_has_the_colour_of_what_is_late_and_a_line_before_it() -> None:
    waits = pd.DataFrame({"label": ["0 to 60", "61 to 90", "Over 90"], "count": [3, 0, 2]})
    chart = columns(waits, name="w", quantity="waiting", by="days", limit=(1, "60 days"))
    assert list(chart.figure.data[0].marker.color) == [LIGHT.looked_at, LIGHT.late, LIGHT.late]
    (line,) = chart.figure.layout.shapes
    assert (line.x0, line.x1) == (0.5, 0.5)
    assert [note.text for note in chart.figure.layout.annotations] == ["60 days"]
