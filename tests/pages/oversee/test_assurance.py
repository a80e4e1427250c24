"""The page Assurance: run, run empty, run on a register of another shape."""

from datetime import date
from pathlib import Path

import pytest

from analytics.filters import Filters
from analytics.measures.headline_figures import headline
from analytics.register.database import Register
from tests.pages.oversee.pages import run, texts
from tests.registers import write_register
from tests.tables import headlines, tables


def test_it_says_who_judged_and_shows_each_rate_with_its_numbers(
    demonstration: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = run("assurance", demonstration, monkeypatch, Filters(as_at=date(2022, 11, 28)))
    assert at.title[0].value.endswith("checked by someone other than their owner. 23 more are on the way to closure.")
    steps = tables(at)[0]
    assert list(steps["Step"]) == ["Action complete", "Proposed for closure", "Assured", "Closed"]
    at.session_state["table_cohorts"] = True
    at.run()
    cohorts = next(table for table in tables(at) if "Made in the year to" in table)
    newest = cohorts.iloc[0]
    closed, made = newest["Closed in 12 months"], newest["Made"]
    assert made == closed + newest["Not closed in 12 months"] + newest["Undecided"]
    assert newest["Rate"] == f"{closed / (made - newest['Undecided']) * 100:.0f}\u00a0per\u00a0cent"
    on_time = next(table for table in tables(at) if "Due dates in the year" in table).iloc[-1]
    of = on_time["Due dates in the year"] - on_time["Undecided"]
    assert f"{on_time['Closed on time']} of {of} were closed by the date first agreed, " in texts(at)
    assert f", {on_time['Implemented']} as implemented" in texts(at)
    assert (
        f"{withdrawn(demonstration)} closed as withdrawn or merged are not counted in the steps and the checks."
        in texts(at)
    )
    assert "10 recommendations are suggested for closure" in texts(at)


def withdrawn(demonstration: Path) -> int:
    return headline(Register(demonstration), Filters(as_at=date(2022, 11, 28))).withdrawn_or_merged


def test_a_bar_leads_to_its_rows(demonstration: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = run("assurance", demonstration, monkeypatch, Filters(as_at=date(2022, 11, 28)))
    at.radio(key="see_closed-outcome").set_value("no").run()
    assert not at.exception
    assert not at.error
    assert "recommendations:** No" in texts(at)


def test_nothing_is_worked_out_on_fewer_than_ten(demonstration: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = run("assurance", demonstration, monkeypatch, Filters(as_at=date(2022, 11, 28), source=("MOPAC review",)))
    on_time = next(table for table in tables(at) if "Due dates in the year" in table)
    assert list(on_time["Rate"]) == ["Fewer than ten"]


def test_of_very_few_sentences_stand_where_tables_would_be_empty(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = {"source": "DARA", "made_on": date(2020, 1, 1), "original_due_on": date(2022, 6, 1)}
    rows = [{"reference": "A", "status": "open", **made},
            {"reference": "B", "status": "closed", "closed_on": date(2022, 5, 1), **made},
            {"reference": "C", "status": "closed", "source": "IOPC", "assured_by_role": "Head"}]  # fmt: skip
    register = write_register(tmp_path, {date(2022, 11, 28): rows})
    at = run("assurance", register, monkeypatch, Filters(source=("DARA",)))
    text = texts(at)
    # No cohort, no rate on time, nothing watched after closing, no curve, no judge: each says why; only steps remain.
    assert text.count("Rates are shown only for ten or more") == 2
    assert text.count("This needs at least two extracts") >= 2
    assert "Time to close: fewer than ten recommendations to count" in text
    assert "No role is recorded as having checked any of these" in text
    assert [next(iter(table.columns)) for table in tables(at)] == ["Step"]


def test_what_is_left_out_of_a_figure_is_said(demonstration: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    november = Filters(as_at=date(2022, 11, 28))
    text = texts(run("assurance", demonstration, monkeypatch, november))
    now = headline(Register(demonstration), november)
    ways = f"{now.outstanding} outstanding, {now.not_accepted} not accepted and {now.dropped} no longer on the register"
    assert f". Not closed: {ways}" in text
    assert f". 1 closure without a date is left out. Also left out: {now.dropped} no longer on the register" in text


def test_no_match_says_so(demonstration: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = run("assurance", demonstration, monkeypatch, Filters(source=("No such",)))
    assert "No recommendations match these filters." in texts(at)


def test_an_empty_register_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "no extract yet" in texts(run("assurance", tmp_path, monkeypatch))


def test_a_register_of_another_shape_says_what_it_does_not_record(taic: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = run("assurance", taic, monkeypatch)
    assert at.title[0].value.endswith("closed. This register records no steps of assurance.")
    assert texts(at).count("Not recorded in this register.") >= 4
    # One extract alone tells neither of a reopening nor of a sending back.
    assert texts(at).count("This needs at least two extracts") == 2
    assert not [words for words in headlines(at) if words.startswith("None was")]
    unknown = texts(run("assurance", taic, monkeypatch, Filters(status=("unknown",))))
    assert " recommendations that match these filters none is outstanding or closed." in unknown


def test_of_very_many_whose_successors_are_not_recorded_the_heading_stands_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = {"source": "DARA", "status": "closed", "close_reason": "superseded", "closed_on": date(2022, 5, 1)}
    rows = [{"reference": f"S{number}", **gone} for number in range(30)]
    at = run("assurance", write_register(tmp_path, {date(2022, 11, 28): rows}), monkeypatch)
    assert "30 recommendations were superseded" in headlines(at)
    assert "What replaced them is not recorded in this register" in texts(at)
    assert not [table for table in tables(at) if "Replaced by" in table]
    assert "all_superseded" not in [button.key for button in at.button]


def test_a_long_list_shows_its_first_rows_until_all_are_asked_for(
    demonstration: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = run("assurance", demonstration, monkeypatch, Filters(as_at=date(2022, 11, 28)))
    (number,) = [int(words.split()[0]) for words in headlines(at) if words.endswith("recommendations were superseded")]
    assert number > 25
    first = next(table for table in tables(at) if "Replaced by" in table)
    assert len(first) == 10
    at.button(key="all_superseded").click().run()
    assert at.query_params["whole_list"] == "superseded"
    total = next(table for table in tables(at) if "Replaced by" in table)
    assert len(total) == 25
    assert f"Showing 1 to 25 of {number}." in texts(at)
    assert list(total["Reference"][:10]) == list(first["Reference"])
    assert "all_superseded" not in [button.key for button in at.button]
