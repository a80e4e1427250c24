"""A question binds each name once: a measure cannot take the place of a value that the reader chose."""

from __future__ import annotations

from pathlib import Path

import pytest

from analytics.filters import Filters
from analytics.measures.query import build_query
from analytics.register.database import Register


def test_a_name_that_a_filter_binds_cannot_be_bound_to_something_else(demonstration: Path) -> None:
    register = Register(demonstration)
    for chosen in (Filters(source=("IOPC",)), Filters()):
        with pytest.raises(ValueError, match=r"options\.sql: source is bound by a filter"):
            build_query(register, "options", chosen, source="DARA")
    searched = Filters(search="vetting")
    with pytest.raises(ValueError, match="search_0 is bound"):
        build_query(register, "options", searched, search_0="custody")
    assert build_query(register, "options", searched, other="DARA").bound["other"] == "DARA"
