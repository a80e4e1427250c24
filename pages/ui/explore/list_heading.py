"""The sentence above a list of recommendations, and which columns and which order a list has at first."""

from __future__ import annotations

from collections.abc import Collection

from analytics.english import count, listed, plural
from analytics.filters import OPEN_ALONE, Filters
from analytics.measures.headline_figures import Headline
from analytics.measures.recommendations import COMPUTED, ORDERS
from analytics.sections.headline import NO_MATCH
from analytics.vocabulary import AS_WRITTEN, COLUMN, LONG_COLUMNS, OPEN_STATUSES, Status

FIRST = {
    "longest overdue first": "longest overdue first",
    "due date": "earliest due first",
    "newest first": "newest first",
    "oldest first": "oldest first",
    "last closed first": "last closed first",
    "most often re-dated": "most often re-dated first",
    "reference": "in order of reference",
}
"""Each order of a list as a sentence says it."""

ADJECTIVES = {
    ("open",): f"recommendation {OPEN_ALONE}",
    ("closed",): "closed recommendation",
    ("awaiting on-boarding",): "recommendation awaiting on-boarding",
    ("proposed for closure",): "recommendation proposed for closure",
    ("disputed",): "disputed recommendation",
    ("not accepted",): "recommendation not accepted",
    ("dropped",): "dropped recommendation",
    tuple(sorted(OPEN_STATUSES)): "open recommendation",
}
"""What recommendations of these statuses are called."""


def sentence(filters: Filters, headline: Headline, number: int, order: str) -> str:
    """What is listed and how it is ordered: "152 open recommendations, longest overdue first".

    Those dropped are listed too, and said to be where they are not what was asked for.
    """
    if number == 0:
        return NO_MATCH.removesuffix(".")
    noun = ADJECTIVES.get(tuple(sorted(filters.status)))
    if noun is None:
        noun = "recommendation"
        among = _among({"of them open": headline.open, "no longer on the register": headline.dropped}, number)
    else:
        among = _withdrawn(headline) if filters.status == (Status.CLOSED,) else ""
    return (
        f"{_count_phrase(number, noun)}{among}, {_first(order, headline)}"
        if number > 1
        else _count_phrase(number, noun) + among
    )


def _withdrawn(headline: Headline) -> str:
    """How many of the closed ended without being carried out here: ", 62 of them withdrawn or merged"."""
    number = headline.withdrawn_or_merged
    if number and number == headline.closed:
        return ", withdrawn or merged" if number == 1 else ", all of them withdrawn or merged"
    return f", {count(number)} of them withdrawn or merged" if number else ""


def _among(parts: dict[str, int], total: int) -> str:
    """Which of those listed stand apart: ", 152 of them open and 1 no longer on the register"."""
    text = [f"{count(number)} {words}" for words, number in parts.items() if 0 < number < total]
    return f", {listed(text)}" if text else ""


def _count_phrase(number: int, noun: str) -> str:
    return plural(number, noun, noun.replace("recommendation", "recommendations"))


def _first(order: str, headline: Headline) -> str:
    """Nothing is called overdue where nothing is."""
    return FIRST["due date" if order == "longest overdue first" and not headline.overdue_current else order]


def orders(recorded: Collection[str]) -> list[str]:
    """The orders that this register has the dates for, the usual one first."""
    needs = {"longest overdue first": "due_on", "due date": "due_on", "most often re-dated": "due_on"}
    return [order for order in ORDERS if needs.get(order, "reference") in recorded]


def offered(recorded: Collection[str]) -> list[str]:
    """The columns that a list may show: what is recorded, long texts apart but for the recommendation itself."""
    long = set(LONG_COLUMNS) - {"text"}
    late = {"days_late", "redatings", "first_agreed_on"} if "due_on" in recorded else set()
    return [*(name for name in COLUMN if name in recorded and name not in long), *(n for n in COMPUTED if n in late)]


def usual(recorded: Collection[str], sources: int) -> list[str]:
    """The columns that a list shows at first: reference, source where there are several, what it says, its dates."""
    about = ("text",) if "text" in recorded else ("report", "addressed_to")
    dates = ("due_on", "days_late") if "due_on" in recorded else ("status", "made_on")
    names = ("reference", *(("source",) if sources > 1 else ()), *about, *dates, AS_WRITTEN)
    return [name for name in names if name in recorded or name == "days_late"]
