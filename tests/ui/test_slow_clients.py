"""A connection that does not move is closed; one that does is served."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from pages.ui import slow_clients
from tests.browser.server import free_port
from tests.ui.event_loop import run

LARGE = "x" * 20_000_000
Wire = tuple[asyncio.StreamReader, asyncio.StreamWriter]


async def answer(request: Request) -> PlainTextResponse:
    body = await request.body()
    return PlainTextResponse(LARGE if request.url.path == "/large" else f"{len(body)} bytes")


@asynccontextmanager
async def server() -> AsyncIterator[int]:
    """A server with the watched protocol; its port."""
    app = Starlette(routes=[Route("/{path:path}", answer, methods=["GET", "POST"])])
    config = uvicorn.Config(app, port=free_port(), log_config=None, lifespan="off")
    running = uvicorn.Server(config)
    task = asyncio.create_task(running.serve())
    while not running.started:
        assert not task.done()
        await asyncio.sleep(0.01)
    try:
        yield config.port
    finally:
        running.should_exit = True
        await task


async def to_the_end(port: int, *pieces: bytes, pause: float = 0) -> bytes:
    """What comes back, until the server closes the connection, of these pieces sent one after the other."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for piece in pieces:
        writer.write(piece)
        await asyncio.sleep(pause)
    try:
        return await reader.read()
    except ConnectionResetError:
        return b""
    finally:
        writer.close()


async def without_reading(port: int) -> None:
    """Asks for a large answer and reads none of it until the server has closed the connection."""
    with socket.socket() as wire:
        wire.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        wire.setblocking(False)
        loop = asyncio.get_running_loop()
        await loop.sock_connect(wire, ("127.0.0.1", port))
        await loop.sock_sendall(wire, b"GET /large HTTP/1.1\r\nhost: a\r\n\r\n")
        # A peer that has closed the connection refuses what is sent next.
        with suppress(ConnectionError):
            while True:
                await loop.sock_sendall(wire, b"\r\n")
                await asyncio.sleep(0.05)


def served(ask: Any) -> Any:
    """What a question of a server's port gives."""

    async def answered() -> Any:
        async with server() as port:
            return await ask(port)

    return run(answered())


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slow_clients, "SECONDS", 0.2)
    slow_clients.watch()


@pytest.mark.parametrize(
    "pieces",
    [
        (),
        (b"GET / HTTP/1.1\r\nhost: a\r\n",),
        (b"POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 100\r\n\r\nhalf",),
    ],
)
def test_a_client_that_stops_sending_is_dropped(pieces: tuple[bytes, ...]) -> None:
    assert b"200 OK" not in served(lambda port: to_the_end(port, *pieces))


def test_a_client_that_reads_nothing_is_dropped() -> None:
    served(without_reading)


def test_a_client_that_goes_on_is_served(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slow_clients, "LEAST_BYTES", 1)
    head = b"POST / HTTP/1.1\r\nhost: a\r\nconnection: close\r\ncontent-length: 12\r\n\r\n"
    text = served(lambda port: to_the_end(port, head, *[b"a"] * 12, pause=0.1))
    assert text.endswith(b"12 bytes")
