"""The figures at the head of the responses: those that the register can tell."""

from __future__ import annotations

from analytics.english import count
from analytics.measures.responses import Responses, ResponseStatus
from pages.ui.figures import Figure


def figures(responses: Responses) -> list[Figure]:
    """Past the statutory day; due in 14 and in 30 days; given in time, of all given, or given where no day is recorded.

    Dashes where no response has a date to count from.
    """
    if not responses.has_due_dates:
        names = ("Past the statutory day", "Due in 14 days", "Due in 30 days", "Given in time")
        return [Figure(label=name, value=None, caption="No date to count from") for name in names]
    soon = [
        Figure(label=f"Due in {days} days", value=responses.due_within(days), caption="Responses still to be given")
        for days in (14, 30)
    ]
    if not responses.records_responses:
        return soon
    in_time, late, undated = map(
        responses.number, (ResponseStatus.IN_TIME, ResponseStatus.LATE, ResponseStatus.UNDATED)
    )
    breakdown = f"{count(in_time + late)} given in all, {count(late)} late" + (
        f", {count(undated)} undated" if undated else ""
    )
    unsure = responses.number(ResponseStatus.CONDITIONAL)
    return [
        Figure(
            label="Past the statutory day",
            value=responses.number(ResponseStatus.OVERDUE),
            caption=f"{count(unsure)} more may be: the register does not say" if unsure else "Not given yet",
        ),
        *soon,
        Figure(label="Given in time", value=in_time, caption=breakdown)
        if in_time + late or not undated
        else Figure(label="Given", value=undated, caption="On unknown dates"),
    ]
