"""The Atom feed of a saved view: an entry for each extract, with what changed in the view since the one before."""

from __future__ import annotations

import re
import uuid
from datetime import UTC, datetime
from xml.etree.ElementTree import Element, SubElement, tostring

from analytics.alerts.digest import of_changes
from analytics.alerts.message import email
from analytics.register.database import Register
from analytics.views.view import SavedView

MEDIA_TYPE = "application/atom+xml; charset=utf-8"
MOST_ENTRIES = 12
"""Extracts that have an entry, the newest first."""

_ATOM = "http://www.w3.org/2005/Atom"
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def feed(register: Register, view: SavedView, base: str, here: str) -> bytes:
    """The feed as whoever acts may read it; `base` is the dashboard's address, `here` the feed's own."""
    extracts = register.extracts[-MOST_ENTRIES - 1 :]
    top = Element("feed", {"xmlns": _ATOM, "xml:lang": "en-GB"})
    _text(top, "id", _identifier(view, "feed"))
    _text(top, "title", view.name)
    _text(top, "updated", _utc_text(extracts[-1].manifest.loaded_at))
    _text(SubElement(top, "author"), "name", "Recommendations register")
    SubElement(top, "link", {"rel": "self", "href": here})
    SubElement(top, "link", {"rel": "alternate", "href": f"{base}/{view.path}"})
    for before, extract in zip(extracts[-2::-1], extracts[:0:-1], strict=True):
        digest = of_changes(register, view, before.as_at, extract.as_at)
        text = email(digest, base)
        entry = SubElement(top, "entry")
        _text(entry, "id", _identifier(view, extract.as_at.isoformat()))
        _text(entry, "title", text.subject)
        _text(entry, "updated", _utc_text(extract.manifest.loaded_at))
        SubElement(entry, "link", {"rel": "alternate", "href": f"{base}/{digest.pages[-1][1]}"})
        _text(entry, "summary", digest.sentence)
        _text(entry, "content", text.rich).set("type", "html")
    return bytes(tostring(top, encoding="utf-8", xml_declaration=True))


def _identifier(view: SavedView, of: str) -> str:
    """What tells an entry from every other, and stays when the view is renamed."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"recommendations-register {view.id} {view.owner} {of}").urn


def _text(parent: Element, name: str, text: str) -> Element:
    child = SubElement(parent, name)
    child.text = _NOT_IN_XML.sub(" ", text)
    return child


def _utc_text(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds")
