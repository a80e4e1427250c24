"""Signing in to the real dashboard with a sign-in service on loopback: what a stranger, a reader and others reach."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Page, expect
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from analytics.api import openapi
from analytics.audit.trail import Choice
from analytics.meetings.store import Store
from pages.ui import menu, server
from tests.browser.looking import axe, settled
from tests.browser.server import ROOT, Server, free_port
from tests.sign_in.service import SECRET, settings, sign_in_service

STREAM = "/_stcore/stream"


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    with sign_in_service() as address:
        yield address


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> str:
    return f"sqlite:///{tmp_path_factory.mktemp('signed-in') / 'actions.sqlite'}"


@pytest.fixture(scope="module")
def closed(issuer: str, database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a dashboard that people sign in to."""
    port = free_port()
    environment = settings(issuer, f"http://127.0.0.1:{port}") | {"ACTIONS_URL": database}
    log = tmp_path_factory.mktemp("log") / "log.txt"
    with Server(environment=environment, port=port, log=log) as running:
        yield running.url


def sign_in(page: Page, closed: str, person: str, path: str = "/") -> Page:
    """Open a page and sign in on the way."""
    page.route("**/*jsdelivr*/**", lambda route: route.abort())
    page.goto(f"{closed}{path}")
    page.get_by_role("link", name="Sign in").click()
    page.get_by_role("button", name=person, exact=True).first.click()
    return page


def shown(page: Page) -> Page:
    """Wait until the dashboard has drawn a page."""
    expect(page.get_by_test_id("stApp")).to_be_visible()
    return settled(page)


@pytest.fixture(scope="module")
def paths() -> list[str]:
    """Every address that the server has a route for, and some that it has none for."""
    routes = {getattr(route, "path", "") for route in server.routes("overview", menu.folders())}
    streamlits = {
        "/_stcore/metrics", "/_stcore/host-config", "/_stcore/allowed-message-origins", "/_stcore/script-health-check",
        "/_stcore/upload_file/session/file", "/media/file.csv", "/component/x/index.html",
        "/_stcore/bidi-components/x/y.js",
        "/app/static/x.png", "/static/index.html", "/favicon.png", "/favicon.ico", "/manifest.json", "/healthz",
        "/auth/login", "/auth/logout", "/oauth2callback", "/_stcore/stream", "/index.html",
    }  # fmt: skip
    pages = {f"/{entry.url_path}" for entry in menu.ENTRIES} | {"/", "/no-such-page", "/api/v1", "/%2e%2e/app.py"}
    return sorted((routes | streamlits | pages) - {"/ready"})


def test_a_stranger_gets_only_the_sign_in_page_and_the_health_checks(closed: str, paths: list[str]) -> None:
    with httpx.Client(base_url=closed, timeout=30) as stranger:
        for path in paths:
            assert stranger.get(path).status_code == 401, path
            for method in ("PUT", "POST", "PATCH", "DELETE"):
                assert stranger.request(method, path, content=b"x").status_code == 401, (method, path)
            page = stranger.get(path, headers={"accept": "text/html"})
            assert page.status_code == 303, path
            assert page.headers["location"].startswith("/sign-in?"), path
        for path in ("/_stcore/health", "/ready"):
            assert stranger.get(path).status_code == 200
        for path in ("/sign-in", "/signed-out"):
            answer = stranger.get(path)
            assert answer.status_code == 200
            assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
            assert "<script" not in answer.text


def test_a_stranger_reads_nothing_by_the_api_and_by_its_addresses_nothing_else(closed: str) -> None:
    described = openapi.document("")["paths"]
    names = [re.sub(r"\{\w+\}", "DA-2017-001", path).removeprefix("/") for path in described]
    names += ["openapi.json", "", "no-such", "../media/a", "%2e%2e/"]
    with httpx.Client(base_url=closed, timeout=30) as stranger:
        for name in names:
            for headers in ({}, {"authorization": "Bearer guessed"}, {"cookie": "register-session=guessed"}):
                answer = stranger.get(f"/api/v1/{name}", headers=headers)
                assert answer.status_code in (400, 401, 404), (name, headers)
                assert "reference" not in answer.text
            for method in ("PUT", "POST", "PATCH", "DELETE"):
                answer = stranger.request(method, f"/api/v1/{name}", content=b"reference,source,status\nA,DARA,open\n")
                assert answer.status_code == 401, (method, name)


