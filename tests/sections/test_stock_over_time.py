"""The reports named on the line of the open: the largest arrivals, by hand and a second time on random registers."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pandas as pd
from hypothesis import given

from analytics.charts.stock_and_flow import stock_and_flow
from analytics.measures.received_and_closed import largest_reports
from analytics.sections.stock_over_time import with_reports
from tests.examples import examples
from tests.independent import history, measures
from tests.independent.strategies import Case, cases
from tests.measures.test_second_computation import filters, opened

ENDS = [date(2022, month, 28) for month in range(1, 13)]


def named(*reports: tuple[date, str, int], received: int = 31) -> list[str]:
    chart = stock_and_flow(
        pd.DataFrame({"day": ENDS, "stock": range(100, 112), "incoming": [received] * 12, "outgoing": [1] * 12}),
        name="x",
    )
    plain = len(chart.figure.layout.annotations)
    frame = pd.DataFrame(reports, columns=["month", "report", "received"])
    result = with_reports(chart, frame)
    narrow = result.figure.layout.meta["narrow"]
    assert len(narrow.get("annotations", chart.figure.layout.annotations)) == plain
    return [note.text for note in result.figure.layout.annotations][plain:]


def test_a_report_behind_a_jump_is_named() -> None:
    peel = (date(2022, 9, 1), "PEEL 2021/22: an inspection", 31)
    assert named(peel) == ["PEEL 2021/22<br>31 recommendations"]
    # Fewer than ten, less than half of what came, a month that is not shown: none is a jump that a report explains.
    assert named((date(2022, 9, 1), "A", 9), received=9) == []
    assert named((date(2022, 9, 1), "A", 15)) == []
    assert named((date(2021, 9, 1), "A", 31)) == []
    # Of two within four months the larger.
    assert named((date(2022, 7, 1), "B", 20), peel) == ["PEEL 2021/22<br>31 recommendations"]
    assert named((date(2022, 2, 1), "B & C", 20), peel)[0] == "B &amp; C<br>20 recommendations"


@examples(12)
@given(cases(statuses=True))
def test_the_largest_report_of_each_month(case: Case) -> None:
    with opened(case.extracts) as register:
        result = largest_reports(register, filters(case))
    fits = measures.chosen(case.choice, without=("status",))
    counts: Counter[tuple[date, str]] = Counter()
    for record in measures.filtered(history.view(case.extracts, case.t1, case.k1), fits):
        report = history.value(record.attributes, "report")
        if record.born_dated and report and (case.t1 - record.born_on).days < 732:
            counts[record.born_on.replace(day=1), report] += 1
    expected: dict[date, tuple[str, int]] = {}
    for (month, report), number in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0][1])):
        expected.setdefault(month, (report, number))
    months = [pd.Timestamp(month).date() for month in result["month"]]
    assert dict(zip(months, zip(result["report"], result["received"], strict=True), strict=True)) == expected
