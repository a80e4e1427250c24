"""What the open are made of: the values and their order, the headlines and their limits."""

from dataclasses import replace

import pandas as pd

from analytics.charts.chart import MEASURE_HEADLINE, TILE_HEADLINE
from analytics.measures.overview import Overview
from analytics.sections.breakdowns import MOST_BARS, open_by, open_by_priority, open_by_tag
from analytics.vocabulary import NOVEMBER_2022
from tests.sections.test_headline import NOTHING, found

NO_PRIORITY_OPEN = {name.replace(" ", "_"): 0 for name in NOVEMBER_2022.names}
"""Each priority of the framework with none open, as `by_value` lists them."""


def made_of(column: str, **numbers: int) -> Overview:
    """An overview whose open ones have these values in one column; the value "_" stands for a blank."""
    rows = [(column, "" if value == "_" else value.replace("_", " "), number) for value, number in numbers.items()]
    by = pd.DataFrame(rows, columns=["by_column", "value", "open"]).assign(closed=0, new=0)
    total = int(by["open"].sum())
    now = replace(NOTHING, open=total, outstanding=total)
    return replace(found(now), by=by.assign(outstanding=by["open"]), recorded=frozenset({column, "delivery_route"}))


def test_sources_stand_most_first_and_those_without_open_ones_are_left_out() -> None:
    chart = open_by(made_of("source", IOPC=2, DARA=7, HMICFRS=4, Coroner=0), "source")
    assert chart.values == ("DARA", "HMICFRS", "IOPC")
    assert chart.headline == "Over half come from internal audit"
    assert chart.subtitle == "Open, by source: 13 in all"


def test_a_blank_route_is_a_row_of_its_own() -> None:
    chart = open_by(made_of("delivery_route", programme=9, _=3), "delivery_route")
    assert chart.values == ("programme", "[blank]")
    assert chart.labels == ("Programme", "Not recorded")
    assert chart.headline == "Three quarters are in programmes"


def test_without_a_programme_is_said_and_no_share_is_taken() -> None:
    chart = open_by(made_of("programme", Victim_care=6, Academy=1, _=1), "programme")
    assert chart.values == ("Victim care", "Academy")
    assert chart.headline == "6 are in Victim care"
    assert chart.subtitle == "Open, by programme: 7 of 8. 1 has no programme and is not shown"


def test_of_many_programmes_the_largest_are_drawn_and_the_rest_are_said() -> None:
    many = {f"Programme_{number:02}": 30 - number for number in range(MOST_BARS + 3)}
    chart = open_by(made_of("programme", **many), "programme")
    assert len(chart.values) == MOST_BARS
    # 30 + 29 + … + 21 of 30 + 29 + … + 18.
    assert chart.subtitle == f"Open, by programme: 255 of 312 (top {MOST_BARS} of {MOST_BARS + 3})"


def test_priorities_keep_the_order_of_their_framework_with_zeros() -> None:
    names = NOVEMBER_2022.names
    by = {**NO_PRIORITY_OPEN, names[0].replace(" ", "_"): 1, names[1].replace(" ", "_"): 3, "_": 2}
    chart = open_by_priority(made_of("strategic_priority", **by))
    assert chart.values == names
    assert chart.table["Open"].tolist() == [1, 3, *[0] * 8]
    assert chart.headline == f"3 of the 4 with a priority come under “{names[1]}”"
    assert len(chart.headline) <= MEASURE_HEADLINE
    assert chart.subtitle.endswith(
        "in the framework’s order: 4 of 6. 2 have no priority and are not shown. Programmes deliver 0"
    )


def test_a_priority_with_a_long_name_is_not_named_in_the_headline() -> None:
    longest = max(NOVEMBER_2022.names, key=len)
    by = {**NO_PRIORITY_OPEN, longest.replace(" ", "_"): 3, "_": 2}
    chart = open_by_priority(made_of("strategic_priority", **by))
    assert chart.headline == "All of those with a priority come under one"


def test_tags_overlap_so_that_no_share_of_their_sum_is_taken() -> None:
    overview = made_of("tag", Engage=5, Other=4)
    chart = open_by_tag(replace(overview, now=replace(overview.now, open=6)))
    assert chart.headline == "5 of 6 are tagged “Engage”"
    assert chart.subtitle == "Open, by tag. A recommendation counts under each of its tags"


def test_headlines_of_tiles_fit() -> None:
    for name in ("Short", "A programme with quite a long name", "Another_one"):
        chart = open_by(made_of("programme", **{name: 1_234, "_": 1}), "programme")
        assert len(chart.headline) <= TILE_HEADLINE
