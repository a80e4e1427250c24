"""Tables of how many are closed in time and how long it takes, every rate with its two numbers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pandas as pd

from analytics.charts.chart import Chart
from analytics.charts.still_open import UNDATED, still_open
from analytics.measures.closing import DAYS_A_MONTH, FEWEST, MONTHS, Curve, is_undecided, rate
from analytics.vocabulary import label
from analytics.wording import count, listed, per_cent, plural, unbroken_day

ALL = "All"
"""What the row or the curve of all sources together is called."""

FEW = "Fewer than ten"
UNDECIDED = "Too many undecided"
MANY_UNDATED = "Too many closures without a date"
NOTES = (
    "Undecided: the day of closing is known only by its extract and the anniversary lies on either side, or the state "
    "is not known; it is in neither number. No rate and no median is worked out on fewer than ten, nor where more than "
    "a tenth is undecided or has no day of closing. Those not accepted, and those dropped from the register since, are "
    "among those made and are not closed. The status filter is left out of these tables."
)
NO_RATE = "on fewer than ten no rate is worked out"


def cohorts(found: pd.DataFrame, *, has_reasons: bool = True) -> tuple[tuple[str, str], pd.DataFrame]:
    """Closed within 12 months of being made, by the year they were made in; heading and table.

    Where the cohorts together are fewer than ten, no table: it would hold no rate.
    """
    every = int(found["made"].sum() + found["undecided"].sum())
    if every < FEWEST:
        first, last = _day(found["after"].iloc[-1]), _day(found["until"].iloc[0])
        number = plural(every, "recommendation") if every else "No recommendation"
        said = f"{number} made after {first} and by {last}: {NO_RATE}"
        return ("Closed within 12 months of being made", said), pd.DataFrame()
    table = pd.DataFrame(
        {
            "Made in the year to": found["until"],
            "Made": found["made"],
            "Closed in 12 months": found["closed"],
            "Rate": _rates(found, "closed", "made"),
            "Of them implemented": found["implemented"],
            "Rate, implemented": _rates(found, "implemented", "made"),
            "Undecided": found["undecided"],
        }
    )
    table = table if has_reasons else table.drop(columns=["Of them implemented", "Rate, implemented"])
    under = "Each year has been watched for 12 months in full; closed for any reason, and of these as implemented"
    return (_of_the_newest(found), under), table


def on_time(found: pd.DataFrame) -> tuple[tuple[str, str], pd.DataFrame]:
    """Closed by the date first agreed, of all whose date fell in the last 12 months; heading and table.

    Where fewer than ten were ever made, no table: it would hold no rate.
    """
    closed, due = int(found["closed"].sum()), int(found["due"].sum())
    made = int(found["made"].sum())
    whole = pd.DataFrame([{"source": None, **found.drop(columns="source").sum()}]) if len(found) > 1 else found.iloc[:0]
    rows = pd.concat([found, whole], ignore_index=True) if len(whole) else found
    table = pd.DataFrame(
        {
            "Source": [label("source", source) if isinstance(source, str) else ALL for source in rows["source"]],
            "Dates that fell": rows["due"].astype(int),
            "Closed by then": rows["closed"].astype(int),
            "Rate": _rates(rows, "closed", "due"),
            "Undecided": rows["undecided"].astype(int),
            "Ever made": rows["made"].astype(int),
            "Not closed": _not_closed(rows).astype(int),
            "Rate, not closed": _rates_of_all(rows),
        }
    )
    said = f"{count(closed)} of {count(due)} {'was' if closed == 1 else 'were'} closed by the date first agreed"
    undecided = int(found["undecided"].sum())
    if is_undecided(due, undecided):
        of = f"{count(undecided)} of {count(due + undecided)}"
        said = f"Whether {of} were closed by the date first agreed is undecided"
    elif due == 0:
        said = "No date first agreed fell in the last 12 months"
    if made < FEWEST:
        return (said, f"Of {plural(made, 'recommendation')} in all; {NO_RATE}"), pd.DataFrame()
    under = "All whose first date fell in the 12 months to the as-at day, open ones included, by source"
    return (said, f"{under}{_of_the_not_closed(found)}"), table


def _not_closed(rows: pd.DataFrame) -> pd.Series[int]:
    """How many are known not to be closed."""
    return rows[["outstanding", "not_accepted", "dropped"]].sum(axis="columns")


def _rates_of_all(rows: pd.DataFrame) -> list[str]:
    """Not closed / ever made, those of unknown state in neither."""
    known = rows["made"] - rows["state_unknown"]
    told = rows.assign(not_closed=_not_closed(rows), known=known, undecided=rows["state_unknown"])
    return _rates(told, "not_closed", "known")


def _of_the_not_closed(found: pd.DataFrame) -> str:
    """What those not closed are, where not all of them are outstanding; and of how many that is not known."""
    words = {"outstanding": "outstanding", "not_accepted": "not accepted", "dropped": "dropped since"}
    sums = {column: int(found[column].sum()) for column in [*words, "state_unknown"]}
    parts = [f"{count(sums[column])} {said}" for column, said in words.items() if sums[column]]
    split = f"; not closed: {listed(parts)}" if sums["not_accepted"] + sums["dropped"] else ""
    unknown = sums["state_unknown"]
    return f"{split}; the state of {count(unknown)} is not known, in neither number" if unknown else split


def reopened(found: pd.DataFrame, first: date) -> tuple[tuple[str, str], pd.DataFrame]:
    """Reopened within so many months of closing; heading and table. `first` is the first extract's day."""
    table = pd.DataFrame(
        {
            "Within": [plural(int(months), "month") for months in found["months"]],
            "Closed in the year to": found["until"],
            "Closed and watched": found["watched"].astype(int),
            "Reopened": found["reopened"].astype(int),
            "Rate": _rates(found, "reopened", "watched"),
            "Undecided": found["undecided"].astype(int),
        }
    )
    under = "Opened again by a later extract, of all closings that the extracts have watched for so long"
    told = [row for row in found.to_dict("records") if row["watched"] or row["undecided"]]
    if not told:
        said = f"No closing since {_day(first)}, the first extract, has been watched for 3 months"
        return (said, under), table.iloc[:0]
    if all(row["watched"] + row["undecided"] < FEWEST for row in told):
        under, table = f"{under}; {NO_RATE}", table.iloc[:0]
    longest = told[-1]
    months = plural(int(longest["months"]), "month")
    watched, undecided = int(longest["watched"]), int(longest["undecided"])
    if is_undecided(watched, undecided):
        of = f"{count(undecided)} of {plural(watched + undecided, 'closing')}"
        return (f"Whether {of} were taken back within {months} is undecided", under), table
    back = int(longest["reopened"])
    were = "was" if back == 1 else "were"
    return (f"{count(back)} of {plural(watched, 'closing')} {were} taken back within {months}", under), table


