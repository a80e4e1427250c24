"""The published figures of 28 November 2022 beside the register's own, as at that day and known on it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Literal

from analytics.errors import RegisterError
from analytics.filters import FIELD, Filters
from analytics.measures.definition import measure
from analytics.measures.filter_options import recorded
from analytics.measures.headline_figures import headline, reports
from analytics.register.database import Register
from analytics.vocabulary import CLOSURE_CANDIDATE, ENGAGE, NOVEMBER_2022, OPEN_STATUSES, Kind, Route

PAPER = "MPS Response to External Recommendations, MPS–MOPAC Joint Audit Panel, 28 November 2022"
DAY = date(2022, 11, 28)
SOURCES_OF_THE_OPEN = ("HMICFRS", "DARA", "IOPC", "Coroner")
"""The four sources that MPS 1.2 names for the 152."""

ABOUT = 0.1
"""A figure given as "about" agrees where the register's is within a tenth of it."""

YEARS = range(2017, 2022)
"""The whole years before the paper over which the yearly inflow is averaged."""

Group = Literal["The stock", "The ten priorities", "Engage", "The yearly flow", "Outside the 152"]
Count = Literal["open", "reports", "born a year", "open beyond the four sources"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """One figure of the paper: its paragraph, its value, how the register counts it, and what had to be assumed.

    `choice` are the filters under which the register counts; `about` says that the paper gives the figure roughly.
    """

    group: Group
    figure: str
    paragraph: str
    expected: int
    description: str
    count: Count = "open"
    choice: dict[str, Any] = field(default_factory=dict)
    assumption: str = ""
    about: bool = False


@dataclass(frozen=True, slots=True)
class ReconciliationLine:
    """A published figure and the register's; `actual` is None where the register cannot say."""

    published: Published
    actual: int | None

    @property
    def agrees(self) -> bool | None:
        """Whether the two agree: exactly, or within a tenth where the paper says "about"; None where it cannot say."""
        if self.actual is None:
            return None
        tolerance = ABOUT * self.published.expected if self.published.about else 0
        return abs(self.actual - self.published.expected) <= tolerance


def _route(route: Route, expected: int, figure: str) -> Published:
    name = f"Open, delivery route {route}"
    return Published(
        group="The stock",
        figure=figure,
        paragraph="MPS 1.3",
        expected=expected,
        description=name,
        choice={"delivery_route": (str(route),)},
    )


def _priorities() -> tuple[Published, ...]:
    """Table 1, a line a priority, in the paper's order, zeros included."""
    counts = (13, 36, 4, 5, 11, 0, 12, 18, 0, 4)
    return tuple(
        Published(
            group="The ten priorities",
            figure=name,
            paragraph="MPS 1.3, Table 1",
            expected=expected,
            description="Open, in programmes, by strategic priority",
            choice={"strategic_priority": (name,), "delivery_route": (str(Route.PROGRAMME),)},
            assumption="Table 1 adds up to 103, so it is taken to cover what programmes deliver and nothing else.",
        )
        for name, expected in zip(NOVEMBER_2022.names, counts, strict=True)
    )


def _engage(figure: str, expected: int, route: Route | None) -> Published:
    of_route = {"delivery_route": (str(route),)} if route else {}
    return Published(
        group="Engage",
        figure=figure,
        paragraph="MPS 1.4",
        expected=expected,
        description="Open, tagged Engage" + (f", delivery route {route}" if route else ""),
        choice={"tag": (ENGAGE,), **of_route},
        assumption="All 51 are taken to be open and among the 152.",
    )


def _a_year(source: str, expected: int) -> Published:
    return Published(
        group="The yearly flow",
        figure=f"Recommendations of {source} received in a year",
        paragraph="MPS 1.18",
        expected=expected,
        description=f"{source}, received in {YEARS[0]} to {YEARS[-1]}, divided by {len(YEARS)}",
        count="born a year",
        choice={"source": (source,)},
        assumption="“About” is taken as within a tenth, on the mean of the five whole years before the paper.",
        about=True,
    )


PUBLISHED: tuple[Published, ...] = (
    Published(
        group="The stock",
        figure="Open recommendations",
        paragraph="MPS 1.2, 1.3",
        expected=152,
        description="Open, proposed for closure included",
        assumption="Baroness Casey’s advice is taken to be outside the 152: the paper names it “as well as” them.",
    ),
    Published(
        group="The stock",
        figure="Reports that they come from",
        paragraph="MPS 1.3",
        expected=48,
        description="Different sources and reports among the open",
        count="reports",
        assumption="The 48 are taken to be the reports of all 152; the sentence could also mean those of the 103.",
    ),
    _route(Route.PROGRAMME, 103, "Delivered by the Turnaround Programme"),
    _route(Route.LOCAL, 39, "Delivered through local improvement"),
    _route(Route.POLICY, 10, "Delivered through policy or other mechanisms"),
    Published(
        group="The stock",
        figure="May be recommended for closure after review",
        paragraph="MPS 1.3",
        expected=10,
        description=f"Open, tagged {CLOSURE_CANDIDATE}",
        choice={"tag": (CLOSURE_CANDIDATE,)},
        assumption="They are taken to be open still: the paper says that they may be recommended, not that they were.",
    ),
    *_priorities(),
    _engage("Engage recommendations", 51, None),
    _engage("Engage, delivered by the Turnaround Programme", 47, Route.PROGRAMME),
    _engage("Engage, delivered through local improvement", 4, Route.LOCAL),
    _a_year("HMICFRS", 70),
    _a_year("DARA", 200),
    Published(
        group="Outside the 152",
        figure="Baroness Casey’s findings, with advice on each",
        paragraph="MPS 1.19",
        expected=8,
        description="Open, kind advice",
        choice={"kind": (str(Kind.ADVICE),)},
        assumption="The paper gives eight findings and no number of pieces of advice; one is taken for each finding.",
    ),
    Published(
        group="Outside the 152",
        figure="Baroness Casey’s advice among the 152",
        paragraph="MPS 1.2, 1.19",
        expected=0,
        description="Open, source Casey review, advice not counted",
        choice={"source": ("Casey review",)},
        assumption="Advice is listed apart and enters no count: the paper calls it “advice (not recommendations)”.",
    ),
    Published(
        group="Outside the 152",
        figure="Still being consolidated, among the 152",
        paragraph="MPS 1.2",
        expected=0,
        description="Open, from a source other than HMICFRS, DARA, IOPC and coroners",
        count="open beyond the four sources",
        assumption="MOPAC’s reviews are taken to await on-boarding, outside the 152: they were “in the process of” it.",
    ),
    Published(
        group="Outside the 152",
        figure="Of the inspection of vetting, misconduct and misogyny, among the 152",
        paragraph="MPS 1.2",
        expected=0,
        description="Open, of that report",
        choice={"report": ("An inspection of vetting, misconduct, and misogyny in the police service",)},
        assumption="“Recently received” is taken as awaiting on-boarding, outside the 152.",
    ),
)
"""Every figure of the paper that a register can be held against, in the paper's order."""


@measure("Reconciliation")
def reconciliation(register: Register) -> tuple[ReconciliationLine, ...]:
    """The paper's figures beside the register's, as at 28 November 2022 and with that day's knowledge.

    Where the register has no extract of that day it cannot say: none of its figures is given. Nor is a figure that
    needs a column which no extract up to that day fills.
    """
    if not covers_the_day(register):
        return tuple(ReconciliationLine(published, None) for published in PUBLISHED)
    filled = recorded(register, Filters(as_at=DAY, known_at=DAY))
    return tuple(
        ReconciliationLine(published, _register_value(register, published) if _has_columns(published, filled) else None)
        for published in PUBLISHED
    )


def _has_columns(published: Published, filled: frozenset[str]) -> bool:
    """Whether the columns that a figure is counted by are recorded."""
    by = {FIELD[name].column for name in published.choice}
    by |= {"reports": {"report"}, "open beyond the four sources": {"source"}}.get(published.count, set())
    has_dates = bool(filled & {"received_on", "made_on", "report_published_on"})
    return by <= filled and (has_dates or published.count != "born a year")


def matching_filters(published: Published) -> Filters | None:
    """The filters that list the recommendations that a figure counts; None where no one choice of filters does."""
    chosen = Filters(**published.choice, as_at=DAY, known_at=DAY)
    match published.count:
        case "open" | "reports":
            return replace(chosen, status=tuple(map(str, OPEN_STATUSES)))
        case "born a year":
            return _of_years(chosen)
        case _:
            return None


def _of_years(chosen: Filters) -> Filters:
    return replace(chosen, entered_from=date(YEARS[0], 1, 1), entered_to=date(YEARS[-1], 12, 31))


def covers_the_day(register: Register) -> bool:
    """Whether the register has an extract of the day of the paper in force."""
    return any(loading.as_at == DAY for loading in register.extracts)


def _register_value(register: Register, published: Published) -> int:
    chosen = Filters(**published.choice, as_at=DAY, known_at=DAY)
    match published.count:
        case "open":
            return headline(register, chosen).open
        case "reports":
            return reports(register, chosen)
        case "open beyond the four sources":
            named = replace(chosen, source=SOURCES_OF_THE_OPEN)
            return headline(register, chosen).open - headline(register, named).open
        case "born a year":
            return round(headline(register, _of_years(chosen)).born / len(YEARS))
    raise RegisterError(f"There is no way to count {published.count}.")
