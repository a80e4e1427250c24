"""The register opened: its tables of days looked at come and go, and no question is left without those it names."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import duckdb
import pytest

from analytics.errors import NoRoom
from analytics.filters import Filters
from analytics.measures import recommendations
from analytics.measures.headline_figures import headline
from analytics.register import database
from analytics.register.database import Query, Register
from pages.ui import cached
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
    result = recommendations.rows(
        Register(write_register(tmp_path, {OCTOBER: rows})), Filters(), ("text",), "reference"
    )
    assert result["text"].tolist() == [None, "Do"]


def test_the_longest_unused_tables_give_way_and_are_made_again(
    register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "_MAX_CACHED_ROWS", 0)
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
    with_relations, gone = Register._with_relations, []

    def late(self: Register, question: Query) -> str:
        text = with_relations(self, question)
        if not gone:
            gone.extend(name for name, _ in self._tables.values())
            for name in gone:
                self._con.execute(f"drop table {name}")
            self._tables.clear()
        return text

    monkeypatch.setattr(Register, "_with_relations", late)
    assert headline(register, Filters()).open == 1
    assert gone


@pytest.mark.parametrize(
    "statement",
    [
        "select content from read_text('/etc/hostname')",
        "select count(*) from read_csv('/etc/passwd')",
        "copy (select 1) to '/tmp/copied.csv'",
        "attach '/tmp/other.duckdb'",
        "set enable_external_access = true",
        "set memory_limit = '100GB'",
        "install httpfs",
    ],
)
def test_no_query_reaches_another_file_or_changes_a_setting(register: Register, statement: str) -> None:
    with pytest.raises(duckdb.Error, match=r"disabled|locked|configuration"):
        register._con.execute(statement)
    assert headline(register, Filters()).open == 1


def test_where_the_temporary_folder_fails_it_is_said_and_the_register_opened_anew(
    register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise duckdb.IOException('IO Error: Could not write file "history.duckdb": No space left on device')

    with monkeypatch.context() as patch:
        patch.setattr(Register, "_run", fail)
        with pytest.raises(NoRoom, match=r"is full .*No space left on device.* The register is as it was\."):
            headline(register, Filters())
    assert not register.is_usable
    monkeypatch.setenv("REGISTER", str(register.folder))
    monkeypatch.setattr(cached, "_registers", {register.folder: register})
    assert cached.register() is not register
    assert cached.register().is_usable
