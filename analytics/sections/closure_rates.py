"""Tables of how many are closed in time and how long it takes, every rate with its two numbers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pandas as pd

from analytics.charts.chart import Chart
from analytics.charts.rate_line import rate_line
from analytics.charts.survival_curve import UNDATED, still_open
from analytics.english import (
    count,
    has_have,
    is_are,
    listed,
    number_or_none,
    per_cent,
    plural,
    sentence_case,
    unbroken_day,
    was_were,
    within,
)
from analytics.errors import RegisterError
from analytics.measures.closure_rates import DAYS_A_MONTH, FEWEST, MONTHS, Curve, is_undecided, rate
from analytics.vocabulary import label

ALL = "All"
"""What the row or the curve of all sources together is called."""

FEW = "Fewer than ten"
UNDECIDED = "Too many undecided"
MANY_UNDATED = "Too many closures without a date"
NOTES = (
    "Rates are shown only for ten or more. “Undecided” cases, where the closing date is uncertain or the state is not "
    "known, are left out of both numbers of a rate. No rate is shown where more than a tenth are undecided. Those not "
    "accepted, and those dropped from the register since, count as made and not closed. The status filter is left out "
    "of these tables."
)
ANY_REASON = "Closed means closed for any reason, including withdrawn or merged"
NO_RATE = "rates are shown only for ten or more"


def closure_target(environment: Mapping[str, str]) -> float | None:
    """The share of a cohort to be closed within 12 months, or None where CLOSURE_TARGET is blank.

    Raises RegisterError where it is not a number from 1 to 100.
    """
    text = environment.get("CLOSURE_TARGET", "").strip()
    if not text:
        return None
    if not text.isdecimal() or not 1 <= int(text) <= 100:
        raise RegisterError(f"CLOSURE_TARGET is “{text}”. It has to be a whole number from 1 to 100, such as 70.")
    return int(text) / 100


def cohorts(frame: pd.DataFrame, *, has_reasons: bool = True) -> tuple[tuple[str, str], pd.DataFrame]:
    """Closed within 12 months of being made, by the year they were made in; heading and table.

    Where the cohorts together are fewer than ten, no table: it would hold no rate.
    """
    total = int(frame["made"].sum())
    if total < FEWEST:
        first, last = _day(frame["after"].iloc[-1]), _day(frame["until"].iloc[0])
        number = plural(total, "recommendation") if total else "No recommendations"
        text = f"{number} {was_were(total or 2)} made after {first} and by {last}; {NO_RATE}"
        return ("Closed within 12 months of being made", text), pd.DataFrame()
    table = pd.DataFrame(
        {
            "Made in the year to": frame["until"],
            "Made": frame["made"],
            "Closed in 12 months": frame["closed"],
            "Not closed in 12 months": frame["not_closed"],
            "Undecided": frame["undecided"],
            "Rate": _rates(frame, "closed", "made"),
            **_implemented(frame, "made", has_reasons=has_reasons),
        }
    )
    subtitle = f"Each year has been followed for 12 months. {ANY_REASON}. Made = closed + not closed + undecided"
    return (_of_the_newest(frame), subtitle), table


def cohort_line(frame: pd.DataFrame, target: float | None = None, *, has_reasons: bool = True) -> Chart | None:
    """The rates of the cohorts as a line, oldest first, beside the target; None where no rate is shown."""
    heading, table = cohorts(frame, has_reasons=has_reasons)
    oldest_first = frame.iloc[::-1]
    rates = [
        None if is_undecided(made, undecided) else rate(closed, made - undecided)
        for closed, made, undecided in zip(
            map(int, oldest_first["closed"]), map(int, oldest_first["made"]), map(int, oldest_first["undecided"]),
            strict=True,
        )
    ]  # fmt: skip
    if not any(each is not None for each in rates):
        return None
    points = pd.DataFrame({"label": [f"{day:%b}<br>{day.year}" for day in oldest_first["until"]], "rate": rates})
    return rate_line(
        points,
        name="closed-in-12-months",
        headline=heading[0] if rates[-1] is None else f"{per_cent(rates[-1])} per cent closed in 12 months",
        subtitle=f"{heading[0]}. Share of those made in the year to each month",
        table=table,
        target=target,
    )


def on_time(frame: pd.DataFrame, *, has_reasons: bool = True) -> tuple[tuple[str, str], pd.DataFrame]:
    """Closed by the date first agreed, of all whose date fell in the last 12 months; heading and table.

    Where fewer than ten were ever made, no table: it would hold no rate.
    """
    due, closed, implemented, undecided = (
        int(frame[name].sum()) for name in ("due", "closed", "implemented", "undecided")
    )
    rows = _with_all(frame)
    table = pd.DataFrame(
        {
            "Source": _sources(rows),
            "Due dates in the year": rows["due"].astype(int),
            "Closed on time": rows["closed"].astype(int),
            "Not closed on time": rows["not_closed"].astype(int),
            "Undecided": rows["undecided"].astype(int),
            "Rate": _rates(rows, "closed", "due"),
            **_implemented(rows, "due", has_reasons=has_reasons),
        }
    )
    text = f"{_part(closed, due - undecided)} closed by the date first agreed"
    if has_reasons and closed:
        text += f", {number_or_none(implemented)} as implemented"
    text += _and_undecided(undecided)
    if is_undecided(due, undecided):
        of = f"{count(undecided)} of {count(due)}"
        text = f"Whether {of} {was_were(undecided)} closed by the date first agreed is undecided"
    elif due == 0:
        text = "No first due date fell in the last 12 months"
    if (made := int(frame["made"].sum())) < FEWEST:
        return (text, f"{plural(made, 'recommendation')} in all; {NO_RATE}"), pd.DataFrame()
    subtitle = "First due dates in the 12 months to the as-at day, open recommendations included"
    return (text, f"{subtitle}. {ANY_REASON}. Due dates = closed + not closed + undecided"), table


def not_closed(frame: pd.DataFrame) -> tuple[tuple[str, str], pd.DataFrame]:
    """Not closed, of all ever made, by source; `found` is `closing.on_time`. No table for fewer than ten."""
    made, still = int(frame["made"].sum()), int(_not_closed(frame).sum())
    known = made - int(frame["state_unknown"].sum())
    of = f"{sentence_case(number_or_none(still))} of {count(known)} recommendations ever made"
    text = f"{of} {is_are(still)} not closed"
    if known == 1:
        text = f"The one recommendation ever made is {'not ' if still else ''}closed"
    if made < FEWEST:
        return (text, f"{plural(made, 'recommendation')} in all; {NO_RATE}"), pd.DataFrame()
    rows = _with_all(frame)
    table = pd.DataFrame(
        {
            "Source": _sources(rows),
            "Ever made": rows["made"].astype(int),
            "Closed": rows["ever_closed"].astype(int),
            "Not closed": _not_closed(rows).astype(int),
            "State not known": rows["state_unknown"].astype(int),
            "Rate not closed": _rates_of_all(rows),
        }
    )
    return (text, f"{ANY_REASON}. Ever made = closed + not closed + not known{_of_the_not_closed(frame)}"), table


def _with_all(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows of the sources and, where there are several, one of all of them."""
    if len(frame) < 2:
        return frame
    return pd.concat([frame, pd.DataFrame([{"source": None, **frame.drop(columns="source").sum()}])], ignore_index=True)


