"""The life of one recommendation."""

from datetime import date

from analytics.charts.timeline import life

AS_AT = date(2022, 11, 28)
MADE, FIRST, DUE = date(2021, 11, 9), date(2022, 6, 30), date(2022, 10, 31)


def test_every_known_day_has_its_mark_and_its_words() -> None:
    chart = life(reference="HM-2021-066", as_at=AS_AT, made=MADE, first_due=FIRST, due=DUE)
    assert chart is not None
    assert list(chart.figure.data[1].marker.symbol) == ["circle", "circle", "diamond"]
    texts = [note.text for note in chart.figure.layout.annotations]
    assert texts == ["Made<br>9 November 2021", "First date<br>30 June 2022", "Present date<br>31 October 2022",
                     "28 days late<br>28 November 2022"]  # fmt: skip
    assert chart.alternative.endswith("28 days late.")


def test_a_date_that_was_never_moved_is_just_due() -> None:
    chart = life(reference="A", as_at=AS_AT, made=MADE, first_due=DUE, due=DUE)
    assert chart is not None
    assert chart.table["What"].tolist() == ["Made", "Due", "As at"]


def test_due_on_the_day_is_not_late() -> None:
    chart = life(reference="A", as_at=AS_AT, made=MADE, due=AS_AT)
    assert chart is not None
    assert "late" not in chart.alternative


def test_a_closed_one_ends_on_its_closing() -> None:
    chart = life(reference="A", as_at=AS_AT, made=MADE, due=DUE, closed=date(2022, 10, 1))
    assert chart is not None
    assert chart.table["What"].tolist() == ["Made", "Closed", "Due"]
    assert "late" not in chart.alternative


def test_one_closed_on_a_day_not_recorded_is_not_late_by_the_extract_that_tells_it() -> None:
    chart = life(reference="A", as_at=AS_AT, made=MADE, due=FIRST, closed_by=DUE, is_outstanding=False)
    assert chart is not None
    assert chart.table["What"].tolist() == ["Made", "Due", "Closed by"]
    assert chart.alternative.endswith("Closed by 31 October 2022, day not recorded.")
    assert "late" not in " ".join(note.text for note in chart.figure.layout.annotations)


def test_one_that_is_neither_open_nor_closed_is_not_late() -> None:
    chart = life(reference="A", as_at=AS_AT, made=MADE, due=DUE, is_outstanding=False)
    assert chart is not None
    assert "late" not in chart.alternative


def test_without_two_days_there_is_no_line() -> None:
    assert life(reference="A", as_at=AS_AT) is None
    assert life(reference="A", as_at=AS_AT, made=AS_AT) is None
