"""Names written in several ways become one, in a form that lasts, and what is nearly a known name is asked about."""

from __future__ import annotations

import random
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.filters import EVERYTHING, Filters
from analytics.intake.faults import Reading
from analytics.intake.known_words import known_source
from analytics.intake.layouts import load_layout
from analytics.intake.register_so_far import RegisterSoFar
from analytics.measures.filter_options import options, recorded
from analytics.measures.responses import responses
from analytics.register.database import Register
from tests.intake.files import messages, read
from tests.register.test_loading import FEBRUARY, JANUARY, load
from tests.registers import frame

STANDARD = load_layout("standard")


def read_column(column: str, values: list[str], so_far: RegisterSoFar | None = None) -> Reading:
    """One row for each value of a column of the standard layout."""
    source = "" if column == "source" else "source,"
    body = "".join(f"R{n},open,{'' if column == 'source' else 'DARA,'}{value}\n" for n, value in enumerate(values))
    more = {"so_far": so_far} if so_far else {}
    return read(f"reference,status,{source}{column}\n{body}", STANDARD, **more)


def known(column: str, *values: str) -> RegisterSoFar:
    """A register whose extract before has these values in a column, one row each."""
    rows = [{"reference": f"R{n}", "status": "open", "source": "DARA", column: v} for n, v in enumerate(values)]
    return RegisterSoFar(previous=frame(rows))


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("hmicfrs", "HMICFRS"),
        ("HMIC FRS", "HMICFRS"),
        ("HMICRS", "HMICFRS"),
        ("hmic", "HMICFRS"),
        ("HMICFRS (vetting)", "HMICFRS"),
        ("Coroners", "Coroner"),
        ("H.M. Coroner", "Coroner"),
        ("Coroners (PFD)", "Coroner"),
        ("Coroners [Regulation 28]", "Coroner"),
        ("DARA internal audit", "DARA"),
        ("dara", "DARA"),
        ("I.O.P.C.", None),
        ("Ombudsman", None),
        ("Ombudsman (IOPC)", None),
        ("()", None),
    ],
)
def test_the_source_that_a_name_stands_for(name: str, source: str | None) -> None:
    assert known_source(name) == source


def test_sources_are_read_as_the_known_ones_and_their_clocks_run(tmp_path: Path) -> None:
    """Six rows of three reports, each row's source written otherwise; all have a statutory clock."""
    names = ["HMICFRS", "hmicfrs", "HMIC FRS", "HMICFRS (custody)", "Coroners", "Iopc"]
    reports = ["Custody 2022"] * 4 + ["PFD 2", "Report B"]
    rows = "".join(
        f"R{n},{name},{report},2021-09-01,open,2021-09-01\n"
        for n, (name, report) in enumerate(zip(names, reports, strict=True))
    )
    load(tmp_path, f"reference,source,report,report_published_on,status,made_on\n{rows}")
    register = Register(tmp_path)
    assert dict(options(register, EVERYTHING)["source"]) == {"HMICFRS": 4, "Coroner": 1, "IOPC": 1}
    assert len(options(register, EVERYTHING)["report"]) == 3
    clocked = responses(register, EVERYTHING, recorded(register, EVERYTHING)).clocked
    assert dict(zip(clocked["source"], clocked["recommendations"], strict=True)) == {
        "HMICFRS": 4, "Coroner": 1, "IOPC": 1,
    }  # fmt: skip


def test_a_name_is_read_in_its_commonest_form_and_said_once() -> None:
    reading = read_column("theme", ["Call handling"] * 4 + ["Call Handling"] * 3 + ["call–handling"] * 3)
    assert set(reading.rows["theme"]) == {"Call handling"}
    read_as_one = "'Call Handling' and 'call–handling' as 'Call handling'"
    assert messages(reading) == [f"Column theme: words written in several ways were read as one: {read_as_one}."]


def test_every_filter_of_names_has_them_in_one_form() -> None:
    for column in ("programme", "business_group", "strategic_priority", "root_cause", "owner_role"):
        assert set(read_column(column, ["Fleet & estate", "fleet and estate", "Fleet & estate"]).rows[column]) == {
            "Fleet & estate"
        }


def test_titles_of_reports_may_be_codes_in_which_punctuation_counts() -> None:
    titles = read_column("report", ["2016-0172", "2016 – 0172", "Custody “review”", 'custody "REVIEW"']).rows["report"]
    assert titles.tolist() == ["2016-0172", "2016 – 0172", "Custody “review”", "Custody “review”"]


def test_tags_are_lists_whose_items_are_names() -> None:
    tags = read_column("tags", ["ENGAGE;engage;Other", "Engage", "other;Other"]).rows["tags"].tolist()
    assert tags == [["Engage", "Other"], ["Engage"], ["Other"]]


def test_the_form_of_the_register_lasts_though_the_file_has_another_more_often() -> None:
    reading = read_column("theme", ["call handling"] * 5, known("theme", "Call Handling"))
    assert set(reading.rows["theme"]) == {"Call Handling"}


