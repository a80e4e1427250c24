"""The gate in front of a server: who passes, who does not, and when an open page ends."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import httpx2
import pytest
from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey
from starlette.middleware import Middleware
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocket, WebSocketDisconnect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from analytics import people
from analytics.audit.entries import AuditAction
from analytics.audit.trail import Choice
from analytics.meetings.store import Store
from analytics.people import Person, Role
from analytics.sign_in.configuration import read
from analytics.sign_in.service import SignInService
from analytics.sign_in.tokens import Tokens
from analytics.vocabulary import Marking
from pages.ui import access as access_module
from pages.ui import gate as gate_module
from pages.ui.access import Access
from pages.ui.gate import Gate
from pages.ui.sign_in import update_tokens
from pages.ui.sign_in_addresses import LONGEST_NEXT, local_address, sign_in_address
from pages.ui.sign_in_routes import SignInRoutes
from tests.sign_in.service import SECRET, settings, sign_in_service

HERE = "http://localhost:8501"
NUMBERS = count()
PAGE = {"accept": "text/html"}


async def dashboard(scope: Scope, receive: Receive, send: Send) -> None:
    """Stands in for the dashboard: answers everything, and repeats what a websocket says."""
    if scope["type"] == "http":
        start = {"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/plain")]}
        await send(start)
        await send({"type": "http.response.body", "body": b"inside"})
        return
    socket = WebSocket(scope, receive, send)
    await socket.accept()
    try:
        while True:
            await socket.send_text(await socket.receive_text())
    except WebSocketDisconnect:
        return


class Clock:
    """The time, moved by hand."""

    def __init__(self) -> None:
        self.at = datetime(2026, 11, 29, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at

    def pass_by(self, **time_that_passes: float) -> None:
        self.at += timedelta(**time_that_passes)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    for module in (access_module, gate_module):
        monkeypatch.setattr(module, "now", made)
    monkeypatch.setattr("pages.ui.sign_in_routes.now", made)
    monkeypatch.setattr(gate_module, "CHECKED_SECONDS", 0.02)
    return made


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    with sign_in_service() as address:
        yield address


@pytest.fixture
def database(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'actions.sqlite'}"


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    with Store(database) as opened:
        yield opened


Start = Any


@pytest.fixture
def start(store: Store, database: str, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Iterator[Start]:
    """Starts a server with these settings: a client of it, as one browser."""
    monkeypatch.setenv("ACTIONS_URL", database)
    with ExitStack() as opened:

        def made(environment: Mapping[str, str], base: str = HERE, **client: Any) -> TestClient:
            configuration = read(environment, "localhost")

            def record(action: AuditAction, details: Mapping[str, Any], by: str) -> None:
                store.record(action, by=by, at=clock(), details=details)

            allowed = Access(configuration, database, record=record, update_tokens=update_tokens)
            if allowed.sessions:
                opened.callback(allowed.sessions.close)
            routes = SignInRoutes(allowed).app() if environment.get("SIGN_IN") == "oidc" else None
            gate = Middleware(Gate, access=allowed, sign_in=routes)
            app = gate.cls(dashboard, *gate.args, **gate.kwargs)
            return TestClient(app, base, follow_redirects=False, **client)

        yield made


def authorise(issuer: str, address: str, subject: str) -> str:
    """What a person does at the sign-in service; the address that it leads back to."""
    assert address.startswith(issuer)
    answer = httpx.post(address, data={"sub": subject})
    assert answer.status_code == 302
    return answer.headers["location"]


def sign_in(client: TestClient, issuer: str, subject: str, wanted: str = "/") -> httpx.Response:
    """Sign somebody in; the answer to the call-back."""
    started = client.get("/sign-in/start", params={"next": wanted})
    assert started.status_code == 302
    return client.get(authorise(issuer, started.headers["location"], subject))


def actions(store: Store) -> list[tuple[str, str]]:
    entries, _ = store.audit_entries(Choice())
    return [(entry.action, entry.by) for entry in reversed(entries)]


@pytest.fixture
def oidc(start: Start, issuer: str) -> TestClient:
    return start(settings(issuer, HERE))


INSIDE = [
    "/", "/register?source=DARA", "/media/abc.csv", "/_stcore/metrics", "/_stcore/host-config", "/component/x/y.js",
    "/_stcore/upload_file/a/b", "/static/js/main.js", "/assets/plotly.min.js", "/favicon.ico", "/sign-in/other",
    "//sign-in", "/_stcore/health/..", "/ready/", "/SIGN-IN", "/_stcore/script-health-check",
    "/api/v1",
]  # fmt: skip


@pytest.mark.parametrize("path", INSIDE)
def test_a_stranger_gets_nothing_from_inside(oidc: TestClient, path: str) -> None:
    for method in ("GET", "POST", "PUT", "DELETE", "OPTIONS", "HEAD", "PATCH"):
        answer = oidc.request(method, f"{HERE}{path}")
        assert answer.status_code in (401, 403), (method, path)
        assert "inside" not in answer.text
    page = oidc.get(f"{HERE}{path}", headers=PAGE)
    assert page.status_code == 303
    assert page.headers["location"].startswith("/sign-in?")
    assert page.headers["cache-control"] == "no-store"


def test_a_stranger_opens_no_websocket(oidc: TestClient) -> None:
    for path in ("/_stcore/stream", "/sign-in", "/_stcore/health", "/ready"):
        with pytest.raises(WebSocketDisconnect), oidc.websocket_connect(path):
            pass


def test_health_is_open_to_everybody(oidc: TestClient) -> None:
    assert oidc.get("/_stcore/health").text == "inside"
    assert oidc.get("/ready").text == "inside"
    assert oidc.post("/ready").status_code == 401


def test_after_sign_in_a_reader_is_where_they_wanted_to_go(oidc: TestClient, issuer: str, store: Store) -> None:
    wanted = "/register?source=DARA&source=IOPC&q=a%26b"
    led = oidc.get(wanted, headers=PAGE).headers["location"]
    page = oidc.get(led)
    assert page.status_code == 200
    assert parse_qs(urlsplit(led).query)["next"] == [wanted]
    answer = sign_in(oidc, issuer, "reader", wanted)
    assert (answer.status_code, answer.headers["location"]) == (303, wanted)
    assert oidc.get(wanted).text == "inside"
    assert actions(store) == [("signed in", "Rita Reader")]


def test_the_cookie_is_for_this_host_alone_and_no_script_reads_it(start: Start, issuer: str) -> None:
    secure = start(settings(issuer, "https://register.example.gov.uk"), "https://register.example.gov.uk")
    started = secure.get("/sign-in/start")
    back = authorise(issuer, started.headers["location"], "reader")
    for answer in (started, secure.get(back)):
        cookie = answer.headers["set-cookie"]
        assert cookie.startswith("__Host-register")
        assert "; secure" in cookie.lower()
        assert "samesite=lax" in cookie.lower()
        assert "httponly" in cookie.lower()
        assert "path=/" in cookie.lower()
        assert "domain" not in cookie.lower()
        assert len(cookie) < 1_500


def test_what_is_taken_away_is_kept_by_no_cache(oidc: TestClient, issuer: str) -> None:
    sign_in(oidc, issuer, "reader")
    assert oidc.get("/media/abc.csv").headers["cache-control"] == "no-store"


def test_a_person_without_a_role_sees_a_sentence_and_whom_to_ask(oidc: TestClient, issuer: str, store: Store) -> None:
    sign_in(oidc, issuer, "stranger")
    answer = oidc.get("/", headers=PAGE)
    assert answer.status_code == 403
    assert "Stan Stranger" in answer.text
    assert "Ask the oversight analyst for one" in answer.text
    assert "/sign-out" in answer.text
    with pytest.raises(WebSocketDisconnect), oidc.websocket_connect("/_stcore/stream"):
        pass
    assert actions(store) == [("refused", "Stan Stranger")]


def test_signing_out_ends_the_session_in_every_tab_and_for_a_copied_cookie(
    oidc: TestClient, start: Start, issuer: str, clock: Clock, store: Store
) -> None:
    sign_in(oidc, issuer, "reader")
    copied = dict(oidc.cookies)
    thief = start(settings(issuer, HERE), cookies=copied)
    assert thief.get("/").text == "inside"
    with oidc.websocket_connect("ws://localhost:8501/_stcore/stream") as tab:
        tab.send_text("a")
        assert tab.receive_text() == "a"
        out = oidc.get("/sign-out")
        assert out.headers["location"].startswith(f"{issuer}/")
        assert "post_logout_redirect_uri" in out.headers["location"]
        away = ForwardMsg.FromString(tab.receive_bytes())
        assert away.auth_redirect.url == "/sign-in?why=ended"
        with pytest.raises(WebSocketDisconnect):
            tab.receive_text()
    clock.pass_by(seconds=3)
    assert thief.get("/").status_code == 401
    assert oidc.get("/").status_code == 401
    assert actions(store) == [("signed in", "Rita Reader"), ("signed out", "Rita Reader")]


def test_the_page_after_signing_out_leads_nowhere_by_itself(oidc: TestClient) -> None:
    answer = oidc.get("/signed-out", headers=PAGE)
    assert answer.status_code == 200
    assert "refresh" not in answer.headers
    assert "<script" not in answer.text
    assert "http-equiv" not in answer.text


def test_another_site_signs_nobody_out(oidc: TestClient, issuer: str) -> None:
    sign_in(oidc, issuer, "reader")
    assert oidc.get("/sign-out", headers={"sec-fetch-site": "cross-site"}).status_code == 200
    assert oidc.get("/").text == "inside"


def test_signing_out_everywhere_ends_every_session(start: Start, issuer: str, clock: Clock) -> None:
    desk, phone = (start(settings(issuer, HERE)) for _ in range(2))
    for browser in (desk, phone):
        sign_in(browser, issuer, "reader")
    desk.get("/sign-out?everywhere=1")
    clock.pass_by(seconds=3)
    assert phone.get("/").status_code == 401


def ends(tab: Any) -> bool:
    """Whether an open page was led to the sign-in page."""
    return bool(ForwardMsg.FromString(tab.receive_bytes()).auth_redirect.url)


def test_a_page_that_stays_open_ends_without_use(oidc: TestClient, issuer: str, clock: Clock) -> None:
    sign_in(oidc, issuer, "reader")
    with oidc.websocket_connect("ws://localhost:8501/_stcore/stream") as tab:
        clock.pass_by(minutes=29)
        tab.send_text("a")
        assert tab.receive_text() == "a"
        clock.pass_by(minutes=29)
        tab.send_text("b")
        assert tab.receive_text() == "b"
        clock.pass_by(minutes=30)
        assert ends(tab)


def test_a_page_that_stays_open_ends_after_the_longest_time_and_answers_nothing_more(
    oidc: TestClient, issuer: str, clock: Clock
) -> None:
    sign_in(oidc, issuer, "reader")
    with oidc.websocket_connect("ws://localhost:8501/_stcore/stream") as tab:
        for _ in range(23):
            clock.pass_by(minutes=25)
            tab.send_text("a")
            assert tab.receive_text() == "a"
        clock.pass_by(minutes=26)
        tab.send_text("a")
        assert ends(tab)
    assert oidc.get("/").status_code == 401


def sensitive(number: int) -> dict[str, Any]:
    """The claims of a reader who is cleared for OFFICIAL-SENSITIVE, one a test: the service remembers changes."""
    return {"name": f"Rosa {number}", "roles": ["reader", "official-sensitive"]}


@pytest.fixture
def rosa(issuer: str) -> str:
    """Somebody at the sign-in service, new for each test."""
    subject = f"rosa-{next(NUMBERS)}"
    httpx.put(f"{issuer}/users/{subject}", json=sensitive(1)).raise_for_status()
    return subject


def test_a_role_taken_away_counts_while_the_session_goes_on(
    oidc: TestClient, issuer: str, rosa: str, clock: Clock, store: Store
) -> None:
    sign_in(oidc, issuer, rosa)
    with oidc.websocket_connect("ws://localhost:8501/_stcore/stream") as tab:
        httpx.put(f"{issuer}/users/{rosa}", json={"name": "Rosa", "roles": []})
        clock.pass_by(minutes=14)
        tab.send_text("a")
        assert tab.receive_text() == "a"
        clock.pass_by(minutes=2)
        tab.send_text("b")
        assert ends(tab)
    answer = oidc.get("/", headers=PAGE)
    assert (answer.status_code, "You have no role here" in answer.text) == (403, True)
    (entry, _), _ = store.audit_entries(Choice())
    assert (entry.action, entry.facts["role_before"], entry.facts["role"]) == ("role changed", "reader", "none")
    assert entry.facts["clearance"] == "OFFICIAL"


def test_somebody_whom_the_service_no_longer_lets_in_is_signed_out(
    oidc: TestClient, issuer: str, rosa: str, clock: Clock, store: Store
) -> None:
    sign_in(oidc, issuer, rosa)
    httpx.post(f"{issuer}/users/{rosa}/revoke-tokens").raise_for_status()
    clock.pass_by(minutes=14)
    assert oidc.get("/").text == "inside"
    clock.pass_by(minutes=2)
    assert oidc.get("/").status_code == 401
    assert actions(store)[-1] == ("signed out", "Rosa 1")


def test_while_the_service_does_not_answer_a_session_goes_on_and_is_checked_soon_after(
    oidc: TestClient, issuer: str, rosa: str, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in(oidc, issuer, rosa)
    httpx.post(f"{issuer}/users/{rosa}/revoke-tokens").raise_for_status()
    clock.pass_by(minutes=16)
    with monkeypatch.context() as patch:
        patch.setattr("analytics.sign_in.service.SignInService._claims", unavailable)
        patch.setattr("analytics.sign_in.service.OAuth2Client.refresh_token", unavailable)
        assert oidc.get("/").text == "inside"
    clock.pass_by(seconds=50)
    assert oidc.get("/").text == "inside"
    clock.pass_by(seconds=20)
    assert oidc.get("/").status_code == 401


def unavailable(*_: Any, **__: Any) -> Any:
    raise httpx2.ConnectError("no route")


def test_several_requests_at_once_ask_the_service_once(
    oidc: TestClient, issuer: str, rosa: str, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in(oidc, issuer, rosa)
    asked = []
    renew = SignInService.renew

    def counted(*arguments: Any) -> Any:
        asked.append(arguments)
        time.sleep(0.1)
        return renew(*arguments)

    monkeypatch.setattr(SignInService, "renew", counted)
    clock.pass_by(minutes=16)
    with ThreadPoolExecutor(6) as several:
        answers = list(several.map(lambda _: oidc.get("/").text, range(6)))
    assert answers == ["inside"] * 6
    assert len(asked) == 1
    clock.pass_by(minutes=14)
    assert oidc.get("/").text == "inside"
    clock.pass_by(minutes=2)
    assert oidc.get("/").text == "inside"
    assert len(asked) == 2


def test_a_token_does_no_more_than_its_maker_may_at_the_newest_sign_in(
    oidc: TestClient, issuer: str, rosa: str, clock: Clock, store: Store, database: str
) -> None:
    tokens = Tokens(database)
    maker = Person(name="Rosa 1", subject=rosa, role=Role.ANALYST, clearance=Marking.OFFICIAL_SENSITIVE)
    with people.acting_as(maker):
        token, _ = tokens.make("Excel", 90, clock())
    sign_in(oidc, issuer, rosa)
    reduced = tokens.find(token, clock())
    assert reduced is not None
    assert (reduced.person.role, reduced.person.clearance) == (Role.READER, Marking.OFFICIAL_SENSITIVE)
    httpx.put(f"{issuer}/users/{rosa}", json={"name": "Rosa", "roles": ["reader"]})
    clock.pass_by(minutes=16)
    oidc.get("/")
    reduced = tokens.find(token, clock())
    assert reduced is not None
    assert reduced.person.clearance == Marking.OFFICIAL
    httpx.put(f"{issuer}/users/{rosa}", json={"name": "Rosa", "roles": []})
    sign_in(oidc, issuer, rosa)
    assert tokens.find(token, clock()) is None
    names = [action for action, _ in actions(store)]
    assert names == ["signed in", "token reduced", "role changed", "token reduced", "refused", "token revoked"]
    tokens.close()


def test_two_copies_share_a_sign_in_that_is_under_way_and_the_session(start: Start, issuer: str) -> None:
    first_copy, second_copy = (start(settings(issuer, HERE)) for _ in range(2))
    started = first_copy.get("/sign-in/start", params={"next": "/trends?kind=x"})
    second_copy.cookies.update(dict(first_copy.cookies))
    answer = second_copy.get(authorise(issuer, started.headers["location"], "reader"))
    assert answer.headers["location"] == "/trends?kind=x"
    first_copy.cookies.update(dict(second_copy.cookies))
    assert first_copy.get("/").text == "inside"


def test_copies_with_other_secrets_sign_nobody_in(start: Start, issuer: str) -> None:
    first_copy, second_copy = (
        start(settings(issuer, HERE)),
        start(settings(issuer, HERE) | {"SIGN_IN_SECRET": SECRET[::-1]}),
    )
    started = first_copy.get("/sign-in/start")
    second_copy.cookies.update(dict(first_copy.cookies))
    answer = second_copy.get(authorise(issuer, started.headers["location"], "reader"))
    assert answer.status_code == 400
    assert second_copy.get("/").status_code == 401


def test_a_callback_that_nobody_began_signs_nobody_in(oidc: TestClient, issuer: str) -> None:
    started = oidc.get("/sign-in/start")
    back = authorise(issuer, started.headers["location"], "reader")
    state = oidc.cookies.get("register-sign-in")
    oidc.cookies.clear()
    assert oidc.get(back).status_code == 400
    assert state is not None
    oidc.cookies.set("register-sign-in", state)
    assert oidc.get(back.replace("code=", "code=x")).status_code == 400
    assert oidc.get("/").status_code == 401


def test_each_sign_in_begins_a_new_session_and_ends_the_one_before(oidc: TestClient, issuer: str, start: Start) -> None:
    sign_in(oidc, issuer, "reader")
    before = dict(oidc.cookies)
    sign_in(oidc, issuer, "analyst")
    assert dict(oidc.cookies) != before
    assert start(settings(issuer, HERE), cookies=before).get("/").status_code == 401


def test_a_service_that_does_not_answer_is_a_sentence(start: Start) -> None:
    answer = start(settings("http://localhost:1", HERE)).get("/sign-in/start")
    assert answer.status_code == 502
    assert "does not answer" in answer.text


@pytest.mark.parametrize(
    "address",
    ["https://evil.example", "//evil.example", "/\\evil.example", "evil", "/\t/evil", "/sign-out", "/a" * 800],
)
def test_nobody_is_led_elsewhere_after_signing_in(address: str) -> None:
    assert local_address(address) == "/"


def test_an_address_too_long_to_keep_leads_to_its_page_without_the_filters() -> None:
    address = sign_in_address("/register", "q=" + "a" * LONGEST_NEXT)
    assert parse_qs(urlsplit(address).query) == {"why": ["long"], "next": ["/register"]}


PROXY = {"SIGN_IN": "proxy", "PROXY_SECRET": SECRET}
FROM_PROXY = {
    "x-dashboard-proxy-secret": SECRET,
    "x-forwarded-user": "reader",
    "x-forwarded-preferred-username": "Rita Reader",
    "x-forwarded-groups": "reader",
}


def test_headers_of_a_proxy_are_believed_with_its_secret_alone(start: Start, store: Store) -> None:
    client = start(PROXY)
    assert client.get("/", headers=FROM_PROXY).text == "inside"
    for name in FROM_PROXY:
        if name != "x-forwarded-preferred-username":
            assert client.get("/", headers={**FROM_PROXY, name: ""}).status_code == 403
    wrong = FROM_PROXY | {"x-dashboard-proxy-secret": SECRET[::-1], "x-forwarded-for": "127.0.0.1"}
    assert client.get("/", headers=wrong).status_code == 403
    assert client.get("/", headers=[*FROM_PROXY.items(), ("x-forwarded-groups", "administrator")]).status_code == 403
    with pytest.raises(WebSocketDisconnect), client.websocket_connect("/_stcore/stream"):
        pass
    assert actions(store)[0] == ("signed in", "Rita Reader")
    assert actions(store).count(("signed in", "Rita Reader")) == 1


def test_a_page_behind_a_proxy_ends_too(start: Start, clock: Clock) -> None:
    client = start(PROXY)
    with client.websocket_connect("/_stcore/stream", headers=FROM_PROXY) as tab:
        tab.send_text("a")
        assert tab.receive_text() == "a"
        clock.pass_by(minutes=30)
        assert ends(tab)


KEY, OTHER_KEY = (RSAKey.generate_key(2048, {"kid": "1"}, private=True) for _ in range(2))
CLAIMS = {"sub": "reader", "name": "Rita Reader", "roles": ["reader"], "aud": "dashboard"}
TOKEN_SETTINGS = {"SIGN_IN": "proxy", "PROXY_JWT_HEADER": "X-Token", "PROXY_JWT_AUDIENCE": "dashboard"}


@pytest.fixture
def keys(monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of a sign-in service whose public key is that of KEY."""
    issuer = "https://login.example.gov.uk"
    documents = {
        f"{issuer}/.well-known/openid-configuration": {"jwks_uri": f"{issuer}/keys"},
        f"{issuer}/keys": json.loads(json.dumps(KeySet([KEY]).as_dict(private=False))),
    }
    monkeypatch.setattr("analytics.sign_in.proxy._read_json", documents.__getitem__)
    return issuer


