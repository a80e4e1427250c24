"""The words and the tables of what is tagged with Engage or with the 100-day plan."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import date

import pandas as pd

from analytics.charts.chart import Chart
from analytics.charts.squares import SquareRow, squares
from analytics.english import count, day, has_have, is_are, listed, number_or_none, over, plural, sentence_case
from analytics.filters import Filters
from analytics.measures.due_dates import DUE_DATES
from analytics.measures.engage import COUNTS, FORTNIGHT, Tagged
from analytics.sections.turnaround import ROUTES, used_routes, with_total
from analytics.vocabulary import Membership, Route, is_mps

NO_CAUSE, NO_REPORT = "Under no cause of concern", "No report recorded"
FORCE = "the Metropolitan Police Service"
_DELIVERERS = {Route.PROGRAMME: "programmes", Route.LOCAL: "local teams", Route.POLICY: "policy or other work"}


def sentence(tagged: Tagged, recorded: frozenset[str]) -> str:
    """How many of the tagged are open, by which routes, and how many of them are late."""
    if "tags" not in recorded:
        return "This register does not record which recommendations are in Engage."
    number, name = tagged.total(), tagged.membership.tag
    if not number:
        return f"No {name} recommendations are open."
    wording = f"{count(number)} {name} {'recommendation is' if number == 1 else 'recommendations are'} open"
    routes = _routes(tagged) if "delivery_route" in recorded else []
    return " ".join([f"{wording}{_late(tagged, recorded)}.", *routes])


def _routes(tagged: Tagged) -> list[str]:
    """Who delivers how many of the open, and how many have no route, as sentences."""
    total, without_route = tagged.total(), tagged.total(delivery_route="")
    numbers = {who: tagged.total(delivery_route=str(route)) for route, who in _DELIVERERS.items()}
    routes = [(number, who) for who, number in numbers.items() if number]
    wording = [
        f"{count(number)} {'' if place else f'{is_are(number)} delivered '}by {who}"
        for place, (number, who) in enumerate(routes)
    ]
    if total in numbers.values():
        who = next(who for who, number in numbers.items() if number == total)
        return [f"{'It is' if total == 1 else 'All are'} delivered by {who}."]
    lines = [listed(wording)] if wording else []
    return [
        f"{line}."
        for line in [*lines, *([f"{count(without_route)} {has_have(without_route)} no route"] if without_route else [])]
    ]


def _late(tagged: Tagged, recorded: frozenset[str]) -> str:
    if not recorded & DUE_DATES:
        return ""
    late = tagged.total("overdue_original")
    if tagged.total() == 1:
        return f", {'' if late else 'not '}past the date first agreed"
    return f", {number_or_none(late)} of them past the date first agreed"


def of_day(tagged: Tagged, sources: Collection[str]) -> str:
    """Whether the state that the tag stands for holds on the as-at day, and since when; with its source.

    Nothing beside a register with other `sources` than the Metropolitan Police Service's.
    """
    membership, as_at = tagged.membership, tagged.as_at
    if not is_mps(sources):
        return ""
    if membership.entered_on is None:
        return f"The day on which the {membership.title} began is not published. Source: {membership.source}."
    source = f"Source: {membership.source}."
    if as_at < membership.entered_on:
        entered = f"it entered on {day(membership.entered_on)}"
        return f"On {day(as_at)} {FORCE} was not yet in the {membership.title}: {entered}. {source}"
    if membership.left_on is None or as_at < membership.left_on:
        time = over((as_at - membership.entered_on).days)
        return f"In the {membership.title} since {day(membership.entered_on)}: {time} by {day(as_at)}. {source}"
    left = f"left it on {day(membership.left_on)}. The recommendations keep the tag"
    return f"{sentence_case(FORCE)} entered the {membership.title} on {day(membership.entered_on)} and {left}. {source}"


def left_out(filters: Filters, of: str = "this page") -> str:
    """Which of the reader's filters do not narrow the page, where they are set."""
    names = [name for name, chosen in (("tag", filters.tag), ("status", filters.status)) if chosen]
    if not names:
        return ""
    return f"The {listed(names)} filter{'s do' if len(names) > 1 else ' does'} not apply to {of}."


