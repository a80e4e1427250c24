"""The words of the register, each defined once: columns, sources, kinds, statuses, reasons, priorities, routes."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal


class Status(StrEnum):
    """Where a recommendation stands, in the order in which it moves."""

    AWAITING = "awaiting on-boarding"
    OPEN = "open"
    PROPOSED = "proposed for closure"
    DISPUTED = "disputed"
    CLOSED = "closed"
    NOT_ACCEPTED = "not accepted"
    UNKNOWN = "unknown"


OPEN_STATUSES = (Status.OPEN, Status.PROPOSED)
"""*Open*: open, or proposed for closure and not yet closed."""

OUTSTANDING_STATUSES = (Status.AWAITING, Status.OPEN, Status.PROPOSED, Status.DISPUTED)
"""*Outstanding*: open, awaiting on-boarding, or disputed."""

ENDED_STATUSES = (Status.CLOSED, Status.NOT_ACCEPTED)
"""The statuses that say that nothing more is to be done; they make spells."""


class State(StrEnum):
    """What a recommendation is on a day, worked out from every extract used."""

    NOT_YET = "not yet"
    OUTSTANDING = "outstanding"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn or merged"
    UNKNOWN = "unknown"
    DROPPED = "dropped"


ENDED_STATES = (State.CLOSED, State.WITHDRAWN)
"""The states of what has ended, by whatever it was closed."""

STATES_OFF_THE_REGISTER = (State.NOT_YET, State.DROPPED)
"""The states of what is not on the register on a day: not yet, or no longer."""


class EventKind(StrEnum):
    """What happened to a recommendation, as successive extracts tell it, in the order in which a list tells it."""

    RECEIVED = "received"
    ON_BOARDED = "on-boarded"
    RE_DATED = "re-dated"
    DUE_DATE_REMOVED = "due date removed"
    RE_ROUTED = "re-routed"
    RE_ASSIGNED = "re-assigned"
    RISK_CHANGED = "risk changed"
    THEME_CHANGED = "theme changed"
    PRIORITY_CHANGED = "priority changed"
    MOVED = "moved to another report"
    REWORDED = "reworded"
    ACTION_COMPLETE = "action complete"
    PROPOSED = "proposed for closure"
    CLOSED = "closed"
    REOPENED = "reopened"
    CORRECTED = "corrected"
    DROPPED = "dropped"
    RETURNED = "returned"


class Kind(StrEnum):
    """What a body calls the thing that it asks for."""

    RECOMMENDATION = "recommendation"
    AREA_FOR_IMPROVEMENT = "area for improvement"
    CAUSE_OF_CONCERN = "cause of concern"
    MATTER_OF_CONCERN = "matter of concern"
    LEARNING = "learning recommendation"
    AGREED_ACTION = "agreed action"
    ADVICE = "advice"


KINDS_NOT_COUNTED = (Kind.CAUSE_OF_CONCERN, Kind.ADVICE)
"""Kinds that are on the register but enter no count unless the kind filter names them."""


class CloseReason(StrEnum):
    """Why a recommendation was closed."""

    IMPLEMENTED = "implemented"
    ALTERNATIVE = "implemented by alternative"
    SUPERSEDED = "superseded"
    NOT_APPLICABLE = "no longer applicable"
    DUPLICATE = "duplicate"
    RISK_ACCEPTED = "not implemented (risk accepted)"
    WITHDRAWN = "withdrawn"


IMPLEMENTED_REASONS = (CloseReason.IMPLEMENTED, CloseReason.ALTERNATIVE)
"""Closures for which something was done."""

WITHDRAWN_REASONS = (CloseReason.SUPERSEDED, CloseReason.DUPLICATE, CloseReason.WITHDRAWN)
"""Closures counted as *withdrawn or merged*, apart from *closed*."""


class Risk(StrEnum):
    """The one common scale of weight."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Route(StrEnum):
    """How a recommendation is delivered."""

    PROGRAMME = "programme"
    LOCAL = "local improvement"
    POLICY = "policy or other mechanism"


class Marking(StrEnum):
    """The handling marking of a row, lowest first."""

    OFFICIAL = "OFFICIAL"
    OFFICIAL_SENSITIVE = "OFFICIAL-SENSITIVE"