def _sources(rows: pd.DataFrame) -> list[str]:
    return [label("source", source) if isinstance(source, str) else ALL for source in rows["source"]]


def _implemented(rows: pd.DataFrame, total: str, *, has_reasons: bool) -> dict[str, object]:
    """The columns of those closed as implemented; none where the register has no reasons."""
    if not has_reasons:
        return {}
    return {
        "Implemented": rows["implemented"].astype(int),
        "Rate implemented": _rates(rows, "implemented", total),
    }


def _not_closed(rows: pd.DataFrame) -> pd.Series[int]:
    """How many are known not to be closed."""
    return rows[["outstanding", "not_accepted", "dropped"]].sum(axis="columns")


def _rates_of_all(rows: pd.DataFrame) -> list[str]:
    """Not closed / ever made, those of unknown state in neither."""
    return _rates(rows.assign(still=_not_closed(rows), undecided=rows["state_unknown"]), "still", "made")


def _of_the_not_closed(frame: pd.DataFrame) -> str:
    """What those not closed are, where not all of them are outstanding."""
    words = {"outstanding": "outstanding", "not_accepted": "not accepted", "dropped": "no longer on the register"}
    sums = {column: int(frame[column].sum()) for column in words}
    parts = [f"{count(sums[column])} {text}" for column, text in words.items() if sums[column]]
    return f". Not closed: {listed(parts)}" if sums["not_accepted"] + sums["dropped"] else ""


