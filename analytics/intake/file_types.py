"""What a file really is, whatever its name says, and whether it is safe to open."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from analytics.english import count, plural
from analytics.errors import UnreadableFile
from analytics.intake.suggestions import quoted
from analytics.intake.tables import MEGABYTE, Limits

RIGHT = "Save it as an Excel workbook (.xlsx) or as a CSV file, and load that."

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

FOREIGN: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"BM", "a picture (BMP)"),
    (b"II*\x00", "a picture (TIFF)"),
    (b"MM\x00*", "a picture (TIFF)"),
    (b"RIFF", "a picture or a recording"),
    (b"%PDF", "a PDF document"),
    (b"{\\rtf", "a rich text document"),
    (b"\x1f\x8b", "a compressed file (gzip)"),
    (b"7z\xbc\xaf", "a compressed file (7z)"),
    (b"Rar!", "a compressed file (RAR)"),
    (b"PAR1", "a Parquet file"),
    (b"SQLite format 3\x00", "a database (SQLite)"),
)
"""How files that are no table begin, and what to call them."""

MARKED_UP = re.compile(rb"\s*<(?:!doctype|html|\?xml|table|svg)", re.IGNORECASE)

JSON = re.compile(rb"""\s*(?:\{\s*["}]|\[\s*(?:[\[{"\]]|-?\d))""")
"""How a file in JSON begins: an object or a list, and its first name or value."""

ARCHIVES: tuple[tuple[str, str], ...] = (
    ("word/", "a Word document"),
    ("ppt/", "a PowerPoint presentation"),
    ("xl/workbook.bin", "a binary Excel workbook (.xlsb)"),
    ("content.xml", "an OpenDocument file (.ods or .odt)"),
    ("Index/", "an Apple iWork document"),
)
"""What a zip archive without an Excel workbook in it is, by a name inside it."""


def recognise(data: bytes, filename: str, limits: Limits) -> str:
    """Tell an xlsx from a csv by what the bytes are. Raises UnreadableFile, one sentence, for anything else."""
    name = quoted(filename)
    if not data.strip(b"\x00\t\r\n \xef\xbb\xbf\xfe\xff"):
        broken_off = (
            f"{name} holds {plural(len(data), 'byte')} and no letter. Its copying probably broke off: copy it again."
        )
        raise UnreadableFile(broken_off if b"\x00" in data else f"{name} is empty.")
    if len(data) > limits.file_bytes:
        size, most = _megabytes(len(data)), _megabytes(limits.file_bytes)
        raise UnreadableFile(f"{name} is {size} MB; a file of more than {most} MB is not read.")
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        _check_archive(data, name, limits)
        return "xlsx"
    if data.startswith(OLE):
        raise UnreadableFile(_compound(data, name))
    for signature, what in FOREIGN:
        if data.startswith(signature) and _binary(data, signature):
            raise UnreadableFile(f"{name} is {what}, not a table. {RIGHT}")
    if MARKED_UP.match(data.removeprefix(b"\xef\xbb\xbf")):
        raise UnreadableFile(f"{name} is a web page or XML file, whatever its name says. Open it in Excel. {RIGHT}")
    if JSON.match(data.removeprefix(b"\xef\xbb\xbf")):
        raise UnreadableFile(f"{name} is JSON, not a table. {RIGHT}")
    if filename.lower().endswith((".xlsx", ".xlsm")) and _looks_binary(data):
        raise UnreadableFile(f"{name} is not an Excel workbook, or it is damaged. Open it in Excel and save it again.")
    return "csv"


def _megabytes(size: int) -> str:
    """A size in megabytes, to one decimal where it needs one."""
    return f"{size / MEGABYTE:,.1f}".removesuffix(".0")


def _binary(data: bytes, signature: bytes) -> bool:
    """Whether a file with this opening is no text: "BM" and "RIFF" may also begin a heading."""
    return signature not in (b"BM", b"RIFF") or _looks_binary(data)


def _looks_binary(data: bytes) -> bool:
    """Whether the beginning holds bytes that no text holds; UTF-16 with its mark is text."""
    start = data[:4096]
    return not start.startswith((b"\xff\xfe", b"\xfe\xff")) and b"\x00" in start


def _compound(data: bytes, name: str) -> str:
    """What to say of an OLE compound file: a workbook behind a password, a legacy one, or something else."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return f"{name} is protected by a password. Open it in Excel, take the password off, save it, and load that."
    if any(stream.encode("utf-16-le") in data for stream in ("Workbook", "Book")):
        return f"{name} is a workbook of the old kind (.xls). Open it in Excel, save it as .xlsx, and load that."
    return f"{name} is an old Office document, not a table. {RIGHT}"


def _check_archive(data: bytes, name: str, limits: Limits) -> None:
    """Raise UnreadableFile unless the archive holds an Excel workbook that is safe to unpack."""
    damaged = UnreadableFile(f"{name} is a damaged workbook. Open it in Excel, let Excel repair it, and save it again.")
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        names = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, struct.error, UnicodeDecodeError) as error:
        raise damaged from error
    if not any(entry.lower() == "xl/workbook.xml" for entry in names):
        raise UnreadableFile(f"{name} is {_archive_kind(names)}, not an Excel workbook. {RIGHT}")
    if any(info.flag_bits & 1 for info in archive.infolist()):
        raise UnreadableFile(f"{name} is protected by a password. Take the password off, save it, and load that.")
    _check_size(len(data), sum(info.file_size for info in archive.infolist()), name, limits)
    try:
        _check_parts(data, archive.infolist(), name, limits)
    except (zlib.error, struct.error, BrokenPartError) as error:
        raise damaged from error


