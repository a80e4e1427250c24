"""The rules of the figures on the Definitions page, unfolded: everybody can read them, on a telephone too."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.looking import at_width, axe, clipped, settled, visit


@pytest.mark.parametrize("width", [390, 1440])
def test_the_rules_unfolded_have_no_violation_and_nothing_cut_short(app: str, page: Page, width: int) -> None:
    at_width(visit(page, f"{app}/about"), width)
    page.get_by_text("How it is worked out").click()
    page.get_by_role("heading", name="Two days: as at and known at").wait_for()
    assert axe(settled(page)) == []
    assert clipped(page) == []
