"""What is late or due soon by owner, in words, and the draft of a message to an owner."""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd

from analytics.english import count, cut, day, is_are, listed, plural
from analytics.measures.chasing import DUE_WITHIN, due_soon, overdue
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
    """How many recommendations are overdue and how many due soon, and how many owners they have.

    `recorded` are the columns that the register records at all.
    """
    if "due_on" not in recorded:
        return "This register does not record due dates."
    if rows.empty:
        return f"No recommendations are overdue or due in the next {DUE_WITHIN} days."
    late, due = len(overdue(rows)), len(due_soon(rows))
    parts = [f"{plural(late, 'recommendation')} {is_are(late)} overdue"] if late else []
    if due:
        number = count(due) if late else plural(due, "recommendation")
        parts.append(f"{number} {is_are(due)} due in the next {DUE_WITHIN} days")
    owners = rows["owner_role"].nunique()
    pronoun = "It has" if len(rows) == 1 else "They have"
    owned = f" {pronoun} {plural(owners, 'owner')}." if owners else " No owner is recorded."
    return f"{listed(parts)}.{owned}"


def by_owner(rows: pd.DataFrame) -> pd.DataFrame:
    """How many each owner has, those with most overdue first; those without an owner are the last row.

    Columns: Owner, Overdue, Due within 30 days, Longest overdue (days).
    """
    totals = [
        (owner, len(overdue(of_owner)), len(due_soon(of_owner)), of_owner["days_late"].max())
        for owner, of_owner in rows.groupby("owner_role", dropna=False, sort=True)
    ]
    columns = ["owner", "late", "due", "longest"]
    table = pd.DataFrame(totals, columns=columns)
    table["has_none"] = table["owner"].isna()
    table = table.sort_values(["has_none", "late", "due"], ascending=[True, False, False], kind="stable")
    return pd.DataFrame(
        {
            "Owner": table["owner"].fillna(NO_OWNER),
            "Overdue": table["late"].astype("Int64"),
            f"Due within {DUE_WITHIN} days": table["due"].astype("Int64"),
            "Longest overdue (days)": table["longest"].astype("Int64"),
        }
    ).reset_index(drop=True)


def subject(owner: str, marking: str) -> str:
    """The subject of a message to an owner, the marking first."""
    return f"{marking}: recommendations that are due: {owner}"


def draft(owner: str, rows: pd.DataFrame, as_at: date, marking: str) -> str:
    """The message to an owner about their own rows of `to_chase`; `marking` is the highest of these recommendations."""
    late, due = overdue(rows), due_soon(rows)
    last = day(as_at + timedelta(days=DUE_WITHIN))
    dates = "its due date" if len(late) == 1 else "their due date"
    parts = [f"{plural(len(late), 'recommendation')} past {dates}"] if len(late) else []
    parts += [f"{plural(len(due), 'recommendation')} due by {last}"] if len(due) else []
    first_sentence = f"As at {day(as_at)} the register shows {listed(parts)} with you as owner."
    lines = [marking, "", f"To: {owner}", "", first_sentence]
    if len(late):
        lines += ["", "Overdue", *_lines(late)]
    if len(due):
        lines += ["", f"Due by {last}", *_lines(due)]
    lines += ["", QUESTION]
    return "\n".join([*lines, "", marking, ""])


def request(rows: pd.DataFrame) -> str:
    """What is asked of an owner, as the text of an action."""
    references = ", ".join(rows["reference"])
    return f"Say what has been done on {references}, what is left to do, and when it will be complete."


def _lines(rows: pd.DataFrame) -> list[str]:
    texts = recommendation_texts(rows)
    return [
        f"- {reference} ({label('source', source)}), due {day(due_on)}{_late(days_late)}: {cut(text, LETTERS)}"
        for reference, source, due_on, days_late, text in zip(
            rows["reference"], rows["source"], rows["due_on"], rows["days_late"], texts, strict=True
        )
    ]


def _late(days: object) -> str:
    return "" if pd.isna(days) else f", {plural(int(days), 'day')} overdue"  # type: ignore[call-overload]
