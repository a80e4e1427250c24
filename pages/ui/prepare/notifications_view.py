"""What the page Notifications shows: the reader's own, those that are refused, and how one is set up or ended."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import quote

import pandas as pd
import streamlit as st

from analytics import people
from analytics.alerts import delivery
from analytics.alerts.delivery import Delivery
from analytics.alerts.subscription import CADENCE_WORDS, CHANNEL_WORDS, MOST_DAYS, Cadence, Channel, Subscription
from analytics.api.application import PREFIX
from analytics.english import plural, sentence_case
from analytics.errors import RegisterError
from analytics.meetings.records import MeetingKind
from analytics.people import Right
from analytics.views.view import SavedView, ViewDates
from pages.ui import audit, headings, html_table, notifications, register_info, screen, today

VIEW = (
    "A notification says what changed in a saved view, by e-mail or in Microsoft Teams. It has only the "
    "recommendations that you may see."
)
NOTHING = "You have no notifications"
NO_VIEW = "Save a view first: choose Save view at the top of any page, with dates that follow the latest extract."
NOT_SET_UP = (
    "E-mail and Teams are not set up on this dashboard. Whoever runs it can do so: docs/alerts.md says how. News feeds "
    "work without them."
)
TEAMS = "Everybody in a Teams channel reads its messages, so they have only recommendations marked OFFICIAL."
_GONE = "A view that is no longer there"


@dataclass(frozen=True, slots=True)
class When:
    """When a notification is sent; `days` and `meeting_kind` are of one before a meeting."""

    cadence: Cadence
    days: int = 0
    meeting_kind: MeetingKind | None = None


def position(subscriptions: Sequence[Subscription]) -> str:
    """The opening sentence: how many notifications the reader has."""
    if not subscriptions:
        return NOTHING
    stopped = sum(1 for subscription in subscriptions if subscription.refused)
    number = f"You have {plural(len(subscriptions), 'notification')}"
    return f"{number}, {stopped} of them stopped" if stopped else number


def refused(subscriptions: Sequence[Subscription], views: Sequence[SavedView]) -> None:
    """What is not sent any more, and why."""
    for subscription in subscriptions:
        if subscription.refused:
            about = _names(views).get(subscription.view_id, _GONE)
            screen.warning(
                f"Nothing more is sent to {_address(subscription)} about “{about}”. "
                f"{subscription.refused.rstrip('.')}. End this notification, then set it up again."
            )


def listing(subscriptions: Sequence[Subscription], views: Sequence[SavedView]) -> None:
    """The reader's notifications, and how one is ended."""
    if not subscriptions:
        return
    names = _names(views)
    rows = [
        (
            names.get(subscription.view_id, _GONE),
            subscription.when(),
            CHANNEL_WORDS[subscription.channel],
            _address(subscription),
            "Stopped" if subscription.refused else "On",
        )
        for subscription in subscriptions
    ]
    columns = ["View", "When", "How", "Address", "State"]
    cells = pd.DataFrame(rows, columns=columns, dtype=object).map(escape)
    html_table.show(cells, alt="Your notifications", row_header="View", becomes_cards=True)
    by_id = {subscription.id: subscription for subscription in subscriptions}
    number = screen.selectbox(
        "End a notification",
        list(by_id),
        index=None,
        format_func=lambda number: f"{names.get(by_id[number].view_id, _GONE)}, {_address(by_id[number])}",
        placeholder="Choose a notification",
        key="ended_notification",
        width=348,
    )
    if number is not None and st.button("End this notification"):
        notifications.alerts().unsubscribe(number, by=audit.who(), at=today.now())
        st.rerun()


def new(views: Sequence[SavedView]) -> None:
    """The form of a new notification; where it cannot be had, what is missing."""
    headings.section_heading("Set up a notification")
    settings = delivery.read(os.environ)
    channels = _channels(settings)
    offered = [view for view in views if view.dates != ViewDates.FIXED]
    if not channels:
        screen.markdown(NOT_SET_UP)
        return
    if not offered:
        screen.markdown(NO_VIEW)
        return
    with st.container(width=520):
        by_id = {view.id: view for view in offered}
        view = screen.selectbox("View", list(by_id), format_func=lambda number: by_id[number].name, key="notified_view")
        when = _when()
        channel = channels[0]
        if len(channels) > 1:
            channel = screen.segmented_control(
                "How", channels, default=channel, required=True, format_func=CHANNEL_WORDS.__getitem__, key="channel"
            )
        is_email = channel == Channel.EMAIL
        address = screen.text_input(
            "E-mail address" if is_email else "Address of the Teams workflow",
            key=f"address_{channel}",
            help=None if is_email else TEAMS,
        )
        if st.button("Set up this notification"):
            try:
                _subscribe(settings, view, channel, address, when)
            except RegisterError as error:
                screen.error(str(error))
            else:
                st.rerun()


def feeds(views: Sequence[SavedView]) -> None:
    """The address of each view's feed."""
    if not views:
        return
    headings.section_heading(
        "Feeds",
        "A feed reader shows what each extract changed. It signs in with any name, and a token from the page People as "
        "password."
        if people.acting().is_signed_in
        else "A feed reader on this machine shows what each extract changed.",
    )
    base = (delivery.read(os.environ).base or st.context.url or "").rstrip("/").removesuffix("/notifications")
    for view in views:
        screen.caption(view.name)
        st.code(f"{base}{PREFIX}/views/{quote(view.name, safe='')}/changes.atom", language=None, wrap_lines=True)


def _when() -> When:
    """When it is sent; before a meeting: how many days, and before which kind."""
    allowed = [cadence for cadence in Cadence if cadence != Cadence.MEETING or people.acting().may(Right.READ_MEETINGS)]
    cadence = screen.selectbox("When", allowed, format_func=CADENCE_WORDS.__getitem__, key="cadence")
    if cadence != Cadence.MEETING:
        return When(cadence)
    kind = screen.selectbox("Meeting", list(MeetingKind), format_func=sentence_case, key="notified_meeting")
    days = screen.number_input("Days before the meeting", 1, MOST_DAYS, 2, key="notified_days")
    return When(cadence, int(days), kind)


def _subscribe(settings: Delivery, view: int, channel: Channel, address: str, when: When) -> None:
    """Keep a subscription. The first message is about the next extract. Raises WrongSubscription."""
    subscription = Subscription(
        person=people.acting(),
        view_id=view,
        channel=channel,
        address=settings.allowed.check(channel, address),
        cadence=when.cadence,
        days=when.days,
        meeting_kind=when.meeting_kind,
        made_at=today.now(),
        covered_until=register_info.facts().newest,
        checked_on=today.today(),
    )
    notifications.alerts().subscribe(subscription, by=audit.who())


def _channels(settings: Delivery) -> list[Channel]:
    """The channels that are set up."""
    is_set_up = {
        Channel.EMAIL: bool(settings.allowed.mail_domains),
        Channel.TEAMS: bool(settings.allowed.teams_hosts),
    }
    return [channel for channel in Channel if is_set_up[channel]]


def _names(views: Sequence[SavedView]) -> dict[int, str]:
    return {view.id: view.name for view in views}


def _address(subscription: Subscription) -> str:
    """An address as a page shows it: whoever has that of a workflow can write in its channel."""
    return subscription.address if subscription.channel == Channel.EMAIL else "Teams workflow"
