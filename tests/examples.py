"""How many examples a property test tries, by the profile of the run: a number here is that of a thorough run.

Profiles: `usual`, which is the default, `few` for `make check`, and `thorough` (`--hypothesis-profile=thorough`).
"""

from __future__ import annotations

import os
from typing import Any

from hypothesis import HealthCheck, Phase, settings

PROFILES = {"few": 10, "usual": 40, "thorough": 100}
"""How many of each hundred examples a run tries; a test that names no number tries as many as stand here."""

NOT_SHRUNK = (Phase.explicit, Phase.reuse, Phase.generate)
"""The phases of a test whose every example takes seconds: to shrink a failing one takes minutes."""

OF_SPEED = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much)


def register_profiles() -> None:
    """Make the profiles known and load the usual one; the option of pytest loads another after it."""
    # How long an example takes says more of the machine than of the code.
    options: dict[str, Any] = {"deadline": None, "suppress_health_check": OF_SPEED}
    if os.environ.get("CI") == "true":  # the same commit draws the same examples
        options |= {"derandomize": True, "database": None, "print_blob": True}
    for name, number in PROFILES.items():
        settings.register_profile(name, max_examples=number, **options)
    settings.load_profile("usual")


def examples(number: int, **options: Any) -> settings:
    """The settings of a test that tries so many examples in a thorough run, and this profile's share in another."""
    share = settings.default.max_examples / PROFILES["thorough"]
    return settings(max_examples=max(1, round(number * share)), **options)