def test_a_stranger_opens_no_websocket(closed: str) -> None:
    address = closed.replace("http://", "ws://")
    for headers in ({}, {"Cookie": "register-session=guessed"}, {"X-Forwarded-User": "reader"}):
        with pytest.raises(InvalidStatus) as refused:
            connect(f"{address}{STREAM}", origin=closed, additional_headers=headers)
        assert refused.value.response.status_code == 403


def test_a_link_with_filters_leads_to_its_page_after_signing_in(closed: str, page: Page) -> None:
    sign_in(page, closed, "board", "/register?source=DARA&list_order=newest+first")
    shown(page)
    assert page.url.startswith(f"{closed}/register?source=DARA")
    expect(page.get_by_text("Signed in as Bo Board, reader, cleared for OFFICIAL-SENSITIVE")).to_be_visible()
    expect(page.get_by_text("There is no page")).to_have_count(0)
    cookie = next(cookie for cookie in page.context.cookies() if cookie["name"] == "register-session")
    assert cookie["httpOnly"]
    assert cookie["sameSite"] == "Lax"


def test_a_reader_sees_no_page_that_changes_anything_and_a_link_to_one_says_why(closed: str, page: Page) -> None:
    sign_in(page, closed, "board", "/load")
    shown(page)
    expect(page.get_by_text("Only an analyst or an administrator may load or withdraw extracts")).to_be_visible()
    expect(page.get_by_test_id("stFileUploader")).to_have_count(0)
    page.goto(f"{closed}/quality")
    shown(page)
    expect(page.get_by_text("Withdraw an extract")).to_have_count(0)
    page.goto(f"{closed}/audit")
    shown(page)
    expect(page.get_by_text("Only an administrator may")).to_be_visible()


def test_two_readers_of_different_clearance_see_different_registers(closed: str, new_page: Callable[..., Page]) -> None:
    cleared, other = new_page(), new_page()
    for page, person in ((cleared, "board"), (other, "reader")):
        shown(sign_in(page, closed, person))
    expect(other.get_by_text("more recommendations are marked above your clearance")).to_be_visible()
    expect(cleared.get_by_text("above your clearance")).to_have_count(0)
    expect(cleared.get_by_text("OFFICIAL-SENSITIVE", exact=True).first).to_be_visible()
    headline = [page.locator("h1").first.inner_text() for page in (cleared, other)]
    assert headline[0] != headline[1]
    other.goto(f"{closed}/meeting")
    shown(other)
    expect(other.get_by_text("Clearance for OFFICIAL-SENSITIVE is needed to see meetings and actions.")).to_be_visible()


def test_signing_out_in_one_tab_ends_the_other_and_a_copied_cookie(closed: str, page: Page) -> None:
    shown(sign_in(page, closed, "board"))
    copied = {cookie["name"]: cookie["value"] for cookie in page.context.cookies(closed)}
    other = page.context.new_page()
    other.goto(f"{closed}/trends")
    shown(other)
    other.route("**/*jsdelivr*/**", lambda route: route.abort())
    other.get_by_role("link", name="Sign out").click()
    expect(page).to_have_url(f"{closed}/sign-in?why=ended")
    expect(page.get_by_text("Your session has ended")).to_be_visible()
    with httpx.Client(base_url=closed, cookies=copied) as thief:
        assert thief.get("/").status_code == 401
    page.goto(f"{closed}/signed-out")
    expect(page.get_by_role("heading", name="You are signed out")).to_be_visible()
    page.wait_for_timeout(1_000)
    assert page.url == f"{closed}/signed-out"


def test_somebody_without_a_role_sees_a_sentence_and_whom_to_ask(closed: str, page: Page) -> None:
    sign_in(page, closed, "stranger")
    expect(page.get_by_role("heading", name="You have no role here")).to_be_visible()
    expect(page.get_by_text("Ask the oversight analyst for one")).to_be_visible()
    assert axe(page) == []


def test_the_sign_in_page_can_be_used_by_everybody(closed: str, page: Page) -> None:
    page.goto(f"{closed}/trends")
    expect(page.get_by_role("link", name="Sign in")).to_be_visible()
    assert axe(page) == []


