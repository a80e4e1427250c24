"""What the open recommendations are made of: one chart a column, its bars in the column's own order."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from analytics.charts.bars import bars
from analytics.charts.chart import MEASURE, TILE, Chart, fitting
from analytics.charts.fractions import of, share
from analytics.english import count, has_have, is_are, sentence_case
from analytics.filters import BLANK
from analytics.measures.headline_figures import of_column
from analytics.measures.overview import Overview
from analytics.vocabulary import Route, framework_on, label

MOST_BARS = 10
"""Bars that a chart of names without an order of their own has at most; the subtitle says how many more there are."""

MOST_TAGS = 20


@dataclass(frozen=True, slots=True)
class Wording:
    """How a column reads in a chart: by what, the verb between share and value, several of it."""

    by: str
    says: str
    several: str


WORDINGS = {
    "source": Wording("source", "come from", "sources"),
    "delivery_route": Wording("delivery route", "have the route", "routes"),
    "programme": Wording("programme", "are in", "programmes"),
    "strategic_priority": Wording("strategic priority", "come under", "priorities"),
    "tag": Wording("tag", "are tagged", "tags"),
}
"""The columns that the open ones are shown by."""

CLAUSES: dict[str, dict[str, str]] = {
    "source": {
        "DARA": "come from internal audit",
        "Coroner": "come from coroners",
        "MOPAC review": "come from MOPAC’s reviews",
        "Casey review": "come from Baroness Casey",
    },
    "delivery_route": {
        Route.PROGRAMME: "are in programmes",
        Route.LOCAL: "are local improvement",
        Route.POLICY: "are policy or other",
        "": "have no route",
    },
}
"""What a headline says of a value whose label is too long for it, or is no clause."""


def open_by(overview: Overview, column: str) -> Chart:
    """The open by source, delivery route or programme on a tile: most first; without a programme, counted in words.

    Where the bars are not all of the open, the headline names the longest and takes no share.
    """
    rows = of_column(overview.by, column)
    rows = rows[rows["open"] > 0]
    blank = int(rows.loc[rows["value"] == "", "open"].sum())
    if column == "programme":
        rows = rows[rows["value"] != ""]
    largest, wording = rows.head(MOST_BARS), WORDINGS[column]
    name = f"open-by-{column.replace('_', '-')}"
    chart = bars(
        _counts(largest, column),
        name=name,
        quantity="open",
        by=wording.by,
        says=wording.says,
        several=wording.several,
        subtitle=_subtitle(rows, largest, column, blank if column == "programme" else 0),
        width=TILE,
    )
    is_part = (column == "programme" and blank) or len(largest) < len(rows)
    return replace(chart, headline=_largest(largest, column)) if is_part and not rows.empty else chart


def open_by_priority(overview: Overview) -> Chart:
    """The open by strategic priority on the measure: in the framework's order, zeros included."""
    rows = of_column(overview.by, "strategic_priority")
    blank = int(rows.loc[rows["value"] == "", "open"].sum())
    rows = rows[rows["value"] != ""]
    wording, total = WORDINGS["strategic_priority"], int(rows["open"].sum())
    chart = bars(
        _counts(rows, "strategic_priority"),
        name="open-by-strategic-priority",
        quantity="open",
        by=wording.by,
        says=wording.says,
        several=wording.several,
        subtitle=_framework_subtitle(total, blank, overview),
        width=MEASURE,
    )
    return replace(chart, headline=_leading_priority(rows, total)) if blank and total else chart


def open_by_tag(overview: Overview) -> Chart:
    """The open by tag on the measure. Tags overlap, so the numbers do not sum, and no share is taken of their sum."""
    with_tags = overview.by[(overview.by["by_column"] == "tag") & (overview.by["open"] > 0)]
    tagged, untagged = with_tags[with_tags["value"] != ""], int(with_tags.loc[with_tags["value"] == "", "open"].sum())
    rows = tagged.sort_values(["open", "value"], ascending=[False, True]).head(MOST_TAGS)
    chart = bars(
        _counts(rows, "tags"),
        name="open-by-tag",
        quantity="open",
        by="tag",
        says="are tagged",
        several="tags",
        width=MEASURE,
        subtitle=_tag_subtitle(tagged, len(rows), untagged),
    )
    if rows.empty:
        return replace(chart, headline="No open recommendation has a tag")
    top, number = str(rows.iloc[0]["value"]), int(rows.iloc[0]["open"])
    part, verb = of(number, overview.now.open), is_are(number)
    text = [f"{part} {verb} tagged “{top}”", f"{top}: {part}", f"The most frequent tag is on {part}"]
    return replace(chart, headline=fitting([sentence_case(each) for each in text], MEASURE))


