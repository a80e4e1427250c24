"""The macros say of every word of the vocabulary what the vocabulary says, in columns of text and of names alike."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

import duckdb
import pytest

from analytics.register.history import create_tables
from analytics.register.macros import WORDS
from analytics.vocabulary import CloseReason, State, Status

RULES: dict[str, tuple[type[StrEnum], set[str]]] = {
    "is_open": (Status, {"open", "proposed for closure"}),
    "is_ended": (Status, {"closed", "not accepted"}),
    "is_outstanding_status": (Status, {"awaiting on-boarding", "open", "proposed for closure", "disputed"}),
    "is_outstanding": (State, {"outstanding"}),
    "has_ended": (State, {"closed", "withdrawn or merged"}),
    "is_on_register": (State, {"outstanding", "closed", "withdrawn or merged", "unknown"}),
    "is_withdrawn": (CloseReason, {"superseded", "duplicate", "withdrawn"}),
    "is_implemented": (CloseReason, {"implemented", "implemented by alternative"}),
}
"""Each rule, and the words of which it is true, as the paper and the definitions have them."""


@pytest.fixture(scope="module")
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as con:
        create_tables(con)
        yield con


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("column_type", ["varchar", "enum"])
def test_a_rule_is_true_of_its_words_and_of_no_other(
    con: duckdb.DuckDBPyConnection, rule: str, column_type: str
) -> None:
    words, expected = RULES[rule]
    names = f"({', '.join(repr(str(word)) for word in words)})" if column_type == "enum" else ""
    con.execute(f"create or replace temp table word (value {column_type} {names})")
    con.executemany("insert into word values (?)", [[word] for word in words])
    answers = con.table("word").select(f"value::varchar, {rule}(value)").fetchall()
    assert answers == [(word, word in expected) for word in words]


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_says_neither_yes_nor_no_of_a_blank(con: duckdb.DuckDBPyConnection, rule: str) -> None:
    assert con.execute(f"select {rule}(null::varchar)").fetchall() == [(None,)]


def test_every_word_has_a_macro_of_its_name(con: duckdb.DuckDBPyConnection) -> None:
    for first, words in WORDS.items():
        for member in words:
            assert con.execute(f"select {first}_{member.name.lower()}()").fetchall() == [(str(member),)]


def test_a_misspelt_word_is_an_error(con: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(duckdb.CatalogException, match="state_outstandig"):
        con.execute("select state_outstandig()")
