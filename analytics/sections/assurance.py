"""The words, tables and charts of assurance: the steps, who judged, on what basis, and what came of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from analytics.charts.bars import bars
from analytics.charts.chart import TILE, Chart
from analytics.charts.fractions import of
from analytics.english import count, nearest, plural, sentence_case
from analytics.filters import BLANK
from analytics.measures.assurance import Assurance
from analytics.measures.long_lists import ListedRows
from analytics.sections.closure_rates import FEW
from analytics.sections.dates_as_written import with_dates_as_written
from analytics.vocabulary import AssuranceOutcome, CloseReason, State, Status, label

STEP_COLUMNS = {
    "Action complete": frozenset({"action_complete_on"}),
    "Proposed for closure": frozenset({"proposed_for_closure_on"}),
    "Assured": frozenset({"assurance_outcome", "assured_by_role"}),
}
"""The columns that tell of a step; a register without any of them does not record the step."""

ASSURING = frozenset().union(*STEP_COLUMNS.values())
CHECKED_BY_COLUMNS = frozenset({"assured_by_role", "assurance_outcome", "evidence"})

NEEDS_TWO_EXTRACTS = "It takes two extracts to tell, and fewer are known by this day"


def sentence(assurance: Assurance, recorded: frozenset[str]) -> str:
    """How many stand before closure, and how many of the closed a role other than the owner's judged."""
    closed = assurance.closed()
    if not recorded & ASSURING:
        number = plural(closed, "recommendation") if closed else "No recommendation"
        return f"{number} {_is(closed or 1)} closed; this register records no step of assurance."
    waiting = assurance.waiting()
    stand = f"{plural(waiting, 'recommendation')} {_is(waiting)}" if waiting else "No recommendation is"
    if closed == 0:
        return f"{stand} on the way to closure; none is closed."
    judged = assurance.by("basis").get("Judged by another role", 0)
    by_another = f"{count(judged)} {_was(judged)} judged by a role other than the owner’s"
    return f"{stand} on the way to closure; of {count(closed)} closed, {by_another}."


def left_out(assurance: Assurance) -> str:
    """What closed leaves out at the head of the page and what the rates include; nothing where there is none."""
    ended = assurance.by("reason", (State.WITHDRAWN,))
    number = sum(ended.values()) - ended.get(Status.NOT_ACCEPTED, 0)
    if not number:
        return ""
    said = f"The steps and who judged leave out {count(number)} closed as withdrawn or merged."
    return f"{said} The closure, on-time and time-to-close figures include them."


def steps(assurance: Assurance, recorded: frozenset[str]) -> pd.DataFrame:
    """A row a step: how many reached it, how many wait there, days since the step before."""
    rows = []
    for row in assurance.steps.to_dict("records"):
        needed = STEP_COLUMNS.get(row["step"])
        if needed and not recorded & needed:
            rows.append({"Step": row["step"], "Reached it": "Not recorded", "Wait there": "", "Median days": ""})
            continue
        rows.append(
            {
                "Step": row["step"],
                "Reached it": count(int(row["reached"])),
                "Wait there": count(int(row["waiting"])) if row["step"] != "Closed" else "",
                "Median days": _lag(row["days"], int(row["measured"])),
            }
        )
    return pd.DataFrame(rows).rename(columns={"Median days": "Median days since the step before"})


def by_basis(assurance: Assurance) -> Chart:
    """The closed by what the closing rests on."""
    counts = assurance.by("basis")
    frame = pd.DataFrame({"value": list(counts), "label": list(counts), "count": list(counts.values())})
    whole, another = assurance.closed(), counts.get("Judged by another role", 0)
    chart = bars(
        frame,
        name="closed-by-basis",
        counted="closed",
        by="basis",
        says="are",
        several="bases",
        width=TILE,
        subtitle=f"Closed, by who judged it; {count(whole)} in all",
    )
    return replace(chart, headline=f"{sentence_case(of(another, whole))} judged by another") if another else chart


def by_outcome(assurance: Assurance) -> Chart:
    """The closed by whether the underlying issue was addressed, in the order of the answers."""
    counts = assurance.by("outcome")
    order = [*AssuranceOutcome, ""]
    labels = {**{str(one): label("assurance_outcome", one) for one in AssuranceOutcome}, "": "Not judged"}
    says = {"": "were not judged", **{str(one): f"have the answer {one}" for one in AssuranceOutcome}}
    frame = pd.DataFrame(
        {
            "value": [str(one) or BLANK for one in order],
            "label": [labels[str(one)] for one in order],
            "count": [counts.get(str(one), 0) for one in order],
            "clause": [says[str(one)] for one in order],
        }
    )
    judged, yes = int(frame["count"].iloc[:-1].sum()), int(frame["count"].iloc[0])
    chart = bars(
        frame,
        name="closed-by-answer",
        counted="closed",
        by="answer",
        says="have the answer",
        several="answers",
        subtitle="Closed, by whether the underlying issue was addressed",
        width=TILE,
    )
    return replace(chart, headline=f"{count(yes)} of {count(judged)} judged answer yes") if judged else chart


