"""Pictures of the dashboard's pages, whole and settled.

python -m tests.browser.screenshot --path /overview --width 1440 --theme dark --out overview.png
python -m tests.browser.screenshot --all --out-dir pictures
"""

from __future__ import annotations

import argparse
import sys
from contextlib import ExitStack
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.browser.browser import find, launch
from tests.browser.looking import PATIENCE, WATCH, stretched, visit
from tests.browser.server import ROOT, Server

WIDTHS = (1440, 768)


def picture(browser: Browser, url: str, width: int, theme: str, out: Path) -> None:
    """One page as a PNG, as tall as its content."""
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if theme == "dark" else "light",
        locale="en-GB",
        timezone_id="Europe/London",
    )
    context.set_default_timeout(PATIENCE)
    context.add_init_script(WATCH)
    page = stretched(visit(context.new_page(), url))
    out.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=out)
    context.close()
    print(out)


def paths() -> list[str]:
    """The address of every page in the menu, by the file that is behind it."""
    files = sorted((ROOT / "pages").glob("*/*.py"))
    return [f"/{file.stem}" for file in files if file.parent.name != "ui" and file.stem != "__init__"]


def main(arguments: list[str]) -> None:
    """Take the pictures that the command line asks for."""
    options = _parser().parse_args(arguments)
    with ExitStack() as running:
        url = options.url or running.enter_context(Server(options.register)).url
        path_of_browser = find()  # before Playwright starts: looking for its own browser starts it too
        browser = launch(running.enter_context(sync_playwright()), path_of_browser)
        for path, width, out in wanted(options):
            picture(browser, url + path, width, options.theme, out)
        browser.close()


def wanted(options: argparse.Namespace) -> list[tuple[str, int, Path]]:
    """Path, width and file of each picture."""
    if not options.all:
        return [(options.path, options.width, options.out)]
    return [
        (path, width, options.out_dir / f"{path.strip('/')}-{width}-{options.theme}.png")
        for path in paths()
        for width in WIDTHS
    ]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.browser.screenshot", description=__doc__)
    parser.add_argument("--register", type=Path, help="register folder; the demonstration where left out")
    parser.add_argument("--url", help="take the pictures of a dashboard that already runs there")
    parser.add_argument("--path", default="/", help="page and filters, as in the address bar")
    parser.add_argument("--width", type=int, default=WIDTHS[0])
    parser.add_argument("--theme", choices=("light", "dark"), default="light")
    parser.add_argument("--out", type=Path, default=Path("page.png"))
    parser.add_argument("--all", action="store_true", help=f"every page at {' and '.join(map(str, WIDTHS))} pixels")
    parser.add_argument("--out-dir", type=Path, default=Path("build/pictures"))
    return parser


if __name__ == "__main__":
    main(sys.argv[1:])
