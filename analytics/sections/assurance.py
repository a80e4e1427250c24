"""The words, tables and charts of assurance: the steps, who judged, on what basis, and what came of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from analytics.charts.bars import bars
from analytics.charts.chart import TILE, TWO_TILES, Chart
from analytics.charts.fractions import of
from analytics.english import count, is_are, nearest, number_or_none, plural, sentence_case, was_were
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

TYPICAL = "Typical days from the previous step"
CHECKED = "Judged by another role"
BASES = {
    CHECKED: ("Checked by someone else", "were checked by someone else"),
    "The owner’s word alone": ("Owner’s report only", "rest on the owner’s report only"),
}
"""How each basis of a closing is labelled and said; the others as they are."""

ASSURING = frozenset().union(*STEP_COLUMNS.values())
CHECKED_BY_COLUMNS = frozenset({"assured_by_role", "assurance_outcome", "evidence"})

NEEDS_TWO_EXTRACTS = "This needs at least two extracts"


def sentence(assurance: Assurance, recorded: frozenset[str]) -> str:
    """How many of the closed were checked by a role other than the owner's, and how many are on the way to closure."""
    closed = assurance.closed()
    if not recorded & ASSURING:
        number = plural(closed, "recommendation") if closed else "No recommendations"
        return f"{number} {is_are(closed or 2)} closed. This register records no steps of assurance."
    waiting = assurance.waiting()
    more = f"{count(waiting)}{' more' if closed else ''} {is_are(waiting)}" if waiting else "None is"
    on_the_way = f"{more} on the way to closure."
    if closed == 0:
        return f"No recommendations are closed. {on_the_way}"
    checked = assurance.by("basis").get(CHECKED, 0)
    if closed == 1:
        text = f"The one closed recommendation was {'' if checked else 'not '}checked by someone other than its owner"
    else:
        number = f"{sentence_case(number_or_none(checked))} of {count(closed)} closed recommendations"
        text = f"{number} {was_were(checked)} checked by someone other than their owner"
    return f"{text}. {on_the_way}"


def left_out(assurance: Assurance) -> str:
    """What closed leaves out at the head of the page and what the rates include; nothing where there is none."""
    ended = assurance.by("reason", (State.WITHDRAWN,))
    number = sum(ended.values()) - ended.get(Status.NOT_ACCEPTED, 0)
    if not number:
        return ""
    text = f"{count(number)} closed as withdrawn or merged {is_are(number)} not counted in the steps and the checks."
    return f"{text} The closure rates and the time to close include them."


def steps(assurance: Assurance, recorded: frozenset[str]) -> pd.DataFrame:
    """A row a step: how many reached it, how many wait there, days since the step before."""
    rows = []
    for row in assurance.steps.to_dict("records"):
        needed = STEP_COLUMNS.get(row["step"])
        if needed and not recorded & needed:
            rows.append({"Step": row["step"], "Reached this step": "Not recorded", "Waiting here": "", TYPICAL: ""})
            continue
        rows.append(
            {
                "Step": row["step"],
                "Reached this step": count(int(row["reached"])),
                "Waiting here": count(int(row["waiting"])) if row["step"] != "Closed" else "",
                TYPICAL: _lag(row["days"], int(row["measured"])),
            }
        )
    return pd.DataFrame(rows)


def confirmed(assurance: Assurance) -> tuple[int, int]:
    """How many are closed, and how many of them were checked by a role other than the owner's."""
    return assurance.closed(), assurance.by("basis").get(CHECKED, 0)


def funnel(assurance: Assurance) -> Chart:
    """From all that are outstanding or closed to those whose issue somebody else found addressed: each within the last.

    Reported complete or further: those that have passed any of the steps, and the closed.
    """
    rows = assurance.judged
    alive = int(rows.loc[rows["state"].isin([State.OUTSTANDING, State.CLOSED]), "recommendations"].sum())
    closed, checked = confirmed(assurance)
    is_found = (rows["state"] == State.CLOSED) & (rows["basis"] == CHECKED) & (rows["outcome"] == AssuranceOutcome.YES)
    addressed = int(rows.loc[is_found, "recommendations"].sum())
    levels = {
        "Outstanding or closed": alive,
        "Reported complete, or further": assurance.waiting() + closed,
        "Closed": closed,
        "Closed and checked by someone else": checked,
        "Issue found to be addressed": addressed,
    }
    frame = pd.DataFrame({"value": list(levels), "label": list(levels), "count": levels.values()})
    chart = bars(
        frame,
        name="from-made-to-confirmed",
        quantity="recommendations",
        by="step",
        says="are",
        several="steps",
        width=TWO_TILES,
    )
    text = f"{sentence_case(of(checked, closed))} closed {was_were(checked)} checked by someone else"
    outcome = f"{number_or_none(addressed)} {was_were(addressed)} found to be addressed"
    return replace(
        chart,
        headline=f"{text} and {outcome}" if checked else "No closed recommendation was checked by someone else",
        subtitle="Each bar is a part of the one above it. Recommendations withdrawn or merged are not counted",
        values=(),
    )


