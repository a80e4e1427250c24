"""What the API offers: each resource, what may be asked of it beside the filters, and how it is worked out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date
from itertools import pairwise
from typing import Any, Literal

import pandas as pd

from analytics.api.columns import (
    ACTION,
    DEFINITION,
    EVENT,
    EXTRACT,
    FIGURE,
    MEETING,
    RECOMMENDATION,
    SERIES,
    ApiColumn,
)
from analytics.api.subjects import document
from analytics.english import day
from analytics.errors import WrongFilter
from analytics.files.definitions import sections
from analytics.filters import FIELDS, SEARCHED, Filters
from analytics.measures import changes, events, headline_figures, overview, recommendations
from analytics.measures.coverage import Coverage, coverage, latest_used, up_to
from analytics.measures.figures import figures
from analytics.measures.received_and_closed import by_month, in_months
from analytics.measures.stock_and_flow import SIGNS, by_day, month_ends
from analytics.meetings.action_filter import ActionFilter
from analytics.meetings.contents import Contents
from analytics.people import Right
from analytics.register.database import Register
from analytics.register.folder import Manifest
from analytics.vocabulary import COLUMN, COLUMNS

DEFAULT_PAGE, LARGEST_PAGE = 1_000, 10_000
"""Recommendations on one page of JSON, unless another number is asked for, and at most."""

MONTHS, MOST_MONTHS = 24, 1_200
"""Months that a series goes back, unless another number is asked for, and at most."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A choice beside the filters: its name in the address, what a value of it is, its meaning, and its bounds."""

    name: str
    type: Literal["date", "number", "text"]
    meaning: str
    least: int = 1
    most: int = 1


