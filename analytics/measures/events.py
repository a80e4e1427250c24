"""What happened to recommendations: received, re-dated, closed, dropped and so on, as successive extracts tell it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd

from analytics.filters import Filters
from analytics.measures.definition import measure
from analytics.measures.query import SQL, build_query
from analytics.register.database import AsAt, Query, Register

NEW, LATE, WITHDRAWN = "new", "late recorded", "withdrawn or merged"
"""Groups that the statement tells apart and the kinds of event do not."""

ALL = 2**62
"""No limit."""

_IS_NEW = "event.took_effect_on > $since and chosen.is_dated"
_HOLES = {
    "is_new": _IS_NEW,
    "event_group": f"case when event.kind = event_received() then case when {_IS_NEW} then '{NEW}' else '{LATE}' end "
    "when event.kind = event_closed() and (chosen.state = state_withdrawn() or event.after = status_not_accepted()) "
    f"then '{WITHDRAWN}' else event.kind end",
    "days_later": "case when event.kind = event_re_dated() then date_diff('day', try_cast(event.before as date), "
    "try_cast(event.after as date)) end",
}
"""What is worked out for an event of the register, `event`, beside the position of its recommendation, `chosen`."""

_WITHIN = (
    "event.took_effect_on > $since and case when event.kind = event_received() then chosen.is_dated "
    "when event.kind = event_closed() and event.took_effect_on = chosen.ended_on and chosen.ended_from is null then "
    "event.took_effect_on in (select version.closed_on from version join extract on extract.n = version.first_n "
    "where version.recommendation = event.recommendation and extract.as_at <= $known_extract) "
    "when event.kind = event_closed() and event.took_effect_on = chosen.ended_on "
    "then chosen.ended_from > $since and (chosen.is_dated or chosen.ended_from < chosen.ended_on) "
    "else event.extract_day > $opening_extract or coalesce(event.after = event.took_effect_on::varchar, false) end"
)
"""Whether a date of the event's own, or an extract after the one that tells the opening, puts it into the period."""


@measure("Events")
def events(
    register: Register,
    filters: Filters,
    since: date,
    until: date,
    most: int = ALL,
    *,
    group: str | None = None,
    within: bool = False,
) -> pd.DataFrame:
    """Every event between two days of the recommendations that are in the filter at the end of the second.

    Between: the view of `until` tells it and the view of `since`, as it was known then, did not. So a closing that an
    extract of the period first tells is in it, whenever it took effect; and one that took effect after `until` is not.
    Each event has the day it took effect and the extract that first said so; those without a date column of their own
    took effect on the extract's day. What the first extract has is an event as well.
    A due date, route, programme, business group, owner, risk, theme, strategic priority, report or text is compared
    with the last one that an extract gave. Another one is a change, and so is a blank: it was removed. A first one is
    none, and neither is a blank where the file of the extract has no such column at all.

    Columns: reference, kind (an EventKind), took_effect_on, extract_day, column_name, before, after (texts; days in ISO
    8601), and of the recommendation source, report, text, state, status, close_reason, successor_reference and
    delivery_route at the end, status_before at the start (None where it was not there), is_new (it took effect after
    `since` by a date of its own), group (the kind, but received is new or late recorded, and closed is closed, or
    withdrawn or merged), days_later (by how many days a re-dating moved the due date; negative: earlier), place (where
    it stands in the list of its group), and beside each, of everything, `events` and `recommendations` of its group,
    `later` (those of them that were given a later date), `earlier` (the events of it that took effect by `since`), and
    the recommendations `in_all` and of those that `ended`. The latest first.
    """
    # `most`: of each group the first of its list alone; `group`: of this one; `within`: only those that a date of their
    # own, or an extract after the one that tells the opening, puts into the period.
    chosen = replace(filters, as_at=until)
    holes = {
        **_HOLES,
        "within": _WITHIN if within else "true",
        "only": "listed.event_group = $group" if group else "true",
    }
    query = build_query(register, "events", chosen, since=since, most=most, group=group, holes=holes)
    result = _blanks_none(register.frame(query))
    return result.assign(days_later=result["days_later"].astype("Int64"))


def recommendation_events(register: Register, reference: str, known_at: date | None = None) -> pd.DataFrame:
    """The life of one recommendation with the knowledge of a day, by default all: its events as they took effect.

    Columns: kind, took_effect_on, extract_day, column_name, before, after, as in `events`; empty for no such reference.
    """
    day = known_at or register.newest.as_at
    query = Query(sql=SQL / "recommendation_events.sql", dates=AsAt(day, day), bound={"reference": reference})
    return _blanks_none(register.frame(query))


def _blanks_none(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with None for every blank: pandas would have it not a number in columns of text."""
    return frame.astype(object).where(frame.notna(), None)