def _leading_priority(rows: pd.DataFrame, total: int) -> str:
    """Which priority leads, as a share of those that have one."""
    leading = rows.sort_values("open", ascending=False, kind="stable").iloc[0]
    number = int(leading["open"])
    words, priority = share(number, total), f"under “{leading['value']}”"
    verb = "comes" if number == 1 else "come"
    text = [f"{part} of those with a priority {verb} {priority}" for part in ([words] if words else [])]
    text += [f"{count(number)} of the {count(total)} with a priority {verb} {priority}"]
    text += [f"{part} of those with a priority {verb} under one" for part in ([words] if words else [])]
    text += [f"{count(number)} of the {count(total)} with a priority {verb} under one"]
    return fitting([sentence_case(each) for each in text], MEASURE)


def _largest(rows: pd.DataFrame, column: str) -> str:
    """The longest bar by number and name, or by number alone where its name is long."""
    wording, number = WORDINGS[column], int(rows.iloc[0]["open"])
    verb, _, preposition = wording.says.partition(" ")
    verb = {"are": "is", "have": "has"}.get(verb, f"{verb}s") if number == 1 else verb
    named = f"{count(number)} {verb} {preposition} {label(column, str(rows.iloc[0]['value']))}"
    return fitting([named, f"The largest {wording.by} has {count(number)}"], TILE)


def _counts(rows: pd.DataFrame, column: str) -> pd.DataFrame:
    """A frame as `bars` takes it; a blank is distinguished from a value."""
    values = [str(value) for value in rows["value"]]
    frame: dict[str, Any] = {
        "value": [value or BLANK for value in values],
        "label": [label(column, value) for value in values],
        "count": rows["open"].to_numpy(),
    }
    if column in CLAUSES:
        frame["clause"] = [CLAUSES[column].get(value) for value in values]
    return pd.DataFrame(frame)


def _subtitle(rows: pd.DataFrame, largest: pd.DataFrame, column: str, blank: int) -> str:
    """What is plotted: "Open, by programme: 103 of 152 (top 10 of 14). 30 have no programme and are not shown"."""
    wording, drawn, total = WORDINGS[column], int(largest["open"].sum()), int(rows["open"].sum()) + blank
    numbers = f"{count(total)} in all" if drawn == total else f"{count(drawn)} of {count(total)}"
    top = f" (top {len(largest)} of {count(len(rows))})" if len(largest) < len(rows) else ""
    return f"Open, by {wording.by}: {numbers}{top}{_have_none(blank, wording.by)}"


def _tag_subtitle(tagged: pd.DataFrame, bars_shown: int, untagged: int) -> str:
    top = f" (top {bars_shown} of {count(len(tagged))} tags)" if bars_shown < len(tagged) else ""
    return f"Open, by tag{top}. A recommendation counts under each of its tags{_have_none(untagged, 'tag')}"


def _have_none(number: int, by: str) -> str:
    """How many are in no bar since they have no value."""
    return f". {count(number)} {has_have(number)} no {by} and {is_are(number)} not shown" if number else ""


def _framework_subtitle(total: int, blank: int, overview: Overview) -> str:
    """What is plotted, and where the programmes deliver another number than have a priority, that too."""
    framework = framework_on(overview.as_at)
    named = "as the register names it"
    if framework and framework.names:
        named = f"of {framework.title}, in the framework’s order"
    numbers = f"{count(total)} of {count(total + blank)}" if blank else f"{count(total)} in all"
    text = f"Open, by strategic priority {named}: {numbers}{_have_none(blank, 'priority')}"
    routes = overview.by[(overview.by["by_column"] == "delivery_route") & (overview.by["value"] == Route.PROGRAMME)]
    programmes = int(routes["open"].sum())
    if "delivery_route" not in overview.recorded or programmes == total:
        return text
    return f"{text}. Programmes deliver {count(programmes)}"
