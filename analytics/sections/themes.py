"""The words and the tables of what recommendations are about and why they were needed."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from analytics.charts.bars import bars
from analytics.charts.chart import MEASURE, Chart
from analytics.charts.dots import dots
from analytics.charts.fractions import of
from analytics.charts.year_tiles import year_tiles
from analytics.english import count, has_have, is_are, listed, plural
from analytics.measures.themes import YEARS, ThemeCounts, names_nothing
from analytics.vocabulary import label

MOST_ROWS = 20
MOST_NAMED = 3
"""Rows of a matrix, the rest being one row together; themes that a headline names."""

NOT_RECORDED, OTHERS, TOTAL = "Not recorded", "All others", "Total"
SEVERAL = {"theme": "themes", "root_cause": "root causes"}
SINGULAR = {"theme": "theme", "root_cause": "root cause"}


def sentence(themes: ThemeCounts, recorded: frozenset[str]) -> str:
    """Which theme has the most open, from how many sources, and how many have no theme."""
    total = int(themes.by_source["open"].sum())
    if "theme" not in recorded:
        number = plural(total, "recommendation") if total else "No recommendations"
        return f"{number} {is_are(total or 2)} open. This register records no themes."
    rows = themes.recurring()
    with_open = rows[rows["open"] > 0]
    if with_open.empty:
        return "No open recommendations have a theme." if total else "No recommendations are open."
    most = int(with_open["open"].max())
    largest = with_open[with_open["open"] == most].sort_values("value")
    nameless = total - int(with_open["open"].sum())
    rest = [f"{count(nameless)} {has_have(nameless)} no theme."] if nameless else []
    if len(largest) > 1:
        names = listed(list(largest["value"])) if len(largest) <= MOST_NAMED else plural(len(largest), "theme")
        return " ".join([f"{names} are equally large: {plural(most, 'open recommendation')} each.", *rest])
    top = largest.iloc[0]
    part = of(most, total) if most < total else count(most)
    noun = "recommendation" if total == 1 else "recommendations"
    sources = f", from {plural(int(top['sources']), 'source')}" if len(themes.sources()) > 1 else ""
    which = "largest" if len(with_open) > 1 else "only"
    return " ".join([f"{top['value']} is the {which} theme: {part} open {noun}{sources}.", *rest])


def by_source(meanings: ThemeCounts, most: int | None = MOST_ROWS) -> tuple[tuple[str, str], pd.DataFrame]:
    """The open by value and source: heading and matrix, most open first, its sums in the last row and column.

    What names nothing stands after what does, the blank last. Values beyond the `most` are one row; None is no bound.
    """
    with_open = meanings.by_source[meanings.by_source["open"] > 0]
    cells = with_open.set_index(["value", "source"])["open"].unstack(fill_value=0)
    cells = cells.reindex(columns=meanings.sources()).rename(columns=lambda source: label("source", source))
    frame = _matrix(cells.assign(Open=cells.sum(axis=1)), "Open", meanings, most)
    return _heading(meanings, with_open), frame


def by_year(meanings: ThemeCounts, most: int | None = MOST_ROWS) -> tuple[tuple[str, str], pd.DataFrame]:
    """What came in each of the last years, by value: heading and matrix, bounded as by source."""
    years = range(meanings.year - YEARS + 1, meanings.year + 1)
    in_years = meanings.by_year[meanings.by_year["year"].isin(years)]
    with_received = in_years[in_years["received"] > 0]
    cells = with_received.set_index(["value", "year"])["received"].unstack(fill_value=0)
    cells = cells.reindex(columns=list(years), fill_value=0)
    cells.columns = [str(year) for year in years]
    frame = _matrix(cells.assign(Together=cells.sum(axis=1)), "Together", meanings, most)
    total = int(with_received["received"].sum())
    text = f"Recommendations received each year, by {SINGULAR[meanings.column]}"
    subtitle = f"{plural(total, 'recommendation')} received since {years[0]}"
    left_out = _left_out(int(in_years["dropped"].sum()), meanings)
    return (text, f"{subtitle}{_nameless(meanings, with_received['value'])}{left_out}"), frame


MOST_TILES = 12
"""Values that have a tile of their own."""


def dots_chart(meanings: ThemeCounts) -> Chart:
    """The open by value and source as dots, most open first; each row and dot with a key of `linked_cells` opens."""
    (headline, subtitle), frame = by_source(meanings)
    rows = frame[frame.iloc[:, 0] != TOTAL]
    names = list(rows.iloc[:, 0])
    if len(meanings.sources()) < 2:  # one column of dots says less than bars
        is_named = not any(str(name).startswith(OTHERS) for name in names)
        values = tuple(map(str, names)) if is_named else ()
        return _theme_bars(meanings, rows, values, (headline, subtitle))
    keys = linked_cells(meanings)
    cells: dict[tuple[int, int | None], str] = {}
    for row, name in enumerate(names):
        cells |= {(row, None): str(name)} if str(name) in keys else {}
        for group, source in enumerate(meanings.sources()):
            key = f"{name} | {source}"
            cells |= {(row, group): key} if key in keys else {}
    return dots(
        rows,
        name=f"open-by-{SINGULAR[meanings.column].replace(' ', '-')}-and-source",
        headline=headline,
        subtitle=subtitle,
        total="Open",
        values=cells,
    )


def _theme_bars(meanings: ThemeCounts, rows: pd.DataFrame, values: tuple[str, ...], words: tuple[str, str]) -> Chart:
    """The open of the only source by value."""
    names = [str(name) for name in rows.iloc[:, 0]]
    singular = SINGULAR[meanings.column]
    frame = pd.DataFrame({"value": values or names, "label": names, "count": rows["Open"].to_numpy()})
    chart = bars(
        frame,
        name=f"open-by-{singular.replace(' ', '-')}-and-source",
        quantity="open",
        by=singular,
        says="are about",
        several=SEVERAL[meanings.column],
        width=MEASURE,
    )
    return replace(chart, headline=words[0], subtitle=words[1], values=values)


def year_chart(meanings: ThemeCounts, *, is_unfinished: bool) -> Chart | None:
    """What came in each of the last years, a tile for each of the largest values; None where nothing came."""
    (headline, subtitle), frame = by_year(meanings)
    rows = frame[~frame.iloc[:, 0].isin([TOTAL, NOT_RECORDED])]
    rows = rows[[not str(name).startswith(OTHERS) and not names_nothing(str(name)) for name in rows.iloc[:, 0]]]
    if rows.empty:
        return None
    tiles = rows.head(MOST_TILES)
    full_table = by_year(meanings, most=None)[1]
    grey = f". Grey: {frame.columns[-2]} so far" if is_unfinished else ""
    blank = int(frame.loc[frame.iloc[:, 0] == NOT_RECORDED, "Together"].sum())
    nameless = f". {count(blank)} have no {SINGULAR[meanings.column]}" if blank else ""
    largest = f". The {count(len(tiles))} largest of {count(len(rows))} are shown" if len(rows) > len(tiles) else ""
    chart = year_tiles(
        tiles.drop(columns="Together"),
        name=f"received-by-{SINGULAR[meanings.column].replace(' ', '-')}",
        headline=headline,
        subtitle=f"{subtitle}{nameless}{largest}{grey}",
        is_unfinished=is_unfinished,
    )
    return replace(chart, table=full_table[full_table.iloc[:, 0] != TOTAL])


def _left_out(dropped: int, meanings: ThemeCounts) -> str:
    """What of the register is in no year: ". Not shown: 1 no longer on the register and 3 without a date"."""
    undated = int(meanings.by_year.loc[meanings.by_year["year"].isna(), "received"].sum())
    parts = [(dropped, "no longer on the register"), (undated, "without a date")]
    text = [f"{count(number)} {words}" for number, words in parts if number]
    return f". Not shown: {listed(text)}" if text else ""


def recurring(meanings: ThemeCounts) -> tuple[tuple[str, str], pd.DataFrame]:
    """The values by how many sources have open ones, and what came in the last two years: heading and table."""
    rows = meanings.recurring()
    recurring_rows = rows[(rows["open"] > 0) & (rows["sources"] > 1)]
    rows = recurring_rows.head(MOST_ROWS)
    table = pd.DataFrame(
        {
            label_of(meanings): rows["value"],
            "Sources": rows["sources"],
            "Open": rows["open"],
            "Received in 12 months": rows["received"],
            "In the 12 months before": rows["received_before"],
        }
    )
    verb = "comes" if len(recurring_rows) == 1 else "come"
    many = plural(len(recurring_rows), SINGULAR[meanings.column], SEVERAL[meanings.column])
    subtitle = "Open recommendations, most sources first"
    subtitle += (
        f". The first {count(len(rows))} of {count(len(recurring_rows))} are shown"
        if len(rows) < len(recurring_rows)
        else ""
    )
    return (f"{many} {verb} up in more than one source", subtitle), table


def linked_cells(meanings: ThemeCounts) -> dict[str, tuple[str, str, str]]:
    """The numbers of the matrix by source that lead to their rows: key to value, source ("" for all) and words."""
    with_open = meanings.by_source[meanings.by_source["open"] > 0]
    cells: dict[str, tuple[str, str, str]] = {}
    for value, of_value in with_open.groupby("value", sort=False):
        name = str(value) or NOT_RECORDED
        cells[name] = (str(value), "", f"{name}: {count(int(of_value['open'].sum()))}")
        if len(of_value) > 1:
            for source, number in zip(of_value["source"], of_value["open"], strict=True):
                text = f"{name}, {label('source', source)}: {count(int(number))}"
                cells[f"{name} | {source}"] = (str(value), str(source), text)
    return cells


def label_of(meanings: ThemeCounts) -> str:
    """What the column is called."""
    return label("kind", SINGULAR[meanings.column])


def _matrix(cells: pd.DataFrame, total: str, meanings: ThemeCounts, most: int | None) -> pd.DataFrame:
    """The rows in order of their sums, those beyond the most as one, what names nothing, blank, and the sums of all."""
    cells = cells.sort_values(total, ascending=False, kind="stable")
    blank = cells.loc[cells.index == ""]
    named = cells.loc[[not names_nothing(value) for value in cells.index]]
    nameless = cells.loc[[bool(value) and names_nothing(value) for value in cells.index]]
    bound = len(named) if most is None else most
    parts, rest = [named.iloc[:bound]], named.iloc[bound:]
    if len(rest):
        parts.append(pd.DataFrame([rest.sum()], index=[f"{OTHERS} ({count(len(rest))})"]))
    parts += [nameless, blank.rename(index={"": NOT_RECORDED}), pd.DataFrame([cells.sum()], index=[TOTAL])]
    frame = pd.concat([part for part in parts if len(part)]).astype("int64")
    frame.insert(0, label_of(meanings), frame.index)
    return frame.reset_index(drop=True)


def _heading(meanings: ThemeCounts, frame: pd.DataFrame) -> tuple[str, str]:
    """Which value has the most open."""
    several, singular = SEVERAL[meanings.column], SINGULAR[meanings.column]
    named = frame[~frame["value"].map(names_nothing).astype(bool)]
    sums = named.groupby("value")["open"].sum().sort_values(ascending=False, kind="stable")
    total = int(frame["open"].sum())
    subtitle = f"Open, by {singular} and source: {count(total)} in all{_nameless(meanings, frame['value'])}"
    if total == 0:
        return "No recommendations are open", subtitle
    if sums.empty:
        return f"No open recommendation has a {singular}", subtitle
    most = int(sums.iloc[0])
    highest = list(sums.index[sums == most])
    if len(highest) > 1:
        return (
            f"{plural(len(highest), singular, several)} have the most open recommendations: {count(most)} each",
            subtitle,
        )
    return f"{highest[0]}{' has the most' if len(sums) > 1 else ''}: {of(most, total)} open", subtitle


def _nameless(meanings: ThemeCounts, values: pd.Series[str]) -> str:
    """Which words name nothing, where any does: ". “N/A” is not a theme and is listed last"."""
    words = sorted({value for value in values if value and names_nothing(value)})
    if not words:
        return ""
    quoted = listed([f"“{word}”" for word in words])
    verb = is_are(len(words))
    what = f"a {SINGULAR[meanings.column]}" if len(words) == 1 else SEVERAL[meanings.column]
    return f". {quoted} {verb} not {what} and {verb} listed last"