def reopened(frame: pd.DataFrame) -> tuple[tuple[str, str], pd.DataFrame]:
    """Reopened within so many months of closing; heading and table."""
    table = pd.DataFrame(
        {
            "Within": [plural(int(months), "month") for months in frame["months"]],
            "Closed in the year to": frame["until"],
            "Closed (followed for so long)": frame["watched"].astype(int),
            "Reopened": frame["reopened"].astype(int),
            "Rate": _rates(frame.assign(whole=frame["watched"] + frame["undecided"]), "reopened", "whole"),
            "Undecided": frame["undecided"].astype(int),
        }
    )
    subtitle = "Shown as open again by a later extract. Withdrawn or merged are left out"
    reported = [row for row in frame.to_dict("records") if row["watched"] or row["undecided"]]
    if not reported:
        return ("Not enough history yet: this needs extracts at least 3 months apart", subtitle), table.iloc[:0]
    if all(row["watched"] + row["undecided"] < FEWEST for row in reported):
        subtitle, table = f"{subtitle}. {sentence_case(NO_RATE)}", table.iloc[:0]
    longest = reported[-1]
    months = plural(int(longest["months"]), "month")
    watched, undecided = int(longest["watched"]), int(longest["undecided"])
    if is_undecided(watched + undecided, undecided):
        of = f"{count(undecided)} of {plural(watched + undecided, 'closed recommendation')}"
        return (f"Whether {of} {was_were(undecided)} reopened within {months} is undecided", subtitle), table
    back = int(longest["reopened"])
    of = f"{sentence_case(number_or_none(back))} of {plural(watched, 'closed recommendation')}"
    return (f"{of} {was_were(back)} reopened within {months}", subtitle), table


def chart(curves: Mapping[str, Curve]) -> Chart | None:
    """The curves of all and of the largest sources as lines; None where none can be worked out."""
    reported = {label("source", name) if name else ALL: curve for name, curve in curves.items() if curve.is_shown}
    if not curves[""].is_shown or curves[""].steps.empty:
        return None
    return still_open(
        reported,
        name="time-to-close",
        headline=_half(curves[""]),
        subtitle="Share still open, by time since the recommendation was made. Below the axis: how many had been open "
        f"that long. {ANY_REASON}{_left_out(curves[''])}",
    )


def times(curves: Mapping[str, Curve]) -> tuple[tuple[str, str], pd.DataFrame]:
    """The share still open after so many months, with the numbers still watched; heading and table."""
    total = curves[""]
    if not total.is_shown:
        of = f"{count(total.left_out)} of {plural(total.ended, 'closure')}"
        text = f"{of} {has_have(total.left_out)} no date, so the others would not represent all closures"
        return ("Time to close is not shown", text), pd.DataFrame()
    if total.steps.empty:
        return (_half(total), f"{sentence_case(NO_RATE)}{_left_out(total)}"), pd.DataFrame()
    rows = []
    for source, curve in curves.items():
        after = {
            f"After {months} months": _still(curve, months * DAYS_A_MONTH) if curve.is_shown else "Not shown"
            for months in MONTHS
        }
        median = _median(curve) if curve.is_shown else MANY_UNDATED
        name = label("source", source) if source else ALL
        counts = {"Recommendations": curve.at_risk(0), "Half closed within": median}
        rows.append({"Source": name, **counts, **after, UNDATED: curve.left_out})
    subtitle = "Share still open. In brackets: how many had been open that long"
    return (_half(total), f"{subtitle}{_left_out(total)}"), pd.DataFrame(rows)


