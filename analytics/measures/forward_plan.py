"""The forward plan: what weighs most among the open, and whether a meeting is planned on it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

import pandas as pd

from analytics.filters import Filters
from analytics.measures.definition import measure
from analytics.measures.query import build_query
from analytics.meetings.records import Meeting
from analytics.register.database import Register
from analytics.vocabulary import MEANINGLESS_VALUES, framework_on

Dimension = Literal["theme", "strategic_priority", "programme"]

DIMENSIONS: Mapping[Dimension, str] = {
    "theme": "themes",
    "strategic_priority": "strategic_priorities",
    "programme": "programmes",
}
"""What a meeting can be planned on: a column of the register, and the field of a meeting that names its values."""


@dataclass(frozen=True, slots=True)
class WeightPart:
    """One part of the weight: its count, how it is headed, what it counts, how much each weighs and why."""

    name: str
    label: str
    meaning: str
    weight: int
    reason: str


PARTS = (
    WeightPart(
        "open",
        "Open",
        "open, or proposed for closure",
        1,
        "Every open recommendation is still to be delivered.",
    ),
    WeightPart(
        "overdue",
        "Past first date",
        "past the date first agreed for it",
        2,
        "The date first agreed has passed.",
    ),
    WeightPart(
        "masked",
        "Masked",
        "past the date first agreed, with a current due date that has not passed",
        1,
        "The later date hides that it is late, so a list by current date would not show it as late.",
    ),
    WeightPart(
        "late_no_current_date",
        "Late with no current date",
        "past the date first agreed, with no current due date",
        1,
        "A list by current date would not show it at all.",
    ),
    WeightPart(
        "redated",
        "Re-dated",
        "given another due date at least once",
        1,
        "A date that has moved once may move again.",
    ),
)
"""The parts of the weight and the weight of each, stated here alone. They overlap: what is masked, or late with no
current date, is past its first date too.

The weights are a start for a judgement, not a finding: an analyst changes them, and sees the parts either way.
"""

Weights = tuple[int, ...]
WEIGHTS: Weights = tuple(part.weight for part in PARTS)
"""How much one of each part weighs, in the order of PARTS, where nobody chose otherwise."""

MOST_WEIGHT = 9
"""The most that one of a part may weigh."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightedTheme:
    """One theme, priority or programme ("" where blank): its parts, its weight, and the next meeting planned on it."""

    value: str
    open: int
    overdue: int
    masked: int
    late_no_current_date: int
    redated: int
    weight: int
    meeting: Meeting | None

    @property
    def is_named(self) -> bool:
        """Whether it names something that a meeting can be about; a blank or "N/A" does not."""
        return _comparison_name(self.value) not in {"", *MEANINGLESS_VALUES}

    @property
    def is_unplanned(self) -> bool:
        """Whether it names something, has open recommendations, and no meeting is planned on it."""
        return self.is_named and self.open > 0 and self.meeting is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What weighs how much on the as-at day, and the meetings to come from `from_day` on, in order.

    `rankings` has every value with its parts, by dimension: first what has weight and no meeting planned, then what has
    one, the heaviest first; then what has no weight; last what names nothing. The priorities of the framework in force
    are there, also with none open. `has_meetings`: any meeting is on record, past and cancelled ones included; where
    there is none, that none is planned says nothing.
    """

    as_at: date
    from_day: date
    weights: Weights
    upcoming: tuple[Meeting, ...]
    rankings: Mapping[Dimension, tuple[WeightedTheme, ...]]
    has_meetings: bool

    @property
    def open(self) -> int:
        """How many are open in all: each has a theme, or a blank for one."""
        return sum(ranking.open for ranking in self.rankings["theme"])

    def with_open(self, dimension: Dimension) -> tuple[WeightedTheme, ...]:
        """Those that name something and have open recommendations, in the order of the ranking."""
        return tuple(ranking for ranking in self.rankings[dimension] if ranking.is_named and ranking.open)

    def unplanned(self, dimension: Dimension) -> tuple[WeightedTheme, ...]:
        """Those with open recommendations on which no meeting is planned, in the order of the ranking."""
        return tuple(ranking for ranking in self.rankings[dimension] if ranking.is_unplanned)

    def without_open(self, dimension: Dimension) -> tuple[str, ...]:
        """What the meetings to come name, as the first of them does, that none of the open has."""
        names_with_open = {_comparison_name(ranking.value) for ranking in self.rankings[dimension] if ranking.open}
        result: dict[str, str] = {}
        for meeting in self.upcoming:
            for name in getattr(meeting, DIMENSIONS[dimension]):
                if _comparison_name(name) not in names_with_open:
                    result.setdefault(_comparison_name(name), name)
        return tuple(result.values())


@measure("The parts of the weight")
def parts(register: Register, filters: Filters) -> pd.DataFrame:
    """The parts of the weight: open recommendations by theme, by strategic priority and by programme.

    Open, or proposed for closure; of these, past the date first agreed; masked, past that date with a current due date
    on or after the as-at day; late with no current date, past that date with no current due date; and re-dated, given
    another due date at least once, as far as the extracts tell. The parts overlap: what is masked, and what is late
    with no current date, is past the date first agreed too. Columns: dimension, value ("" where blank), open, overdue,
    masked, late_no_current_date, redated; a row for every value that the open have.
    """
    return register.frame(build_query(register, "weight_parts", filters))


@measure("Weight, and what has no meeting planned")
def forward_plan(
    register: Register,
    filters: Filters,
    meetings: tuple[Meeting, ...],
    *,
    from_day: date | None = None,
    weights: Weights = WEIGHTS,
) -> Plan:
    """What has weight and no meeting planned on it.

    The weight of a theme, strategic priority or programme is the sum of its parts, each times what one of it weighs:
    1 for an open recommendation, 2 more where it is past the date first agreed, 1 more where a later date masks that,
    1 more where it is past that date with no current date, 1 more where it was re-dated. The analyst
    may choose other weights; the parts stand beside the sum.

    A meeting is planned on it where one that is not cancelled, on the as-at day or later, names it; small and capital
    letters are one. Where no as-at day was chosen, meetings count from today on: they go on after the newest extract.
    The first such meeting counts. None can be planned on what is blank or says nothing ("N/A"). The filters choose
    recommendations, never meetings.
    """
    as_at = register.dates(filters).as_at
    return planned(parts(register, filters), meetings, as_at=as_at, from_day=from_day or as_at, weights=weights)


def planned(
    counts: pd.DataFrame, meetings: Iterable[Meeting], *, as_at: date, from_day: date, weights: Weights = WEIGHTS
) -> Plan:
    """The forward plan of parts already counted, so that meetings may change without counting again."""
    all_meetings = tuple(meetings)
    to_come = upcoming_meetings(all_meetings, from_day)
    rankings = {
        dimension: _ranking(_counts(counts, dimension, as_at), dimension, to_come, weights) for dimension in DIMENSIONS
    }
    return Plan(
        as_at=as_at,
        from_day=from_day,
        weights=weights,
        upcoming=to_come,
        rankings=rankings,
        has_meetings=bool(all_meetings),
    )


def _counts(counts: pd.DataFrame, dimension: Dimension, as_at: date) -> dict[str, tuple[int, ...]]:
    """The parts by value: the framework's priorities in their order, then every value that the open have."""
    current = framework_on(as_at) if dimension == "strategic_priority" else None
    result = dict.fromkeys(current.names if current else (), (0,) * len(PARTS))
    for row in counts[counts["dimension"] == dimension].to_dict("records"):
        result[str(row["value"])] = tuple(int(row[part.name]) for part in PARTS)
    return result


