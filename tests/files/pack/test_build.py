"""A pack says what the pages say: every figure against the measures, or worked by hand, on registers of any shape."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from itertools import pairwise
from numbers import Integral
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from analytics.errors import WrongChoice
from analytics.files.definitions import sections as defined
from analytics.files.pack.build import build, commented, name_of
from analytics.files.pack.content import PackTable, Picture, Plot, Sentence
from analytics.files.pack.section_registry import KEYS, SECTIONS
from analytics.files.pack.settings import PackSettings
from analytics.files.pack.write import KINDS
from analytics.filters import EVERYTHING, Filters
from analytics.measures import forward_plan
from analytics.measures.close_reasons import reasons
from analytics.measures.closure_rates import on_time
from analytics.measures.engage import tagged
from analytics.measures.figures import figures
from analytics.measures.filter_options import recorded
from analytics.measures.headline_figures import headline
from analytics.measures.responses import ResponseStatus, responses
from analytics.meetings.contents import Contents
from analytics.meetings.records import MeetingKind
from analytics.register.database import Register
from analytics.sections.changes import TERMS
from analytics.sections.headline import NO_MATCH
from analytics.sections.responses import waiting
from analytics.vocabulary import ENGAGE_PHASE, Marking, label
from tests.files.pack.packs import section, tables, titled, words, workbook, written
from tests.meetings.records import action, ended, meeting
from tests.registers import write_register
from tests.worked_changes import NOVEMBER, OCTOBER, row, worked

MEETING, LAST = date(2022, 11, 28), date(2022, 10, 31)


@pytest.fixture(scope="module")
def register(demonstration: Path) -> Register:
    return Register(demonstration)


@pytest.fixture(scope="module")
def eight(tmp_path_factory: pytest.TempPathFactory) -> Register:
    return Register(worked(tmp_path_factory.mktemp("worked")))


@pytest.mark.parametrize(
    "filters",
    [EVERYTHING, Filters(source=("HMICFRS",)), Filters(delivery_route=("local improvement",), status=("open",))],
    ids=lambda filters: filters.describe() or "all",
)
def test_the_workbook_holds_the_figures_of_the_pages(register: Register, filters: Filters) -> None:
    result = figures(register, filters, LAST)
    book = workbook(build(register, PackSettings(since=LAST, filters=filters), None))
    now = {line["Figure"]: line["28 November 2022"] for line in titled(book, "The figures, and their movement")}
    assert now["Open"] == result["open"]
    assert now["Outstanding: open, awaiting on-boarding and disputed"] == result["outstanding"]
    assert now.get("Outstanding, past the date first agreed", 0) == result["overdue"]["original"]
    late = result["overdue"]
    assert now.get("Outstanding, past the date first agreed but not the current date", 0) == late["masked"]
    assert now.get("Outstanding, past the date first agreed, with no current date", 0) == late["late_no_current_date"]
    assert now["Closed, ever"] == result["closed"]
    total = {line["Term"]: line["Recommendations"] for line in titled(book, "The sum, and what it does not explain")}
    period = result["period"]
    assert (total["Outstanding on 31 October"], total["Outstanding on 28 November"]) == (
        period["opening"], period["closing"],
    )  # fmt: skip
    assert {name: abs(total.get(words, 0)) for name, words in TERMS.items()} == {
        name: abs(period[name]) for name in TERMS
    }
    assert total["Not explained"] == period["residual"] == 0
    for column in ("source", "delivery_route", "programme"):
        by = {label(column, value): counts for value, counts in result["by"].get(column, {}).items()}
        for line in titled(book, f"Open, outstanding, closed and new, by {column.replace('_', ' ')}"):
            counts = by[next(iter(line.values()))]
            assert (line["Open"], line["Outstanding"], line["Closed, ever"], line["New since 31 October"]) == (
                counts["open"], counts["outstanding"], counts["closed"], counts["new"],
            )  # fmt: skip


def test_engage_and_the_statutory_responses_are_those_of_their_pages(register: Register) -> None:
    book = workbook(build(register, PackSettings(since=LAST, sections=("engage", "responses")), None))
    result = tagged(register, EVERYTHING, ENGAGE_PHASE)
    reports = titled(book, "All 51 tagged Engage")
    assert reports[-1]["Open"] == result.total() == 51
    assert (reports[-1]["Programme"], reports[-1]["Local improvement"]) == (47, 4)
    due = responses(register, EVERYTHING, recorded(register, EVERYTHING))
    awaited = titled(book, waiting(due)[0])
    assert len(awaited) == due.number(ResponseStatus.OVERDUE, ResponseStatus.DUE, ResponseStatus.PAUSED)
    assert [line["Due"].date() for line in awaited if line["Due"]] == sorted(due.clocked.loc[
        due.clocked["standing"].isin([ResponseStatus.OVERDUE, ResponseStatus.DUE]), "due_on"
    ].dt.date)  # fmt: skip


def test_what_moved_is_as_worked_by_hand(eight: Register) -> None:
    pack = build(eight, PackSettings(since=OCTOBER), None)
    total = tables(pack, "movement")[0].frame
    assert total["Recommendations"].tolist() == [4, 2, 1, 1, -1, -1, -1, 5, 0]
    lists = {table.caption: table.frame["Reference"].tolist() for table in tables(pack, "movement")[1:]}
    assert lists == {
        "2 are new": ["F", "H"], "1 was recorded late": ["G"], "1 was closed": ["H"],
        "1 was withdrawn or merged": ["B"], "1 was reopened": ["C"], "1 was dropped": ["D"], "1 was re-routed": ["E"],
    }  # fmt: skip
    (later,) = [table.frame for table in tables(pack, "slippage") if "later date" in table.caption]
    assert later.to_dict("records") == [
        {
            "Reference": "A", "Source": "DARA internal audit", "Recommendation": "Do A.", "Before": date(2022, 12, 31),
            "After": date(2023, 3, 31), "Days later": 90, "Masked now": "No",
        }
    ]  # fmt: skip


def test_what_a_later_date_hides_is_named(tmp_path: Path) -> None:
    # By 30 November A is late by its first date and not by its present one; B is late by both, C by neither.
    first = [row(name, original_due_on=date(2022, 11, 1), due_on=date(2022, 11, 1)) for name in "AB"]
    late = date(2023, 1, 30)
    second = [
        row("A", original_due_on=date(2022, 11, 1), due_on=late), row("B", due_on=date(2022, 11, 1)),
        row("C", due_on=late),
    ]  # fmt: skip
    register = Register(write_register(tmp_path, {OCTOBER: first, NOVEMBER: second}))
    pack = build(register, PackSettings(since=OCTOBER), None)
    moved, hidden = tables(pack, "slippage")
    assert moved.frame[["Reference", "Days later", "Masked now"]].values.tolist() == [["A", 90, "Yes"]]
    assert hidden.frame[["Reference", "First agreed", "Due", "Days between", "Times re-dated"]].values.tolist() == [
        ["A", date(2022, 11, 1), late, 90, 1]
    ]
    # Asked for what is late by its present date there is nothing that a later date hides.
    narrowed = PackSettings(since=OCTOBER, filters=Filters(overdue="current"))
    assert tables(build(register, narrowed, None), "slippage") == []


def test_what_lost_its_due_date_is_listed_apart_from_what_a_later_date_hides(tmp_path: Path) -> None:
    # Both are past the first date on 30 November; the due date of A is blank now, that of B is still to come.
    first, later = date(2022, 6, 30), date(2022, 12, 31)
    october = [row("A", original_due_on=first, due_on=first), row("B", original_due_on=first, due_on=later)]
    november = [{**october[0], "due_on": None}, october[1]]
    register = Register(write_register(tmp_path, {OCTOBER: october, NOVEMBER: november}))
    pack = build(register, PackSettings(since=OCTOBER), None)
    lists = {table.caption: table.frame for table in tables(pack, "slippage")}
    hidden = lists["1 recommendation is past the date first agreed, but was given a later date"]
    assert hidden[["Reference", "Due", "Days between"]].values.tolist() == [["B", later, 184]]
    undated = lists["1 recommendation is past the date first agreed and has no current due date"]
    assert undated[["Reference", "First agreed", "Due", "Days between"]].values.tolist() == [["A", first, None, None]]
    assert "2 do not show as overdue: 1 has a new date, 1 has none." in words(pack, "slippage")
    now = tables(pack, "position")[0].frame.set_index("Figure")["30 November 2022"]
    assert now["Outstanding, past the date first agreed, with no current date"] == 1
    assert all(written(pack, kind) for kind in KINDS)


def test_what_was_removed_or_changed_is_listed(tmp_path: Path) -> None:
    first = [row("A", due_on=date(2023, 1, 30), programme="Vetting"), row("B", risk="high", theme="Custody")]
    second = [row("A"), row("B", risk="low", theme="Custody")]
    pack = build(
        Register(write_register(tmp_path, {OCTOBER: first, NOVEMBER: second})), PackSettings(since=OCTOBER), None
    )
    changed = {
        table.caption: table.frame[["Reference", "Before → after"]].to_numpy().tolist()
        for section in ("movement", "slippage")
        for table in tables(pack, section)
        if "Before → after" in table.frame
    }
    assert changed == {
        "1 had its due date removed": [["A", "30 January 2023 → blank"]],
        "1 was re-routed": [["A", "Vetting → blank"]],
        "1 had its risk changed": [["B", "High → Low"]],
    }


def test_actions_from_last_time_open_the_pack(eight: Register) -> None:
    meetings = (meeting(date(2022, 9, 27), id=1), meeting(date(2022, 10, 25), id=2), meeting(NOVEMBER, id=3))
    agreed = (
        action(1, "Ask for the dates.", id=1, due_on=date(2022, 11, 15)),
        ended(2, date(2022, 11, 2), id=2, text="Write to the MPS."),
        action(2, "Look at custody.", id=3, due_on=date(2022, 12, 20), references=("A", "C")),
    )
    pack = build(eight, PackSettings(since=OCTOBER), Contents(meetings=meetings, actions=agreed))
    assert words(pack, "actions") == (
        "2 actions from earlier meetings are open, 1 of them overdue. 1 other ended since 25 October 2022."
    )
    (listed,) = tables(pack, "actions")
    shown = listed.frame[["No.", "State", "Agreed", "Carried over", "Recommendations"]].values.tolist()
    assert shown == [
        [1, "Open, 15 days overdue", date(2022, 9, 27), 1, None],
        [3, "Open, due in 20 days", date(2022, 10, 25), 0, "A, C"],
        [2, "Complete since 2 November 2022", date(2022, 10, 25), 0, None],
    ]


@pytest.mark.parametrize(
    ("meetings", "said"),
    [
        (None, "No meetings have been recorded yet, so there are no actions from last time."),
        (Contents(), "No meetings have been recorded yet, so there are no actions from last time."),
        (Contents(meetings=(meeting(NOVEMBER, id=1),)), "This is the first monthly oversight analysis, so"),
        (Contents(meetings=(meeting(OCTOBER, id=1),)), "No actions from earlier meetings are open."),
    ],
)
def test_no_actions_are_said_in_one_sentence(eight: Register, meetings: Contents | None, said: str) -> None:
    pack = build(eight, PackSettings(since=OCTOBER, sections=("actions",)), meetings)
    assert words(pack, "actions").startswith(said)
    assert tables(pack, "actions") == []


BARE = [
    {"reference": f"0{number}/95", "source": "TAIC", "status": status, "kind": None}
    for number, status in enumerate(("open", "open", "closed", "unknown", "not accepted"))
]
"""A register of the TAIC's shape at its barest: no due date, no theme, no route, one extract, an unknown state."""


