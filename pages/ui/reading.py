"""The facts of the register that is shown, read once a version."""

from __future__ import annotations

from analytics.register.database import Register
from pages.ui import cached
from pages.ui.facts import Facts


def facts() -> Facts:
    """The facts of the register that is shown. Raises EmptyRegister where it holds no extract."""
    found = cached.result(_facts)
    assert isinstance(found, Facts)
    return found


def _facts(register: Register) -> Facts:
    newest = register.newest.manifest
    return Facts(
        version=register.version,
        extracts=tuple(loading.as_at for loading in register.extracts),
        loaded_on=newest.loaded_at.date(),
        is_demonstration=register.is_demonstration,
        source="demonstration register" if register.is_demonstration else "recommendations register",
        remarks=(newest.note,) if newest.note else (),
    )
