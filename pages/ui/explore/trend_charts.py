"""The charts over time of the trends, or one sentence in their place where the register cannot show them."""

from __future__ import annotations

from collections.abc import Sequence

from analytics.charts.chart import MEASURE, Chart
from analytics.measures.coverage import Coverage
from analytics.sections.trends import Event, no_years
from pages.ui import chart, headings
from pages.ui.chart import Absent, Block


def show(result: Chart | None, key: str, headline: str, absent: str) -> None:
    """The chart; where there is none, its headline and the reason."""
    if result is None:
        headings.section_heading(headline, absent)
    else:
        chart.show(result, key=key)


def years(tiles: Sequence[Chart], event: Event, covered: Coverage) -> list[Block | Absent]:
    """The tiles of the years; one sentence where no year is shown."""
    if not tiles:
        what = "Received" if event == "received" else "Closed"
        return [Absent(headline=f"{what}, by year", sentence=no_years(event, covered), width=MEASURE)]
    return [Block(chart=tile, key=f"year-{number}") for number, tile in enumerate(tiles)]
