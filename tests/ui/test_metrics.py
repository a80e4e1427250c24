"""What the server counts of itself."""

from __future__ import annotations

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket

from pages.ui import metrics


async def page(_: object) -> PlainTextResponse:
    return PlainTextResponse("a")


async def socket(websocket: WebSocket) -> None:
    await websocket.accept()
    await websocket.receive_text()
    await websocket.close()


def counted() -> dict[str, float]:
    """The metrics as a monitor reads them, by name."""
    lines = client().get(metrics.PATH).text.splitlines()
    return {name: float(value) for name, value in (line.rsplit(" ", 1) for line in lines if not line.startswith("#"))}


def client() -> TestClient:
    routes = [Route("/", page), Route(metrics.PATH, metrics.metrics), WebSocketRoute("/socket", socket)]
    return TestClient(Starlette(routes=routes, middleware=[Middleware(metrics.Metrics)]))


def test_requests_are_counted_by_status_and_pages_while_they_are_open() -> None:
    before = counted()
    for path in ("/", "/", "/nowhere"):
        client().get(path)
    with client().websocket_connect("/socket") as open_page:
        during = counted()
        open_page.send_text("end")
    after = counted()

    def more(later: dict[str, float], name: str) -> float:
        return later.get(name, 0) - before.get(name, 0)

    assert more(during, 'dashboard_requests_total{status="4xx"}') == 1
    assert more(during, 'dashboard_requests_total{status="2xx"}') == 3, "two pages, and the look at the metrics before"
    assert more(during, "dashboard_open_pages") == 1
    assert more(after, "dashboard_open_pages") == 0
    assert more(during, "dashboard_request_seconds_count") == 4


def test_no_metric_names_a_person_a_path_or_an_address() -> None:
    assert {name.split("{")[1].split("=")[0] for name in counted() if "{" in name} <= {"status", "le"}