def by_basis(assurance: Assurance) -> Chart:
    """The closed by what the closing rests on."""
    counts = assurance.by("basis")
    labels = [BASES.get(basis, (basis, None)) for basis in counts]
    frame = pd.DataFrame({"value": list(counts), "label": [label for label, _ in labels], "count": counts.values()})
    total, another = assurance.closed(), counts.get(CHECKED, 0)
    chart = bars(
        frame,
        name="closed-by-basis",
        quantity="closed",
        by="basis",
        says="are",
        several="bases",
        width=TILE,
        subtitle=f"Closed, by who checked it: {count(total)} in all",
    )
    text = f"{sentence_case(of(another, total))} {was_were(another)} checked by someone else"
    return replace(chart, headline=text) if another else chart


def by_outcome(assurance: Assurance) -> Chart:
    """The closed by whether the underlying issue was addressed, in the order of the answers."""
    counts = assurance.by("outcome")
    order = [*AssuranceOutcome, ""]
    labels = {**{str(outcome): label("assurance_outcome", outcome) for outcome in AssuranceOutcome}, "": "Not checked"}
    says = {"": "were not checked", **{str(outcome): f"have the answer {outcome}" for outcome in AssuranceOutcome}}
    frame = pd.DataFrame(
        {
            "value": [str(outcome) or BLANK for outcome in order],
            "label": [labels[str(outcome)] for outcome in order],
            "count": [counts.get(str(outcome), 0) for outcome in order],
            "clause": [says[str(outcome)] for outcome in order],
        }
    )
    checked, yes = int(frame["count"].iloc[:-1].sum()), int(frame["count"].iloc[0])
    chart = bars(
        frame,
        name="closed-by-answer",
        quantity="closed",
        by="answer",
        says="have the answer",
        several="answers",
        subtitle="Closed, by whether the underlying issue was addressed",
        width=TILE,
    )
    checks = plural(checked, "check")
    return replace(chart, headline=f"{count(yes)} of {checks} found the issue addressed") if checked else chart


def by_reason(assurance: Assurance) -> Chart:
    """Those closed, withdrawn or merged by the reason given, most first; equals as in the vocabulary.

    Last those not accepted, and those without a reason.
    """
    counts = assurance.by("reason", (State.CLOSED, State.WITHDRAWN))
    reasons = sorted((str(reason) for reason in CloseReason if reason in counts), key=lambda reason: -counts[reason])
    order = [*reasons, *(reason for reason in (str(Status.NOT_ACCEPTED), "") if reason in counts)]
    ways = "withdrawn, merged or not accepted" if Status.NOT_ACCEPTED in order else "withdrawn or merged"
    frame = pd.DataFrame(
        {
            "value": [reason or BLANK for reason in order],
            "label": [label("close_reason", reason) for reason in order],
            "count": [counts[reason] for reason in order],
            "clause": [f"are {reason}" if reason else "have no reason" for reason in order],
        }
    )
    return bars(
        frame,
        name="closed-by-reason",
        quantity="closed",
        by="reason",
        says="are",
        several="reasons",
        width=TILE,
        subtitle=f"Closed, {ways}, by reason: {count(sum(counts.values()))} in all",
    )


