"""Sparklines."""

from analytics.charts.sparkline import sparkline


def test_a_line_spans_its_own_range_and_ends_in_a_dot() -> None:
    shapes = sparkline([0, 10, 5])
    assert shapes.rest == "M4.0 32.0 L100.0 4.0 L196.0 18.0"
    assert shapes.last == (196.0, 18.0)


def test_bars_stand_on_zero_and_the_last_is_apart() -> None:
    shapes = sparkline([16, 32], "bars")
    assert shapes.rest == "M22.0 36V20.0h56.0V36z"
    assert shapes.last == "M122.0 36V4.0h56.0V36z"


def test_a_flat_line_and_no_line_at_all() -> None:
    assert sparkline([3, 3]).rest == "M4.0 18.0 L196.0 18.0"
    assert sparkline([]).rest == ""


def test_a_small_movement_of_a_large_number_is_no_collapse() -> None:
    # From 349 to 340 is 9 of the 69.8 that the line spans: an eighth of the 28 pixels, about the middle.
    (_, first), (_, last) = [tuple(map(float, point.split())) for point in sparkline([349, 340]).rest[1:].split(" L")]
    assert 3 < last - first < 4
    assert (first + last) / 2 == 18
