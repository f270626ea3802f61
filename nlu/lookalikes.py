"""Letters of two scripts that look the same: "Теrmin" with a Cyrillic Т and е is read and meant as Latin.

Only words that mix Latin and Cyrillic are touched, and only letters with a twin: they follow the script of
the other letters of their word (Unicode TR 39 calls these mixed-script confusables).
"""

from __future__ import annotations

import re

_LATIN = "ABCEHIJKMOPSTXYaceijkmopstxy"
_CYRILLIC = "АВСЕНІЈКМОРЅТХУасеіјкморѕтху"
_TO_LATIN = str.maketrans(_CYRILLIC, _LATIN)
_TO_CYRILLIC = str.maketrans(_LATIN, _CYRILLIC)
_MIXED = re.compile(r"(?=\w*[A-Za-z])(?=\w*[\u0400-\u04ff])\w+")
_LATIN_LETTER, _CYRILLIC_LETTER = re.compile("[A-Za-z]"), re.compile("[\u0400-\u04ff]")


def one_script(text: str) -> str:
    """Return `text` with every look-alike in the script of its word."""
    return _MIXED.sub(_unmixed, text)


def _unmixed(word: re.Match[str]) -> str:
    mixed = word[0]
    latin, cyrillic = mixed.translate(_TO_LATIN), mixed.translate(_TO_CYRILLIC)
    if not _CYRILLIC_LETTER.search(latin):
        return latin
    return cyrillic if not _LATIN_LETTER.search(cyrillic) else mixed
