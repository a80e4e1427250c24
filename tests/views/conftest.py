"""Each store on SQLite and on PostgreSQL, as in the tests of meetings."""

from tests.meetings.conftest import installed_postgresql, postgresql_server, url

__all__ = ["installed_postgresql", "postgresql_server", "url"]
