"""One form for texts that look the same, so that search, filters, import and "Did you mean" compare in the same way.

Each letter is replaced on its own: compatibility letters, ligatures and accented letters by their base letters (Unicode
NFKD without its combining marks), every dash by a hyphen, typographic quotation marks by straight ones, capitals by
small letters, and every blank by a space. Letters that only guide the layout of a text, such as a soft hyphen or a
zero-width space, are left out.
"""

from __future__ import annotations

import unicodedata

_SINGLE_QUOTES = "'‘’‚‛′`´ʹʻʼʽˈ＇"
_DOUBLE_QUOTES = '"“”„‟″«»〝〞＂'
_OTHER_DASHES = "−⁃˗‐‑"
_BASE_LETTERS = {
    "æ": "ae",
    "œ": "oe",
    "ø": "o",
    "đ": "d",
    "ð": "d",
    "ł": "l",
    "ħ": "h",
    "ı": "i",
    "þ": "th",
    "⁄": "/",
}
"""Letters that Unicode does not decompose, and the letters that English keyboards write for them."""

_COMBINING = ((0x0300, 0x036F), (0x1AB0, 0x1AFF), (0x1DC0, 0x1DFF), (0x20D0, 0x20FF), (0xFE20, 0xFE2F))
"""Blocks of accents. Marks outside them are letters in their own scripts, such as the vowel signs of Hindi."""


def _letter(letter: str) -> str:
    """The form of one letter, which may be several letters or none."""
    if letter == "\u00ad":
        return ""
    if letter in _SINGLE_QUOTES:
        return "'"
    if letter in _DOUBLE_QUOTES:
        return '"'
    if letter in _OTHER_DASHES or unicodedata.category(letter) == "Pd":
        return "-"
    if letter.isspace():
        return " "
    if unicodedata.category(letter) in ("Cf", "Cc"):
        return ""
    parts = [part for part in unicodedata.normalize("NFKD", letter) if not _is_accent(part)]
    return "".join(_BASE_LETTERS.get(part, part) for part in "".join(parts).casefold())


def _is_accent(letter: str) -> bool:
    return any(first <= ord(letter) <= last for first, last in _COMBINING)


class _Letters(dict[int, str]):
    """The form of each letter by its code point, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        form = self[code] = _letter(chr(code))
        return form


class _WordLetters(dict[int, str]):
    """What each letter of a search form is within words: punctuation separates them, and "&" is one."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        category = unicodedata.category(letter)
        separates = category.startswith("P") or category in ("So", "Sk") or letter == EMOJI_FORM
        form = self[code] = " and " if letter == "&" else " " if separates else letter
        return form


EMOJI_FORM = "\ufe0f"
"""What makes the sign before it a picture, as in a warning triangle."""

_LETTERS = _Letters()
_WORD_LETTERS = _WordLetters()


def search_form(text: str) -> str:
    """The text in the form in which texts are searched: two texts that look the same have the same form."""
    return " ".join(text.translate(_LETTERS).split())


def search_form_places(text: str) -> tuple[str, list[int]]:
    """The form of a text letter by letter, its blanks as they are, and the place in the text each letter comes from."""
    forms = [letter.translate(_LETTERS) for letter in text]
    return "".join(forms), [place for place, form in enumerate(forms) for _ in form]


def comparison_key(text: str) -> str:
    """A word or name as compared: its search form without punctuation and pictures, "&" read as "and".

    "Stop & Search", "stop-and-search" and "STOP AND  SEARCH" have one key. A text of nothing but punctuation is its
    own key, so that it never meets a blank.
    """
    form = search_form(text)
    return " ".join(form.translate(_WORD_LETTERS).split()) or form