class AssuranceOutcome(StrEnum):
    """Whether the assurer found the underlying issue addressed."""

    YES = "yes"
    IN_PART = "in part"
    NO = "no"


class Achievable(StrEnum):
    """Whether a recommendation can be done, as advised before the decision to on-board it."""

    YES = "yes"
    IN_PART = "in part"
    NO = "no"


class ResponseGiven(StrEnum):
    """Whether a response was given, where its day may not be recorded; in part: not by everybody asked for one."""

    YES = "yes"
    IN_PART = "in part"
    NO = "no"


class ResponseRoute(StrEnum):
    """The law under which the IOPC made a recommendation: the first has a clock for the response, the second none."""

    PARAGRAPH_28A = "paragraph 28A"
    SECTION_10 = "section 10"


SOURCES: dict[str, str] = {
    "HMICFRS": "HMICFRS",
    "DARA": "DARA internal audit",
    "IOPC": "IOPC",
    "Coroner": "Coroners (PFD)",
    "MOPAC review": "MOPAC reviews",
    "Casey review": "Baroness Casey",
    "External audit": "External audit",
}
"""Known sources, in order, with the label on a screen. A register may hold others; they follow, by name."""


def is_mps(sources: Collection[str]) -> bool:
    """Whether a register with these sources is the Metropolitan Police Service's: it holds HMICFRS's and DARA's.

    What was published of that register, such as how many a source usually makes, is said beside no other.
    """
    return {"HMICFRS", "DARA"} <= set(sources)


