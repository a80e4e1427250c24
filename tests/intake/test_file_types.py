"""What a file really is, whatever its name says."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest
from PIL import Image

from analytics.errors import UnreadableFile
from analytics.intake.file_types import OLE, column_number, recognise
from analytics.intake.readers import read_table
from analytics.intake.tables import LIMITS
from tests.intake.files import archive, with_part, workbook

BOOK = workbook({"Register": [["Ref", "Status"], ["A1", "Open"]]})


def sentence(data: bytes, filename: str = "extract.xlsx") -> str:
    """The one sentence with which a file is refused."""
    with pytest.raises(UnreadableFile) as error:
        read_table(data, filename)
    return str(error.value)


def picture(kind: str) -> bytes:
    """A picture of one point."""
    target = io.BytesIO()
    Image.new("RGB", (1, 1)).save(target, kind)
    return target.getvalue()


def test_a_file_of_zero_bytes_was_not_copied_whole() -> None:
    assert sentence(bytes(5000), "extract.xlsx") == (
        "'extract.xlsx' holds 5,000 bytes and no letter. Its copying probably broke off: copy it again."
    )


def test_a_text_is_no_table() -> None:
    text = "\n".join(["A note, in two parts", *["One line of it"] * 20, "Another, with a comma"])
    for note in (text, "One line\nanother"):
        assert sentence(note.encode(), "note.txt").startswith("'note.txt' holds text and no table. A register has")


@pytest.mark.parametrize("data", [b"", b"\r\n \n", b"\xef\xbb\xbf", b"\xff\xfe"])
def test_an_empty_file(data: bytes) -> None:
    assert sentence(data, "extract.csv") == "'extract.csv' is empty."


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP"])
def test_a_picture_renamed(kind: str) -> None:
    assert "is a picture" in sentence(picture(kind))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "a PDF document"),
        (b"{\\rtf1 hello}", "a rich text document"),
        (b"<!DOCTYPE html><table><tr><td>Ref", "a web page or XML file"),
        (b'\xef\xbb\xbf<?xml version="1.0"?><Workbook/>', "a web page or XML file"),
        (OLE + b"\x00" * 600 + "EncryptedPackage".encode("utf-16-le"), "protected by a password"),
        (OLE + b"\x00" * 600 + "Workbook".encode("utf-16-le"), "a workbook of the old kind (.xls)"),
        (OLE + b"\x00" * 600 + "WordDocument".encode("utf-16-le"), "an old Office document"),
        (archive({"word/document.xml": b"<w/>"}), "a Word document"),
        (archive({"content.xml": b"<o/>", "mimetype": b"x"}), "an OpenDocument file"),
        (archive({"xl/workbook.bin": b"x"}), "a binary Excel workbook (.xlsb)"),
        (archive({"extract.csv": b"Ref,Status"}), "a zip archive"),
        (BOOK[: len(BOOK) // 2], "a damaged workbook"),
        (with_part(BOOK, "xl/worksheets/sheet1.xml", b"<broken"), "a damaged workbook"),
        (with_part(BOOK, "xl/workbook.xml", b"<broken"), "a damaged workbook"),
        (b"\x00\x01\x02\x03" * 50, "is not an Excel workbook, or it is damaged"),
    ],
)
def test_what_is_no_table_is_called_what_it_is(data: bytes, words: str) -> None:
    assert words in sentence(data)


def test_bytes_that_no_text_holds() -> None:
    assert "is not a text file" in sentence(b"Ref,Status\nA\x00,B\n", "extract.csv")


def test_a_heading_may_begin_like_a_picture() -> None:
    assert recognise(b"BM number,Status\n1,Open\n", "extract.csv", LIMITS) == "csv"


def test_a_zip_bomb_is_not_opened() -> None:
    bomb = with_part(BOOK, "xl/sharedStrings.xml", b"\x00" * 30_000_000)
    assert len(bomb) < 100_000
    assert "unpacks to 28 MB or more" in sentence(bomb)


def test_a_zip_bomb_that_lies_about_its_size_is_not_opened() -> None:
    """The directory says 100 bytes; the archive holds thirty million."""
    bomb = bytearray(with_part(BOOK, "xl/sharedStrings.xml", b"\x00" * 30_000_000))
    for header, place in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        name = 30 if header == b"PK\x03\x04" else 46
        start = bomb.find(header)
        while start >= 0:
            if bomb[start + name : start + name + 20] == b"xl/sharedStrings.xml":
                bomb[start + place : start + place + 4] = struct.pack("<I", 100)
            start = bomb.find(header, start + 4)
    with zipfile.ZipFile(io.BytesIO(bytes(bomb))) as zipped:
        assert zipped.getinfo("xl/sharedStrings.xml").file_size == 100
    assert "unpacks to" in sentence(bytes(bomb))


def test_one_cell_far_out_does_not_make_the_whole_rectangle_be_set_up() -> None:
    sheet = b'<worksheet><sheetData><row r="1"><c r="A1"/></row><row r="1048576"><c r="XFD1048576"/></row></sheetData>'
    far = with_part(BOOK, "xl/worksheets/sheet1.xml", sheet + b"</worksheet>")
    assert "spans 1,048,576 rows and 16,384 columns" in sentence(far)


@pytest.mark.parametrize(("letters", "number"), [("A", 1), ("Z", 26), ("AA", 27), ("XFD", 16_384)])
def test_columns_are_numbered_as_a_spreadsheet_does(letters: str, number: int) -> None:
    assert column_number(letters.encode()) == number


@pytest.mark.parametrize(
    "rows",
    [
        b"<row r='1'><c r='A1'/></row><row r='1048576'><c r='XFD1048576'/></row>",
        b'<row r="1"><c t=">" r = "XFD1048576"/></row>',
        b'<row r="1048576">' + b"<c><v>1</v></c>" * 16_384 + b"</row>",
        b'<x:row r="1048576">' + b"<x:c/>" * 16_384 + b"</x:row>",
        b'<row r="1"><c r="A1"/><!-- ' + b"x" * 3_000_000 + b' --><c r="XFD1048576"/></row>',
    ],
    ids=["single quotes", "odd spacing", "no places", "namespaced", "far apart"],
)
def test_a_cell_far_out_is_found_however_it_is_written(rows: bytes) -> None:
    sheet = b"<worksheet><sheetData>" + rows + b"</sheetData></worksheet>"
    assert "has a sheet that spans" in sentence(with_part(BOOK, "xl/worksheets/sheet1.xml", sheet))


def test_a_sheet_whose_cells_do_not_say_their_place_is_read() -> None:
    """Twenty thousand rows of three cells are no rectangle of twenty thousand by sixty thousand."""
    cells = b"".join(b'<c t="inlineStr"><is><t>%s</t></is></c>' % word for word in (b"Ref", b"Text", b"Status"))
    rows = b"".join(b'<row r="%d">%s</row>' % (number, cells) for number in range(1, 20_001))
    sheet = b"<worksheet><sheetData>" + rows + b"</sheetData></worksheet>"
    table = read_table(with_part(BOOK, "xl/worksheets/sheet1.xml", sheet), "extract.xlsx")
    assert (table.header, len(table)) == (["Ref", "Text", "Status"], 19_999)