def shapes(register: Register, eight: Register, folder: Path) -> Iterator[tuple[str, Register, PackSettings]]:
    bare = Register(write_register(folder, {date(2024, 4, 4): BARE}))
    yield "demonstration", register, PackSettings(since=LAST)
    yield (
        "before the first extract",
        register,
        PackSettings(since=date(2021, 1, 1), filters=Filters(as_at=date(2021, 6, 1))),
    )
    yield "after the newest", register, PackSettings(since=MEETING, filters=Filters(as_at=date(2023, 3, 1)))
    known = Filters(as_at=date(2022, 6, 30), known_at=date(2022, 6, 30))
    yield "as known in June", register, PackSettings(since=date(2022, 5, 31), filters=known)
    yield "closed alone", register, PackSettings(since=LAST, filters=Filters(status=("closed",)))
    yield "nothing fits", register, PackSettings(since=LAST, filters=Filters(search="no row says this"))
    yield "causes of concern", register, PackSettings(since=LAST, filters=Filters(kind=("cause of concern",)))
    yield "eight", eight, PackSettings(since=OCTOBER)
    yield "bare", bare, PackSettings(since=date(2024, 3, 1))


def test_every_section_on_every_shape_of_register(register: Register, eight: Register, tmp_path: Path) -> None:
    for shape, of_shape, choice in shapes(register, eight, tmp_path):
        pack = build(of_shape, choice, None)
        assert [section.key for section in pack.sections] == list(KEYS)
        for each in pack.sections:
            assert each.blocks, f"{each.key} says nothing on {shape}"
            for block in each.blocks:
                check_block(block, f"{each.key} on {shape}")
        assert workbook(pack)["Cover"]["A1"].value == pack.title


