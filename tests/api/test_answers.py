"""How answers travel: asked for again, without a body, compressed, and in parts."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from datetime import date
from http import HTTPStatus
from pathlib import Path

import pytest

from analytics.api.columns import EXTRACT
from analytics.api.formats import json_parts, parts
from tests.api.client import Client, Recorder, client
from tests.registers import write_extract, write_register

ROWS = [{"reference": f"R{n:04}", "source": ("DARA", "IOPC")[n % 2], "status": "open"} for n in range(30)]
TARGETS = [
    "/figures",
    "/recommendations",
    "/recommendations.csv",
    "/recommendations/R0001",
    "/series.arrow",
    "/changes",
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_register(tmp_path, {date(2022, 1, 31): ROWS, date(2022, 2, 28): ROWS})


@pytest.fixture
def server(folder: Path) -> tuple[Client, Recorder]:
    return client(folder)


def tag(asked: Client, target: str) -> str:
    return asked.get(target).headers["etag"]


@pytest.mark.parametrize("target", TARGETS)
def test_what_has_not_changed_is_not_sent_again(server: tuple[Client, Recorder], target: str) -> None:
    requested, host = server
    known = tag(requested, target)
    host.recorded.clear()
    for given in (known, f'"other", {known}', known.removeprefix("W/"), "*"):
        answer = requested.get(target, if_none_match=given)
        assert (answer.status, answer.body, answer.headers["etag"]) == (HTTPStatus.NOT_MODIFIED, b"", known)
    assert [entry["given"] for _, entry in host.recorded] == ["nothing new"] * 4
    assert requested.get(target, if_none_match='"other"').status == HTTPStatus.OK


def test_the_tag_is_of_the_choice_and_not_of_how_it_is_written(server: tuple[Client, Recorder]) -> None:
    requested, _ = server
    alike = ["/figures?source=DARA", "/figures?source=dara", "/overview?source=Internal+audit&see_by_risk=high"]
    assert len({tag(requested, target) for target in alike}) == 1
    others = ["", "?source=DARA", "?source=IOPC", "?as_at=2022-01-31", "?known_at=2022-01-31", "?since=2022-01-31"]
    others = [f"/figures{query}" for query in others] + ["/figures.csv", "/changes", "/recommendations?limit=3"]
    assert len({tag(requested, target) for target in others}) == len(others)


def test_an_extract_more_gives_another_tag(folder: Path) -> None:
    before = [tag(client(folder)[0], target) for target in TARGETS]
    assert [tag(client(folder)[0], target) for target in TARGETS] == before
    write_extract(folder, date(2022, 3, 31), ROWS)
    assert not {*before} & {tag(client(folder)[0], target) for target in TARGETS}


@pytest.mark.parametrize("target", TARGETS)
def test_the_headers_alone(server: tuple[Client, Recorder], target: str) -> None:
    requested, _ = server
    full, head = requested.get(target), requested.get(target, method="HEAD")
    assert (head.status, head.body) == (HTTPStatus.OK, b"")
    for name in ("etag", "content-type", "cache-control", "content-disposition"):
        assert head.headers.get(name) == full.headers.get(name)


@pytest.mark.parametrize("target", TARGETS[:3])
def test_compressed_it_is_the_same(server: tuple[Client, Recorder], target: str) -> None:
    requested, _ = server
    packed, plain = requested.get(target, accept_encoding="gzip"), requested.get(target)
    assert packed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed.body) == plain.body
    assert "Accept-Encoding" in packed.headers["vary"]


def test_a_page_goes_on_where_the_last_ended(folder: Path) -> None:
    """What is added before the place of a reader moves nothing."""
    first = client(folder)[0].get("/recommendations?limit=10&source=DARA").document
    assert [row["reference"] for row in first["data"]] == [f"R{n:04}" for n in range(0, 20, 2)]
    more = [{"reference": "A1", "source": "DARA", "status": "open"}, *ROWS]
    write_extract(folder, date(2022, 3, 31), more)
    second = client(folder)[0].get(first["next"].removeprefix("/api/v1")).document
    assert [row["reference"] for row in second["data"]] == [f"R{n:04}" for n in range(20, 30, 2)]
    assert second["next"] is None


@pytest.mark.parametrize("form", ["csv", "parquet", "arrow", "json"])
def test_a_large_answer_is_written_as_it_is_read(form: str) -> None:
    """No form reads more than it has handed on but one batch, so that memory does not grow with the rows."""
    read, columns = [0], EXTRACT[:1]

    def batches() -> Iterator[list[tuple[date]]]:
        for _ in range(50):
            read[0] += 1
            yield [(date(2022, 1, 31),)] * 1_000

    answer = json_parts({}, columns, batches(), None) if form == "json" else parts(form, columns, batches(), {})
    handed_on = 0
    for part in answer:
        handed_on += bool(part)
        assert read[0] <= handed_on + 1
    assert read[0] == 50


FILES = ["/recommendations.csv", "/recommendations.parquet", "/recommendations.arrow", "/pack.html?sections=position"]


@pytest.mark.parametrize("target", FILES)
def test_a_range_of_a_file_is_that_part_of_it(server: tuple[Client, Recorder], target: str) -> None:
    requested, _ = server
    full_answer = requested.get(target)
    assert full_answer.headers["accept-ranges"] == "bytes"
    size = len(full_answer.body)
    for asked_for, start, end in (("0-9", 0, 10), (f"{size - 7}-", size - 7, size), ("-5", size - 5, size)):
        part = requested.get(target, range=f"bytes={asked_for}", accept_encoding="gzip")
        assert part.status == HTTPStatus.PARTIAL_CONTENT
        assert part.body == full_answer.body[start:end]
        assert part.headers["content-range"] == f"bytes {start}-{end - 1}/{size}"
        assert "content-encoding" not in part.headers
        assert part.headers["etag"] == full_answer.headers["etag"]
    beyond = requested.get(target, range=f"bytes={size}-")
    assert beyond.status == HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE
    assert requested.get(target, range="bytes=0-9", if_range='"other"').body == full_answer.body


def test_a_file_written_for_a_range_does_not_stay(
    server: tuple[Client, Recorder], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    requested, host = server
    host.register()
    before = sorted((tmp_path / "temporary").iterdir())
    assert requested.get("/recommendations.csv", range="bytes=0-9").status == HTTPStatus.PARTIAL_CONTENT
    assert sorted((tmp_path / "temporary").iterdir()) == before
