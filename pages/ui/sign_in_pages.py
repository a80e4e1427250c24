"""The few pages that somebody sees who is not signed in: plain HTML, without a script."""

from __future__ import annotations

from html import escape
from string import Template
from urllib.parse import quote

from starlette.responses import HTMLResponse

from analytics.people import Person

_PAGE = Template("""<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>$title – Recommendations register</title>
<style>
:root { color-scheme: light dark; }
body { font: 1.125rem/1.5 sans-serif; margin: 0; }
body { background: light-dark(#fff, #10181f); color: light-dark(#0b1218, #e8ecef); }
header { background: #12436d; color: #fff; padding: 0.75rem 2rem; font-weight: 600; }
main { max-width: 40rem; padding: 2rem; }
h1 { font-size: 1.75rem; line-height: 1.25; }
a.button { display: inline-block; background: #12436d; color: #fff; padding: 0.625rem 1.25rem; text-decoration: none; }
a { color: light-dark(#12436d, #8cc1ee); }
a:focus { outline: 3px solid light-dark(#0b1218, #fff); outline-offset: 2px; }
</style>
</head>
<body><header>Recommendations register</header><main><h1>$title</h1>$body</main></body>
</html>
""")

_NEVER_KEPT = {"cache-control": "no-store"}

WHY = {
    "ended": "Your session has ended: you signed out, an administrator ended it, or it was not used for too long. "
    "Sign in again to go on.",
    "long": "The address of the page is too long to be kept while you sign in. Open it again afterwards.",
}
"""Sentences of the sign-in page, by the word in its address."""


def page(title: str, *paragraphs: str, link: tuple[str, str] | None = None, status: int = 200) -> HTMLResponse:
    """A page with a headline, paragraphs, and one link as a button: its words and its address."""
    body = "".join(f"<p>{escape(text)}</p>" for text in paragraphs)
    if link:
        body += f'<p><a class="button" href="{escape(link[1])}">{escape(link[0])}</a></p>'
    return HTMLResponse(_PAGE.substitute(title=escape(title), body=body), status, _NEVER_KEPT)


def sign_in(target: str, why: str) -> HTMLResponse:
    """The page that asks a stranger to sign in; `target` is where they are led then."""
    sentences = [WHY[why]] if why in WHY else ["Sign in to see the register of recommendations."]
    return page("Sign in", *sentences, link=("Sign in", f"/sign-in/start?next={quote(target, safe='')}"))


def signed_out() -> HTMLResponse:
    """The page after signing out."""
    return page("You are signed out", "Close the browser if others use this computer.", link=("Sign in", "/sign-in"))


def ask_sign_out() -> HTMLResponse:
    """The page for a sign-out that another site asked for."""
    return page("Sign out", "Another site wants to sign you out.", link=("Sign out", "/sign-out"))


def not_finished(why: str, status: int = 400) -> HTMLResponse:
    """The page for a sign-in that failed."""
    return page("You could not be signed in", why, link=("Try again", "/sign-in"), status=status)


def no_role(person: Person, contact: str, sign_out: str) -> HTMLResponse:
    """The page for somebody who is signed in and has no role."""
    return page(
        "You have no role here",
        f"You are signed in as {person.name}, and have not been given a role in this dashboard.",
        f"Ask {contact} for one, then sign out and sign in again.",
        link=("Sign out", sign_out) if sign_out else None,
        status=403,
    )


def behind_proxy() -> HTMLResponse:
    """The page for somebody whom no proxy has signed in."""
    return page(
        "This is not the address of the dashboard",
        "Open it through the address that signs you in. Ask whoever runs the dashboard if you do not know it.",
        status=403,
    )


def this_machine_only() -> HTMLResponse:
    """The page for somebody who reaches a dashboard without sign-in from elsewhere."""
    return page(
        "This dashboard answers on its own machine only",
        "It has no sign-in, and was opened through another address or a proxy. Whoever runs it can set SIGN_IN: see "
        "docs/deploy.md.",
        status=403,
    )


def unavailable(why: str) -> HTMLResponse:
    """The page while sign-in cannot be checked."""
    return page("Sign-in cannot be checked now", why, status=503)
