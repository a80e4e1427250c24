"""Age bands."""

import pandas as pd

from analytics.sections.ages import ages

BANDS = ["Under 3 months", "1 to 2 years", "2 to 3 years", "3 years and more", "No date"]


def frame(counts: list[int]) -> pd.DataFrame:
    return pd.DataFrame({"value": BANDS, "label": BANDS, "count": counts})


def test_the_headline_sums_the_old_bands() -> None:
    assert ages(frame([5, 3, 1, 1, 0]), name="x").headline == "Half are a year or more old"  # 5 of 10
    assert ages(frame([9, 1, 0, 0, 0]), name="x").headline == "1 of 10 is a year or more old"
    assert ages(frame([9, 0, 0, 0, 1]), name="x").headline == "None is a year or more old"


def test_the_bands_keep_their_order_and_the_undated_have_their_own() -> None:
    chart = ages(frame([5, 3, 1, 1, 2]), name="x")
    assert chart.labels == tuple(BANDS)
    assert list(chart.figure.data[0].x) == [5, 3, 1, 1, 2]
    assert chart.subtitle.endswith("12 in all")
