"""What the page Chasing shows: the owners, what one of them owes, and the message that is copied, sent or recorded."""

from __future__ import annotations

import os
import uuid
from dataclasses import replace
from datetime import timedelta

import pandas as pd
import streamlit as st

from analytics import people
from analytics.alerts import delivery
from analytics.alerts.message import Text
from analytics.alerts.store import Outgoing
from analytics.alerts.subscription import Channel
from analytics.english import day, plural, sentence_case
from analytics.errors import RegisterError
from analytics.measures.recommendations import marking
from analytics.meetings.records import Action, Meeting
from analytics.people import Right
from analytics.sections import chasing as section
from analytics.sections.changes import recommendation_texts
from analytics.vocabulary import Marking, label
from pages.ui import (
    audit,
    author,
    cached,
    downloads,
    headings,
    notifications,
    params,
    register_info,
    screen,
    session,
    tables,
    today,
)
from pages.ui.meetings_store import store, store_if_made
from pages.ui.prepare.meetings import saving

_OWNER = "chased_owner"
ANSWER_IN = 14
"""Days in which an owner is asked to answer, unless somebody chooses another date."""


def by_owner(rows: pd.DataFrame) -> None:
    """How many each owner has."""
    table = section.by_owner(rows)
    tables.listing(table, key="owners_to_chase", alt="Owners with recommendations that are late or due")
    downloads.csv(_listed(rows, with_owner=True), "to-chase", key="csv_to_chase", label="CSV of all recommendations")


def choose(rows: pd.DataFrame) -> str | None:
    """The owner whose recommendations are shown; the address holds it."""
    table = section.by_owner(rows)
    owners = [owner for owner in table["Owner"] if owner != section.NO_OWNER]
    if not owners:
        return None
    chosen = params.param_value(_OWNER, owners)
    screen.selectbox(
        "Write to an owner",
        owners,
        index=None,
        placeholder="Choose an owner",
        key=params.widget_key(_OWNER),
        on_change=params.save_widget_value,
        args=(_OWNER,),
        width=348,
    )
    return chosen


def of_owner(owner: str, rows: pd.DataFrame) -> None:
    """The recommendations of an owner, the draft of a message about them, and what can be done with it."""
    headings.section_heading(f"{owner}: {plural(len(rows), 'recommendation')}")
    tables.listing(_listed(rows), key=f"to_chase_{owner}", alt=f"Late or due: {owner}")
    filters = session.filters()
    as_at = filters.as_at or register_info.facts().newest
    marked = cached.result(marking, replace(filters, owner=(owner,)))
    draft = section.draft(owner, rows, as_at, marked)
    headings.section_heading("Draft message", "Copy it with the button at its corner.")
    st.code(draft, language=None, wrap_lines=True)
    if not people.acting().may(Right.EDIT_MEETINGS):
        return
    saving.show_last_save()
    author.ask()
    with st.container(horizontal=True):
        _send(owner, draft, marked)
        _record(owner, rows)


def _listed(rows: pd.DataFrame, *, with_owner: bool = False) -> pd.DataFrame:
    """The recommendations as a reader sees them."""
    return pd.DataFrame(
        {
            "Reference": rows["reference"],
            **({"Owner": rows["owner_role"].fillna(section.NO_OWNER)} if with_owner else {}),
            "Source": [label("source", source) for source in rows["source"]],
            "Recommendation": recommendation_texts(rows),
            "First agreed date": pd.to_datetime(rows["first_agreed_on"]),
            "Due": pd.to_datetime(rows["due_on"]),
            "Days late": rows["days_late"],
        }
    )


def _send(owner: str, draft: str, marked: str) -> None:
    """Send the message by e-mail: it leaves with the next run of notifications."""
    settings = delivery.read(os.environ)
    if not settings.allowed.mail_domains:
        return
    with screen.popover("Send by e-mail"), st.form(f"send_{owner}", border=False):
        screen.caption(f"This message is {marked}. Check that its reader may see it.")
        address = screen.text_input("E-mail address")
        is_submitted = st.form_submit_button("Send")
    if not is_submitted:
        return
    try:
        message = Outgoing(
            subscription_id=None,
            message_id=uuid.uuid4().hex,
            channel=Channel.EMAIL,
            address=settings.allowed.check(Channel.EMAIL, address),
            text=Text(section.subject(owner, marked), draft, ""),
            marking=Marking(marked),
            made_at=today.now(),
        )
        notifications.alerts().send_once(message, by=audit.who())
    except RegisterError as error:
        screen.error(str(error))
    else:
        saving.finish_save(f"The message to {message.address} leaves with the next run of notifications.")
        st.rerun()


def _record(owner: str, rows: pd.DataFrame) -> None:
    """Record what the owner is asked as an action of a meeting."""
    opened = store_if_made()
    not_cancelled = [meeting for meeting in opened.meetings() if not meeting.is_cancelled] if opened else []
    if not not_cancelled:
        screen.caption("To record this as an action, add a meeting on the page Meetings and actions first.")
        return
    by_id = {meeting.id: meeting for meeting in reversed(not_cancelled)}
    with screen.popover("Record as an action"), st.form(f"record_{owner}", border=False):
        number = screen.selectbox("Agreed in", list(by_id), format_func=lambda number: _name(by_id[number]))
        due_on = screen.date_input("Answer due", today.today() + timedelta(days=ANSWER_IN), format="DD/MM/YYYY")
        is_submitted = st.form_submit_button("Record the action")
    if is_submitted:
        action = Action(
            id=0,
            meeting_id=number,
            text=section.request(rows),
            owner_role=owner,
            due_on=due_on,
            references=tuple(rows["reference"]),
        )
        try:
            store().add(action, by=author.role(), at=today.now())
        except RegisterError as error:
            screen.error(str(error))
        else:
            saving.finish_save(f"The action is recorded in {_name(by_id[number])}.")
            st.rerun()


def _name(meeting: Meeting) -> str:
    return f"{sentence_case(meeting.kind)}, {day(meeting.held_on)}"
