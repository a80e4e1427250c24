"""The settings that are read from environment variables: one table, which docs/deploy.md shows."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Setting:
    """One environment variable: its name, what it sets, and what is used where it is not set (blank: nothing)."""

    name: str
    meaning: str
    default: str = ""


SETTINGS = (
    Setting("REGISTER", "The folder of the register.", "data/register, or the demonstration while that is empty"),
    Setting(
        "ACTIONS_URL",
        "The database of meetings, the audit trail and sign-in sessions: SQLite, or PostgreSQL for several copies.",
        "data/register/actions.sqlite",
    ),
    Setting("LARGEST_FILE_MEGABYTES", "How large a file that is loaded may be.", "50"),
    Setting("PORT", "The port that `make run` listens at.", "8501, or the next one that is free"),
    Setting("ADDRESS", "The address that `make run` listens at.", "localhost"),
    Setting(
        "LOG_FORMAT",
        "json: the log is one JSON object a line, without anything that a reader typed.",
        "Streamlit's own lines",
    ),
    Setting(
        "TMPDIR",
        "The folder for temporary files: the history, some hundred bytes a row of every extract.",
        "the system's",
    ),
    Setting(
        "FORWARDED_ALLOW_IPS",
        "The addresses of proxies whose X-Forwarded-Proto is believed, with commas between.",
        "127.0.0.1",
    ),
    Setting(
        "SIGN_IN",
        "How people sign in: oidc (a sign-in service), proxy (a proxy signs them in) or none (everybody who reaches "
        "the address reads and changes everything, and every page says so).",
        "none needed on this machine alone; at any other address the server does not start without it",
    ),
    Setting(
        "PUBLIC_URL",
        "The address at which people open the dashboard, as https://register.example.gov.uk: needed for oidc, and for "
        "links in notifications.",
    ),
    Setting(
        "SIGN_IN_SECRET",
        "oidc: at least 32 random characters that sign cookies. Every copy needs the same: openssl rand -hex 32.",
    ),
    Setting("OIDC_ISSUER", "oidc, and proxy with a token: the address of the sign-in service, without /.well-known."),
    Setting("OIDC_CLIENT_ID", "oidc: the identifier under which the dashboard is registered there."),
    Setting("OIDC_CLIENT_SECRET", "oidc: the secret that belongs to it."),
    Setting("OIDC_SCOPES", "oidc: what is asked of the sign-in service.", "openid profile"),
    Setting("ROLES_CLAIM", "The claim that lists a person's app roles; groups would be too many.", "roles"),
    Setting("READER_ROLES", "App roles, with commas between, that make a person a reader.", "reader"),
    Setting("ANALYST_ROLES", "The same for analysts.", "analyst"),
    Setting("ADMINISTRATOR_ROLES", "The same for administrators.", "administrator"),
    Setting("SENSITIVE_ROLES", "App roles that clear a person for OFFICIAL-SENSITIVE rows.", "official-sensitive"),
    Setting("SIGN_IN_CONTACT", "Whom to ask for a role; printed to people without.", "whoever runs the dashboard"),
    Setting("SESSION_IDLE_MINUTES", "Minutes without use after which somebody has to sign in again.", "30"),
    Setting("SESSION_HOURS", "Hours after which somebody has to sign in again in any case.", "10"),
    Setting(
        "SESSION_CHECK_MINUTES",
        "oidc: minutes after which the sign-in service is asked again whether somebody may still sign in, and with "
        "which roles. It needs a refresh token, for which Entra ID has to be asked with offline_access in OIDC_SCOPES.",
        "15",
    ),
    Setting(
        "PROXY_SECRET",
        "proxy: at least 32 random characters that the proxy sends in the header X-Dashboard-Proxy-Secret. It must "
        "remove that header, and those below, from what browsers send.",
    ),
    Setting("PROXY_SUBJECT_HEADER", "proxy with a secret: the header with the identifier.", "X-Forwarded-User"),
    Setting("PROXY_NAME_HEADER", "proxy with a secret: the header with the name.", "X-Forwarded-Preferred-Username"),
    Setting("PROXY_ROLES_HEADER", "proxy with a secret: the header with the app roles.", "X-Forwarded-Groups"),
    Setting("PROXY_JWT_HEADER", "proxy with a token: the header with the signed token, instead of PROXY_SECRET."),
    Setting("PROXY_JWT_AUDIENCE", "proxy with a token: for whom the token has to be issued."),
    Setting("PROXY_SIGN_OUT_PATH", "proxy: the path at which it signs people out, as /oauth2/sign_out."),
    Setting(
        "METRICS_SECRET",
        "At least 32 random characters that a monitor sends as a Bearer token to read /metrics without signing in.",
        "",
    ),
    Setting(
        "CLOSURE_TARGET",
        "The per cent of a year's recommendations to be closed within 12 months of being made, drawn on Assurance as a "
        "dotted line: 1 to 100. No target is drawn unless it is set.",
    ),
    Setting(
        "COUNT_ABOVE_CLEARANCE",
        "Whether a page says how many recommendations are marked above the reader's clearance: shown or hidden.",
        "shown",
    ),
    Setting("SMTP_HOST", "The mail server that notifications are sent through."),
    Setting("SMTP_PORT", "Its port.", "587"),
    Setting(
        "SMTP_SECURITY",
        "How the connection to it is encrypted: starttls, tls (from the start, usually port 465), or none, which is "
        "allowed on this machine only.",
        "starttls",
    ),
    Setting("SMTP_USER", "The name under which the dashboard signs in to the mail server, where it needs one."),
    Setting("SMTP_PASSWORD", "The password that belongs to it."),
    Setting("MAIL_FROM", "The address that notifications are sent from, as register@example.gov.uk."),
    Setting(
        "MAIL_DOMAINS",
        "The domains that notifications may be sent to, with commas between; their subdomains are included.",
        "none, so that no e-mail is sent",
    ),
    Setting(
        "TEAMS_HOSTS",
        "The hosts of Teams workflows that notifications may be sent to, with commas between, as logic.azure.com.",
        "none, so that nothing is sent to Teams",
    ),
    Setting(
        "ALERTS_AFTER_LOAD",
        "yes: what is due is sent as soon as an extract was loaded, not only by python -m analytics alerts send.",
        "no",
    ),
)
"""Every setting. Streamlit's own (STREAMLIT_SERVER_…) are not among them."""

DEFAULTS = {setting.name: setting.default for setting in SETTINGS}
