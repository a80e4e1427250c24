"""Stock and flow: three months worked by hand."""

import pandas as pd

from analytics.charts.stock_and_flow import stock_and_flow

# October 100; November + 30 − 20 = 110; December + 5 − 15 = 100.
MONTHS = pd.DataFrame(
    {
        "day": pd.to_datetime(["2022-10-31", "2022-11-30", "2022-12-31"]),
        "stock": [100, 110, 100],
        "incoming": [12, 30, 5],
        "outgoing": [10, 20, 15],
    }
)


def headline(stock: list[int], incoming: list[int], outgoing: list[int]) -> str:
    days = pd.date_range("2021-11-30", periods=len(stock), freq="ME")
    frame = pd.DataFrame({"day": days, "stock": stock, "incoming": incoming, "outgoing": outgoing})
    return stock_and_flow(frame, name="x").headline


def test_the_line_and_the_bars_are_the_frame() -> None:
    line, end, came, went = stock_and_flow(MONTHS, name="x").figure.data
    assert list(line.y) == [100, 110, 100]
    assert list(end.y) == [100]
    assert list(came.y) == [12, 30, 5]
    assert list(went.y) == [-10, -20, -15]
    assert list(went.hovertext) == ["10", "20", "15"]
    assert list(went.x) == ["October 2022", "November 2022", "December 2022"]


def test_the_last_values_stand_beside_their_series() -> None:
    texts = [note.text for note in stock_and_flow(MONTHS, name="x").figure.layout.annotations]
    assert texts == ["<b>100 open</b>", "100", "5 received<br>or reopened", "15 closed<br>or withdrawn"]


def test_the_table_and_the_words() -> None:
    chart = stock_and_flow(MONTHS, name="x")
    assert chart.table["Received or reopened"].tolist() == [12, 30, 5]
    assert chart.subtitle.endswith("October 2022 to December 2022")
    assert "100 at first, 100 at last, at most 110 in November 2022" in chart.alternative
    assert "over the whole period 47 and 45" in chart.alternative


def test_a_rise_has_its_cause_where_the_flows_prove_it() -> None:
    assert headline([100, 110], [0, 30], [0, 20]) == ("Open recommendations: up 10 since the end of November 2021")


def test_a_fall_too() -> None:
    assert headline([110, 100], [0, 20], [0, 30]) == ("Open recommendations: down 10 since the end of November 2021")


def test_no_cause_is_claimed_that_the_flows_do_not_prove() -> None:
    assert headline([100, 110], [0, 30], [0, 21]) == "Open recommendations: up 10 since the end of November 2021"


def test_a_year_is_called_a_year_and_only_the_last_one_counts() -> None:
    stock = [500, *range(100, 113)]  # thirteen months after the one that does not count: 100 to 112
    assert headline(stock, [1] * 14, [0] * 14) == ("Open recommendations: up 12 since the end of December 2021")


def test_no_change_is_said_so() -> None:
    assert (
        headline([7, 9, 7], [1, 2, 0], [1, 0, 2])
        == "Open recommendations: 7, the same number as at the end of November 2021"
    )


def test_one_month_alone_has_only_its_number() -> None:
    assert headline([7], [1], [1]) == "Open recommendations: 7"