def _archive_kind(names: list[str]) -> str:
    """What a zip archive is that holds no Excel workbook."""
    return next((what for part, what in ARCHIVES if any(name.startswith(part) for name in names)), "a zip archive")


def _check_size(packed: int, unpacked: int, name: str, limits: Limits) -> None:
    """Raise UnreadableFile where an archive holds more than it may."""
    too_dense = unpacked > limits.free_bytes and unpacked > limits.unpacked_ratio * packed
    if unpacked > limits.unpacked_bytes or too_dense:
        raise UnreadableFile(
            f"{name} unpacks to {count(unpacked // MEGABYTE)} MB or more from {_megabytes(packed)} MB, "
            "which no register does, so it was not opened."
        )


FED_AT_ONCE = 64 * 1024
"""Packed bytes given to the inflater at a time; what it has not used yet is copied at every step, so it stays small."""


class BrokenPartError(Exception):
    """A part of an archive that does not stand where its directory says."""


def _check_parts(data: bytes, infos: list[zipfile.ZipInfo], name: str, limits: Limits) -> None:
    """Unpack every part piece by piece, believing no size that the archive states, and look at what sheets span."""
    unpacked = 0
    for info in infos:
        span = _Span() if info.filename.lower().startswith("xl/worksheets/") else None
        for piece in _pieces(data, info):
            unpacked += len(piece)
            _check_size(len(data), unpacked, name, limits)
            if span is not None:
                span.add(piece)
        if span is not None and span.cells > limits.cells:
            raise UnreadableFile(
                f"{name} has a sheet that spans {count(span.rows)} rows and {count(span.columns)} columns, more than "
                "can be read. Delete what stands far below or to the right of the table, and save it again."
            )


def _pieces(data: bytes, info: zipfile.ZipInfo) -> Iterator[bytes]:
    """The content of one part of an archive, a megabyte at a time."""
    start = info.header_offset
    if data[start : start + 4] != b"PK\x03\x04":
        raise BrokenPartError(info.filename)
    name_length, extra_length = struct.unpack("<HH", data[start + 26 : start + 30])
    body = memoryview(data)[start + 30 + name_length + extra_length :][: info.compress_size]
    if info.compress_type == zipfile.ZIP_STORED:
        yield bytes(body)
        return
    if info.compress_type != zipfile.ZIP_DEFLATED:
        raise BrokenPartError(info.filename)
    inflate = zlib.decompressobj(-15)
    for offset in range(0, len(body), FED_AT_ONCE):
        waiting: bytes | memoryview = body[offset : offset + FED_AT_ONCE]
        while piece := inflate.decompress(waiting, MEGABYTE):
            yield piece
            waiting = inflate.unconsumed_tail


_CELL = re.compile(rb"<(?:\w+:)?c(?=[\s/>])")
_ROW = re.compile(rb"<(?:\w+:)?row(?=[\s/>])")
_CELL_ADDRESS = re.compile(rb"""r\s*=\s*["']([A-Za-z]{0,3}\d{1,7})["']""")
_LETTERS = bytes([*range(ord("A"), ord("Z") + 1), *range(ord("a"), ord("z") + 1)])


@dataclass(slots=True)
class _Span:
    """The rectangle that a sheet's cells span, gathered from its XML as it is unpacked.

    The reader sets up the whole rectangle, so no more than this may be asked of it. Cells that do not say their
    place stand each beside the one before, so a row is then as wide as it has cells.
    """

    rows: int = 0
    columns: int = 1
    row_so_far: int = 0
    rest: bytes = b""

    def add(self, piece: bytes) -> None:
        """Take in the next piece of the sheet, up to its last whole tag; the rest waits for the next piece."""
        text = self.rest + piece
        end = text.rfind(b">") + 1
        text, self.rest = text[:end], text[end:][-LONGEST_TAG:]
        places = b" ".join(_CELL_ADDRESS.findall(text))
        columns = set(places.translate(None, b"0123456789").split())
        self.rows = max(self.rows, *map(int, places.translate(None, _LETTERS).split()), 0)
        self.columns = max(self.columns, *map(column_number, columns), 0)
        addressed = len(places.translate(None, b"0123456789").split())
        if len(_CELL.findall(text)) > addressed:
            self._add_unplaced(text)

    def _add_unplaced(self, text: bytes) -> None:
        """Count the cells of each row, the first of which may have begun in the piece before."""
        widths = [len(_CELL.findall(row)) for row in _ROW.split(text)]
        widths[0] += self.row_so_far
        self.columns = max(self.columns, *widths)
        self.row_so_far = widths[-1]

    @property
    def cells(self) -> int:
        """Cells in the rectangle."""
        return self.rows * self.columns


LONGEST_TAG = 4096
"""Bytes. What is longer and has not ended is text, not a tag."""


def column_number(letters: bytes) -> int:
    """The number of a spreadsheet column, counted from 1: A is 1, AA is 27; 0 for none."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number
