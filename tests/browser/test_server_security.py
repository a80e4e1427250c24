"""What the real server refuses: websockets of other origins, names of no file, uploads that there is no room for."""

from __future__ import annotations

import http.client
from urllib.parse import urlsplit

import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from pages.ui.upload_quota import SESSION_BYTES


def answer(app: str, method: str, path: str, **headers: str) -> http.client.HTTPResponse:
    """What the server answers to a request without a body."""
    connection = http.client.HTTPConnection(str(urlsplit(app).netloc), timeout=30)
    try:
        connection.putrequest(method, path, skip_accept_encoding=True)
        for name, value in headers.items():
            connection.putheader(name.replace("_", "-"), value)
        connection.endheaders()
        result = connection.getresponse()
        result.read()
        return result
    finally:
        connection.close()


@pytest.mark.parametrize("port", [None, 1])
def test_a_websocket_is_opened_by_a_page_of_the_same_port_alone(app: str, port: int | None) -> None:
    address = app.replace("http://", "ws://") + "/_stcore/stream"
    with connect(address, origin=app):
        pass
    other = f"http://{urlsplit(app).hostname}:{port}" if port else None
    with pytest.raises(InvalidStatus) as refused:
        connect(address, origin=other)
    assert refused.value.response.status_code == 403


def test_a_name_that_no_file_has_is_no_fault_of_the_server(app: str) -> None:
    assert answer(app, "GET", "/static/%00.js").status == 400
    assert answer(app, "GET", "/favicon.ico").status == 200


def test_an_upload_that_there_is_no_room_for_is_refused_before_it_is_sent(app: str) -> None:
    path = "/_stcore/upload_file/session/file"
    assert answer(app, "PUT", path, content_length=str(SESSION_BYTES + 1)).status == 413


def test_a_cookie_is_secure_where_the_proxy_says_that_the_page_came_by_tls(app: str) -> None:
    by_tls = answer(app, "GET", "/_stcore/health", X_Forwarded_Proto="https").getheader("set-cookie") or ""
    plain = answer(app, "GET", "/_stcore/health").getheader("set-cookie") or ""
    assert "_streamlit_xsrf=" in plain
    assert by_tls.endswith("; Secure")
    assert "Secure" not in plain
