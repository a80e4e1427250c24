"""What happened to recommendations: received, re-dated, closed, dropped and so on, as successive extracts tell it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd

from analytics.filters import Filters
from analytics.measures.asking import SQL, question
from analytics.register.database import Moment, Question, Register


def events(register: Register, filters: Filters, since: date, until: date) -> pd.DataFrame:
    """Every event between two days of the recommendations that are in the filter at the end of the second.

    Between: the view of `until` tells it and the view of `since`, as it was known then, did not. So a closing that an
    extract of the period first tells is in it, whenever it took effect; and one that took effect after `until` is not.
    Each event has the day it took effect and the extract that first said so; those without a date column of their own
    took effect on the extract's day. What is told by the first extract is an event as well.

    Columns: reference, kind (an EventKind), took_effect_on, said_in, column_name, before, after (texts; days in ISO
    8601), and of the recommendation source, report, text, state, status, close_reason, successor_reference and
    delivery_route at the end, status_before at the start (None where it was not there), is_new: it took effect after
    `since` by a date of its own, and is_within: a date of its own, or an extract after the one that tells the opening,
    puts it into the period. The latest first.
    """
    chosen = replace(filters, as_at=until)
    opening = register.before(register.moment(chosen), since)
    told_by = register.extracts[register.known(opening.known_at) - 1].as_at
    return _blanks_none(register.frame(question(register, "events", chosen, since=since, told_by=told_by)))


def of_one(register: Register, reference: str, known_at: date | None = None) -> pd.DataFrame:
    """The life of one recommendation with the knowledge of a day, by default all: its events as they took effect.

    Columns: kind, took_effect_on, said_in, column_name, before, after, as in `events`; empty for no such reference.
    """
    day = known_at or register.newest.as_at
    asked = Question(sql=SQL / "events_of_one.sql", moment=Moment(day, day), bound={"reference": reference})
    return _blanks_none(register.frame(asked))


def _blanks_none(found: pd.DataFrame) -> pd.DataFrame:
    """The frame with None for every blank: pandas would have it not a number in columns of text."""
    return found.astype(object).where(found.notna(), None)
