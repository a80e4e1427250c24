"""The figures at the head of the Overview: those that the register records, each with its movement and its months."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise

from analytics.english import count, listed
from analytics.filters import Filters
from analytics.measures.due_dates import DUE_DATES
from analytics.measures.overview import Overview, open_only
from analytics.measures.stock_and_flow import is_full_month
from analytics.sections.headline import is_as_known_now, short_day, since
from analytics.vocabulary import ENGAGE, Status
from pages.ui import rows_behind
from pages.ui.figures import Figure

SPARK_MONTHS = 12


def figures(overview: Overview) -> list[Figure]:
    """Open; past the date first agreed; closed and new in the period; waiting to be on-boarded; state not known.

    What the register does not show has no figure, no movement and no months.
    """
    drawn = [
        _open(overview),
        _late(overview),
        _closed(overview),
        _new(overview),
        _waiting(overview),
        _unknown(overview),
    ]
    return [figure for figure in drawn if figure is not None]


def _open(overview: Overview) -> Figure | None:
    if not overview.covered.shows_stock(overview.known_day):
        return None
    caption, named = _of_the_open(overview)
    return _stock(overview, "Open", "open", caption=caption, caption_rows=named, rows=open_only(overview.filters))


def _late(overview: Overview) -> Figure | None:
    if not overview.recorded & DUE_DATES or not overview.covered.shows_stock(overview.known_day):
        return None
    later, undated = overview.now.open_overdue_masked, overview.now.open_late_no_current_date
    parts = [f"if still open on {short_day(overview.as_at, overview.known_day)}"] if overview.is_later else []
    parts += [f"{count(later)} {'has' if later == 1 else 'have'} a new date"] if later else []
    parts += [f"{count(undated)} {'has' if undated == 1 else 'have'} no current date"] if undated else []
    chosen = open_only(overview.filters)
    return _stock(
        overview,
        "Open past the date first agreed",
        "open_overdue_original",
        caption=listed(parts) if parts else "",
        caption_rows=rows_behind.late(chosen, "masked") if later and len(parts) == 1 else None,
        rows=rows_behind.late(chosen, "original"),
    )


def _waiting(overview: Overview) -> Figure | None:
    if "onboarded_on" not in overview.recorded and not overview.months["awaiting_onboarding"].any():
        return None
    rows = overview.by[(overview.by["by_column"] == "status") & (overview.by["value"] == "awaiting on-boarding")]
    fresh = int(rows["new"].sum())
    caption = f"{count(fresh)} new since {since(overview)}" if fresh and overview.before else ""
    waiting = replace(overview.filters, status=(str(Status.AWAITING),))
    return _stock(overview, "Waiting to be on-boarded", "awaiting_onboarding", caption=caption, rows=waiting)


def _unknown(overview: Overview) -> Figure | None:
    if not overview.now.state_unknown:
        return None
    return _stock(overview, "State not known", "state_unknown", caption="The register does not say")


def _closed(overview: Overview) -> Figure | None:
    also = overview.flow.withdrawn_or_merged
    return _flow(overview, "Closed", ("closed",), f"and {count(also)} withdrawn or merged" if also else "")


def _new(overview: Overview) -> Figure | None:
    if overview.covered.received_from is None:  # what comes in has no dates, so all of it or most is recorded late
        also = overview.flow.new
        return _flow(overview, "Late recorded", ("late_recorded",), f"and {count(also)} new" if also else "")
    also = overview.flow.late_recorded
    return _flow(overview, "New", ("new",), f"and {count(also)} recorded late" if also else "")


_TERMS = {
    "open": "Open",
    "open_overdue_original": "First agreed date",
    "awaiting_onboarding": "On-boarding",
    "state_unknown": "State not known",
    "closed": "Closed",
    "new": "New",
    "late_recorded": "Recorded late",
}
"""The term that explains each figure."""


def _stock(
    overview: Overview,
    label: str,
    term: str,
    *,
    caption: str,
    caption_rows: Filters | None = None,
    rows: Filters | None = None,
) -> Figure:
    """A figure of the as-at day, how it moved since the extract before, and the ways to the lists of what it counts."""
    value = int(getattr(overview.now, term))
    series = tuple(int(number) for number in overview.covered.shown(overview.months.iloc[-SPARK_MONTHS:])[term])
    return Figure(
        label=label,
        value=value,
        move=value - int(getattr(overview.before, term)) if overview.before else None,
        since=_moved_since(overview, term) if overview.before else "",
        series=series if len(series) > 1 else (),
        caption=caption,
        term=_TERMS[term],
        caption_rows=caption_rows,
        rows=rows,
    )


def _moved_since(overview: Overview, term: str) -> str:
    """The day of the movement; where that day is known otherwise now, that the movement is from what was reported."""
    return f"since {since(overview)}" if is_as_known_now(overview, term) else f"from {since(overview)}’s report"


def _flow(overview: Overview, label: str, terms: tuple[str, ...], caption: str) -> Figure | None:
    """A figure of the period, where the register shows it; it moves on the month before where the period is a month.

    A month of which more than a tenth is still to come is not compared with a full one.

    Where the period begins before the first extract, it is counted by the dates that are known now.
    """
    months = _shown_months(overview, terms)
    is_month = overview.since == overview.months["day"].iloc[-2]
    if overview.before is not None:
        value = sum(int(getattr(overview.flow, term)) for term in terms)
    elif is_month and overview.months["day"].iloc[-1] in months:
        value, caption = months[overview.months["day"].iloc[-1]], ""
    else:
        return None
    is_full = is_month and is_full_month(overview.known_day)
    before = months.get(overview.since) if is_full else None
    average = round(sum(months.values()) / SPARK_MONTHS) if is_full and len(months) == SPARK_MONTHS else None
    series = (*list(months.values())[:-1], value) if is_month else tuple(months.values())
    return Figure(
        label=f"{label} {'' if is_full else 'so far '}in {overview.known_day:%B}"
        if is_month
        else f"{label} since {since(overview)}",
        value=value,
        move=value - before if before is not None else None,
        since=f"against {overview.since:%B}" if before is not None else "",
        series=series if len(series) > 1 and any(series) else (),
        kind="bars",
        caption=caption or (f"{count(average)} in an average month" if average is not None else ""),
        term=_TERMS[terms[0]],
    )


def _shown_months(overview: Overview, terms: tuple[str, ...]) -> dict[date, int]:
    """The sum of these terms in each of the last twelve months that the register shows, by the month's end."""
    days = list(overview.months["day"].iloc[-SPARK_MONTHS - 1 :])
    sums = overview.months[list(terms)].iloc[-SPARK_MONTHS:].sum(axis="columns")
    return {
        until: int(number)
        for (after, until), number in zip(pairwise(days), sums, strict=True)
        if overview.covered.shows_statement(after, until)
    }


def _of_the_open(overview: Overview) -> tuple[str, Filters | None]:
    """What the caption of the open says, and the recommendations that it counts."""
    chosen = open_only(overview.filters)
    tags = overview.by[(overview.by["by_column"] == "tag") & (overview.by["value"] == ENGAGE)]
    engaged = int(tags["open"].sum())
    if engaged:
        # Of two tags chosen together either is enough, so that with another tag the list would be longer.
        rows = replace(chosen, tag=(ENGAGE,)) if overview.filters.tag in ((), (ENGAGE,)) else None
        return f"{count(engaged)} {'is' if engaged == 1 else 'are'} Engage", rows
    proposed = overview.now.proposed_for_closure
    rows = replace(chosen, status=(str(Status.PROPOSED),))
    return (f"{count(proposed)} proposed for closure", rows) if proposed else ("", None)
