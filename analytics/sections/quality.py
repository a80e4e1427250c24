"""The words and the tables of how far the extracts can be trusted: what moved between two, and what was accepted."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analytics.english import count, number_or_none, per_cent, plural, sentence_case, unbroken_day
from analytics.measures.quality import AcceptedAnomaly
from analytics.vocabulary import COLUMN

BETTER, WORSE = "▲ Better", "▼ Worse"
MOVES = ["Verdict", "Column", "What is counted", "Before", "Now"]
WHOLE_ROW = "Whole row or file"


def moves(fill: pd.DataFrame, faults: pd.DataFrame) -> pd.DataFrame:
    """Fill rates and faults that moved, as read: a row each, with the verdict."""
    return pd.DataFrame([*_fill_rows(fill), *_fault_rows(faults)], columns=MOVES)


MOVED = "How complete each column is, where that changed by a percentage point or more, and errors"
"""What the table of `moves` shows."""


def moves_heading(frame: pd.DataFrame) -> str:
    """How many of `moves` got worse, and how many better."""
    if frame.empty:
        return "Nothing got better or worse"
    worse = int((frame["Verdict"] == WORSE).sum())
    return f"{sentence_case(number_or_none(worse))} got worse, {number_or_none(len(frame) - worse)} got better"


def accepted(accepted_anomalies: Sequence[AcceptedAnomaly]) -> pd.DataFrame:
    """What was unusual when an extract was loaded, as read: a row each, with who accepted it and why."""
    rows = [
        (
            unbroken_day(accepted_anomaly.as_at),
            accepted_anomaly.message,
            accepted_anomaly.references or None,
            accepted_anomaly.loaded_by,
            accepted_anomaly.because,
        )
        for accepted_anomaly in accepted_anomalies
    ]
    columns = ["Extract", "What was found", "Recommendations", "Accepted by", "Because"]
    return pd.DataFrame(rows, columns=columns).astype({"Recommendations": "Int64"})


def accepted_heading(accepted_anomalies: Sequence[AcceptedAnomaly]) -> str:
    """How many unusual things were accepted."""
    if not accepted_anomalies:
        return "No warnings were overridden"
    number = len(accepted_anomalies)
    return f"{plural(number, 'warning was', 'warnings were')} overridden, {'each ' if number > 1 else ''}with a reason"


def _fill_rows(fill: pd.DataFrame) -> list[tuple[str, ...]]:
    return [
        (
            BETTER if record["points"] > 0 else WORSE,
            COLUMN[str(record["column_name"])].label,
            "Filled",
            f"{per_cent(record['before'])} per cent",
            f"{per_cent(record['now'])} per cent",
        )
        for record in fill.to_dict("records")
    ]


def _fault_rows(faults: pd.DataFrame) -> list[tuple[str, ...]]:
    return [
        (
            WORSE if record["more"] > 0 else BETTER,
            COLUMN[record["column_name"]].label if record["column_name"] else WHOLE_ROW,
            record["problem"],
            count(record["before"]),
            count(record["now"]),
        )
        for record in faults.to_dict("records")
    ]
