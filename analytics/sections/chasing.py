"""What is late or due soon by owner, in words, and the draft of a message to an owner."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pandas as pd

from analytics.english import count, cut, day, is_are, listed, plural
from analytics.measures.chasing import DUE_WITHIN, due_soon, overdue, without_current_date
from analytics.measures.due_dates import DUE_DATES
from analytics.sections.changes import recommendation_texts
from analytics.vocabulary import label

NO_OWNER = "No owner recorded"
QUESTION = (
    "For each, please tell us what has been done, what is left to do, and when it will be complete. If its date has "
    "been moved, please say who agreed that and when."
)
LETTERS = 160
"""Letters of a recommendation's text in a message."""


def sentence(rows: pd.DataFrame, recorded: frozenset[str]) -> str:
    """How many recommendations are overdue, late without a current date and due soon, and how many owners they have.

    `recorded` are the columns that the register records at all.
    """
    if not recorded & DUE_DATES:
        return "This register does not record due dates."
    if rows.empty:
        return f"No recommendations are overdue or due in the next {DUE_WITHIN} days."
    parts: list[str] = []
    for number, state in (
        (len(overdue(rows)), "overdue"),
        (len(without_current_date(rows)), "past the date first agreed with no current due date"),
        (len(due_soon(rows)), f"due in the next {DUE_WITHIN} days"),
    ):
        if number:
            counted = count(number) if parts else plural(number, "recommendation")
            parts.append(f"{counted} {is_are(number)} {state}")
    owners = rows["owner_role"].nunique()
    pronoun = "It has" if len(rows) == 1 else "They have"
    owned = f" {pronoun} {plural(owners, 'owner')}." if owners else " No owner is recorded."
    return f"{listed(parts)}.{owned}"


def by_owner(rows: pd.DataFrame) -> pd.DataFrame:
    """How many each owner has, those with most overdue first; those without an owner are the last row.

    Columns: Owner, Overdue, No current date (those late without one; only where there are any), Due within 30 days,
    Longest overdue (days).
    """
    totals = [
        (owner, len(overdue(owned)), len(without_current_date(owned)), len(due_soon(owned)), owned["days_late"].max())
        for owner, owned in rows.groupby("owner_role", dropna=False, sort=True)
    ]
    columns = ["owner", "late", "undated", "due", "longest"]
    table = pd.DataFrame(totals, columns=columns)
    table["has_none"] = table["owner"].isna()
    order = ["has_none", "late", "undated", "due"]
    table = table.sort_values(order, ascending=[True, False, False, False], kind="stable")
    undated = {"No current date": table["undated"].astype("Int64")} if table["undated"].any() else {}
    return pd.DataFrame(
        {
            "Owner": table["owner"].fillna(NO_OWNER),
            "Overdue": table["late"].astype("Int64"),
            **undated,
            f"Due within {DUE_WITHIN} days": table["due"].astype("Int64"),
            "Longest overdue (days)": table["longest"].astype("Int64"),
        }
    ).reset_index(drop=True)


def subject(owner: str, marking: str) -> str:
    """The subject of a message to an owner, the marking first."""
    return f"{marking}: recommendations that are due: {owner}"


def draft(owner: str, rows: pd.DataFrame, as_at: date, marking: str) -> str:
    """The message to an owner about their own rows of `to_chase`; `marking` is the highest of these recommendations."""
    late, undated, due = overdue(rows), without_current_date(rows), due_soon(rows)
    last = day(as_at + timedelta(days=DUE_WITHIN))
    dates = "its due date" if len(late) == 1 else "their due date"
    parts = [f"{plural(len(late), 'recommendation')} past {dates}"] if len(late) else []
    agreed = "the date first agreed with no current due date"
    parts += [f"{plural(len(undated), 'recommendation')} past {agreed}"] if len(undated) else []
    parts += [f"{plural(len(due), 'recommendation')} due by {last}"] if len(due) else []
    first_sentence = f"As at {day(as_at)} the register shows {listed(parts)} with you as owner."
    lines = [marking, "", f"To: {owner}", "", first_sentence]
    if len(late):
        lines += ["", "Overdue", *_lines(late)]
    if len(undated):
        lines += ["", "Past the date first agreed, with no current due date", *_lines(undated)]
    if len(due):
        lines += ["", f"Due by {last}", *_lines(due)]
    lines += ["", QUESTION]
    return "\n".join([*lines, "", marking, ""])


def request(rows: pd.DataFrame) -> str:
    """What is asked of an owner, as the text of an action."""
    references = ", ".join(rows["reference"])
    return f"Say what has been done on {references}, what is left to do, and when it will be complete."


def _lines(rows: pd.DataFrame) -> list[str]:
    sources = [label("source", source) for source in rows["source"]]
    texts = recommendation_texts(rows)
    return [
        f"- {row.reference} ({source}), {_dates(row)}: {cut(text, LETTERS)}"
        for row, source, text in zip(rows.itertuples(), sources, texts, strict=True)
    ]


def _dates(row: Any) -> str:
    """When it is due and how late it is, or when it was first to be done."""
    if pd.isna(row.due_on):
        return f"first agreed for {day(row.first_agreed_on)}"
    late = "" if pd.isna(row.days_late) else f", {plural(int(row.days_late), 'day')} overdue"
    return f"due {day(row.due_on)}{late}"
