"""Renamed headings and new words that are found while this month's file is checked, and the layout with them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from analytics.intake.layouts import Layout, layout_from_toml, load_layout
from analytics.intake.learning import (
    MissingColumn,
    edited_layout,
    extended,
    missing_columns,
    needed_reference,
    new_words,
    other_orders,
    unread_headings,
    with_date_order,
    with_own_words,
    with_reference,
)
from analytics.intake.propose import fitting_layout, nearest_layout, propose_layout, similar_layout
from analytics.intake.readers import read_table
from analytics.intake.rows import read_extract
from analytics.intake.tables import Table

TRACKER = """
title = "Tracker"
[columns]
reference = "Ref"
source = "Body"
text = "Recommendation"
status = "Status"
due_on = "Target date"
[values.status]
"On track" = "open"
"Closed" = "closed"
"""
HEADER = "Ref,Body,Recommendation,Status,Target date,Owner"


def tracker(extra: str = "") -> Layout:
    return layout_from_toml(TRACKER + extra, "tracker")


def table(*rows: str, header: str = HEADER) -> Table:
    return read_table("\n".join([header, *rows]).encode(), "tracker.csv")


def test_a_renamed_heading_is_found_by_its_name() -> None:
    renamed = table("1,HMICFRS,Do it,Closed,31/03/2024,A Name", header=HEADER.replace("Target", "Due"))
    assert missing_columns(renamed, tracker()) == (MissingColumn("due_on", ("Target date",), "Due date"),)


def test_a_renamed_heading_is_found_by_what_it_holds_where_only_one_heading_does() -> None:
    header = HEADER.replace("Target date", "To be finished by")
    renamed = table("1,HMICFRS,Do it,Closed,31/03/2024,A Name", header=header)
    assert [missing.proposed for missing in missing_columns(renamed, tracker())] == ["To be finished by"]
    two = table("1,HMICFRS,Do it,Closed,31/03/2024,01/03/2024", header=header)
    assert [missing.proposed for missing in missing_columns(two, tracker())] == [None]


def test_nothing_is_proposed_for_a_column_that_is_gone() -> None:
    gone = table("1,HMICFRS,Do it,Closed,A Name", header="Ref,Body,Recommendation,Status,Owner")
    assert missing_columns(gone, tracker()) == (MissingColumn("due_on", ("Target date",), None),)
    assert unread_headings(gone, tracker()) == ("Owner",)


def test_a_new_word_is_listed_with_its_rows_and_what_it_probably_means() -> None:
    month = table("1,A,x,On track,,", "2,A,x,Paused for now,,", "3,A,x,Completed,,", "4,A,x,Paused for now,,")
    result = [(value.column, value.theirs, value.times, value.ours) for value in new_words(month, tracker())]
    assert result == [("status", "Paused for now", 2, None), ("status", "Completed", 1, "closed")]


def test_our_own_words_are_new_in_no_case() -> None:
    layout = layout_from_toml(TRACKER.split("[values.status]", maxsplit=1)[0], "tracker")
    month = table("1,A,x,OPEN,,", "2,A,x,Closed,,", "3,A,x,Paused,,")
    assert [value.theirs for value in new_words(month, layout)] == ["Paused"]
    wider = extended(month, layout, {}, {"status": {"Paused": "open"}})
    assert new_words(month, wider) == ()


def test_the_wider_layout_reads_this_month_and_the_last() -> None:
    before = f"{HEADER}\n1,HMICFRS,Do it,Closed,31/03/2024,A Name\n"
    now = f"{HEADER.replace('Target date', 'To be finished by')}\n1,HMICFRS,Do it,Paused,30/04/2024,A Name\n"
    headings, words = {"due_on": "To be finished by"}, {"status": {"Paused": "open"}}
    wider = extended(read_table(now.encode(), "tracker.csv"), tracker(), headings, words)
    assert wider.columns["due_on"] == ("Target date", "To be finished by")
    for text, status, due in ((before, "closed", "2024-03-31"), (now, "open", "2024-04-30")):
        reading = read_extract(text.encode(), "tracker.csv", wider, date(2024, 5, 31))
        assert reading.faults == ()
        assert reading.rows["status"].tolist() == [status]
        assert reading.rows["due_on"].dt.date.tolist() == [date.fromisoformat(due)]


@pytest.mark.parametrize(("ours", "reason"), [("open", ""), ("closed", "superseded")])
def test_a_reason_within_the_status_follows_from_the_status(ours: str, reason: str) -> None:
    layout = layout_from_toml(
        TRACKER.replace('status = "Status"', 'status = "Status"\nclose_reason = "Status"')
        + '[values.close_reason]\n"On track" = ""\n"Closed" = "implemented"\n', "tracker",
    )  # fmt: skip
    month = table("1,A,x,Closed - superseded,,")
    assert [value.column for value in new_words(month, layout)] == ["status"]
    wider = extended(month, layout, {}, {"status": {"Closed - superseded": ours}})
    assert wider.values["close_reason"]["Closed - superseded"] == reason


def test_the_layout_of_a_tracker_with_a_renamed_heading_is_recognised_and_that_of_another_is_not() -> None:
    renamed = table("1,A,x,Closed,31/03/2024,A", header=HEADER.replace("Target date", "Finish"))
    assert fitting_layout(renamed, [tracker()]) is None
    assert similar_layout(renamed, [tracker()]) == tracker()
    other = table("1,Closed,a,b,c,d,e", header="Ref,Status,Business group,Command,Lead,RAG,Notes")
    assert similar_layout(other, [tracker()]) is None
    assert nearest_layout(other, [tracker()]) is None
    sibling = table("1,a,b,Closed,c,d,e,f", header="Ref,Body,Recommendation,State,Command,Lead,RAG,Notes")
    assert similar_layout(sibling, [tracker()]) is None
    assert nearest_layout(sibling, [tracker()]) == tracker()


def test_an_edit_beside_a_file_keeps_the_headings_and_words_of_other_months() -> None:
    before = extended(table(), tracker('[dates]\ndue_on = "MDY"\n'), {"due_on": "Deadline"}, {})
    month = table("1,A,Closed,Paused", header="Ref,Source body,Status,RAG")
    start = propose_layout(month, {}, (), before)
    chosen = {"reference": "Ref", "source": "Source body", "status": "Status", "text": ""}
    made = propose_layout(month, chosen, (), before).layout("tracker", "Edited", values={"status": {"Closed": "open"}})
    after = edited_layout(before, made, chosen, start.values, header=())
    assert after.title == "Edited"
    assert dict(after.columns) == {
        "reference": ("Ref",), "source": ("Source body",), "status": ("Status",), "due_on": ("Target date", "Deadline"),
    }  # fmt: skip
    assert {word: after.values["status"].get(word) for word in ("On track", "Closed", "Paused")} == {
        "On track": "open", "Closed": "open", "Paused": None,
    }  # fmt: skip
    assert after.date_order("due_on") == "MDY"


def test_a_word_taken_out_in_an_edit_is_out_of_the_layout() -> None:
    month = table("1,A,x,Closed,,", "2,A,x,On track,,")
    chosen = {match.column: match.heading for match in propose_layout(month, {}, (), tracker()).matches}
    proposal = propose_layout(month, chosen, (), tracker())
    made = proposal.layout("tracker", "Tracker", values={"status": {"On track": "open"}})
    assert "Closed" not in edited_layout(tracker(), made, chosen, proposal.values, header=()).values["status"]


def test_an_edit_leaves_a_word_of_another_month_its_meaning() -> None:
    before = layout_from_toml(TRACKER.replace('"Closed" = "closed"', '"Closed" = "disputed"'), "tracker")
    month = table("1,A,x,On track,,")
    proposal = propose_layout(month, {}, (), before)
    made = proposal.layout("tracker", "Tracker", values={"status": {"On track": "awaiting on-boarding"}})
    after = edited_layout(before, made, {}, proposal.values, header=()).values["status"]
    assert (after["Closed"], after["On track"]) == ("disputed", "awaiting on-boarding")


def test_our_own_words_are_known_in_a_later_month_and_never_against_the_analyst() -> None:
    result = propose_layout(table("1,A,x,On track,,", "2,A,x,Disputed,,"))
    october = result.layout("mine", "Mine", values={"status": {"On track": "open"}})
    later = f"{HEADER}\n1,A,x,Closed,,\n2,A,x,Disputed,,\n3,A,x,Paused,,\n"
    reading = read_extract(later.encode(), "mine.csv", with_own_words(october, result.values), date(2024, 5, 31))
    assert reading.rows["status"].tolist() == ["closed"]
    assert reading.rejected == 2


JOINED = """
title = "Tracker"
[columns]
reference = ["Report", "Ref"]
source = "Body"
status = "Status"
[join]
reference = " / "
"""


def test_a_renamed_part_of_a_joined_reference_takes_the_place_of_the_old_one() -> None:
    layout = layout_from_toml(JOINED, "tracker")
    renamed = table("A,1,HMICFRS,Open", header="Report,Refs,Body,Status")
    assert missing_columns(renamed, layout) == (MissingColumn("reference", ("Ref",), "Refs"),)
    assert extended(renamed, layout, {"reference": "Refs"}, {}).columns["reference"] == ("Report", "Refs")


def test_an_edit_may_take_a_joined_reference_apart() -> None:
    before = layout_from_toml(JOINED, "tracker")
    month = table("A,1,HMICFRS,Open", header="Report,Ref,Body,Status")
    chosen = {"reference": "Ref", "source": "Body", "status": "Status"}
    proposal = propose_layout(month, chosen, (), before)
    alone = edited_layout(before, proposal.layout("tracker", "Tracker"), chosen, proposal.values, header=())
    assert (alone.columns["reference"], alone.join) == (("Ref",), {})


RESTARTING = [f"{number},{report},Do {report} {number},Open" for report in ("A", "B") for number in (1, 2)]


def test_a_reference_is_joined_where_the_layouts_column_no_longer_tells_the_rows_apart() -> None:
    layout = layout_from_toml(
        '[columns]\nreference = "No."\nreport = "Report"\ntext = "Text"\nstatus = "Status"\n[constants]\n'
        'source = "DARA"\n',
        "audit",
    )
    month = table(*RESTARTING, header="No.,Report,Text,Status")
    proposed = needed_reference(month, layout)
    assert proposed is not None
    joined = with_reference(layout, proposed)
    assert (joined.columns["reference"], joined.join) == (("Report", "No."), {"reference": " / "})
    assert needed_reference(month, joined) is None
    assert needed_reference(table(*RESTARTING[:2], header="No.,Report,Text,Status"), layout) is None


def test_a_reference_is_built_where_the_file_no_longer_has_one() -> None:
    layout = layout_from_toml(
        '[columns]\nreference = "No."\ntext = "Text"\nstatus = "Status"\n[constants]\nsource = "DARA"\n', "audit"
    )
    month = table("Do one thing,Open", "Do another,Open", header="Text,Status")
    proposed = needed_reference(month, layout)
    assert proposed is not None
    built = with_reference(layout, proposed)
    assert built.built == {"reference": ("source", "text")}
    assert "reference" not in built.columns
    assert needed_reference(table("Open,", header="Status,Due"), layout) is None


@pytest.mark.parametrize(
    ("dates", "order"),
    [
        (["13/05/2022", "01/02/2022"], "DMY"),
        (["05/13/2022", "2022-02-01"], "MDY"),
        (["2022-05-13", "2022-02-01"], "none"),
        (["01/02/2022", "03/04/2022"], None),
        (["13/05/2022", "2022/02/01"], "DMY"),
        (["soon", ""], "none"),
    ],
)
def test_a_column_of_dates_in_another_order_than_the_layouts_is_found(dates: list[str], order: str | None) -> None:
    rows = [f"A{number},DARA,open,{text}" for number, text in enumerate(dates)]
    table = read_table("\n".join(["reference,source,status,due_on", *rows]).encode(), "x.csv")
    layout = load_layout("standard")
    result = other_orders(table, layout)
    assert [(other_order.columns, other_order.order) for other_order in result] == (
        [] if order == "none" else [(("due_on",), order)]
    )
    if result and result[0].order:
        wider = with_date_order(layout, result[0].columns, result[0].order)
        assert (wider.date_order("due_on"), wider.date_order("made_on")) == (order, layout.date_order("made_on"))
        assert not other_orders(table, wider)


def test_the_heading_of_other_months_stays_beside_a_new_one_and_gives_way_to_one_of_the_same_file() -> None:
    before = layout_from_toml(
        'title = "T"\n[columns]\nreference = "Ref"\nsource = "Body"\nstatus = "State"\ntext = "Recommendation"\n', "t"
    )
    made = replace(before, columns={**before.columns, "text": ("The ask",)})
    renamed = edited_layout(before, made, {"text": "The ask"}, (), header=["Ref", "Body", "State", "The ask"])
    assert renamed.columns["text"] == ("The ask", "Recommendation")
    both = ["Ref", "Body", "State", "Recommendation", "The ask"]
    assert edited_layout(before, made, {"text": "The ask"}, (), header=both).columns["text"] == ("The ask",)