def token(issuer: str, key: RSAKey = KEY, algorithm: str = "RS256", **changes: Any) -> dict[str, str]:
    claims = CLAIMS | {"iss": issuer, "exp": int(time.time()) + 600} | changes
    given = {name: value for name, value in claims.items() if value is not None}
    return {"x-token": jwt.encode({"alg": algorithm, "kid": "1"}, given, key)}


def test_a_token_of_a_proxy_is_believed_where_it_is_signed_for_this_dashboard(start: Start, keys: str) -> None:
    client = start(TOKEN_SETTINGS | {"OIDC_ISSUER": keys})
    assert client.get("/", headers=token(keys)).text == "inside"
    wrong = [
        token(keys, OTHER_KEY),
        token(keys, aud="another"),
        token(keys, aud=None),
        token("https://evil.example"),
        token(keys, exp=int(time.time()) - 600),
        token(keys, exp=None),
        token(keys, sub=None),
        {"x-token": token(keys)["x-token"].rsplit(".", 1)[0] + "."},
        {"x-token": "rubbish"},
        {},
        {"x-forwarded-user": "reader", "x-forwarded-groups": "reader"},
    ]
    for headers in wrong:
        assert client.get("/", headers=headers).status_code == 403, headers


def test_without_sign_in_this_machine_alone_is_answered(start: Start) -> None:
    client = start({})
    assert client.get("/").text == "inside"
    for headers in (
        {"host": "register.example.gov.uk"},
        {"x-forwarded-for": "10.0.0.1"},
        {"host": "127.0.0.1.evil.uk"},
    ):
        answer = client.get("/", headers=headers)
        assert answer.status_code == 403
        assert "SIGN_IN" in answer.text


