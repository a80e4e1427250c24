"""What is tagged with Engage or with the 100-day plan: by report, route and cause of concern."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

import numpy as np
import pandas as pd

from analytics.filters import Filters
from analytics.measures import recommendations
from analytics.measures.changes import Happened, happened
from analytics.measures.coverage import latest_used, up_to
from analytics.measures.definition import measure
from analytics.measures.events import ALL
from analytics.measures.query import build_query
from analytics.register.database import Register
from analytics.vocabulary import Kind, Membership, Route

FORTNIGHT = timedelta(days=14)
"""How far back the meeting that coordinates it looks (MOPAC 1.9)."""

COUNTS = ("recommendations", "open", "ended", "overdue_original")


@dataclass(frozen=True, kw_only=True)
class Tagged:
    """The recommendations with a tag, by every combination of report, route and cause of concern that occurs.

    `causes`: reference, report, text, status of the causes of concern that they stand under or that have the tag; none
    where they were not asked for.
    """

    as_at: date
    membership: Membership
    cells: pd.DataFrame
    causes: pd.DataFrame

    def total(self, count: str = "open", **values: str) -> int:
        """How many there are: all of them, open, ended, or open and past the date first agreed; of these values."""
        if not values:
            return int(self.cells[count].sum())
        is_of = [self.cells[column] == value for column, value in values.items()]
        return int(self.cells[count].where(np.logical_and.reduce(is_of), 0).sum())

    def by_report(self) -> pd.DataFrame:
        """A row a report, most open first, "" last for none: report, the open by route ("" for none), COUNTS."""
        return self._by_report

    def by_cause(self) -> pd.DataFrame:
        """A row a cause of concern, by reference, "" last for none: reference, text, and COUNTS of those under it."""
        return self._by_cause

    @cached_property
    def _by_report(self) -> pd.DataFrame:
        counts = self.cells.groupby("report")[list(COUNTS)].sum()
        routes = self.cells.pivot_table("open", "report", "delivery_route", aggfunc="sum", fill_value=0)
        rows = counts.join(routes.reindex(columns=[*map(str, Route), ""], fill_value=0)).reset_index()
        rows = rows.assign(is_blank=rows["report"] == "").sort_values(
            ["is_blank", "open", "report"], ascending=[True, False, True], ignore_index=True
        )
        return rows.drop(columns="is_blank")

    @cached_property
    def _by_cause(self) -> pd.DataFrame:
        pairs = zip(self.causes["reference"], self.causes["text"], strict=True)
        texts = {reference: text if isinstance(text, str) else "" for reference, text in pairs}
        sums = self.cells.groupby("parent_reference")[list(COUNTS)].sum()
        names = sorted({*texts, *sums.index}, key=lambda name: (name == "", name))
        rows = sums.reindex(names, fill_value=0).rename_axis("reference").reset_index()
        rows.insert(1, "text", [texts.get(name, "") for name in names])
        return rows


@measure("Engage and the 100-day plan")
def tagged(register: Register, filters: Filters, membership: Membership) -> Tagged:
    """Recommendations with a tag as at a day, by report, delivery route and cause of concern.

    Counted: all on the register, the open, the ended (closed, withdrawn or merged), and the open that have passed the
    date first agreed. A cause of concern is the parent of its recommendations and enters no count. The filters of tag
    and of status are left out.
    """
    result = tagged_alone(register, filters, membership)
    return replace(result, causes=_causes(register, filters, membership, set(result.cells["parent_reference"])))


def tagged_alone(register: Register, filters: Filters, membership: Membership) -> Tagged:
    """The same without the causes of concern, where they are not shown."""
    return Tagged(
        as_at=register.dates(filters).as_at,
        membership=membership,
        cells=register.frame(build_query(register, "tagged", narrowed(filters, membership))),
        causes=pd.DataFrame(columns=["reference", "report", "text", "status"]),
    )


@measure("What moved in a fortnight")
def moved(register: Register, filters: Filters, membership: Membership, most: int = ALL) -> Happened:
    """What changed in the fourteen days to the as-at day among the recommendations with a tag.

    The fourteen days end on the newest extract used where the as-at day is later.
    """
    filters = up_to(latest_used(register, filters), filters)
    since = register.dates(filters).as_at - FORTNIGHT
    return happened(register, narrowed(filters, membership), since, most)


def narrowed(filters: Filters, membership: Membership) -> Filters:
    """The choice narrowed to one tag, of any status. Two tags chosen together would widen it."""
    return replace(filters, tag=(membership.tag,), status=())


def _causes(register: Register, filters: Filters, membership: Membership, parents: set[str]) -> pd.DataFrame:
    """The causes of concern of any report that are parents of the tagged or tagged themselves."""
    chosen = Filters(as_at=filters.as_at, known_at=filters.known_at, kind=(Kind.CAUSE_OF_CONCERN,))
    rows = recommendations.rows(register, chosen, ("reference", "report", "text", "status", "tags"), "reference")
    is_parent = rows["reference"].isin(parents)
    if not _narrows(filters):
        is_parent |= rows["tags"].map(lambda tags: membership.tag in (tags or []))
    return rows[is_parent.astype(bool)].reset_index(drop=True)


def _narrows(filters: Filters) -> bool:
    """Whether anything but tag and status is chosen; then only the causes that stand above the chosen are shown."""
    return filters.without("tag", "status").count() > 0
