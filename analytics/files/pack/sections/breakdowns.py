"""What the open ones are made of: by strategic priority, by source, by delivery route and programme."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from analytics.english import sentence_case
from analytics.files.pack.blocks import sentences, table
from analytics.files.pack.content import Block, Picture, Plot
from analytics.files.pack.context import PackContext
from analytics.measures.headline_figures import of_column
from analytics.measures.turnaround import portfolio
from analytics.sections import turnaround
from analytics.sections.breakdowns import WORDINGS, open_by, open_by_priority, open_by_tag
from analytics.sections.headline import since
from analytics.vocabulary import label

MOST_VALUES = 20
NONE_OPEN = "No recommendations are open."


def priorities(material: PackContext) -> Iterator[Block]:
    """Open by strategic priority, zeros included, and by delivery route within it; by tag where there is none."""
    result = material.overview
    if not result.now.open:
        yield from sentences(NONE_OPEN)
    elif "strategic_priority" in material.recorded:
        yield from _by_priority(material)
    else:
        yield from _not_recorded("strategic_priority")
        if "tags" in material.recorded:
            chart = open_by_tag(result)
            yield from (Picture(chart, Plot.BARS),) if chart.values else sentences(f"{chart.headline}.")


def sources(material: PackContext) -> Iterator[Block]:
    """Open by source, with what is closed and what is new."""
    yield from _by(material, "source")


def routes(material: PackContext) -> Iterator[Block]:
    """Open by delivery route and by programme."""
    yield from _by(material, "delivery_route")
    if material.overview.now.open:
        yield from _by(material, "programme")


def _by_priority(material: PackContext) -> Iterator[Block]:
    chart = open_by_priority(material.overview)
    if not chart.table.iloc[:, 1].any():
        yield from sentences(f"{turnaround.NONE_WITH_PRIORITY}.")
        return
    yield Picture(chart, Plot.BARS)
    result = portfolio(material.register, material.filters)
    note = turnaround.of_framework(result)
    yield from table(turnaround.BY_PRIORITY_AND_ROUTE, turnaround.table_1(result), note=note)


def _by(material: PackContext, column: str) -> Iterator[Block]:
    """The bars of one column and its counts; one sentence where the register does not record it, or none has it."""
    result = material.overview
    if column not in material.recorded:
        yield from _not_recorded(column)
        return
    chart = open_by(result, column) if result.now.open else None
    if chart and chart.values:
        yield Picture(chart, Plot.BARS)
    else:
        yield from sentences(f"No open recommendation has a {WORDINGS[column].by}." if result.now.open else NONE_OPEN)
    caption = f"Open, outstanding, closed and new, by {WORDINGS[column].by}"
    yield from table(caption, _counts(material, column), most=MOST_VALUES)


def _counts(material: PackContext, column: str) -> pd.DataFrame:
    result = material.overview
    rows = of_column(result.by, column)
    counts = {"Open": "open", "Outstanding": "outstanding", "Closed, ever": "closed"}
    has_new = result.before is not None and result.covered.received_from is not None
    counts |= {f"New since {since(result)}": "new"} if has_new else {}
    names = {sentence_case(WORDINGS[column].by): [label(column, str(value)) for value in rows["value"]]}
    return pd.DataFrame({**names, **{heading: rows[name] for heading, name in counts.items()}})


def _not_recorded(column: str) -> Iterator[Block]:
    return sentences(f"This register does not record the {WORDINGS[column].by}.")