def test_without_sign_in_a_connection_from_elsewhere_is_refused_whatever_it_says(start: Start) -> None:
    elsewhere = start({}, "http://10.0.0.5:8501")
    assert elsewhere.get("/", headers={"host": "localhost:8501"}).status_code == 403


def test_a_monitor_reads_the_metrics_with_its_secret_and_nothing_else(start: Start, issuer: str) -> None:
    client = start(settings(issuer, HERE) | {"METRICS_SECRET": SECRET})
    right = {"authorization": f"Bearer {SECRET}"}
    assert client.get("/metrics", headers=right).text == "inside"
    assert client.get("/", headers=right).status_code == 401
    assert client.post("/metrics", headers=right).status_code == 401
    for wrong in ({}, {"authorization": f"Bearer {SECRET[::-1]}"}, {"authorization": "Bearer "}):
        assert client.get("/metrics", headers=wrong).status_code == 401
    without = start(settings(issuer, HERE))
    assert without.get("/metrics", headers={"authorization": "Bearer "}).status_code == 401


def test_with_sign_in_switched_off_everybody_passes(start: Start) -> None:
    client = start({"SIGN_IN": "none"}, "http://10.0.0.5:8501")
    assert client.get("/").text == "inside"


@contextmanager
def broken(store: Store) -> Iterator[None]:
    """A database that does not answer meanwhile."""
    path = Path(store._url.removeprefix("sqlite:///"))
    moved = path.rename(path.with_suffix(".away"))
    path.mkdir()
    try:
        yield
    finally:
        path.rmdir()
        moved.rename(path)


def test_while_sessions_cannot_be_read_nobody_passes(oidc: TestClient, issuer: str, store: Store, clock: Clock) -> None:
    sign_in(oidc, issuer, "reader")
    clock.pass_by(seconds=3)
    with broken(store):
        assert oidc.get("/").status_code in (401, 503)
