"""The quality page: run, run empty, run on a register of another shape; an extract is withdrawn on it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from analytics.intake.layouts import load_layout
from analytics.register.folder import in_force
from analytics.register.loading import load_extract
from tests.pages.manage.pages import NOVEMBER, OCTOBER, headings, load, run
from tests.registers import unseal
from tests.tables import tables

FIRST = "reference,source,status,theme\n1,DARA,open,Custody\n2,DARA,open,Custody\n"
SECOND = "reference,source,status,theme\n1,DARA,open,Custody\n2,DARA,open,\n,DARA,open,\n"


@pytest.fixture
def two(tmp_path: Path) -> Path:
    """Two extracts; the second has a row without a reference, which was accepted, and lost a theme."""
    load(tmp_path, OCTOBER, FIRST)
    return load(tmp_path, NOVEMBER, SECOND, reason="the owner knows")


def test_what_the_page_says_of_two_extracts(two: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert headings(run("quality", two, monkeypatch)) == [
        "2 extracts are in use, the latest from 28 November 2022. 1 entry has an error.",
        "3 of 4 columns are filled in every row of the newest extract",
        "2 got worse, none got better",
        "1 error in the extracts in use",
        "1 warning was overridden, with a reason",
        "2 extracts loaded, all in use",
        "Withdraw an extract that was loaded in error",
    ]


def test_extracts_without_a_seal_are_told(two: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def of_seals() -> list[str]:
        return [element.value for element in run("quality", two, monkeypatch).caption if "no seal" in element.value]

    assert of_seals() == []
    unseal(two)
    (sentence,) = of_seals()
    assert sentence.startswith("2 extracts have no seal: a change of the files by hand would not be found.")


def test_who_accepted_what_and_why(two: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = tables(run("quality", two, monkeypatch))
    accepted = next(table for table in shown if "Because" in table)
    assert accepted.iloc[0][["What was found", "Accepted by", "Because"]].tolist() == [
        "1 of 3 rows read were rejected.",
        "analyst",
        "the owner knows",
    ]
    assert not accepted["Recommendations"].any()  # a row without a reference is nobody's
    moved = next(table for table in shown if "Verdict" in table)
    assert moved.iloc[0].tolist() == ["▼ Worse", "Theme", "Filled", "100 per cent", "50 per cent"]


def test_an_extract_is_withdrawn_with_a_reason_and_a_second_look(two: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = run("quality", two, monkeypatch)
    withdraw = next(button for button in at.button if button.label == "Withdraw")
    withdraw.click().run()
    assert at.error[0].value == "Nothing was withdrawn: choose the extract, write why, say your role and tick the box."
    at.selectbox[0].set_value((NOVEMBER, None))
    at.text_area[0].set_value("the wrong file")
    at.text_input[0].set_value("lead analyst")
    at.checkbox[0].check()
    next(button for button in at.button if button.label == "Withdraw").click().run()
    assert not at.exception
    assert [loading.as_at for loading in in_force(two)] == [OCTOBER]
    listed = next(table for table in tables(at) if "Status" in table)
    assert "by lead analyst: the wrong file" in listed["Status"].iloc[0]
    assert headings(at)[0] == "1 extract is in use, from 31 October 2022. No entry has an error."


def test_one_part_of_an_extract_is_withdrawn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DARA", "HMICFRS"):
        load_extract(
            f"reference,source,status\n{name[0]}1,{name},open\n".encode(), f"{name}.csv", load_layout("standard"),
            NOVEMBER, tmp_path, loaded_at=datetime(2022, 12, 1, 9, tzinfo=UTC), loaded_by="analyst", part=name,
        )  # fmt: skip
    at = run("quality", tmp_path, monkeypatch)
    assert at.selectbox[0].options == [
        "28 November 2022", "28 November 2022: only the part DARA", "28 November 2022: only the part HMICFRS",
    ]  # fmt: skip
    at.selectbox[0].select_index(1)
    at.text_area[0].set_value("the wrong file")
    at.text_input[0].set_value("lead analyst")
    at.checkbox[0].check()
    next(button for button in at.button if button.label == "Withdraw").click().run()
    assert not at.exception
    (loading,) = in_force(tmp_path)
    assert [part.name for part in loading.manifest.parts] == ["HMICFRS"]
    found = [table["What was found"].iloc[0] for table in tables(at) if "Because" in table]
    assert found == ["The part DARA was withdrawn, with 1 recommendation from the file DARA.csv."]


def test_an_empty_register(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = run("quality", tmp_path, monkeypatch)
    assert headings(at)[0] == "There is no extract yet"
    assert not tables(at)
    assert at.markdown[-1].value == "[Load an extract](load)"


def test_a_register_whose_every_extract_was_withdrawn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = run("quality", load(tmp_path, OCTOBER, FIRST), monkeypatch)
    at.selectbox[0].set_value((OCTOBER, None))
    at.text_area[0].set_value("the wrong file")
    at.text_input[0].set_value("analyst")
    at.checkbox[0].check()
    next(button for button in at.button if button.label == "Withdraw").click().run()
    assert not at.exception
    assert headings(at)[0] == "No extract is in use"
    assert len(tables(at)) == 1


def test_the_demonstration_is_not_changed(demonstration: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = run("quality", demonstration, monkeypatch)
    assert headings(at)[0].startswith("13 extracts are in use, the latest from 28 November 2022")
    assert "The demonstration register is never changed." in [caption.value for caption in at.caption]


def test_a_register_of_another_shape(taic: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    result = headings(run("quality", taic, monkeypatch))
    faults = 109 + 3 + 1  # closed without a date, told twice, and one sentence for the numbers that rows share
    assert result[0] == f"1 extract is in use, from 4 April 2024. {faults} entries have an error."
    assert "4 of 12 columns are filled in every row of the newest extract" in result
