"""Reconciliation: every figure of the paper of 28 November 2022 beside the register's, agreeing or not."""

from analytics.measures.reconciliation import reconciliation
from pages.ui import cached, opening
from pages.ui.manage import agreement

lines = cached.result(reconciliation)
opening.sentence(agreement.position(lines), agreement.view(lines))
agreement.show(lines)
