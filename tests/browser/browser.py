"""The browser of the tests: an installed Chrome, Chromium or Edge; else Playwright's; else Debian's chromium by apt."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, Playwright, sync_playwright

_OFF = (
    # Chromium starts a renderer for the list of its own address bar with every window: 0.8 s of CPU, never seen.
    "WebUIOmniboxPopup",
    "WebUIOmniboxAimPopup",
    # Chromium reads the last list alone, so those that Playwright turns off are said again.
    "AimEnabled",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "LensOverlay",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
    "TcpPortRandomizationWin",
    "ThirdPartyStoragePartitioning",
    "msEdgeUpdateLaunchServicesPreferredVersion",
    "msForceBrowserSignIn",
)
"""Features of the browser that are turned off."""

FLAGS = (
    # A container's root cannot open Chromium's sandbox; only our own pages on loopback are shown.
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    # On a closed network each of these would look up hosts at every start.
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Pictures are the same whatever the screen of the machine that takes them.
    "--force-color-profile=srgb",
    "--font-render-hinting=none",
    "--hide-scrollbars",
    # The pages of a profile share one process, which has the scripts of the one before compiled: half of a visit.
    "--process-per-site",
    f"--disable-features={','.join(_OFF)}",
)

NAMES = (
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "chromium",
    "chromium-browser",
    "microsoft-edge",
    "microsoft-edge-stable",
    "msedge",
)
"""Commands under which the three browsers are installed, in the order in which they are tried."""

PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"{ProgramFiles}\Google\Chrome\Application\chrome.exe",
    r"{ProgramFiles(x86)}\Google\Chrome\Application\chrome.exe",
    r"{LocalAppData}\Google\Chrome\Application\chrome.exe",
    r"{ProgramFiles(x86)}\Microsoft\Edge\Application\msedge.exe",
    r"{ProgramFiles}\Microsoft\Edge\Application\msedge.exe",
)
"""Where macOS and Windows keep them, off the search path."""

NONE_FOUND = (
    "No browser for the browser tests: install Google Chrome, Chromium or Microsoft Edge, "
    "or name one with the environment variable BROWSER_PATH, and run again."
)

NO_DRIVER = (
    "Playwright's driver, which steers the browser in the tests, does not start: on Debian and Ubuntu it needs "
    "`apt-get install libatomic1`."
)


class NoBrowser(RuntimeError):
    """No browser is installed, and none could be installed."""


def find() -> str:
    """The path of the browser to drive; raises NoBrowser where there is none."""
    for path in _candidates():
        if _starts(path):
            return path
    raise NoBrowser(NONE_FOUND)


def install() -> str:
    """The path of the browser to drive, installed first where there is none and it may be."""
    ways = [] if _is_ready() else [_install_playwrights, _install_debians]
    for way in ways:
        way()
        if _is_ready():
            break
    if not _driver_starts():
        raise NoBrowser(NO_DRIVER)
    return find()


def launch(playwright: Playwright, path: str) -> Browser:
    """A running headless browser that makes no connection of its own."""
    return playwright.chromium.launch(executable_path=path, args=list(FLAGS), chromium_sandbox=False)


def _candidates() -> Iterator[str]:
    named = os.environ.get("BROWSER_PATH")
    if named:
        yield named
        return
    yield from filter(None, map(shutil.which, NAMES))
    for place in PLACES:
        try:
            path = Path(place.format_map(os.environ))
        except KeyError:
            continue
        if path.is_file():
            yield str(path)
    if _driver_starts():
        with sync_playwright() as playwright:
            yield playwright.chromium.executable_path


def _starts(path: str) -> bool:
    """Ubuntu's chromium-browser, for one, is a command that only says how to install it."""
    if not Path(path).is_file():
        return False
    return sys.platform == "win32" or _succeeds([path, "--version"])  # chrome.exe would open a window instead


def _driver_starts() -> bool:
    """Playwright's driver is a program of its own, with a library that the smallest systems lack."""
    return _succeeds([sys.executable, "-m", "playwright", "--version"])


def _is_ready() -> bool:
    try:
        return _driver_starts() and bool(find())
    except NoBrowser:
        return False


def _succeeds(command: list[str]) -> bool:
    try:
        return subprocess.run(command, capture_output=True, timeout=60, check=False).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def _install_playwrights() -> None:
    _try([sys.executable, "-m", "playwright", "install", "chromium"], seconds=300)


def _install_debians() -> None:
    # The letters that the pack names, as offices have them.
    _install_packages("chromium", "libatomic1", "fonts-liberation")


def install_for_deployment() -> None:
    """Install what the deployment files are tried with, where it is not there and may be."""
    if shutil.which("haproxy") is None or shutil.which("systemd-analyze") is None:
        _install_packages("haproxy", "systemd")


def _install_packages(*packages: str) -> None:
    apt = shutil.which("apt-get")
    if apt is None:
        return
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    command = [apt] if is_root else ["sudo", "-n", apt]
    _try([*command, "update", "-q"], seconds=300)
    _try([*command, "install", "-q", "-y", "--no-install-recommends", *packages], seconds=900)


def _try(command: list[str], seconds: int) -> None:
    """Run one way of installing; whether it worked is seen by looking again."""
    print("Not everything that the tests need is installed; trying:", " ".join(command), flush=True)
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    try:
        subprocess.run(command, stdin=subprocess.DEVNULL, timeout=seconds, check=False, env=environment)
    except (OSError, subprocess.TimeoutExpired) as error:
        print(error, flush=True)


if __name__ == "__main__":
    try:
        print("Browser for the tests:", install())
        install_for_deployment()
    except NoBrowser as error:
        sys.exit(str(error))
