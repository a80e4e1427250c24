"""Slips in the making of an extract, each made on ordinary months: every one is an anomaly, and no ordinary month is.

The months are those of the demonstration and, where they lie beside the project, of a public register (PFD).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analytics.intake.anomalies import Anomaly, anomalies
from analytics.intake.faults import Reading
from analytics.intake.layouts import Layout, load_layout
from analytics.intake.rows import read_extract
from analytics.vocabulary import Marking
from tests.demonstration.extracts import FOLDER
from tests.intake.test_real_registers import MONTHS, reading_of

DAYS = sorted(date.fromisoformat(path.name) for path in FOLDER.iterdir())
PAIRS = list(pairwise(DAYS))
SOME_PAIRS = [PAIRS[0], PAIRS[6], PAIRS[-1]]
"""The first, a middle and the last: enough for every slip to be made on an early, a grown and the newest register."""

Slip = Callable[[pd.DataFrame, pd.DataFrame], pd.DataFrame]
"""From the rows of the month before and of this month, the rows of this month with the slip in them."""


@cache
def month(as_at: date) -> Reading:
    """The demonstration's extract of a day, read from its original."""
    data = (FOLDER / as_at.isoformat() / "original.csv").read_bytes()
    return read_extract(data, "original.csv", load_layout("standard"), as_at)


def found(before: date, now: date, rows: pd.DataFrame | None = None) -> tuple[Anomaly, ...]:
    """The anomalies of one month against another, with other rows where they are given."""
    reading = month(now)
    if rows is not None:
        reading = replace(reading, rows=rows, read=len(rows), accepted=len(rows), repeated=0)
    return anomalies(month(before).rows, reading, now, before)


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: str(pair[1]))
def test_no_ordinary_month_of_the_demonstration_is_unusual(pair: tuple[date, date]) -> None:
    assert found(*pair) == ()


def test_no_ordinary_month_of_the_public_register_is_unusual(shared_data: Path) -> None:
    readings = {
        day: reading_of(shared_data / f"pfd/database_{name}.csv", "pfd-tracker", day) for name, day in MONTHS.items()
    }
    for (before, earlier), (now, reading) in pairwise(readings.items()):
        layout = load_layout("pfd-tracker")
        assert anomalies(earlier.rows, reading, now, before, layouts=(layout, layout)) == ()


def last_months_file(before: pd.DataFrame, _now: pd.DataFrame) -> pd.DataFrame:
    return before


def closed_without_dates(_before: pd.DataFrame, now: pd.DataFrame) -> pd.DataFrame:
    """A third of what is open is set to closed, and nothing else is filled in."""
    still_open = now.index[now["status"] == "open"]
    rows = now.copy()
    rows.loc[still_open[::3], "status"] = "closed"
    return rows


def sorted_alone(column: str) -> Slip:
    """One column sorted in the spreadsheet without the others, blanks last as Excel does it."""

    def slip(_before: pd.DataFrame, now: pd.DataFrame) -> pd.DataFrame:
        return now.assign(**{column: now[column].sort_values(na_position="last").to_numpy()})

    return slip


def moved_by_a_row(column: str) -> Slip:
    """One column pasted a row too low."""

    def slip(_before: pd.DataFrame, now: pd.DataFrame) -> pd.DataFrame:
        return now.assign(**{column: np.roll(now[column].to_numpy(), 1)})

    return slip


def marking_lowered(rows: int, to: str | None) -> Slip:
    """The marking of so many sensitive recommendations of the month before is another."""

    def slip(before: pd.DataFrame, now: pd.DataFrame) -> pd.DataFrame:
        sensitive = set(before.loc[before["classification"] == Marking.OFFICIAL_SENSITIVE, "reference"])
        lowered = now.index[now["reference"].isin(sensitive)][:rows]
        changed = now.copy()
        changed.loc[lowered, "classification"] = to
        return changed

    return slip


def value_gone(column: str, value: str, to: str) -> Slip:
    """Every row with a value has another."""

    def slip(_before: pd.DataFrame, now: pd.DataFrame) -> pd.DataFrame:
        return now.assign(**{column: now[column].replace({value: to})})

    return slip


