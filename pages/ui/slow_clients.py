"""Connections whose client sends nothing, or reads nothing, are closed: the server itself would wait for ever."""

from __future__ import annotations

import asyncio

import h11
from uvicorn.config import HTTP_PROTOCOLS
from uvicorn.protocols.http.h11_impl import H11Protocol

SECONDS = 30
"""How often a connection is looked at. One that has not moved since the last look is closed."""

LEAST_BYTES = 30_000
"""Of an upload between two looks: a thousand a second, less than the slowest mobile network gives."""


class Protocol(H11Protocol):
    """uvicorn's HTTP protocol, with an eye on each connection until it ends or becomes a websocket."""

    _received = 0
    _requests = 0
    _seen: tuple[int, int, int] | None = None
    """At the last look: the bytes received, the requests begun, the bytes still to be sent."""

    def connection_made(self, transport: asyncio.Transport) -> None:
        super().connection_made(transport)
        self._look_again()

    def data_received(self, data: bytes) -> None:
        self._received += len(data)
        before = self.cycle
        super().data_received(data)
        self._requests += self.cycle is not before

    def connection_lost(self, exc: Exception | None) -> None:
        self._next_look.cancel()
        super().connection_lost(exc)

    def _look_again(self) -> None:
        self._next_look = self.loop.call_later(SECONDS, self._look)

    def _look(self) -> None:
        if self.transport.get_protocol() is not self:  # a websocket by now, which answers pings
            return
        now = self._received, self._requests, self.transport.get_write_buffer_size()
        if self._seen is not None and self._is_stuck(*self._seen, *now):
            self.transport.abort()
            return
        self._seen = now
        self._look_again()

    def _is_stuck(self, received: int, requests: int, unsent: int, *now: int) -> bool:
        """Whether the client has kept the server waiting since the last look."""
        received_now, requests_now, unsent_now = now
        if self.flow.write_paused:
            return 0 < unsent <= unsent_now
        if requests != requests_now or self.flow.read_paused:
            return False
        if self.conn.their_state is h11.SEND_BODY:
            return received_now - received < LEAST_BYTES
        is_between_requests = self.cycle is None or self.cycle.response_complete
        return self.conn.their_state is h11.IDLE and is_between_requests


def watch() -> None:
    """Let the servers that are started from now on close such connections."""
    HTTP_PROTOCOLS["auto"] = f"{__name__}:{Protocol.__name__}"