def by_reason(assurance: Assurance) -> Chart:
    """Those closed, withdrawn or merged by the reason given, most first; equals as in the vocabulary.

    Last those not accepted, and those without a reason.
    """
    counts = assurance.by("reason", (State.CLOSED, State.WITHDRAWN))
    given = sorted((str(one) for one in CloseReason if one in counts), key=lambda one: -counts[one])
    order = [*given, *(one for one in (str(Status.NOT_ACCEPTED), "") if one in counts)]
    ways = "withdrawn, merged or not accepted" if Status.NOT_ACCEPTED in order else "withdrawn or merged"
    frame = pd.DataFrame(
        {
            "value": [one or BLANK for one in order],
            "label": [label("close_reason", one) for one in order],
            "count": [counts[one] for one in order],
            "clause": [f"are {one}" if one else "have no reason" for one in order],
        }
    )
    return bars(
        frame,
        name="closed-by-reason",
        counted="closed",
        by="reason",
        says="are",
        several="reasons",
        width=TILE,
        subtitle=f"Closed, {ways}, most first; {count(sum(counts.values()))} in all",
    )


def judges(assurance: Assurance) -> tuple[tuple[str, str], pd.DataFrame]:
    """Heading, and a row a role: how many it judged, closed or not, and its answers."""
    answers: dict[str, Counter[str]] = {}
    judged = assurance.judged
    for role, outcome, number in zip(judged["role"], judged["outcome"], judged["recommendations"], strict=True):
        if role:
            answers.setdefault(role, Counter())[outcome] += number
    rows = [
        {
            "Role": role,
            "Judged": own.total(),
            **{label("assurance_outcome", one): own[str(one)] for one in AssuranceOutcome},
            "No answer recorded": own[""],
        }
        for role, own in sorted(answers.items(), key=lambda pair: (-pair[1].total(), pair[0]))
    ]
    frame = pd.DataFrame(rows, columns=["Role", "Judged", "Yes", "In part", "No", "No answer recorded"])
    under = "Closed or not, by role: was the underlying issue addressed?"
    return ("Who judged", under if len(frame) else "Of none of these is a role recorded that judged it"), frame


def reopened(listed: ListedRows) -> tuple[tuple[str, str], pd.DataFrame]:
    """Those whose closing was taken back: heading and list."""
    within, unsure, undated = (listed.counts[name] for name in ("within", "unsure", "undated"))
    said = f"{_number(within)} {_was(within or 1)} reopened within 12 months of closing"
    more = f"; {count(unsure)} more may have been" if unsure else ""
    under = "A later extract calls them open again; what was before the first extract cannot be told"
    if undated:
        under += f"; the first extract that says closed stands where a day is not recorded, as of {count(undated)}"
    names = {"closed_on": "Closed", "reopened_on": "Reopened", "days": "Days between", "status": "Now"}
    rows = listed.rows.assign(days=listed.rows["days"].astype("Int64"))
    return (f"{said}{more}", under), _listed(rows, names)


def sent_back(listed: ListedRows) -> tuple[tuple[str, str], pd.DataFrame]:
    """Those proposed for closure and sent back: heading and list."""
    number = listed.counts["listed"]
    said = f"{_number(number)} {_was(number or 1)} sent back"
    under = "Proposed for closure in one extract, open in a later one"
    names = {"sent_back_on": "Extract that says so", "times": "Times", "status": "Now"}
    return (said, under), _listed(listed.rows, names)


def candidates(listed: ListedRows) -> tuple[tuple[str, str], pd.DataFrame]:
    """The candidates for closure: heading and list."""
    said = f"{_number(listed.counts['listed'])} may be recommended for closure"
    told = "Tagged as candidates by a review; open, not closed"
    return (said, told), _listed(listed.rows, {"status": "Now", "due_on": "Due"})


def superseded(listed: ListedRows) -> tuple[tuple[str, str], pd.DataFrame]:
    """The superseded and their successors: heading and list."""
    number = listed.counts["listed"]
    said = f"{_number(number)} {_was(number or 1)} superseded"
    if not listed.counts["named"]:
        return (said, "Their successors are not recorded in this register" if number else ""), pd.DataFrame()
    without = number - listed.counts["replaced"]
    said += f", {count(without)} by one that is not on the register" if without else ""
    stands = [_stands(status, "Not on the register") for status in listed.rows["successor_status"]]
    names: Mapping[str, str] = {
        "ended_on": "Superseded",
        "successor_reference": "Successor",
        "successor_status": "Successor is",
    }
    return (said, "Each with the one that replaces it, and where that stands"), _listed(
        listed.rows.assign(successor_status=stands), names
    )


def _listed(rows: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """Reference, source and text of each, and the columns that make the list."""
    shown = rows.assign(source=[label("source", source) for source in rows["source"]])
    if "status" in names:
        shown["status"] = [_stands(status, "") for status in shown["status"]]
    for column in (column for column in names if column.endswith("_on")):
        shown[column] = pd.to_datetime(shown[column])
    about = {"reference": "Reference", "source": "Source", "text": "Recommendation"}
    if len(shown) and shown["text"].isna().all():
        about.pop("text")
    return with_dates_as_written(shown[[*about, *names]].rename(columns={**about, **names}), shown)


def _stands(status: object, blank: str) -> str:
    return label("status", status) if isinstance(status, str) and status else blank


def _lag(days: object, measured: int) -> str:
    if isinstance(days, float) and days == days:  # noqa: PLR0124 - not a number where it was on fewer than ten
        return f"{count(nearest(days))} ({count(measured)} measured)"
    return FEW if measured else ""


def _number(number: int) -> str:
    return plural(number, "recommendation") if number else "None"


def _is(number: int) -> str:
    return "is" if number == 1 else "are"


def _was(number: int) -> str:
    return "was" if number == 1 else "were"
