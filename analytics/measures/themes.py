"""What recommendations are about and why they were needed: theme and root cause, by source and over time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Literal

import pandas as pd

from analytics.filters import BLANK, Filters
from analytics.measures import recommendations
from analytics.measures.definition import measure
from analytics.measures.overview import open_only
from analytics.measures.query import build_query
from analytics.register.database import Register
from analytics.vocabulary import AS_WRITTEN, MEANINGLESS_VALUES

ThemeColumn = Literal["theme", "root_cause"]
THEME_COLUMNS: tuple[ThemeColumn, ...] = ("theme", "root_cause")
YEARS = 6
"""Years that are shown, the as-at day's the last."""


@dataclass(frozen=True, kw_only=True)
class ThemeCounts:
    """Recommendations by the values of a column ("" where blank), and the year of the as-at day.

    `by_source` has the columns value, source, open, received, received_before, made; `by_year` value, year (None where
    there is no date), received, dropped.
    """

    column: ThemeColumn
    by_source: pd.DataFrame
    by_year: pd.DataFrame
    year: int

    def sources(self) -> list[str]:
        """The sources of the open ones, most first."""
        return self._sources

    def recurring(self) -> pd.DataFrame:
        """A row a value: open, sources of the open ones, received, received_before; most sources first.

        Recurs across sources: open ones of it come from two sources or more. What names nothing is left out.
        """
        return self._recurring

    @cached_property
    def _sources(self) -> list[str]:
        with_open = self.by_source[self.by_source["open"] > 0]
        return list(with_open.groupby("source")["open"].sum().sort_values(ascending=False, kind="stable").index)

    @cached_property
    def _recurring(self) -> pd.DataFrame:
        rows: list[dict[str, Any]] = self.by_source.to_dict("records")  # type: ignore[assignment]
        named = [row for row in rows if not names_nothing(row["value"])]
        for row in named:
            row["sources"] = int(row["open"] > 0)  # a row a source
        counts = ("open", "sources", "received", "received_before")
        sums = _summed(named, ("value",), counts)
        sums.sort(key=lambda row: (-row["sources"], -row["open"], row["value"]))
        return pd.DataFrame(sums, columns=["value", *counts])


@measure("Themes and root causes")
def theme_counts(register: Register, filters: Filters, column: ThemeColumn) -> ThemeCounts:
    """Recommendations by theme or root cause: by source, and by the year in which they came.

    By source: open, with how many came in the 12 months to the as-at day and in those before. Came: born in the period
    by a date of its own. Those dropped are left out. By year: those dropped since are counted apart, and those without
    a date are under no year.
    """
    rows = _counts(register, filters, column)
    return ThemeCounts(
        column=column,
        by_source=_by_source(rows),
        by_year=_by_year(rows),
        year=register.dates(filters).as_at.year,
    )


def _counts(register: Register, filters: Filters, column: ThemeColumn) -> list[dict[str, Any]]:
    """A row per value, source and year, with its counts."""
    return register.records(build_query(register, "theme_counts", filters, holes={"column": column}))


def _by_source(rows: list[dict[str, Any]]) -> pd.DataFrame:
    sums = _summed(rows, ("value", "source"), ("open", "received", "received_before", "made"))
    listed = [row for row in sums if row["made"]]
    listed.sort(key=lambda row: (-row["open"], row["value"], row["source"] is None, row["source"]))
    return pd.DataFrame(listed, columns=["value", "source", "open", "received", "received_before", "made"])


def _by_year(rows: list[dict[str, Any]]) -> pd.DataFrame:
    sums = _summed(rows, ("value", "year"), ("made", "dropped"))
    sums.sort(key=lambda row: (row["value"], row["year"] is None, row["year"]))
    return pd.DataFrame(sums, columns=["value", "year", "made", "dropped"]).rename(columns={"made": "received"})


def _summed(rows: list[dict[str, Any]], by: tuple[str, ...], counts: tuple[str, ...]) -> list[dict[str, Any]]:
    """Rows with equal values in these columns merged into one, their counts added."""
    sums: dict[tuple[Any, ...], dict[str, Any]] = {}
    for row in rows:
        key = tuple(row[name] for name in by)
        reported = sums.setdefault(key, {**dict(zip(by, key, strict=True)), **dict.fromkeys(counts, 0)})
        for name in counts:
            reported[name] += row[name]
    return list(sums.values())


def names_nothing(value: str) -> bool:
    """Whether a value is blank, or the register's own word for none, such as "N/A"."""
    return value.strip().lower() in {"", *MEANINGLESS_VALUES}


def recommendations_with_value(
    register: Register, filters: Filters, column: ThemeColumn, value: str, source: str
) -> pd.DataFrame:
    """The open recommendations of one value ("" for blank) and one source ("" for all).

    Columns: reference, source, report, text, due_on, dates_as_written.
    """
    chosen = replace(open_only(filters), source=(source,)) if source else open_only(filters)
    if column == "theme":
        chosen = replace(chosen, theme=(value or BLANK,))
    columns = ("reference", "source", "report", "text", "due_on", AS_WRITTEN, column)
    rows = recommendations.rows(register, chosen, columns, "reference")
    has_value = [(cell or "") == value for cell in rows[column].astype(object).where(rows[column].notna(), "")]
    return rows.loc[has_value, list(columns[:-1])].reset_index(drop=True)