def chart(curves: Mapping[str, Curve]) -> Chart | None:
    """The curves of all and of the largest sources as lines; None where none can be told."""
    told = {label("source", name) if name else ALL: one for name, one in curves.items() if one.is_told}
    if not curves[""].is_told or curves[""].steps.empty:
        return None
    return still_open(
        told, name="time-to-close", headline=_half(curves[""]),
        subtitle="Share still open by time since made (Kaplan–Meier, open ones counted as far as they are); beneath "
        f"each month how many of all were still watched{_left_out(curves[''])}",
    )  # fmt: skip


def times(curves: Mapping[str, Curve]) -> tuple[tuple[str, str], pd.DataFrame]:
    """The share still open after so many months, with the numbers still watched; heading and table."""
    whole = curves[""]
    if not whole.is_told:
        of = f"{count(whole.left_out)} of {plural(whole.ended, 'closure')}"
        said = f"{of} {_have(whole.left_out)} no date, so the time to close of the others would not stand for all"
        return ("Time to close is not shown", said), pd.DataFrame()
    if whole.steps.empty:
        return (_half(whole), f"No median and no share still open is worked out{_left_out(whole)}"), pd.DataFrame()
    rows = []
    for source, curve in curves.items():
        after = {
            f"After {months} months": _still(curve, months * DAYS_A_MONTH) if curve.is_told else "Not shown"
            for months in MONTHS
        }
        median = _median(curve) if curve.is_told else MANY_UNDATED
        name = label("source", source) if source else ALL
        counts = {"Watched": curve.at_risk(0), "Median days": median}
        rows.append({"Source": name, **counts, **after, UNDATED: curve.left_out})
    subtitle = "Share still open (Kaplan–Meier, open ones counted as far as they are); in brackets the number watched"
    return (_half(whole), f"{subtitle}{_left_out(whole)}"), pd.DataFrame(rows)