def test_the_extract_before_goes_before_the_extract_after() -> None:
    rows = [{"reference": "R9", "status": "open", "source": "DARA", "theme": "CALL handling"}]
    before = known("theme", "Call Handling")
    both = RegisterSoFar(previous=before.previous, following=frame(rows))
    assert set(read_column("theme", ["call handling"], both).rows["theme"]) == {"Call Handling"}
    after = RegisterSoFar(following=frame(rows))
    assert set(read_column("theme", ["call handling"], after).rows["theme"]) == {"CALL handling"}


def test_a_name_of_the_vocabulary_is_read_in_its_own_form() -> None:
    written = "we will set the front–line up to succeed"
    own = "We will set the frontline up to succeed"
    read = read_column("strategic_priority", [own.upper(), written]).rows["strategic_priority"]
    assert read.tolist() == [own, written]


def test_what_is_nearly_a_known_source_is_asked_about_and_kept() -> None:
    reading = read_column("source", ["HMICFSR", "HMICFSR", "IOPC fleet review", "City auditor", "IPCC"])
    assert set(reading.rows["source"]) == {"HMICFSR", "IOPC fleet review", "City auditor", "IPCC"}
    clock = "No statutory clock is counted for it."
    assert messages(reading) == [
        f"Column source: 'HMICFSR', in 2 rows, is not a known source. Did you mean 'HMICFRS'? {clock}",
        f"Column source: 'IOPC fleet review', in 1 row, is not a known source. Did you mean 'IOPC'? {clock}",
    ]


def test_a_source_that_is_not_known_is_noted_where_others_are_known() -> None:
    reading = read_column("source", ["City auditor", "City auditor", "Ombudsman", "DARA"])
    assert messages(reading) == [
        (
            "Column source: 'City auditor' and 'Ombudsman' are not among the known sources. "
            "No statutory clock is counted for them."
        )
    ]
    assert [fault.severity for fault in reading.faults] == ["noted"]
    assert messages(read_column("source", ["City auditor"], known("source", "City auditor", "DARA"))) == []


@pytest.mark.parametrize("text", ["-", "–", "?", "n/a", "N/A", "Unknown", "TBC", "not known", "None"])
def test_what_names_no_source_is_blank_and_warned_of(text: str) -> None:
    reading = read_column("source", [text, "DARA"])
    assert reading.rows["source"].tolist() == [None, "DARA"]
    assert messages(reading) == [
        f"Row 2, source: '{text}' names no source, and every recommendation has one. It was read as blank."
    ]


def test_a_source_that_the_register_has_is_no_slip_for_another_that_it_has() -> None:
    before = known("source", "Australia", "Austria", "HMICFSR")
    assert messages(read_column("source", ["Australia", "Austria"], before)) == []
    assert len(messages(read_column("source", ["Austrla", "HMICFSR"], before))) == 2


def test_what_is_nearly_a_known_theme_is_asked_about() -> None:
    before = known("theme", "Call handling", "Phase 1")
    assert messages(read_column("theme", ["Call handlng", "Phase 2", "Custody"], before)) == [
        "Column theme: 'Call handlng' is new, in 1 row. Did you mean 'Call handling'?"
    ]
    assert messages(read_column("theme", ["Call handlng", *["Call handling"] * 3])) == [
        "Column theme: 'Call handlng' is new, in 1 row. Did you mean 'Call handling'?"
    ]


def test_another_spelling_next_month_changes_nothing(tmp_path: Path) -> None:
    """The themes of two months are counted by hand: two themes, one recommendation moved from one to the other."""
    header = "reference,source,status,theme,programme\n"
    load(tmp_path, header + "A,DARA,open,Call handling,Fleet\nB,DARA,open,Custody,Fleet\n")
    load(tmp_path, header + "A,DARA,open,CALL HANDLING,fleet\nB,DARA,open,call handling,FLEET\n", as_at=FEBRUARY)
    register = Register(tmp_path)
    assert dict(options(register, Filters(as_at=JANUARY))["theme"]) == {"Call handling": 1, "Custody": 1}
    assert dict(options(register, EVERYTHING)["theme"]) == {"Call handling": 2}
    assert dict(options(register, EVERYTHING)["programme"]) == {"Fleet": 2}


WRITTEN = st.sampled_from(["Call handling", "call handling", "CALL–HANDLING", "Call  handling", "Fleet", "fleet", ""])


@given(st.lists(WRITTEN, min_size=1, max_size=12), st.randoms(use_true_random=False))
def test_the_order_of_the_rows_makes_no_difference(values: list[str], chance: random.Random) -> None:
    shuffled = chance.sample(values, len(values))
    themes, shuffled_themes = (read_column("theme", order).rows["theme"] for order in (values, shuffled))
    assert sorted(themes.dropna()) == sorted(shuffled_themes.dropna())
    keys = {value.casefold().replace("–", " ").replace("  ", " ") for value in values if value}
    assert themes.dropna().nunique() == len(keys)
    assert [pd.isna(theme) for theme in themes] == [value == "" for value in values]