def check_block(block: Any, where: str) -> None:
    """A block says something; its cells are texts, whole numbers, days or None; its charts have their columns."""
    if isinstance(block, Sentence):
        assert block.text.strip(), where
        assert block.text[-1] in ".:”", f"{where}: {block.text}"
    elif isinstance(block, Picture):
        columns = len(block.chart.table.columns)
        least = {Plot.BARS: 2, Plot.WATERFALL: 2, Plot.STOCK_AND_FLOW: 4}
        assert len(block.chart.table), where
        assert columns >= least[block.plot], where
    else:
        assert isinstance(block, PackTable)
        assert len(block.frame), f"{where}: {block.caption} is empty"
        for cell in block.frame.to_numpy(dtype=object).ravel():
            assert cell is None or isinstance(cell, str | Integral | date), f"{where}: {cell!r}"
            assert not isinstance(cell, datetime | bool), f"{where}: {cell!r}"
            assert cell is not pd.NaT, where


def test_nothing_that_fits_is_said_once_a_section(register: Register) -> None:
    pack = build(register, PackSettings(since=LAST, filters=Filters(search="no row says this")), None)
    for entry in SECTIONS:
        if entry.of_rows:
            assert [block.text for block in section(pack, entry.key).blocks] == [NO_MATCH]