def _ranking(
    counts: Mapping[str, tuple[int, ...]], dimension: Dimension, to_come: tuple[Meeting, ...], weights: Weights
) -> tuple[WeightedTheme, ...]:
    rows = [
        WeightedTheme(
            value=value,
            **{part.name: number for part, number in zip(PARTS, numbers, strict=True)},
            weight=weight(numbers, weights),
            meeting=next_meeting(to_come, dimension, value),
        )
        for value, numbers in counts.items()
    ]
    return tuple(sorted(rows, key=_rank_key))


def upcoming_meetings(meetings: Iterable[Meeting], from_day: date) -> tuple[Meeting, ...]:
    """The meetings on that day or later that are not cancelled, in order of day."""
    upcoming = [meeting for meeting in meetings if meeting.held_on >= from_day and not meeting.is_cancelled]
    return tuple(sorted(upcoming, key=lambda meeting: (meeting.held_on, meeting.id)))


def weight(counts: Iterable[int], weights: Weights) -> int:
    """The weight: each part's count times what one of it weighs, summed."""
    return sum(number * each for number, each in zip(counts, weights, strict=True))


def next_meeting(meetings: Iterable[Meeting], dimension: Dimension, value: str) -> Meeting | None:
    """The first of these meetings, in the order given, that names a value; none names a blank."""
    name = _comparison_name(value)
    named = (meeting for meeting in meetings if name in map(_comparison_name, getattr(meeting, DIMENSIONS[dimension])))
    return next(named, None) if name else None


def _comparison_name(name: str) -> str:
    """A name as it is compared: letters small, blanks single."""
    return " ".join(name.split()).casefold()


def _rank_key(weighed: WeightedTheme) -> tuple[bool, bool, bool, bool, int, int]:
    """The place in the ranking; equals stay in the order in which they came."""
    return (
        not weighed.value,
        not weighed.is_named,
        not weighed.weight,
        weighed.meeting is not None,
        -weighed.weight,
        -weighed.open,
    )
