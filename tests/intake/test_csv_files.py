"""Encodings and lines of CSV files."""

from __future__ import annotations

import pytest

from analytics.errors import UnreadableFile
from analytics.intake.csv_files import find_encoding, guess_single_byte, records, separator_hint


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("the force’s “own” café – £5 …", "cp1252"),
        ("the force’s “own” café – £5 …", "mac_roman"),
        ("naïve, Zoë, façade, señor, Übung, École", "cp1252"),
        ("naïve, Zoë, façade, señor, Übung", "mac_roman"),
        ("first – second", "mac_roman"),
        ("first – second", "cp1252"),
        ("£5", "cp1252"),
    ],
)
def test_the_older_encodings_are_told_apart_by_their_letters(text: str, encoding: str) -> None:
    assert guess_single_byte(text.encode(encoding)) == encoding


def test_line_ends_decide_where_letters_do_not() -> None:
    """A pound sign is the same byte in both."""
    assert guess_single_byte("£5\r£6\r".encode("mac_roman")) == "mac_roman"
    assert guess_single_byte("£5\r\n£6\r\n".encode("cp1252")) == "cp1252"


def test_bytes_that_one_encoding_does_not_have() -> None:
    assert guess_single_byte(b"\x81\x8d") == "mac_roman"


def test_the_files_mark_comes_before_what_the_layout_declares() -> None:
    assert find_encoding("Réf".encode("utf-16"), "cp1252", "x.csv").name == "utf-16"
    assert find_encoding("Réf".encode("cp1252"), "cp1252", "x.csv").guessed is False


def test_a_file_that_is_saved_as_utf_8_since_is_read_so_though_the_layout_declares_an_older_encoding() -> None:
    text = "Ref;Recommendation\n1;The force’s plan – “act”\n"
    assert find_encoding(text.encode("utf-8"), "cp1252", "x.csv").name == "utf-8"
    assert find_encoding(text.encode("cp1252"), "cp1252", "x.csv").name == "cp1252"
    assert find_encoding(b"Ref;Recommendation\n", "cp1252", "x.csv").name == "cp1252"


@pytest.mark.parametrize(("line", "hint"), [("sep=;\r\n", ";"), ("SEP=\t\r", "\t"), ("sep,other\n", None), ("", None)])
def test_a_hint_to_a_spreadsheet(line: str, hint: str | None) -> None:
    assert separator_hint(line) == hint


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("", []),
        ("a,b", [["a", "b"]]),
        ("a,b\n", [["a", "b"]]),
        ("a\n\nb\n\n", [["a"], [], ["b"]]),
        ('a,"b\r\rc"\rd,e\r', [["a", "b\r\rc"], ["d", "e"]]),
        ('"a""b",c"d\n', [['a"b', 'c"d']]),
        ('"a"', [["a"]]),
    ],
)
def test_rows_keep_their_numbers(text: str, rows: list[list[str]]) -> None:
    assert list(records(text.encode(), "utf-8", ",", "x.csv")) == rows


@pytest.mark.parametrize("text", ['"', 'a,"b', 'a\n"b\nc\n', '"a" "b\n"'])
def test_an_open_quotation_mark_is_refused(text: str) -> None:
    with pytest.raises(UnreadableFile, match="is never closed"):
        list(records(text.encode(), "utf-8", ",", "x.csv"))
