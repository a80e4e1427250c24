"""A page whose filters match nothing."""

from pages.ui import headings, sentences, session
from tests.ui import stand_in

headings.page_headline("No recommendations match.", sentences.view(session.filters(), stand_in.facts()))
sentences.nothing(sentences.NO_MATCH, can_clear=True)
