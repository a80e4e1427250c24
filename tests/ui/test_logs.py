"""The log as JSON says where and when, never what a reader typed or a cell holds."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Iterator

import pytest

from pages.ui import logs


def formatted(message: str, *values: object, error: BaseException | None = None) -> dict:
    exc_info = (type(error), error, error.__traceback__) if error else None
    record = logging.LogRecord("pages.ui", logging.ERROR, "here.py", 1, message, values, exc_info)
    line = logs.JsonFormatter().format(record)
    assert "\n" not in line
    return json.loads(line)


def test_a_line_says_when_how_grave_and_where() -> None:
    found = formatted("Error %s", "1a2b")
    assert (found["level"], found["logger"], found["message"]) == ("error", "pages.ui", "Error 1a2b")
    assert found["time"].endswith("+00:00")


def test_what_an_error_says_is_left_out_and_where_it_arose_is_not() -> None:
    cell = "The force should vet Jane Doe again"
    try:
        int(cell)
    except ValueError as error:
        found = formatted("Error %s", "1a2b", error=error)
    assert cell not in json.dumps(found)
    assert found["error"] == "ValueError"
    assert "test_logs.py" in found["at"][0]


def test_the_filters_in_an_address_are_left_out() -> None:
    found = formatted('"%s %s HTTP/1.1" %d', "GET", "/register?q=Jane+Doe&source=DARA", 200)
    assert found["message"] == '"GET /register?… HTTP/1.1" 200'


@pytest.fixture
def root() -> Iterator[logging.Logger]:
    """The root logger, as it was afterwards."""
    logger = logging.getLogger()
    before = logger.handlers[:], logger.level
    yield logger
    logger.handlers[:], _ = before
    logger.setLevel(before[1])


def test_it_is_written_as_json_where_that_is_set(
    root: logging.Logger, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = root.handlers[:]
    monkeypatch.delenv("LOG_FORMAT", raising=False)
    logs.configure()
    assert root.handlers == before
    monkeypatch.setenv("LOG_FORMAT", "json")
    monkeypatch.setattr(sys, "stdout", sys.stdout)
    logs.configure()
    logging.getLogger("analytics.audit").info("Audit entry %d has the hash %s", 3, "ab")
    assert json.loads(capsys.readouterr().out)["message"] == "Audit entry 3 has the hash ab"
