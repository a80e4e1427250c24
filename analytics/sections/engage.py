"""The words and the tables of what is tagged with Engage or with the 100-day plan."""

from __future__ import annotations

from datetime import date

import pandas as pd

from analytics.english import count, day, listed, plural, sentence_case
from analytics.filters import Filters
from analytics.measures.engage import FORTNIGHT, Tagged
from analytics.sections.turnaround import DUE_DATES, ROUTES, with_total
from analytics.vocabulary import Membership, Route

NO_CAUSE, NO_REPORT = "Under no cause of concern", "No report recorded"
FORCE = "the Metropolitan Police Service"
_BY = {
    Route.PROGRAMME: "delivered by programmes",
    Route.LOCAL: "by local improvement",
    Route.POLICY: "by policy or other mechanisms",
    "": "without a route",
}


def sentence(tagged: Tagged, recorded: frozenset[str]) -> str:
    """How many of the tagged are open, by which routes, and how many of them are late."""
    if "tags" not in recorded:
        return "Which recommendations are in Engage is not recorded in this register."
    number, name = tagged.total(), tagged.membership.tag
    if not number:
        return f"No recommendation tagged {name} is open."
    said = f"{plural(number, 'open recommendation')} {'is' if number == 1 else 'are'} tagged {name}"
    routes = _routes(tagged) if "delivery_route" in recorded else ""
    return f"{said}{routes}{_late(tagged, recorded)}."


def _routes(tagged: Tagged) -> str:
    numbers = {route: tagged.total(delivery_route=str(route)) for route in (*Route, "")}
    present = [route for route, number in numbers.items() if number]
    if len(present) == 1:
        return f", all {_BY[present[0]]}" if tagged.total() > 1 else f", {_BY[present[0]]}"
    return f": {listed([f'{count(numbers[route])} {_BY[route]}' for route in present])}"


def _late(tagged: Tagged, recorded: frozenset[str]) -> str:
    if not recorded & DUE_DATES:
        return ""
    late = tagged.total("overdue_original")
    return f"; {count(late) if late else 'none'} of them {'has' if late < 2 else 'have'} passed the date first agreed"


def of_day(tagged: Tagged) -> str:
    """Whether the state that the tag stands for holds on the as-at day, and since when; with its source."""
    one, as_at = tagged.membership, tagged.as_at
    if one.entered_on is None:
        return f"The day on which the {one.title} began is not published, so no countdown is shown ({one.source})."
    source = f"Source: {one.source}."
    if as_at < one.entered_on:
        return f"On {day(as_at)} {FORCE} was not yet in the {one.title}: it entered on {day(one.entered_on)}. {source}"
    if one.left_on is None or as_at < one.left_on:
        days = plural((as_at - one.entered_on).days, "day")
        return f"In the {one.title} since {day(one.entered_on)}, {days} by {day(as_at)}. {source}"
    left = f"left it on {day(one.left_on)}"
    return (
        f"{sentence_case(FORCE)} entered the {one.title} on {day(one.entered_on)} and {left}; the tag remains. {source}"
    )


def left_out(filters: Filters) -> str:
    """Which of the reader's filters do not narrow this page, where they are set."""
    names = [name for name, chosen in (("tag", filters.tag), ("status", filters.status)) if chosen]
    if not names:
        return ""
    return f"The {listed(names)} filter{'s are' if len(names) > 1 else ' is'} left out of this page."


def by_report(tagged: Tagged, recorded: frozenset[str]) -> pd.DataFrame:
    """The open by report and route as read; the last row is the total. What is not recorded has no column."""
    rows = tagged.by_report()
    table = pd.DataFrame({"Report": [name or NO_REPORT for name in rows["report"]]})
    for route in (*Route, "") if "delivery_route" in recorded else ():
        if route or rows[""].any():
            table[ROUTES[route]] = rows[str(route)]
    table["Open"] = rows["open"]
    if recorded & DUE_DATES:
        table["Late"] = rows["overdue_original"]
    return with_total(table, ("Total",))


def by_report_subtitle(recorded: frozenset[str]) -> str:
    """What the table of reports shows."""
    routes = " and delivery route" if "delivery_route" in recorded else ""
    late = "; late is past the date first agreed" if recorded & DUE_DATES else ""
    return f"Open, by report{routes}{late}"


def report_heading(tagged: Tagged) -> str:
    """From how many reports the open ones come."""
    rows = tagged.by_report()
    reports = int(((rows["report"] != "") & (rows["open"] > 0)).sum())
    tag = tagged.membership.tag
    if not reports:
        return f"Open, tagged {tag}, by report"
    number = tagged.total()
    whole = f"{'All ' if number > 1 else ''}{count(number)} tagged {tag}"
    return f"{whole} {'comes' if number == 1 else 'come'} from {plural(reports, 'report')}"


def by_cause(tagged: Tagged, recorded: frozenset[str]) -> pd.DataFrame:
    """The causes of concern with what is under each, as read; the last row is the total. Late where recorded."""
    rows = tagged.by_cause()
    table = pd.DataFrame(
        {
            "Reference": rows["reference"],
            "Cause of concern": [
                text or (NO_CAUSE if not name else "Not on the register")
                for name, text in zip(rows["reference"], rows["text"], strict=True)
            ],
            "Under it": rows["recommendations"],
            "Open": rows["open"],
            "Ended": rows["ended"],
        }
    )
    if recorded & DUE_DATES:
        table["Late"] = rows["overdue_original"]
    return with_total(table, ("", "Total"))


def cause_heading(tagged: Tagged) -> str:
    """How many of the open stand under a cause of concern."""
    causes = int((tagged.by_cause()["reference"] != "").sum())
    under = tagged.total() - tagged.total(parent_reference="")
    verb = "stands" if under == 1 else "stand"
    return f"{count(under)} of the {count(tagged.total())} open {verb} under {plural(causes, 'cause')} of concern"


def fortnight(membership: Membership, until: date) -> str:
    """The heading of what changed in the fourteen days that end on `until`."""
    return sentence_case(f"{membership.tag}: what changed in the {FORTNIGHT.days} days to {day(until)}")
