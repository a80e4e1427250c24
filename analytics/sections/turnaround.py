"""The words and the tables of what the programmes of change deliver."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from analytics.charts.bars import bars
from analytics.charts.chart import MEASURE, MEASURE_HEADLINE, Chart
from analytics.english import count, day, is_are, listed, number_or_none, plural, sentence_case
from analytics.measures.due_dates import DUE_DATES
from analytics.measures.turnaround import Portfolio
from analytics.vocabulary import Route, order

NUMBERS = {3: "three", 9: "nine", 10: "ten"}
NO_PRIORITY, NO_PROGRAMME = "No strategic priority", "No programme"
ROUTES: dict[str, str] = {
    Route.PROGRAMME: "Programme",
    Route.LOCAL: "Local improvement",
    Route.POLICY: "Policy or other",
    "": "No route",
}
"""The routes as columns are headed; "" for none."""


BY_PRIORITY_AND_ROUTE = "Open, by strategic priority and delivery route"
NONE_WITH_PRIORITY = "No open recommendation has a strategic priority"
"""What table 1 shows, and what is said where it would be empty."""


def sentence(portfolio: Portfolio, recorded: frozenset[str]) -> str:
    """How many of the open the programmes deliver, and how many of those are late."""
    if not portfolio.open:
        return "No recommendations are open."
    if not recorded & {"delivery_route", "programme", "strategic_priority"}:
        return f"{_are_open(portfolio.open)}. This register records no priority, programme or route."
    if "delivery_route" not in recorded:
        priorities = _under_priorities(portfolio, portfolio.cells, recorded)
        return f"{_are_open(portfolio.open)}{priorities}.{_late(portfolio.cells, recorded)}"
    delivered = portfolio.of(delivery_route=Route.PROGRAMME)
    number = int(delivered["open"].sum())
    if not number:
        return f"{_are_open(portfolio.open)}. Programmes deliver none of them."
    of_open = "all" if number == portfolio.open else f"{count(number)} of the"
    of_open = f"{of_open} {count(portfolio.open)}"
    text = f"Programmes are delivering {of_open} open recommendations."
    text = "A programme is delivering the only open recommendation." if portfolio.open == 1 else text
    return f"{text}{_late(delivered, recorded)}"


def _are_open(number: int) -> str:
    return f"{plural(number, 'recommendation')} {is_are(number)} open"


def _under_priorities(portfolio: Portfolio, cells: pd.DataFrame, recorded: frozenset[str]) -> str:
    """Under how many of the priorities, and where not all are, how many of them."""
    if "strategic_priority" not in recorded:
        return ""
    with_priority = cells[cells["strategic_priority"] != ""]
    number, total = int(with_priority["open"].sum()), int(cells["open"].sum())
    names = set(with_priority["strategic_priority"])
    if not number:
        return ", none of them under a strategic priority"
    if portfolio.framework and portfolio.framework.names and names <= set(portfolio.framework.names):
        priorities = f"{len(names)} of the {len(portfolio.framework.names)} strategic priorities"
    else:
        priorities = plural(len(names), "strategic priority", "strategic priorities")
    return f", under {priorities}" if number == total else f", {count(number)} of them under {priorities}"


def _late(cells: pd.DataFrame, recorded: frozenset[str]) -> str:
    if not recorded & DUE_DATES:
        return ""
    late, total = int(cells["overdue_original"].sum()), int(cells["open"].sum())
    if total == 1:
        return f" It is {'' if late else 'not '}past the date first agreed."
    number = f"All {count(total)}" if late == total else f"{sentence_case(number_or_none(late))} of the {count(total)}"
    return f" {number} {is_are(late)} past the date first agreed."


def of_framework(portfolio: Portfolio) -> str:
    """Which framework the priorities belong to; where its names are not verified, that, and what is shown instead."""
    framework = portfolio.framework
    named = [
        name
        for name in _frameworks_in_use(portfolio)
        if not framework or not framework.names or name != framework.title
    ]
    if framework and framework.names:
        others = f" Some recommendations name {listed(named)} instead." if named else ""
        return f"In the order of the framework of {framework.title}, including priorities with none.{others}"
    names = f" (frameworks of {listed(named)}, newest first)" if named else ""
    listing = f"The priorities shown are those that the register names{names}."
    if framework is None:
        return f"No framework is known for {day(portfolio.as_at)}. {listing}"
    number = NUMBERS.get(framework.number, count(framework.number))
    return f"The framework of {framework.title} has {number} priorities. Their names have not been checked. {listing}"


def _frameworks_in_use(portfolio: Portfolio) -> list[str]:
    """The frameworks that the open name, the newest first."""
    named = set(portfolio.cells["priority_framework"]) - {""}
    return sorted(
        named,
        key=lambda name: (
            portfolio.frameworks.index(name) if name in portfolio.frameworks else len(portfolio.frameworks),
            name,
        ),
    )


def mapping(rows: pd.DataFrame, frameworks: tuple[str, ...]) -> tuple[tuple[str, str], pd.DataFrame]:
    """From the priorities of one framework to those of the next: heading, and a row a pair, in order of time.

    `rows` is `turnaround.priority_mapping`, `frameworks` those that the register names, the newest first.
    """
    usual_order, age = order("strategic_priority"), {name: -place for place, name in enumerate(frameworks)}
    table = rows.assign(
        when=[age.get(name, 1) for name in rows["framework_before"]],
        place=[
            usual_order.index(name) if name in usual_order else len(usual_order) for name in rows["priority_before"]
        ],
    ).sort_values(
        ["when", "framework_before", "place", "priority_before", "recommendations", "priority"],
        ascending=[True, True, True, True, False, True],
    )
    pairs = list(dict.fromkeys(zip(table["framework_before"], table["framework"], strict=True)))
    text = listed([f"the priorities of {before} became those of {after}" for before, after in pairs])
    one_pair = len(pairs) == 1
    columns = {
        "From": _of(table["priority_before"], table["framework_before"], is_alone=one_pair),
        "To": _of(table["priority"], table["framework"], is_alone=one_pair),
        "Recommendations": table["recommendations"].astype(int).to_numpy(),
    }
    subtitle = "Recommendations that changed priority from one extract to a later one"
    return (f"How {text}", subtitle), pd.DataFrame(columns)


def _of(priorities: pd.Series[str], frameworks: pd.Series[str], *, is_alone: bool) -> list[str]:
    """The priorities, each with its framework where several frameworks gave way."""
    pairs = zip(priorities, frameworks, strict=True)
    return [name if is_alone else f"{name} ({framework})" for name, framework in pairs]


def table_1(portfolio: Portfolio) -> pd.DataFrame:
    """The open by strategic priority and delivery route as read, numbered; the last row is the total."""
    rows = portfolio.by_route()
    routes = used_routes(rows)
    priorities = [name or NO_PRIORITY for name in rows["strategic_priority"]]
    table = pd.DataFrame({"No.": [_number(name, i) for i, name in enumerate(rows["strategic_priority"])]})
    table["Strategic priority"] = priorities
    if len(_frameworks_in_use(portfolio)) > 1:
        names = [list(filter(None, portfolio.frameworks_of(name))) for name in rows["strategic_priority"]]
        table["Framework"] = [listed(each) for each in names]
    for route in routes:
        table[ROUTES[route]] = rows[route]
    table["Open"] = rows["open"]
    return with_total(table, ("", "Total", "") if "Framework" in table.columns else ("", "Total"))


def used_routes(rows: pd.DataFrame) -> list[str]:
    """The routes with any of these counts, in order, "" last for none: a column without any says nothing."""
    return [str(route) for route in ROUTES if rows[str(route)].any()]


def with_total(table: pd.DataFrame, named: tuple[str, ...]) -> pd.DataFrame:
    """A table of counts with a last row that sums them, under these words in its first columns."""
    names = list(map(str, table.columns))
    sums = {name: int(table[name].sum()) for name in names[len(named) :]}
    total = dict(zip(names, named, strict=False)) | sums
    return pd.concat([table, pd.DataFrame([total])], ignore_index=True)


def _number(name: str, place: int) -> str:
    return str(place + 1) if name else ""


def matrix(portfolio: Portfolio) -> pd.DataFrame:
    """The open by programme, a column a priority by its number in Table 1; then open, late, masked; last the total."""
    rows = portfolio.by_programme()
    table = pd.DataFrame({"Programme": [name or NO_PROGRAMME for name in rows["programme"]]})
    for place, name in enumerate(portfolio.priorities()):
        if rows[name].any():
            table[_number(name, place) or "None"] = rows[name]
    table["Open"], table["Late"], table["Masked"] = rows["open"], rows["overdue_original"], rows["overdue_masked"]
    return with_total(table, ("Total",))


def cells(portfolio: Portfolio) -> dict[str, tuple[str, str, str]]:
    """What of the matrix can be opened: its key in the address, and priority, programme and words of each."""
    numbers = {name: _number(name, i) or "none" for i, name in enumerate(portfolio.priorities())}
    open_by_cell = portfolio.cells.groupby(["programme", "strategic_priority"])["open"].sum()
    rows = portfolio.by_programme()["programme"]
    return {
        f"{programme or NO_PROGRAMME}, {numbers[priority]}": (
            priority,
            programme,
            _heading_words(priority, programme, number),
        )
        for programme in rows
        for priority in portfolio.priorities()
        if (number := int(open_by_cell.get((programme, priority), 0)))
    }


def _heading_words(priority: str, programme: str, number: int) -> str:
    return f"{programme or NO_PROGRAMME} · {priority or NO_PRIORITY}: {count(number)}"


def heading(portfolio: Portfolio) -> str:
    """What Table 1 shows: which priority has the most."""
    rows = portfolio.by_route()
    rows = rows[rows["strategic_priority"] != ""]
    if not rows["open"].any():
        return NONE_WITH_PRIORITY
    most = int(rows["open"].max())
    names = [f"“{name}”" for name in rows.loc[rows["open"] == most, "strategic_priority"]]
    words = f"{names[0]} has the most: {count(most)}"
    if len(names) > 1:
        return f"{count(len(names))} strategic priorities have the most: {count(most)} each"
    return words if len(words) <= MEASURE_HEADLINE else f"One strategic priority has the most: {count(most)}"


def programme_bars(portfolio: Portfolio, recorded: frozenset[str]) -> Chart:
    """A bar a programme, what of it is late shaded, in the order of the priorities that they mostly deliver."""
    rows = portfolio.by_programme()
    rows = rows[rows["programme"] != ""]
    places = {name: place for place, name in enumerate(portfolio.priorities())}
    numbers = rows[list(places)].to_numpy()
    rows = rows.assign(place=numbers.argmax(axis=1) if len(rows) and places else 0)
    rows = rows.sort_values(["place", "open", "programme"], ascending=[True, False, True], kind="stable")
    names, number = list(map(str, rows["programme"])), int(rows["open"].sum())
    late = ("late", list(map(int, rows["overdue_original"]))) if recorded & DUE_DATES else None
    without_programme = portfolio.open - number
    left_out = (
        f". {count(without_programme)} of {count(portfolio.open)} {is_are(without_programme)} in no programme"
        if without_programme
        else ""
    )
    shaded = ". Left part: past the date first agreed" if late else ""
    in_order = ", in the order of the strategic priorities" if "strategic_priority" in recorded else ""
    frame = pd.DataFrame({"value": names, "label": names, "count": rows["open"].astype(int)})
    chart = bars(frame, name="open-by-programme", quantity="open", by="programme", says="are in", several="programmes",
                 width=MEASURE, subtitle=f"Open, by programme{in_order}{shaded}{left_out}", late=late)  # fmt: skip
    return replace(chart, headline=programme_heading(portfolio, recorded))


def programme_heading(portfolio: Portfolio, recorded: frozenset[str]) -> str:
    """Which programme delivers the most, and how many of those are late where the register says."""
    text, rows = matrix_heading(portfolio), portfolio.by_programme()
    rows = rows[rows["programme"] != ""]
    highest = rows[rows["open"] == rows["open"].max()]
    if not recorded & DUE_DATES or len(highest) != 1:
        return text
    late = number_or_none(int(highest["overdue_original"].iloc[0]))
    longer = f"{text}, {late} of them late"
    return longer if len(longer) <= MEASURE_HEADLINE else text


def matrix_heading(portfolio: Portfolio) -> str:
    """What the matrix shows: which programme delivers the most."""
    rows = portfolio.by_programme()
    rows = rows[rows["programme"] != ""]
    if rows.empty:
        return "No open recommendation is in a programme"
    most = int(rows["open"].max())
    names = list(rows.loc[rows["open"] == most, "programme"])
    if len(names) > 1:
        return f"{count(len(names))} programmes have the most: {count(most)} each"
    return f"{names[0]} has the most: {count(most)}"


def of_programme(open_now: int, late: int, masked: int, *, dated: bool) -> str:
    """One programme's position in a line."""
    text = f"{_are_open(open_now)}."
    if not dated:
        return f"{text} No due dates are recorded."
    hidden = f", {count(masked)} of them hidden by a later date" if masked else ""
    return f"{text} {sentence_case(number_or_none(late))} {is_are(late)} past the date first agreed{hidden}."
