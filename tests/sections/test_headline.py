"""The position in words: grammatical and true where a figure is zero, one, many, or not recorded."""

from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
import pytest

from analytics.filters import Filters
from analytics.measures.coverage import Coverage
from analytics.measures.headline_figures import Headline
from analytics.measures.open_statement import OpenStatement
from analytics.measures.overview import Overview
from analytics.measures.stock_and_flow import Statement
from analytics.sections.headline import left_out, lines, open_sum, position, small_lines

OCTOBER, NOVEMBER = date(2022, 10, 31), date(2022, 11, 28)
NOTHING = Headline(**dict.fromkeys(Headline.__slots__, 0))
STILL = Statement(
    opened_on=date(2022, 10, 31), closed_on=date(2022, 11, 28), opening=0, moved_in=0, moved_out=0, new=0,
    late_recorded=0, reopened=0, returned=0, corrected=0, closed=0, withdrawn_or_merged=0, dropped=0, closing=0,
)  # fmt: skip
NO_MOVES = OpenStatement(**dict.fromkeys(OpenStatement.__slots__, 0))
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
NONE_LATE = "None is past the date first agreed."
SAME = " are open, the same number as on 31 October"
WAITING = "31 more are awaiting on-boarding."


def found(now: Headline, before: Headline | None = None, **more: Any) -> Overview:
    """An overview with what the sentences ask of it."""
    given: dict[str, Any] = {
        "as_at": date(2022, 11, 28), "since": date(2022, 10, 31), "flow": STILL, "open_flow": NO_MOVES,
        "reports": 48, "reports_before": 48,
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
            f"{OPEN}, the same number as on 31 October. None is past the date first agreed.",
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
        (found(replace(NOTHING, closed=1), NOTHING), "No recommendations are open. 1 is closed."),
        (
            found(replace(NOTHING, closed=16, awaiting_onboarding=1), replace(NOTHING, open=2)),
            "No recommendations are open, 2 fewer than on 31 October. 1 is awaiting on-boarding and 16 closed.",
        ),
        (
            # One of them was told later, so that 31 October is known otherwise now than it was reported.
            found(LATE, replace(PAPER, open=145), months=pd.DataFrame({"day": [OCTOBER], "open": [146]})),
            f"{OPEN}, 7 more than reported on 31 October. 34 are past the date first agreed.",
        ),
        (
            # No month ends on that day, so what is known of it now is not at hand.
            found(PAPER, PAPER, since=date(2021, 12, 30), recorded=frozenset()),
            f"{OPEN}, the same number as reported on 30 December 2021. No due dates are recorded.",
        ),
        (
            found(replace(PAPER, state_unknown=1), recorded=frozenset()),
            f"{OPEN}. 1 more may be open. No due dates are recorded.",
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
            f"152 HMICFRS recommendations are open, 13 more than on 31 October. {NONE_LATE} {WAITING}",
        ),
        (
            found(PAPER, PAPER, filters=Filters(theme=("Custody",))),
            f"152 recommendations that match the filters{SAME}. {NONE_LATE} {WAITING}",
        ),
        (
            found(PAPER, filters=Filters(search="vetting")),
            f"152 recommendations containing “vetting”{OPEN[-9:]}. {NONE_LATE} {WAITING}",
        ),
        (
            found(replace(PAPER, awaiting_onboarding=1), filters=Filters(search="vetting " * 6)),
            f"152 recommendations that match the filters{OPEN[-9:]}. {NONE_LATE} 1 more is awaiting on-boarding.",
        ),
        (
            found(replace(PAPER, awaiting_onboarding=0), filters=Filters(search="vetting", source=("HMICFRS",))),
            f"152 HMICFRS recommendations containing “vetting”{OPEN[-9:]}. {NONE_LATE}",
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


def test_what_is_listed_apart_is_said_unless_it_is_asked_for() -> None:
    kinds = pd.DataFrame(
        {"by_column": "kind", "value": ["cause of concern", "advice", "recommendation"], "outstanding": [1, 8, 5]}
    )
    line = "Not counted: 1 cause of concern and 8 pieces of advice."
    assert line in lines(found(PAPER, by=kinds))
    assert line not in lines(found(PAPER, by=kinds, lists_apart=False))


def test_every_term_of_the_sum_of_the_open_is_shown_and_they_add_up() -> None:
    # 147 + 5 + 31 + 1 + 2 + 4 - 3 - 20 - 6 - 7 - 1 - 8 = 145.
    flow = OpenStatement(
        opening=147, moved_in=5, accepted=31, settled=1, reopened=2, returned=4, corrected=-3, closed=20,
        withdrawn_or_merged=6, dropped=7, set_back=1, moved_out=8, closing=145,
    )  # fmt: skip
    assert flow.residual == 0
    assert open_sum(found(PAPER, PAPER, open_flow=flow)) == (
        "Since 31 October: 147 open + 5 now matching the filters + 31 accepted + 1 no longer disputed + 2 reopened "
        "+ 4 back on the register − 3 with a corrected state − 26 closed or withdrawn − 7 no longer on the register "
        "− 1 disputed or waiting again − 8 no longer matching the filters = 145."
    )
    assert open_sum(found(PAPER, open_flow=flow)) == "", "no movement without an extract at its beginning"
    assert open_sum(found(PAPER, PAPER, open_flow=flow, filters=Filters(status=("open",)))) == ""
    assert open_sum(found(PAPER, PAPER)) == "", "nothing moved"


def test_without_onboarding_what_opened_was_received() -> None:
    flow = replace(NO_MOVES, opening=1, accepted=2, closed=1, closing=2)
    text = open_sum(found(PAPER, PAPER, open_flow=flow, recorded=frozenset()))
    assert text == "Since 31 October: 1 open + 2 received − 1 closed = 2."


def test_what_was_closed_without_having_been_open_is_said() -> None:
    flow = replace(NO_MOVES, opening=1, accepted=2, closed=1, closing=2)
    text = lines(found(PAPER, PAPER, open_flow=flow, flow=replace(STILL, closed=2, withdrawn_or_merged=1)))
    assert text[0].endswith("= 2. Also closed or withdrawn: 2 not open on 31 October and not accepted since.")


def test_what_left_the_register_is_said() -> None:
    gone = lines(found(replace(PAPER, dropped=1)))
    assert "1 recommendation from earlier extracts is no longer on the register." in gone


def test_small_lines_show_no_month_before_the_first_extract_of_a_register_without_dates() -> None:
    months = pd.DataFrame({"day": [date(2022, 9, 30), OCTOBER, date(2022, 11, 28)], "open": 0})
    assert small_lines(found(PAPER, months=months)) == "Small lines and bars show the 3 months to November."
    assert small_lines(found(PAPER, months=months, covered=UNDATED)) == (
        "Small lines and bars show the 2 months to November."
    )
    assert small_lines(found(PAPER, months=months.iloc[:2], covered=UNDATED)) == ""


def test_a_status_filter_is_said_to_be_left_out() -> None:
    assert left_out(Filters(status=("open",))) == "The status filter does not apply to what was received and closed."
    assert left_out(Filters(source=("DARA",))) == ""
