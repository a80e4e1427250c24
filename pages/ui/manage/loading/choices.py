"""A choice among few options, each a button of one click; among many, a list to choose from."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pages.ui import screen

MOST_BUTTONS = 12
"""Options shown as buttons; more would push what follows out of sight."""


def one_of(
    label: str,
    options: Sequence[str],
    *,
    key: str,
    chosen: str | None = None,
    format_func: Callable[[str], str] = str,
) -> str | None:
    """The option chosen, or None; `chosen` is the one that is chosen at first."""
    if len(options) <= MOST_BUTTONS:
        return screen.pills(label, options, default=chosen, format_func=format_func, key=key)
    index = options.index(chosen) if chosen is not None else None
    return screen.selectbox(
        label, options, index=index, format_func=format_func, key=key, placeholder="Choose one", width=348
    )
