"""What the pages of oversight say in words: sentences and headings where numbers are nought, one, few or absent."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pandas as pd
import pytest

from analytics.charts.palette import LIGHT
from analytics.measures.assurance import Assurance
from analytics.measures.closure_rates import Curve
from analytics.measures.onboarding import NO_ADVICE, Onboarding
from analytics.measures.responses import Responses, ResponseStatus
from analytics.measures.themes import ThemeCounts
from analytics.sections import assurance, closure_rates, onboarding, responses, themes
from pages.ui.oversee.responses_view import figures

NOVEMBER = date(2022, 11, 28)
CLOCKED = (
    "source", "report", "starts_on", "due_on", "is_certain", "paused_from", "days_paused", "is_paused", "extended_to",
    "mps_due_on", "responded_on", "is_given", "is_said",
    "recommendations", "answered", "outstanding", "days_left", "standing",
)  # fmt: skip


NEITHER = (None, 0, False, None)
"""Neither paused nor extended."""

NOT_GIVEN = (None, False, True)
"""No response, and said so."""


def asked(*standings: tuple[ResponseStatus, int], records_responses: bool = True) -> Responses:
    rows = [
        ("HMICFRS", f"R{number}", NOVEMBER, NOVEMBER, True, *NEITHER, None, *NOT_GIVEN, 2, 0, 2, left, str(standing))
        for number, (standing, left) in enumerate(standings)
    ]
    frame = pd.DataFrame(rows, columns=list(CLOCKED)).assign(dates_as_written=[[] for _ in rows])
    return Responses(
        as_at=NOVEMBER, clocked=frame, unclocked=pd.DataFrame({"source": []}), records_responses=records_responses
    )


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (asked(), "None of these recommendations has a statutory deadline for a response."),
        (
            asked((ResponseStatus.OVERDUE, -12), (ResponseStatus.DUE, 30)),
            "1 statutory response is overdue. 1 more is due in the next 30 days.",
        ),
        (
            asked((ResponseStatus.DUE, 31)),
            "No statutory responses are overdue. None is due in the next 30 days.",
        ),
        (
            asked((ResponseStatus.PAUSED, 9), (ResponseStatus.PAUSED, 3)),
            (
                "No statutory responses are overdue. None is due in the next 30 days, "
                "and 2 are paused during judicial reviews."
            ),
        ),
        (
            asked((ResponseStatus.DUE, 0), records_responses=False),
            "1 statutory response is due in the next 30 days. The register does not say which were given.",
        ),
        (
            asked((ResponseStatus.NO_START, 0), (ResponseStatus.NO_START, 0)),
            "The register does not say when 2 statutory responses are due: there is no date to count from.",
        ),
        (
            asked((ResponseStatus.NO_START, 0), (ResponseStatus.DUE, 31)),
            "No statutory responses are overdue. None is due in the next 30 days.",
        ),
    ],
)
def test_the_sentence_of_the_responses(found: Responses, said: str) -> None:
    assert responses.sentence(found) == said


def test_a_day_is_called_late_only_where_the_response_is_overdue() -> None:
    late = ((ResponseStatus.OVERDUE, -1), (ResponseStatus.CONDITIONAL, -1))
    result = asked(*late, (ResponseStatus.DUE, 2), (ResponseStatus.DUE, 0), (ResponseStatus.PAUSED, 1))
    days = list(
        responses.awaited(
            result, ResponseStatus.OVERDUE, ResponseStatus.CONDITIONAL, ResponseStatus.DUE, ResponseStatus.PAUSED
        )["Days"]
    )
    assert [text.replace("\u00a0", " ") for text in days] == [
        "1 day late", "1 day ago", "2 days left", "due today", "1 day left, paused",
    ]  # fmt: skip


def test_the_calendar_says_every_day_on_which_anything_falls() -> None:
    result = asked(
        (ResponseStatus.DUE, 0),
        (ResponseStatus.DUE, 0),
        (ResponseStatus.DUE, 60),
        (ResponseStatus.DUE, 61),
        (ResponseStatus.PAUSED, 5),
    )
    result.clocked["due_on"] = [NOVEMBER + timedelta(days=int(left)) for left in result.clocked["days_left"]]
    chart = responses.due_calendar(result)
    assert chart.headline == "3 responses are due in the next 60 days"
    # 28 November 2022 is a Monday; 60 days on is 27 January 2023.
    assert chart.alternative == (
        "Calendar from 28 November 2022 to 27 January 2023. Responses due: 28 November 2022 2 and 27 January 2023 1."
    )
    assert len(chart.table) == 3
    weeks = chart.figure.to_plotly_json()["data"][0]["z"]
    assert sum(cell is not None for week in weeks for cell in week) == 61  # a cell a day, today included
    assert [(number, week.index(1)) for number, week in enumerate(weeks) if 1 in week] == [(0, 0), (8, 4)]


def test_what_was_given_on_a_day_not_recorded_is_said_apart() -> None:
    result = asked((ResponseStatus.UNDATED, -9), (ResponseStatus.UNDATED, 5), (ResponseStatus.DUE, 5))
    result.clocked["due_on"] = [NOVEMBER + timedelta(days=int(left)) for left in result.clocked["days_left"]]
    assert responses.waiting(result)[0] == "1 response is still to come"
    assert responses.by_source(result).to_dict("records") == [
        {"Source": "HMICFRS", "Responses": 3, "To come": 1, "Given, day not recorded": 2}
    ]
    wording = "2 responses were given on an unknown date, so may be in time or late."
    assert wording in responses.notes(result, frozenset())
    answer = asked((ResponseStatus.UNDATED, 5))
    assert "1 response was given on an unknown date" in responses.notes(answer, frozenset())
    assert "unknown date" not in responses.notes(asked((ResponseStatus.DUE, 5)), frozenset())
    assert [figure.label for figure in figures(answer)][-1] == "Given"
    assert (
        figures(asked((ResponseStatus.UNDATED, 5), (ResponseStatus.LATE, -1)))[-1].caption
        == "1 given in all, 1 late, 1 undated"
    )
    assert figures(asked((ResponseStatus.LATE, -1)))[-1].caption == "1 given in all, 1 late"


def test_given_and_not_given_are_never_one_bar() -> None:
    standings = (ResponseStatus.OVERDUE, ResponseStatus.IN_TIME, ResponseStatus.LATE, ResponseStatus.DUE,
                 ResponseStatus.CONDITIONAL)  # fmt: skip
    result = asked(*((standing, 0) for standing in standings))
    result.clocked["due_on"] = [NOVEMBER] * len(standings)
    chart = responses.by_months(result)
    assert chart.headline == "2 of 4 responses due from March 2022 to February 2023 are still to be given"
    assert chart.subtitle.endswith("Blue: still to be given. Grey: given. Not shown: 1 that may not be required")
    waiting, given = (bars.y for bars in chart.figure.data)
    assert (list(waiting)[8], list(given)[8]) == (2, 2)  # November is the ninth month
    assert chart.figure.layout.xaxis.ticktext[8] == "<b>2</b> of 4<br>Nov 2022"
    assert responses.by_months(asked()).headline == "No responses are due from March 2022 to February 2023"


def test_the_clocks_are_those_not_given_and_then_those_given_last() -> None:
    kinds = [(ResponseStatus.DUE, 3), (ResponseStatus.IN_TIME, 0), (ResponseStatus.OVERDUE, -12)]
    result = asked(
        *kinds, (ResponseStatus.CONDITIONAL, -3), (ResponseStatus.LATE, -9), *[(ResponseStatus.IN_TIME, 0)] * 12
    )
    result.clocked["due_on"] = [NOVEMBER + timedelta(days=int(left)) for left in result.clocked["days_left"]]
    given = result.clocked["standing"].isin([ResponseStatus.IN_TIME, ResponseStatus.LATE])
    result.clocked["responded_on"] = [NOVEMBER - timedelta(days=n) if is_it else None for n, is_it in enumerate(given)]
    chart = responses.clocks_chart(result)
    assert chart is not None
    # R2 is overdue, R0 due; R3 may have no clock; of the given R1 is the newest, R4 was due nine days before and late.
    assert list(chart.table["Report"][:4]) == ["R2", "R0", "R1", "R4"]
    assert list(chart.table["State"][:4]) == ["12\u00a0days\u00a0late", "3\u00a0days\u00a0left", "given in time",
                                              "given\u00a05\u00a0days\u00a0late"]  # fmt: skip
    assert len(chart.table) == responses.MOST_CLOCKS
    assert chart.headline == "2 responses are still to be given: 1 overdue and 1 still to come"
    assert chart.subtitle.endswith("The 10 most recent responses are below")
    assert responses.clocks_chart(asked((ResponseStatus.DUE, 0), records_responses=False)) is None
    assert responses.clocks_chart(asked((ResponseStatus.NO_START, 0))) is None


def test_who_owes_the_responses_waited_for() -> None:
    result = asked((ResponseStatus.OVERDUE, -1), (ResponseStatus.DUE, 3), (ResponseStatus.IN_TIME, 0))
    assert responses.by_duty(result).table.to_numpy().tolist() == [
        ["MOPAC", 2],
        ["Body addressed", 0],
        ["Recipient", 0],
    ]


def test_the_law_is_told_where_it_is_not_recorded() -> None:
    result = asked((ResponseStatus.CONDITIONAL, -3))
    assert "2 IOPC" not in responses.notes(result, frozenset({"response_paused_from"}))
    result.clocked["is_certain"], result.clocked["source"] = False, "IOPC"
    wording = responses.notes(result, frozenset())
    assert "For 2 IOPC recommendations the register does not say whether a response was required" in wording
    assert responses.NO_PAUSES in wording


def cohort(made: int, closed: int, undecided: int = 0) -> pd.DataFrame:
    numbers = {
        "made": [made], "closed": [closed], "not_closed": [made - closed - undecided], "implemented": [0],
        "undecided": [undecided],
    }  # fmt: skip
    return pd.DataFrame({"after": [date(2020, 11, 28)], "until": [date(2021, 11, 28)], **numbers})


def test_a_rate_stands_with_its_numbers_and_not_on_fewer_than_ten() -> None:
    (headline, _), table = closure_rates.cohorts(cohort(10, 5))
    assert headline.replace("\u00a0", " ") == (
        "5 of the 10 recommendations made in the year to 28 November 2021 were closed in 12 months"
    )
    assert table["Rate"][0] == "50\u00a0per\u00a0cent"
    assert closure_rates.cohorts(cohort(40, 1))[1]["Rate"][0] == "3\u00a0per\u00a0cent"
    several = pd.concat([cohort(9, 5), cohort(1, 0)])
    assert list(closure_rates.cohorts(several)[1]["Rate"]) == ["Fewer than ten", "Fewer than ten"]
    assert closure_rates.cohorts(pd.concat([cohort(0, 0), cohort(10, 0)]))[0][0].startswith(
        "No recommendations were made"
    )


@pytest.mark.parametrize(
    ("made", "said"), [(9, "9 recommendations were"), (1, "1 recommendation was"), (0, "No recommendations were")]
)
def test_of_fewer_than_ten_a_sentence_stands_where_a_table_would_hold_no_rate(made: int, said: str) -> None:
    (headline, subtitle), table = closure_rates.cohorts(cohort(made, 0))
    assert (headline, table.empty) == ("Closed within 12 months of being made", True)
    assert subtitle.replace("\u00a0", " ") == (
        f"{said} made after 28 November 2020 and by 28 November 2021; rates are shown only for ten or more"
    )


def made_ever(*rows: tuple[int, int, int, int, int, int]) -> pd.DataFrame:
    """Rates on time of sources: all due, closed by then; outstanding, not accepted, dropped, unknown; of 20."""
    columns = ["due", "closed", "outstanding", "not_accepted", "dropped", "state_unknown"]
    result = pd.DataFrame(rows, columns=columns).assign(source="DARA", undecided=0, made=20)
    still = result[["outstanding", "not_accepted", "dropped", "state_unknown"]].sum(axis="columns")
    return result.assign(
        implemented=result["closed"] - 1, not_closed=result["due"] - result["closed"], ever_closed=20 - still
    )


def test_a_rate_on_time_has_its_implemented_variant_beside_it_and_its_numbers_add_up() -> None:
    result = made_ever((22, 12, 5, 2, 1, 0)).assign(undecided=2, not_closed=8)
    (headline, subtitle), table = closure_rates.on_time(result)
    assert headline == "12 of 20 were closed by the date first agreed, 11 as implemented; 2 more are undecided"
    assert "Closed means closed for any reason, including withdrawn or merged" in subtitle
    row = table.iloc[0]
    assert row["Due dates in the year"] == row["Closed on time"] + row["Not closed on time"] + row["Undecided"] == 22
    assert (row["Rate"], row["Rate implemented"]) == ("60\u00a0per\u00a0cent", "55\u00a0per\u00a0cent")
    assert "Implemented" not in closure_rates.on_time(result, has_reasons=False)[1]


def test_those_not_closed_are_named_and_the_unknown_are_in_neither_number() -> None:
    # Of 20, 5 + 2 + 1 are not closed; with 2 of 20 unknown, 8 of 18 are; 3 of 20 are more than a tenth.
    (headline, subtitle), table = closure_rates.not_closed(made_ever((10, 4, 5, 2, 1, 0)))
    assert headline == "8 of 20 recommendations ever made are not closed"
    assert subtitle.endswith(". Not closed: 5 outstanding, 2 not accepted and 1 no longer on the register")
    assert table[["Not closed", "Rate not closed"]].to_numpy().tolist() == [[8, "40\u00a0per\u00a0cent"]]
    (headline, _), table = closure_rates.not_closed(made_ever((10, 4, 5, 2, 1, 2)))
    assert headline == "8 of 18 recommendations ever made are not closed"
    row = table.iloc[0]
    assert row["Ever made"] == row["Closed"] + row["Not closed"] + row["State not known"] == 20
    assert row["Rate not closed"] == "44\u00a0per\u00a0cent"
    (_, subtitle), table = closure_rates.not_closed(made_ever((10, 4, 8, 0, 0, 3)))
    assert subtitle.endswith("not known")
    assert table["Rate not closed"].tolist() == ["Too many undecided"]
    (headline, subtitle), table = closure_rates.on_time(made_ever((3, 1, 1, 0, 0, 0)).assign(made=9))
    assert headline == "1 of 3 was closed by the date first agreed, none as implemented"
    assert (subtitle, table.empty) == ("9 recommendations in all; rates are shown only for ten or more", True)


def test_one_curve_is_told_in_numbers_and_several_by_source() -> None:
    curve = Curve(pd.DataFrame(), 0)
    assert closure_rates.in_numbers({"": curve}) == "Time to close, in numbers"
    assert closure_rates.in_numbers({"": curve, "IOPC": curve}) == "Time to close, by source"


def test_what_no_curve_holds_is_said_where_there_is_any() -> None:
    steps = pd.DataFrame({"days": [10], "at_risk": [20], "closed": [1], "still_open": [0.95]})
    total = Curve(steps, 11, left_out=2, ended=40, dropped=1, state_unknown=3, undated=4)
    wording = (
        ". 2 closures without a date are left out. "
        "Also left out: 1 no longer on the register, 3 of unknown state and 4 without a day to count from"
    )
    assert closure_rates.times({"": total})[0][1].endswith(wording)
    chart = closure_rates.chart({"": total})
    assert chart is not None
    assert chart.subtitle.endswith(wording)
    assert "left out" not in closure_rates.times({"": Curve(steps, 11, ended=40)})[0][1]


def test_no_rate_where_many_are_undecided() -> None:
    # Two of twelve may have been closed in time or not: more than a tenth. One of eleven is less.
    (headline, _), table = closure_rates.cohorts(cohort(12, 5, 2), has_reasons=False)
    assert headline.startswith("Whether 2 of the 12 made in the year to")
    assert list(table["Rate"]) == ["Too many undecided"]
    assert "Implemented" not in table.columns
    (headline, subtitle), table = closure_rates.cohorts(cohort(11, 5, 1))
    assert headline.startswith("5 of the 10 recommendations made")
    assert headline.endswith("; 1 more is undecided")
    assert subtitle.endswith("Made = closed + not closed + undecided")
    row = table.iloc[0]
    assert row["Made"] == row["Closed in 12 months"] + row["Not closed in 12 months"] + row["Undecided"] == 11
    assert row["Rate"] == "50\u00a0per\u00a0cent"


def test_no_time_to_close_where_many_closings_have_no_day() -> None:
    steps = pd.DataFrame({"days": [10], "at_risk": [20], "closed": [1], "still_open": [0.95]})
    (headline, subtitle), table = closure_rates.times({"": Curve(steps, 11, left_out=2, ended=12)})
    assert (headline, subtitle) == (
        "Time to close is not shown",
        "2 of 12 closures have no date, so the others would not represent all closures",
    )
    assert table.empty


def test_a_source_with_many_closures_without_a_date_has_a_row_without_a_median() -> None:
    steps = pd.DataFrame({"days": [10, 20], "at_risk": [20, 10], "closed": [5, 5], "still_open": [0.75, 0.375]})
    curves = {"": Curve(steps, 21, left_out=2, ended=40), "IOPC": Curve(steps, 21, left_out=2, ended=12)}
    every, iopc = closure_rates.times(curves)[1].to_dict("records")
    assert (every["Half closed within"], every["Closures without a date, left out"]) == ("20 days", 2)
    assert (iopc["Half closed within"], iopc["Closures without a date, left out"]) == (
        "Too many closures without a date",
        2,
    )
    assert iopc["After 3 months"] == "Not shown"


def test_the_median_is_said_only_where_it_is_reached() -> None:
    steps = pd.DataFrame({"days": [10, 20], "at_risk": [20, 10], "closed": [5, 5], "still_open": [0.75, 0.375]})
    assert closure_rates.times({"": Curve(steps, 21)})[0][0] == "Half are closed within 20 days of being made"
    assert closure_rates.times({"": Curve(steps.head(1), 11)})[0][0].startswith("More than half were still open")
    (headline, subtitle), table = closure_rates.times({"": Curve(steps.head(0), 0, dropped=1)})
    assert (headline, table.empty) == ("Time to close: fewer than ten recommendations to count", True)
    assert subtitle == "Rates are shown only for ten or more. Left out: 1 no longer on the register"


def reopenings(*rows: tuple[int, int, int, int]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["months", "watched", "reopened", "undecided"])
    return frame.assign(until=NOVEMBER)


def test_reopenings_are_told_of_the_longest_time_that_was_watched() -> None:
    (headline, _), table = closure_rates.reopened(reopenings((3, 40, 2, 0), (6, 20, 2, 2), (12, 0, 0, 0)))
    assert headline == "2 of 20 closed recommendations were reopened within 6 months"
    assert [text.replace("\u00a0", " ") for text in table["Rate"]] == ["5 per cent", "10 per cent", "Fewer than ten"]
    (headline, _), table = closure_rates.reopened(reopenings((3, 20, 2, 3)))  # 3 of 23 is more than a tenth
    assert headline == "Whether 3 of 23 closed recommendations were reopened within 3 months is undecided"
    assert table["Rate"].tolist() == ["Too many undecided"]
    nothing = closure_rates.reopened(reopenings((3, 0, 0, 0)))[0][0].replace("\u00a0", " ")
    assert nothing == "Not enough history yet: this needs extracts at least 3 months apart"
    assert closure_rates.reopened(reopenings((3, 0, 0, 0)))[1].empty
    few = closure_rates.reopened(reopenings((3, 10, 1, 0), (6, 9, 1, 0)))[1]
    assert few["Rate"].tolist() == ["10\u00a0per\u00a0cent", "Fewer than ten"]
    (headline, subtitle), none = closure_rates.reopened(reopenings((3, 9, 1, 0), (6, 3, 1, 0)))
    assert (headline, none.empty) == ("1 of 3 closed recommendations was reopened within 6 months", True)
    assert subtitle.endswith("Withdrawn or merged are left out. Rates are shown only for ten or more")


def test_nothing_closed_is_said_so() -> None:
    nothing = pd.DataFrame({"role": [], "outcome": [], "basis": [], "reason": [], "state": [], "recommendations": []})
    steps = pd.DataFrame({"step": ["Closed"], "reached": [0], "waiting": [0], "days": [None], "measured": [0]})
    result = Assurance(steps=steps, judged=nothing)
    assert assurance.sentence(result, frozenset({"assured_by_role"})) == (
        "No recommendations are closed. None is on the way to closure."
    )
    assert assurance.sentence(result, frozenset()) == (
        "No recommendations are closed. This register records no steps of assurance."
    )


def judged(*reasons: tuple[str, str, str, int]) -> Assurance:
    """Closings of these roles, reasons and states, so many of each."""
    rows = pd.DataFrame(reasons, columns=["role", "reason", "state", "recommendations"])
    return Assurance(steps=pd.DataFrame(), judged=rows.assign(outcome="", basis=""))


def test_reasons_stand_by_their_number_the_blank_last() -> None:
    result = judged(
        ("", "implemented", "closed", 1), ("", "", "closed", 9), ("", "duplicate", "withdrawn or merged", 4),
        ("", "superseded", "withdrawn or merged", 4), ("", "", "outstanding", 50),
    )  # fmt: skip
    chart = assurance.by_reason(result)
    # Equals in the order of the vocabulary, where superseded stands before duplicate; outstanding ones have no reason.
    assert chart.table.to_numpy().tolist() == [
        ["Superseded", 4], ["Duplicate", 4], ["Implemented", 1], ["Not recorded", 9],
    ]  # fmt: skip
    assert chart.subtitle == "Closed, withdrawn or merged, by reason: 18 in all"


def test_what_was_not_accepted_is_not_a_missing_reason() -> None:
    result = judged(
        ("", "implemented", "closed", 1), ("", "", "closed", 2), ("", "duplicate", "withdrawn or merged", 4),
        ("", "not accepted", "withdrawn or merged", 6),
    )  # fmt: skip
    chart = assurance.by_reason(result)
    assert chart.table.to_numpy().tolist() == [
        ["Duplicate", 4], ["Implemented", 1], ["Not accepted", 6], ["Not recorded", 2],
    ]  # fmt: skip
    assert chart.subtitle == "Closed, withdrawn, merged or not accepted, by reason: 13 in all"
    # The Register calls the four closed as well; what was not accepted it does not.
    assert assurance.left_out(result) == (
        "4 closed as withdrawn or merged are not counted in the steps and the checks. "
        "The closure rates and the time to close include them."
    )
    assert assurance.left_out(judged(("", "", "closed", 2))) == ""


def test_that_no_role_judged_is_said() -> None:
    (headline, subtitle), table = assurance.judges(judged(("", "", "closed", 3)))
    assert (headline, subtitle) == ("Who checked", "No role is recorded as having checked any of these")
    assert table.empty
    assert assurance.judges(judged(("Head", "", "closed", 3)))[1]["Checked"].tolist() == [3]


def meanings(**themes_open: int) -> ThemeCounts:
    rows = [(name, "DARA", number, 0, 0, number) for name, number in themes_open.items()]
    frame = pd.DataFrame(rows, columns=["value", "source", "open", "received", "received_before", "made"])
    years = pd.DataFrame({"value": [], "year": [], "received": [], "dropped": []})
    return ThemeCounts(column="theme", by_source=frame, by_year=years, year=2022)


def test_a_value_that_names_no_theme_is_counted_and_makes_no_headline() -> None:
    result = meanings(**{"N/A": 3, "Vetting": 2, "": 1})
    assert themes.sentence(result, frozenset({"theme"})) == (
        "Vetting is the only theme: 2 of 6 open recommendations. 4 have no theme."
    )
    several = meanings(**{"N/A": 3, "Vetting": 2, "Custody": 1, "": 4})
    assert themes.sentence(several, frozenset({"theme"})) == (
        "Vetting is the largest theme: 2 of 10 open recommendations. 7 have no theme."
    )
    (headline, subtitle), matrix = themes.by_source(result)
    assert headline == "Vetting: 2 of 6 open"
    assert subtitle == "Open, by theme and source: 6 in all. “N/A” is not a theme and is listed last"
    assert matrix.to_numpy().tolist() == [
        ["Vetting", 2, 2], ["N/A", 3, 3], ["Not recorded", 1, 1], ["Total", 6, 6],
    ]  # fmt: skip
    assert themes.by_source(meanings(Vetting=2))[0][1] == "Open, by theme and source: 2 in all"


def test_one_theme_alone_is_not_counted_among_itself() -> None:
    result = meanings(Vetting=4)
    other = result.by_source.assign(source="IOPC", open=6)
    both = replace(result, by_source=pd.concat([result.by_source, other], ignore_index=True))
    assert themes.sentence(both, frozenset({"theme"})) == (
        "Vetting is the only theme: 10 open recommendations, from 2 sources."
    )


def test_words_that_name_nothing_are_never_among_the_others() -> None:
    names = {f"Theme {number:02}": 40 - number for number in range(23)}
    result = meanings(**names, other=1, **{"n/a": 2})
    (_, subtitle), matrix = themes.by_source(result)
    assert list(matrix["Theme"].iloc[-4:]) == ["All others (3)", "n/a", "other", "Total"]
    assert subtitle.endswith("“n/a” and “other” are not themes and are listed last")


def test_what_is_in_no_year_is_said() -> None:
    # One of 2021 was dropped and so was one of 1990, which the years shown would not hold; three have no date.
    years = pd.DataFrame(
        [("Vetting", 2021.0, 5, 1), ("Custody", 1990.0, 0, 1), ("Custody", None, 3, 1), ("Estate", 2022.0, 0, 2)],
        columns=["value", "year", "received", "dropped"],
    )
    (headline, subtitle), matrix = themes.by_year(replace(meanings(Vetting=5), by_year=years))
    assert headline == "Recommendations received each year, by theme"
    assert subtitle.endswith("received since 2017. Not shown: 3 no longer on the register and 3 without a date")
    assert list(matrix["Theme"]) == ["Vetting", "Total"]
    total = years.assign(dropped=0).dropna()
    assert "Not shown" not in themes.by_year(replace(meanings(Vetting=5), by_year=total))[0][1]


def test_many_values_are_the_largest_and_the_rest_together() -> None:
    result = meanings(**{f"Theme {number:02}": 40 - number for number in range(23)})
    matrix = themes.by_source(result)[1]
    assert len(matrix) == themes.MOST_ROWS + 2
    assert matrix.iloc[-2].to_list() == ["All others (3)", 20 + 19 + 18, 20 + 19 + 18]
    total = themes.by_source(result, most=None)[1]  # as the file has them
    assert total["Theme"].to_list() == [*(f"Theme {number:02}" for number in range(23)), "Total"]
    assert total["Open"].iloc[-1] == matrix["Open"].iloc[-1]


ADVICE = ["is_advised", "advised_by", "advised_on", "advised_achievable", "advised_route"]
GROUP = "Transformation Group"


def waiting(*answers: str) -> Onboarding:
    """As many as there are answers of the advice, all of one source."""
    counts = {"decided": 0, "over_long": 0, "longest": None, "exceptions": 0}
    rows = [{"source": "DARA", "answer": answer, "waiting": n, **counts} for answer, n in Counter(answers).items()]
    return Onboarding(as_at=NOVEMBER, months=(), undecided=rows, decisions=[], medians={})


NOTHING = (False, None, None, None, None)
ADVISED = [
    ((True, GROUP, NOVEMBER, "in part", "programme"),
     "Achievable in part; route: programme (Transformation Group, 28 November 2022)"),
    ((True, GROUP, None, "no", None), "Not achievable (Transformation Group)"),
    ((True, None, NOVEMBER, "yes", None), "Achievable (28 November 2022)"),
    ((True, None, None, None, "local improvement"), "Route: local improvement"),
    ((True, GROUP, NOVEMBER, None, None), "Advised (Transformation Group, 28 November 2022)"),
    (NOTHING, "No advice yet"),
]  # fmt: skip


def test_advice_is_told_in_words_as_far_as_it_is_recorded() -> None:
    rows = pd.DataFrame([row for row, _ in ADVISED], columns=ADVICE, dtype=object)
    assert onboarding.advice_texts(rows).tolist() == [words for _, words in ADVISED]


def test_what_waits_is_counted_by_what_was_advised() -> None:
    result = waiting("yes", "in part", "no", "", "", NO_ADVICE)
    assert onboarding.by_answer(result).to_numpy().tolist() == [
        ["DARA internal audit", 1, 1, 1, 2, 1, 6], ["Total", 1, 1, 1, 2, 1, 6],
    ]  # fmt: skip
    assert "Advised without an answer" not in onboarding.by_answer(waiting("yes")).columns


@pytest.mark.parametrize(
    ("advised", "left", "said"),
    [
        (0, 1, "Advice has not been given on the one waiting"),
        (1, 0, "Advice has been given on the one waiting"),
        (0, 2, "Advice has been given on none of the 2 waiting"),
        (2, 0, "Advice has been given on all of the 2 waiting"),
        (1, 2, "Advice has been given on 1 of the 3 waiting"),
        (2, 1, "Advice has been given on 2 of the 3 waiting"),
    ],
)
def test_how_many_have_been_advised_on(advised: int, left: int, said: str) -> None:
    assert onboarding.advice_heading(waiting(*["yes"] * advised, *[NO_ADVICE] * left)) == said


def test_what_waits_is_counted_by_the_days_and_sixty_are_not_over_sixty() -> None:
    days = pd.DataFrame({"days": [0, 15, 16, 60, 61, 181, None], "waiting": [1, 2, 3, 4, 5, 6, 7]}, dtype=object)
    chart = onboarding.queue_by_age(days)
    # 0-15: 1 + 2; 16-30: 3; 31-45: 0; 46-60: 4; 61-90: 5; 91-180: 0; over 180: 6; 7 have no day of receipt.
    assert chart.table["Waiting"].tolist() == [3, 3, 0, 4, 5, 0, 6]
    assert chart.headline == "21 recommendations waiting, 11 for more than 60 days"
    assert chart.subtitle.endswith(". 7 without a date of receipt are not shown")
    assert list(chart.figure.data[0].marker.color).count(LIGHT.late) == 3


def decided(*routes: tuple[str, str | None]) -> Onboarding:
    both = [(decided, advised) for decided, advised in routes if decided and advised]
    counts = {
        "decisions": len(routes),
        "compared": len(both),
        "otherwise": sum(colour != other for colour, other in both),
    }
    return Onboarding(as_at=NOVEMBER, months=(), undecided=[], decisions=[{"source": "DARA", **counts}], medians={})


@pytest.mark.parametrize(
    ("routes", "said"),
    [
        (
            [("programme", None), ("", "programme")],
            "No decision in 12 months has a recorded route and advice to compare",
        ),
        ([("programme", "programme")], "No decision differed from the advice on route"),
        ([("programme", "local improvement")], "1 decision differed from the advice on route"),
    ],
)
def test_how_many_decisions_took_another_route(routes: list[tuple[str, str | None]], said: str) -> None:
    result = decided(*routes)
    assert onboarding.otherwise_heading(result) == said
    assert onboarding.otherwise_subtitle(result).startswith("Decisions in 12 months. Both routes are recorded for ")
