"""The position in words: grammatical and true where a figure is nought, one, many, or not recorded."""

from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
import pytest

from analytics.filters import Filters
from analytics.measures.coverage import Coverage
from analytics.measures.headline_figures import Headline
from analytics.measures.overview import Overview
from analytics.measures.stock_and_flow import Statement
from analytics.sections.headline import left_out, lines, movement, outstanding, position, small_lines

OCTOBER, NOVEMBER = date(2022, 10, 31), date(2022, 11, 28)
NOTHING = Headline(**dict.fromkeys(Headline.__slots__, 0))
STILL = Statement(
    opened_on=date(2022, 10, 31), closed_on=date(2022, 11, 28), opening=0, moved_in=0, moved_out=0, new=0,
    late_recorded=0, reopened=0, returned=0, corrected=0, closed=0, withdrawn_or_merged=0, dropped=0, closing=0,
)  # fmt: skip
PAPER = replace(NOTHING, open=152, outstanding=183, awaiting_onboarding=31)
LATE = replace(PAPER, open_overdue_original=34)
FIRST_DAY = date(2017, 1, 1)
DATED = Coverage(
    first_extract=OCTOBER, latest_extract=NOVEMBER, starts_on=FIRST_DAY, received_from=FIRST_DAY, closed_from=FIRST_DAY
)
UNDATED = Coverage(
    first_extract=OCTOBER,
    latest_extract=NOVEMBER,
    starts_on=OCTOBER,
    received_from=None,
    closed_from=OCTOBER,
    undated=9,
)
LATEST = "Latest extract: 28 November 2022"
OPEN = "152 recommendations from 48 reports are open"


def found(now: Headline, before: Headline | None = None, **more: Any) -> Overview:
    """An overview with what the sentences ask of it."""
    given: dict[str, Any] = {
        "as_at": date(2022, 11, 28), "since": date(2022, 10, 31), "flow": STILL, "reports": 48, "reports_before": 48,
        "reasons": pd.DataFrame({"close_reason": [], "closed": []}),
        "by": pd.DataFrame({"by_column": [], "value": [], "outstanding": []}),
        "months": pd.DataFrame({"day": [OCTOBER], "open": [before.open if before else 0]}),
        "flows": pd.DataFrame(), "covered": DATED, "lists_apart": True, "asks_for_open": True,
        "recorded": frozenset({"original_due_on", "onboarded_on"}),
    }  # fmt: skip
    return Overview(now=now, before=before, **{**given, **more})


@pytest.mark.parametrize(
    ("overview", "sentence"),
    [
        (
            found(LATE, replace(PAPER, open=145)),
            f"{OPEN}, 7 more than on 31 October. 34 are past the date first agreed.",
        ),
        (
            found(replace(PAPER, open_overdue_original=1), replace(PAPER, open=1_153)),
            f"{OPEN}, 1,001 fewer than on 31 October. 1 is past the date first agreed.",
        ),
        (
            found(PAPER, PAPER),
            f"{OPEN}, as many as on 31 October. None is past the date first agreed.",
        ),
        (
            found(replace(NOTHING, open=1, outstanding=1, open_overdue_original=1), reports=1),
            "1 recommendation from 1 report is open. It is past the date first agreed.",
        ),
        (
            found(replace(NOTHING, open=1, outstanding=1), reports=0),
            "1 recommendation is open. It is not past the date first agreed.",
        ),
        (found(NOTHING, NOTHING), "No recommendations are open."),
        (found(replace(NOTHING, closed=1), NOTHING), "No recommendations are open, as on 31 October. 1 is closed."),
        (
            found(replace(NOTHING, closed=16, awaiting_onboarding=1), replace(NOTHING, open=2)),
            "No recommendations are open, 2 fewer than on 31 October. 1 is awaiting on-boarding and 16 are closed.",
        ),
        (
            # One of them was told later, so that 31 October is known otherwise now than it was reported.
            found(LATE, replace(PAPER, open=145), months=pd.DataFrame({"day": [OCTOBER], "open": [146]})),
            f"{OPEN}, 7 more than was reported on 31 October. 34 are past the date first agreed.",
        ),
        (
            # No month ends on that day, so what is known of it now is not at hand.
            found(PAPER, PAPER, since=date(2021, 12, 30), recorded=frozenset()),
            f"{OPEN}, as many as was reported on 30 December 2021. No due dates are recorded.",
        ),
        (
            found(replace(PAPER, state_unknown=1), recorded=frozenset()),
            f"{OPEN}. The state of 1 more is not known. No due dates are recorded.",
        ),
        (
            found(replace(PAPER, open=138), open_alone=True),
            f"138{OPEN[3:]} but not proposed for closure. None is past the date first agreed.",
        ),
        (found(replace(NOTHING, closed=1), asks_for_open=False), "1 recommendation is closed."),
        (
            found(replace(NOTHING, closed=2, not_accepted=1), asks_for_open=False),
            "3 recommendations: 2 are closed and 1 is not accepted.",
        ),
        (
            found(PAPER, replace(PAPER, open=139), filters=Filters(source=("HMICFRS",))),
            "152 HMICFRS recommendations are open, 13 more than on 31 October. None is past the date first agreed.",
        ),
        (found(NOTHING, filters=Filters(source=("IOPC",))), "No recommendations match these filters."),
        (
            found(LATE, as_at=date(2023, 6, 30)),
            f"{LATEST}. {OPEN}. 34 are past the date first agreed on 30 June 2023, if still open.",
        ),
        (
            found(NOTHING, as_at=date(2022, 9, 1), covered=UNDATED),
            "How many were open on 1 September 2022 is not recorded: the first extract is from 31 October 2022.",
        ),
        (found(NOTHING, asks_for_open=False), "No recommendations are of the statuses chosen."),
    ],
)
def test_the_sentence(overview: Overview, sentence: str) -> None:
    assert position(overview) == sentence


