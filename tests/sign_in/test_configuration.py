"""The settings of sign-in: what starts, what does not, and that each wrong one is named."""

from __future__ import annotations

import pytest

from analytics.people import Role
from analytics.sign_in.configuration import Mode, WrongSettings, read
from tests.sign_in.service import SECRET, settings

GOOD = settings("https://login.example.gov.uk/tenant/v2.0", "https://register.example.gov.uk")


def reasons(environment: dict[str, str], address: str | None = "0.0.0.0") -> list[str]:  # noqa: S104 - the point
    with pytest.raises(WrongSettings) as refused:
        read(environment, address)
    return refused.value.reasons


@pytest.mark.parametrize("address", ["localhost", "127.0.0.1", "::1", "127.9.9.9"])
def test_on_this_machine_alone_nothing_has_to_be_set(address: str) -> None:
    assert read({}, address).mode == Mode.LOOPBACK


@pytest.mark.parametrize("address", [None, "0.0.0.0", "10.0.0.5", "register.example.gov.uk", "::"])  # noqa: S104
def test_anywhere_else_the_server_does_not_start_without_sign_in_and_says_why(address: str | None) -> None:
    (reason,) = reasons({}, address)
    assert "SIGN_IN is not set" in reason
    assert (address or "every address of this machine") in reason
    assert "oidc or proxy" in reason
    assert read({"SIGN_IN": "none"}, address).mode == Mode.NONE
    assert read(GOOD, address).mode == Mode.OIDC


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"SIGN_IN": "yes"}, "SIGN_IN is 'yes'. It has to be oidc, proxy or none."),
        ({"PUBLIC_URL": ""}, "PUBLIC_URL is not set, and SIGN_IN=oidc needs it."),
        ({"PUBLIC_URL": "http://register.example.gov.uk"}, "PUBLIC_URL is 'http://register.example.gov.uk'."),
        ({"PUBLIC_URL": "https://register.example.gov.uk/app"}, "It has to end after the host."),
        ({"SIGN_IN_SECRET": "short"}, "SIGN_IN_SECRET has 5 characters."),
        ({"OIDC_ISSUER": "login.example.gov.uk"}, "OIDC_ISSUER is 'login.example.gov.uk'."),
        ({"OIDC_CLIENT_ID": ""}, "OIDC_CLIENT_ID is not set"),
        ({"OIDC_CLIENT_SECRET": ""}, "OIDC_CLIENT_SECRET is not set"),
        ({"SESSION_IDLE_MINUTES": "0"}, "SESSION_IDLE_MINUTES is '0'. It has to be a whole number from 1 to 1,440."),
        ({"SESSION_HOURS": "1e3"}, "SESSION_HOURS is '1e3'."),
        ({"COUNT_ABOVE_CLEARANCE": "maybe"}, "COUNT_ABOVE_CLEARANCE is 'maybe'. It has to be shown or hidden."),
        ({"ANALYST_ROLES": "reader"}, "'reader' is among READER_ROLES and ANALYST_ROLES."),
    ],
)
def test_each_wrong_setting_is_named(change: dict[str, str], words: str) -> None:
    assert any(words in reason for reason in reasons(GOOD | change))


def test_everything_that_is_wrong_is_said_at_once() -> None:
    missing = dict.fromkeys(("PUBLIC_URL", "SIGN_IN_SECRET", "OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET"), "")
    assert len(reasons(GOOD | missing)) == len(missing)


def test_no_message_repeats_a_secret() -> None:
    assert all("s3cret" not in reason for reason in reasons(GOOD | {"SIGN_IN_SECRET": "s3cret", "PUBLIC_URL": ""}))


def test_a_proxy_is_believed_only_with_a_secret_or_a_signed_token() -> None:
    (reason,) = reasons({"SIGN_IN": "proxy"})
    assert "anybody who reaches the port could send the headers" in reason
    assert read({"SIGN_IN": "proxy", "PROXY_SECRET": SECRET}, None).proxy_secret == SECRET
    (issuer, audience) = reasons({"SIGN_IN": "proxy", "PROXY_JWT_HEADER": "X-Token"})
    assert issuer.startswith("OIDC_ISSUER")
    assert audience.startswith("PROXY_JWT_AUDIENCE")


def test_app_roles_are_mapped_by_settings() -> None:
    result = read(GOOD | {"ANALYST_ROLES": "Register.Analyst, Register.Lead"}, None)
    assert result.roles[Role.ANALYST] == {"Register.Analyst", "Register.Lead"}
    assert result.roles[Role.READER] == {"reader"}