def test_the_rate_on_time_is_that_of_the_measure_with_its_implemented_variant(register: Register) -> None:
    result = on_time(register, EVERYTHING).drop(columns="source").sum()
    table = next(
        table for table in tables(build(register, PackSettings(since=LAST), None), "closure")
        if "closed by the date first agreed" in table.caption
    )  # fmt: skip
    all_together = table.frame.iloc[-1]
    assert [all_together[name] for name in ("Due dates in the year", "Closed on time", "Implemented")] == [
        result["due"], result["closed"], result["implemented"],
    ]  # fmt: skip
    assert 0 < result["implemented"] < result["closed"]


def test_a_register_that_does_not_record_a_thing_says_so(tmp_path: Path) -> None:
    pack = build(
        Register(write_register(tmp_path, {date(2024, 4, 4): BARE})), PackSettings(since=date(2024, 3, 1)), None
    )
    wording = {
        "position": "No due dates are recorded",
        "responses": "None of these recommendations has a statutory deadline for a response.",
        "engage": "This register does not record which recommendations are in Engage.",
        "priorities": "This register does not record the strategic priority.",
        "routes": "This register does not record the programme.",
        "slippage": "No due dates are recorded",
        "closure": "This register records no steps",
        "themes": "This register does not record the root cause.",
        "quality": "have no date of receipt",
    }
    for key, sentence in wording.items():
        assert sentence in words(pack, key)
    for key in ("engage", "priorities", "routes", "slippage", "closure"):
        assert tables(pack, key) == []


