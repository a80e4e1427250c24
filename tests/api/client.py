"""A client of the API that needs no network: it asks the application itself."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.routing import Mount
from starlette.types import ASGIApp, Message

from analytics.api.access import THIS_MACHINE, require_this_machine
from analytics.api.application import PREFIX, application
from analytics.audit.entries import AuditAction
from analytics.meetings.contents import Contents
from analytics.people import Person
from analytics.register.database import Register
from analytics.views.view import SavedView
from pages.ui import api
from tests.ui.event_loop import run


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def document(self) -> Any:
        return json.loads(self.body)

    @property
    def data(self) -> Any:
        assert self.status == HTTPStatus.OK, self.body
        return self.document["data"]


@dataclass
class Recorder:
    """A server that shows one register and remembers what was recorded."""

    opened: Register
    recorded: list[tuple[str, Mapping[str, Any]]] = field(default_factory=list)
    written: Contents = field(default_factory=Contents)
    actions: list[str] = field(default_factory=list)

    def register(self) -> Register:
        return self.opened

    def caller(self, request: Request) -> Person:
        require_this_machine(request)
        return THIS_MACHINE

    def record(self, by: str, details: Mapping[str, Any], action: AuditAction = AuditAction.API_READ) -> None:
        self.recorded.append((by, details))
        self.actions.append(str(action))

    def folder(self) -> Path:
        return self.opened.folder

    def contents(self) -> Contents:
        return self.written

    def views(self) -> tuple[SavedView, ...]:
        return api.Dashboard().views()

    def view(self, name: str) -> SavedView:
        return api.Dashboard().view(name)

    def is_of_page(self, name: str) -> bool:
        return api.Dashboard().is_of_page(name)


class Client:
    """Asks as a program on the same machine, unless `peer` or a header says otherwise."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    def get(
        self,
        target: str,
        *,
        method: str = "GET",
        peer: str = "127.0.0.1",
        full: str | None = None,
        body: bytes = b"",
        **headers: str,
    ) -> Answer:
        """The answer to an address of the API, or to any other path given in `full`."""
        address = full or f"{PREFIX}{target}"
        return run(self._get(address, method, peer, {"host": "localhost:8501", **headers}, body))

    def post(self, target: str, body: bytes, **headers: str) -> Answer:
        """The answer to what is sent to an address of the API."""
        return self.get(target, method="POST", body=body, **headers)

    async def _get(self, target: str, method: str, peer: str, headers: Mapping[str, str], body: bytes) -> Answer:
        path, _, query = target.partition("?")
        given = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
        scope = {"type": "http", "method": method, "path": unquote(path), "raw_path": path.encode(), "root_path": "",
                 "scheme": "http", "server": ("localhost", 8501), "client": (peer, 50_000), "http_version": "1.1",
                 "query_string": query.encode(), "headers": given, "state": {}}  # fmt: skip
        sent: list[Message] = []

        given_once: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

        async def receive() -> Message:
            if given_once:
                return given_once.pop()
            await asyncio.Event().wait()  # the client stays until it is answered
            raise AssertionError

        async def send(message: Message) -> None:
            sent.append(message)

        await self.app(scope, receive, send)
        answered = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
        return Answer(sent[0]["status"], answered, b"".join(message.get("body", b"") for message in sent[1:]))


def client(shown: Register | Path, host: Callable[[Register], Any] = Recorder) -> tuple[Client, Any]:
    """A client of the API over a register, and the server that it runs in."""
    server = host(shown if isinstance(shown, Register) else Register(shown))
    return Client(Starlette(routes=[Mount(PREFIX, application(server))])), server