SOURCE_ALIASES: dict[str, str] = {
    "HMICRS": "HMICFRS",
    "HMIC FRS": "HMICFRS",
    "HMIC": "HMICFRS",
    "HM Inspectorate of Constabulary": "HMICFRS",
    "His Majesty's Inspectorate of Constabulary and Fire & Rescue Services": "HMICFRS",
    "Her Majesty's Inspectorate of Constabulary and Fire & Rescue Services": "HMICFRS",
    "DARA audit": "DARA",
    "Internal audit": "DARA",
    "Directorate of Audit, Risk and Assurance": "DARA",
    "Independent Office for Police Conduct": "IOPC",
    "Coroners": "Coroner",
    "HM Coroner": "Coroner",
    "H.M. Coroner": "Coroner",
    "HM Coroners": "Coroner",
    "Senior Coroner": "Coroner",
    "PFD": "Coroner",
    "Coroner PFD": "Coroner",
    "Prevention of Future Deaths": "Coroner",
    "MOPAC": "MOPAC review",
    "Casey": "Casey review",
    "Baroness Casey review": "Casey review",
}
"""Other names of the known sources. "HMICRS" and the labels of SOURCES are those of the Joint Audit Panel paper."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """The time that a law gives for the response to a recommendation of one source, and who must respond.

    The response is due `days` after the day in the `start_column`: the day stated for it in `response_due_on`
    comes before that where `is_day_stated`, and the day in `response_extended_to` where `may_be_extended` and it is
    later. Days of a judicial review do not count where `may_be_paused`. Where there is a `route`, the clock runs only
    for what was made under it. Where `has_own_day`, `response_due_on` is the day set for the Police Service's own
    comments, which is no statutory day.
    """

    source: str
    who: str
    duty: str
    clause: str
    wording: str
    law: str
    start_column: Literal["report_published_on", "made_on"]
    days: int
    is_day_stated: bool = False
    may_be_extended: bool = False
    may_be_paused: bool = False
    has_own_day: bool = False
    route: ResponseRoute | None = None

    @property
    def rule(self) -> str:
        """The rule as a screen shows it, with the section of the Act."""
        return f"{self.wording.format(days=self.days, days_in_all=self.days + 1)} ({self.law})"


CLOCKS = (
    Clock(
        source="HMICFRS",
        who="MOPAC",
        duty="MOPAC publishes its comments and the Commissioner’s",
        clause="are MOPAC’s duty",
        wording="{days_in_all} days, counting the day of publication",
        law="Police Act 1996 s.55(5A)",
        start_column="report_published_on",
        days=55,
        has_own_day=True,
    ),
    Clock(
        source="IOPC",
        who="Body addressed",
        duty="The body addressed, to the Director General",
        clause="are the addressed body’s",
        wording="If made under paragraph 28A: {days_in_all} days, counting the day it was made, or a later day if granted; days "
        "of a judicial review do not count",
        law="Police Reform Act 2002 Sch. 3 para. 28B",
        start_column="made_on",
        days=55,
        may_be_extended=True,
        may_be_paused=True,
        route=ResponseRoute.PARAGRAPH_28A,
    ),
    Clock(
        source="Coroner",
        who="Recipient",
        duty="The recipient, to the coroner",
        clause="are the recipient’s duty",
        wording="The day that the coroner states, otherwise {days} days after the report’s date; the coroner may grant a "
        "later day",
        law="Coroners and Justice Act 2009 Sch. 5 para. 7",
        start_column="made_on",
        days=56,
        is_day_stated=True,
        may_be_extended=True,
    ),
)
"""The statutory clocks. Internal audit, MOPAC’s reviews, Baroness Casey’s advice: none was found."""

SOURCES_WITH_A_CLOCK = tuple(clock.source for clock in CLOCKS)
"""Sources whose recommendations the law gives a time for the response."""

MEANINGLESS_VALUES = frozenset({"n/a", "na", "none", "not applicable", "other", "unknown"})
"""Values, in small letters, that fill a cell and name nothing; they are counted, and no headline is made of them."""

IOPC = "IOPC"
ENGAGE = "Engage"
HUNDRED_DAY_PLAN = "100-day plan"
CLOSURE_CANDIDATE = "Closure candidate"


@dataclass(frozen=True, slots=True)
class Membership:
    """A state of the whole force that a tag stands for, from a day until another; None where the day is not known."""

    tag: str
    title: str
    entered_on: date | None
    left_on: date | None
    source: str

    def holds(self, on: date) -> bool:
        """Whether it is known to hold on a day: from the day of entering, until the day before leaving."""
        return self.entered_on is not None and self.entered_on <= on and (self.left_on is None or on < self.left_on)


ENGAGE_PHASE = Membership(
    tag=ENGAGE,
    title="Engage phase of HMICFRS monitoring",
    entered_on=date(2022, 6, 28),
    left_on=date(2025, 1, 23),
    source="dates supplied by MOPAC, not checked with HMICFRS",
)

PLAN_OF_100_DAYS = Membership(
    tag=HUNDRED_DAY_PLAN,
    title="Commissioner’s 100-day plan",
    entered_on=None,
    left_on=None,
    source="Met Response to External Recommendations, 28 November 2022, MPS 1.5, which gives no dates",
)


@dataclass(frozen=True, slots=True)
class Framework:
    """So many strategic priorities in force from a day until the next framework; `names` in their own order.

    Where the names were not verified there are none, and a register's own are taken as they stand in it.
    """

    title: str
    valid_from: date
    valid_until: date | None
    number: int
    names: tuple[str, ...]
    source: str


NOVEMBER_2022 = Framework(
    title="November 2022",
    valid_from=date(2022, 11, 24),
    valid_until=date(2023, 1, 1),
    number=10,
    names=(
        "We will be relentlessly data driven and evidence based in delivery",
        "We will raise culture, values and standards",
        "We will have the strongest ever neighbourhood policing",
        "We will set the frontline up to succeed",
        "We will develop high performing leaders at all levels of the organisation",
        "We will take a proactive approach to preventing and reducing crime",
        "We will provide a compassionate and effective service to victims and other members of the public "
        "who use our services",
        "We will strengthen our work in Public Protection",
        "We will innovate how we work, make the most efficient use of resources and reinvest where it matters most",
        "We will build a strong foundation to stabilise and underpin delivery",
    ),
    source="Met Response to External Recommendations, 28 November 2022, Table 1 (MPS 1.3)",
)

NOT_VERIFIED = "the month and the number as given to this project, the day taken as its first; the names not verified"

JANUARY_2023 = Framework(
    title="January 2023",
    valid_from=date(2023, 1, 1),
    valid_until=date(2023, 7, 1),
    number=9,
    names=(),
    source=NOT_VERIFIED,
)

JULY_2023 = Framework(
    title="July 2023",
    valid_from=date(2023, 7, 1),
    valid_until=None,
    number=3,
    names=(),
    source=NOT_VERIFIED,
)

FRAMEWORKS = (NOVEMBER_2022, JANUARY_2023, JULY_2023)
"""The frameworks, oldest first. Only the names of the first were verified; no other name is invented."""


def framework_on(on: date) -> Framework | None:
    """The framework of strategic priorities in force on a day; None before the first that is known."""
    in_force = [
        framework
        for framework in FRAMEWORKS
        if framework.valid_from <= on and (framework.valid_until is None or on < framework.valid_until)
    ]
    return in_force[0] if in_force else None


ColumnType = Literal["text", "long text", "date", "list", "status", "kind", "close_reason", "risk", "route",
                     "marking", "assurance", "response_route", "response_given", "achievable"]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the standard layout: its stored name, its label on a screen, its type and its meaning."""

    name: str
    label: str
    group: str
    type: ColumnType
    meaning: str


