"""The place for a file to read, said to assistive technology for what it is."""

from __future__ import annotations

from typing import Any

import streamlit as st

from analytics.intake.tables import LIMITS, MEGABYTE
from pages.ui import screen

LARGEST = LIMITS.file_bytes // MEGABYTE

_mount_mend = st.components.v2.component(
    "register_uploader_mend",
    # Streamlit calls the place for files presentational though it can be reached: assistive technology gets both.
    js="""export default function () {
  const mend = () => document.querySelectorAll('[data-testid="stFileUploader"] section[role="presentation"]')
    .forEach((place) => place.setAttribute('role', 'group'))
  mend()
  const watch = new MutationObserver(mend)
  watch.observe(document.body, { subtree: true, childList: true })
  return () => watch.disconnect()
}""",
    isolate_styles=False,
)


def ask(words: str, *, key: str) -> Any | None:
    """The file that the reader gives; None until there is one."""
    uploaded = screen.file_uploader(words, key=key, max_upload_size=LARGEST)
    _mount_mend(key=f"{key}_mend")
    return uploaded
