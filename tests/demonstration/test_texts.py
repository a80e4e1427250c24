"""What the demonstration's rows say of themselves: references, volumes, wording, and that all of it is invented."""

from __future__ import annotations

import calendar
import re
from collections import Counter

import pytest

from analytics.vocabulary import COLUMNS, SOURCES, Column, allowed_values
from tests.demonstration.extracts import Row, counted, read_extracts

REFERENCE = re.compile(r"(HM|DA|IO|PF|MO)-20(1[7-9]|2[0-2])-\d{3}|CA-2022-\d{2}")


@pytest.fixture(scope="module")
def newest() -> list[Row]:
    return read_extracts()["2022-11-28"]


def test_columns_are_the_standard_layout(newest: list[Row]) -> None:
    # Each response and each date has its day, so what is said in place of a day is not needed.
    without = ("response_given", "dates_as_written")
    assert list(newest[0]) == [column.name for column in COLUMNS if column.name not in without]


def test_every_value_is_of_the_vocabulary(newest: list[Row]) -> None:
    closed = [column for column in COLUMNS if allowed_values(column.name) and column.name in newest[0]]
    assert not [(row["reference"], column.name) for row in newest for column in closed if not _allowed(row, column)]
    assert {row["source"] for row in newest} <= set(SOURCES)


def _allowed(row: Row, column: Column) -> bool:
    return row[column.name] in ("", *(allowed_values(column.name) or ()))


def test_references_are_well_formed_and_used_once_in_each_extract() -> None:
    for rows in read_extracts().values():
        assert max(Counter(row["reference"] for row in rows).values()) == 1
        assert not [row["reference"] for row in rows if not REFERENCE.fullmatch(row["reference"])]


def test_a_reference_always_names_the_same_recommendation() -> None:
    wording: dict[str, set[str]] = {}
    for rows in read_extracts().values():
        for row in rows:
            wording.setdefault(row["reference"], set()).add(row["text"])
    assert {len(texts) for texts in wording.values()} == {1}


@pytest.mark.parametrize(("source", "expected"), [("HMICFRS", 70), ("DARA", 200)])
def test_yearly_volumes_are_near_the_published_ones(newest: list[Row], source: str, expected: int) -> None:
    years = Counter(row["received_on"][:4] for row in newest if row["source"] == source and counted(row))
    assert sorted(years) == ["2017", "2018", "2019", "2020", "2021", "2022"]
    assert all(0.9 * expected <= count <= 1.1 * expected for count in years.values()), years


def test_other_sources_come_in_small_numbers(newest: list[Row]) -> None:
    years = Counter((row["source"], row["received_on"][:4]) for row in newest if row["source"] in ("IOPC", "Coroner"))
    assert {count for (source, _), count in years.items() if source == "IOPC"} <= set(range(10, 16))
    assert {count for (source, _), count in years.items() if source == "Coroner"} <= set(range(4, 9))


def test_each_source_calls_its_findings_by_its_own_kind(newest: list[Row]) -> None:
    kinds: dict[str, set[str]] = {}
    for row in newest:
        kinds.setdefault(row["source"], set()).add(row["kind"])
    assert kinds == {
        "HMICFRS": {"recommendation", "area for improvement", "cause of concern"},
        "DARA": {"agreed action"},
        "IOPC": {"learning recommendation"},
        "Coroner": {"matter of concern"},
        "MOPAC review": {"recommendation"},
        "Casey review": {"advice"},
    }


def test_texts_differ_and_are_sentences(newest: list[Row]) -> None:
    texts = [row["text"] for row in newest if counted(row)]
    assert len(set(texts)) == len(texts)
    broken = re.compile(r"  |\.\.|[{}]|,\.| ,|^[a-z]|[^.]$|\b(\w+) \1\b")
    assert not [text for text in texts if broken.search(text)]
    findings = {row["finding"] for row in newest} - {""}
    assert len(findings) > 300
    assert not [finding for finding in findings if broken.search(finding)]


def test_a_date_in_the_text_is_the_date_first_agreed(newest: list[Row]) -> None:
    months = list(calendar.month_name)
    named = re.compile(r"By (?:the end of |\d+ )(\w+) (\d{4}),")
    dated = [(row, result) for row in newest if row["original_due_on"] and (result := named.match(row["text"]))]
    reported = [f"{result[2]}-{months.index(result[1]):02d}" == row["original_due_on"][:7] for row, result in dated]
    assert len(reported) > 200
    assert sum(reported) > 0.97 * len(reported)  # where on-boarding came after the date, a later one was agreed


def test_every_row_says_that_it_is_invented_in_every_extract() -> None:
    for rows in read_extracts().values():
        assert {row["progress_note"][:27] for row in rows} == {"Invented for demonstration."}


def test_what_programmes_deliver_is_official_sensitive(newest: list[Row]) -> None:
    delivered = {row["classification"] for row in newest if row["programme"]}
    assert delivered == {"OFFICIAL-SENSITIVE"}
    assert Counter(row["classification"] for row in newest).most_common(1)[0][0] == "OFFICIAL"


def test_themes_and_root_causes_are_short_stable_lists(newest: list[Row]) -> None:
    assert len({row["theme"] for row in newest}) == 14
    assert len({row["root_cause"] for row in newest} - {""}) == 8
