"""A reader's open page without a browser: a websocket that speaks Streamlit's messages, and changes a filter."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.MultiSelect_pb2 import MultiSelect
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

PATIENCE = 120
"""Seconds after which an answer that has not come is an error."""

FILTER = "Source"


@dataclass
class Answer:
    """What one request of a reader took: seconds until the page was finished, and the bytes of its messages."""

    seconds: float
    received: int


@dataclass
class Session:
    """One open page of a dashboard: `async with Session(url, "register") as session: await session.change(("DARA",))`.

    `title` is the heading that the page has now. The hashes of messages are kept, as a browser does, for the server to
    name them by afterwards. Raises RuntimeError where the page shows an error, TimeoutError where it never ends.
    """

    url: str
    page: str = ""
    options: tuple[str, ...] = ()
    opened: Answer | None = None
    title: str = ""
    _filter: MultiSelect | None = None
    _hashes: set[str] = field(default_factory=set)
    _socket: ClientConnection | None = None

    async def __aenter__(self) -> Self:
        address = self.url.replace("http://", "ws://") + "/_stcore/stream"
        self._socket = await connect(
            address,
            origin=Origin(self.url),
            subprotocols=[Subprotocol("streamlit")],
            max_size=None,
            open_timeout=PATIENCE,
            ping_interval=None,
        )
        self.opened = await self._run(self._request())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._socket is not None
        await self._socket.close()

    async def change(self, sources: tuple[str, ...]) -> Answer:
        """Choose these sources in the page's filter, and wait until the page is finished."""
        if self._filter is None:
            raise RuntimeError(f"{self.url}/{self.page} has no filter {FILTER}")
        request = self._request()
        state = request.rerun_script.widget_states.widgets.add()
        state.id = self._filter.id
        state.string_array_value.data.extend(option for option in self._filter.options if option.startswith(sources))
        return await self._run(request)

    def _request(self) -> BackMsg:
        request = BackMsg()
        request.rerun_script.page_name = self.page
        request.rerun_script.cached_message_hashes.extend(self._hashes)
        request.rerun_script.context_info.timezone = "Europe/London"
        request.rerun_script.context_info.locale = "en-GB"
        request.rerun_script.context_info.url = f"{self.url}/{self.page}"
        return request

    async def _run(self, request: BackMsg) -> Answer:
        assert self._socket is not None
        started, received = time.perf_counter(), 0
        await self._socket.send(request.SerializeToString())
        async with asyncio.timeout(PATIENCE):
            while True:
                data = await self._socket.recv(decode=False)
                received += len(data)
                message = ForwardMsg.FromString(data)
                self._note(message)
                if message.WhichOneof("type") == "script_finished" and (
                    message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY
                ):
                    return Answer(time.perf_counter() - started, received)

    def _note(self, message: ForwardMsg) -> None:
        if message.metadata.cacheable and message.hash:
            self._hashes.add(message.hash)
        if message.WhichOneof("type") != "delta" or message.delta.WhichOneof("type") != "new_element":
            return
        element = message.delta.new_element
        if element.WhichOneof("type") == "exception":
            raise RuntimeError(f"{self.url}/{self.page}: {element.exception.type}: {element.exception.message}")
        if element.WhichOneof("type") == "heading" and element.heading.tag == "h1":
            self.title = element.heading.body
        if element.WhichOneof("type") == "multiselect" and element.multiselect.label == FILTER:
            self._filter = element.multiselect
