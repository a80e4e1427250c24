"""What one reader's load has worked out so far: kept for that reader, one of each kind, so that nothing piles up."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TypeVar

import streamlit as st

T = TypeVar("T")
_ROUND = "_load_round"


def cached(name: str, key: Hashable, make: Callable[[], T]) -> T:
    """What `make` gave for this key the last time, or gives now; the one before it is forgotten."""
    slot = f"_load_{name}"
    entry = st.session_state.get(slot)
    if entry is None or entry[0] != key:
        entry = (key, make())
        st.session_state[slot] = entry
    result: T = entry[1]
    return result


def key(name: str) -> str:
    """The key of a widget of this load; after a load all of them are new, and empty."""
    return f"load_{name}_{st.session_state.get(_ROUND, 0)}"


def clear() -> None:
    """Forget the file and everything worked out from it."""
    for slot in [name for name in st.session_state if str(name).startswith("_load_")]:
        if slot != _ROUND:
            del st.session_state[slot]
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1


def choose(name: str, value: object) -> None:
    """Keep a choice about the file of this load; after the load it is gone."""
    st.session_state[f"_load_choice_{name}"] = value


def choice(name: str) -> object:
    """A choice about the file of this load, or None."""
    return st.session_state.get(f"_load_choice_{name}")


def set_value(name: str, value: object) -> None:
    """Keep a value for the next run."""
    st.session_state[f"_loaded_{name}"] = value


def value(name: str) -> object:
    """A value kept, or None; it stays until another takes its place."""
    return st.session_state.get(f"_loaded_{name}")
