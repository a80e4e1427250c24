"""Whom the claims of a sign-in service describe: the one place where app roles become a role and a clearance."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from analytics.people import HIGHEST, Person, highest_role
from analytics.sign_in.configuration import Configuration
from analytics.vocabulary import Marking

NAMES = ("name", "preferred_username", "email")
"""The claims that a name is taken from: the first that is there."""

LONGEST_NAME = 120
"""Characters of a name that are kept."""


def person_from_claims(claims: Mapping[str, Any], configuration: Configuration) -> Person:
    """The person of an ID token or a proxy's token. A person without `sub` is nobody and has no role."""
    name = next((claims[claim] for claim in NAMES if isinstance(claims.get(claim), str) and claims[claim].strip()), "")
    return person(str(claims.get("sub") or ""), name, _app_roles(claims.get(configuration.roles_claim)), configuration)


def person(subject: str, name: str, app_roles: Iterable[str], configuration: Configuration) -> Person:
    """The person with these app roles: of several roles the highest counts."""
    words_of_person = set(app_roles) if subject else set()
    role = highest_role(role for role, words in configuration.roles.items() if words & words_of_person)
    clearance = HIGHEST if configuration.sensitive_roles & words_of_person else Marking.OFFICIAL
    printable_name = " ".join("".join(letter if letter.isprintable() else " " for letter in name).split())
    return Person(name=printable_name[:LONGEST_NAME] or subject, subject=subject, role=role, clearance=clearance)


def _app_roles(claim: Any) -> list[str]:
    """The words of a claim: a list, or a text with blanks or commas between."""
    if isinstance(claim, str):
        return claim.replace(",", " ").split()
    return [word for word in claim if isinstance(word, str)] if isinstance(claim, list) else []
