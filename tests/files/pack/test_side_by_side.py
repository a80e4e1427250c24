"""Charts stand beside one another as far as the measure reaches, with the small table that follows them."""

from __future__ import annotations

import pandas as pd
import pytest

from analytics.charts.chart import MEASURE, TILE, TWO_TILES, Chart
from analytics.files.pack.content import Block, PackTable, Picture, Plot, Sentence
from analytics.files.pack.side_by_side import arrange_in_rows, left_of


def picture(width: int) -> Picture:
    frame = pd.DataFrame({"Name": ["A"], "Open": [1]})
    words = {"headline": "h", "subtitle": "s", "alternative": "a", "name": "n"}
    return Picture(Chart(figure=None, table=frame, width=width, **words), Plot.BARS)


SMALL = PackTable(caption="Small", frame=pd.DataFrame({"Term": ["New"], "Number": [1]}))
LONG = PackTable(caption="Long", frame=pd.DataFrame({"Term": ["New"] * 15, "Number": range(15)}))
WORDY = PackTable(caption="Wordy", frame=pd.DataFrame({"Text": ["New"]}), wide=("Text",))
SAID = Sentence("So.")


@pytest.mark.parametrize(
    ("blocks", "rows"),
    [
        ([TILE, TILE, TILE], [3]),
        ([TILE, TILE, TILE, TILE], [3, 1]),
        ([TWO_TILES, TILE, TILE], [2, 1]),
        ([MEASURE, TILE], [1, 1]),
        ([TWO_TILES, SMALL, SMALL], [2, 1]),
        ([MEASURE, SMALL], [1, 1]),
        ([TILE, LONG], [1, 1]),
        ([TILE, WORDY], [1, 1]),
        ([SMALL, TILE], [1, 1]),
        ([SAID, TILE, SAID, SAID], [1, 1, 1, 1]),
        ([], []),
    ],
)
def test_rows_hold_what_fits(blocks: list[int | Block], rows: list[int]) -> None:
    given: list[Block] = [picture(each) if isinstance(each, int) else each for each in blocks]
    result = list(arrange_in_rows(given))
    assert [len(row) for row in result] == rows
    assert [block for row in result for block in row] == given


def test_a_table_gets_what_the_charts_leave() -> None:
    assert left_of((picture(TWO_TILES), SMALL)) == TILE
