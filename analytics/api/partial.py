"""A part of a file: where a program asks for a range of bytes, the file is written beside and that part is sent."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.responses import FileResponse
from starlette.types import ASGIApp, Receive, Scope, Send


def in_parts(parts: Iterable[bytes], headers: Mapping[str, str], media_type: str) -> FileResponse:
    """The answer with the range that the request names; the whole file where it names none that there is."""
    with tempfile.NamedTemporaryFile(prefix="register-", delete=False) as file:
        try:
            for part in parts:
                file.write(part)
        except BaseException:
            Path(file.name).unlink()
            raise
    return _TemporaryFile(file.name, headers=dict(headers), media_type=media_type)


class _TemporaryFile(FileResponse):
    """A file that is gone once it is sent, or once the caller has gone."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await super().__call__(scope, receive, send)
        finally:
            await run_in_threadpool(Path(self.path).unlink, missing_ok=True)


class RangesUncompressed:
    """Lets nothing be compressed of which a range is asked for: the bytes counted are those of the file."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and "range" in Headers(scope=scope):
            plain = [pair for pair in scope["headers"] if pair[0] != b"accept-encoding"]
            scope = {**scope, "headers": plain}
        await self.app(scope, receive, send)
