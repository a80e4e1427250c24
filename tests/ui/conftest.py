"""The gallery of the pieces, for what only a browser can prove."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.server import ROOT, Server


@pytest.fixture(scope="package")
def gallery_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the gallery, served as the dashboard is, with the dashboard's own settings."""
    folder: Path = tmp_path_factory.mktemp("gallery")
    shutil.copytree(ROOT / ".streamlit", folder / ".streamlit")
    shutil.copy(Path(__file__).with_name("gallery.py"), folder / "app.py")
    with Server(script=folder / "app.py") as server:
        yield server.url
