"""Whatever comes in: a sentence, or rows and a count that adds up."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from analytics.errors import RegisterError
from analytics.intake.anomalies import anomalies
from analytics.intake.faults import Reading
from analytics.intake.file_types import OLE
from analytics.intake.layouts import Layout, load_layout
from analytics.intake.propose import propose_layout
from analytics.intake.readers import read_table
from analytics.intake.rows import read_extract
from analytics.vocabulary import COLUMN, allowed_values
from tests.examples import examples
from tests.intake.files import AS_AT, HEADER, csv_text, plain_layout, workbook

LAYOUTS = (plain_layout(), load_layout("standard"), load_layout("taic"), load_layout("pfd-tracker"))
BOOK = workbook({"Register": [HEADER.split(","), ["A1", "x", "Open", "High"], ["A2", "y", "Closed"]]})
SOUND = f"{HEADER}\nA1,Do this,Open,High,01/02/2022,,Engage\nA2,“that”,Closed,,,,\n".encode()


def check(reading: Reading) -> None:
    """What holds of every reading."""
    assert reading.read == reading.accepted + reading.repeated + reading.rejected
    assert len(reading.rows) == reading.accepted
    assert list(reading.rows.columns) == [*COLUMN, "source_row"]
    assert reading.rows["reference"].is_unique
    assert reading.rows["reference"].map(lambda reference: isinstance(reference, str) and reference != "").all()
    assert reading.rows["status"].isin(list(allowed_values("status") or ())).all()
    for name in COLUMN:
        if reading.rows[name].dtype == object:
            assert all(cell is None or cell for cell in reading.rows[name] if not isinstance(cell, list))
    rejected = {fault.row for fault in reading.faults if fault.severity == "rejected"}
    assert len(rejected) == reading.rejected
    assert all(fault.message.endswith((".", "?")) for fault in reading.faults)


def rows_or_a_sentence(data: bytes, filename: str, layout: Layout) -> None:
    """A reading in order, or a sentence; nothing else may come out."""
    try:
        reading = read_extract(data, filename, layout, AS_AT)
    except RegisterError as error:
        is_a_sentence(str(error))
    else:
        check(reading)
        anomalies(reading.rows, reading, AS_AT, AS_AT)


def is_a_sentence(words: str) -> None:
    """One line that ends as a sentence does."""
    assert words.endswith((".", "?"))
    assert "\n" not in words


def proposed_or_a_sentence(data: bytes, filename: str) -> None:
    """A proposal that makes a layout, or a sentence."""
    try:
        proposal = propose_layout(read_table(data, filename))
        proposal.layout("mine", "Mine", constants={"source": "X"})
    except RegisterError as error:
        is_a_sentence(str(error))


OPENINGS = st.sampled_from(
    [b"", b"PK\x03\x04", OLE, b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b"%PDF", HEADER.encode() + b"\n", BOOK[:400]]
)
NAMES = st.sampled_from(["extract.csv", "extract.xlsx", "extract", ""])


@given(OPENINGS, st.binary(max_size=300), NAMES, st.sampled_from(LAYOUTS))
@example(b"", b"\x00", "", LAYOUTS[0])
def test_any_bytes(opening: bytes, rest: bytes, name: str, layout: Layout) -> None:
    rows_or_a_sentence(opening + rest, name, layout)
    proposed_or_a_sentence(opening + rest, name)


@given(st.sampled_from([SOUND, BOOK]), st.lists(st.tuples(st.integers(0, 20_000), st.integers(0, 255)), max_size=8))
@examples(80)
def test_a_sound_file_with_some_bytes_changed(sound: bytes, changes: list[tuple[int, int]]) -> None:
    data = bytearray(sound)
    for place, value in changes:
        data[place % len(data)] = value
    rows_or_a_sentence(bytes(data), "extract.xlsx", plain_layout())


@given(st.sampled_from([SOUND, BOOK]), st.integers(0, 20_000))
def test_a_sound_file_cut_short(sound: bytes, length: int) -> None:
    rows_or_a_sentence(sound[: length % len(sound)], "extract.csv", plain_layout())


CELL = st.one_of(
    st.text(st.characters(codec="utf-8"), max_size=12),
    st.sampled_from(
        ["A1", "A1 (2)", "Open", "Closed", "01/02/2022", "2022-02-01", "31/02/2022", "high", "", " ", "\r\n"]
    ),
)
ENCODE: dict[str, Callable[[str], bytes]] = {
    "utf-8": lambda text: text.encode(),
    "utf-16": lambda text: text.encode("utf-16"),
    "cp1252": lambda text: text.encode("cp1252", errors="replace"),
    "mac_roman": lambda text: text.encode("mac_roman", errors="replace"),
}


@examples(60)
@given(st.lists(st.lists(CELL, max_size=9), max_size=8), st.sampled_from(sorted(ENCODE)))
def test_any_text_in_the_cells(rows: list[list[str]], encoding: str) -> None:
    data = ENCODE[encoding](csv_text([HEADER.split(","), *rows]))
    rows_or_a_sentence(data, "extract.csv", plain_layout())
    proposed_or_a_sentence(data, "extract.csv")


@given(st.lists(st.lists(CELL.filter(lambda cell: "\x00" not in cell), min_size=7, max_size=7), max_size=8))
def test_no_row_is_lost(rows: list[list[str]]) -> None:
    """Every row with something in it is read, whatever it holds: one that is a blank throughout is none."""
    blank = "".join(map(chr, range(32))) + " \u00a0\u2007\u202f\ufeff\u200b\x7f"
    reading = read_extract(csv_text([HEADER.split(","), *rows]).encode(), "extract.csv", plain_layout(), AS_AT)
    check(reading)
    assert reading.read == sum(any(cell.replace("_x000D_", "").strip(blank) for cell in row) for row in rows)


@given(st.lists(st.lists(st.one_of(CELL, st.floats(allow_nan=False, allow_infinity=False), st.booleans(), st.dates(
    pd.Timestamp(1901, 1, 1).date(), pd.Timestamp(2100, 1, 1).date())), max_size=8), max_size=6))  # fmt: skip
@examples(60)
def test_any_cells_in_a_workbook(rows: list[list[object]]) -> None:
    book = workbook({"Register": [HEADER.split(","), *rows]})
    rows_or_a_sentence(book, "extract.xlsx", plain_layout())
    proposed_or_a_sentence(book, "extract.xlsx")


def test_a_panic_of_the_workbook_reader_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    class Panic(BaseException):
        """As the reader's panics derive: from BaseException."""

    def panic(_source: object) -> None:
        raise Panic("index out of bounds")

    monkeypatch.setattr("python_calamine.load_workbook", panic)
    with pytest.raises(RegisterError, match="is a damaged workbook"):
        read_extract(BOOK, "extract.xlsx", plain_layout(), AS_AT)
