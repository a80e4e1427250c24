"""The terms of the screens, A to Z, each with an example; figures and the headings of columns link to them."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Term:
    """One term: its name, what it means, an example, and the headings of columns that link to it."""

    name: str
    meaning: str
    example: str
    columns: tuple[str, ...] = ()

    @property
    def anchor(self) -> str:
        """Where it is on the page Definitions: "hidden-by-a-later-date"."""
        return re.sub(r"[^a-z]+", "-", self.name.lower()).strip("-")


TERMS: tuple[Term, ...] = (
    Term(
        "As at",
        "The date that the figures are for.",
        "At 30 June shows what was open at the end of 30 June.",
    ),
    Term(
        "Assurance",
        "A check by someone other than the owner that the problem is solved.",
        "The assurer answers yes, in part or no.",
        ("Underlying issue addressed",),
    ),
    Term(
        "Cause of concern",
        "A serious failing named by an inspectorate. Listed, but not counted as a recommendation.",
        "“Not counted: 5 causes of concern and 8 pieces of advice.”",
    ),
    Term(
        "Closed",
        "Nothing more is to be done, for any reason but withdrawn or merged.",
        "Closed on 3 March because it was carried out.",
        ("Closed",),
    ),
    Term(
        "Days late",
        "Days from the due date to the date shown. Nothing is late on its due date.",
        "Due on 1 June and still open on 11 June: 10 days late.",
        ("Days late",),
    ),
    Term(
        "Disputed",
        "Somebody does not agree that it should be done. Outstanding, but not open.",
        "The force disputes a recommendation that it says is not achievable.",
    ),
    Term(
        "Engage",
        "HMICFRS’s closer monitoring of a force. These recommendations carry the tag Engage.",
        "A recommendation of PEEL 2021/22 that carries the tag.",
    ),
    Term(
        "Extract",
        "The whole register as its owner sent it on one day. All figures come from extracts.",
        "The extract of 28 November 2022.",
    ),
    Term(
        "First agreed date",
        "The due date agreed at the start, even if it was moved later.",
        "First agreed for June, moved to December: past the first agreed date from 1 July.",
        ("First agreed",),
    ),
    Term(
        "Hidden by a later date",
        "Past the first agreed date, but not overdue, because the date was moved.",
        "First agreed for June, moved to December, and it is August.",
    ),
    Term(
        "New",
        "Received since the date compared with, and not recorded late.",
        "Received on 8 November: new in November.",
    ),
    Term(
        "No due date",
        "Outstanding with no due date recorded. Never counted as overdue, nor as on time.",
        "Open since March, and no due date is recorded.",
    ),
    Term(
        "On-boarding",
        "The decision to accept a recommendation for delivery. Until then it is waiting, not open.",
        "Received in October, accepted in November: open from November.",
        ("On-boarded",),
    ),
    Term(
        "Open",
        "Accepted for delivery and not yet closed. Includes what is proposed for closure.",
        "Accepted in March and proposed for closure in June: open.",
        ("Open",),
    ),
    Term(
        "Outstanding",
        "Open, waiting to be on-boarded, or disputed.",
        "10 open and 3 waiting: 13 outstanding.",
        ("Outstanding",),
    ),
    Term(
        "Overdue",
        "Outstanding and past its current due date.",
        "Due on 31 October and still open on 1 November.",
        ("Overdue",),
    ),
    Term(
        "Priority score",
        "How much a theme, priority or programme needs a meeting. The page Forward plan has its parts.",
        "Open, late and high-risk recommendations all add to it.",
        ("Priority score",),
    ),
    Term(
        "Programme",
        "A piece of the Met’s transformation that delivers recommendations.",
        "Culture and standards.",
        ("Programme",),
    ),
    Term(
        "Proposed for closure",
        "The owner says that it is done, and nobody has decided yet. Still open.",
        "Proposed on 1 November, closed on 20 November: open until 20 November.",
    ),
    Term(
        "Recorded late",
        "In an extract for the first time, but received before the date compared with.",
        "Received in August, first in the extract of November.",
    ),
    Term(
        "Reopened",
        "Closed in one extract and open again in a later one.",
        "Closed in June and open again in September.",
    ),
    Term(
        "Slip",
        "Days from the first agreed date to the current due date.",
        "From 1 June to 1 July: 30 days.",
        ("Slip in days",),
    ),
    Term(
        "State not known",
        "Two extracts leave it unclear whether it was open on the date shown.",
        "Open in January, closed in February with no date: not known in between.",
    ),
    Term(
        "Statutory response",
        "An answer that the law requires by a date, whether or not the work is done.",
        "A coroner’s report must be answered within 56 days.",
    ),
    Term(
        "Times moved",
        "How often the due date was changed for another. A first date is no change.",
        "June, then August, then December: moved twice.",
        ("Times moved",),
    ),
    Term(
        "Using information up to",
        "The last extract used. It answers what was reported then, not what is known now.",
        "At 30 June, using information up to 30 June.",
    ),
    Term(
        "Withdrawn or merged",
        "Closed without being carried out here: withdrawn, a duplicate, or replaced by another.",
        "Two recommendations say the same, and one is closed as a duplicate.",
    ),
)
"""Every term in the order of the alphabet."""

TERM: dict[str, Term] = {term.name: term for term in TERMS}

OF_COLUMN: dict[str, Term] = {column: term for term in TERMS for column in term.columns}
"""The term that explains a column, by the heading of the column."""
