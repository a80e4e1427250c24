"""Where a notification may go, and the sentence for each address that it may not."""

from __future__ import annotations

import pytest

from analytics.alerts.subscription import AllowedAddresses, Channel, WrongSubscription

ALLOWED = AllowedAddresses(mail_domains=("london.gov.uk",), teams_hosts=("logic.azure.com", "127.0.0.1"))


@pytest.mark.parametrize(
    ("channel", "address"),
    [
        (Channel.EMAIL, "bo.board@london.gov.uk"),
        (Channel.EMAIL, "bo@mopac.LONDON.gov.uk"),
        (Channel.TEAMS, "https://prod-1.uksouth.logic.azure.com:443/workflows/1?sig=x"),
        (Channel.TEAMS, "http://127.0.0.1:80/x"),
    ],
)
def test_an_allowed_address_is_taken(channel: Channel, address: str) -> None:
    assert ALLOWED.check(channel, f" {address} ") == address


@pytest.mark.parametrize(
    ("channel", "address", "reason"),
    [
        (Channel.EMAIL, "", "Give the address"),
        (Channel.EMAIL, "bo", "is not an e-mail address"),
        (Channel.EMAIL, "bo@london.gov.uk\nBcc: x@y.org", "Give the address"),
        (Channel.EMAIL, "Bo <bo@london.gov.uk>", "is not an e-mail address"),
        (Channel.EMAIL, "bo@london.gov.uk,x@y.org", "is not an e-mail address"),
        (Channel.EMAIL, "bo@notlondon.gov.uk", "only to addresses at london.gov.uk"),
        (Channel.EMAIL, "bo@london.gov.uk.example.org", "only to addresses at london.gov.uk"),
        (Channel.TEAMS, "logic.azure.com/workflows", "Paste the address"),
        (Channel.TEAMS, "file:///etc/passwd", "Paste the address"),
        (Channel.TEAMS, "https://logic.azure.com@evil.example/x", "Paste the address"),
        (Channel.TEAMS, "https://[", "Paste the address"),
        (Channel.TEAMS, "https://169.254.169.254/latest", "only by https to logic.azure.com"),
        (Channel.TEAMS, "http://logic.azure.com/x", "only by https to logic.azure.com"),
        (Channel.TEAMS, "https://evillogic.azure.com/x", "only by https to logic.azure.com"),
    ],
)
def test_any_other_is_refused_in_words(channel: Channel, address: str, reason: str) -> None:
    with pytest.raises(WrongSubscription, match=reason):
        ALLOWED.check(channel, address)


def test_while_nothing_is_set_up_nothing_is_taken() -> None:
    with pytest.raises(WrongSubscription, match="sets MAIL_DOMAINS"):
        AllowedAddresses().check(Channel.EMAIL, "bo@london.gov.uk")
    with pytest.raises(WrongSubscription, match="sets TEAMS_HOSTS"):
        AllowedAddresses().check(Channel.TEAMS, "https://logic.azure.com/x")
