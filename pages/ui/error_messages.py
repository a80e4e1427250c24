"""The one place that catches errors: a sentence for the analyst where there is one, else a log entry and an apology."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TypeVar

import streamlit as st

from analytics.audit.entries import AuditAction
from analytics.errors import DamagedRegister, EmptyRegister, RegisterError
from analytics.people import NotAllowed
from pages.ui import audit, headings, screen, sentences

log = logging.getLogger(__name__)
Result = TypeVar("Result")


@contextmanager
def protected() -> Iterator[None]:
    """An error inside is shown to the reader in plain words; the rest of the page is drawn."""
    try:
        yield
    except DamagedRegister as error:
        screen.error(str(error))
    except EmptyRegister:
        headings.page_headline(sentences.NOTHING_YET, "Load an extract to start.")
        st.markdown("[Load an extract](load)")
    except NotAllowed as error:
        with suppress(RegisterError):  # nothing was done, so nothing is held back where it cannot be recorded
            audit.record(AuditAction.REFUSED, {"why": str(error)})
        screen.error(str(error))
    except RegisterError as error:
        screen.error(str(error))
    except Exception as error:  # noqa: BLE001 - a reader never sees a traceback; the log does
        apologise(error)


def result_or_none(look: Callable[[], Result]) -> Result | None:
    """The result, or None where there is an error; an unforeseen one is shown here."""
    try:
        return look()
    except RegisterError:
        return None
    except Exception as error:  # noqa: BLE001 - what does not need it goes on
        apologise(error)
        return None


def apologise(error: Exception) -> bool:
    """Log an unforeseen error under a number and give the reader that number. True: nothing more is to be shown."""
    number = uuid.uuid4().hex[:8]
    log.error("Error %s", number, exc_info=error)
    screen.error(
        f"This part of the page could not be shown, through a fault of the dashboard. Nothing was lost. "
        f"If it happens again, pass on the number {number}: the log says under it what went wrong."
    )
    return True
