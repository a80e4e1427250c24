"""What moved where as a picture: a bar a move, from one status or delivery route to another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from analytics.charts.bars import bars
from analytics.charts.chart import MEASURE, Chart, fitting
from analytics.english import count, has_have, is_are, plural, sentence_case
from analytics.measures.moves import Aspect
from analytics.vocabulary import State, Status

ARROW = " → "
NO_ROUTE = "no route"
_PLACES: dict[str, str] = {
    State.NOT_YET: "not yet received",
    State.DROPPED: "no longer on the register",
    State.UNKNOWN: "status not known",
    Status.AWAITING: "awaiting on-boarding",
}
"""Places that read otherwise than they are stored."""


def chart(moves: pd.DataFrame, aspect: Aspect, *, since: str, name: str, width: int = MEASURE) -> Chart | None:
    """A bar a row of `moves.moves`, the most first; None where nothing moved. `since` is the first day in words."""
    if moves.empty:
        return None
    pairs = list(zip(moves["before"], moves["after"], strict=True))
    frame = pd.DataFrame(
        {
            "value": [f"{before}{ARROW}{after}" for before, after in pairs],
            "label": [_label(before, after) for before, after in pairs],
            "count": moves["recommendations"],
        }
    )
    words = "status" if aspect is Aspect.STATUS else "delivery route"
    drawn = bars(
        frame, name=name, quantity="recommendations", by=f"{words} before and after", says="", several="", width=width,
        subtitle=f"From which {words} on {since} to which now",
    )  # fmt: skip
    return replace(drawn, headline=_headline(pairs, list(map(int, moves["recommendations"])), aspect, width))


def places(value: str) -> tuple[str, str]:
    """The two places that the value of a bar stands for, as they are stored."""
    before, _, after = value.partition(ARROW)
    return before, after


def _place(stored: str) -> str:
    return _PLACES.get(stored, stored) or NO_ROUTE


def _label(before: str, after: str) -> str:
    first = "new" if before == State.NOT_YET else _place(before)
    return sentence_case(f"{first}{ARROW}{_place(after)}")


def _headline(pairs: Sequence[tuple[str, str]], numbers: Sequence[int], aspect: Aspect, width: int) -> str:
    """How many moved, and the most frequent move with its number."""
    total, most = sum(numbers), numbers[0]
    before, after = pairs[0]
    is_new = before == State.NOT_YET
    clause = f"{is_are(most)} new and {_place(after)}" if is_new else f"went from {_place(before)} to {_place(after)}"
    if aspect is Aspect.ROUTE:
        changed = f"{has_have(total)} a different delivery route"
    elif any(start == State.NOT_YET for start, _ in pairs):
        changed = f"{is_are(total)} new or changed status"
    else:
        changed = "changed status"
    named = plural(total, "recommendation")
    full = f"{named} {clause}" if most == total else f"{named} {changed}: {count(most)} {clause}"
    return fitting([full, f"{named} {changed}", f"{count(total)} {changed}"], width)
