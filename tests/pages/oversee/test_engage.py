"""Engage: run, run where nothing fits, on a day before and a day after, and on a register of another shape."""

from datetime import date
from pathlib import Path

import pytest

from analytics.filters import Filters
from analytics.measures.engage import tagged
from analytics.register.database import Register
from analytics.sections.engage import squares_chart
from analytics.vocabulary import ENGAGE_PHASE
from tests.pages.explore.pages import bare, worked
from tests.pages.oversee.pages import run, texts
from tests.registers import write_register
from tests.tables import tables


def test_the_demonstration_gives_the_51_of_the_paper(demonstration: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = run("engage", demonstration, monkeypatch)
    assert at.title[0].value.startswith(
        "51 Engage recommendations are open, 6 of them past the date first agreed. 47 are delivered by programmes "
    )
    text = texts(at)
    assert "In the Engage phase of HMICFRS monitoring since 28 June 2022: over 5 months by 28 November 2022." in text
    reports = tables(at)[0]
    assert reports["Open"].tolist() == [31, 20, 51]
    causes = tables(at)[1]
    assert causes["Cause of concern"].tolist()[-2:] == ["Under no cause of concern", "Total"]
    assert len(causes) == 7  # five causes, those under none, and the total
    assert causes["Open"].tolist()[-1] == 51
    assert "Engage: what changed in the 14 days to 28 November 2022" in text
    assert "The day on which the Commissioner’s 100-day plan began is not published." in text


def test_a_cause_leads_to_what_stands_under_it(demonstration: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = run("engage", demonstration, monkeypatch, see_engage_cause="HM-2022-008")
    assert "2 recommendations:" in texts(at)


def test_a_row_of_squares_leads_to_its_recommendations(demonstration: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chart = squares_chart(tagged(Register(demonstration), Filters(), ENGAGE_PHASE), frozenset({"tags", "due_on"}))
    assert chart is not None
    for label, number in zip(chart.labels, chart.counts, strict=True):
        at = run("engage", demonstration, monkeypatch, **{"see_engage-squares": label})
        assert f"**{number} recommendations:** {label}" in texts(at)


@pytest.mark.parametrize(
    ("as_at", "said"),
    [
        (date(2022, 5, 31), "On 31 May 2022 the Metropolitan Police Service was not yet in the Engage phase"),
        (date(2025, 2, 1), "and left it on 23 January 2025. The recommendations keep the tag."),
    ],
)
def test_engage_is_dated(as_at: date, said: str, demonstration: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert said in texts(run("engage", demonstration, monkeypatch, Filters(as_at=as_at)))


def test_the_fortnight_ends_on_the_newest_extract(demonstration: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = texts(run("engage", demonstration, monkeypatch, Filters(as_at=date(2023, 2, 1))))
    assert "Engage: what changed in the 14 days to 28 November 2022" in text
    assert "Since 14 November 2022" in text
    assert "recommendations changed status: " in text  # the movement as a picture


def test_no_recommendation_is_tagged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = run("engage", worked(tmp_path), monkeypatch)
    assert at.title[0].value == "This register does not record which recommendations are in Engage."


def test_no_recommendation_fits(demonstration: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = run("engage", demonstration, monkeypatch, Filters(source=("Coroner",), tag=("Engage",)))
    assert at.title[0].value == "No Engage recommendations are open."
    assert "The tag filter does not apply to this page." in texts(at)


def test_what_is_not_recorded_has_no_column(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    row = {"reference": "A", "source": "HMICFRS", "status": "open", "tags": ["Engage"], "parent_reference": "B"}
    at = run("engage", write_register(tmp_path, {date(2022, 11, 28): [row]}), monkeypatch)
    reports, causes = tables(at)[:2]
    assert list(reports.columns) == ["Report", "Open"]
    assert list(causes.columns) == ["Reference", "Cause of concern", "Recommendations", "Open", "Closed or withdrawn"]


def test_a_register_of_another_shape(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Not recorded in this register." in texts(run("engage", bare(tmp_path), monkeypatch))


def test_a_register_of_another_country(taic: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Not recorded in this register." in texts(run("engage", taic, monkeypatch))
