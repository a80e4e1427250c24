"""Received and closed by month."""

import pandas as pd
import pytest

from analytics.charts.received_and_closed import received_and_closed


def frame(incoming: list[int], outgoing: list[int]) -> pd.DataFrame:
    days = pd.date_range("2022-10-31", periods=len(incoming), freq="ME")
    return pd.DataFrame({"day": days, "incoming": incoming, "outgoing": outgoing})


@pytest.mark.parametrize(
    ("incoming", "outgoing", "headline"),
    [
        ([12, 30], [10, 20], "12 more were received than closed in 2 months"),
        ([12], [30], "18 more were closed than received in the month"),
        ([5, 6], [6, 5], "The same number, 11, were received and closed in 2 months"),
    ],
)
def test_the_headline(incoming: list[int], outgoing: list[int], headline: str) -> None:
    assert received_and_closed(frame(incoming, outgoing), name="x").headline == headline


def test_up_is_received_and_down_is_closed() -> None:
    came, went = received_and_closed(frame([12, 30], [10, 20]), name="x").figure.data
    assert list(came.y) == [12, 30]
    assert list(went.y) == [-10, -20]


def test_what_is_expected_is_a_dotted_line_with_its_words() -> None:
    layout = received_and_closed(frame([12, 30], [10, 20]), name="x", expected=22.5).figure.layout
    assert layout.shapes[0].y0 == 22.5
    assert "about 22 a<br>month expected" in [note.text for note in layout.annotations]


def test_the_alternative_text() -> None:
    text = received_and_closed(frame([12, 30], [25, 20]), name="x").alternative
    assert "42 received and 45 closed in all" in text
    assert "most received in November 2022, 30; most closed in October 2022, 25" in text
