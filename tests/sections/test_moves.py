"""The picture of what moved where: what its bars, its headline and their values say."""

from __future__ import annotations

import pandas as pd

from analytics.charts.chart import MEASURE, TILE
from analytics.measures.moves import Aspect
from analytics.sections.moves import chart, places


def drawn(*rows: tuple[str, str, int], aspect: Aspect = Aspect.STATUS, width: int = MEASURE) -> list[str]:
    """The headline of a picture of these moves, and the names of its bars."""
    frame = pd.DataFrame(rows, columns=["before", "after", "recommendations"])
    made = chart(frame, aspect, since="31 October", name="moves", width=width)
    assert made is not None
    assert [places(value) for value in made.values] == [(before, after) for before, after, _ in rows]
    assert list(made.table.iloc[:, 1]) == [number for *_, number in rows]
    return [made.headline, *made.labels]


def test_nothing_that_moved_has_no_picture() -> None:
    assert chart(pd.DataFrame(columns=["before", "after", "recommendations"]), Aspect.STATUS, since="", name="") is None


def test_a_bar_names_both_places_and_the_headline_the_most_frequent_move() -> None:
    assert drawn(("awaiting on-boarding", "open", 18), ("not yet", "closed", 3), ("unknown", "dropped", 1)) == [
        "22 recommendations are new or changed status: 18 went from awaiting on-boarding to open",
        "Awaiting on-boarding → open",
        "New → closed",
        "Status not known → no longer on the register",
    ]
    assert drawn(("open", "closed", 2), ("closed", "open", 1))[0] == (
        "3 recommendations changed status: 2 went from open to closed"
    )
    assert drawn(("not yet", "open", 1))[0] == "1 recommendation is new and open"


def test_a_blank_route_is_no_route_and_a_tile_has_a_short_headline() -> None:
    assert drawn(("", "programme", 14), ("local improvement", "", 1), aspect=Aspect.ROUTE, width=TILE) == [
        "15 have a different delivery route",
        "No route → programme",
        "Local improvement → no route",
    ]