def commonest_gone(column: str) -> Slip:
    """The commonest value of a column is written in another way."""

    def slip(before: pd.DataFrame, now: pd.DataFrame) -> pd.DataFrame:
        return value_gone(column, str(before[column].mode().iloc[0]), "Another")(before, now)

    return slip


def shifted(column: str, days: int, status: tuple[str, ...] = ()) -> Slip:
    """A column of dates moved by so many days, in every row or in those of some statuses."""

    def slip(_before: pd.DataFrame, now: pd.DataFrame) -> pd.DataFrame:
        rows = now["status"].isin(status) if status else pd.Series(data=True, index=now.index)
        return now.assign(**{column: now[column].where(~rows, now[column] + timedelta(days=days))})

    return slip


SLIPS: dict[str, tuple[Slip, str, str | None]] = {
    "last month's file": (last_months_file, "nothing changed", None),
    "closed without dates": (closed_without_dates, "closed without dates", "closed_on"),
    "text sorted alone": (sorted_alone("text"), "column shuffled", "text"),
    "owner sorted alone": (sorted_alone("owner_role"), "column shuffled", "owner_role"),
    "due date sorted alone": (sorted_alone("due_on"), "column shuffled", "due_on"),
    "status sorted alone": (sorted_alone("status"), "column shuffled", "status"),
    "theme sorted alone": (sorted_alone("theme"), "column shuffled", "theme"),
    "programme sorted alone": (sorted_alone("programme"), "column shuffled", "programme"),
    "closing date a row too low": (moved_by_a_row("closed_on"), "column shuffled", "closed_on"),
    "risk a row too low": (moved_by_a_row("risk"), "column shuffled", "risk"),
    "reference a row too low": (moved_by_a_row("reference"), "column shuffled", "reference"),
    "one marking lowered": (marking_lowered(1, Marking.OFFICIAL), "marking lowered", "classification"),
    "markings blanked": (marking_lowered(40, None), "marking lowered", "classification"),
    "status gone": (value_gone("status", "proposed for closure", "open"), "value gone", "status"),
    "theme written otherwise": (commonest_gone("theme"), "value gone", "theme"),
    "programme written otherwise": (commonest_gone("programme"), "value gone", "programme"),
    "risk gone": (value_gone("risk", "high", "medium"), "value gone", "risk"),
    "kind gone": (value_gone("kind", "area for improvement", "recommendation"), "value gone", "kind"),
    "source written otherwise": (value_gone("source", "IOPC", "I.O.P.C."), "source gone", "source"),
    "due dates a day later": (shifted("due_on", 1), "dates shifted", "due_on"),
    "closing dates four years later": (shifted("closed_on", 1462), "dates shifted", "closed_on"),
    "made a day earlier": (shifted("made_on", -1), "dates shifted", "made_on"),
    "received a month later": (shifted("received_on", 30), "dates shifted", "received_on"),
}
"""Each slip with the kind of the anomaly that must be found, and the column it must name."""


@pytest.mark.parametrize("pair", SOME_PAIRS, ids=lambda pair: str(pair[1]))
@pytest.mark.parametrize("name", SLIPS)
def test_a_slip_is_caught(pair: tuple[date, date], name: str) -> None:
    slip, kind, column = SLIPS[name]
    rows = slip(month(pair[0]).rows, month(pair[1]).rows)
    assert (kind, column) in {(anomaly.kind, anomaly.column) for anomaly in found(*pair, rows)}


def test_a_word_whose_meaning_changed_is_caught() -> None:
    """The layout of this month reads "proposed for closure" as closed."""
    before, now = PAIRS[-1]
    statuses = ("awaiting on-boarding", "open", "proposed for closure", "closed", "disputed", "not accepted", "unknown")
    earlier = replace(load_layout("standard"), values={"status": {word: word for word in statuses}})
    layout: Layout = replace(earlier, values={"status": {**earlier.values["status"], "proposed for closure": "closed"}})
    rows = value_gone("status", "proposed for closure", "closed")(month(before).rows, month(now).rows)
    reading = replace(month(now), rows=rows)
    result = anomalies(month(before).rows, reading, now, before, layouts=(load_layout("standard"), layout))
    assert ("word means something else", "status") in {(anomaly.kind, anomaly.column) for anomaly in result}
