"""The place for a file, said to assistive technology for what it is."""

from __future__ import annotations

import streamlit as st

_mount = st.components.v2.component(
    "register_uploader_mend",
    # Streamlit calls the place for files presentational though it can be reached: assistive technology is told both.
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


def name_places(key: str) -> None:
    """Give every place for a file on the page the role of a group."""
    _mount(key=key)