def in_numbers(curves: Mapping[str, Curve]) -> str:
    """What the table beneath the curves is called."""
    return "Time to close, by source" if len(curves) > 1 else "Time to close, in numbers"


def _left_out(curve: Curve) -> str:
    """What is in no curve, in sentences: ". 3 closures without a date are left out. Also left out: 2 undated"."""
    closures = plural(curve.left_out, "closure without a date is", "closures without a date are")
    first = f". {closures} left out" if curve.left_out else ""
    parts = {
        "no longer on the register": curve.dropped,
        "of unknown state": curve.state_unknown,
        "without a day to count from": curve.undated,
    }
    text = [f"{count(number)} {words}" for words, number in parts.items() if number]
    return f"{first}. {'Also left' if first else 'Left'} out: {listed(text)}" if text else first


def _half(curve: Curve) -> str:
    """Within how many days half are closed, or why that cannot be said."""
    if curve.steps.empty:
        return "Time to close: fewer than ten recommendations to count"
    if curve.median is None:
        return "More than half were still open at the end of the period followed"
    return f"Half are closed within {within(curve.median)} of being made"


def _rates(rows: pd.DataFrame, part: str, total: str) -> list[str]:
    """The rate of each row, the undecided left out of the whole, or why there is none."""
    triples = zip(rows[part], rows[total], rows["undecided"], strict=True)
    return [
        UNDECIDED if is_undecided(all_of, open_to) else _rate(of, all_of - open_to) for of, all_of, open_to in triples
    ]


def _rate(part: int, total: int) -> str:
    """The rate in whole per cent; words on fewer than ten."""
    share = rate(int(part), int(total))
    return FEW if share is None else f"{per_cent(share)}\u00a0per\u00a0cent"


def _of_the_newest(frame: pd.DataFrame) -> str:
    """What became of the newest cohort."""
    newest = frame.iloc[0]
    closed, made = int(newest["closed"]), int(newest["made"])
    undecided = int(newest["undecided"])
    if is_undecided(made, undecided):
        of = f"{count(undecided)} of the {count(made)} made in the year to {_day(newest['until'])}"
        return f"Whether {of} {was_were(undecided)} closed in 12 months is undecided"
    if made == 0:
        return f"No recommendations were made in the year to {_day(newest['until'])}"
    decided, year = made - undecided, f"made in the year to {_day(newest['until'])}"
    if decided == 1:
        text = f"The one recommendation {year} was {'' if closed else 'not '}closed in 12 months"
    else:
        of = f"{sentence_case(number_or_none(closed))} of the {count(decided)} recommendations {year}"
        text = f"{of} {was_were(closed)} closed in 12 months"
    return f"{text}{_and_undecided(undecided)}"


def _part(part: int, total: int) -> str:
    """How many of the whole, with the verb: "5 of 10 were"; of one, whether it was."""
    if total == 1:
        return f"The only one was{'' if part else ' not'}"
    return f"{sentence_case(number_or_none(part))} of {count(total)} {was_were(part)}"


def _and_undecided(number: int) -> str:
    return f"; {count(number)} more {is_are(number)} undecided" if number else ""


def _median(curve: Curve) -> str:
    if curve.steps.empty:
        return FEW
    return within(median) if (median := curve.median) is not None else "Not reached"


def _still(curve: Curve, days: float) -> str:
    share = curve.after(days)
    return FEW if share is None else f"{per_cent(share)}\u00a0per\u00a0cent ({count(curve.at_risk(days))})"


def _day(value: date) -> str:
    return unbroken_day(value)
