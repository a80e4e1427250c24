"""The place for a file to read, and the largest that it takes."""

from __future__ import annotations

from typing import Any

from analytics.intake.tables import LIMITS, MEGABYTE
from pages.ui import screen
from pages.ui.streamlit_gaps import file_uploader

LARGEST = LIMITS.file_bytes // MEGABYTE


def ask(words: str, *, key: str) -> Any | None:
    """The file that the reader gives; None until there is one."""
    uploaded = screen.file_uploader(words, key=key, max_upload_size=LARGEST)
    file_uploader.name_places(f"{key}_mend")
    return uploaded
