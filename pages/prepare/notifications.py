"""Notifications: who is notified when something changes in a saved view, and how that is set up or ended."""

import streamlit as st

from pages.ui import headings, notifications, saved_views
from pages.ui.meetings_store import store_if_made
from pages.ui.prepare import notifications_view

views = saved_views.visible()
subscriptions = notifications.alerts().subscriptions() if store_if_made() else ()
headings.page_headline(notifications_view.position(subscriptions), notifications_view.VIEW)
notifications_view.refused(subscriptions, views)
notifications_view.listing(subscriptions, views)
st.space("small")
notifications_view.new(views)
notifications_view.feeds(views)
