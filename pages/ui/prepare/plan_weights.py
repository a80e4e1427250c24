"""How much each part of the weight counts: chosen by the analyst, kept in the address ("weights=1-2-1-1-1")."""

from __future__ import annotations

import streamlit as st

from analytics.measures.forward_plan import MOST_WEIGHT, PARTS, WEIGHTS, Weights
from pages.ui import params, screen

_ADDRESS = "weights"


def chosen() -> Weights:
    """The weights that the address asks for; the usual ones where it asks for none, or for what cannot be."""
    return _read(st.query_params.get(_ADDRESS)) or WEIGHTS


def choose(weights: Weights) -> None:
    """The fields in which the weights are chosen, each with its reason; and what is wrong with the address."""
    with st.popover("Weights", type="tertiary"):
        for part, each in zip(PARTS, weights, strict=True):
            if st.session_state.get(_key(part.name)) != each:
                st.session_state[_key(part.name)] = each
            screen.number_input(
                f"{part.label}: {part.meaning}",
                min_value=0,
                max_value=MOST_WEIGHT,
                step=1,
                key=_key(part.name),
                on_change=_save_weights,
            )
            screen.caption(part.reason)
        st.button(
            "Use the usual weights",
            type="tertiary",
            disabled=weights == WEIGHTS,
            on_click=params.set_param,
            args=(_ADDRESS, None),
        )


def address_error() -> str:
    """What is wrong with the weights in the address; nothing where they can be read."""
    reported = st.query_params.get(_ADDRESS)
    if reported is None or _read(reported):
        return ""
    usual = "-".join(map(str, WEIGHTS))
    right = f"{len(PARTS)} weights from 0 to {MOST_WEIGHT}, such as {usual}"
    return f"“{reported}” is not {right}. The usual weights are used."


def _read(text: str | None) -> Weights | None:
    """A digit for each part, joined by dashes; None where it is anything else."""
    numbers = [each for each in (text or "").split("-") if each.isascii() and each.isdecimal() and len(each) == 1]
    return tuple(map(int, numbers)) if len(numbers) == len(PARTS) == len((text or "").split("-")) else None


def _save_weights() -> None:
    weights = tuple(int(st.session_state[_key(part.name)]) for part in PARTS)
    params.set_param(_ADDRESS, None if weights == WEIGHTS else "-".join(map(str, weights)))


def _key(part: str) -> str:
    return f"weight_of_{part}"
