"""A digest as a message: subject, plain text and HTML of an e-mail, or an Adaptive Card for Teams."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from html import escape
from typing import Any

from analytics.alerts.digest import Digest, Group
from analytics.english import plural

DEMONSTRATION = "Demonstration data, not the Metropolitan Police Service’s register."
STOP = "To change or stop these messages"
NOTIFICATIONS = "notifications"
"""The path of the page on which a reader stops them."""

_MARKS = re.compile(r"([\\`*_\[\]()~#>|-])")


@dataclass(frozen=True, slots=True)
class Text:
    """A message as it is sent: its subject, which begins with the marking, its plain text, and its HTML or card."""

    subject: str
    plain: str
    rich: str


def email(digest: Digest, base: str) -> Text:
    """A digest as an e-mail; `base` is the dashboard's address, blank where it is not known: then nothing is a link."""
    return Text(_subject(digest), _plain(digest, base), _html(digest, base))


def card(digest: Digest, base: str) -> Text:
    """A digest as a message of a Teams workflow: one Adaptive Card."""
    body: list[dict[str, Any]] = [
        _block(digest.marking, isSubtle=True),
        _block(f"{digest.view}: {digest.sentence}", size="Medium", weight="Bolder"),
        *(_block(text, isSubtle=True) for text in (*_notes(digest), *digest.details)),
    ]
    for group in digest.groups:
        body.append(_block(_heading(group), weight="Bolder", spacing="Medium"))
        body += [_block(f"{line.reference}: {line.happened}", spacing="Small") for line in group.lines]
    actions = [
        {"type": "Action.OpenUrl", "title": words, "url": f"{base}/{path}"} for words, path in digest.pages if base
    ]
    content = {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.4",
        "body": body,
        "actions": actions,
    }
    kind = "application/vnd.microsoft.card.adaptive"
    document = {"type": "message", "attachments": [{"contentType": kind, "contentUrl": None, "content": content}]}
    return Text(_subject(digest), _plain(digest, base), json.dumps(document, ensure_ascii=False))


def _subject(digest: Digest) -> str:
    sentence = digest.sentence.split(". ", 1)[0].rstrip(".")
    return f"{digest.marking}: {digest.view}: {sentence}"


def _notes(digest: Digest) -> tuple[str, ...]:
    """What the digest is about, and that the data are invented where they are."""
    return (f"{digest.choice}.", *((DEMONSTRATION,) if digest.is_demonstration else ()))


def _heading(group: Group) -> str:
    return f"{group.heading} (the first {len(group.lines)} are listed)" if group.more else group.heading


def _plain(digest: Digest, base: str) -> str:
    lines = [digest.marking, "", digest.sentence, "", *_notes(digest), *digest.details]
    for group in digest.groups:
        lines += ["", _heading(group)]
        for line in group.lines:
            lines += [f"- {line.reference}: {line.happened}", *([f"  {line.text}"] if line.text else [])]
            lines += [f"  {base}/{line.path}"] if base else []
        if group.more:
            lines.append(f"- and {plural(group.more, 'more change', 'more changes')}")
    if base:
        lines += ["", *(f"{words}: {base}/{path}" for words, path in digest.pages)]
        lines += ["", f"{STOP}: {base}/{NOTIFICATIONS}"]
    return "\n".join([*lines, "", digest.marking, ""])


def _html(digest: Digest, base: str) -> str:
    parts = [
        f"<p><b>{escape(digest.marking)}</b></p>",
        f'<p style="font-size:1.25em">{escape(digest.sentence)}</p>',
        *(f"<p>{escape(text)}</p>" for text in (*_notes(digest), *digest.details)),
    ]
    for group in digest.groups:
        items = [
            f"<li>{_link(line.reference, line.path, base)}: {escape(line.happened)}<br>{escape(line.text)}</li>"
            for line in group.lines
        ]
        more = f"<li>and {plural(group.more, 'more change', 'more changes')}</li>" if group.more else ""
        parts.append(f"<h2>{escape(group.heading)}</h2><ul>{''.join(items)}{more}</ul>")
    if base:
        parts += [f"<p>{_link(words, path, base)}</p>" for words, path in digest.pages]
        parts.append(f"<p>{_link(STOP, NOTIFICATIONS, base)}</p>")
    parts.append(f"<p><b>{escape(digest.marking)}</b></p>")
    head = f'<meta charset="utf-8"><title>{escape(_subject(digest))}</title>'
    return f'<!doctype html><html lang="en-GB"><head>{head}</head><body>{"".join(parts)}</body></html>'


def _link(words: str, path: str, base: str) -> str:
    return f'<a href="{escape(f"{base}/{path}")}">{escape(words)}</a>' if base else escape(words)


def _block(text: str, **more: Any) -> dict[str, Any]:
    """A paragraph of a card. Teams reads it as Markdown, so marks in it are escaped."""
    return {"type": "TextBlock", "text": _MARKS.sub(r"\\\1", text), "wrap": True, **more}
