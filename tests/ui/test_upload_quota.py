"""A session keeps so many bytes of uploads, all together so many more, and nothing of a reader who has left."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

import pytest
from starlette.types import Message, Receive, Scope, Send

from pages.ui import upload_quota
from pages.ui.upload_quota import UploadQuota

KEPT = 100


class Files:
    """Uploaded files in a dictionary."""

    def __init__(self) -> None:
        self.kept: dict[str, dict[str, int]] = {}
        self.active: set[str] = set()
        self.freed = asyncio.Event()

    def sizes(self) -> Mapping[str, Mapping[str, int]]:
        return self.kept

    def remove(self, session: str, file: str) -> None:
        del self.kept[session][file]

    def remove_all(self, session: str) -> None:
        self.kept.pop(session, None)
        self.freed.set()

    def is_active(self, session: str) -> bool:
        return session in self.active


@pytest.fixture
def files(monkeypatch: pytest.MonkeyPatch) -> Files:
    monkeypatch.setattr(upload_quota, "SESSION_BYTES", 250)
    monkeypatch.setattr(upload_quota, "TOTAL_BYTES", 600)
    return Files()


@pytest.fixture
def server(files: Files) -> UploadQuota:
    """A server that keeps each file, of the size that the upload announces."""

    async def keep(scope: Scope, _receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            return
        *_, session, file = scope["path"].split("/")
        files.kept.setdefault(session, {})[file] = int(dict(scope["headers"]).get(b"content-length", b"0"))
        await asyncio.sleep(0)
        await send({"type": "http.response.start", "status": 204, "headers": []})

    return UploadQuota(keep, files)


async def put(server: UploadQuota, session: str, file: str, size: int | None = KEPT) -> int:
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {"type": "http.request"}

    headers = [] if size is None else [(b"content-length", str(size).encode())]
    path = f"/_stcore/upload_file/{session}/{file}"
    await server({"type": "http", "method": "PUT", "path": path, "headers": headers}, receive, send)
    return int(sent[0]["status"])


def test_the_oldest_files_of_a_session_give_way(server: UploadQuota, files: Files) -> None:
    for number in range(5):
        assert asyncio.run(put(server, "a", str(number))) == 204
    assert files.kept == {"a": {"3": KEPT, "4": KEPT}}


def test_a_file_larger_than_the_quota_is_refused_and_nothing_gives_way(server: UploadQuota, files: Files) -> None:
    assert asyncio.run(put(server, "a", "1")) == 204
    assert asyncio.run(put(server, "a", "2", 251)) == 413
    assert files.kept == {"a": {"1": KEPT}}


def test_uploads_at_the_same_time_count_together(server: UploadQuota) -> None:
    async def several() -> list[int]:
        return await asyncio.gather(*(put(server, "a", str(number)) for number in range(4)))

    assert sorted(asyncio.run(several())) == [204, 204, 413, 413]
    assert server.under_way.total() == 0


def test_all_sessions_together_have_a_quota_too(server: UploadQuota, files: Files) -> None:
    for session in "abc":
        for number in range(2):
            assert asyncio.run(put(server, session, str(number))) == 204
    assert asyncio.run(put(server, "d", "1")) == 413
    files.remove_all("a")
    assert asyncio.run(put(server, "d", "1")) == 204


def test_an_upload_that_announces_no_size_counts_as_the_largest(server: UploadQuota) -> None:
    assert asyncio.run(put(server, "a", "1", None)) == 413


def test_the_files_of_a_reader_who_has_left_are_freed(
    server: UploadQuota, files: Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upload_quota, "SECONDS", 0.01)
    files.kept = {"left": {"1": KEPT}, "back": {"1": KEPT}, "here": {"1": KEPT}}
    files.active = {"here"}

    async def leave() -> None:
        await server({"type": "websocket", "path": "/", "headers": []}, None, None)  # type: ignore[arg-type]
        files.active.add("back")
        await files.freed.wait()

    asyncio.run(asyncio.wait_for(leave(), 10))
    assert set(files.kept) == {"back", "here"}


def test_other_requests_pass(files: Files) -> None:
    seen = []

    async def app(scope: Scope, _receive: Receive, _send: Send) -> None:
        seen.append(scope["method"])

    asyncio.run(UploadQuota(app, files)({"type": "http", "method": "GET", "path": "/", "headers": []}, None, None))  # type: ignore[arg-type]
    assert seen == ["GET"]
