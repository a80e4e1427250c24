"""What recommendations are about and why they were needed: theme and root cause, by source and over time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import pandas as pd

from analytics.filters import BLANK, Filters
from analytics.measures import listing
from analytics.measures.asking import question
from analytics.measures.closing import months_before
from analytics.measures.overview import open_only
from analytics.register.database import Register
from analytics.vocabulary import SAYS_NOTHING

Meaning = Literal["theme", "root_cause"]
MEANINGS: tuple[Meaning, ...] = ("theme", "root_cause")
YEARS = 6
"""Years that are shown, the as-at day's the last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meanings:
    """What `by_source` and `by_year` give for a column, and the year of the as-at day."""

    column: Meaning
    by_source: pd.DataFrame
    by_year: pd.DataFrame
    year: int

    def sources(self) -> list[str]:
        """The sources of the open ones, most first."""
        held = self.by_source[self.by_source["open"] > 0]
        return list(held.groupby("source")["open"].sum().sort_values(ascending=False, kind="stable").index)

    def recurring(self) -> pd.DataFrame:
        """A row a value: open, sources of the open ones, received, received_before; most sources first.

        Recurs across sources: open ones of it come from two sources or more. What names nothing is left out.
        """
        named = self.by_source[~self.by_source["value"].map(names_nothing).astype(bool)]
        sums = named.groupby("value", as_index=False)[["open", "received", "received_before"]].sum()
        held = named[named["open"] > 0].groupby("value")["source"].nunique()
        sums.insert(2, "sources", [int(held.get(value, 0)) for value in sums["value"]])
        order = ["sources", "open", "value"]
        return sums.sort_values(order, ascending=[False, False, True]).reset_index(drop=True)


def meanings(register: Register, filters: Filters, column: Meaning) -> Meanings:
    """Theme or root cause, by source and by year."""
    return Meanings(
        column=column,
        by_source=by_source(register, filters, column),
        by_year=by_year(register, filters, column),
        year=register.moment(filters).as_at.year,
    )


def by_source(register: Register, filters: Filters, column: Meaning) -> pd.DataFrame:
    """Open by theme or root cause and source, with how many came in the 12 months to the as-at day and in those before.

    Came: born in the period by a date of its own. Those dropped are left out. Columns: value ("" where blank), source,
    open, received, received_before, made.
    """
    as_at = register.moment(filters).as_at
    asked = question(register, "open_by_meaning", filters, holes={"column": column})
    bound = {"since": months_before(as_at, 12), "earlier": months_before(as_at, 24)}
    return register.frame(replace(asked, bound=bound))


def by_year(register: Register, filters: Filters, column: Meaning) -> pd.DataFrame:
    """Recommendations by theme or root cause and the year in which they came; those dropped since are counted apart.

    Those without a date are under no year. Columns: value ("" where blank), year (None for them), received, dropped.
    """
    return register.frame(question(register, "meaning_by_year", filters, holes={"column": column}))


def names_nothing(value: str) -> bool:
    """Whether a value is blank, or the register's own word for none, such as "N/A"."""
    return value.strip().lower() in {"", *SAYS_NOTHING}


def behind(register: Register, filters: Filters, column: Meaning, value: str, source: str) -> pd.DataFrame:
    """The open recommendations of one value ("" for blank) and one source ("" for all).

    Columns: reference, source, report, text, due_on.
    """
    chosen = replace(open_only(filters), source=(source,)) if source else open_only(filters)
    if column == "theme":
        chosen = replace(chosen, theme=(value or BLANK,))
    columns = ("reference", "source", "report", "text", "due_on", column)
    rows = listing.rows(register, chosen, columns, "reference")
    held = [(cell or "") == value for cell in rows[column].astype(object).where(rows[column].notna(), "")]
    return rows.loc[held, list(columns[:-1])].reset_index(drop=True)
