"""The open between two days: how many there were, were accepted and were closed, so that the figures add up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from analytics.filters import Filters
from analytics.measures.definition import measure
from analytics.measures.query import build_query
from analytics.measures.stock_and_flow import StatementTerm
from analytics.register.database import Register

_WAS_NEW = "was = state_not_yet()"
_WAS_WAITING = "is_outstanding(was) and not was_open and not was_disputed"
_PASSED_THROUGH = (
    f"has_ended(now) and ({_WAS_NEW} and (onboarded_on <= $as_at or not $has_onboarding)"
    f" or {_WAS_WAITING} and onboarded_on > $since and onboarded_on <= $as_at)"
)
"""Neither open at the start nor at the end, but accepted and closed in between."""

TERMS = {
    "moved_in": StatementTerm(1, "was_open and not was_inside and inside"),
    "moved_out": StatementTerm(-1, "was_open and was_inside and not inside"),
    "accepted": StatementTerm(1, f"inside and (now_open and ({_WAS_NEW} or {_WAS_WAITING}) or {_PASSED_THROUGH})"),
    "settled": StatementTerm(1, "inside and now_open and is_outstanding(was) and was_disputed"),
    "reopened": StatementTerm(1, "inside and now_open and has_ended(was)"),
    "returned": StatementTerm(1, "inside and now_open and was = state_dropped()"),
    "corrected": StatementTerm(
        1,
        adds="inside and now_open and was = state_unknown()",
        subtracts="inside and was_open and now in (state_unknown(), state_not_yet())",
    ),
    "closed": StatementTerm(-1, f"inside and now = state_closed() and (was_open or {_PASSED_THROUGH})"),
    "withdrawn_or_merged": StatementTerm(-1, f"inside and now = state_withdrawn() and (was_open or {_PASSED_THROUGH})"),
    "dropped": StatementTerm(-1, "inside and was_open and now = state_dropped()"),
    "set_back": StatementTerm(-1, "inside and was_open and is_outstanding(now) and not now_open"),
}
"""Every term between the open at the start and at the end, in the order of the sum."""

SIGNS = {name: term.sign for name, term in TERMS.items()}
"""The sign by which each term enters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenStatement:
    """The open of one period: how many at the start, every term, how many at the end."""

    opening: int
    moved_in: int
    moved_out: int
    accepted: int
    settled: int
    reopened: int
    returned: int
    corrected: int
    closed: int
    withdrawn_or_merged: int
    dropped: int
    set_back: int
    closing: int

    @property
    def residual(self) -> int:
        """Closing less opening and every term; 0, or the sum is wrong."""
        explained: int = sum(sign * getattr(self, term) for term, sign in SIGNS.items())
        return self.closing - self.opening - explained


@measure("The open: how many there were, were accepted, were closed")
def open_statement(register: Register, filters: Filters, since: date, *, has_onboarding: bool) -> OpenStatement:
    """How many were open at the end of `since`, and every term by which they became those open as at.

    The opening is what was known on `since`. A status filter is left out. Accepted: awaiting on-boarding, or not yet
    received, on `since`, and open now; also what was on-boarded and closed in between, which then counts in both
    accepted and closed. What was closed without having been on-boarded counts in neither. Settled: disputed on `since`
    and open now. Set back: open on `since`, and awaiting on-boarding or disputed now. Corrected, signed: unknown became
    open or the reverse. Where the register records no on-boarding (`has_onboarding` is false), accepted is received.
    """
    numbers = ", ".join(
        f"count(*) filter ({term.adds})"
        + (f" - count(*) filter ({term.subtracts})" if term.subtracts != "false" else "")
        + f" as {name}"
        for name, term in TERMS.items()
    )
    query = build_query(
        register,
        "open_statement",
        filters.without("status"),
        since=since,
        holes={"terms": numbers},
        has_onboarding=has_onboarding,
    )
    return OpenStatement(**register.records(query)[0])
