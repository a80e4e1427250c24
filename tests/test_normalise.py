"""Texts that look the same have one form, in Python and in the queries of the register."""

from __future__ import annotations

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.normalise import comparison_key, search_form, search_form_places
from analytics.register.history import create_tables


@pytest.mark.parametrize(
    ("text", "other_text"),
    [
        ("The officer’s record", "the officer's record"),
        ("“well-being” – check", '"well‑being" - check'),
        ("Stop\u00a0and  search", "stop and search"),
        ("caf\u00e9", "cafe\u0301"),
        ("naïve ﬁle", "naive file"),
        ("Œuvre, Ærø, Łódź", "oeuvre, aero, lodz"),
        ("Straße", "STRASSE"),
        ("co\u00adoperate", "cooperate"),
        ("zero\u200bwidth", "zerowidth"),
        ("ＦＵＬＬ width", "full width"),
        ("5 − 3", "5 - 3"),
    ],
)
def test_what_looks_the_same_has_one_search_form(text: str, other_text: str) -> None:
    assert search_form(text) == search_form(other_text)


@pytest.mark.parametrize(
    ("text", "other_text"), [("wellbeing", "well-being"), ("1000", "100%"), ("done_x", "done x"), ("कि", "की")]
)
def test_what_looks_different_has_two_search_forms(text: str, other_text: str) -> None:
    assert search_form(text) != search_form(other_text)


@pytest.mark.parametrize("word", ["Stop & Search", "stop-and-search", " STOP AND  SEARCH.", "Stop/and/search"])
def test_a_word_written_in_several_ways_has_one_key(word: str) -> None:
    assert comparison_key(word) == "stop and search"


def test_a_text_of_punctuation_is_never_the_key_of_a_blank() -> None:
    assert comparison_key("?") == "?"
    assert comparison_key("–") == "-"
    assert comparison_key("  ") == ""


@given(st.text(max_size=30))
def test_a_form_is_its_own_form(text: str) -> None:
    assert search_form(search_form(text)) == search_form(text)
    assert comparison_key(comparison_key(text)) == comparison_key(text)


@given(st.text(max_size=30))
def test_each_letter_of_the_form_has_its_place_in_the_text(text: str) -> None:
    form, places = search_form_places(text)
    assert " ".join(form.split()) == search_form(text)
    assert len(places) == len(form)
    assert places == sorted(places)


LETTERS = st.sampled_from("abcXYZ019 -'\"`‘’“”–—\u2011\u00a0éÉﬁøß…½Ω中\u0301")


def test_the_register_gives_the_same_form_as_python() -> None:
    con = duckdb.connect()
    create_tables(con)

    @given(st.lists(st.text(LETTERS, max_size=12), min_size=1, max_size=20))
    def same(texts: list[str]) -> None:
        result = con.execute("select search_form(txt) from (select unnest($texts) as txt)", {"texts": texts}).fetchall()
        assert [" ".join(form.split()) for (form,) in result] == [search_form(text) for text in texts]

    same()
