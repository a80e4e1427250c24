"""What one session, and all together, may keep uploaded: the oldest files give way, and go when their reader has gone.

Streamlit takes any number of files before a widget sees them, and keeps those of a reader who has left until something
looks for the session again.
"""

from __future__ import annotations

import asyncio
import re
from collections import Counter
from collections.abc import Collection, Mapping
from typing import Protocol

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from analytics.intake.tables import LIMITS, MEGABYTE
from pages.ui.streamlit_gaps.runtime import StreamlitUploads

SESSION_BYTES = LIMITS.file_bytes + 50 * MEGABYTE
"""Of one session: the largest extract, and the programmes file that comes with it."""

TOTAL_BYTES = 5 * SESSION_BYTES
"""Of all sessions of this process."""

SECONDS = 150
"""For which the files of a lost connection stay: Streamlit takes a session up again for two minutes."""

_UPLOAD = re.compile(r".*/_stcore/upload_file/([^/]+)/[^/]+")


class Uploads(Protocol):
    """Where uploaded files are kept."""

    def sizes(self) -> Mapping[str, Mapping[str, int]]:
        """The bytes of each file by session, the oldest first."""

    def remove(self, session: str, file: str) -> None:
        """Forget a file."""

    def remove_all(self, session: str) -> None:
        """Forget every file of a session."""

    def is_active(self, session: str) -> bool:
        """Whether the reader of a session is connected."""


class UploadQuota:
    """Refuses an upload that there is no room for, and makes room by the oldest files of the same session."""

    def __init__(self, app: ASGIApp, uploads: Uploads | None = None) -> None:
        self.app = app
        self.uploads: Uploads = uploads or StreamlitUploads()
        self.under_way: Counter[str] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            try:
                await self.app(scope, receive, send)
            finally:
                self._free_later()
            return
        upload = _UPLOAD.fullmatch(scope["path"]) if scope["type"] == "http" and scope["method"] == "PUT" else None
        if upload is None:
            await self.app(scope, receive, send)
            return
        session, size = upload[1], _size(scope)
        if not self._has_room(session, size):
            await PlainTextResponse("There is no room for this file now. Try again in a few minutes.", 413)(
                scope, receive, send
            )
            return
        self.under_way[session] += size
        try:
            await self.app(scope, receive, send)
        finally:
            self.under_way[session] -= size

    def _has_room(self, session: str, size: int) -> bool:
        """Make room for a file by the oldest of its session; whether there is room then."""
        if self.under_way[session] + size > SESSION_BYTES:
            return False
        files = dict(self.uploads.sizes().get(session, {}))
        while files and sum(files.values()) + self.under_way[session] + size > SESSION_BYTES:
            oldest = next(iter(files))
            del files[oldest]
            self.uploads.remove(session, oldest)
        stored = sum(sum(sizes.values()) for sizes in self.uploads.sizes().values())
        return stored + self.under_way.total() + size <= TOTAL_BYTES

    def _free_later(self) -> None:
        """Forget the files of sessions that have no reader, unless they are back by then."""
        left = [session for session in self.uploads.sizes() if not self.uploads.is_active(session)]
        if left:
            asyncio.get_running_loop().call_later(SECONDS, self.free, left)

    def free(self, sessions: Collection[str]) -> None:
        """Forget the files of those of these sessions that have no reader."""
        for session in sessions:
            if not self.uploads.is_active(session):
                self.uploads.remove_all(session)


def _size(scope: Scope) -> int:
    """The bytes that an upload announces; the most that there may be where it announces none."""
    announced = next((value for name, value in scope["headers"] if name == b"content-length"), b"")
    return int(announced) if announced.isdigit() else LIMITS.file_bytes
