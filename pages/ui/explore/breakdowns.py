"""The charts of what the open ones are made of, each bar leading to its rows, or what stands where none can be."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analytics.charts.chart import MEASURE, TILE, Chart
from analytics.filters import Filters
from analytics.measures.due_dates import AGAINST, DUE_DATES
from analytics.measures.overview import Overview
from analytics.sections.breakdowns import WORDINGS, open_by, open_by_priority, open_by_tag
from analytics.sections.trends import age_of_open, days_late
from pages.ui import cached, rows_behind, sentences
from pages.ui.chart import Absent, Block


def tiles(overview: Overview, filters: Filters, columns: Sequence[str]) -> list[Block | Absent]:
    """A tile a column: its chart, or that the register does not record it."""
    return [_tile(overview, filters, column) for column in columns]


def _tile(overview: Overview, filters: Filters, column: str) -> Block | Absent:
    if column not in overview.recorded:
        return _absent(column, TILE)
    chart = cached.derived(open_by, overview, column)
    none = f"None has a {WORDINGS[column].by}."
    return _block(chart, column, filters) if chart.values else _absent(column, TILE, none)


def wide(overview: Overview, filters: Filters) -> list[Block | Absent]:
    """On the measure: the strategic priorities; a register without them is shown by its tags, where it has any."""
    if "strategic_priority" in overview.recorded:
        chart = cached.derived(open_by_priority, overview)
        if not chart.table.iloc[:, 1].any():
            return [_absent("strategic_priority", MEASURE, "None of the open has a strategic priority.")]
        return [_block(chart, "strategic_priority", filters)]
    if "tags" in overview.recorded:
        chart = cached.derived(open_by_tag, overview)
        no_tag = Absent(headline="Open, by tag", sentence=f"{chart.headline}.", width=MEASURE)
        return [_absent("strategic_priority", MEASURE), _block(chart, "tag", filters) if chart.values else no_tag]
    return [_absent("strategic_priority", MEASURE)]


def ages(bands: pd.DataFrame, late: Sequence[pd.DataFrame], recorded: frozenset[str]) -> list[Block | Absent]:
    """How old the open ones are, and how late against the date first agreed and against the present one."""
    dated, due = recorded & {"made_on", "received_on"}, recorded & DUE_DATES
    no_age = Absent(headline="Open, by age", sentence=sentences.NOT_RECORDED, width=TILE)
    blocks = [Block(chart=cached.derived(age_of_open, bands), key="age") if dated else no_age]
    if not due:
        return [*blocks, Absent(headline="Days late", sentence=sentences.NOT_RECORDED, width=TILE)]
    charts = (cached.derived(days_late, result, against) for against, result in zip(AGAINST, late, strict=True))
    return [*blocks, *(Block(chart=each, key=each.name) for each in charts)]


def _block(chart: Chart, field: str, filters: Filters) -> Block:
    return Block(
        chart=chart,
        key=field.replace("_", "-"),
        rows=rows_behind.open_recommendations(filters, field),
        open_in_register=rows_behind.in_register(filters, field),
    )


def _absent(column: str, width: int, sentence: str = sentences.NOT_RECORDED) -> Absent:
    return Absent(headline=f"Open, by {WORDINGS[column].by}", sentence=sentence, width=width)
