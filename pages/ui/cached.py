"""Cached access to the register: opened once a version, its results kept by version and filters, never unbounded."""

from __future__ import annotations

import os
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from analytics import people
from analytics.measures.parallel import AT_ONCE, run_in_parallel
from analytics.register import folder as register_folder
from analytics.register.database import Register, version
from analytics.register.writing import writes
from analytics.vocabulary import Marking
from pages.ui.menu import ROOT

MOST_RESULTS = 512
"""Results kept: a result is a few kilobytes, and a reader's session rarely asks for more than twenty."""

MOST_DERIVED = 256
"""Charts and texts kept that were made of results: some tens of kilobytes each."""

Result = TypeVar("Result")

_lock = threading.RLock()
_registers: dict[Marking, Register] = {}
_results: OrderedDict[Hashable, Any] = OrderedDict()
_derived: OrderedDict[Hashable, tuple[Any, tuple[Any, ...]]] = OrderedDict()
_under_way: dict[Hashable, Future[Any]] = {}
_executor = ThreadPoolExecutor(AT_ONCE)
_versions: ContextVar[dict[tuple[Path, Marking, int], str] | None] = ContextVar("versions", default=None)


@contextmanager
def one_version() -> Iterator[None]:
    """While a page is drawn its register's folder is looked at once, so that all figures are of one version.

    What the page itself writes, such as an extract that it loads, is seen at once.
    """
    token = _versions.set({})
    try:
        yield
    finally:
        _versions.reset(token)


def register_path() -> Path:
    """The folder of the register that is shown: the setting REGISTER, else the user's own, else the demonstration."""
    return register_folder.choose(os.environ.get("REGISTER"), ROOT)


def register() -> Register:
    """The register as whoever acts may read it, opened anew only when its folder has changed or its history failed.

    Raises EmptyRegister where it holds no extract, DamagedRegister where none can be read.
    """
    path, clearance = register_path(), people.acting().clearance
    current = _version(path, clearance)
    with _lock:
        opened = _registers.get(clearance)
        if opened is None or opened.folder != path or opened.version != current or not opened.is_usable:
            opened = Register(path, clearance=clearance)
            opened.warm()
            _registers[clearance] = opened
        return opened


def _version(path: Path, clearance: Marking) -> str:
    """The version of the folder as it is now, or as it was when the page that is being drawn first looked at it."""
    seen = _versions.get()
    if seen is None:
        return version(path, clearance)
    key = (path, clearance, writes(path))
    if key not in seen:
        seen[key] = version(path, clearance)
    return seen[key]


def result(function: Callable[..., Result], *arguments: Hashable) -> Result:
    """What a measure gives for the register and these arguments, from the cache where it was asked before.

    `function(register, *arguments)`; the arguments (filters, days, column names) must be hashable. What comes back is
    shared between readers: copy before changing it.
    """
    return _result(register(), function, arguments)


def results(*requested: tuple[Any, ...]) -> list[Any]:
    """What several measures give, asked at once: each as (function, *arguments) is given to `result`."""
    current = register()
    return run_in_parallel(*(partial(_result, current, function, arguments) for function, *arguments in requested))


def start_early(*requested: tuple[Any, ...]) -> None:
    """Begin to work out what a page draws further down, beside the drawing; `result` then waits for what is left.

    Each as (function, *arguments) is given to `result`, which also tells an error.
    """
    current = register()
    for function, *arguments in requested:
        _executor.submit(_result, current, function, arguments)


def derived(function: Callable[..., Result], *arguments: Any) -> Result:
    """What a function makes of results, such as a chart: made once for all readers who see the same results.

    `function(*arguments)`; an argument that cannot be hashed is a result of this cache, known by its identity. What
    comes back is shared between readers: copy before changing it.
    """
    key = (function, *map(_identity, arguments))
    with _lock:
        if key in _derived:
            _derived.move_to_end(key)
            result: Result = _derived[key][0]
            return result
    made = function(*arguments)
    with _lock:
        # The arguments are kept too: the identity of what is gone may come back as that of something else.
        _derived[key] = (made, arguments)
        while len(_derived) > MOST_DERIVED:
            _derived.popitem(last=False)
    return made


def _identity(argument: Any) -> Hashable:
    """What an argument is recognised by: its value, or which object it is where it has no value to compare."""
    try:
        hash(argument)
    except TypeError:
        return (id(argument),)
    return (type(argument), argument)


def _result(current: Register, function: Callable[..., Result], arguments: Sequence[Hashable]) -> Result:
    """The result kept, else that which another thread is working out, else a new one."""
    arguments = tuple(arguments)
    key = (function, current.version, arguments)
    with _lock:
        if key in _results:
            _results.move_to_end(key)
            result: Result = _results[key]
            return result
        others: Future[Result] | None = _under_way.get(key)
        if others is None:
            future = _under_way[key] = Future()
    return others.result() if others is not None else _worked_out(future, key, partial(function, current, *arguments))


def _worked_out(result: Future[Result], key: Hashable, work_out: Callable[[], Result]) -> Result:
    """A new result, kept and given to whoever waits for it; so is the error where there is one."""
    try:
        answer = work_out()
    except BaseException as error:
        with _lock:
            del _under_way[key]
        result.set_exception(error)
        raise
    with _lock:
        del _under_way[key]
        _results[key] = answer
        while len(_results) > MOST_RESULTS:
            _results.popitem(last=False)
    result.set_result(answer)
    return answer
