"""Files of a page: they carry the register's day and marking in their names; what is in them is publish's to test."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from analytics.filters import Filters
from pages.ui import downloads, session
from pages.ui.facts import RegisterInfo

FACTS = RegisterInfo(
    version="1", extracts=(date(2022, 10, 31), date(2022, 11, 28)), loaded_on=date(2022, 11, 29), marking="OFFICIAL"
)


@pytest.fixture(autouse=True)
def nothing_chosen() -> Iterator[None]:
    session.choose(Filters())
    yield
    session.choose(Filters())


def test_a_file_carries_the_day_and_the_marking_of_the_register() -> None:
    downloads.mark(FACTS)
    assert downloads.file_name("Open by source", "csv") == "open-by-source-2022-11-28-official.csv"


def test_a_file_of_rows_carries_the_marking_of_its_rows() -> None:
    downloads.mark(FACTS)
    name = downloads.file_name("Open by source", "csv", "OFFICIAL-SENSITIVE")
    assert name == "open-by-source-2022-11-28-official-sensitive.csv"


def test_a_file_carries_the_day_that_the_reader_chose() -> None:
    downloads.mark(FACTS)
    session.change(as_at=date(2022, 6, 30))
    assert downloads.file_name("open", "xlsx") == "open-2022-06-30-official.xlsx"
    session.change(known_at=date(2022, 8, 31))
    assert downloads.file_name("open", "csv") == "open-2022-06-30-known-2022-08-31-official.csv"
    session.change(known_at=FACTS.newest)
    assert downloads.file_name("open", "csv") == "open-2022-06-30-official.csv"


def test_invented_data_says_so_first() -> None:
    downloads.mark(replace(FACTS, is_demonstration=True))
    assert downloads.file_name("open", "csv") == "demonstration-open-2022-11-28-official.csv"