def test_a_register_without_priorities_whose_open_have_no_tag_says_so(tmp_path: Path) -> None:
    rows = [row("A"), row("B", "closed", closed_on=date(2022, 11, 2), tags=["Engage"])]
    pack = build(Register(write_register(tmp_path, {OCTOBER: rows, NOVEMBER: rows})), PackSettings(since=OCTOBER), None)
    assert words(pack, "priorities").endswith("No open recommendation has a tag.")
    assert not any(isinstance(block, Picture) for block in section(pack, "priorities").blocks)


def test_the_themes_without_a_meeting_are_those_of_the_forward_plan(register: Register) -> None:
    held = (meeting(MEETING, id=1), meeting(date(2022, 12, 12), id=2, themes=("Vetting",)),
            meeting(LAST, id=3, themes=("Estate and assets",)))  # fmt: skip
    pack = build(register, PackSettings(since=LAST), Contents(meetings=held))
    without = next(table for table in tables(pack, "themes") if "no meeting planned" in table.caption)
    expected = forward_plan.forward_plan(register, EVERYTHING, held).unplanned("theme")
    by_open = sorted(expected, key=lambda theme: (-theme.open, -theme.overdue, theme.value))
    assert without.frame["Theme"].tolist() == [theme.value for theme in by_open]
    assert without.frame["Open"].tolist() == [theme.open for theme in by_open]
    assert "Vetting" not in set(without.frame["Theme"])
    assert "Estate and assets" in set(without.frame["Theme"])
    assert not [
        table
        for table in tables(build(register, PackSettings(since=LAST), None), "themes")
        if "planned" in table.caption
    ]
    none = build(register, PackSettings(since=LAST, sections=("themes",)), Contents())
    assert not [table for table in tables(none, "themes") if "meeting" in table.caption]
    planless = r"\d+ themes have open recommendations and no meeting is planned on any of them\."
    assert re.search(planless, words(none, "themes"))


def test_the_cover_says_what_the_pack_is(register: Register) -> None:
    filters = Filters(source=("HMICFRS",), known_at=LAST)
    contents = Contents(meetings=(meeting(MEETING, MeetingKind.PEEL, id=1, title="Engage: month five"),))
    pack = build(register, PackSettings(since=LAST, filters=filters, kind=MeetingKind.PEEL), contents)
    assert pack.meeting == "Fortnightly PEEL coordination, 28 November 2022: Engage: month five"
    assert (pack.as_at, pack.known_at, pack.since) == (MEETING, LAST, LAST)
    assert pack.chosen == "HMICFRS. Causes of concern and advice are counted apart."
    assert (pack.version, pack.is_demonstration) == (register.edition, True)
    assert name_of(pack, "pdf").startswith("demonstration-pack-")
    assert name_of(pack, "pdf").endswith("-2022-11-28-known-2022-10-31-official-sensitive.pdf")
    assert name_of(pack, "pdf") != name_of(replace(pack, filters=Filters(source=("DARA",))), "pdf")


