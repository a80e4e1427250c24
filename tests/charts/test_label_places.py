"""A label stands where it covers nothing, as near as can be to where it is wanted."""

import pytest

from analytics.charts.label_places import free_height


@pytest.mark.parametrize(
    ("wanted", "taken", "expected"),
    [
        (50, [], 50),
        (50, [(45, 48)], 58),  # 10 above 48
        (50, [(49, 70)], 39),  # 10 below 49 is nearer than 10 above 70
        (50, [(50, 50)], 60),  # both are as near: the upper
        (50, [(40, 52), (56, 62)], 30),  # the gap of 4 is too narrow: 10 below 40 is nearer than 10 above 62
        (2, [], 10),  # not below the axis
        (99, [(70, 85)], 60),  # between 85 and 100 there are 15, too few
        (50, [(0, 95)], 50),  # nowhere
    ],
)
def test_the_nearest_free_height(wanted: float, taken: list[tuple[float, float]], expected: float) -> None:
    assert free_height(wanted, 20, taken, 100) == expected
