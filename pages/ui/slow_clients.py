"""Connections whose client sends nothing, or reads nothing, are closed: the server itself would wait for ever."""

from __future__ import annotations

import asyncio
from functools import wraps
from typing import cast

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol, RequestResponseCycle

SECONDS = 30
"""How often a connection is looked at. One that has not moved since the last look is closed."""

LEAST_BYTES = 30_000
"""Of an upload between two looks: a thousand a second, less than the slowest mobile network gives."""


class Watch:
    """Looks at one connection until it ends or becomes a websocket, which has pings of its own."""

    def __init__(self, connection: H11Protocol) -> None:
        self.connection = connection
        self.received = 0
        self.seen: tuple[int, object, int] | None = None
        """At the last look: the bytes received, the request being answered, the bytes still to be sent."""
        take = connection.data_received

        def data_received(data: bytes) -> None:
            self.received += len(data)
            take(data)

        connection.data_received = data_received  # type: ignore[method-assign]
        self.look_again()

    def look_again(self) -> None:
        """Look once more after a while."""
        self.connection.loop.call_later(SECONDS, self.look)

    def look(self) -> None:
        """Close the connection where the client has kept the server waiting since the last look."""
        transport = self.connection.transport
        if transport.get_protocol() is not self.connection:
            return
        now = self.received, self.connection.cycle, transport.get_write_buffer_size()
        if self.seen is not None and self.is_stuck(self.seen, now):
            transport.abort()
            return
        self.seen = now
        self.look_again()

    def is_stuck(self, before: tuple[int, object, int], now: tuple[int, object, int]) -> bool:
        """Whether nothing moved between two looks that the client had to move."""
        connection, (received, request, unsent) = self.connection, before
        if connection.flow.write_paused:
            return 0 < unsent <= now[2]
        if request is not now[1] or connection.flow.read_paused:
            return False
        if connection.conn.their_state is h11.SEND_BODY:
            return now[0] - received < LEAST_BYTES
        # None before the first request, which uvicorn's own types leave out.
        cycle = cast("RequestResponseCycle | None", connection.cycle)
        is_between_requests = cycle is None or cycle.response_complete
        return connection.conn.their_state is h11.IDLE and is_between_requests


def watch() -> None:
    """Watch every connection that a server of this process accepts from now on.

    A server has chosen its protocol before it imports the application, so the protocol itself is changed.
    """
    original = H11Protocol.connection_made
    if hasattr(original, "__wrapped__"):
        return

    @wraps(original)
    def connection_made(connection: H11Protocol, transport: asyncio.Transport) -> None:
        original(connection, transport)
        Watch(connection)

    H11Protocol.connection_made = connection_made  # type: ignore[method-assign, assignment]