SINCE = Parameter("since", "date", "The first day of the period; the day of the extract before where it is left out.")
_MONTHS = Parameter("months", "number", f"How many months to go back, {MONTHS} where it is left out.", 1, MOST_MONTHS)
LIMIT = Parameter(
    "limit",
    "number",
    f"At most so many recommendations, the first by reference. A page of JSON has {DEFAULT_PAGE:,} where it is left "
    "out; a file has all.",
    1,
    LARGEST_PAGE,
)
AFTER = Parameter(
    "after", "text", "Only recommendations whose reference comes after this one: the next page's address."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One request for a resource: the register, the filters, and the values of the resource's own parameters."""

    register: Register
    filters: Filters
    options: Mapping[str, Any] = field(default_factory=dict)
    contents: Contents | None = None
    """What meetings wrote, for a resource that `is_of_meetings`."""


@dataclass(frozen=True, slots=True)
class ResourceTable:
    """Rows in batches, each row a tuple in the order of the resource's columns; `after` begins the next page."""

    batches: Iterable[Sequence[tuple[Any, ...]]]
    after: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """One resource: `table` is what it gives as a file, and as JSON too where it has no `document`; it has either.

    One that `is_paged` gives recommendations in full, so its marking is theirs and not the register's.
    """

    name: str
    summary: str
    meaning: str
    columns: tuple[ApiColumn, ...] = ()
    table: Callable[[Call], ResourceTable] | None = None
    document: Callable[[Call], dict[str, Any]] | None = None
    parameters: tuple[Parameter, ...] = ()
    is_filtered: bool = True
    is_paged: bool = False
    is_of_meetings: bool = False
    right: Right | None = None
    """What somebody needs to read it, beside the register."""


def _figures(call: Call) -> dict[str, Any]:
    """The figures. Raises WrongFilter where the period would begin after its end."""
    since, as_at = call.options.get("since"), call.register.dates(call.filters).as_at
    if since and since > as_at:
        raise WrongFilter(f"since: {day(since)} is later than {day(as_at)}, the as-at day.")
    return figures(call.register, call.filters, call.options.get("since"))


def _figure_rows(call: Call) -> ResourceTable:
    return ResourceTable([list(flat(_figures(call)))])


def flat(document: Mapping[str, Any], before: str = "") -> Iterable[tuple[str, str | None]]:
    """Each value of a document with its names, with dots between; a blank name reads "[blank]"."""
    for name, value in document.items():
        path = f"{before}{name or '[blank]'}"
        if isinstance(value, Mapping):
            yield from flat(value, f"{path}.")
        else:
            yield path, _text(value)


def _text(value: Any) -> str | None:
    return str(value).lower() if isinstance(value, bool) else None if value is None else str(value)


def _recommendations(call: Call) -> ResourceTable:
    """One page where a number is asked for, else all, in batches."""
    most, after = call.options.get("limit"), call.options.get("after")
    if most is None and after is None:
        return ResourceTable(recommendations.batches(call.register, call.filters))
    most = LARGEST_PAGE if most is None else most
    rows = recommendations.page(call.register, call.filters, most + 1, after)
    return ResourceTable([rows[:most]], rows[most - 1][0] if len(rows) > most else None)


def one_recommendation(call: Call, reference: str) -> dict[str, Any] | None:
    """A recommendation as a row of the list has it, and its history; None where there is none on that day."""
    row = recommendations.exported(call.register, call.filters, reference)
    if row is None:
        return None
    known_at = call.register.dates(call.filters).known_at
    history = events.recommendation_events(call.register, reference, known_at)
    happened = history.rename(columns={"column_name": "column"})
    names = [column.name for column in EVENT if column.name != "reference"]
    values = dict(zip(recommendations.EXPORTED, row, strict=True))
    return {**values, "history": happened[names].to_dict("records")}


def _changes(call: Call) -> dict[str, Any]:
    return changes.as_dict(call.register, call.filters, call.options.get("since"))


def _change_rows(call: Call) -> ResourceTable:
    names = [column.name for column in EVENT]
    return ResourceTable([[tuple(event[name] for name in names) for event in _changes(call)["events"]]])


def _series(call: Call) -> ResourceTable:
    """The month ends up to the newest extract used, with blanks where the register does not show a number."""
    filters = up_to(latest_used(call.register, call.filters), call.filters)
    days = month_ends(call.register.dates(filters).as_at, call.options.get("months", MONTHS))
    moving = filters.without("status")
    covered, stock = coverage(call.register, moving), by_day(call.register, filters, days)
    flows = in_months(by_month(call.register, moving), days, covered)
    stock = stock.assign(received=flows["received"].array, closed_in_month=flows["closed"].array)
    recorded = _only_covered(stock.astype(object), covered)
    names = [column.name for column in SERIES]
    rows = recorded[names].astype(object).where(recorded[names].notna(), None)
    return ResourceTable([[tuple(map(_whole_number, row)) for row in rows.itertuples(index=False, name=None)]])


def _only_covered(stock: pd.DataFrame, covered: Coverage) -> pd.DataFrame:
    days = list(stock["day"])
    terms = ["opening", *SIGNS, "residual"]
    counts = [name for name in stock.columns if name not in ("day", "received", "closed_in_month", *terms)]
    recorded = stock.copy()
    recorded.loc[[not covered.shows_stock(day) for day in days], counts] = None
    are_shown = [False, *(covered.shows_statement(*both) for both in pairwise(days))]
    recorded.loc[[not is_shown for is_shown in are_shown], terms] = None
    return recorded


def _whole_number(value: Any) -> Any:
    """A number of recommendations as a whole number: pandas makes fractions of numbers with blanks among them."""
    return value if value is None or isinstance(value, str | date) else int(value)


def _extracts(call: Call) -> ResourceTable:
    known = call.register.known(call.register.dates(call.filters).known_at)
    manifests = [loading.manifest for loading in call.register.extracts[:known]]
    return ResourceTable([[_extract(manifest) for manifest in manifests]])


def extract_row(manifest: Manifest) -> dict[str, Any]:
    """An extract as the list of extracts has it, by column."""
    return dict(zip((column.name for column in EXTRACT), _extract(manifest), strict=True))


def _extract(manifest: Manifest) -> tuple[Any, ...]:
    values = {field.name: getattr(manifest, field.name) for field in fields(manifest)}
    values["is_demonstration"] = manifest.demonstration
    return tuple(values[column.name] for column in EXTRACT)


def _meetings(call: Call) -> ResourceTable:
    assert call.contents is not None
    return ResourceTable(
        [[tuple(getattr(meeting, column.name) for column in MEETING) for meeting in call.contents.meetings]]
    )


def _actions(call: Call) -> ResourceTable:
    """Every action as it is now; whether it is overdue is worked out at the as-at day."""
    assert call.contents is not None
    as_at = call.register.dates(call.filters).as_at
    names = [column.name for column in ACTION if column.name != "is_overdue"]
    actions = ActionFilter().chosen(call.contents, as_at)
    return ResourceTable(
        [[(*(getattr(action, name) for name in names), action.is_overdue(as_at)) for action in actions]]
    )


def _definitions(_: Call) -> ResourceTable:
    measures = [
        ("measure", definition.title, definition.title, definition.text)
        for section in sections()
        for definition in section.definitions
    ]
    columns = [("column", column.name, column.label, column.meaning) for column in COLUMNS]
    columns += [
        ("column", column.name, column.name.replace("_", " ").capitalize(), column.meaning)
        for column in RECOMMENDATION
        if column.name not in COLUMN
    ]
    filters = [("filter", field.name, field.label, filter_meaning(field.name)) for field in FIELDS]
    return ResourceTable([[*measures, *columns, *filters]])


_OF_DAYS = {
    "as_at": "The day that the figures are about; the newest extract's where it is left out.",
    "known_at": "The day whose knowledge is used; the newest extract's where it is left out.",
    "search": SEARCHED,
    "overdue": "How it is late.",
}


def filter_meaning(name: str) -> str:
    """What a filter chooses, in a sentence."""
    (field,) = (field for field in FIELDS if field.name == name)
    if name in _OF_DAYS:
        return _OF_DAYS[name]
    if field.type in ("from", "to"):
        edge = "on or after" if field.type == "from" else "on or before"
        return f"{field.label.rpartition(' ')[0]} {edge} this day."
    if field.type == "no date":
        return f"[blank] chooses those without the date; beside {name}_from or {name}_to, those too."
    meaning = COLUMN[field.column].meaning if field.column in COLUMN else field.label
    return f"{meaning} Give it several times for any of several values; [blank] for none recorded."


def of_page(call: Call, page: str, query: Mapping[str, Sequence[str]]) -> Call:
    """The call that a page's own address means: the register's page lists the open unless all are chosen."""
    if page != "register" or "all" in query.get("list_show", ()):
        return call
    result = headline_figures.headline(call.register, call.filters)
    is_open = overview.lists_open_alone(call.filters, result)
    return replace(call, filters=overview.open_only(call.filters)) if is_open else call


def _subject(name: str, summary: str) -> Resource:
    return Resource(
        name=name,
        summary=summary,
        meaning="What the page of that name is drawn from, by measure. The definition of each says what it counts.",
        document=lambda call: document(name, call.register, call.filters),
    )


RESOURCES = {
    resource.name: resource
    for resource in (
        Resource(
            name="figures",
            summary="Every headline figure of a day",
            meaning="How many recommendations are open, outstanding, closed and overdue, by source, priority and the "
            "rest, by age, and the stock and flow of the period, as python -m analytics figures --json prints them.",
            columns=FIGURE,
            table=_figure_rows,
            document=_figures,
            parameters=(SINCE,),
        ),
        Resource(
            name="recommendations",
            summary="The recommendations that the filters choose",
            meaning="By reference, with the columns of an export. JSON comes in pages; the header Link and the member "
            "next lead to the next. A file has all of them.",
            columns=RECOMMENDATION,
            table=_recommendations,
            parameters=(LIMIT, AFTER),
            is_paged=True,
        ),
        Resource(
            name="changes",
            summary="What changed between two days",
            meaning="The stock and flow, and every event since the first day, as python -m analytics changes --json "
            "gives them. A file has the events. Where movement_shown of the period is false, the register does not "
            "show movement so early, and the numbers are none.",
            columns=EVENT,
            table=_change_rows,
            document=_changes,
            parameters=(SINCE,),
        ),
        Resource(
            name="series",
            summary="The stock and flow at month ends",
            meaning="A row a month end up to the as-at day, or to the newest extract used where that is earlier. A "
            "number that the register does not show for the period is blank. A status filter is left out.",
            columns=SERIES,
            table=_series,
            parameters=(_MONTHS,),
        ),
        Resource(
            name="extracts",
            summary="The extracts that the figures are made of",
            meaning="The extracts in use on the known-at day, the oldest first.",
            columns=EXTRACT,
            table=_extracts,
            right=Right.READ_LOADS,
        ),
        Resource(
            name="definitions",
            summary="What every measure, column and filter means",
            meaning="The definitions as the page Definitions prints them, and the data dictionary.",
            columns=DEFINITION,
            table=_definitions,
            is_filtered=False,
        ),
        Resource(
            name="meetings",
            summary="The meetings of oversight",
            meaning="Every meeting held or planned. The filters do nothing here.",
            columns=MEETING,
            table=_meetings,
            is_of_meetings=True,
            right=Right.READ_MEETINGS,
        ),
        Resource(
            name="actions",
            summary="The actions agreed in meetings",
            meaning="Every action as it is now, the open by due date first. Of the filters as_at alone is used.",
            columns=ACTION,
            table=_actions,
            is_of_meetings=True,
            right=Right.READ_MEETINGS,
        ),
        _subject("dates", "What is late, by how much, and how often dates were moved"),
        _subject("turnaround", "What the programmes deliver, by strategic priority and route"),
        _subject("engage", "What is tagged Engage, and the 100-day plan"),
        _subject("assurance", "Who judged what was closed, how soon it was, and what was reopened"),
        _subject("onboarding", "What awaits a decision and what was decided"),
        _subject("responses", "Which responses are due by law, and which are late"),
        _subject("themes", "What recommendations are about, by source and year"),
        _subject("plan", "What weighs most in the forward plan, by theme, priority and programme"),
    )
}
"""Every resource by its name in the address."""

PAGES = {
    "overview": "figures",
    "register": "recommendations",
    "recommendation": "recommendations",
    "trends": "series",
    "changes": "changes",
    "quality": "extracts",
    "definitions": "definitions",
    "dictionary": "definitions",
    "meeting": "meetings",
}
"""The resource that answers the address of a page."""
