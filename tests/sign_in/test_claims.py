"""Whom claims describe."""

from __future__ import annotations

from typing import Any

import pytest

from analytics.people import Role
from analytics.sign_in.claims import person_from_claims
from analytics.sign_in.configuration import read
from analytics.vocabulary import Marking
from tests.sign_in.test_configuration import GOOD

SETTINGS = read(GOOD, None)


@pytest.mark.parametrize(
    ("roles", "role", "clearance"),
    [
        (["reader"], Role.READER, Marking.OFFICIAL),
        (["reader", "analyst"], Role.ANALYST, Marking.OFFICIAL),
        (["administrator", "official-sensitive"], Role.ADMINISTRATOR, Marking.OFFICIAL_SENSITIVE),
        (["official-sensitive"], None, Marking.OFFICIAL_SENSITIVE),
        ("reader,official-sensitive", Role.READER, Marking.OFFICIAL_SENSITIVE),
        ([], None, Marking.OFFICIAL),
        (None, None, Marking.OFFICIAL),
        ({"reader": True}, None, Marking.OFFICIAL),
        (["Reader", 7, None], None, Marking.OFFICIAL),
    ],
)
def test_app_roles_give_a_role_and_a_clearance(roles: Any, role: Role | None, clearance: Marking) -> None:
    person = person_from_claims({"sub": "1", "name": "A", "roles": roles}, SETTINGS)
    assert (person.role, person.clearance) == (role, clearance)


def test_claims_without_a_subject_are_nobodys() -> None:
    person = person_from_claims({"name": "A", "roles": ["administrator", "official-sensitive"]}, SETTINGS)
    assert person.role is None
    assert person.clearance == Marking.OFFICIAL
    assert not person.is_signed_in


def test_a_name_is_one_short_line() -> None:
    assert person_from_claims({"sub": "1", "name": "A\n\x1b[31m B"}, SETTINGS).name == "A [31m B"
    assert len(person_from_claims({"sub": "1", "name": "a" * 9000}, SETTINGS).name) == 120
    assert person_from_claims({"sub": "1", "name": 7, "email": "a@b.uk"}, SETTINGS).name == "a@b.uk"
    assert person_from_claims({"sub": "1"}, SETTINGS).name == "1"