def judges(assurance: Assurance) -> tuple[tuple[str, str], pd.DataFrame]:
    """Heading, and a row a role: how many it judged, closed or not, and its answers."""
    answers: dict[str, Counter[str]] = {}
    checks = assurance.judged
    for role, outcome, number in zip(checks["role"], checks["outcome"], checks["recommendations"], strict=True):
        if role:
            answers.setdefault(role, Counter())[outcome] += number
    rows = [
        {
            "Role": role,
            "Checked": numbers.total(),
            **{label("assurance_outcome", outcome): numbers[str(outcome)] for outcome in AssuranceOutcome},
            "No answer recorded": numbers[""],
        }
        for role, numbers in sorted(answers.items(), key=lambda pair: (-pair[1].total(), pair[0]))
    ]
    frame = pd.DataFrame(rows, columns=["Role", "Checked", "Yes", "In part", "No", "No answer recorded"])
    subtitle = "Closed or not, by role: was the underlying issue addressed?"
    return ("Who checked", subtitle if len(frame) else "No role is recorded as having checked any of these"), frame


def reopened(listed: ListedRows) -> tuple[tuple[str, str], pd.DataFrame]:
    """Those whose closing was taken back: heading and list."""
    within, unsure, undated = (listed.counts[name] for name in ("within", "unsure", "undated"))
    text = f"{_number(within)} {was_were(within)} reopened within 12 months of closing"
    more = f"; {count(unsure)} more may have been" if unsure else ""
    subtitle = "Shown as open again by a later extract. Reopenings before the first extract are not recorded"
    if undated:
        subtitle += (
            f". For {count(undated)} the closing date is not recorded, so the first extract that says closed is used"
        )
    names = {"closed_on": "Closed", "reopened_on": "Reopened", "days": "Days between", "status": "Now"}
    rows = listed.rows.assign(days=listed.rows["days"].astype("Int64"))
    return (f"{text}{more}", subtitle), _listed(rows, names)


def sent_back(listed: ListedRows) -> tuple[tuple[str, str], pd.DataFrame]:
    """Those proposed for closure and sent back: heading and list."""
    number = listed.counts["listed"]
    text = f"{_number(number)} {was_were(number)} sent back"
    subtitle = "Proposed for closure in one extract, open in a later one"
    names = {"sent_back_on": "Extract", "times": "Times", "status": "Now"}
    return (text, subtitle), _listed(listed.rows, names)


def candidates(listed: ListedRows) -> tuple[tuple[str, str], pd.DataFrame]:
    """The candidates for closure: heading and list."""
    number = listed.counts["listed"]
    text = f"{_number(number)} {is_are(number)} suggested for closure"
    return (text, "A review suggested that these could be closed. They are still open"), _listed(
        listed.rows, {"status": "Now", "due_on": "Due"}
    )


def superseded(listed: ListedRows) -> tuple[tuple[str, str], pd.DataFrame]:
    """The superseded and their successors: heading and list."""
    number = listed.counts["listed"]
    text = f"{_number(number)} {was_were(number)} superseded"
    if not listed.counts["named"]:
        return (text, "What replaced them is not recorded in this register" if number else ""), pd.DataFrame()
    off_register = number - listed.counts["replaced"]
    text += f", {count(off_register)} by one that is not on the register" if off_register else ""
    statuses = [_status_words(status, "Not on the register") for status in listed.rows["successor_status"]]
    names: Mapping[str, str] = {
        "ended_on": "Superseded",
        "successor_reference": "Replaced by",
        "successor_status": "Status of the replacement",
    }
    return (text, "Each with the recommendation that replaced it"), _listed(
        listed.rows.assign(successor_status=statuses), names
    )


def _listed(rows: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """Reference, source and text of each, and the columns that make the list."""
    listing = rows.assign(source=[label("source", source) for source in rows["source"]])
    if "status" in names:
        listing["status"] = [_status_words(status, "") for status in listing["status"]]
    for column in (column for column in names if column.endswith("_on")):
        listing[column] = pd.to_datetime(listing[column])
    about = {"reference": "Reference", "source": "Source", "text": "Recommendation"}
    if len(listing) and listing["text"].isna().all():
        about.pop("text")
    return with_dates_as_written(listing[[*about, *names]].rename(columns={**about, **names}), listing)


def _status_words(status: object, blank: str) -> str:
    return label("status", status) if isinstance(status, str) and status else blank


def _lag(days: object, measured: int) -> str:
    if isinstance(days, float) and days == days:  # noqa: PLR0124 - not a number where it was on fewer than ten
        return f"{count(nearest(days))} ({count(measured)} measured)"
    return FEW if measured else ""


def _number(number: int) -> str:
    return plural(number, "recommendation") if number else "None"
