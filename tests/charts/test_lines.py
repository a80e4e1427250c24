"""Lines with direct labels."""

import pandas as pd
import pytest

from analytics.charts.lines import LABEL, lines, spread_labels

FRAME = pd.DataFrame(
    {"day": pd.to_datetime(["2022-10-31", "2022-11-30"]), "HMICFRS": [70, 72], "IOPC": [19, 16], "DARA": [18, 16]}
)


def test_each_series_is_a_line_with_its_name_and_last_number() -> None:
    chart = lines(FRAME, name="x", subtitle="s", labels=["HMICFRS", "IOPC"])
    assert [list(trace.y) for trace in chart.figure.data] == [[70, 72], [19, 16]]
    assert [note.text.split("</span> ")[1] for note in chart.figure.layout.annotations] == ["72 HMICFRS", "16 IOPC"]
    assert chart.headline == "HMICFRS: 72, up from 70 since October 2022"
    assert (
        chart.alternative == "Lines from October 2022 to November 2022: HMICFRS from 70 to 72 and IOPC from 19 to 16."
    )


def test_labels_that_would_touch_are_moved_apart() -> None:
    positions = spread_labels({"a": 50.0, "b": 50.0, "c": 200.0}, {"a": LABEL, "b": LABEL, "c": LABEL})
    assert positions == {"a": 50.0, "b": 50.0 + LABEL, "c": 200.0}


def test_more_than_four_lines_are_refused() -> None:
    with pytest.raises(ValueError, match="one to four lines"):
        lines(FRAME, name="x", subtitle="s", labels=["HMICFRS"] * 5)
