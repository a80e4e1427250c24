"""Which register a load, a saved layout or a withdrawal writes to: the reader's own, never the demonstration."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from analytics.english import day
from analytics.register.folder import in_force
from pages.ui import cached, menu

OWN = Path("data", "register")
DEMONSTRATION = Path("data", "demonstration")


@dataclass(frozen=True, slots=True)
class Target:
    """The register folder to write to; `refusal` says why nothing can be written, and what would change that."""

    folder: Path
    shows_demonstration: bool
    refusal: str | None = None

    @property
    def layouts(self) -> Path:
        """Where the layouts that the analyst saves lie: beside the register."""
        return self.folder / "layouts"

    @property
    def words(self) -> str:
        """What a load will do to what the dashboard shows, in a sentence or two."""
        if self.refusal:
            return self.refusal
        if self.shows_demonstration:
            return (
                "The dashboard shows the demonstration register now. A load never changes it: the extract goes to a "
                "register of your own, and the dashboard shows that one from then on."
            )
        return "The extract is checked first. Nothing is loaded until you press Load."


def find() -> Target:
    """The register to write to, given the one that is shown."""
    current, demonstration = cached.register_path(), menu.ROOT / DEMONSTRATION
    if current.resolve() != demonstration.resolve():
        return Target(current, shows_demonstration=False)
    if os.environ.get("REGISTER"):
        refusal = (
            "The setting REGISTER names the demonstration register, which is never changed. Set it to a folder of "
            "your own, or remove it, and restart the dashboard. Until then files can be checked but not loaded."
        )
        return Target(menu.ROOT / OWN, shows_demonstration=True, refusal=refusal)
    return Target(menu.ROOT / OWN, shows_demonstration=True)


def position(goal: Target) -> str:
    """The opening sentence of the load page: which extract is the newest."""
    days = [loading.as_at for loading in in_force(goal.folder)] if not goal.shows_demonstration else []
    if not days:
        return "Load the first extract of your register"
    return f"The newest extract is of {day(days[-1])}; load the next one here"
