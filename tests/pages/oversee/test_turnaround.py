"""Turnaround: run, run where nothing fits, on any day, and on a register of another shape."""

from datetime import UTC, date, datetime
from pathlib import Path

import pandas as pd
import pytest

from analytics.filters import Filters
from analytics.intake.layouts import load_layout
from analytics.measures.headline_figures import headline
from analytics.register.database import Register
from analytics.register.loading import File, load_extract
from analytics.vocabulary import NOVEMBER_2022
from tests.pages.explore.pages import bare, worked
from tests.pages.oversee.pages import run, texts
from tests.registers import write_register
from tests.tables import tables


def test_the_demonstration_gives_table_1_of_the_paper(demonstration: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = run("turnaround", demonstration, monkeypatch)
    assert at.title[0].value.startswith(
        "Programmes are delivering 103 of the 152 open recommendations. 29 of the 103 are past the date first agreed."
    )
    table = tables(at)[0]
    assert table["Programme"].tolist() == [13, 36, 4, 5, 11, 0, 12, 18, 0, 4, 0, 103]
    assert table["Local improvement"].tolist()[-2:] == [39, 39]
    assert table["Policy or other"].tolist()[-2:] == [10, 10]
    assert table["Open"].tolist()[-1] == 152
    assert table["Strategic priority"].tolist()[0] == (
        "We will be relentlessly data driven and evidence based in delivery"
    )
    assert "In the order of the framework of November 2022, including priorities with none." in texts(at)


def test_a_number_of_the_matrix_leads_to_its_rows(demonstration: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = run("turnaround", demonstration, monkeypatch, see_matrix="Frontline policing, 4")
    assert "**5 recommendations:** Frontline policing · We will set the frontline up to succeed: 5" in texts(at)
    assert len(tables(at)[2]) == 5


def test_a_programme_has_a_view_of_its_own(demonstration: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = run("turnaround", demonstration, monkeypatch, of_programme="Victim care")
    assert at.selectbox[0].value == "Victim care"
    assert "12 recommendations are open. 2 are past the date first agreed" in texts(at)
    assert tables(at)[4].iloc[-1, 0] == "Not explained"
    # What the line counts can be seen in the rows beneath, also where a later date hides it.
    rows = next(table for table in tables(at) if "First agreed" in table)
    assert (pd.to_datetime(rows["First agreed"]) < pd.Timestamp(2022, 11, 28)).sum() == 2
    assert [popover.proto.popover.label for popover in at.get("popover")][-1] == "Download"


def test_a_programme_that_is_not_there_is_said(demonstration: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = run("turnaround", demonstration, monkeypatch, of_programme="Nowhere")
    assert "No open recommendation is in a programme called “Nowhere” as at this day" in texts(at)
    assert texts(at).count("Nowhere") == 1


@pytest.mark.parametrize(
    ("as_at", "said"),
    [
        (date(2022, 9, 30), "No framework is known for 30 September 2022"),
        (date(2023, 3, 1), "The framework of January 2023 has nine priorities. Their names have not been checked"),
        (date(2024, 3, 1), "The framework of July 2023 has three priorities. Their names have not been checked"),
    ],
)
def test_on_another_day_no_names_are_invented(
    as_at: date, said: str, demonstration: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = run("turnaround", demonstration, monkeypatch, Filters(as_at=as_at))
    assert said in texts(at)


def test_the_registers_own_mapping_is_a_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    row = {"reference": "A", "source": "DARA", "status": "open", "delivery_route": "programme", "programme": "P"}
    before = {"priority_framework": "November 2022", "strategic_priority": NOVEMBER_2022.names[0]}
    after = {"priority_framework": "Plan", "strategic_priority": "Data"}
    write_register(tmp_path, {date(2022, 11, 28): [{**row, **before}], date(2023, 1, 31): [{**row, **after}]})
    at = run("turnaround", tmp_path, monkeypatch)
    assert "How the priorities of November 2022 became those of Plan" in texts(at)
    mapped = next(table for table in tables(at) if "From" in table)
    assert mapped.to_numpy().tolist() == [[NOVEMBER_2022.names[0], "Data", 1]]
    then = run("turnaround", tmp_path, monkeypatch, Filters(as_at=date(2022, 11, 28)))
    assert "became those of" not in texts(then)


def test_no_recommendation_fits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = run("turnaround", worked(tmp_path), monkeypatch, Filters(source=("IOPC",)))
    assert at.title[0].value == "No recommendations match these filters."
    assert "No recommendations match these filters." in texts(at)


def test_a_register_without_these_columns_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = run("turnaround", bare(tmp_path), monkeypatch)
    assert at.title[0].value == ("3 recommendations are open. This register records no priority, programme or route.")
    assert texts(at).count("Not recorded in this register.") == 2
    assert len(tables(at)) == 0


def test_a_register_of_another_country(taic: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = run("turnaround", taic, monkeypatch)
    assert texts(at).count("Not recorded in this register.") == 2


def test_mandates_stand_beside_the_programmes(demonstration: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = run("turnaround", demonstration, monkeypatch, of_programme="Victim care")
    text = texts(at)
    # Ten programmes are in the table, two of them ended; both of these had an approved mandate.
    assert "None of the 8 programmes still running has an approved mandate" in text
    assert "2 that have ended are listed last and not counted" in text
    assert "**1 open recommendation belongs to a programme that has ended.**" in text
    assert "Submitted to PIB" in tables(at)[3]["Which"].tolist()


def test_without_a_programmes_file_that_is_said(demonstration: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = run("turnaround", demonstration, monkeypatch, Filters(as_at=date(2022, 10, 31)))
    assert "Not recorded in this register: no programmes file came with this extract." in texts(at)


def test_nothing_left_behind_is_said_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    load_extract(
        b"reference,source,status,programme,delivery_route\nA,DARA,open,Culture,programme\n", "r.csv",
        load_layout("standard"), date(2022, 11, 28), tmp_path, loaded_at=datetime(2022, 11, 28, 9, tzinfo=UTC),
        loaded_by="test", programmes=File(b"programme,ended_on\nOld culture,2022-11-01\nCulture,\n", "programmes.csv"),
    )  # fmt: skip
    assert "No open recommendation belongs to a programme that has ended." in texts(
        run("turnaround", tmp_path, monkeypatch)
    )


def test_what_an_ended_programme_leaves_behind_is_flagged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    load_extract(
        b"reference,source,status,programme,delivery_route\nA,DARA,open,Old culture,programme\n", "r.csv",
        load_layout("standard"), date(2022, 11, 28), tmp_path, loaded_at=datetime(2022, 11, 28, 9, tzinfo=UTC),
        loaded_by="test", programmes=File(b"programme,ended_on\nOld culture,2022-11-01\n", "programmes.csv"),
    )  # fmt: skip
    text = texts(run("turnaround", tmp_path, monkeypatch, of_programme="Old culture"))
    assert "**1 open recommendation belongs to a programme that has ended.**" in text
    assert "**This programme has ended. Its open recommendations still belong to it.**" in text


def test_where_what_matches_is_not_open_that_is_said(demonstration: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    closed = Filters(status=("closed",))
    number = headline(Register(demonstration), closed).born
    text = texts(run("turnaround", demonstration, monkeypatch, closed))
    assert f"Of the {number:,} recommendations that match these filters none is open." in text
    assert "No recommendations match" not in text


def test_a_programme_that_a_filter_hides_is_not_denied(demonstration: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = Filters(programme=("Leadership Academy",))
    at = run("turnaround", demonstration, monkeypatch, other, of_programme="Culture and standards")
    assert "No open recommendation that matches these filters is in a programme called “Culture and standards”" in (
        texts(at)
    )


def test_the_sum_of_a_programme_speaks_of_it_and_leads_to_its_rows(
    demonstration: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = run("turnaround", demonstration, monkeypatch, of_programme="Victim care", term="moved_in")
    lines = tables(at)[4]
    moved_in = lines.loc[lines.iloc[:, 0] == "Moved into the programme"]
    assert len(moved_in) == 1
    assert f"**{moved_in.iloc[0, 1]} recommendations:** Moved into the programme" in texts(at)
    assert "the filter" not in lines.to_string()