def _columns() -> tuple[Column, ...]:
    """The standard layout as written in the data dictionary, one line a column: all but the days."""
    c = Column
    return (
        c("reference", "Reference", "identity", "text", "The stable key by which the register knows the recommendation."),
        c("previous_reference", "Previous reference", "identity", "text", "The reference it had before, where it was renumbered."),
        c("source", "Source", "identity", "text", "The body that made the recommendation."),
        c("addressed_to", "Addressed to", "identity", "list", "Whom the source addressed; several are separated by semicolons."),
        c("report", "Report", "identity", "text", "The title of the report or audit that it comes from."),
        c("report_published_on", "Report published", "identity", "date", "The day the report was published."),
        c("kind", "Kind", "identity", "kind", "What the source calls it; blank counts as a recommendation."),
        c("parent_reference", "Parent reference", "identity", "text", "The cause of concern that it stands under."),
        c("finding", "Finding", "identity", "long text", "What the source found."),
        c("text", "Recommendation", "identity", "long text", "What the source asks for, in its own words."),
        c("classification", "Marking", "identity", "marking", "The handling marking of the row."),
        c("source_rating", "Source's rating", "weight", "text", "The weight the source gives it, in the source's own words."),
        c("risk", "Risk", "weight", "risk", "The weight on one common scale: high, medium, low."),
        c("theme", "Theme", "meaning", "text", "What it is about."),
        c("root_cause", "Root cause", "meaning", "text", "Why it was needed, as analysed."),
        c("priority_framework", "Priority framework", "meaning", "text", "The framework that the strategic priority belongs to."),
        c("strategic_priority", "Strategic priority", "meaning", "text", "The strategic priority that it is delivered under."),
        c("tags", "Tags", "meaning", "list", "Labels that overlap, such as Engage; several are separated by semicolons."),
        c("delivery_route", "Delivery route", "delivery", "route", "Programme, local improvement, or policy or other mechanism."),
        c("programme", "Programme", "delivery", "text", "The programme that delivers it."),
        c("business_group", "Business group", "delivery", "text", "The part of the organisation that delivers it."),
        c("owner_role", "Owner", "delivery", "text", "The role that answers for it; never a person's name."),
        c("advised_by", "Advised by", "delivery", "text", "The body or role that advised the Portfolio and Investment Board on it; never a person's name."),
        c("advised_achievable", "Advised achievable", "delivery", "achievable", "Whether it can be done, as advised: yes, in part, no."),
        c("advised_route", "Advised route", "delivery", "route", "The delivery route that was proposed to the Portfolio and Investment Board."),
        c("status", "Status", "state", "status", "Where it stands."),
        c("close_reason", "Reason for closing", "state", "close_reason", "Why it was closed."),
        c("successor_reference", "Successor", "state", "text", "The recommendation that superseded it."),
        c("assurance_outcome", "Underlying issue addressed", "state", "assurance", "The assurer's answer: yes, in part, no."),
        c("assured_by_role", "Assured by", "state", "text", "The role that judged whether it was done."),
        c("evidence", "Evidence", "state", "long text", "What shows that it was done."),
        c("progress_note", "Progress", "state", "long text", "The latest word on progress, or the reply."),
    )  # fmt: skip


