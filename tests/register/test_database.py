"""The register opened: its tables of days looked at come and go, and no question is left without those it names."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from analytics.filters import Filters
from analytics.measures import listing
from analytics.measures.position import headline
from analytics.register import database
from analytics.register.database import Question, Register
from analytics.register.views import Views
from tests.registers import write_register

OCTOBER, NOVEMBER = date(2022, 10, 31), date(2022, 11, 28)


@pytest.fixture
def register(tmp_path: Path) -> Register:
    """Two open in October, one of them closed on 10 November."""
    opened = [{"reference": name, "source": "DARA", "status": "open"} for name in "AB"]
    closed = {"reference": "B", "source": "DARA", "status": "closed", "closed_on": date(2022, 11, 10)}
    return Register(write_register(tmp_path, {OCTOBER: opened, NOVEMBER: [opened[0], closed]}))


def test_a_blank_among_texts_is_none(tmp_path: Path) -> None:
    texts = {"A": None, "B": "Do"}
    rows = [{"reference": name, "source": "DARA", "status": "open", "text": text} for name, text in texts.items()]
    found = listing.rows(Register(write_register(tmp_path, {OCTOBER: rows})), Filters(), ("text",), "reference")
    assert found["text"].tolist() == [None, "Do"]


def test_the_longest_unused_tables_give_way_and_are_made_again(
    register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "_ROWS_KEPT", 0)
    days = [OCTOBER + timedelta(days=number) for number in range(20)]
    for _ in range(2):
        # Closed on the 10th: two are open up to the 9th.
        assert [headline(register, Filters(as_at=day)).open for day in days] == [2] * 10 + [1] * 10
    assert len(register._tables) <= 5
    kept = register._con.execute("select count(*) from duckdb_tables() where table_name like 'position_%'").fetchone()
    assert kept is not None
    assert kept[0] <= 3 * 5  # a table, its cells, and what turned


def test_a_question_whose_table_gave_way_before_it_was_read_is_answered(
    register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown, gone = Register._shown, []

    def late(self: Register, question: Question) -> Views:
        views = shown(self, question)
        if not gone:
            gone.extend(name for name, _ in self._tables.values())
            for name in gone:
                self._con.execute(f"drop table {name}")
            self._tables.clear()
        return views

    monkeypatch.setattr(Register, "_shown", late)
    assert headline(register, Filters()).open == 1
    assert gone
