"""Two copies of the dashboard behind the haproxy of deploy/haproxy.cfg, with sign-in, over one PostgreSQL database.

One copy is killed: whoever used it stays signed in, and goes on at the other with the same filters.
"""

from __future__ import annotations

import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from playwright.sync_api import Page, expect

from analytics.audit.trail import Choice
from analytics.meetings.store import Store
from tests.browser.looking import settled
from tests.browser.server import ROOT, Server, free_port
from tests.deploy.installed import installed
from tests.meetings.conftest import installed_postgresql, postgresql_server
from tests.meetings.databases import new_database
from tests.sign_in.service import settings, sign_in_service

__all__ = ["installed_postgresql", "postgresql_server"]

MINUTE = 60_000
"""Milliseconds that a page may take to come back: haproxy needs two checks to see that a copy is gone."""


@dataclass
class Replicas:
    """Two copies behind one proxy: its address, the copies by the name that its cookie gives them, their database."""

    url: str
    copies: dict[str, Server]
    database: str


@pytest.fixture
def replicas(postgresql_server: str, tmp_path: Path) -> Iterator[Replicas]:
    ports = {name: free_port() for name in ("one", "two")}
    port = free_port()
    url = f"https://localhost:{port}"
    with (
        sign_in_service() as issuer,
        new_database(postgresql_server, "replicas") as database,
        ExitStack() as running,
    ):
        Store(database).close()
        environment = settings(issuer, url) | {"ACTIONS_URL": database}
        copies = {
            name: running.enter_context(Server(environment=environment, port=at, log=tmp_path / f"{name}.log"))
            for name, at in ports.items()
        }
        running.enter_context(haproxy(tmp_path, port, ports))
        yield Replicas(url, copies, database)


@contextmanager
def haproxy(folder: Path, port: int, copies: dict[str, int]) -> Iterator[None]:
    """The recipe, with this machine's ports and a certificate of the test's own."""
    text = (ROOT / "deploy" / "haproxy.cfg").read_text(encoding="utf-8")
    changes = {
        "bind :443 ssl crt /etc/haproxy/dashboard.pem": f"bind 127.0.0.1:{port} ssl crt {certificate(folder)}",
        "server one 127.0.0.1:8501": f"server one 127.0.0.1:{copies['one']}",
        "server two 127.0.0.1:8502": f"server two 127.0.0.1:{copies['two']}",
    }
    for recipe, here in changes.items():
        assert recipe in text
        text = text.replace(recipe, here)
    config = folder / "haproxy.cfg"
    config.write_text(text, encoding="utf-8")
    process = subprocess.Popen([installed("haproxy"), "-db", "-f", str(config)])
    try:
        _wait_until_open(port)
        yield
    finally:
        process.terminate()
        process.wait(10)


def _wait_until_open(port: int) -> None:
    """Return once something listens there; TimeoutError where nothing does within a minute."""
    deadline = time.monotonic() + MINUTE / 1000
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise TimeoutError(f"haproxy does not listen on {port}")


def certificate(folder: Path) -> Path:
    """A certificate for localhost, signed by itself, with its key, in one file as haproxy reads it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    begins = datetime.now(UTC) - timedelta(hours=1)
    signed = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(begins + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path = folder / "dashboard.pem"
    path.write_bytes(signed.public_bytes(serialization.Encoding.PEM) + private)
    return path


def shown(page: Page) -> Page:
    """Wait until the dashboard has drawn a page."""
    expect(page.get_by_test_id("stApp")).to_be_visible()
    return settled(page)


def serving(page: Page) -> str:
    """The name of the copy that haproxy's cookie keeps this reader on."""
    return next(cookie["value"] for cookie in page.context.cookies() if cookie["name"] == "SRV")


def download(page: Page) -> str:
    with page.expect_download() as given:
        page.get_by_role("button", name="CSV", exact=True).first.click()
    return Path(given.value.path()).read_text(encoding="utf-8-sig")


def test_one_copy_is_killed_and_its_reader_goes_on_at_the_other(
    replicas: Replicas, new_page: Callable[..., Page]
) -> None:
    page = new_page(ignore_https_errors=True)
    page.goto(f"{replicas.url}/register?source=DARA")
    page.get_by_role("link", name="Sign in").click()
    page.get_by_role("button", name="analyst", exact=True).first.click()
    shown(page)
    before, first = download(page), serving(page)
    replicas.copies[first].process.kill()  # kill -9: it says goodbye to nobody
    app = page.get_by_test_id("stApp")
    expect(app).not_to_have_attribute("data-test-connection-state", "CONNECTED")
    expect(app).to_have_attribute("data-test-connection-state", "CONNECTED", timeout=MINUTE)
    shown(page)
    assert page.url.startswith(f"{replicas.url}/register?source=DARA")
    assert serving(page) != first
    assert download(page) == before
    page.reload()
    shown(page)
    expect(page.get_by_text("Signed in as Ana Analyst")).to_be_visible()
    with Store(replicas.database) as store:
        entries, _ = store.audit_entries(Choice(by="Ana Analyst"))
    assert [entry.action for entry in reversed(entries)] == ["signed in", "file exported", "file exported"]
