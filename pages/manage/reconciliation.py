"""Reconciliation: every figure of the paper of 28 November 2022 beside the register's, agreeing or not."""

from analytics.measures.reconciliation import reconciliation
from pages.ui import cached, headings
from pages.ui.manage import reconciliation_view

lines = cached.result(reconciliation)
headings.page_headline(reconciliation_view.position(lines), reconciliation_view.view(lines))
reconciliation_view.show(lines)
