"""The server's own metrics in the format that Prometheus reads; none is about a person or a recommendation."""

from __future__ import annotations

import hmac
import time

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

PATH = "/metrics"

REGISTRY = CollectorRegistry()
REQUESTS = Counter(
    "dashboard_requests", "Requests answered, by the first digit of their status.", ["status"], registry=REGISTRY
)
SECONDS = Histogram("dashboard_request_seconds", "Seconds until a request was answered.", registry=REGISTRY)
OPEN_PAGES = Gauge("dashboard_open_pages", "Pages whose websocket is open.", registry=REGISTRY)
"""What is counted; Streamlit's own /_stcore/metrics has sessions, cache and uploads."""


class Metrics:
    """Counts what a server answers, before anything else of it sees a request."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            with OPEN_PAGES.track_inprogress():
                await self.app(scope, receive, send)
        elif scope["type"] == "http":
            await self._counted(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _counted(self, scope: Scope, receive: Receive, send: Send) -> None:
        began = time.perf_counter()

        async def send_and_count(message: Message) -> None:
            if message["type"] == "http.response.start":
                REQUESTS.labels(f"{message['status'] // 100}xx").inc()
            await send(message)

        try:
            await self.app(scope, receive, send_and_count)
        finally:
            SECONDS.observe(time.perf_counter() - began)


async def metrics(_: Request) -> Response:
    """The metrics as they are now."""
    return Response(generate_latest(REGISTRY), media_type=CONTENT_TYPE_LATEST, headers={"cache-control": "no-store"})


def is_monitor(scope: Scope, token: str) -> bool:
    """Whether a request for the metrics shows the token that a monitor was given; never where there is none."""
    credentials = [value for name, value in scope["headers"] if name == b"authorization"]
    is_metrics_request = scope["type"] == "http" and scope["path"] == PATH and scope["method"] in ("GET", "HEAD")
    return (
        is_metrics_request
        and bool(token)
        and len(credentials) == 1
        and hmac.compare_digest(credentials[0], f"Bearer {token}".encode())
    )