def test_everybody_sees_what_is_kept_about_them_and_an_administrator_ends_sessions(
    closed: str, database: str, new_page: Callable[..., Page]
) -> None:
    reader, administrator = new_page(), new_page()
    shown(sign_in(reader, closed, "reader", "/people"))
    expect(reader.get_by_text("They are deleted")).to_be_visible()
    expect(reader.get_by_role("heading", name="You are signed in on")).to_be_visible()
    expect(reader.get_by_text("End every session of")).to_have_count(0)
    shown(sign_in(administrator, closed, "administrator", "/people"))
    box = administrator.get_by_role("combobox", name="End every session of")
    box.click()  # where the page has to scroll to it, that closes the options
    settled(administrator)
    box.fill("Rita")
    administrator.get_by_role("option", name="Rita Reader").wait_for()
    box.press("Enter")
    administrator.get_by_role("button", name="End these sessions").click()
    expect(reader).to_have_url(f"{closed}/sign-in?why=ended")
    with Store(database) as store:
        entries, _ = store.audit_entries(Choice(actions=("signed out",)), 1)
    assert entries[0].by == "Ada Administrator"
    assert entries[0].facts["person"] == "Rita Reader"


def test_what_people_do_is_in_the_audit_trail_under_their_names(closed: str, database: str, page: Page) -> None:
    shown(sign_in(page, closed, "reader", "/register"))
    with page.expect_download() as download:
        page.get_by_role("button", name="CSV", exact=True).first.click()
    text = Path(download.value.path()).read_text(encoding="utf-8-sig")
    assert "OFFICIAL" in text
    assert "OFFICIAL-SENSITIVE" not in text
    with Store(database) as store:
        entries, _ = store.audit_entries(Choice(by="Rita Reader"), 2)
    assert [entry.action for entry in entries] == ["file exported", "signed in"]
    assert entries[0].facts["marking"] == "OFFICIAL"


def test_cookies_over_eight_thousand_bytes_of_other_sites_keep_nobody_out(closed: str, page: Page) -> None:
    shown(sign_in(page, closed, "board"))
    cookies = [(cookie["name"], cookie["value"]) for cookie in page.context.cookies(closed)]
    cookies += [(f"other{number}", "x" * 4_000) for number in range(4)]
    cookie = "; ".join(f"{name}={value}" for name, value in cookies)
    with connect(closed.replace("http://", "ws://") + STREAM, origin=closed, additional_headers={"Cookie": cookie}):
        pass
    assert httpx.get(closed, headers={"Cookie": cookie}).status_code == 200


def started(**environment: Any) -> subprocess.CompletedProcess[str]:
    """A server started on every address of this machine, which ends at once."""
    return subprocess.run(
        [sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless=true", "--server.address=0.0.0.0",
         f"--server.port={free_port()}"],
        cwd=ROOT, env=Server.__init__.__globals__["_environment"](None, Path("/nonexistent")) | environment,
        capture_output=True, text=True, timeout=90, check=False,
    )  # fmt: skip


def test_where_others_reach_it_the_server_does_not_start_without_sign_in_and_says_why() -> None:
    ended = started()
    assert ended.returncode != 0
    assert "The dashboard was not started." in ended.stderr
    assert "SIGN_IN is not set" in ended.stderr
    assert "Traceback" not in ended.stderr
    wrong = started(SIGN_IN="oidc", SIGN_IN_SECRET=SECRET)
    for name in ("PUBLIC_URL", "OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET"):
        assert f"{name} is not set" in wrong.stderr


def test_with_sign_in_switched_off_on_purpose_every_page_says_so(page: Page) -> None:
    with Server(environment={"SIGN_IN": "none"}) as open_to_all:
        for path in ("/", "/about"):
            page.goto(f"{open_to_all.url}{path}")
            shown(page)
            expect(page.get_by_text("Sign-in is switched off")).to_be_visible()


def test_on_this_machine_alone_nobody_signs_in_and_no_page_speaks_of_it(app: str, page: Page) -> None:
    page.goto(app)
    shown(page)
    expect(page.get_by_text("Sign-in is switched off")).to_have_count(0)
    expect(page.get_by_text("Signed in as")).to_have_count(0)