def _dates() -> tuple[Column, ...]:
    """Its days, the law that sets one of them, and whether a response was given."""
    c = Column
    return (
        c("response_route", "Made under", "dates", "response_route", "The law that the IOPC made it under: paragraph 28A sets a time for the response, section 10 sets none."),
        c("made_on", "Made", "dates", "date", "The day the source made it."),
        c("received_on", "Received", "dates", "date", "The day the register's owner received it."),
        c("advised_on", "Advised", "dates", "date", "The day the Portfolio and Investment Board was advised."),
        c("onboarded_on", "On-boarded", "dates", "date", "The day the Portfolio and Investment Board approved route and response."),
        c("response_due_on", "Response due", "dates", "date", "The day by which a response must be given."),
        c("response_extended_to", "Response extended to", "dates", "date", "The later day granted for the response."),
        c("response_paused_from", "Response clock paused", "dates", "date", "The first day on which the clock of an IOPC response stood still for a judicial review."),
        c("response_paused_to", "Response clock paused until", "dates", "date", "The last day on which it stood still; blank while it still does."),
        c("response_given", "Response given", "dates", "response_given", "Whether the response was given: yes, in part, no. Needed only where no day is recorded for it."),
        c("responded_on", "Responded", "dates", "date", "The day the response was given or published."),
        c("original_due_on", "First due date", "dates", "date", "The day first agreed for doing it."),
        c("due_on", "Due", "dates", "date", "The day now agreed for doing it."),
        c("action_complete_on", "Action complete", "dates", "date", "The day the owner said that the action was done."),
        c("proposed_for_closure_on", "Proposed for closure", "dates", "date", "The day closure was proposed."),
        c("closed_on", "Closed", "dates", "date", "The day it was closed."),
        c("updated_on", "Updated", "dates", "date", "The day its row was last changed by its owner."),
        c("dates_as_written", "Dates as written", "dates", "list", "What the register says where it gives no day, each with its column, such as due_on: Q3 2023/24."),
    )  # fmt: skip


COLUMNS: tuple[Column, ...] = (*_columns(), *_dates())
"""The standard layout, in order."""

ADVICE_COLUMNS = ("advised_by", "advised_on", "advised_achievable", "advised_route")
"""Who advised what before the decision to on-board a recommendation, and when; advice is where any of them is filled."""

LATER_COLUMNS = ("response_route", "response_paused_from", "response_paused_to", *ADVICE_COLUMNS, "response_given",
                 "dates_as_written")  # fmt: skip
"""Columns that the standard layout did not always have; an extract kept from before then holds none of them."""

AS_WRITTEN = "dates_as_written"
"""Months, quarters and words in place of a day, each as "due_on: Q3 2023/24"; the column due_on holds the day meant."""

COLUMN: dict[str, Column] = {column.name: column for column in COLUMNS}
REQUIRED_COLUMNS = ("reference", "source", "status")
DATE_COLUMNS = tuple(column.name for column in COLUMNS if column.type == "date")
LIST_COLUMNS = tuple(column.name for column in COLUMNS if column.type == "list")
LONG_COLUMNS = tuple(column.name for column in COLUMNS if column.type == "long text")

VALUES: dict[str, tuple[str, ...]] = {
    "status": tuple(Status),
    "kind": tuple(Kind),
    "close_reason": tuple(CloseReason),
    "risk": tuple(Risk),
    "route": tuple(Route),
    "marking": tuple(Marking),
    "assurance": tuple(AssuranceOutcome),
    "response_route": tuple(ResponseRoute),
    "response_given": tuple(ResponseGiven),
    "achievable": tuple(Achievable),
}
"""The allowed values of each column type that has a closed vocabulary, in order."""


def allowed_values(column: str) -> tuple[str, ...] | None:
    """The closed vocabulary of a column in its order, or None where any text will do."""
    return VALUES.get(COLUMN[column].type)


def label(column: str, value: str | None) -> str:
    """How a stored value of a column reads on a screen; a blank reads "Not recorded"."""
    if value is None or value == "":
        return "Not recorded"
    if column == "source":
        return SOURCES.get(value, value)
    if column == "classification":
        return value
    return value if COLUMN[column].type in ("text", "list") else value[:1].upper() + value[1:]


def order(column: str) -> tuple[str, ...]:
    """The values of a column that have an order of their own; those not listed follow by count or name."""
    if column == "source":
        return tuple(SOURCES)
    if column == "strategic_priority":
        return tuple(name for framework in FRAMEWORKS for name in framework.names)
    return allowed_values(column) or ()