def test_the_marking_is_the_highest_among_the_rows_and_may_be_raised(tmp_path: Path) -> None:
    secret = {"kind": "cause of concern", "classification": "OFFICIAL-SENSITIVE"}
    plain = Register(write_register(tmp_path / "plain", {OCTOBER: [row("A")], NOVEMBER: [row("A")]}))
    parent = Register(write_register(tmp_path / "parent", {OCTOBER: [row("A"), row("P", **secret)], NOVEMBER: []}))
    choice = PackSettings(since=OCTOBER)
    assert build(plain, choice, None).marking == Marking.OFFICIAL
    assert build(plain, replace(choice, marking=Marking.OFFICIAL_SENSITIVE), None).marking == Marking.OFFICIAL_SENSITIVE
    assert build(parent, choice, None).marking == Marking.OFFICIAL_SENSITIVE  # a cause of concern, dropped since


def test_a_pack_with_the_words_of_an_action_has_the_marking_of_meetings(tmp_path: Path) -> None:
    plain = Register(write_register(tmp_path, {OCTOBER: [row("A")], NOVEMBER: [row("A")]}))
    agreed = Contents(meetings=(meeting(OCTOBER, id=1),), actions=(action(1, id=1),))
    assert build(plain, PackSettings(since=OCTOBER), agreed).marking == Marking.OFFICIAL_SENSITIVE
    assert build(plain, PackSettings(since=OCTOBER, sections=("position",)), agreed).marking == Marking.OFFICIAL
    assert build(plain, PackSettings(since=OCTOBER), replace(agreed, actions=())).marking == Marking.OFFICIAL


def test_commentary_and_title_are_the_analysts(eight: Register) -> None:
    written = (("position", "Up."),)
    choice = PackSettings(since=OCTOBER, sections=("sources", "position"), title="Monthly pack", commentary=written)
    pack = build(eight, choice, None)
    assert [(each.key, each.commentary) for each in pack.sections] == [("sources", ""), ("position", "Up.")]
    assert pack.title == "Monthly pack"
    assert commented(pack, replace(choice, commentary=())).sections[1].commentary == ""
    lines = titled(workbook(pack), "What the pack says in words")
    assert {"Section": "Position", "Whose words": "Commentary", "Paragraph": "Up."} in lines


def test_progress_tells_of_every_section_in_turn(eight: Register) -> None:
    reported: list[tuple[str, int, int]] = []
    build(
        eight, PackSettings(since=OCTOBER, sections=("position", "sources")), None, lambda *said: reported.append(said)
    )
    assert reported == [("Position", 1, 2), ("By source", 2, 2)]


def test_a_last_meeting_after_the_as_at_day_is_refused(eight: Register) -> None:
    with pytest.raises(WrongChoice, match="must lie before 30 November 2022"):
        build(eight, PackSettings(since=NOVEMBER), None)


def test_every_figure_of_a_section_has_its_definition(eight: Register) -> None:
    known = {definition.function: definition.title for part in defined() for definition in part.definitions}
    for entry in SECTIONS:
        assert set(entry.measures) <= set(known), entry.key
        assert entry.measures or not entry.of_rows, f"{entry.key} tells figures that nothing defines"
    (table,) = tables(
        build(eight, PackSettings(since=OCTOBER, sections=("position", "definitions")), None), "definitions"
    )
    assert set(table.frame["Figure"]) == {known[headline], known[reasons]}


def test_each_row_of_the_months_adds_up(register: Register) -> None:
    (months,) = tables(build(register, PackSettings(since=LAST, sections=("stock",)), None), "stock")
    rows = months.frame.to_dict("records")
    assert len(rows) == 12
    for line in rows:
        moved = sum(number for name, number in line.items() if name in TERMS.values())
        assert line["Before"] + moved == line["Outstanding"]
    assert all(line["Outstanding"] == after["Before"] for line, after in pairwise(rows))
