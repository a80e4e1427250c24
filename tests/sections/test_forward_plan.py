"""What the forward plan says in words: where numbers are zero, one, few or absent, and in which order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from analytics.charts.chart import MEASURE_HEADLINE
from analytics.english import sentence_case
from analytics.measures.forward_plan import WEIGHTS, Plan, planned
from analytics.meetings.records import Meeting, MeetingKind
from analytics.sections import forward_plan as section

NOVEMBER = date(2022, 11, 28)
DATED, UNDATED = frozenset({"theme", "due_on"}), frozenset({"theme"})
Counts = tuple[int, int, int, int, int]
COLUMNS = ["dimension", "value", "open", "overdue", "masked", "late_no_current_date", "redated"]


PAST = Meeting(id=99, kind=MeetingKind.PEEL, held_on=date(2021, 3, 1), themes=("Long ago",))


def plan(*meetings: Meeting, weights: tuple[int, ...] = WEIGHTS, has_meetings: bool = True, **themes: Counts) -> Plan:
    """A plan of themes with their parts ("_" is a blank in a name; "blank" none), and of nothing else.

    Where meetings are kept, one is long past.
    """
    meetings = (*meetings, PAST) if has_meetings else ()
    names = {name: "" if name == "blank" else name.replace("_", " ") for name in themes}
    rows = [("theme", names[name], *counts) for name, counts in themes.items()]
    return planned(pd.DataFrame(rows, columns=COLUMNS), meetings, as_at=NOVEMBER, from_day=NOVEMBER, weights=weights)


def meeting(number: int, on: date, *themes: str, title: str = "", programmes: tuple[str, ...] = ()) -> Meeting:
    return Meeting(
        id=number, kind=MeetingKind.ANALYSIS, held_on=on, title=title, themes=themes, programmes=programmes
    )  # fmt: skip


ON_VETTING = meeting(1, date(2022, 12, 12), "Vetting")


@pytest.mark.parametrize(
    ("found", "planned_on", "late"),
    [
        (
            plan(Vetting=(3, 2, 0, 0, 0), Custody=(1, 0, 0, 0, 0)),
            "None of the 2 themes with open recommendations has a meeting planned",
            "2 of their 4 recommendations are past the date first agreed",
        ),
        (
            plan(ON_VETTING, Vetting=(3, 2, 0, 0, 0), Custody=(4, 1, 0, 0, 0)),
            "1 of 2 themes with open recommendations has no meeting planned",
            "1 of its 4 recommendations is past the date first agreed",
        ),
        (
            plan(ON_VETTING, Vetting=(3, 2, 0, 0, 0), Custody=(1, 0, 0, 0, 0)),
            "1 of 2 themes with open recommendations has no meeting planned",
            "its one recommendation is not past the date first agreed",
        ),
        (
            plan(Vetting=(3, 3, 0, 0, 0), Custody=(1, 1, 0, 0, 0)),
            "None of the 2 themes with open recommendations has a meeting planned",
            "all 4 of their recommendations are past the date first agreed",
        ),
        (
            plan(Vetting=(3, 0, 0, 0, 0)),
            "The one theme with open recommendations has no meeting planned",
            "none of its 3 recommendations is past the date first agreed",
        ),
    ],
)
def test_the_sentence_where_something_has_no_meeting(found: Plan, planned_on: str, late: str) -> None:
    text = section.sentence(found, "theme", DATED)
    assert text == f"{planned_on}. {sentence_case(late)}."
    assert len(text.split()) <= 30


TWO = {"Vetting": (3, 2, 0, 0, 0), "Custody": (1, 0, 0, 0, 0)}


def test_where_no_meeting_is_kept_nothing_is_said_to_lack_one() -> None:
    result, one_theme = plan(has_meetings=False, **TWO), plan(has_meetings=False, Vetting=(3, 2, 0, 0, 0))
    late = "2 of their 4 recommendations are past the date first agreed"
    assert (
        section.sentence(result, "theme", DATED)
        == f"2 themes have open recommendations and no meeting is planned on any of them. {late}."
    )
    assert len(section.sentence(result, "theme", DATED).split()) <= 30
    assert section.on_themes(one_theme) == (
        "1 theme has open recommendations and no meeting is planned on it",
        section.note(one_theme),
    )
    assert section.note(result) == "Meetings are recorded on the page Meetings and actions."
    assert section.calendar(result)[0] == "No meetings have been recorded yet"
    assert section.themes_without(result, DATED).empty
    assert section.themes_without(plan(**TWO), DATED)["Theme"].tolist() == ["Vetting", "Custody"]
    chart = section.unplanned(result, "theme")
    assert (chart.headline, chart.subtitle) == (
        "Vetting has the highest score: 7",  # 3 + 2 x 2
        "Priority score, by theme: 4 open recommendations",
    )
    assert list(chart.table)[1] == "Priority score"
    assert section.heading(result, "theme") == "2 themes by priority score"
    assert section.ranking(result, "theme", DATED)[section.NEXT].tolist() == ["", "", ""]


def test_a_cancelled_meeting_is_kept_all_the_same() -> None:
    none = pd.DataFrame([], columns=COLUMNS)
    cancelled = meeting(1, NOVEMBER)
    for meetings in ((), (replace(cancelled, is_cancelled=True),)):
        assert planned(none, iter(meetings), as_at=NOVEMBER, from_day=NOVEMBER).has_meetings == bool(meetings)


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (plan(), "No recommendations are open."),
        (plan(blank=(3, 1, 0, 0, 0)), "3 recommendations are open, none under a theme."),
        (plan(ON_VETTING, Vetting=(3, 2, 0, 0, 0)), "The one theme with open recommendations has a meeting planned."),
        (
            plan(ON_VETTING, meeting(2, NOVEMBER, "Custody"), Vetting=(3, 2, 0, 0, 0), Custody=(1, 0, 0, 0, 0)),
            "Each of the 2 themes with open recommendations has a meeting planned.",
        ),
    ],
)
def test_the_sentence_where_there_is_none_without_a_meeting(found: Plan, said: str) -> None:
    assert section.sentence(found, "theme", DATED) == said


def test_the_sentence_where_the_register_lacks_dates_or_everything() -> None:
    result = plan(Vetting=(3, 0, 0, 0, 0), Custody=(1, 0, 0, 0, 0))
    assert section.sentence(result, "theme", UNDATED) == (
        "None of the 2 themes with open recommendations has a meeting planned. 4 recommendations are open under them."
    )
    assert section.sentence(result, None, frozenset()) == (
        "4 recommendations are open. This register records no theme, strategic priority or programme."
    )


def test_what_says_nothing_is_counted_and_is_no_theme() -> None:
    result = plan(**{"N/A": (9, 9, 0, 0, 0)}, Vetting=(1, 0, 0, 0, 0))
    assert section.sentence(result, "theme", DATED).startswith("The one theme ")
    assert section.unplanned(result, "theme").values == ("Vetting",)
    assert section.ranking(result, "theme", DATED)["Theme"].tolist() == ["Vetting", "N/A", "Total"]


def test_the_formula_says_the_weights() -> None:
    assert section.formula(WEIGHTS, DATED) == (
        "Priority score = 1 × open + 2 × past first date + 1 × masked + 1 × late with no current date + 1 × re-dated."
    )
    assert section.formula((0, 9, 1, 0, 1), DATED).endswith("These are not the usual weights.")
    assert section.formula(WEIGHTS, UNDATED).startswith("Priority score = 1 × open. This register records no due dates")


def test_the_ranking_shows_every_part_and_its_sum() -> None:
    result = plan(ON_VETTING, Vetting=(5, 2, 1, 0, 1), Custody=(2, 1, 0, 1, 1), blank=(1, 1, 0, 0, 0))
    table = section.ranking(result, "theme", DATED)
    # 2 + 2 x 1 + 1 + 1 = 6; 5 + 2 x 2 + 1 + 1 = 11; 1 + 2 x 1 = 3.
    assert table.to_numpy().tolist() == [
        ["Custody", 2, 1, 0, 1, 1, 6, "None\u00a0planned"],
        ["Vetting", 5, 2, 1, 0, 1, 11, "12\u00a0December\u00a02022, monthly oversight analysis"],
        ["No theme", 1, 1, 0, 0, 0, 3, ""],
        ["Total", 8, 4, 1, 1, 2, 20, ""],
    ]
    assert list(table.columns)[1:3] == ["Open\u00a0×\u00a01", "Past first date\u00a0×\u00a02"]
    assert list(section.ranking(result, "theme", UNDATED).columns) == [
        "Theme", "Open\u00a0×\u00a01", "Priority score", "Next meeting",
    ]  # fmt: skip


def test_the_heading_of_the_ranking() -> None:
    result = plan(Vetting=(5, 2, 1, 0, 1), Custody=(2, 1, 0, 0, 1), blank=(1, 1, 0, 0, 0))
    assert section.heading(result, "theme") == "2 themes by priority score, without a meeting planned first"
    # The ten priorities of November 2022 stand there, but none of them has anything open.
    assert section.heading(result, "strategic_priority") == "No open recommendation has a strategic priority"


def test_many_themes_are_the_first_and_the_rest_together_and_the_file_has_all() -> None:
    result = plan(**{f"Theme_{number:02}": (40 - number, 0, 0, 0, 0) for number in range(28)})
    table = section.ranking(result, "theme", DATED)
    assert len(table) == section.MOST_ROWS + 2
    # The last three have 15, 14 and 13 open.
    assert table.iloc[-2].tolist() == ["All others (3)", 42, 0, 0, 0, 0, 42, "3 without one"]
    assert len(section.file(result, "theme", DATED)) == 28
    assert len(section.linked_rows(result, "theme")) == section.MOST_ROWS
    chart = section.unplanned(result, "theme")
    assert (len(chart.values), chart.subtitle) == (
        10, "Priority score, by theme (top 10 of 28): 355 of 742 open recommendations",
    )  # fmt: skip


def test_the_file_keeps_day_kind_and_title_apart() -> None:
    result = plan(meeting(1, NOVEMBER, "Vetting", title="First"), Vetting=(5, 2, 1, 0, 1), Custody=(2, 1, 0, 0, 1))
    assert section.file(result, "theme", DATED).iloc[:, -4:].to_numpy().tolist() == [
        [5, None, "", ""], [11, NOVEMBER, "monthly oversight analysis", "First"],
    ]  # fmt: skip


def test_the_heaviest_without_a_meeting_leads_and_a_long_name_is_not_quoted() -> None:
    result = plan(ON_VETTING, Vetting=(9, 9, 0, 0, 0), Custody=(2, 1, 0, 0, 1), Estate=(1, 0, 0, 0, 0))
    chart = section.unplanned(result, "theme")
    assert (chart.headline, chart.values) == (
        "Custody has the highest score of those without a meeting planned: 5", ("Custody", "Estate"),
    )  # fmt: skip
    assert "Custody 5; Estate 1." in chart.alternative
    total = section.unplanned(plan(We_will_do_it_now=(1, 0, 0, 0, 0)), "theme")
    assert total.headline == "“We will do it now” has a priority score of 1"
    long = section.unplanned(plan(**{"A" * 90: (1, 0, 0, 0, 0)}), "theme")
    assert long.headline == "1 theme has a priority score of 1"
    assert len(chart.headline) <= MEASURE_HEADLINE


def test_equal_scores_are_said_to_be_equal_and_what_is_left_out_is_counted() -> None:
    result = plan(Vetting=(3, 0, 0, 0, 0), Custody=(3, 0, 0, 0, 0), blank=(2, 0, 0, 0, 0))
    chart = section.unplanned(result, "theme")
    assert chart.headline == "2 themes without a meeting planned have the highest score, 3"
    assert chart.subtitle == (
        "Priority score, by theme: 6 of 8 open recommendations. 2 have no theme and are not shown"
    )


@pytest.mark.parametrize(
    ("found", "why"),
    [
        (plan(Vetting=(1, 0, 0, 0, 0)), None),
        (plan(ON_VETTING, Vetting=(1, 0, 0, 0, 0)), "Every theme with a score has a meeting planned."),
        (plan(Vetting=(1, 0, 0, 0, 0), weights=(0, 1, 1, 0, 1)), "With these weights no theme has a score."),
    ],
)
def test_why_there_are_no_bars(found: Plan, why: str | None) -> None:
    assert section.no_bars(found, "theme") == why


def test_the_calendar_names_each_month_once_and_leaves_out_what_no_meeting_is_about() -> None:
    december = (meeting(1, date(2022, 12, 1), title="First"), meeting(2, date(2022, 12, 12), "Vetting", "Custody"))
    result = plan(*december, meeting(3, date(2023, 1, 17)), meeting(4, date(2022, 11, 27), "Estate"))
    assert section.calendar(result) == (
        "3 meetings are planned, the next on 1 December 2022",
        "The last on 17 January 2023; only meetings that have been recorded",
    )
    table = section.entries(result, result.upcoming)
    assert list(table.columns) == ["Month", "Day", "Meeting", "Themes"]
    assert [[cell.replace("\u00a0", " ") for cell in row] for row in table.to_numpy().tolist()] == [
        ["December 2022", "Thursday 1", "Monthly oversight analysis: First", ""],
        ["", "Monday 12", "Monthly oversight analysis", "Vetting; Custody"],
        ["January 2023", "Tuesday 17", "Monthly oversight analysis", ""],
    ]
    assert section.calendar_file(result)["Themes"].tolist() == [[], ["Vetting", "Custody"], []]


def test_one_meeting_and_none() -> None:
    assert section.calendar(plan(ON_VETTING)) == (
        "1 meeting is planned, the next on 12 December 2022", "Only meetings that have been recorded",
    )  # fmt: skip
    assert section.calendar(plan())[0] == "No meeting is planned"


def test_what_meetings_name_that_none_of_the_open_has() -> None:
    result = plan(meeting(1, NOVEMBER, "Vetting", "Veting", "Firearms"), Vetting=(1, 0, 0, 0, 0))
    assert section.unknown_names(result, "theme") == (
        "Meetings to come also name the themes “Veting” and “Firearms”, which have no open recommendations here."
    )
    assert section.unknown_names(plan(ON_VETTING, Vetting=(1, 0, 0, 0, 0)), "theme") == ""


def test_the_themes_without_a_meeting_on_the_page_of_themes() -> None:
    themes = {"Vetting": (5, 2, 1, 0, 1), "Custody": (2, 1, 0, 0, 1), "Estate": (4, 0, 0, 0, 0)}
    result = plan(ON_VETTING, **themes, blank=(1, 0, 0, 0, 0))
    assert section.on_themes(result)[0] == "2 of 3 themes with open recommendations have no meeting planned"
    # Custody weighs 2 + 2 x 1 + 1 = 5, Estate 4: the page shows no weight, so its order is by what is open.
    assert [theme.value for theme in result.unplanned("theme")] == ["Custody", "Estate"]
    assert section.on_themes(result)[1].startswith("Most open first. A meeting is planned where it is on ")
    assert section.themes_without(result, DATED).to_numpy().tolist() == [["Estate", 4, 0], ["Custody", 2, 1]]
    assert section.themes_without(result, UNDATED).to_numpy().tolist() == [["Estate", 4], ["Custody", 2]]
    alike = plan(Estate=(4, 0, 0, 0, 0), Custody=(4, 1, 0, 0, 0), Arrest=(4, 1, 0, 0, 0))
    assert list(section.themes_without(alike, DATED)["Theme"]) == ["Arrest", "Custody", "Estate"]
    alone = plan(Vetting=(1, 0, 0, 0, 0))
    assert section.on_themes(alone)[1].startswith("A meeting is planned")
    assert section.on_themes(plan(ON_VETTING, Vetting=(1, 0, 0, 0, 0)))[0].startswith("Each theme")
    assert section.on_themes(plan(blank=(1, 0, 0, 0, 0)))[0] == "No theme has open recommendations"
