"""What is relied upon in the inside of Streamlit is there in the version that is installed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import streamlit
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFileRec
from streamlit.testing.v1 import AppTest

from pages.ui.streamlit_gaps import runtime
from pages.ui.streamlit_gaps.browser import SCRIPTS

TEST_ID = re.compile(r"""data-testid="(\w+)\"""")


def test_every_part_of_a_page_that_scripts_and_styles_name_is_drawn_by_streamlit(project_root: Path) -> None:
    static = Path(streamlit.__file__).parent / "static" / "static" / "js"
    drawn = "".join(path.read_text(encoding="utf-8") for path in static.glob("*.js"))
    files = [path for kind in ("*.js", "*.css", "*.py") for path in sorted((project_root / "pages").rglob(kind))]
    names = {name for path in files for name in TEST_ID.findall(path.read_text(encoding="utf-8"))}
    assert {"stMain", "stFileUploader", "stPopoverBody", "stSidebarNavItems"} <= names
    # Streamlit puts the kind of a message behind this name: stAlertContentError.
    kinds = {name for name in names if name.startswith("stAlertContent")}
    assert "stAlertContent" in drawn
    assert kinds <= {f"stAlertContent{kind}" for kind in ("Error", "Info", "Success", "Warning")}
    assert sorted(name for name in names - kinds if name not in drawn) == []


def test_the_browser_runs_each_script_of_the_folder() -> None:
    assert sorted(SCRIPTS) == sorted(SCRIPTS[0].parent.glob("*.js"))


def page() -> None:
    import streamlit as st

    from pages.ui.streamlit_gaps import runtime

    st.write(f"{runtime.requested_page()!r} {runtime.is_after_back()}")


def test_a_run_knows_the_page_that_was_asked_for_and_whether_it_answers_back() -> None:
    at = AppTest.from_function(page, default_timeout=60).run()
    assert not at.exception
    assert at.markdown[0].value in ("'' False", "None False")
    assert get_script_run_ctx(suppress_warning=True) is None
    assert runtime.requested_page() is None
    assert not runtime.is_after_back()


def test_the_folder_of_pages_is_no_menu(monkeypatch: pytest.MonkeyPatch) -> None:
    assert hasattr(PagesManager, "uses_pages_directory")
    monkeypatch.setattr(PagesManager, "uses_pages_directory", None)
    runtime.use_no_pages_folder()
    assert PagesManager.uses_pages_directory is False


def test_an_open_page_is_led_away() -> None:
    message = ForwardMsg()
    message.ParseFromString(runtime.leave_for("/sign-in?why=ended"))
    assert message.auth_redirect.url == "/sign-in?why=ended"


def test_uploaded_files_are_counted_and_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    manager = MemoryUploadedFileManager("/_stcore/upload_file")
    for name in ("a", "b"):
        manager.add_file("session", UploadedFileRec(name, f"{name}.xlsx", "", b"12345"))
    monkeypatch.setattr(runtime.StreamlitUploads, "_manager", staticmethod(lambda: manager))
    uploads = runtime.StreamlitUploads()
    assert uploads.sizes() == {"session": {"a": 5, "b": 5}}
    uploads.remove("session", "a")
    assert uploads.sizes() == {"session": {"b": 5}}
    uploads.remove_all("session")
    assert not any(uploads.sizes().values())
