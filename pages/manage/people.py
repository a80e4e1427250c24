"""People: what is kept about the reader and for how long, and for administrators who is signed in."""

from analytics import people
from analytics.people import Right
from pages.ui import access, headings
from pages.ui.manage import people_view, tokens_view

person, allowed = people.acting(), access.in_force()
headings.page_headline(people_view.position(person), people_view.VIEW)
people_view.stored_facts(person, allowed)
if person.is_signed_in:
    tokens_view.own(person)
    if person.may(Right.ADMINISTER):
        tokens_view.of_everybody()
if person.is_signed_in and allowed and allowed.sessions:
    people_view.own_sessions(person, allowed.sessions)
    if person.may(Right.ADMINISTER):
        people_view.every_session(allowed.sessions)
