"""One spelling for what people type in many.

`clean` keeps the words as written and only removes what no reader sees; the sentence embedding gets it.
`fold` also removes differences of keyboard and haste (case, accents, vowel signs, Arabic and Persian forms
of one letter, drawn-out letters); n-grams, exact matches and the emergency phrases get it.
Both accept any `str`, are idempotent and judge at most the first `LONGEST` characters.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from nlu.lookalikes import one_script

if TYPE_CHECKING:
    from collections.abc import Callable

LONGEST = 1_000
_MOST_KNOWN = 10_000  # characters whose form is remembered

# Marks that people leave out: Latin, Greek and Cyrillic accents, Hebrew points, Arabic vowel signs, emoji
# variants. Marks of Indic and other scripts carry vowels and stay.
_MARKS = re.compile(
    "[\u0300-\u036f\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8"
    "\u06ea-\u06ed\u08d3-\u08ff\u20d0-\u20ff\ufe00-\ufe0f]",
)
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_SPACE = re.compile(r"\s+")
_DRAWN_OUT = re.compile(r"([^\W\d])\1{2,}")
_REPEATED_SIGN = re.compile(r"([^\w\s])\1+")
_SIGNS = re.compile(r"[\W_]+")
_TATWEEL = "\u0640"
_LETTERS = str.maketrans(
    {
        "ي": "ی",
        "ى": "ی",
        "ې": "ی",
        "ۍ": "ی",
        "ك": "ک",
        "ڪ": "ک",
        "ة": "ه",
        "ۀ": "ه",
        "ە": "ه",
        "ھ": "ه",
        "ہ": "ه",
        "ګ": "گ",
        "ٱ": "ا",
        "ı": "i",
        "ґ": "г",
        "ሠ": "ሰ",
        "ሡ": "ሱ",
        "ሢ": "ሲ",
        "ሣ": "ሳ",
        "ሤ": "ሴ",
        "ሥ": "ስ",
        "ሦ": "ሶ",
        "ፀ": "ጸ",
        "ፁ": "ጹ",
        "ፂ": "ጺ",
        "ፃ": "ጻ",
        "ፄ": "ጼ",
        "ፅ": "ጽ",
        "ፆ": "ጾ",
        "’": "'",
        "‘": "'",
        "ʼ": "'",
        "`": "'",
        "´": "'",
    },
)


class _Table(dict[int, str]):
    """For `str.translate`: asks `form` about each character once."""

    def __init__(self, form: Callable[[str], str]) -> None:
        super().__init__()
        self._form = form

    def __missing__(self, code: int) -> str:
        formed = self._form(chr(code))
        if len(self) < _MOST_KNOWN:
            self[code] = formed
        return formed


def _seen(character: str) -> str:
    if character.isspace():
        return " "
    return "" if unicodedata.category(character) in _UNSEEN else character


def _digit(character: str) -> str:
    return str(unicodedata.digit(character)) if unicodedata.category(character) == "Nd" else character


_VISIBLE, _DIGITS = _Table(_seen), _Table(_digit)


def clean(text: str) -> str:
    """Return `text` in NFKC without controls and tatweel, look-alikes as meant, spaces and signs single."""
    visible = text[: 2 * LONGEST].translate(_VISIBLE)
    composed = unicodedata.normalize("NFKC", visible).translate(_DIGITS)
    return _shortened(one_script(composed.replace(_TATWEEL, "")))


def fold(text: str) -> str:
    """Return the form in which two ways of typing the same words are equal."""
    bare = _MARKS.sub("", unicodedata.normalize("NFKD", clean(text).casefold()))
    return _shortened(unicodedata.normalize("NFC", bare).translate(_LETTERS))


def _shortened(text: str) -> str:
    single = _DRAWN_OUT.sub(r"\1", _REPEATED_SIGN.sub(r"\1", text))
    return _SPACE.sub(" ", single)[:LONGEST].strip()


def bare(text: str) -> str:
    """Return the folded words alone, one space between: "Wohnung?!" and "wohnung" are the same question."""
    return _SIGNS.sub(" ", fold(text)).strip()


def has_words(text: str) -> bool:
    """Whether there is a letter of any script; numbers, signs and emoji alone say nothing."""
    return any(character.isalpha() for character in text)
