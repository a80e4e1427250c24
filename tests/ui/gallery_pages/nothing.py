"""A page whose filters match nothing."""

from pages.ui import opening, state, words
from tests.ui import stand_in

opening.sentence("No recommendations match.", words.view(state.filters(), stand_in.facts()))
words.nothing(words.NO_MATCH, can_clear=True)
