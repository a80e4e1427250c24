"""One number a label: what the Overview, Dates, Changes, Trends, a pack and the command line show, and its sums."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any

from hypothesis import example, given

from analytics.files.pack.build import build
from analytics.files.pack.content import PackTable
from analytics.files.pack.settings import PackSettings
from analytics.filters import Filters
from analytics.measures import received_and_closed
from analytics.measures.changes import GROUPS, Changes, changes
from analytics.measures.coverage import coverage, latest_used, up_to
from analytics.measures.due_dates import Dates, dates
from analytics.measures.figures import figures
from analytics.measures.filter_options import recorded
from analytics.measures.overview import Overview, overview
from analytics.measures.stock_and_flow import by_day
from analytics.register.database import Register
from analytics.sections import changes as change_words
from analytics.sections import headline, stock_over_time, trends
from analytics.vocabulary import COLUMNS
from pages.ui.explore import due_dates_view as dates_page
from pages.ui.explore import overview_figures
from tests.examples import NOT_SHRUNK, examples
from tests.independent.history import Extract
from tests.independent.strategies import Case, cases
from tests.measures.test_second_computation import filters, opened

several = examples(25, phases=NOT_SHRUNK)
Shown = Iterator[tuple[str, int]]
MINUS = "\u2212"
CLI = {
    "Outstanding": "outstanding", "Open": "open", "Waiting to be on-boarded": "awaiting_onboarding",
    "State not known": "state_unknown", "Closed, ever": "closed", "No longer on the register": "dropped",
}  # fmt: skip
OF_PERIOD = re.compile(r" (in|since) .*$")
SAME = {
    "Awaiting on-boarding": "Waiting to be on-boarded",
    "Outstanding: open, awaiting on-boarding and disputed": "Outstanding",
    "Outstanding, past the date first agreed": "Past the first date",
    "Outstanding, past the current due date": "Past the current date",
    "Outstanding, without a due date": "No due date",
    "Open, past the date first agreed": "Open past the date first agreed",
    "Recorded late": "Late recorded",
    "With a corrected state": "State corrected",
    "Returned to the register": "Returned",
    "Dropped from the register": "Dropped",
    "Moved in by the filter": "Moved into the filter",
    "Moved out by the filter": "Moved out of the filter",
}
"""Labels in other words of which one reader expects one number."""


def hand_made() -> Case:
    """Every way for two places to count otherwise, under a filter of the route.

    Late: A awaits on-boarding, B is open. C and P were of unknown state and are open, D was open and is of unknown
    state. E came in by the filter and F left it. G was of unknown state and is closed, so that it is listed and in no
    sum; H is closed, I withdrawn, J new, K recorded late, L dropped, M reopened and N back on the register.
    """
    first, last = date(2022, 1, 31), date(2022, 2, 28)
    late = {"original_due_on": date(2022, 1, 10), "due_on": date(2022, 1, 10)}
    elsewhere = {"delivery_route": "local improvement"}
    closed = {"closed_on": date(2022, 2, 10), "close_reason": "implemented"}
    before = [
        row("A", "awaiting on-boarding", **late), row("B", **late), row("C", "unknown"), row("D"), row("P", "unknown"),
        row("E", **elsewhere), row("F"), row("G", "unknown"), row("H"), row("I"), row("L"),
        row("M", "closed", closed_on=date(2022, 1, 20)),
    ]  # fmt: skip
    after = [
        row("A", "awaiting on-boarding", **late), row("B", **late), row("C"), row("D", "unknown"), row("P"), row("E"),
        row("F", **elsewhere), row("G", "closed", **closed), row("H", "closed", **closed),
        row("I", "closed", **{**closed, "close_reason": "duplicate"}), row("J", received_on=date(2022, 2, 5)),
        row("K", received_on=date(2022, 1, 5)), row("M"), row("N"),
    ]  # fmt: skip
    earlier = [row("N"), *before]
    extracts = [Extract(date(2021, 12, 31), earlier), Extract(first, before), Extract(last, after)]
    return Case(extracts, first, last, last, {"delivery_route": ("programme",)})


def row(reference: str, status: str = "open", **cells: Any) -> dict[str, Any]:
    empty: dict[str, Any] = {column.name: [] if column.type == "list" else None for column in COLUMNS}
    given = {"source": "HMICFRS", "delivery_route": "programme", "received_on": date(2021, 12, 1)}
    return {**empty, "reference": reference, "status": status, **given, **cells}


def of_overview(found: Overview) -> Shown:
    """The figures of the Overview; a figure of a period is named without it."""
    for figure in overview_figures.figures(found):
        yield OF_PERIOD.sub("", figure.label), figure.value
        if kind := re.fullmatch(r"and ([\d,]+) (withdrawn or merged|recorded late)", figure.caption):
            yield kind[2].capitalize(), int(kind[1])


def of_changes(found: Changes) -> Shown:
    """The lines of the sum, and the kinds of change to choose from."""
    if not found.is_known:
        return
    for term, value in change_words.terms(found.statement).itertuples(index=False):
        if not term.startswith("Outstanding"):
            yield term, int(value) if term == "State corrected" else abs(int(value))
    for group in GROUPS:
        words, _, number = change_words.group_label(found, group).rpartition(" ")
        yield words, int(number)


def of_pack(register: Register, chosen: Filters, since: date) -> Shown:
    """The table of the position and that of the sum."""
    pack = build(register, PackSettings(since=since, filters=chosen, sections=("position", "movement")), None)
    tables = [block for section in pack.sections for block in section.blocks if isinstance(block, PackTable)]
    for table in tables:
        if table.caption.startswith("The figures"):
            yield from zip(table.frame.iloc[:, 0], map(int, table.frame.iloc[:, 1]), strict=True)
        if table.caption.startswith("The sum"):
            lines = [line for line in table.frame.itertuples(index=False) if not line[0].startswith("Outstanding")]
            for term, value in lines:
                yield term, int(value) if term == "State corrected" else abs(int(value))


def of_dates(found: Dates, chosen: Filters) -> Shown:
    """The figures of Dates, on a day for which it shows any."""
    if found.recorded_from is None:
        yield from ((figure.label, figure.value) for figure in dates_page.figures(found, chosen))


def of_cli(found: dict[str, Any]) -> Shown:
    yield from ((words, found[name]) for words, name in CLI.items())
    yield "Past the first date", found["overdue"]["original"]
    yield "Past the current date", found["overdue"]["current"]
    yield "No due date", found["overdue"]["no_due_date"]
    yield "Residual", found["period"]["residual"]
    if found["period"]["movement_shown"]:
        yield from ((words, found["period"][term]) for term, words in change_words.TERMS.items())


@several
@example(hand_made())
@given(cases(statuses=True))
def test_a_label_has_one_number(case: Case) -> None:
    with opened(case.extracts) as register:
        chosen = filters(case, as_at=max(case.t1, case.t0))
        columns = recorded(register, chosen)
        result = overview(register, chosen, columns)
        since, is_later = result.since, result.since < result.as_at
        moved = changes(register, chosen, since) if is_later else None
        shown = {
            "Overview": list(of_overview(result)),
            "Dates": list(of_dates(dates(register, chosen, columns), chosen)),
            "Changes": list(of_changes(moved)) if moved else [],
            "pack": list(of_pack(register, chosen, since)) if is_later else [],
            "command line": list(of_cli(figures(register, chosen, since))),
        }
    numbers: defaultdict[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for place, pairs in shown.items():
        for label, number in pairs:
            # Of a kind of change without any, some places say nothing and others say 0.
            numbers[SAME.get(label, label)][place].add(number)
    differing = {label: dict(places) for label, places in numbers.items() if len(set.union(*places.values())) > 1}
    assert differing == {}
    check_the_sums(result)


def check_the_sums(found: Overview) -> None:
    """The sum of the open adds up from its own numbers, from what was reported to what is open."""
    line = headline.open_sum(found)
    if line:
        numbers = [int(number.replace(",", "")) for number in re.findall(r"(?<=[:+\u2212=] )[\d,]+", line)]
        signs = [1, *(1 if sign == "+" else -1 for sign in re.findall(rf"(?<= )[+{MINUS}](?= )", line))]
        assert sum(sign * number for sign, number in zip(signs, numbers[:-1], strict=True)) == numbers[-1]
        assert numbers[-1] == found.now.open
        assert found.before is not None
        assert numbers[0] == found.before.open
    if found.asks_for_open and found.now.open > 1 and found.recorded & {"due_on", "original_due_on"}:
        late = re.search(r"(\d+|None) (?:is|are) past the date first agreed", headline.position(found))
        if late:
            assert found.now.open_overdue_original == (0 if late[1] == "None" else int(late[1]))


@several
@given(cases())
def test_the_charts_over_time_show_one_number_a_month(case: Case) -> None:
    with opened(case.extracts) as register:
        chosen = up_to(latest_used(register, filters(case)), filters(case))  # as the page of trends has it
        columns = recorded(register, chosen)
        result = overview(register, chosen, columns)
        flows, covered = received_and_closed.by_month(register, chosen), coverage(register, chosen)
        days = trends.months_shown(flows, result.as_at, 24, covered)
        months = trends.by_month(flows, received_and_closed.undated(register, chosen), covered, chosen, days, {})
        open_ones = trends.open_over_time(by_day(register, chosen, days), covered, columns)
    first_page = stock_over_time.open_over_time(result.months, result.flows, result.covered)
    if first_page is not None:
        assert int(first_page.table["Open"].iloc[-1]) == result.now.open
        if open_ones is not None:
            assert int(open_ones.table["open"].iloc[-1]) == result.now.open
            if "past the date first agreed" in open_ones.table:
                assert int(open_ones.table["past the date first agreed"].iloc[-1]) == result.late
    if first_page is not None and months is not None:
        for column in set(months.table) & {"Received", "Closed and not reopened"}:
            own, other = (chart.table.iloc[:, 0].tolist() for chart in (first_page, months))
            shared = [day for day in own if day in other]
            values = [
                {day: chart.table[column].iloc[place] for place, day in enumerate(chart.table.iloc[:, 0])}
                for chart in (first_page, months)
            ]
            assert [str(values[0][day]) for day in shared] == [str(values[1][day]) for day in shared]
            assert all(chart.table[column].dtype == "Int64" for chart in (first_page, months))


def test_the_hand_made_register_holds_every_term() -> None:
    case = hand_made()
    with opened(case.extracts) as register:
        result = overview(register, filters(case), recorded(register, filters(case)))
        moved = changes(register, filters(case), result.since)
    flow = result.flow
    terms = {name: getattr(flow, name) for name in change_words.TERMS}
    assert (flow.opening, flow.closing) == (7, 9)  # A, B, D, F, H, I and L were; A, B, C, E, J, K, M, N and P are
    assert terms == dict.fromkeys(terms, 1)  # two became known and one unknown
    assert change_words.group_label(moved, "closed") == "Listed as closed 2"
    assert change_words.heading(moved, "closed")[0] == "2 listed as closed"
