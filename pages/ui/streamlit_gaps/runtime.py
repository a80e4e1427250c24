"""What Streamlit's server knows and has no public name for: addresses, Back and Forward, uploads, the way out."""

from __future__ import annotations

from collections.abc import Mapping

from streamlit import runtime
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.state.query_params import CLIENT_STATE_QUERY_STRING_MAX_FIELDS as MOST_CHOICES
from streamlit.runtime.state.query_params import CLIENT_STATE_QUERY_STRING_MAX_LENGTH as LONGEST_QUERY

__all__ = [
    "LONGEST_QUERY",
    "MOST_CHOICES",
    "StreamlitUploads",
    "is_after_back",
    "leave_for",
    "requested_page",
    "use_no_pages_folder",
]


def requested_page() -> str | None:
    """The name in the address that the browser asked for; None where it named none."""
    context = get_script_run_ctx(suppress_warning=True)
    return context.pages_manager.intended_page_name if context else None


def is_after_back() -> bool:
    """Whether this run answers the browser's Back or Forward: the address is right, and what a widget holds is old."""
    context = get_script_run_ctx(suppress_warning=True)
    return context is not None and context.is_history_navigation


def use_no_pages_folder() -> None:
    """Keep Streamlit from taking the folder pages/ for a menu of its own.

    It does until a process has drawn its menu once, and tells whoever opens a link to a page first that there is none.
    """
    PagesManager.uses_pages_directory = False


def leave_for(url: str) -> bytes:
    """The message that leads an open page to another address."""
    away = ForwardMsg()
    away.auth_redirect.url = url
    return bytes(away.SerializeToString())


class StreamlitUploads:
    """The files that Streamlit keeps in this process, by session."""

    def sizes(self) -> Mapping[str, Mapping[str, int]]:
        """The bytes of each file by session, the oldest first."""
        stored = {session: dict(files) for session, files in list(self._manager().file_storage.items())}
        return {session: {name: len(file.data) for name, file in files.items()} for session, files in stored.items()}

    def remove(self, session: str, file: str) -> None:
        """Forget a file."""
        self._manager().remove_file(session, file)

    def remove_all(self, session: str) -> None:
        """Forget every file of a session."""
        self._manager().remove_session_files(session)

    def is_active(self, session: str) -> bool:
        """Whether the reader of a session is connected."""
        return runtime.get_instance().is_active_session(session)

    @staticmethod
    def _manager() -> MemoryUploadedFileManager:
        manager = runtime.get_instance().uploaded_file_mgr
        assert isinstance(manager, MemoryUploadedFileManager)
        return manager
