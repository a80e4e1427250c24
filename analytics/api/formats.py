"""The forms in which the API gives a table, each written in parts, so that a large one is never held whole."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from analytics.api.columns import ApiColumn, Type
from analytics.api.values import plain
from analytics.files import csv

JSON, HTML = "json", "html"
MEDIA_TYPES = {
    JSON: "application/json",
    "csv": "text/csv; charset=utf-8",
    "parquet": "application/vnd.apache.parquet",
    "arrow": "application/vnd.apache.arrow.stream",
    HTML: "text/html; charset=utf-8",
}
"""The media type of each form, by the ending of an address that asks for it."""

Batches = Iterable[Sequence[tuple[Any, ...]]]

_ARROW: dict[Type, pa.DataType] = {
    "text": pa.string(),
    "date": pa.date32(),
    "time": pa.timestamp("us", tz="UTC"),
    "number": pa.int64(),
    "list": pa.list_(pa.string()),
    "boolean": pa.bool_(),
}


def parts(form: str, columns: Sequence[ApiColumn], batches: Batches, about: Mapping[str, str]) -> Iterator[bytes]:
    """A table in one of MEDIA_TYPES but JSON; `about` is put into the metadata of a Parquet or Arrow file."""
    if form == "csv":
        return (part for part, _ in csv.parts([column.name for column in columns], batches))
    if form == HTML:
        return _html_parts(columns, batches, about)
    return _arrow_parts(form, columns, batches, about)


def json_parts(
    about: Mapping[str, Any], columns: Sequence[ApiColumn], batches: Batches, following: Any
) -> Iterator[bytes]:
    """A table as one JSON object: what it is about, its rows as objects, and where the next page is."""
    names = [column.name for column in columns]
    yield f'{{"about":{text(about)},"data":['.encode()
    is_first = True
    for batch in batches:
        rows = ",".join(text(dict(zip(names, row, strict=True))) for row in batch)
        if rows:
            yield (rows if is_first else f",{rows}").encode()
            is_first = False
    yield f'],"next":{text(following)}}}'.encode()


def text(value: Any) -> str:
    """A value as JSON: days in ISO 8601."""
    return json.dumps(value, default=plain, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def _html_parts(columns: Sequence[ApiColumn], batches: Batches, about: Mapping[str, str]) -> Iterator[bytes]:
    """A page of one table, which Excel's web queries read; its cells are those of the CSV."""
    title = escape(f"{about.get('filters', '')}, {about.get('as_at', '')}, {about.get('marking', '')}")
    head = "".join(f"<th>{escape(csv.guarded(column.name))}</th>" for column in columns)
    yield f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{title}</title><table><tr>{head}</tr>'.encode()
    for batch in batches:
        rows = ("".join(f"<td>{escape(csv.cell_text(cell))}</td>" for cell in row) for row in batch)
        yield "".join(f"<tr>{row}</tr>\n" for row in rows).encode()
    yield b"</table></html>"


class _Sink(io.RawIOBase):
    """Holds what a writer has written until it is taken."""

    def __init__(self) -> None:
        self._written = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self._written += data
        return len(data)

    def take(self) -> bytes:
        data = bytes(self._written)
        self._written.clear()
        return data


def _arrow_parts(
    form: str, columns: Sequence[ApiColumn], batches: Batches, about: Mapping[str, str]
) -> Iterator[bytes]:
    described = [
        pa.field(column.name, _ARROW[column.type], not column.is_filled, {"description": column.meaning})
        for column in columns
    ]
    schema = pa.schema(described, metadata=dict(about))
    sink = _Sink()
    with _writer(form, sink, schema) as writer:
        for batch in batches:
            cells = zip(*batch, strict=True) if batch else [()] * len(columns)
            arrays = [pa.array(cell, field.type) for cell, field in zip(cells, schema, strict=True)]
            writer.write_batch(pa.record_batch(arrays, schema=schema))
            yield sink.take()
    yield sink.take()


def _writer(form: str, sink: _Sink, schema: pa.Schema) -> Any:
    to = pa.PythonFile(sink, mode="w")
    return pq.ParquetWriter(to, schema, compression="zstd") if form == "parquet" else pa.ipc.new_stream(to, schema)