def test_outstanding_never_stands_alone() -> None:
    assert outstanding(found(PAPER)) == "Outstanding 183 = 152 open + 31 awaiting on-boarding."
    disputed = replace(PAPER, outstanding=185, disputed=2)
    assert outstanding(found(disputed)) == "Outstanding 185 = 152 open + 31 awaiting on-boarding + 2 disputed."
    assert outstanding(found(replace(NOTHING, open=3, outstanding=3), recorded=frozenset())) == ""


@pytest.mark.parametrize(
    ("reasons", "line"),
    [
        ({}, "None has been closed since 31 October."),
        ({"implemented": 3}, "Closed or withdrawn since 31 October: 3 implemented."),
        ({"": 1}, "Closed or withdrawn since 31 October: 1. No reason is recorded."),
        (
            {"implemented": 3, "superseded": 1, "": 2},
            "Closed or withdrawn since 31 October: 6, of which 3 implemented, 1 superseded and 2 without a reason.",
        ),
    ],
)
def test_why_the_closures_were_closed(reasons: dict[str, int], line: str) -> None:
    frame = pd.DataFrame({"close_reason": list(reasons), "closed": list(reasons.values())})
    assert line in lines(found(PAPER, PAPER, reasons=frame))
    assert line not in lines(found(PAPER, reasons=frame)), "without an earlier extract nothing is told as news"


def test_what_is_listed_apart_is_said_unless_it_is_asked_for() -> None:
    kinds = pd.DataFrame(
        {"by_column": "kind", "value": ["cause of concern", "advice", "recommendation"], "outstanding": [1, 8, 5]}
    )
    line = "Not counted: 1 cause of concern and 8 pieces of advice."
    assert line in lines(found(PAPER, by=kinds))
    assert line not in lines(found(PAPER, by=kinds, lists_apart=False))


def test_every_term_of_the_movement_is_shown_and_they_add_up() -> None:
    # 178 + 31 + 2 + 1 + 4 + 5 - 3 - 20 - 6 - 7 - 8 = 177.
    flow = replace(
        STILL, opening=178, new=31, late_recorded=2, reopened=1, returned=4, moved_in=5, corrected=-3, closed=20,
        withdrawn_or_merged=6, dropped=7, moved_out=8, closing=177,
    )  # fmt: skip
    assert flow.residual == 0
    assert movement(found(PAPER, PAPER, flow=flow)) == (
        "Since 31 October: 178 outstanding + 31 new + 2 recorded late + 1 reopened + 4 returned to the register "
        "+ 5 moved in by the filter − 3 with a corrected state − 20 closed − 6 withdrawn or merged "
        "− 7 dropped from the register − 8 moved out by the filter = 177 outstanding."
    )
    assert movement(found(PAPER, flow=flow)) == "", "no movement without an extract at its beginning"
    still = replace(STILL, opening=178, closing=178)
    assert movement(found(PAPER, PAPER, flow=still, filters=Filters(status=("open",)))) == (
        "Since 31 October: the number outstanding of any status did not change, 178."
    )


def test_what_left_the_register_is_said() -> None:
    gone = lines(found(replace(PAPER, dropped=1)))
    assert "1 recommendation of earlier extracts is no longer on the register." in gone


def test_small_lines_show_no_month_before_the_first_extract_of_a_register_without_dates() -> None:
    months = pd.DataFrame({"day": [date(2022, 9, 30), OCTOBER, date(2022, 11, 28)], "open": 0})
    assert small_lines(found(PAPER, months=months)) == "Small lines and bars show the 3 months to November."
    assert small_lines(found(PAPER, months=months, covered=UNDATED)) == (
        "Small lines and bars show the 2 months to November."
    )
    assert small_lines(found(PAPER, months=months.iloc[:2], covered=UNDATED)) == ""


def test_a_status_filter_is_said_to_be_left_out() -> None:
    assert left_out(Filters(status=("open",))) == "The status filter is left out of what came and went."
    assert left_out(Filters(source=("DARA",))) == ""
