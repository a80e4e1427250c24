"""What each role and clearance allows."""

from __future__ import annotations

from itertools import pairwise

import pytest

from analytics.people import LOCAL, RIGHTS, NotAllowed, Person, Right, Role, highest_role
from analytics.vocabulary import Marking

READS = {Right.READ_MEETINGS, Right.READ_LOADS}
ALLOWED = {
    (Role.READER, Marking.OFFICIAL): set(),
    (Role.READER, Marking.OFFICIAL_SENSITIVE): READS,
    (Role.ANALYST, Marking.OFFICIAL): {Right.MAKE_PACKS, Right.SHARE_VIEWS},
    (Role.ANALYST, Marking.OFFICIAL_SENSITIVE): {
        *READS,
        Right.LOAD,
        Right.EDIT_MEETINGS,
        Right.MAKE_PACKS,
        Right.SHARE_VIEWS,
    },
    (Role.ADMINISTRATOR, Marking.OFFICIAL): {Right.MAKE_PACKS, Right.SHARE_VIEWS},
    (Role.ADMINISTRATOR, Marking.OFFICIAL_SENSITIVE): set(Right),
    (None, Marking.OFFICIAL_SENSITIVE): set(),
}


@pytest.mark.parametrize(("role", "clearance"), ALLOWED)
def test_a_person_may_do_what_role_and_clearance_allow(role: Role | None, clearance: Marking) -> None:
    person = Person(name="A", subject="1", role=role, clearance=clearance)
    assert {right for right in Right if person.may(right)} == ALLOWED[role, clearance]
    for right in Right:
        if right in ALLOWED[role, clearance]:
            person.require(right)
        else:
            with pytest.raises(NotAllowed, match=right.value):
                person.require(right)


def test_the_refusal_says_who_may() -> None:
    reader = Person(name="A", subject="1", role=Role.READER, clearance=Marking.OFFICIAL_SENSITIVE)
    with pytest.raises(NotAllowed, match="Only an analyst or an administrator may load or withdraw extracts"):
        reader.require(Right.LOAD)
    analyst = Person(name="A", subject="1", role=Role.ANALYST)
    with pytest.raises(NotAllowed, match="Clearance for OFFICIAL-SENSITIVE is needed to change meetings"):
        analyst.require(Right.EDIT_MEETINGS)


def test_without_sign_in_one_person_may_do_everything() -> None:
    assert all(LOCAL.may(right) for right in Right)
    assert not LOCAL.is_signed_in


def test_every_role_has_its_rights_and_a_higher_one_never_fewer() -> None:
    assert list(RIGHTS) == list(Role)
    rights = list(RIGHTS.values())
    assert all(lower <= higher for lower, higher in pairwise(rights))


def test_of_several_roles_the_highest_counts() -> None:
    assert highest_role([Role.ANALYST, Role.READER]) == Role.ANALYST
    assert highest_role([]) is None
