"""Audit trail: who did what to the register and took what from it, and whether the trail is as it was written."""

from analytics.audit.trail import Choice
from pages.ui import headings, tables
from pages.ui.manage import audit_view
from pages.ui.meetings_store import store_if_made

VIEW = (
    "Every load, refused load, withdrawal, layout change, export, pack and edit of a meeting. The filters do not apply "
    "to this page. Names are as people typed them; for a command, the name is that of the user of the computer."
)

store = store_if_made()
newest, number = store.audit_entries(Choice(), 1) if store else ([], 0)
headings.page_headline(audit_view.position(number, newest[0] if newest else None), VIEW)
if store and newest:
    choice = audit_view.choose(store)
    audit_view.listing(*store.audit_entries(choice, tables.MOST_ROWS), store, choice)
    audit_view.ask_check(store)