def by_report(tagged: Tagged, recorded: frozenset[str]) -> pd.DataFrame:
    """The open by report and route as read; the last row is the total. What is not recorded has no column."""
    rows = tagged.by_report()
    table = pd.DataFrame({"Report": [name or NO_REPORT for name in rows["report"]]})
    for route in used_routes(rows) if "delivery_route" in recorded else ():
        table[ROUTES[route]] = rows[route]
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
    total = f"{'All ' if number > 1 else ''}{count(number)} tagged {tag}"
    return f"{total} {'comes' if number == 1 else 'come'} from {plural(reports, 'report')}"


MOST_SQUARES = 300
"""Recommendations that are drawn one by one."""


def squares_chart(tagged: Tagged, recorded: frozenset[str]) -> Chart | None:
    """A square a recommendation by report and cause of concern, the late and the closed marked; None for very many."""
    if tagged.total("recommendations") > MOST_SQUARES:
        return None
    texts = dict(zip(tagged.by_cause()["reference"], tagged.by_cause()["text"], strict=True))
    rows: list[SquareRow] = []
    table = []
    for report in tagged.by_report()["report"]:
        of_report = tagged.cells[tagged.cells["report"] == report]
        causes = of_report.groupby("parent_reference")[list(COUNTS)].sum()
        rows.append(SquareRow(name=report or NO_REPORT, is_heading=True))
        for parent in sorted(causes.index, key=lambda name: (name == "", name)):
            counts = {name: int(causes.loc[parent, name]) for name in COUNTS}
            late = counts["overdue_original"] if recorded & DUE_DATES else 0
            cause = f"{parent} {texts.get(parent, '')}".strip() or NO_CAUSE
            rows.append(
                SquareRow(
                    name=cause,
                    value=json.dumps([report, parent]),
                    in_time=counts["open"] - late,
                    late=late,
                    closed=counts["ended"],
                )
            )
            table.append((report or NO_REPORT, cause, counts["open"], late, counts["ended"]))
    columns = ["Report", "Cause of concern", "Open", "Late", "Closed or withdrawn"]
    others = tagged.total("recommendations") - tagged.total() - tagged.total("ended")
    left_out = f". {count(others)} neither open nor closed {is_are(others)} not shown" if others else ""
    marks = ". L: past the date first agreed" if recorded & DUE_DATES else ""
    return squares(
        rows,
        name=f"{tagged.membership.tag}-by-report-and-cause",
        headline=report_heading(tagged),
        subtitle=f"Each square is a recommendation, by report and cause{marks}. Hollow: closed or withdrawn{left_out}",
        table=pd.DataFrame(table, columns=columns),
    )


def report_and_cause(value: str) -> tuple[str, str]:
    """The report and the reference of the cause of concern that a row of squares stands for; "" for none."""
    report, parent = json.loads(value)
    return report, parent


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
            "Recommendations": rows["recommendations"],
            "Open": rows["open"],
            "Closed or withdrawn": rows["ended"],
        }
    )
    if recorded & DUE_DATES:
        table["Late"] = rows["overdue_original"]
    return with_total(table, ("", "Total"))


NOT_COUNTED = "Causes of concern are not counted as recommendations"
"""What the table by cause of concern leaves out."""


def cause_heading(tagged: Tagged) -> str:
    """How many of the open belong to a cause of concern."""
    causes = int((tagged.by_cause()["reference"] != "").sum())
    with_cause = tagged.total() - tagged.total(parent_reference="")
    verb = "belongs" if with_cause < 2 else "belong"
    of = f"{sentence_case(number_or_none(with_cause))} of the {count(tagged.total())} open"
    return f"{of} {verb} to {'a cause' if not with_cause else plural(causes, 'cause')} of concern"


def fortnight(membership: Membership, until: date) -> str:
    """The heading of what changed in the fourteen days that end on `until`."""
    return sentence_case(f"{membership.tag}: what changed in the {FORTNIGHT.days} days to {day(until)}")
