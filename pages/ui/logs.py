"""The log of a server as JSON, one object a line: nothing that a reader typed, and no text of a recommendation."""

from __future__ import annotations

import json
import logging
import os
import re
import sys
import traceback
from datetime import UTC, datetime

FORMAT = "LOG_FORMAT"
_QUERY = re.compile(r"\?[^\s\"']+")


class JsonFormatter(logging.Formatter):
    """A record as JSON: when, how grave, from where, what, and of an error its kind and the lines that led to it.

    What an error says is left out, for it may quote a cell or a name; so are the filters in an address.
    """

    def format(self, record: logging.LogRecord) -> str:
        """The record as one line of JSON; times are in UTC."""
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": _QUERY.sub("?…", record.getMessage()),
        }
        if record.exc_info and (error := record.exc_info[1]):
            line["error"] = type(error).__name__
            line["at"] = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in _frames(error)]
        return json.dumps(line, ensure_ascii=False)


def _frames(error: BaseException) -> traceback.StackSummary:
    return traceback.StackSummary.extract(traceback.walk_tb(error.__traceback__), lookup_lines=False)


def configure() -> None:
    """Log as JSON to standard output where the setting LOG_FORMAT is json; else leave logging as Streamlit has it."""
    if os.environ.get(FORMAT, "").lower() != "json":
        return
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(JsonFormatter())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.INFO)
    # Streamlit and uvicorn have handlers of their own, which would print each line once more.
    for name in ("streamlit", "uvicorn", "uvicorn.error", "uvicorn.access"):
        logger = logging.getLogger(name)
        logger.handlers.clear()
        logger.propagate = True
    # A line for each request would hold the address of whoever made it.
    logging.getLogger("uvicorn.access").setLevel(logging.WARNING)