def in_numbers(curves: Mapping[str, Curve]) -> str:
    """What the table beneath the curves is called."""
    return "Time to close, by source" if len(curves) > 1 else "Time to close, in numbers"


def _left_out(whole: Curve) -> str:
    """What is in no curve, in sentences: ". 3 closures without a date are left out. Left out too: 1 dropped since"."""
    closures = plural(whole.left_out, "closure without a date is", "closures without a date are")
    first = f". {closures} left out" if whole.left_out else ""
    parts = {
        "dropped since": whole.dropped,
        "of unknown state": whole.state_unknown,
        "without a day to count from": whole.undated,
    }
    said = [f"{count(number)} {words}" for words, number in parts.items() if number]
    return f"{first}. Left out{' too' if first else ''}: {listed(said)}" if said else first


def _have(number: int) -> str:
    return "has" if number == 1 else "have"


def _half(whole: Curve) -> str:
    """Within how many days half are closed, or why that cannot be said."""
    if whole.steps.empty:
        return "Time to close: fewer than ten are watched"
    if (median := whole.median) is None:
        return "Half are not closed yet: the median is not reached"
    return f"Half are closed within {plural(median, 'day')} of being made"


def _rates(rows: pd.DataFrame, part: str, whole: str) -> list[str]:
    """The rate of each row, or why there is none."""
    triples = zip(rows[part], rows[whole], rows["undecided"], strict=True)
    return [UNDECIDED if is_undecided(all_of, open_to) else _rate(of, all_of) for of, all_of, open_to in triples]


def _rate(part: int, whole: int) -> str:
    """The rate in whole per cent; words on fewer than ten."""
    share = rate(int(part), int(whole))
    return FEW if share is None else f"{per_cent(share)}\u00a0per\u00a0cent"


def _of_the_newest(found: pd.DataFrame) -> str:
    """What became of the newest cohort."""
    newest = found.iloc[0]
    closed, made = int(newest["closed"]), int(newest["made"])
    undecided = int(newest["undecided"])
    if is_undecided(made, undecided):
        of = f"{count(undecided)} of the {count(made + undecided)} made in the year to {_day(newest['until'])}"
        return f"Whether {of} were closed in 12 months is undecided"
    if made == 0:
        return f"No recommendation was made in the year to {_day(newest['until'])}"
    of = f"{count(closed)} of the {plural(made, 'recommendation')} made in the year to {_day(newest['until'])}"
    return f"{of} {'was' if closed == 1 else 'were'} closed in 12 months"


def _median(curve: Curve) -> str:
    if curve.steps.empty:
        return FEW
    return count(median) if (median := curve.median) is not None else "Not reached"


def _still(curve: Curve, days: float) -> str:
    share = curve.after(days)
    return FEW if share is None else f"{per_cent(share)}\u00a0per\u00a0cent ({count(curve.at_risk(days))})"


def _day(value: date) -> str:
    return unbroken_day(value)
