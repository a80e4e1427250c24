"""Sign-in: its settings, whom a sign-in service's claims describe, and the sessions of people who are signed in."""
