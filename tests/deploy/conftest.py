"""Fixtures of the tests of deployment: the PostgreSQL server that the tests of meetings start."""

from __future__ import annotations

from tests.meetings.conftest import installed_postgresql, postgresql_server

__all__ = ["installed_postgresql", "postgresql_server"]
