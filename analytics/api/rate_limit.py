"""How often one caller may call: one program that asks without end must not keep readers waiting."""

from __future__ import annotations

import threading
from collections import deque
from http import HTTPStatus
from math import ceil

from analytics.api.errors import Refused

CALLS, SECONDS = 300, 60.0
"""Calls of one caller in so many seconds. A refresh of a workbook with ten tables makes ten."""


class RateLimit:
    """The times at which each caller called of late, in this process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._times: dict[str, deque[float]] = {}

    def count(self, caller: str, at: float) -> None:
        """Count a call at a time in seconds. Raises Refused, with the seconds to wait, where there were too many."""
        with self._lock:
            for name in [name for name, times in self._times.items() if times[-1] <= at - SECONDS]:
                del self._times[name]
            times = self._times.setdefault(caller, deque())
            while times and times[0] <= at - SECONDS:
                times.popleft()
            if len(times) < CALLS:
                times.append(at)
                return
            wait = ceil(times[0] + SECONDS - at)
        sentence = f"At most {CALLS} calls are answered in a minute. Call again in {wait} seconds."
        raise Refused(HTTPStatus.TOO_MANY_REQUESTS, sentence, {"retry-after": str(wait)})
