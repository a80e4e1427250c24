"""Who calls without end is refused for a while, and nobody else is."""

from datetime import date
from http import HTTPStatus
from pathlib import Path

import pytest

from analytics.api.errors import Refused
from analytics.api.rate_limit import CALLS, SECONDS, RateLimit
from tests.api.client import client
from tests.registers import write_register


def test_so_many_calls_and_no_more_within_the_time() -> None:
    rate = RateLimit()
    for number in range(CALLS):
        rate.count("one", number / 10)
    with pytest.raises(Refused, match=f"At most {CALLS} calls") as refused:
        rate.count("one", SECONDS - 1.5)
    assert refused.value.headers == {"retry-after": "2"}
    rate.count("another", SECONDS - 1.5)
    rate.count("one", SECONDS)  # the first of them is so long ago
    with pytest.raises(Refused):
        rate.count("one", SECONDS)


def test_callers_of_long_ago_are_forgotten() -> None:
    rate = RateLimit()
    rate.count("one", 0)
    rate.count("another", SECONDS)
    assert list(rate._times) == ["another"]


def test_the_answer_says_when_to_call_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("analytics.api.rate_limit.CALLS", 2)
    row = {"reference": "A", "source": "DARA", "status": "open"}
    requested, host = client(write_register(tmp_path, {date(2022, 1, 31): [row]}))
    answers = [requested.get("/figures") for _ in range(3)]
    assert [answer.status for answer in answers] == [HTTPStatus.OK, HTTPStatus.OK, HTTPStatus.TOO_MANY_REQUESTS]
    assert 1 <= int(answers[-1].headers["retry-after"]) <= SECONDS
    assert answers[-1].document["title"] == "Too Many Requests"
    assert len(host.recorded) == 2
